"""What a Word document is made of before its marks are settled: lines and tables, of runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from ingest.formats.pieces import MOST_BOXED
from ingest.grid import Cell
from ingest.marks import Mark, Run

LineKind = Literal[
    "title", "heading", "text", "item", "note", "caption", "entry", "contents", "figures"
]
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Line:
    """One paragraph; ``kind``, ``level``, ``style`` and ``marker`` are as ``Raw`` has them.

    An "entry" is a line of a table of contents, "contents" its heading, "figures" a line of a list
    of figures. The ``marker`` of a heading is its number.
    """

    kind: LineKind
    runs: Runs
    level: int = 0
    style: str = ""
    marker: str = ""

    def kept(self) -> str:
        """The text as it stands now."""
        return kept(self.runs)

    def whole(self) -> Runs:
        """The runs with the marker in front, as a line of a cell has it."""
        if not self.marker:
            return self.runs
        marks = {run.mark for run in self.runs if run.text.strip()}
        if marks == {Mark.GONE}:
            return self.runs
        mark = marks.pop() if len(marks) == 1 else None
        hues = [run.coloured for run in self.runs if run.coloured]
        coloured = hues[0] if mark is not None and hues else ""
        return (Run(f"{self.marker} ", mark, coloured), *self.runs)


@dataclass(frozen=True)
class Table:
    """A table: its cells, without text, each with what it holds.

    ``heads`` is how many rows name the columns, None where that is not told.
    """

    cells: tuple[tuple[Cell, Runs], ...]
    heads: int | None


Piece = Line | Table


def kept(runs: Runs) -> str:
    """The text of ``runs`` as it stands now."""
    return "".join(run.text for run in runs if run.mark is not Mark.GONE).strip()


def boxed(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """What stands in a box beside the text: its own title is no heading of what follows it."""
    told = [p for p in pieces if isinstance(p, Table) or (p.kept() and p.kind != "note")]
    lines = [p for p in told if isinstance(p, Line) and p.kind in {"text", "item", "caption"}]
    bold = any(line.style == "bold" for line in lines[1:])
    if len(lines) < len(told) or not 1 < len(lines) <= MOST_BOXED or bold:
        return pieces
    return [replace(p, style="boxed") if isinstance(p, Line) and p.kind == "text" else p
            for p in pieces]  # fmt: skip


def is_strong(pieces: Iterable[Piece]) -> bool:
    """Whether all that stands in a cell is set in bold or as a heading."""
    told = [p for p in pieces if isinstance(p, Table) or p.kept()]
    return bool(told) and all(
        isinstance(p, Line) and (p.style == "bold" or p.kind == "heading") for p in told
    )


def lined(pieces: Iterable[Piece]) -> Runs:
    """``pieces`` as the text of one cell: a line a paragraph, and a line a row of a table."""
    runs: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Line):
            runs += (*piece.whole(), Run("\n"))
            continue
        rows = groupby(piece.cells, key=lambda pair: pair[0].row)
        for _, row in rows:
            filled = [inner for _, inner in row if any(run.text.strip() for run in inner)]
            for number, inner in enumerate(filled):
                runs += ((Run(" – "),) if number else ()) + _on_one_line(inner)
            runs.append(Run("\n"))
    return tuple(runs)


def _on_one_line(runs: Runs) -> Runs:
    last = len(runs) - 1 if runs[-1].text == "\n" else len(runs)
    return tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs[:last])
