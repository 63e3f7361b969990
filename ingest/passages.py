"""Documents cut into passages along their structure.

A row is a passage; paragraphs, lists and notes of one section are put together while they fit;
nothing crosses a section. Sizes from measurements on such documents (retrieval of 23 and 46
questions): passages up to 950 and rows up to 1,300 characters were best, 500 to 650 worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import sentences
from ingest.document import Document, Element

VERSION = 1
"""Raised whenever the same text would be cut differently: the index then reads it again."""
PROSE_CHARS = 950
ROW_CHARS = 1300
_LABEL_CHARS = 160
Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A slice ``text[start:end]`` of its document, and what the slice does not say itself.

    ``path`` are the headings above; ``label`` names the row or table where the slice is a part.
    """

    start: int
    end: int
    kind: str
    path: tuple[str, ...]
    label: str
    page: int | None


def cut(document: Document) -> list[Passage]:
    """The passages of ``document`` in reading order; together they hold all but captions."""
    found: list[Passage] = []
    for run in _runs(document.elements):
        kind = "row" if run[0].kind == "row" else "prose"
        for start, end in _row(document.text, run[0]) if kind == "row" else _prose(document, run):
            page = next((e.page for e in run if e.end > start), run[0].page)
            label = _label(document.text, run[0], start)
            found.append(Passage(start, end, kind, document.path(run[0].section), label, page))
    return found


def _runs(elements: Sequence[Element]) -> Iterator[list[Element]]:
    """Neighbours of one section that may share a passage; captions part them, rows stand alone."""
    run: list[Element] = []
    for element in elements:
        alone = element.kind in {"row", "caption"}
        if run and (alone or element.section != run[0].section):
            yield run
            run = []
        if element.kind == "row":
            yield [element]
        elif element.kind != "caption":
            run.append(element)
    if run:
        yield run


def _prose(document: Document, run: list[Element]) -> Iterator[Span]:
    if all(element.kind == "heading" for element in run):
        return
    yield from packed(list(_whole(document.text, run)), PROSE_CHARS)


def _whole(text: str, run: list[Element]) -> Iterator[Span]:
    """Spans that stay together: a heading or lead-in with what it leads, a list, a paragraph."""
    for group in _groups(text, run):
        start, end = group[0].start, group[-1].end
        if end - start <= PROSE_CHARS:
            yield start, end
            continue
        # A heading is bounded with what it heads: alone it would be a passage that states nothing.
        head = 2 if group[0].kind == "heading" and len(group) > 1 else 1
        yield from bounded(text, start, group[head - 1].end, PROSE_CHARS)
        for element in group[head:]:
            yield from bounded(text, element.start, element.end, PROSE_CHARS)


def _groups(text: str, run: list[Element]) -> Iterator[list[Element]]:
    group: list[Element] = []
    for element in run:
        if group and not _belongs(text, group[-1], element):
            yield group
            group = []
        group.append(element)
    if group:
        yield group


def _belongs(text: str, above: Element, element: Element) -> bool:
    if above.kind == "heading" or element.kind == "note":
        return True
    if element.kind == "item":
        return above.kind == "item" or text[above.end - 1] in ":;"
    return above.kind == "paragraph" and text[above.end - 1] == ":"


def packed(spans: Sequence[Span], limit: int) -> list[Span]:
    """Neighbouring ``spans`` joined while they fit in ``limit`` characters, sizes kept even."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and end - joined[-1][0] <= limit:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def bounded(text: str, start: int, end: int, limit: int) -> list[Span]:
    """``text[start:end]`` in pieces of at most ``limit``: at sentences, words, or anywhere."""
    if end - start <= limit:
        return [(start, end)]
    pieces = [(start + a, start + b) for a, b in sentences.spans(text[start:end])]
    small = [
        s for a, b in pieces for s in ([(a, b)] if b - a <= limit else _words(text, a, b, limit))
    ]
    return packed(small, limit)


def _words(text: str, start: int, end: int, limit: int) -> Iterator[Span]:
    while end - start > limit:
        space = text.rfind(" ", start + limit // 2, start + limit)
        stop = space if space > 0 else start + limit
        yield start, stop
        start = stop + (1 if space > 0 else 0)
    if end > start:
        yield start, end


def _row(text: str, row: Element) -> Iterator[Span]:
    if row.end - row.start <= ROW_CHARS:
        yield row.start, row.end
        return
    starts = [row.start, *(_line_start(text, cell.start, row.start) for cell in row.cells[1:])]
    cells = [s for a, b in pairwise([*starts, row.end]) for s in _cell(text, a, b)]
    yield from packed(cells, ROW_CHARS)


def _cell(text: str, start: int, end: int) -> list[Span]:
    end = start + len(text[start:end].rstrip())
    return bounded(text, start, end, ROW_CHARS)


def _line_start(text: str, at: int, floor: int) -> int:
    return max(floor, text.rfind("\n", floor, at) + 1)


def _label(text: str, element: Element, start: int) -> str:
    """What a part of a row is a part of: the table's title and the cells that name the row."""
    if element.kind != "row":
        return ""
    names = [element.caption[:_LABEL_CHARS]] if element.caption else []
    if start > element.start:
        leading = element.cells[: element.key + 1]
        names += [text[c.start : c.end].split("\n", maxsplit=1)[0][:_LABEL_CHARS] for c in leading]
    return " > ".join(names)
