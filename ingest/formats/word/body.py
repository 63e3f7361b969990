"""The body of a Word document, walked once in reading order: paragraphs, tables, boxes, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.word import tables as word_tables
from ingest.formats.word.notes import Notes, Reference
from ingest.formats.word.numbering import Numbering
from ingest.formats.word.package import Package
from ingest.formats.word.pieces import Line, Piece, Runs, Table, boxed, is_strong, kept, lined
from ingest.formats.word.roles import Roles, Setting
from ingest.formats.word.runs import Inline, Inlines, joined
from ingest.formats.word.styles import Styles
from ingest.formats.word.xml import Element, W, unwrapped
from ingest.grid import Cell
from ingest.marks import Mark, Run

_DEEPEST = 12
"""Tables and boxes that stand deeper in one another than this are read as their lines."""
_DRAWN = ("/diagram", "/chart")
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_BLOCKS = ("p", "tbl", "altChunk", "subDoc")


@dataclass(frozen=True)
class _Read:
    setting: Setting
    inline: Inline


class Body:
    """Walks the body of one document."""

    def __init__(self, package: Package) -> None:
        styles = Styles(package.styles)
        numbering = Numbering(package.numbering, lambda style: styles.look(style).number)
        self._roles = Roles(styles, numbering, package.body)
        self._inlines = Inlines(styles, Notes(package.footnotes, package.endnotes))
        self._body = package.body
        self.embedded = 0
        """How many other files the document shows as its own text, which are not read."""
        self.drawn = sum(one.get("uri", "").endswith(_DRAWN) for one in package.body.iter(_GRAPHIC))
        """How many diagrams and charts it has, whose text stands elsewhere and is not read."""

    def pieces(self) -> Iterator[Piece]:
        """The lines and tables of the document; a line without text parts what it stands between.

        The notes that a piece refers to follow it.
        """
        yield from self._walk(self._body, 0, None)

    def _walk(self, container: Element, depth: int, mark: Mark | None) -> Iterator[Piece]:
        held: list[_Read] = []
        for block in unwrapped(container, *_BLOCKS):
            if block.tag == f"{W}p":
                setting = self._roles.setting(block)
                inline = self._inlines.read(block, setting.look, mark)
                held.append(_Read(setting, inline))
                # What stays of a paragraph whose end was struck out goes on in the next one.
                if setting.runs_on and (len(held) > 1 or kept(inline.runs)):
                    continue
            yield from self._paragraph(held, depth)
            held = []
            if block.tag == f"{W}tbl":
                yield from self._table(block, depth, mark)
            elif block.tag != f"{W}p":
                self.embedded += 1
        yield from self._paragraph(held, depth)

    def _paragraph(self, read: Sequence[_Read], depth: int) -> Iterator[Piece]:
        """The line of one paragraph, or of several that are one, and what belongs to it."""
        if not read:
            return
        inline = joined([one.inline for one in read])
        setting = replace(read[0].setting, runs_on=read[-1].setting.runs_on)
        yield self._roles.line(setting, inline)
        yield from self._told(inline.references)
        for box in inline.boxes:
            deep = depth >= _DEEPEST
            yield from self._lines(box) if deep else boxed([*self._walk(box, depth + 1, None)])

    def _told(self, references: Iterable[Reference]) -> Iterator[Line]:
        for reference in references:
            if reference.note is not None:
                mark = (Run(f"{reference.mark} "),) if reference.mark else ()
                text = lined(self._lines(reference.note))
                if kept(text):
                    yield Line("note", (*mark, *text))

    def _lines(self, container: Element) -> Iterator[Line]:
        """The paragraphs in ``container``, however deep, and nothing of how they are set."""
        for paragraph in container.iter(f"{W}p"):
            inline = self._inlines.read(paragraph, self._roles.setting(paragraph).look)
            yield Line("text", inline.runs)

    def _table(self, table: Element, depth: int, mark: Mark | None) -> Iterator[Piece]:
        if depth >= _DEEPEST:
            yield from self._lines(table)
            return
        rows = word_tables.rows_of(table)
        if word_tables.frames(rows):
            places = [place for row in rows for place in row.places if not place.goes_on]
            for place in places:
                inside = self._walk(place.element, depth + 1, place.mark or mark)
                yield from boxed([*inside]) if len(places) == 1 else inside
            return
        notes: list[Line] = []
        filled: list[tuple[Cell, Runs]] = []
        for cell, place in word_tables.placed(rows):
            found = self._cell(place, depth, mark, notes)
            filled.append((replace(cell, strong=is_strong(found)), lined(found)))
        yield Table(tuple(filled), word_tables.heads_of(rows))
        yield from notes

    def _cell(
        self, place: word_tables.Place, depth: int, mark: Mark | None, notes: list[Line]
    ) -> list[Piece]:
        """What stands in a cell; the notes that it refers to are put to ``notes``."""
        found: list[Piece] = []
        for piece in self._walk(place.element, depth + 1, place.mark or mark):
            if isinstance(piece, Line) and piece.kind == "note":
                notes.append(piece)
            else:
                found.append(piece)
        return found
