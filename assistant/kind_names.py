"""Kinds of themes as people write them, one and several, in Danish and English."""

from __future__ import annotations

from assistant.question import Language

_NAMES = {
    "tema": ("temaer", "theme", "themes"),
    "spor": ("spor", "track", "tracks"),
    "udviklingsspor": ("udviklingsspor", "development track", "development tracks"),
    "udviklingspunkt": ("udviklingspunkter", "development point", "development points"),
    "fokusområde": ("fokusområder", "focus area", "focus areas"),
    "indsatsområde": ("indsatsområder", "area of effort", "areas of effort"),
    "vision": ("visioner", "vision", "visions"),
    "værdi": ("værdier", "value", "values"),
    "værktøj": ("værktøjer", "tool", "tools"),
    "indsats": ("indsatser", "effort", "efforts"),
    "tiltag": ("tiltag", "measure", "measures"),
    "projekt": ("projekter", "project", "projects"),
    "mål": ("mål", "goal", "goals"),
    "initiativ": ("initiativer", "initiative", "initiatives"),
    "pejlemærke": ("pejlemærker", "guiding mark", "guiding marks"),
    "princip": ("principper", "principle", "principles"),
    "ambition": ("ambitioner", "ambition", "ambitions"),
    "handling": ("handlinger", "action", "actions"),
    "aktivitet": ("aktiviteter", "activity", "activities"),
    "opgave": ("opgaver", "task", "tasks"),
    "anbefaling": ("anbefalinger", "recommendation", "recommendations"),
}


def counted(number: int, kind: str, language: Language) -> str:
    """A number of themes of a kind, as "3 temaer"; a kind of no known name is a theme."""
    one, several = named(kind, language)
    return f"{number} {one if number == 1 else several}"


def named(kind: str, language: Language) -> tuple[str, str]:
    """A kind's name for one and for several."""
    many, english, englishes = _NAMES.get(kind, _NAMES["tema"])
    if language == "en":
        return english, englishes
    return (kind if kind in _NAMES else "tema"), many
