"""Every word that the web page says of its own accord: Danish, short, plain, *du*."""

from __future__ import annotations

NAME = "Strategi"
TAGLINE = "Spørg kommunernes strategier og planer, og se præcis, hvor svaret står."
MACHINE = (
    "Du taler med en maskine. Den svarer kun med dokumenternes egne ord og viser kilden til "
    "hver linje."
)
REMINDER = "Svaret er samlet af en maskine. Læs stedet i dokumentet, før du bruger det."
NO_SCRIPT = "Samtalen kræver JavaScript. Slå det til i din browser, og åbn siden igen."

QUESTION = "Dit spørgsmål"
QUESTION_HINT = "Skriv et spørgsmål"
SEND = "Spørg"
NEW = "Ny samtale"
HOME = "Jeg arbejder i"
NO_HOME = "Ingen bestemt kommune"
CONVERSATION = "Samtale"
STARTERS = "Prøv for eksempel"
SOURCES = "Kilder"
NEAREST = "Tættest på"
OPEN = "Åbn stedet"

EMPTY = (
    "Der er ingen dokumenter endnu. Læg dine filer i dokumentmappen, og start Strategi igen, "
    "eller kør kommandoen strategi ingest."
)
SEARCHING = "Leder i dokumenterne …"
FAILED = "Det lykkedes ikke at finde et svar lige nu. Prøv igen om lidt."
TOO_LONG = "Dit spørgsmål er for langt. Skriv det kortere, og prøv igen."

BACK = "Til Strategi"
CONTENTS = "Indhold"
TO_PLACE = "Gå til det citerede sted"
UNKNOWN = "Dokumentet findes ikke"
UNKNOWN_ADVICE = "Det kan være fjernet eller have fået et andet navn. Stil spørgsmålet igen."

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip


def starter(whose: str, topic: str) -> str:
    """A question to begin with, about something that a document has a heading for."""
    return f"Hvad siger {whose} om {topic}?"


def page_number(number: int) -> str:
    """Where in a document with pages."""
    return f"side {number}"


def day(iso: str) -> str:
    """An ISO date, cut where no more is known, as it is written in Danish."""
    year, *rest = iso.split("-")
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= len(_MONTHS):
        return year
    month = _MONTHS[int(rest[0]) - 1]
    number = f"{int(rest[1])}. " if len(rest) > 1 and rest[1].isdigit() else ""
    return f"{number}{month} {year}"
