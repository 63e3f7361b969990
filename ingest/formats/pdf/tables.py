"""Grids with the words in them: tables, the boxes that only frame text, and what is neither."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.grids import Grid, Place
from ingest.formats.pdf.page import Box
from ingest.formats.pdf.words import Strip, Word, joined, strips_of

_FILLED = 0.25
"""A grid of which less has words in it is a diagram."""
_CROSSED = 0.25
"""Text that runs over the lines of a grid in more of its rows than this was only shaded by it."""
_PANEL = 24.0
"""A box lower than this is how one line looks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of a grid with its lines."""

    place: Place
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What is drawn as a table on one page. One of a single cell is a box around text."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    page: int

    @property
    def x0(self) -> float:
        """Its left side."""
        return self.xs[0]

    @property
    def x1(self) -> float:
        """Its right side."""
        return self.xs[-1]

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.ys[-1]

    @property
    def text(self) -> str:
        """Its words, to be counted."""
        return " ".join(strip.text for cell in self.cells for strip in cell.strips)

    @property
    def boxed(self) -> bool:
        """Whether it has one cell."""
        return len(self.cells) == 1


def tables_of(
    grids: Sequence[Grid], words: Sequence[Word], page: int, turned: Sequence[Word] = ()
) -> tuple[list[Table], list[Word]]:
    """The tables and boxes that ``grids`` make of ``words``, and the words outside them.

    ``turned`` are lines on their side, which have a place in the cells of tables alone.
    """
    left = list(words)
    found: list[Table] = []
    for grid in _outermost(grids):
        inside = [word for word in left if grid.box.holds(*_middle(word))]
        table = _table(grid, inside, page, [w for w in turned if grid.box.holds(*_middle(w))])
        if table is not None:
            taken = set(map(id, inside))
            left = [word for word in left if id(word) not in taken]
            found.append(table)
    return found, left


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """The grids without those in a cell of a table; boxes in boxes are read from the inside."""
    kept: list[Grid] = []
    for index, grid in enumerate(grids):
        around = [other for other in grids[index + 1 :] if _within(grid.box, other.box)]
        if all(len(other.places) == 1 for other in around):
            kept.append(grid)
    return kept


def _within(inner: Box, outer: Box) -> bool:
    middle = ((inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2)
    return outer.holds(*middle) and inner.width <= outer.width


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, word.base - 0.3 * word.look.size


def _table(grid: Grid, words: Sequence[Word], page: int, turned: Sequence[Word]) -> Table | None:
    if not words or _is_crossed(grid, words):
        return None
    held = [*words, *turned] if len(grid.places) > 1 else words
    cells = [Cell(place, tuple(lines)) for place, lines in _filled(grid, held, page)]
    full = sum(bool(cell.strips) for cell in cells)
    if len(cells) > 1 and full < 2:
        return None
    if len(cells) > 6 and full < _FILLED * len(cells):
        return None
    if len(cells) == 1 and (len(cells[0].strips) < 2 or grid.box.height < _PANEL):
        return None
    return Table(grid.xs, grid.ys, tuple(cells), page)


def _filled(grid: Grid, words: Sequence[Word], page: int) -> Iterable[tuple[Place, list[Strip]]]:
    at = {
        (row, column): index
        for index, place in enumerate(grid.places)
        for row in range(place.row, place.row + place.rows)
        for column in range(place.column, place.column + place.columns)
    }
    held: list[list[Word]] = [[] for _ in grid.places]
    for word in words:
        x, y = _middle(word)
        # A word belongs where it begins: a long one may reach over the line behind it.
        x = min(x, word.x0 + word.look.size)
        key = (_slot(grid.ys, y), _slot(grid.xs, x))
        held[at[key]].append(word)
    for place, inside in zip(grid.places, held, strict=True):
        yield place, joined(strips_of(inside, page))


def _slot(lines: tuple[float, ...], at: float) -> int:
    return min(max(bisect_left(lines, at) - 1, 0), len(lines) - 2)


def _is_crossed(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether text runs on over the upright lines of a grid, as marked or underlined text does."""
    if len(grid.xs) < 3:
        return False
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(round(word.base), []).append(word)
    crossed = 0
    for row in rows.values():
        row.sort(key=lambda word: word.x0)
        crossed += any(
            after.x0 - before.x1 < 0.35 * after.look.size
            for before, after in pairwise(row)
            if _slot(grid.xs, before.x1) != _slot(grid.xs, after.x0)
            and _place_of(grid, before) != _place_of(grid, after)
        )
    return crossed > 1 and crossed > _CROSSED * len(rows)


def _place_of(grid: Grid, word: Word) -> int:
    x, y = _middle(word)
    row, column = _slot(grid.ys, y), _slot(grid.xs, x)
    for index, place in enumerate(grid.places):
        inside = place.row <= row < place.row + place.rows
        if inside and place.column <= column < place.column + place.columns:
            return index
    return -1
