"""Tables of which only some rows are shaded or parted by lines: their columns hold for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.pdf.grids import Grid, Place, Stroke
from ingest.formats.pdf.page import Box
from ingest.formats.pdf.words import Word

_SAME = 4.0
"""Points by which what stands in one column, or marks one place, may differ."""
_APART = 0.5
"""Words of two columns lie so many type sizes apart at least; those of a sentence do not."""
_NEXT = 1.15
"""A line further down than so many times the usual distance does not go on with a cell."""
_LEADING = 1.6
_STEP = 2.6
"""Lines of a table without marks lie at most so many type sizes apart, or as its bands do."""
_TALLEST = 60.0
"""Heads above the first band are lower than this."""
_HIGHEST = 260.0
_WORDY = 60
"""With more words than this in a cell, what stands under heads is columns of prose."""
_MOST = 400
"""Of cells, rows or bands: drawings have more."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A level edge of bands, or a line, and the columns that it runs along."""

    at: float
    columns: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Line:
    """Words on one base."""

    base: float
    words: tuple[Word, ...]

    @property
    def size(self) -> float:
        """The largest type size in it."""
        return max(word.look.size for word in self.words)

    @property
    def middle(self) -> float:
        """The height that tells which row it is of."""
        return self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class _Row:
    """A row below the ones that are drawn: its end, its lines, the columns with a mark above."""

    bottom: float
    lines: tuple[_Line, ...]
    marked: frozenset[int]


def banded(grids: Sequence[Grid], strokes: Sequence[Stroke], words: Sequence[Word]) -> list[Grid]:
    """``grids``, each with the rows of its table that have no band or lines of their own.

    Bands below one another that have the same columns become one grid.
    """
    if len(grids) > _MOST:
        return list(grids)
    lines = _lines(words)
    found: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        if len(grid.xs) < 3:
            found.append(grid)
        elif not any(_covers(other, grid) for other in found):
            whole = _with_head(_parted(grid, lines), strokes, lines)
            found.append(_with_rows(whole, _rows(whole, grids, strokes, lines), lines))
    return sorted(found, key=lambda grid: grid.box.width * grid.box.height)


def _with_head(grid: Grid, strokes: Sequence[Stroke], lines: Sequence[_Line]) -> Grid:
    """``grid`` with the heads above its first band, set in bold or below a line of their own."""
    left, right, top = grid.xs[0], grid.xs[-1], grid.ys[0]
    near = [line for line in lines if top - _STEP * line.size < line.base <= top + 1]
    rules = [s.at for s in strokes if top - _TALLEST < s.at < top - _SAME and _is_along(s, grid)]
    start = max(rules, default=min((line.base - line.size for line in near), default=top))
    heads = _within(lines, Box(left - 2, start, right + 2, top))
    bold = all(word.look.bold for line in heads for word in line.words)
    columns = _columns(_within(lines, grid.box), grid.xs)
    if not heads or not (rules or bold) or not _keeps(heads, columns, grid.xs):
        return grid
    cells = [
        Place(0, at, 1, 1, Box(x0, start, x1, top)) for at, (x0, x1) in enumerate(pairwise(grid.xs))
    ]
    rest = [replace(place, row=place.row + 1) for place in grid.places]
    return Grid(grid.xs, (start, *grid.ys), (*cells, *rest))


def _is_along(stroke: Stroke, grid: Grid) -> bool:
    return _index(grid.xs, stroke.start) == 0 and _index(grid.xs, stroke.end) == len(grid.xs) - 1


def _covers(grid: Grid, other: Grid) -> bool:
    """Whether ``other`` is a band that has become part of ``grid``."""
    inside = grid.ys[0] <= other.ys[0] and other.ys[-1] <= grid.ys[-1] + 1
    return inside and len(grid.xs) > 2 and all(_index(grid.xs, x) is not None for x in other.xs)


def _index(xs: Sequence[float], x: float) -> int | None:
    near = min(range(len(xs)), key=lambda i: abs(xs[i] - x))
    return near if abs(xs[near] - x) <= _SAME else None


def _lines(words: Sequence[Word]) -> list[_Line]:
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if found and word.base - found[-1][0].base <= 2:
            found[-1].append(word)
        else:
            found.append([word])
    return [_Line(line[0].base, tuple(sorted(line, key=lambda w: w.x0))) for line in found]


def _within(lines: Sequence[_Line], box: Box) -> list[_Line]:
    """The parts of ``lines`` in ``box``."""
    found: list[_Line] = []
    for line in lines:
        if not box.top < line.middle <= box.bottom:
            continue
        inside = tuple(w for w in line.words if box.x0 <= (w.x0 + w.x1) / 2 <= box.x1)
        if inside:
            found.append(_Line(line.base, inside))
    return found


