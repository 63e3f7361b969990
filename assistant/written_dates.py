"""Dates of the catalogue as people write them."""

from __future__ import annotations

from assistant.question import Language

_MONTHS: dict[Language, list[str]] = {
    "da": (
        "januar februar marts april maj juni juli august september oktober november december"
    ).split(),
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
}


def written(date: str, language: Language) -> str:
    """An ISO date or moment, cut where no more is known: "2023-01" is "januar 2023"."""
    year, *rest = date.partition("T")[0].split("-")
    if not rest or not all(part.isdecimal() for part in rest) or not 1 <= int(rest[0]) <= 12:
        return date
    month = f"{_MONTHS[language][int(rest[0]) - 1]} {year}"
    if len(rest) == 1:
        return month
    return f"{int(rest[1])}. {month}" if language == "da" else f"{int(rest[1])} {month}"
