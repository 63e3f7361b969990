"""Tables of a web page: which cell stands where, spans bounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.formats.web.tree import Node
from ingest.grid import MOST_COLUMNS

_MOST_ROWS = 65_534
"""What HTML bounds a rowspan to."""
_SECTIONS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True)
class Spot:
    """A cell with its place."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Layout:
    """The cells of a table in order; ``heads`` rows name columns, None where it does not tell."""

    spots: tuple[Spot, ...]
    heads: int | None


def layout(table: Node) -> Layout:
    """The cells of the element ``table``, not those of tables in it."""
    rows = sorted(_rows(table), key=lambda row: _SECTIONS.index(row[1]))
    ends = {section: number + 1 for number, (_, section) in enumerate(rows)}
    spots: list[Spot] = []
    busy: dict[int, int] = {}
    for number, (row, section) in enumerate(rows):
        column = 0
        for cell in row.children:
            if not isinstance(cell, Node) or cell.tag not in {"td", "th"}:
                continue
            while busy.get(column, 0) > number:
                column += 1
            if column >= MOST_COLUMNS:
                break
            deep, wide = _span(cell, "rowspan", _MOST_ROWS), _span(cell, "colspan", MOST_COLUMNS)
            left = deep or ends[section] - number
            spots.append(Spot(cell, number, column, left, max(1, wide)))
            for covered in range(column, min(column + max(1, wide), MOST_COLUMNS)):
                busy[covered] = max(busy.get(covered, 0), number + left)
            column += max(1, wide)
    return Layout(tuple(spots), _heads(rows))


def _rows(table: Node) -> Iterator[tuple[Node, str]]:
    for child in table.children:
        if isinstance(child, Node) and child.tag in _SECTIONS:
            for row in child.children:
                if isinstance(row, Node) and row.tag == "tr":
                    yield row, child.tag
        elif isinstance(child, Node) and child.tag == "tr":
            yield child, "tbody"


def _span(cell: Node, name: str, most: int) -> int:
    value = cell.get(name).strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return min(int(value[:9]), most)


def _heads(rows: list[tuple[Node, str]]) -> int | None:
    """How many rows name columns: those of the head, or those of head cells alone."""
    count = sum(1 for _, section in rows if section == "thead")
    if not count and rows and _all_heads(rows[0][0]):
        count = 1
    return count if 0 < count < len(rows) else None


def _all_heads(row: Node) -> bool:
    cells = [c for c in row.children if isinstance(c, Node) and c.tag in {"td", "th"}]
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)
