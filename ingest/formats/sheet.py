"""One sheet of a workbook to raw pieces: its tables told apart, with the text around them.

A sheet is a plane where people put titles, tables, remarks and small forms wherever there is
room. What stands together is told by what is left empty between. Knows no file format: the
readers of spreadsheets give the cells as they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest import forms
from ingest.grid import MOST_COLUMNS, Cell, raw_rows
from ingest.raw import Raw
from ingest.words import folded

MOST_CELLS = 1_000_000
"""Cells of one sheet that a reader should give; more is a register and no paper."""
_DEFAULT = re.compile(
    r"(?:ark|sheet|tabelle|tabel|feuille?|hoja|blad|table|worksheet)[ _]?\d*", re.IGNORECASE
)
_TOTAL = re.compile(r"(?:i ?alt|total|sum|samlet|hovedtotal|gennemsnit)\b", re.IGNORECASE)
_REMARK = re.compile(r"[*¹²³⁾†]|\(?(?:kilde|note|bemærk|anm)\w*\b", re.IGNORECASE)
_REMARK_CHARS = 60
"""A last row of one cell is a remark on the table from so many characters on."""


@dataclass(frozen=True)
class _Block:
    """Cells that stand together, numbered from their own upper left corner."""

    cells: tuple[Cell, ...]
    columns: tuple[int, ...]
    heads: int

    @property
    def width(self) -> int:
        return len(self.columns)


@dataclass(frozen=True)
class _Above:
    """A table that the next block may go on with: what its heads and its other cells say."""

    block: _Block
    heads: frozenset[tuple[int, str]]
    known: frozenset[tuple[int, str]]


def title_of(name: str, sheets: int) -> str:
    """The title that a sheet called ``name`` has in a workbook of so many ``sheets``, or "".

    A program's own name for the only sheet ("Ark1") says nothing.
    """
    name = " ".join(name.split())
    return "" if sheets == 1 and _DEFAULT.fullmatch(name) else name


def pieces(
    cells: Sequence[Cell], title: str, table: int, heads: frozenset[int] = frozenset()
) -> list[Raw]:
    """The pieces of one sheet, from above to below.

    ``cells`` are those that are shown, in any order, with their texts as shown ("" for none);
    ``title`` is the sheet's own ("" for none). Tables are numbered from ``table`` on: the next
    sheet's begin at one more than the highest ``Raw.table``. ``heads`` are numbers of rows that
    the file itself says name columns.
    """
    done = [Raw("heading", title, level=1)] if title else []
    above: _Above | None = None
    blocks = list(_blocks([_trimmed(cell) for cell in cells if cell.text.strip()], heads))
    for index, block in enumerate(blocks):
        wider = any(below.width > block.width for below in blocks[index + 1 : index + 4])
        joined = _continued(above, block)
        if above and joined:
            # An empty row that only sets a part of the same table off.
            block = replace(block, columns=above.block.columns)  # noqa: PLW2901
        made = _piece(block, table - 1 if joined else table, below_wider=wider, joined=joined)
        table = max([table - 1, *(raw.table for raw in made)]) + 1
        if not joined:
            above = _above(block) if any(raw.kind == "row" for raw in made) else None
        done += made
    return done


def _trimmed(cell: Cell) -> Cell:
    lines = (" ".join(line.split()) for line in cell.text.split("\n"))
    return replace(cell, text="\n".join(line for line in lines if line))


def _blocks(cells: Sequence[Cell], heads: frozenset[int]) -> Iterator[_Block]:
    for rows in _apart(sorted(cells, key=lambda cell: (cell.row, cell.column))):
        for part in _beside(rows):
            columns = tuple(sorted({cell.column for cell in part}))[:MOST_COLUMNS]
            numbers = sorted({cell.row for cell in part})
            named = 0
            while named < len(numbers) and numbers[named] in heads:
                named += 1
            yield _Block(tuple(part), columns, named)


def _apart(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells between empty rows."""
    held: list[Cell] = []
    end = 0
    for cell in cells:
        if held and cell.row > end:
            yield held
            held = []
        held.append(cell)
        end = max(end, cell.row + cell.rows)
    if held:
        yield held


def _beside(cells: list[Cell]) -> list[list[Cell]]:
    """The tables that stand side by side in ``cells``: mostly the one that they are."""
    starts = sorted({cell.column for cell in cells})
    reach = _reach(cells)
    gaps = [b for a, b in pairwise(starts) if reach[a] < b]
    parts: list[list[Cell]] = []
    for left, right in pairwise([0, *gaps, max(starts) + 1]):
        parts.append([cell for cell in cells if left <= cell.column < right])
    if len(parts) < 2 or len(parts) > MOST_COLUMNS or not _independent(parts):
        return [cells]
    return parts


def _reach(cells: Iterable[Cell]) -> dict[int, int]:
    """By column that has cells: the first column right of all that begins there or before."""
    ends: dict[int, int] = {}
    for cell in cells:
        ends[cell.column] = max(ends.get(cell.column, 0), cell.column + cell.columns)
    reach = 0
    for column in sorted(ends):
        reach = ends[column] = max(reach, ends[column])
    return ends


