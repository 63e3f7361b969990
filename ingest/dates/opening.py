"""Periods with one end: "fra 1. halvår 2023 og frem", "til udgangen af 2024", "siden 2015"."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.dates.chains import Open, Piece

_THE = r"(?: (?:den|d\.|i|år|året|the))? ?$"
_SINCE = re.compile(rf"\b(?:siden|fra og med|f\.?o\.?m\.?|since){_THE}", re.IGNORECASE)
_FROM = re.compile(rf"(?P<before>.*?)\b(?:fra|from){_THE}", re.IGNORECASE)
_ONWARDS = re.compile(
    r"[ \xa0](?:og|samt)[ \xa0](?:frem(?:ad|over|efter|adrettet)?(?! (?:til|mod))"
    r"|(?:i )?(?:de(?: følgende)? )?(?:overslagsår\w*|følgende år|årene (?:frem|derefter|efter)))\b"
    r"|[ \xa0](?:fremad(?:rettet)?|and onwards?|onwards?)\b|[ \xa0]ff\.",
    re.IGNORECASE,
)
_SURELY_UNTIL = re.compile(
    rf"\b(?:(?:frem|ind) ?til(?: og med)?|frem mod|til og med|t\.?o\.?m\.?|until)"
    rf"{_THE}",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\b(?:til|inden|by){_THE}", re.IGNORECASE)
_RUNS = re.compile(
    r"(?:^|[(\[:;,.–/-]|\b(?:løbende|gældende|gælder|virkning|kraft|effekt|starter|startes|begynder"
    r"|opstart|start|sker|indgår|kører|løber|forventes?|planlagt|tidligst|senest|allerede|først"
    r"|gradvist|permanent|fast|drift"
    r"|at \w+[eåø]|\w{3,}es|\w{3,}erer|(?:skal|vil|kan|bør|må)(?: \w+)?"
    r"|(?:er|bliver|blev|blevet|var|været|har) (?:\w+ )?\w+[te]t))$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:løb\w*|gæld\w*|fortsæt\w*|fortsat|var(?:er|e|ede)|perioden?|bevilg\w*|bevilling\w*"
    r"|forlæng\w*|implementering\w*|dækker|åben\w*|finansier\w*|viderefør\w*|ansat|støtte\w*"
    r"|runs?|lasts?|continues?)(?: [\w.]+){0,2}$",
    re.IGNORECASE,
)
_NEAR = 48


def opened(piece: Piece, line: str) -> Piece:
    """``piece`` with the words that open it at one end, or as it is."""
    if onwards := _ONWARDS.match(line, piece.end):
        piece = replace(piece, end=onwards.end(), opens="from")
    near = max(0, piece.start - _NEAR)
    before = line[near : piece.start].replace("\xa0", " ")
    at, opens = _leading(piece, before)
    if at is not None and not (piece.opens and opens == "until"):
        piece = replace(piece, start=near + at, opens=opens)
    return piece


def _leading(piece: Piece, before: str) -> tuple[int | None, Open]:
    """Where the words before it begin that open it, and at which end they do."""
    if match := _SINCE.search(before):
        return match.start(), "from"
    if (match := _FROM.search(before)) and (piece.opens or _opens(piece, match["before"])):
        return match.end("before"), "from"
    if piece.opens:
        return None, ""
    if match := _SURELY_UNTIL.search(before):
        return match.start(), "until"
    if (match := _UNTIL.search(before)) and _closes(piece, before[: match.start()]):
        return match.start(), "until"
    return None, ""


def _opens(piece: Piece, before: str) -> bool:
    """Whether "fra" says since when, not of when: "sker fra maj", but "en rapport fra maj".

    A day from which a thing holds stays that day.
    """
    return piece.days.precision not in {"day", "range"} and bool(_RUNS.search(before.rstrip()))


def _closes(piece: Piece, before: str) -> bool:
    """Whether "til" says until when: "løber til maj", but "udskydes til maj"."""
    if piece.atom.part == "end":
        return True
    return piece.atom.unit != "season" and bool(_LASTS.search(before.rstrip()))
