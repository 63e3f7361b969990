"""What an answer is built of: sentences, list items with their lead-in, and table cells.

A unit is a slice of canonical text that can be quoted on its own; a cell's unit knows the row
that it belongs to, since "forår 2023" says nothing without its measure. What a document marks as
struck out is none: it no longer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest import marks, sentences
from ingest.catalogue import Hit
from ingest.document import Cell, Element

Span = tuple[int, int]
_LINE = 120
_TOGETHER = 420
_POINTS_BACK = re.compile(
    r"(?:Dette|Disse|Denne|Loven|Planen|Projektet|Her\w*|Dermed|Derfor|Hun|Han"
    r"|(?:Den|De) (?:skal|vil|er|har|kan|blev|blive[rt]?|består|omfatter))\b"
)
_NOTE_MARK = re.compile(r"[⁰¹²³⁴-⁹]+\s+")
_DASH = re.compile(r"\s*[-–*•●▪◦]\s+")
UnitKind = Literal["sentence", "list", "cell"]


@dataclass(frozen=True)
class Unit:
    """A quotable slice. ``items`` are the lines of a list, or of a cell's, without their dashes.

    ``head`` is a cell's column head; ``key`` the span of the row's first own cell where that is
    another one, ``row`` that span for every cell of the row. Offsets are into the document's
    canonical text.
    """

    kind: UnitKind
    start: int
    end: int
    text: str
    lead: Span | None = None
    items: tuple[Span, ...] = ()
    head: str = ""
    key: Span | None = None
    order: int = 0
    row: Span | None = None


def units(hit: Hit, elements: Sequence[Element], text: str) -> list[Unit]:
    """The units of a passage; ``text`` is its document's."""
    inside = [e for e in elements if e.start < hit.end and e.end > hit.start]
    found: list[Unit] = []
    for run in _runs(inside, text):
        if run[0].kind == "row":
            found += [u for u in _row(run[0], text) if u.start < hit.end and u.end > hit.start]
        elif any(element.kind == "item" for element in run):
            found += _list(run, text, hit)
        elif run[0].kind in {"paragraph", "note"}:
            found += _led_in(run, text, hit)
    return found


def _runs(elements: Sequence[Element], text: str) -> Iterator[list[Element]]:
    """Elements that speak together: a list with its lead-in; every other one alone."""
    run: list[Element] = []
    for element in elements:
        if run and not _follows(run[-1], element, text):
            yield run
            run = []
        run.append(element)
    if run:
        yield run


def _follows(above: Element, element: Element, text: str) -> bool:
    if element.kind == "item":
        return above.kind in {"item", "paragraph"}
    return element.kind == above.kind == "paragraph" and text[above.end - 1] == ":"


def _led_in(run: Sequence[Element], text: str, hit: Hit) -> list[Unit]:
    """Sentences of paragraphs; one that leads in ("… er:") is told with what it leads to."""
    found: list[Unit] = []
    for element in run:
        own = _sentences(element, text, hit)
        if found and own and found[-1].text.endswith(":"):
            lead, first = found.pop(), own[0]
            joined = text[lead.start : first.end]
            own[0] = Unit("sentence", lead.start, first.end, joined, order=lead.order)
        found += own
    return found


def _list(run: Sequence[Element], text: str, hit: Hit) -> Iterator[Unit]:
    ends = ((e, marks.standing(text, e.start, e.end)) for e in run if e.kind == "item")
    items = tuple(_worded(text, e.start, end) for e, end in ends if end > e.start)
    # The last sentence above the list leads it in; those before it speak for themselves.
    told = _led_in([e for e in run if e.kind == "paragraph"], text, hit)
    yield from told[:-1]
    span = (told[-1].start, told[-1].end) if told else None
    start, end = span[0] if span else items[0][0], items[-1][1]
    yield Unit("list", start, end, text[start:end], span, items)


def _sentences(element: Element, text: str, hit: Hit) -> list[Unit]:
    end = marks.standing(text, element.start, element.end)
    mark = _NOTE_MARK.match(text, element.start, end) if element.kind == "note" else None
    begin = mark.end() if mark else element.start
    found = [(begin + a, begin + b) for a, b in sentences.spans(text[begin:end])]
    return [
        _sentence(found, order, text)
        for order, (start, end) in enumerate(found)
        if start >= hit.start and end <= hit.end
    ]


def _sentence(spans: Sequence[Span], order: int, text: str) -> Unit:
    """A sentence; one that points back ("Loven træder …") with the one that it points to."""
    start, end = spans[order]
    if order and _POINTS_BACK.match(text, start) and end - spans[order - 1][0] <= _TOGETHER:
        start = spans[order - 1][0]
    return Unit("sentence", start, end, text[start:end], order=order)


def _row(row: Element, text: str) -> Iterator[Unit]:
    key = row.cells[row.key]
    name = _first_line(key, text)
    for cell in row.cells:
        named = None if cell is key else name
        for order, (start, lead, items, end) in enumerate(_groups(cell, text)):
            # The cell's head stands right before its first statement and is quoted with it.
            first = cell.start - len(f"{cell.head}: ") if cell.head and not order else start
            yield Unit(
                "cell", first, end, text[start:end], lead, items, cell.head, named, order, name
            )


def _first_line(cell: Cell, text: str) -> Span:
    end = text.find("\n", cell.start, cell.end)
    return cell.start, cell.end if end < 0 else end


def _groups(cell: Cell, text: str) -> Iterator[tuple[int, Span | None, tuple[Span, ...], int]]:
    """A cell's statements: a sentence each, or a label ("Tidsplan:") with the lines it leads."""
    lead: Span | None = None
    items: list[Span] = []
    # What is said to be struck out is no statement of the cell.
    standing = marks.standing(text, cell.start, cell.end)
    for a, b in sentences.spans(text[cell.start : standing]):
        start, end = cell.start + a, cell.start + b
        if _DASH.match(text, start) or _led(lead, items, text, start, end):
            items.append(_worded(text, start, end))
            continue
        if lead or items:
            yield _group(lead, items)
            lead, items = None, []
        if text[end - 1] == ":":
            lead = (start, end)
        else:
            yield start, None, (), end
    if lead or items:
        yield _group(lead, items)


def _led(lead: Span | None, items: list[Span], text: str, start: int, end: int) -> bool:
    """Whether a line without a dash is listed all the same: it follows a label, line by line."""
    if lead is None or text[end - 1] == ":" or text[start - 1] != "\n":
        return False
    dashed = bool(items) and text[items[0][0] - 2 : items[0][0]] == "- "
    return not items or (end - start <= _LINE and not dashed)


def _worded(text: str, start: int, end: int) -> Span:
    """An item without its dash, which is the list's and no word of it."""
    match = _DASH.match(text, start, end)
    return (match.end() if match else start), end


def _group(lead: Span | None, items: list[Span]) -> tuple[int, Span | None, tuple[Span, ...], int]:
    spans = [*([lead] if lead else []), *items]
    return spans[0][0], lead, tuple(items), spans[-1][1]
