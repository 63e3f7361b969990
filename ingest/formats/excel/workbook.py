"""The sheets of a workbook to raw pieces: what is hidden left out, what is marked said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest import marks
from ingest.formats import sheet
from ingest.formats.excel.sheet_xml import Layout
from ingest.grid import Cell
from ingest.marks import Run, marked, without_design
from ingest.raw import Raw

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""
_MOST_NAMES = 10


@dataclass(frozen=True)
class Filled:
    """A cell that holds something, at its place in the file (from 1).

    ``runs`` are given where a part of it is marked; ``strong`` is one in bold or large letters.
    """

    row: int
    column: int
    text: str
    runs: tuple[Run, ...] = ()
    strong: bool = False


@dataclass
class Sheet:
    """What one sheet holds: its cells in order of rows, merged ranges and rows that are heads."""

    name: str
    cells: list[Filled] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)
    merged: list[Range] = field(default_factory=list)
    heads: frozenset[int] = frozenset()


def pieces(sheets: Sequence[Sheet]) -> tuple[list[Raw], bool]:
    """The pieces of all sheets, and whether anything in them is said to be marked."""
    marks = _Marks(sheets)
    raws: list[Raw] = []
    table = 1
    for one in sheets:
        placed = _placed(one, marks)
        if placed:
            heads = frozenset(one.layout.row(number) for number in one.heads)
            raws += sheet.pieces(placed, sheet.title_of(one.name, len(sheets)), table, heads)
            table = 1 + max((raw.table for raw in raws), default=0)
    return raws, marks.said


def warnings(sheets: Sequence[Sheet], hidden: Sequence[str], *, changed: bool) -> Iterator[str]:
    """What a person must be told; ``hidden`` are the names of the sheets that are not shown."""
    if hidden:
        yield f"Skjulte ark er ikke læst: {_listed(hidden)}."
    parts = [one.name for one in sheets if _hides(one)]
    if parts:
        yield f"Skjulte rækker og kolonner er ikke læst i: {_listed(parts)}."
    unsolved = [one.name for one in sheets if one.layout.unsolved]
    if unsolved:
        yield (
            f"Formler uden gemt resultat er ikke læst i: {_listed(unsolved)}. "
            "Åbn filen i Excel, og gem den igen."
        )
    if changed:
        yield marks.WARNING


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    shown = [f"»{name}«" for name in names[:_MOST_NAMES]] + ([f"{more} andre"] if more > 0 else [])
    return " og ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


def _hides(one: Sheet) -> bool:
    columns = set(one.layout.hidden_columns)
    return bool(one.layout.hidden_rows) or any(cell.column in columns for cell in one.cells)


def _placed(one: Sheet, marks: _Marks) -> list[Cell]:
    """The cells that are seen, at their places among the rows and columns that are seen."""
    layout = one.layout
    ranges = {(top, left): (bottom, right) for top, left, bottom, right in one.merged}
    placed = []
    for cell in marks.without_titles(one.cells):
        bottom, right = ranges.get((cell.row, cell.column), (cell.row, cell.column))
        row, column = layout.row(cell.row), layout.column(cell.column)
        # A merged cell is seen as long as any of its rows and columns is.
        rows = layout.row(bottom + 1) - row
        columns = layout.column(right + 1) - column
        if rows > 0 and columns > 0:
            placed.append(Cell(marks.text(cell), row, column, rows, columns))
    return placed


class _Marks:
    """What marks mean in a workbook, colour judged over all of it."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        plain = sum(len(c.text) for one in sheets for c in one.cells if not c.runs)
        runs = [c.runs for one in sheets for c in one.cells if c.runs]
        # How much is plain is all that counts of it: runs of every cell would fill the memory.
        judged = without_design([*runs, (Run("x" * plain),)])
        coloured = any(run.coloured for found in runs for run in found)
        self._design = coloured and not any(run.coloured for found in judged for run in found)
        self.said = False

    def text(self, cell: Filled) -> str:
        """The text of ``cell`` with what is said of its marks."""
        if not cell.runs:
            return cell.text
        runs = _plain(cell.runs) if self._design else cell.runs
        found = marked(runs)
        self.said = self.said or bool(found.said)
        return found.cell()

    @staticmethod
    def without_titles(cells: Iterable[Filled]) -> Iterator[Filled]:
        """The cells, without the colour of rows that are titles and heads."""
        for _, row in groupby(cells, key=lambda cell: cell.row):
            found = list(row)
            heads = all(c.strong and c.runs and c.runs[0].coloured for c in found)
            yield from (replace(c, runs=_plain(c.runs)) for c in found) if heads else found


def _plain(runs: Sequence[Run]) -> tuple[Run, ...]:
    """``runs`` without the marks that are colour alone."""
    return tuple(Run(run.text) if run.coloured else run for run in runs)
