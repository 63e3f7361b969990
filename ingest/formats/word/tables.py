"""The rows of a table in a Word document: which cells there are, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.formats.word.xml import Element, child, number, switch, unwrapped, value
from ingest.grid import Cell
from ingest.marks import Mark


@dataclass(frozen=True)
class Place:
    """A cell as the file has it. ``goes_on`` where it is the rest of a cell above."""

    element: Element
    column: int
    columns: int
    merged: str
    mark: Mark | None

    @property
    def goes_on(self) -> bool:
        """Whether it is the rest of a cell above."""
        return self.merged == "continue"


@dataclass(frozen=True)
class Row:
    """One row; ``heads`` is whether it is said to be repeated over each page."""

    places: tuple[Place, ...]
    heads: bool


def rows_of(table: Element) -> list[Row]:
    """The rows of ``table``, from the top."""
    return [row for element in unwrapped(table, "tr") if (row := _row(element)).places]


def frames(rows: Sequence[Row]) -> bool:
    """Whether a table is a box or columns around text and no record: one row, or one column."""
    return len(rows) == 1 or all(len(row.places) == 1 for row in rows)


def heads_of(rows: Sequence[Row]) -> int | None:
    """How many rows name the columns; None where the table does not tell."""
    heads = sum(1 for _ in takewhile(lambda row: row.heads, rows))
    return heads if 0 < heads < len(rows) else None


def placed(rows: Sequence[Row]) -> list[tuple[Cell, Place]]:
    """The cells of a table with what they hold, merged ones over all the rows that they cover."""
    found: list[tuple[Cell, Place]] = []
    reaching: dict[int, int] = {}
    for index, row in enumerate(rows):
        for place in row.places:
            above = reaching.get(place.column)
            if place.goes_on and above is not None:
                cell, first = found[above]
                found[above] = (replace(cell, rows=index - cell.row + 1), first)
                continue
            reaching.pop(place.column, None)
            if place.merged:
                reaching[place.column] = len(found)
            found.append((Cell("", index, place.column, 1, place.columns), place))
    return found


def _row(element: Element) -> Row:
    properties = child(element, "trPr")
    mark = _mark(properties, "ins", "del")
    column = max(0, number(child(properties, "gridBefore")) or 0)
    places: list[Place] = []
    for cell in unwrapped(element, "tc"):
        told = child(cell, "tcPr")
        columns = max(1, number(child(told, "gridSpan")) or 1)
        if value(child(told, "hMerge")) == "continue" and places:
            places[-1] = replace(places[-1], columns=places[-1].columns + columns)
        else:
            own = _mark(told, "cellIns", "cellDel")
            places.append(Place(cell, column, columns, _merged(told), mark or own))
        column += columns
    return Row(tuple(places), bool(switch(child(properties, "tblHeader"))))


def _merged(properties: Element | None) -> str:
    """How a cell is merged: "restart" where that begins, "continue" where it goes on, or ""."""
    merge = child(properties, "vMerge")
    return "" if merge is None else value(merge) or "continue"


def _mark(properties: Element | None, new: str, gone: str) -> Mark | None:
    if child(properties, gone) is not None:
        return Mark.GONE
    return Mark.CHANGED if child(properties, new) is not None else None
