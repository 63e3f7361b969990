"""What a text with marks is read as before these are said, and the raw pieces made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import grid
from ingest.marks import Marked, Run, marked, without_design
from ingest.raw import Raw

MOST_BOXED = 10
"""A box of more lines than this is a part of a paper that was set in a frame."""
_BULLET = re.compile(
    r"(?P<marker>[•●▪◦·–-]|o(?=\t| {2})|[a-zæøå]\)|\(?\d{1,2}[.)]|[a-zæøå]\.)[ \t]+(?=\S)"
)


@dataclass(frozen=True)
class Piece:
    """A heading, text, item or note; ``runs`` become the text of ``raw``."""

    raw: Raw
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Table:
    """A table: ``runs`` become the texts of ``cells``, one each."""

    cells: tuple[grid.Cell, ...]
    runs: tuple[tuple[Run, ...], ...]
    heads: int | None
    number: int


def raws_of(pieces: Sequence[Piece | Table]) -> tuple[list[Raw], bool]:
    """The raw pieces, and whether any text in them was marked as new or as struck out."""
    texts = [list(runs) for piece in pieces for runs in _texts(piece)]
    said = [marked(runs) for runs in without_design(texts)]
    made: list[Raw] = []
    at = 0
    for piece in pieces:
        count = len(_texts(piece))
        made += _made(piece, said[at : at + count])
        at += count
    return made, any(text.said for text in said)


def levelled(pieces: list[Piece | Table]) -> list[Piece | Table]:
    """Levels from 1 where the title, which has 0, is above all others; its lines joined."""
    done: list[Piece | Table] = []
    titled = any(_is_title(piece) for piece in pieces)
    for piece in pieces:
        before = done[-1] if done else piece
        if isinstance(before, Piece) and _is_title(before, 1) and _is_title(piece):
            done[-1] = replace(before, runs=(*before.runs, Run(" "), *_runs(piece)))
        elif titled and isinstance(piece, Piece) and piece.raw.kind == "heading":
            done.append(replace(piece, raw=replace(piece.raw, level=piece.raw.level + 1)))
        else:
            done.append(piece)
    return done


def _runs(piece: Piece | Table) -> tuple[Run, ...]:
    return piece.runs if isinstance(piece, Piece) else ()


def _is_title(piece: Piece | Table, level: int = 0) -> bool:
    return isinstance(piece, Piece) and piece.raw.kind == "heading" and piece.raw.level == level


def _texts(piece: Piece | Table) -> Sequence[tuple[Run, ...]]:
    return piece.runs if isinstance(piece, Table) else [piece.runs]


def _made(piece: Piece | Table, texts: list[Marked]) -> Iterator[Raw]:
    if isinstance(piece, Table):
        pairs = zip(piece.cells, texts, strict=True)
        cells = [replace(cell, text=text.cell()) for cell, text in pairs]
        yield from grid.raw_rows(cells, piece.number, piece.heads)
        return
    text = texts[0]
    if piece.raw.kind == "item":
        # A note between two items would cut their list in two.
        yield replace(piece.raw, text=piece.raw.text + text.cell())
        return
    if text.text:
        yield replace(piece.raw, text=piece.raw.text + text.text)
    if text.said:
        yield Raw("note", text.said)


def tabbed(pieces: Sequence[Piece | Table]) -> list[Piece | Table]:
    """The pieces with tables that were typed with tabs as tables, and typed lists as lists."""
    done: list[Piece | Table] = []
    rows: list[Piece] = []
    notes: list[Piece] = []
    for piece in pieces:
        piece = _item(piece)  # noqa: PLW2901
        if isinstance(piece, Piece) and piece.raw.kind == "text" and len(_parts(piece)) > 1:
            rows.append(piece)
        elif rows and isinstance(piece, Piece) and piece.raw.kind == "note":
            notes.append(piece)
        else:
            done += [*_typed(rows, notes), piece]
            rows, notes = [], []
    return [*done, *_typed(rows, notes)]


def _item(piece: Piece | Table) -> Piece | Table:
    """A paragraph that begins with a mark and a tab, or with a bullet, is a typed item."""
    if not isinstance(piece, Piece) or piece.raw.kind != "text" or not piece.runs:
        return piece
    text = "".join(run.text for run in piece.runs).lstrip()
    found = _BULLET.match(text)
    if not found or (found["marker"][-1] == "." and "\t" not in found[0]):
        return piece
    marker = found["marker"] if found["marker"][-1] in ".)" else "-"
    # Word's own dot of the second depth, where a list was pasted as text.
    level = 1 if found["marker"] == "o" else 0
    raw = replace(piece.raw, kind="item", level=level, marker=marker)
    gap = len("".join(run.text for run in piece.runs)) - len(text)
    return Piece(raw, tuple(_from(piece.runs, gap + found.end())))


def _from(runs: Iterable[Run], start: int) -> Iterator[Run]:
    """The runs without their first ``start`` characters."""
    for run in runs:
        yield replace(run, text=run.text[start:])
        start = max(0, start - len(run.text))


def _typed(rows: list[Piece], notes: list[Piece]) -> list[Piece | Table]:
    if len(rows) < 2:
        return [*rows, *notes]
    parts = [_parts(row) for row in rows]
    if len({len(found) for found in parts}) > 1:
        # Several tabs in a row were typed to come to the same place.
        parts = [[p for p in found if any(run.text.strip() for run in p)] for found in parts]
    cells = [
        grid.Cell("", number, column)
        for number, found in enumerate(parts)
        for column, _ in enumerate(found)
    ]
    runs = tuple(tuple(part) for found in parts for part in found)
    return [Table(tuple(cells), runs, None, 0), *notes]


def _parts(piece: Piece) -> list[list[Run]]:
    """The runs between tabs; tabs at the ends only move the text."""
    parts: list[list[Run]] = [[]]
    for run in piece.runs:
        first, *others = run.text.split("\t")
        parts[-1].append(replace(run, text=first))
        parts += [[replace(run, text=other)] for other in others]
    while len(parts) > 1 and not any(run.text.strip() for run in parts[0]):
        parts.pop(0)
    while len(parts) > 1 and not any(run.text.strip() for run in parts[-1]):
        parts.pop()
    return parts


def boxed(pieces: Sequence[Piece | Table]) -> Sequence[Piece | Table]:
    """What stands in a box beside the text: its own title is no heading of what follows it."""
    told = [p for p in pieces if isinstance(p, Table) or p.raw.kind != "note"]
    lines = [p for p in told if isinstance(p, Piece) and p.raw.kind in {"text", "item"}]
    bold = any(line.raw.style == "bold" for line in lines[1:])
    if len(lines) < len(told) or not 1 < len(lines) <= MOST_BOXED or bold:
        return pieces
    return [
        replace(p, raw=replace(p.raw, style="boxed"))
        if isinstance(p, Piece) and p.raw.kind == "text"
        else p
        for p in pieces
    ]


def is_strong(pieces: Iterable[Piece | Table]) -> bool:
    """Whether all that stands in a cell is set in bold or as a heading."""
    told = [p for p in pieces if isinstance(p, Table) or p.raw.kind != "note"]
    return bool(told) and all(
        isinstance(p, Piece) and (p.raw.style == "bold" or p.raw.kind == "heading") for p in told
    )


def lines_of(pieces: Sequence[Piece | Table]) -> tuple[tuple[Run, ...], list[Piece]]:
    """What stands in a table cell as one text, a line a piece, and the notes in it."""
    runs: list[Run] = []
    notes: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Table):
            runs += _nested(piece)
        elif piece.raw.kind == "note":
            notes.append(piece)
        else:
            depth = "  " * piece.raw.level if piece.raw.kind == "item" else ""
            marker = f"{piece.raw.marker} " if piece.raw.marker else ""
            runs += [Run(depth + marker + piece.raw.text), *piece.runs, Run("\n")]
    return tuple(runs), notes


def _nested(table: Table) -> Iterator[Run]:
    """A table in a cell: a line a row."""
    row = table.cells[0].row if table.cells else 0
    started = False
    for cell, runs in zip(table.cells, table.runs, strict=True):
        if cell.row != row:
            yield Run("\n")
            row, started = cell.row, False
        if any(run.text.strip() for run in runs):
            yield from [Run(" – ")] if started else []
            started = True
            yield from (replace(run, text=run.text.strip("\n").replace("\n", ", ")) for run in runs)
    yield Run("\n")
