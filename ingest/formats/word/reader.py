"""The reader of Word documents and templates (.docx, .docm, .dotx)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import marks
from ingest.formats.word.body import Body
from ingest.formats.word.contents import Cleaned, without_contents
from ingest.formats.word.package import opened
from ingest.formats.word.pieces import Line, Piece, Runs, Table
from ingest.formats.word.typed import tabbed_rows, tabbed_table, typed_item
from ingest.grid import raw_rows
from ingest.marks import Run, marked, without_design
from ingest.raw import Extracted, Raw, RawKind, Step
from ingest.words import folded

_EMBEDDED = "En del af dokumentet er en anden fil, der er lagt ind i det, og er ikke læst."
_STEP = 1000
_TITLE_LINES = 4
"""A title is set on no more lines than this; more of them are titles of their own."""
_KINDS: dict[str, RawKind] = {"item": "item", "note": "note", "caption": "caption"}


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the document in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: the part that holds the text is missing or broken.
    """
    found = _found(data, name, step)
    pieces = _settled(_one_title(found.cleaned.pieces))
    raws = tuple(_Raws(pieces).run())
    warnings = tuple(_warnings(found, pieces))
    return Extracted(raws, found.cleaned.contents, warnings, _told(found.title, raws))


@dataclass(frozen=True)
class _Found:
    cleaned: Cleaned
    embedded: int
    drawn: int
    title: str


def _found(data: bytes, name: str, step: Step) -> _Found:
    """What the file holds; its elements, which take most memory, are let go of with this."""
    package = opened(data, name)
    body = Body(package)
    pieces: list[Piece] = []
    for piece in body.pieces():
        # The file knows no pages: that it goes on is all there is to tell.
        if len(pieces) % _STEP == 0:
            step(0, 1)
        pieces.append(piece)
    return _Found(without_contents(pieces), body.embedded, body.drawn, package.title)


def _warnings(found: _Found, pieces: Sequence[Piece]) -> Iterator[str]:
    if gone := found.cleaned.gone:
        yield f"Indholdsfortegnelse udeladt ({gone} linje{'r' if gone > 1 else ''})"
    if found.embedded:
        yield _EMBEDDED
    if found.drawn:
        yield f"Tekst i SmartArt og diagrammer er ikke læst ({found.drawn})"
    if any(run.mark and run.text.strip() for runs in _texts(pieces) for run in runs):
        yield marks.WARNING


def _one_title(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines of a title that follow one another as one; other headings are deeper than a title."""
    found: list[Piece] = []
    titled = any(isinstance(p, Line) and p.kind == "title" and p.kept() for p in pieces)
    lines = 0
    for piece in pieces:
        line = piece if isinstance(piece, Line) else None
        lines = lines + 1 if line and line.kind == "title" else 0
        above = found[-1] if found and 1 < lines <= _TITLE_LINES else None
        if line and isinstance(above, Line):
            found[-1] = replace(above, runs=(*above.runs, Run(" "), *line.runs))
        elif line and line.kind == "heading" and titled:
            found.append(replace(line, level=line.level + 1))
        else:
            found.append(piece)
    return found


def _texts(pieces: Sequence[Piece]) -> Iterator[Runs]:
    """The text of each line and cell, in order."""
    for piece in pieces:
        yield from [piece.runs] if isinstance(piece, Line) else [runs for _, runs in piece.cells]


def _settled(pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces`` with colour as a mark only where it is one."""
    texts = iter(without_design(list(_texts(pieces))))
    return [
        replace(piece, runs=tuple(next(texts)))
        if isinstance(piece, Line)
        else replace(piece, cells=tuple((cell, tuple(next(texts))) for cell, _ in piece.cells))
        for piece in pieces
    ]


def _told(title: str, raws: Sequence[Raw]) -> dict[str, str]:
    """The title in the file's properties, where the text has no heading but names it too.

    Most such titles are the template's, or of the paper that this one was made from.
    """
    if not title or any(raw.kind == "heading" for raw in raws):
        return {}
    named = folded(title)
    said = any(named in folded(text) for raw in raws for text in (raw.text, *raw.cells))
    return {"title": title} if named and said else {}


@dataclass
class _Raws:
    pieces: Sequence[Piece]
    _tables: int = 0

    def run(self) -> Iterator[Raw]:
        rows: list[list[Runs]] = []
        held: list[Line] = []
        for piece in [*self.pieces, Line("text", ())]:
            if isinstance(piece, Line) and piece.kind == "note" and held:
                held.append(piece)
                continue
            line = typed_item(piece) if isinstance(piece, Line) else None
            typed = tabbed_rows(line) if line else []
            if typed and line:
                rows += typed
                held.append(line)
                continue
            yield from self._typed(rows, held)
            rows, held = [], []
            yield from self._line(line) if line else self._table(piece)

    def _typed(self, rows: list[list[Runs]], held: list[Line]) -> Iterator[Raw]:
        """Paragraphs with tabs: a table, or one line of text whose tab is but a space."""
        if len(rows) < 2:
            for line in held:
                yield from self._line(line)
            return
        yield from (raw for raw in tabbed_table(rows) if any(raw.cells))
        for line in held:
            yield from self._line(line) if line.kind == "note" else ()

    def _line(self, line: Line) -> Iterator[Raw]:
        said = marked(line.runs)
        if line.kind == "item":
            # A note between two items would cut their list in two.
            yield _raw(line, said.cell())
            return
        if said.text:
            yield _raw(line, said.text)
        if said.said:
            yield Raw("note", said.said)

    def _table(self, table: Piece) -> list[Raw]:
        if not isinstance(table, Table):
            return []
        self._tables += 1
        cells = [replace(cell, text=marked(runs).cell()) for cell, runs in table.cells]
        return raw_rows(cells, self._tables, table.heads)


def _raw(line: Line, text: str) -> Raw:
    if line.kind in {"title", "heading"}:
        return Raw("heading", " ".join(f"{line.marker} {text}".split()), level=line.level)
    kind = _KINDS.get(line.kind, "text")
    return Raw(kind, text, level=line.level, style=line.style, marker=line.marker)
