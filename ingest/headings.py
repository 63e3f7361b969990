"""Which lines are headings, and how deep: numbers, capitals, bold, or a bare short line.

Converted documents mark headings at inconsistent levels or not at all, so a level is taken from
the strongest sign there is: the heading's own number, then the table of contents, then mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.raw import Raw
from ingest.words import folded, unmarked

_NUMBERED = re.compile(
    r"(?P<word>(?:tema|spor|kapitel|afsnit|bilag|del|mål|indsats|indsatsområde)\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<dot>[.:)]?)(?:\s+(?P<title>[A-ZÆØÅ\"”«»].*))?",
    re.IGNORECASE,
)
_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_DATE = re.compile(
    rf"(?:\d{{1,2}}\.\s*)?(?:{_MONTHS})\b[\s\d–-]*(?:(?:{_MONTHS})[\s\d]*)?", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"\b(?:er|har|skal|vil|kan|blev|bliver|var|bør|må|får|vi|jeg|der|som|sikrer|betyder)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    rf"{_CLAUSE.pattern}|\b(?:viser|ses|fremgår|steg|stiger|faldt|falder|udgør|kommer|findes)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?:\s*[-–]\s*\d\d\b)?")
_LABELLED = re.compile(r"[^:]+:\s+\S")
_QUESTION = re.compile(r"hv\w+\b.*\?$", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:bilags?)?(?:figur|tabel|kilde|foto|illustration)\b[\s\d.:]*", re.IGNORECASE
)
_APPENDIX = re.compile(r"bilag\b", re.IGNORECASE)
LONGEST = 110
"""A heading longer than this says something itself, and must be found as text."""
BARE = 50
"""Level of a heading without number or mark-up: deeper than any that has one."""


def number_of(text: str) -> str:
    """The number that a heading starts with ("2.1") or is ("TEMA 2"), or ""."""
    match = _NUMBERED.fullmatch(text)
    return (
        match["number"] if match and (match["word"] or (match["title"] or "")[:1].isupper()) else ""
    )


def numbered(text: str) -> bool:
    """Whether ``text`` is a heading by its number alone: "3. Indsatser", not "Tema 3" nor "3"."""
    return text[:1].isdigit() and bool(number_of(text))


def is_caption(text: str) -> bool:
    """Whether ``text`` is a caption or source line of a picture or table, and states nothing."""
    return bool(_CAPTION.match(text)) and says_nothing(text)


def says_nothing(text: str) -> bool:
    """Whether a line that is set as a caption is no more: one that states something is text."""
    return len(text) <= 160 and "\n" not in text and not _STATES.search(text)


def is_date(text: str) -> bool:
    """Whether ``text`` is a date alone, as covers and signatures have it."""
    return bool(re.fullmatch(rf"{_DATE.pattern}", text.strip(" ."), re.IGNORECASE))


def labelled(text: str) -> bool:
    """Whether ``text`` is "Ansvarlig: Anne Jensen" or the like, which tells more than a heading."""
    return bool(_LABELLED.match(text))


def states(text: str) -> bool:
    """Whether ``text`` says something, as a clause or a figure does; a title names something."""
    figures = _YEAR.sub("", text)
    return bool(_CLAUSE.search(text) or re.search(r"\d", figures))


def level_of(raw: Raw, contents: frozenset[str]) -> int:
    """The level of a text piece that stands alone in its paragraph; 0 where it is no heading."""
    text = raw.text
    if raw.style in {"link", "boxed"} or not _could_be(text):
        return 0
    if number := number_of(text):
        return 10 * (1 + number.count("."))
    if folded(text) in contents or _APPENDIX.match(text):
        return 10
    if raw.style == "bold" and not text.endswith(":"):
        return BARE - 1
    letters = re.sub(r"[^A-Za-zÆØÅæøå]", "", text)
    if len(letters) >= 4 and letters.isupper():
        return 10
    return BARE if _is_bare_heading(text) else 0


def _could_be(text: str) -> bool:
    return (
        "\n" not in text
        and 2 < len(text) <= LONGEST
        and len(text.split()) <= 16
        and unmarked(text)[-1:] not in {".", ",", ";", ":", "!"}
        and (text[0].isupper() or text[0].isdigit() or text[0] in '"”«»')
        and not is_date(text)
        and not is_caption(text)
    )


def _is_bare_heading(text: str) -> bool:
    if labelled(text):
        return False
    if len(re.findall(r"\d[\d.,]*", _YEAR.sub("", text))) > 1:
        # Figures beside one another are the row of a table.
        return False
    if _QUESTION.match(text):
        return len(text.split()) <= 9
    return len(text.split()) <= 8 and len(text) <= 70 and not _CLAUSE.search(text)


def marked_level(raw: Raw, open_headings: Sequence[tuple[Raw, int]]) -> int:
    """The level of a heading with mark-up (``#``), mended where siblings differ by a mark.

    Run-in labels ("*Inddragelse:*") of one shape are siblings whatever their number of marks.
    """
    level = 10 * raw.level
    for other, other_level in reversed(open_headings):
        alike = other.style == raw.style and other.text.endswith(":") and raw.text.endswith(":")
        if alike and other.kind == "heading" and raw.level - other.level in {0, 1}:
            return other_level
    return level