def _column(word: Word, xs: Sequence[float]) -> int:
    # A word belongs where it begins: a long one may reach over the line behind it.
    at = min((word.x0 + word.x1) / 2, word.x0 + word.look.size)
    return min(sum(at >= x for x in xs[1:-1]), len(xs) - 2)


def _columns(lines: Sequence[_Line], xs: Sequence[float]) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for line in lines:
        for word in line.words:
            found.setdefault(_column(word, xs), []).append(word)
    return found


def _crossed(lines: Sequence[_Line], xs: Sequence[float]) -> set[int]:
    """Which inner lines of ``xs`` have text that runs on over them."""
    found: set[int] = set()
    for line in lines:
        for word in line.words:
            found.update(i for i in range(1, len(xs) - 1) if word.x0 + 1 < xs[i] < word.x1 - 1)
        for before, word in pairwise(line.words):
            first, last = _column(before, xs), _column(word, xs)
            if first != last and word.x0 - before.x1 < _APART * word.look.size:
                found.update(range(first + 1, last + 1))
    return found


def _lines_up(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether words of one column begin, end or are centred at the same place as others do."""
    if not others:
        return True
    left = min(w.x0 for w in words) - min(w.x0 for w in others)
    right = max(w.x1 for w in words) - max(w.x1 for w in others)
    return min(abs(left), abs(right), abs(left + right) / 2) <= _SAME


def _parted(grid: Grid, lines: Sequence[_Line]) -> Grid:
    """``grid`` with cells for the text of several columns that has no lines between them."""
    if len(grid.places) > _MOST:
        return grid
    lines = _within(lines, grid.box)
    found: list[Place] = []
    for place in grid.places:
        if place.columns > 1 and _is_row(grid, place, lines):
            ends = pairwise(grid.xs[place.column : place.column + place.columns + 1])
            found += [
                Place(place.row, i, place.rows, 1, place.box._replace(x0=left, x1=right))
                for i, (left, right) in enumerate(ends, start=place.column)
            ]
        else:
            found.append(place)
    return Grid(grid.xs, grid.ys, tuple(found))


def _is_row(grid: Grid, place: Place, lines: Sequence[_Line]) -> bool:
    """Whether the text of a wide cell stands as that of other rows in its columns does."""
    inside = _within(lines, place.box)
    held = _columns(inside, grid.xs)
    if len(held) < 2 or _crossed(inside, grid.xs):
        return False
    narrow = [other for other in grid.places if other.columns == 1]
    for column, words in held.items():
        boxes = [other.box for other in narrow if other.column == column]
        others = [_columns(_within(lines, box), grid.xs).get(column, []) for box in boxes]
        if not any(other and _lines_up(words, other) for other in others):
            return False
    return True


def _rows(
    grid: Grid, grids: Sequence[Grid], strokes: Sequence[Stroke], lines: Sequence[_Line]
) -> list[_Row]:
    """The rows below ``grid`` that keep to its columns."""
    below = _below(grid, lines)
    above = _columns(_within(lines, grid.box), grid.xs)
    bands = [g.box for g in grids if len(g.xs) > 2 and g.ys[0] > grid.ys[-1] - 2]
    found, top = _marked(grid, bands, list(_marks(grid, strokes)), lines)
    if len(found) == 1 and len(grid.ys) == 2 and not any(b.top < found[0].bottom for b in bands):
        # A lone line below heads closes the table, whatever rows it has.
        found, top = [], _Mark(grid.ys[-1], top.columns)
    loose = [line for line in below if line.middle > top.at]
    most = 1 if found or len(grid.ys) > 2 else _MOST
    for group in _groups(_near(loose, grid, top.at), grid.xs)[:most]:
        if not _keeps(group, above, grid.xs):
            break
        bottom = group[-1].base + 0.35 * group[-1].size
        found.append(_Row(bottom, tuple(group), top.columns))
    count = sum(len(line.words) for row in found for line in row.lines)
    return found if count <= _WORDY * (len(grid.xs) - 1) * len(found) else []


def _marked(
    grid: Grid, bands: Sequence[Box], marks: Sequence[_Mark], lines: Sequence[_Line]
) -> tuple[list[_Row], _Mark]:
    """The rows below ``grid`` that ``marks`` part, and the mark that ends them."""
    above = _columns(_within(lines, grid.box), grid.xs)
    below = _below(grid, lines)
    middle = (grid.xs[0] + grid.xs[-1]) / 2
    found: list[_Row] = []
    top = _Mark(grid.ys[-1], frozenset(range(len(grid.xs) - 1)))
    for mark in marks:
        inside = [line for line in below if top.at < line.middle <= mark.at]
        if not inside and mark.at - top.at <= 2 * _SAME:
            top = _Mark(mark.at, top.columns | mark.columns)
            continue
        shaded = any(band.holds(middle, (top.at + mark.at) / 2) for band in bands)
        kept = shaded or (_is_close(inside) and _keeps(inside, above, grid.xs))
        if not inside or not kept or mark.at - top.at > _HIGHEST:
            break
        found.append(_Row(mark.at, tuple(inside), top.columns))
        top = mark
    return found, top


def _below(grid: Grid, lines: Sequence[_Line]) -> list[_Line]:
    return _within(lines, Box(grid.xs[0] - 2, grid.ys[-1], grid.xs[-1] + 2, 1e9))[:_MOST]


def _is_close(lines: Sequence[_Line]) -> bool:
    """Whether lines follow one another as those of a row do: a heading after them does not."""
    return all(
        line.base - before.base <= _STEP * before.size and line.size <= _NEXT * before.size
        for before, line in pairwise(lines)
    )


def _marks(grid: Grid, strokes: Sequence[Stroke]) -> Iterator[_Mark]:
    """The marks below ``grid`` that begin and end at its columns, from the top down."""
    held: _Mark | None = None
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        first, last = _index(grid.xs, stroke.start), _index(grid.xs, stroke.end)
        if stroke.at < grid.ys[-1] + _SAME or first is None or last is None or first == last:
            continue
        columns = frozenset(range(first, last))
        if held is not None and stroke.at - held.at <= _SAME:
            held = _Mark(held.at, held.columns | columns)
            continue
        if held is not None:
            yield held
        held = _Mark(stroke.at, columns)
    if held is not None:
        yield held


def _keeps(lines: Sequence[_Line], above: dict[int, list[Word]], xs: Sequence[float]) -> bool:
    """Whether lines are a row of the table with the columns ``xs``."""
    held = _columns(lines, xs)
    if _crossed(lines, xs) or len(held) < max(2, (len(xs) - 1) / 2):
        return False
    return all(_lines_up(words, above.get(column, ())) for column, words in held.items())


def _near(lines: Sequence[_Line], grid: Grid, end: float) -> list[_Line]:
    """The lines from ``end`` down that keep to columns and follow one another closely."""
    high = min(below - above for above, below in pairwise(grid.ys))
    found: list[_Line] = []
    for line in lines:
        far = line.base > end + max(1.05 * high, _STEP * line.size)
        if far or _crossed([line], grid.xs):
            break
        found.append(line)
        end = line.base
    return found


def _groups(lines: Sequence[_Line], xs: Sequence[float]) -> list[list[_Line]]:
    """Lines apart where they are further from one another than lines of a cell."""
    if not lines:
        return []
    leading = _leading(lines, xs)
    full = all(len(_columns([line], xs)) == len(xs) - 1 for line in lines)
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        if full or line.base - before.base > _NEXT * leading:
            groups.append([])
        groups[-1].append(line)
    return groups


def _leading(lines: Sequence[_Line], xs: Sequence[float]) -> float:
    """The distance of lines in a cell."""
    last: dict[int, float] = {}
    steps = [_LEADING * min(line.size for line in lines)]
    for line in lines:
        for column in _columns([line], xs):
            if column in last:
                steps.append(line.base - last[column])
            last[column] = line.base
    return min(steps)


def _with_rows(grid: Grid, rows: Sequence[_Row], lines: Sequence[_Line]) -> Grid:
    """``grid`` with ``rows`` below it; a cell that no mark or text begins is the one above."""
    ys = (*grid.ys, *(row.bottom for row in rows))
    places = list(grid.places)
    for at, row in enumerate(rows, start=len(grid.ys) - 1):
        held = _columns(row.lines, grid.xs)
        for first, last in _spans(_crossed(row.lines, grid.xs), len(grid.xs) - 1):
            box = Box(grid.xs[first], ys[at], grid.xs[last], ys[at + 1])
            over = _over(places, at, first, last)
            if over is None or first in row.marked or _is_new(held.get(first), over, lines):
                places.append(Place(at, first, 1, last - first, box))
            else:
                tall = over.box._replace(bottom=box.bottom)
                places[places.index(over)] = replace(over, rows=over.rows + 1, box=tall)
    return Grid(grid.xs, ys, tuple(places))


def _is_new(words: Sequence[Word] | None, over: Place, lines: Sequence[_Line]) -> bool:
    """Whether a row's words in a column do not go on with the cell above."""
    above = _within(lines, over.box)
    if not words or not above:
        return bool(words)
    return words[0].base - above[-1].base > _LEADING * words[0].look.size


def _spans(crossed: set[int], wide: int) -> list[tuple[int, int]]:
    ends = [0, *(i for i in range(1, wide) if i not in crossed), wide]
    return list(pairwise(ends))


def _over(places: Sequence[Place], row: int, first: int, last: int) -> Place | None:
    """The cell that ends just above a row and has the same columns."""
    for place in places:
        if place.row + place.rows == row and place.column == first:
            return place if place.columns == last - first else None
    return None
