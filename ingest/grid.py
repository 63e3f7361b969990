"""Tables with merged cells to raw rows: one head row, and each row whole in itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import forms
from ingest.raw import Raw
from ingest.words import folded

MOST_COLUMNS = 200
"""A table wider than this is no table that a person reads; its further columns are left out."""
_MOST_HEADS = 4
"""More rows of heads than this are rows."""


@dataclass(frozen=True)
class Cell:
    """A cell at ``row`` and ``column`` (from 0) that covers ``rows`` × ``columns`` places.

    ``strong`` is one in bold, or that the file says is a head.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    page: int | None = None
    strong: bool = False


def raw_rows(cells: Sequence[Cell], table: int, heads: int | None = None) -> list[Raw]:
    """The rows of one drawn table, as ``Raw`` has them.

    ``heads`` is how many rows name the columns, None where the format does not tell. A cell that
    covers several rows stands in each of them, one that covers several columns in the first; a
    head over several columns stands before the heads below it ("2024 – Mål").
    """
    kept = [cell for cell in cells if cell.column < MOST_COLUMNS]
    width = min(MOST_COLUMNS, max((cell.column + cell.columns for cell in kept), default=0))
    grid = _placed(kept)
    if not heads and _keys_are_strong(kept, width):
        pairs = [_row(grid[number], width, number).cells for number in sorted(grid)]
        keys, values = zip(*pairs, strict=True)
        if forms.could_be(keys):
            return forms.record(keys, values, table, kept[0].page)
    if heads is None:
        heads = _merged_heads(grid, width) or _strong_heads(grid)
    headed = None if heads is None else heads > 0
    rows = [_row(grid[number], width, number) for number in sorted(grid)]
    if heads and heads > 1 and len(rows) > heads:
        names = _named([grid[number] for number in sorted(grid)[:heads]], width)
        first = next((row for row in rows[:heads]), rows[0])
        rows = [replace(first, cells=names, inherited=frozenset(), spans=False), *rows[heads:]]
    return [
        replace(row, table=table, headed=headed) for row in rows if any(row.cells)
    ]  # fmt: skip


def _placed(cells: Sequence[Cell]) -> dict[int, list[Cell]]:
    """The cells of each row, those that reach into it from above included."""
    grid: dict[int, list[Cell]] = {cell.row: [] for cell in cells}
    last = max(grid, default=0)
    for cell in cells:
        # Only rows that hold a cell of their own: a span may claim a million more.
        for row in range(cell.row, min(cell.row + cell.rows, last + 1)):
            if row in grid:
                grid[row].append(cell)
    return {row: sorted(found, key=lambda cell: cell.column) for row, found in grid.items()}


def _merged_heads(grid: dict[int, list[Cell]], width: int) -> int | None:
    """How many rows the heads take where the first is merged over others; None where not told."""
    numbers = sorted(grid)
    first = grid[numbers[0]] if numbers else []
    over = [cell for cell in first if 1 < cell.columns < width and cell.text]
    if not over or any(cell.columns >= width for cell in first):
        return None
    deep = max(cell.rows for cell in first)
    return min(deep, _MOST_HEADS) if deep > 1 else 2


def _strong_heads(grid: dict[int, list[Cell]]) -> int | None:
    """One where the first row alone is set as heads; None where that is not told."""
    first, *others = [grid[number] for number in sorted(grid)] or [[]]
    plain = any(cell.text and not cell.strong for row in others for cell in row)
    named = [cell for cell in first if cell.text]
    return 1 if len(named) > 1 and plain and all(cell.strong for cell in named) else None


def _keys_are_strong(cells: Sequence[Cell], width: int) -> bool:
    """Whether of two columns the first is set as heads, each beside a cell that is not."""
    return (
        width == 2
        and len({cell.row for cell in cells}) > 1
        and all(cell.rows == cell.columns == 1 for cell in cells)
        and all(cell.strong == (cell.column == 0) for cell in cells if cell.text)
        and any(cell.text and cell.column for cell in cells)
    )


def _row(cells: list[Cell], width: int, number: int) -> Raw:
    texts = [""] * width
    for cell in cells:
        texts[cell.column] = texts[cell.column] or cell.text
    above = frozenset(cell.column for cell in cells if cell.row < number and cell.text)
    own = [cell for cell in cells if cell.row == number]
    page = next((cell.page for cell in own if cell.page), None)
    filled = [cell for cell in cells if cell.text]
    spans = width > 1 and len(filled) == 1 and filled[0].columns >= width
    return Raw("row", page=page, cells=tuple(texts), inherited=above, spans=spans)


def _named(heads: list[list[Cell]], width: int) -> tuple[str, ...]:
    """The name of each column: all heads that stand over it, each once."""
    names: list[list[str]] = [[] for _ in range(width)]
    for row in heads:
        for cell in row:
            if cell.columns >= width:
                continue
            for column in range(cell.column, min(cell.column + cell.columns, width)):
                if cell.text and folded(cell.text) not in map(folded, names[column]):
                    names[column].append(" ".join(cell.text.split()))
    return tuple(" – ".join(name) for name in names)


def pieces_of(rows: Sequence[Raw]) -> Iterator[Raw]:
    """A table of one column or one row, which frames text and is no record: its cells as text."""
    for row in rows:
        for index, cell in enumerate(row.cells):
            if index not in row.inherited:
                yield from (Raw("text", line, row.page) for line in cell.split("\n") if line)
