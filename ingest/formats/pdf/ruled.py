"""Tables without upright lines: their columns are told by the gaps in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.formats.pdf.bands import banded
from ingest.formats.pdf.grids import Grid, Place, Stroke
from ingest.formats.pdf.page import Box
from ingest.formats.pdf.words import Word

_SAME = 5.0
"""Lines of one table begin and end within so many points of one another."""
_RULES = 3
_NARROWEST = 120.0
_GAP = 9.0
"""Columns lie at least so many points apart, from one end of the table to the other."""
_NARROW = 5.0
"""So many where many lines begin behind the gap at one place."""
_HIGHEST = 260.0
"""Lines further apart are not of one table."""
_BOTH = 0.7
_WORDY = 60
"""With more words than this in a cell, what lies between lines is columns of prose."""
_SHORT = 40
_MOST_SMALL = 3
"""Fewer than one in so many names begins with a small letter."""
_MARKER = re.compile(r"[^\w\s]|\w{1,3}[.)]|\(\w{1,3}\)|o|\d+(?:\.\d+)*\.?")


def ruled(strokes: Sequence[Stroke], grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """Grids of tables with level lines alone, ``grids`` being those that have upright ones."""
    drawn = [grid for grid in grids if _is_drawn(grid)]
    free = [s for s in strokes if not any(_touches(s, grid.box) for grid in drawn)]
    stacks = [part for stack in _stacks(free) for part in _tabular(stack, words)]
    found = [_columned(stack, words) for stack in stacks]
    return [_refined(grid, free, words) for grid in found if grid is not None]


def _refined(grid: Grid, strokes: Sequence[Stroke], words: Sequence[Word]) -> Grid:
    """``grid`` with its rows parted where lines run along some of its columns only."""
    box = grid.box
    inside = [s for s in strokes if grid.ys[1] < s.at < box.bottom - _SAME]
    left, right = box.x0 - _SAME, box.x1 + _SAME
    if not any(
        left < s.start and s.end < right
        and (s.start > box.x0 + _SAME or s.end < box.x1 - _SAME)
        and s.end - s.start > _NARROWEST
        for s in inside
    ):  # fmt: skip
        return banded([grid], [], words)[0]
    first = Grid(grid.xs, grid.ys[:2], tuple(p for p in grid.places if p.row == 0))
    (whole,) = banded([first], strokes, words)
    low = whole.box.bottom >= box.bottom - _SAME
    return whole if low else banded([grid], [], words)[0]


def _is_drawn(grid: Grid) -> bool:
    """Whether a grid has rows and columns; others may be the bands of a table."""
    return len(grid.xs) > 2 and len(grid.ys) > 2


def aligned(grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """Grids of short things that stand in columns with no line at all, outside ``grids``."""
    drawn = [grid.box for grid in grids if _is_drawn(grid)]
    free = [w for w in words if not any(box.holds(w.x0, w.base - 1) for box in drawn)]
    lines: dict[int, list[Word]] = {}
    for word in free:
        lines.setdefault(round(word.base), []).append(word)
    found: list[Grid] = []
    run: list[list[list[Word]]] = []
    for base in sorted(lines):
        row = _parts(sorted(lines[base], key=lambda word: word.x0))
        if run and not _fits(run, row):
            found += _unruled(run)
            run = []
        if len(row) > 1:
            run.append(row)
    return found + _unruled(run)


def without_bands(grids: Sequence[Grid], found: Sequence[Grid]) -> list[Grid]:
    """``grids`` without those that are but the bands of a table in ``found``."""
    return [
        grid
        for grid in grids
        if _is_drawn(grid) or not any(_is_band(grid.box, other.box) for other in found)
    ]


def _is_band(band: Box, table: Box) -> bool:
    level = band.top < table.bottom and band.bottom > table.top
    return level and band.x0 < table.x1 and band.x1 > table.x0 and band.height < 1.4 * table.height


def _parts(line: list[Word]) -> list[list[Word]]:
    """The words of a line, apart where a gap is wider than between words."""
    parts = [line[:1]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > max(_GAP, 1.2 * word.look.size):
            parts.append([])
        parts[-1].append(word)
    return parts


def _fits(run: list[list[list[Word]]], row: list[list[Word]]) -> bool:
    """Whether a line has as many parts as those above it, at the same places."""
    above = run[-1]
    step = row[0][0].base - above[0][0].base
    if len(row) != len(above) or step > 2.6 * row[0][0].look.size:
        return False
    return all(
        abs(part[0].x0 - over[0].x0) < _SAME or abs(part[-1].x1 - over[-1].x1) < _SAME
        or abs(part[0].x0 + part[-1].x1 - over[0].x0 - over[-1].x1) < 2 * _SAME
        for part, over in zip(row, above, strict=True)
    )  # fmt: skip


def _unruled(run: list[list[list[Word]]]) -> list[Grid]:
    cells = [[" ".join(word.text for word in part) for part in row] for row in run]
    if len(run) < _RULES or not _names_and_figures(cells):
        return []
    words = [word for row in run for part in row for word in part]
    left, right = min(w.x0 for w in words) - 1, max(w.x1 for w in words) + 1
    gaps = _gaps(words, left, right)
    if len(gaps) != len(run[0]) - 1:
        return []
    size = words[0].look.size
    tops = [row[0][0].base - size for row in run]
    return [_whole((left, *gaps, right), (*tops, run[-1][0][0].base + 0.4 * size))]


def _names_and_figures(cells: list[list[str]]) -> bool:
    """Whether rows name something and say figures of it; lists, contents and labels do not."""
    first = [row[0] for row in cells]
    if all(_MARKER.fullmatch(cell) or cell.endswith(":") for cell in first):
        return False
    if any(len(cell) > _SHORT for row in cells for cell in row[1:]):
        return False
    if any(_MOST_SMALL * sum(cell[:1].islower() for cell in column) > len(column)
           for column in zip(*cells, strict=True)):  # fmt: skip
        # Lines of a text go on from one to the next.
        return False
    last = [row[-1] for row in cells]
    numbers = [int(cell) for cell in last if cell.isdigit() and len(cell) < 4]
    if len(cells[0]) == 2 and len(numbers) == len(last) and numbers == sorted(numbers):
        return False
    figures = sum(any(letter.isdigit() for letter in cell) for row in cells for cell in row[1:])
    return 2 * figures >= sum(len(row) - 1 for row in cells)


def _tabular(stack: list[Stroke], words: Sequence[Word]) -> Iterator[list[Stroke]]:
    """The parts of ``stack`` that have text with gaps, not prose, between their lines."""
    part = stack[:1]
    for above, below in pairwise(stack):
        area = Box(above.start - 1, above.at, above.end + 1, below.at)
        inside = [word for word in words if area.holds(word.x0, word.base - 0.3 * word.look.size)]
        low = below.at - above.at <= _HIGHEST
        if low and (not inside or _gaps(inside, above.start, above.end)):
            part.append(below)
            continue
        if len(part) >= _RULES:
            yield part
        part = [below]
    if len(part) >= _RULES:
        yield part


def _touches(stroke: Stroke, box: Box) -> bool:
    return box.top - 1 <= stroke.at <= box.bottom + 1 and (
        stroke.start < box.x1 and stroke.end > box.x0
    )


def _stacks(strokes: Iterable[Stroke]) -> list[list[Stroke]]:
    """Strokes of one length below one another."""
    stacks: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if stroke.end - stroke.start < _NARROWEST:
            continue
        for stack in stacks:
            last = stack[-1]
            if abs(last.start - stroke.start) <= _SAME and abs(last.end - stroke.end) <= _SAME:
                stack.append(stroke)
                break
        else:
            stacks.append([stroke])
    return [stack for stack in stacks if len(stack) >= _RULES]


def _columned(stack: list[Stroke], words: Sequence[Word]) -> Grid | None:
    left, right = min(s.start for s in stack), max(s.end for s in stack)
    ys = [stroke.at for stroke in stack]
    area = Box(left - 1, ys[0], right + 1, ys[-1])
    inside = [word for word in words if area.holds(word.x0, word.base - 0.3 * word.look.size)]
    gaps = _starts(inside, left, right)
    if not gaps or not _is_tabular(inside, gaps, ys):
        return None
    xs = (left, *gaps, right)
    head = _head(words, xs, ys[0])
    heads = [] if head is None else [head]
    lines = sorted({*heads, *ys, *_between(inside, gaps, ys)})
    return _whole(xs, tuple(lines))


def _whole(xs: tuple[float, ...], ys: tuple[float, ...]) -> Grid:
    """A grid without merged cells."""
    places = tuple(
        Place(row, column, 1, 1, Box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    )
    return Grid(xs, ys, places)


def _starts(words: Sequence[Word], left: float, right: float) -> list[float]:
    """The wide gaps, and narrow ones behind which lines begin at one place."""
    found: list[float] = []
    for gap in _gaps(words, left, right, _NARROW):
        start = gap + 2
        reach = max(word.x1 for word in words if word.x0 < gap)
        lines = {round(word.base) for word in words if abs(word.x0 - start) < 1}
        cell = [word for word in words if max([left, *found]) <= word.x0 < gap]
        marked = all(_MARKER.fullmatch(word.text) for word in cell)
        if start - reach >= _GAP or (len(lines) >= _RULES and not marked):
            found.append(gap)
    return found


def _gaps(words: Sequence[Word], left: float, right: float, least: float = _GAP) -> list[float]:
    """Where no word stands in any row: just before what begins behind it."""
    found: list[float] = []
    end = None
    for word in sorted(words, key=lambda word: word.x0):
        if end is not None and word.x0 - end >= least and left < end < right:
            found.append(word.x0 - 2)
        end = word.x1 if end is None else max(end, word.x1)
    return found


def _is_tabular(words: Sequence[Word], gaps: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether most rows have text in the first column and in another."""
    rows = [
        {_column(word, gaps) for word in words if above < word.base <= below}
        for above, below in pairwise(ys)
    ]
    filled = [row for row in rows if row]
    if len(words) > _WORDY * (len(gaps) + 1) * max(1, len(filled)):
        return False
    return len(filled) > 1 and sum(len(row) > 1 for row in filled) >= _BOTH * len(filled)


def _column(word: Word, gaps: Sequence[float]) -> int:
    return sum(word.x0 >= gap for gap in gaps)


def _between(words: Sequence[Word], gaps: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Lines to part rows at that none is drawn between: each of them one line of text."""
    found: list[float] = []
    for above, below in pairwise(ys):
        lines: dict[int, set[int]] = {}
        for word in words:
            if above < word.base <= below:
                lines.setdefault(round(word.base), set()).add(_column(word, gaps))
        bases = sorted(lines)
        if len(bases) > 2 and all(len(lines[b]) > 1 for b in bases):
            found += [(a + 0.3 * (b - a)) for a, b in pairwise(bases)]
    return found


def _head(words: Sequence[Word], xs: Sequence[float], top: float) -> float | None:
    """Where a row of heads begins that stands above the first line, or None."""
    near = [w for w in words if 0 < top - w.base < 1.2 * w.look.size and xs[0] - 2 <= w.x0 < xs[-1]]
    gaps = xs[1:-1]
    crossing = any(word.x0 < gap < word.x1 for word in near for gap in gaps)
    if crossing or len({_column(word, gaps) for word in near}) < len(xs) - 2:
        return None
    return min((w.base - 1.1 * w.look.size for w in near), default=None)
