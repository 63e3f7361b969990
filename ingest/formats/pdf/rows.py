"""Tables of several pages as one: the same columns, heads once, rows that a page end cut whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest import grid
from ingest.formats.pdf.tables import Cell, Table
from ingest.raw import Raw
from ingest.words import continues, finished, folded, mend

_NEAR = 5.0
"""Points by which the lines of one table may move from page to page."""
_AT_END = 1.6
"""A cell whose last line is so many type sizes from the table's end may go on on the next page."""

_MOST_HEADS = 3
"""So many rows of heads may stand on each page."""

Texts = Callable[[Cell], str]


@dataclass(frozen=True, slots=True)
class _Held:
    """A cell with its text, and whether it reaches down to where its page ends the table."""

    cell: grid.Cell
    low: bool
    lines: int


def goes_on(above: Table, below: Table) -> bool:
    """Whether ``below``, the next thing on the next page, is the same table as ``above``."""
    if above.boxed or below.boxed or below.page not in {above.page, above.page + 1}:
        return False
    same = abs(above.x0 - below.x0) <= _NEAR and abs(above.x1 - below.x1) <= _NEAR
    inner = [_index(above.xs, x) is not None for x in below.xs[1:-1]]
    back = [_index(below.xs, x) is not None for x in above.xs[1:-1]]
    return same and (all(inner) or all(back))


def rows(parts: Sequence[Table], number: int, text: Texts) -> list[Raw]:
    """The rows of a table that stands in ``parts``; ``text`` makes that of a cell."""
    xs = _columns(parts)
    heads: list[tuple[str, ...]] = []
    held: list[_Held] = []
    for part in parts:
        below = _held(part, xs, text)
        if held:
            below = _without_heads(below, heads)
            held = _joined(held, below)
        else:
            held = below
            heads = [_key(below, row) for row in sorted({h.cell.row for h in below})]
    named = _bold_rows(parts[0]) or _repeated(parts, xs, text, heads) or None
    return grid.raw_rows([item.cell for item in held], number, named)


def _columns(parts: Sequence[Table]) -> tuple[float, ...]:
    found: list[float] = []
    for x in sorted(x for part in parts for x in part.xs):
        if not found or x - found[-1] > _NEAR:
            found.append(x)
    return tuple(found)


def _index(xs: Sequence[float], x: float) -> int | None:
    near = min(range(len(xs)), key=lambda i: abs(xs[i] - x))
    return near if abs(xs[near] - x) <= _NEAR else None


def _held(part: Table, xs: tuple[float, ...], text: Texts) -> list[_Held]:
    found: list[_Held] = []
    for cell in part.cells:
        first = _index(xs, cell.place.box.x0) or 0
        last = _index(xs, cell.place.box.x1) or first + 1
        strips = cell.strips
        low = bool(strips) and strips[-1].base > part.bottom - _AT_END * strips[-1].size
        found.append(_Held(
            grid.Cell(text(cell), cell.place.row, first, cell.place.rows, max(1, last - first),
                      part.page, _is_strong(cell)),
            low, len(strips),
        ))  # fmt: skip
    return found


def _key(held: Sequence[_Held], row: int) -> tuple[str, ...]:
    return tuple(folded(item.cell.text) for item in held if item.cell.row == row)


def _repeated(
    parts: Sequence[Table], xs: tuple[float, ...], text: Texts, heads: list[tuple[str, ...]]
) -> int:
    """How many rows stand at the top of each of several parts."""
    tops = [_held(part, xs, text) for part in parts[1:]]
    same = [head for head, _ in zip(heads, range(_MOST_HEADS), strict=False)]
    count = 0
    while tops and count < len(same) and any(same[count]):
        if any(_key(top, count) != same[count] for top in tops):
            break
        count += 1
    return count


def _bold_rows(part: Table) -> int:
    """How many rows at the top are set as heads, of a table that has others."""
    rows: dict[int, list[Cell]] = {}
    for cell in part.cells:
        if cell.strips:
            rows.setdefault(cell.place.row, []).append(cell)
    strong = [all(map(_is_strong, rows[number])) for number in sorted(rows)]
    count = strong.index(False) if False in strong else len(strong)
    return count if count <= _MOST_HEADS and count < len(strong) else 0


def _is_strong(cell: Cell) -> bool:
    """Whether a cell is set as a head is: in bold, or white on a colour."""
    words = [word for strip in cell.strips for word in strip.words]
    return bool(words) and (
        all(strip.bold for strip in cell.strips) or all(word.look.white for word in words)
    )


def _without_heads(held: list[_Held], heads: list[tuple[str, ...]]) -> list[_Held]:
    """The rows of a page without the heads that it repeats."""
    numbers = sorted({item.cell.row for item in held})
    gone = 0
    for number, head in zip(numbers, heads, strict=False):
        if _key(held, number) != head or not any(head):
            break
        gone += 1
    kept = set(numbers[gone:])
    return [item for item in held if item.cell.row in kept]


def _joined(held: list[_Held], below: list[_Held]) -> list[_Held]:
    """Rows and those of the next page, the first of which may be the rest of the last."""
    if not below:
        return held
    start = min(item.cell.row for item in below)
    next_row = max(item.cell.row + item.cell.rows for item in held)
    first = {item.cell.column: item for item in below if item.cell.row == start}
    last = {item.cell.column: item for item in held if item.cell.row + item.cell.rows == next_row}
    shift = next_row - start
    if _is_cut(last, first):
        held = [_grown(item, first) if item in last.values() else item for item in held]
        new = [item for c, item in first.items() if c not in last and item.cell.text]
        below = [*new, *(item for item in below if item.cell.row > start)]
        shift -= 1
    return [*held, *(_moved(item, shift) for item in below)]


def _is_cut(last: dict[int, _Held], first: dict[int, _Held]) -> bool:
    pairs = [(last.get(c), item) for c, item in first.items() if item.cell.text]
    if not pairs or any(above is None or not above.cell.text for above, _ in pairs):
        return False
    both = [(above, item) for above, item in pairs if above is not None]
    if any(continues(above.cell.text, item.cell.text) for above, item in both):
        return True
    empty = any(last[c].cell.text and not item.cell.text for c, item in first.items() if c in last)
    low = all(above.low for above, _ in both)
    return empty and low and any(above.lines > 2 for above, _ in both)


def _grown(item: _Held, first: dict[int, _Held]) -> _Held:
    right = first.get(item.cell.column)
    if right is None or not right.cell.text:
        return item
    left, more = item.cell.text, right.cell.text
    open_ = not finished(left) and not more.startswith("- ")
    text = mend(left, more) if left and (continues(left, more) or open_) else f"{left}\n{more}"
    return _Held(replace(item.cell, text=text.strip()), right.low, item.lines + right.lines)


def _moved(item: _Held, by: int) -> _Held:
    return _Held(replace(item.cell, row=item.cell.row + by), item.low, item.lines)