def _independent(parts: list[list[Cell]]) -> bool:
    """Whether parts beside an empty column are tables of their own, and it no mere gap."""
    rows = [sorted({cell.row for cell in part}) for part in parts]
    if any(len(found) < 2 or len({c.column for c in p}) < 2 for found, p in zip(rows, parts)):  # noqa: B905
        return False
    firsts = [min(part, key=lambda cell: (cell.row, cell.column)) for part in parts]
    named = [folded(cell.text) for cell in firsts]
    return len(set(named)) < len(named) or len({tuple(found) for found in rows}) > 1


def _above(block: _Block) -> _Above:
    top = next((row for row in _rows(block.cells) if len(row) > 1), [])
    heads = frozenset((cell.column, folded(cell.text)) for cell in top)
    known = frozenset((cell.column, folded(cell.text)) for cell in block.cells) - heads
    return _Above(block, heads, known)


def _continued(above: _Above | None, block: _Block) -> bool:
    """Whether ``block`` goes on with the table ``above`` the empty row."""
    if above is None or block.heads or not set(block.columns) <= set(above.block.columns):
        return False
    first = [cell for cell in block.cells if cell.row == block.cells[0].row]
    if len(first) < 2 or first[0].column != above.block.columns[0]:
        return False
    if _TOTAL.match(first[0].text):
        return True
    own = {(cell.column, folded(cell.text)) for cell in first}
    figures = any(forms.kind(cell.text) != "text" for cell in first)
    return not own & above.heads and (figures or bool(own & above.known))


def _piece(block: _Block, table: int, *, below_wider: bool, joined: bool) -> list[Raw]:
    """The text above a table, the table, and the text below it."""
    rows = _rows(block.cells)
    if joined:
        return raw_rows(_placed(block.cells, block), table, heads=0)
    above, rows, below = _framed(rows, block.width)
    done = [_text(row[0]) for row in above]
    if rows and block.width == 1:
        done += [_text(row[0]) for row in rows]
    elif rows and _is_form(rows, block, below_wider=below_wider):
        done += _form(rows, table)
    elif rows:
        heads = max(0, block.heads - len(above)) or _named(rows, block.width)
        done += raw_rows(_placed([c for row in rows for c in row], block), table, heads)
    return [*done, *(_text(row[0]) for row in below)]


def _named(rows: list[list[Cell]], width: int) -> int | None:
    """One where the first row is whole, without figures, and shorter than what stands below."""
    first, *others = rows
    names = [cell.text for cell in first if cell.rows == cell.columns == 1]
    longest = max((len(cell.text) for row in others for cell in row), default=0)
    wordy = all(forms.kind(name) == "text" for name in names)
    return 1 if len(names) == width and wordy and longest > max(map(len, names)) else None


def _text(cell: Cell) -> Raw:
    return Raw("text", cell.text, cell.page)


def _rows(cells: Iterable[Cell]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.values())


def _framed(
    rows: list[list[Cell]], width: int
) -> tuple[list[list[Cell]], list[list[Cell]], list[list[Cell]]]:
    """Rows of one cell above, the table's own, and remarks below."""
    if width == 1:
        return [], rows, []
    start, end = 0, len(rows)
    while start < end and len(rows[start]) == 1 and rows[start][0].rows == 1:
        start += 1
    while end > start and _is_remark(rows[end - 1]):
        end -= 1
    return rows[:start], rows[start:end], rows[end:]


def _is_remark(row: list[Cell]) -> bool:
    text = row[0].text
    return len(row) == 1 and (len(text) >= _REMARK_CHARS or bool(_REMARK.match(text)))


def _is_form(rows: list[list[Cell]], block: _Block, *, below_wider: bool) -> bool:
    """Whether two columns are names and their values ("Ansvarlig | Anne Jensen"), without heads."""
    if block.width != 2 or block.heads or any(row[0].column != block.columns[0] for row in rows):
        return False
    keys, values = _pairs(rows)
    if len(rows) == 1:
        return forms.could_be(keys)
    return forms.is_form(keys, values, apart=below_wider)


def _pairs(rows: list[list[Cell]]) -> tuple[list[str], list[str]]:
    return [row[0].text for row in rows], [row[1].text if len(row) > 1 else "" for row in rows]


def _form(rows: list[list[Cell]], table: int) -> list[Raw]:
    keys, values = _pairs(rows)
    if not any(values):
        return [_text(row[0]) for row in rows]
    return forms.record(keys, values, table, None)


def _placed(cells: Iterable[Cell], block: _Block) -> list[Cell]:
    """The cells with columns that are empty in the whole block left out."""
    places = {column: place for place, column in enumerate(block.columns)}
    kept = []
    for cell in cells:
        if cell.column in places:
            end = cell.column + min(cell.columns, MOST_COLUMNS)
            covered = sum(column in places for column in range(cell.column, end))
            kept.append(replace(cell, column=places[cell.column], columns=covered))
    return kept
