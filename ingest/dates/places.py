"""The lines of a document, each with what it is read in: its sentences and the cell it is of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from ingest import marks, sentences
from ingest.dates.names import MONTHS, SEASONS, any_of
from ingest.document import Document, Element
from ingest.passages import Span

_WINDOW = 20_000
"""A line longer than any that was written is read in pieces of so many characters."""
_SHORT_CELL = 240
_COLON = ": "
_NAMED = rf"(?:{any_of(MONTHS)}|{any_of(SEASONS)}|kvartal|kvt|halvår)\b"
_DATE = rf"(?:(?:den|d\.|i|primo|medio|ultimo|udgangen af) )?(?:\d|{_NAMED})"
_CUT = re.compile(
    rf"(?<=[\w.])(?: ?[-–—/]| (?:til|og|to|and))\n(?={_DATE})"
    rf"|(?<=\w)\n(?=(?:til|to) {_DATE})|(?<=\d\.)\n(?={_NAMED})"
    rf"|\b{_NAMED}\n(?=(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
"""Where a narrow cell broke a date or a period into lines."""
_SEEN = re.compile(r"[^\n]")


@dataclass(frozen=True)
class Place:
    """Where a date stands: its sentence, the element and the section by their numbers."""

    sentence: Span
    element: int
    section: int
    context: Span


@dataclass(frozen=True)
class Line:
    """A line of canonical text within one element."""

    start: int
    text: str
    element: int


def lines(document: Document) -> Iterator[Line]:
    """The lines of ``document`` in order of place."""
    for number, element in enumerate(document.elements):
        start = element.start
        for text in _standing(document.text, element).split("\n"):
            for at in range(0, len(text), _WINDOW):
                yield Line(start + at, text[at : at + _WINDOW], number)
            start += len(text) + 1


def _standing(text: str, element: Element) -> str:
    """The text of ``element``, as long as it is, with dates that a line's end cut put together.

    What is said of its marks is blank: it was struck out, or stands in the text already.
    """
    found: list[str] = []
    at = element.start
    for part in element.cells or (element,):
        end = marks.standing(text, part.start, part.end)
        found += [text[at : part.start], _CUT.sub(_on_one_line, text[part.start : end])]
        found.append(_SEEN.sub(" ", text[end : part.end]))
        at = part.end
    return "".join([*found, text[at : element.end]])


def _on_one_line(cut: re.Match[str]) -> str:
    return cut[0].replace("\n", " ")


def sentence_spans(line: Line) -> list[Span]:
    """The sentences of ``line`` as spans of the canonical text."""
    return [(line.start + start, line.start + end) for start, end in sentences.spans(line.text)]


def place(document: Document, line: Line, within: list[Span], span: Span) -> Place:
    """Where ``span`` of the canonical text stands, in one of the sentences ``within``."""
    element = document.elements[line.element]
    sentence = _sentence(within, span)
    cell = _cell(document.text, element, sentence, span)
    return Place(sentence, line.element, element.section, cell or sentence)


def _sentence(within: list[Span], span: Span) -> Span:
    """The sentence, or the sentences that a date of two ("3. kvt. 2024") was cut into."""
    at = max(0, bisect_right(within, (span[0], 1 << 62)) - 1)
    last = at
    while last + 1 < len(within) and within[last + 1][0] < span[1]:
        last += 1
    return (within[at][0], within[last][1]) if within else span


def _cell(text: str, element: Element, sentence: Span, span: Span) -> Span | None:
    """The cell where it is short and of one line, else the sentence in it; of a head all of it."""
    cells = element.cells
    after = bisect_right(cells, span[0], key=attrgetter("start"))
    cell = cells[after - 1] if after else None
    if cell and span[1] <= cell.end:
        start, end = cell.start, cell.end
        whole = end - start <= _SHORT_CELL and "\n" not in text[start:end]
        return (start, end) if whole else (max(start, sentence[0]), min(end, sentence[1]))
    if after < len(cells) and span[1] <= cells[after].start - len(_COLON):
        start = cell.end + 1 if cell else element.start
        return start, cells[after].start - len(_COLON)
    return None
