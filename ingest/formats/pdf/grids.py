"""Ruled lines and filled areas to grids: which rectangles of a page are cells of one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.formats.pdf.page import Box, Page

_SNAP = 2.5
"""Lines closer than this are one line, drawn twice or thickly."""
_GAP = 4.0
"""Pieces of a line that lie so near one another make one line."""
_SHORTEST = 6.0
_MOST_CROSSINGS = 600_000
_MOST_PLACES = 20_000
_FRAME = 0.85
"""A rectangle of more than this share of a page's width and height is its frame or background."""

_GROUND = 0.5
"""A box higher than this share of its page is a column of it."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line at ``at`` from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: where it begins in the grid, how many rows and columns it takes, and its area."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that touch one another; ``xs`` and ``ys`` are the lines between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> Box:
        """The area of all cells."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def level_strokes(page: Page) -> list[Stroke]:
    """The level lines of a page, pieces of one line joined."""
    return _merged(_sides(page, upright=False))


def grids_of(page: Page) -> list[Grid]:
    """The grids on a page, smallest first."""
    level, upright = level_strokes(page), _merged(_sides(page, upright=True))
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []
    found = [_grid(*part) for part in _components(level, upright)]
    grids = [
        grid
        for grid in found
        if grid is not None and (len(grid.places) > 1 or not _is_ground(grid.box, page))
    ]
    return sorted(grids, key=lambda grid: grid.box.width * grid.box.height)


def _is_ground(box: Box, page: Page) -> bool:
    """Whether a box is what a column or all of a page is set on."""
    return _frames(box, page) or box.height > _GROUND * page.height


def _frames(box: Box, page: Page) -> bool:
    return box.width > _FRAME * page.width and box.height > _FRAME * page.height


def _sides(page: Page, *, upright: bool) -> list[Stroke]:
    found = []
    for rule in page.rules:
        along = rule.height >= rule.width if upright else rule.width >= rule.height
        if along:
            found.append(_stroke(rule, upright=upright))
    for fill in page.fills:
        if fill.width < _SHORTEST or fill.height < _SHORTEST or _frames(fill, page):
            continue
        found += [_stroke(side, upright=upright) for side in _outline(fill, upright=upright)]
    return found


def _stroke(box: Box, *, upright: bool) -> Stroke:
    if upright:
        return Stroke((box.x0 + box.x1) / 2, box.top, box.bottom)
    return Stroke((box.top + box.bottom) / 2, box.x0, box.x1)


def _outline(box: Box, *, upright: bool) -> tuple[Box, Box]:
    if upright:
        return (box._replace(x1=box.x0), box._replace(x0=box.x1))
    return (box._replace(bottom=box.top), box._replace(top=box.bottom))


def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that lie in one line as one, those too short to part anything left out."""
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if rows and stroke.at - rows[-1][0].at <= _SNAP:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    found: list[Stroke] = []
    for row in rows:
        at = sum(stroke.at for stroke in row) / len(row)
        start, end = 0.0, -1e9
        for stroke in [*sorted(row, key=lambda s: s.start), Stroke(at, 1e9, 1e9)]:
            if stroke.start > end + _GAP:
                if end - start >= _SHORTEST:
                    found.append(Stroke(at, start, end))
                start, end = stroke.start, stroke.end
            end = max(end, stroke.end)
    return found


def _components(
    level: Sequence[Stroke], upright: Sequence[Stroke]
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Level and upright strokes that cross or touch, in groups."""
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            if (
                across.start - _GAP <= down.at <= across.end + _GAP
                and down.start - _GAP <= across.at <= down.end + _GAP
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate([*level, *upright]):
        groups.setdefault(root(i), ([], []))[i >= len(level)].append(stroke)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    ends_x = [end for stroke in level for end in (stroke.start, stroke.end)]
    ends_y = [end for stroke in upright for end in (stroke.start, stroke.end)]
    xs = _lines([stroke.at for stroke in upright], min(ends_x), max(ends_x))
    ys = _lines([stroke.at for stroke in level], min(ends_y), max(ends_y))
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return None
    return Grid(xs, ys, tuple(_places(xs, ys, level, upright)))


def _lines(inner: list[float], first: float, last: float) -> tuple[float, ...]:
    """The places of lines, and the ends of those that cross them where these reach further."""
    found: list[float] = []
    for at in sorted([*inner, first, last]):
        if not found or at - found[-1] > _GAP:
            found.append(at)
    return tuple(found)


def _places(
    xs: tuple[float, ...], ys: tuple[float, ...], level: list[Stroke], upright: list[Stroke]
) -> list[Place]:
    """The cells: places of the grid with no line between them are one."""
    wide, high = len(xs) - 1, len(ys) - 1
    walls = _walls(upright, xs, ys)
    floors = _walls(level, ys, xs)
    taken = [[False] * wide for _ in range(high)]
    found: list[Place] = []
    for row in range(high):
        for column in range(wide):
            if taken[row][column]:
                continue
            right = column + 1
            while right < wide and not taken[row][right] and (right, row) not in walls:
                right += 1
            below = row + 1
            while below < high and all((below, x) not in floors for x in range(column, right)):
                below += 1
            for y in range(row, below):
                taken[y][column:right] = [True] * (right - column)
            box = Box(xs[column], ys[row], xs[right], ys[below])
            found.append(Place(row, column, below - row, right - column, box))
    return found


def _walls(
    strokes: list[Stroke], at: tuple[float, ...], along: tuple[float, ...]
) -> set[tuple[int, int]]:
    """Which stretches (line, stretch) between crossing lines are drawn."""
    found: set[tuple[int, int]] = set()
    for stroke in strokes:
        line = min(range(len(at)), key=lambda i: abs(at[i] - stroke.at))
        for stretch in range(len(along) - 1):
            middle = (along[stretch] + along[stretch + 1]) / 2
            if stroke.start - _GAP <= middle <= stroke.end + _GAP:
                found.add((line, stretch))
    return found
