"""Tables of OpenDocument, in texts and spreadsheets: which cell stands where, repeats bounded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.formats.opendocument.package import Element, attribute, children, number, tag
from ingest.formats.sheet import MOST_CELLS
from ingest.grid import MOST_COLUMNS

_MOST_REPEATS = 500
"""A row with content that is repeated more often is a slip of the hand or of a program."""
_GROUPS = {
    "row": ("table:table-header-rows", "table:table-rows", "table:table-row-group"),
    "column": ("table:table-header-columns", "table:table-columns", "table:table-column-group"),
}
_CELLS = ("table:table-cell", "table:covered-table-cell")


@dataclass(frozen=True)
class Spot:
    """A cell with content, at ``row`` and ``column`` of what is shown, from 0.

    ``head``: the file says that its row names columns.
    """

    element: Element
    row: int
    column: int
    rows: int
    columns: int
    head: bool


@dataclass(frozen=True)
class Layout:
    """The cells of a table from above to below; whether some with content are hidden."""

    spots: tuple[Spot, ...]
    hidden: bool


@dataclass(frozen=True)
class _Line:
    """A row or column element that stands for ``count`` of them from ``start`` on."""

    element: Element
    start: int
    count: int
    head: bool
    hidden: bool


class _Shown:
    """Numbers of rows or columns, counted without those that are hidden."""

    def __init__(self, lines: list[_Line]) -> None:
        hidden = [line for line in lines if line.hidden]
        self._starts = [line.start for line in hidden]
        self._ends = [line.start + line.count for line in hidden]
        self._before = [0, *accumulate(line.count for line in hidden)]

    def place(self, at: int) -> int:
        index = bisect_left(self._starts, at)
        gone = self._before[index]
        if index and self._ends[index - 1] > at:
            gone -= self._ends[index - 1] - at
        return at - gone

    def hides(self, at: int) -> bool:
        return self.place(at) == self.place(at + 1)


def layout(table: Element) -> Layout:
    """The cells of the ``table:table`` element ``table``."""
    rows = list(_lines(table, "row", head=False, start=0))
    columns = _Shown(list(_lines(table, "column", head=False, start=0)))
    shown = _Shown(rows)
    spots: list[Spot] = []
    hidden = False
    for line in rows:
        filled = list(_row(line))
        found = [] if line.hidden else [s for s in filled if not columns.hides(s.column)]
        hidden = hidden or len(found) < len(filled)
        for again in range(min(line.count, _MOST_REPEATS) if found else 0):
            if len(spots) < MOST_CELLS:
                spots += [_placed(spot, line.start + again, shown, columns) for spot in found]
    return Layout(tuple(spots), hidden)


def _placed(spot: Spot, row: int, rows: _Shown, columns: _Shown) -> Spot:
    top, left = rows.place(row), columns.place(spot.column)
    return replace(
        spot,
        row=top,
        column=left,
        rows=max(1, rows.place(row + spot.rows) - top),
        columns=max(1, columns.place(spot.column + spot.columns) - left),
    )


def _lines(holder: Element, kind: str, *, head: bool, start: int) -> Iterator[_Line]:
    """Rows or columns in order; groups of them are only drawn as such."""
    for child in children(holder, f"table:table-{kind}", *_GROUPS[kind]):
        if tag(child) != f"table:table-{kind}":
            inner = head or "header" in tag(child)
            folded = attribute(child, "table:display") == "false"
            for line in _lines(child, kind, head=inner, start=start):
                yield replace(line, hidden=line.hidden or folded)
                start = line.start + line.count
            continue
        count = max(1, number(child, f"table:number-{kind}s-repeated"))
        hidden = attribute(child, "table:visibility") in {"collapse", "filter"}
        yield _Line(child, start, count, head, hidden)
        start += count


def _row(line: _Line) -> Iterator[Spot]:
    column = 0
    for cell in children(line.element, *_CELLS):
        count = max(1, number(cell, "table:number-columns-repeated"))
        if tag(cell) == "table:table-cell" and _holds(cell):
            rows, columns = (
                max(1, number(cell, f"table:number-{kind}s-spanned")) for kind in ("row", "column")
            )
            for again in range(min(count, MOST_COLUMNS)):
                yield Spot(cell, line.start, column + again, rows, columns, line.head)
        column += count


def _holds(cell: Element) -> bool:
    return len(cell) > 0 or bool(attribute(cell, "office:value-type"))
