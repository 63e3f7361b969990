"""What the page of a document says of its own accord, in Danish and in English."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.pictures.frame import Language

DANISH: Mapping[str, str] = {
    "main": "Gå til indholdet",
    "contents": "Indhold",
    "cited": "Citeret sted",
    "path": "Hvor i dokumentet",
    "to place": "Gå til det citerede sted",
    "page": "side {page}",
    "original": "Originalen, side {page}",
    "alt marked": "Side {page} i originalen. Det citerede sted er markeret med gult; det samme "
    "står som tekst på siden her.",
    "alt": "Side {page} i originalen som billede.",
    "larger": "Åbn hele siden",
    "larger named": "Åbn side {page} i originalen som billede",
    "not found": "Stedet kunne ikke findes sikkert på billedet, så det er kun markeret i teksten.",
    "scanned": "Siden er scannet, så stedet er kun markeret i teksten.",
    "busy": "Originalen kan ikke vises lige nu. Åbn siden igen om lidt.",
    "unknown": "Dokumentet findes ikke",
    "unknown advice": "Det kan være fjernet eller have fået et andet navn. Stil spørgsmålet igen.",
    "back": "Til Strategi",
    "months": "januar februar marts april maj juni juli august september oktober november december",
    "day": "{day}. {month} {year}",
}
ENGLISH: Mapping[str, str] = {
    "main": "Go to the content",
    "contents": "Contents",
    "cited": "Cited place",
    "path": "Where in the document",
    "to place": "Go to the cited place",
    "page": "page {page}",
    "original": "The original, page {page}",
    "alt marked": "Page {page} of the original. The cited place is highlighted in yellow; the same "
    "words stand as text on this page.",
    "alt": "Page {page} of the original as a picture.",
    "larger": "Open the whole page",
    "larger named": "Open page {page} of the original as a picture",
    "not found": "The place could not be found for certain in the picture, so it is highlighted in "
    "the text only.",
    "scanned": "The page is a scan, so the place is highlighted in the text only.",
    "busy": "The original cannot be shown right now. Open the page again in a moment.",
    "unknown": "There is no such document",
    "unknown advice": "It may have been removed or renamed. Ask your question again.",
    "back": "To Strategi",
    "months": "January February March April May June July August September October November "
    "December",
    "day": "{day} {month} {year}",
}
WORDS: Mapping[Language, Mapping[str, str]] = {"da": DANISH, "en": ENGLISH}


def day(iso: str, language: Language) -> str:
    """An ISO date, cut where no more is known, as it is written in a language."""
    year, *rest = iso.split("-")
    months = WORDS[language]["months"].split()
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= len(months):
        return year
    month = months[int(rest[0]) - 1]
    if len(rest) < 2 or not rest[1].isdigit():
        return f"{month} {year}"
    return WORDS[language]["day"].format(day=int(rest[1]), month=month, year=year)
