"""Flows of a PDF to raw pieces: tables whole, notes behind what refers to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.pdf import rows as pdf_rows
from ingest.formats.pdf.flow import Flow, rejoined
from ingest.formats.pdf.headings import Headings
from ingest.formats.pdf.notes import NoteText, references
from ingest.formats.pdf.paragraphs import Block, Leading, paragraphs
from ingest.formats.pdf.tables import Cell, Table
from ingest.raw import Raw, RawKind
from ingest.words import finished

_NOTE = re.compile(r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]*\s+\S")
_HEADING = 40
"""A line longer than this is no label, and hardly the heading of a box."""
_LABEL = 0.85
"""Type smaller than this share of the text's labels the parts of a picture."""


@dataclass
class Writer:
    """Flows to raw pieces: pages joined, tables whole, notes behind what refers to them."""

    headings: Headings
    leading: Leading
    notes: list[NoteText]
    _table: int = 0
    _depths: list[float] = field(default_factory=list)

    def run(self, flows: list[Flow]) -> Iterator[Raw]:
        """The pieces of a whole document."""
        flows = [flow for flow in rejoined(flows, self.headings) if flow.blocks or flow.table]
        parts: list[Table] = []
        for flow in flows:
            if parts and not (flow.table and pdf_rows.goes_on(parts[-1], flow.table)):
                yield from self._tables(parts)
                parts = []
            if flow.table:
                parts.append(flow.table)
            for block in self._led(flow):
                yield from self._block(block, flow.left)
        if parts:
            yield from self._tables(parts)
        yield from self._overdue(None)

    def _led(self, flow: Flow) -> list[Block]:
        """The blocks of a flow; the heading of a box, and labels of a picture, are text."""
        found: list[Block] = []
        for block in flow.blocks:
            last = found[-1] if found else None
            if last is not None and not block.marker and self._leads(last, block, flow):
                last.text.add(block.text.text(), lambda left, right: f"{left}\n{right}")
                last.strips += block.strips
            else:
                found.append(block)
        return found

    def _leads(self, last: Block, block: Block, flow: Flow) -> bool:
        text = last.text.text()
        if last.marker or finished(text) or len(last.strips[-1].text) > _HEADING:
            return False
        small = max(last.last.size, block.first.size) < _LABEL * self.headings.body
        if small and len(block.text.text()) <= _HEADING:
            return True
        return flow.beside or (flow.aside and not self.headings.level(last))

    def _block(self, block: Block, left: float) -> Iterator[Raw]:
        text = block.text.text().strip()
        yield from self._overdue(block.page)
        level = self.headings.level(block)
        style = "bold" if block.bold else "italic" if block.italic else ""
        if level:
            self._depths = []
            title = f"{block.marker} {text}" if block.marker else text
            yield Raw("heading", title, block.page, level)
        elif block.marker:
            depth = self._depth(block.first.x0 - left)
            yield Raw("item", text, block.page, depth, style, _shown(block.marker))
        else:
            self._depths = []
            kind: RawKind = "note" if _NOTE.match(text) else "text"
            yield Raw(kind, text, block.page, style=style)
        yield from self._due(text, block.page, block.last.page)

    def _depth(self, x: float) -> int:
        while self._depths and self._depths[-1] > x + 4:
            self._depths.pop()
        if not self._depths or x > self._depths[-1] + 4:
            self._depths.append(x)
        return len(self._depths) - 1

    def _tables(self, parts: list[Table]) -> Iterator[Raw]:
        self._depths = []
        if len(parts[0].xs) == 2 or (len(parts) == 1 and len(parts[0].ys) == 2):
            for part in parts:
                for cell in part.cells:
                    for block in self._inside(cell):
                        yield from self._block(block, cell.place.box.x0)
            return
        self._table += 1
        found = pdf_rows.rows(parts, self._table, self._text)
        yield from found
        said = " ".join(cell for row in found for cell in row.cells)
        yield from self._due(said, parts[0].page, parts[-1].page)

    def _inside(self, cell: Cell) -> list[Block]:
        box = cell.place.box
        pad = min([8.0, *(strip.x0 - box.x0 for strip in cell.strips)])
        return paragraphs(cell.strips, box.x1 - max(0.0, pad), self.leading)

    def _text(self, cell: Cell) -> str:
        return "\n".join(
            f"{_shown(block.marker)} {text}" if block.marker else text
            for block in self._inside(cell)
            if (text := block.text.text().strip())
        )

    def _due(self, text: str, first: int, last: int) -> Iterator[Raw]:
        """The notes that ``text`` on pages ``first`` to ``last`` refers to."""
        for mark in references(text):
            alike = [note for note in self.notes if note.mark == mark]
            near = [note for note in alike if first <= note.page <= last]
            if near or (len(alike) == 1 and alike[0].page > last):
                yield from self._said((near or alike)[:1])

    def _overdue(self, page: int | None) -> Iterator[Raw]:
        """The notes of pages before ``page`` that nothing refers to."""
        yield from self._said([n for n in self.notes if page is None or n.page < page])

    def _said(self, notes_: list[NoteText]) -> Iterator[Raw]:
        for note in notes_:
            self.notes.remove(note)
            yield Raw("note", note.shown().strip(), note.page)


def _shown(marker: str) -> str:
    return marker if marker[-1:] in {".", ")"} else "-"
