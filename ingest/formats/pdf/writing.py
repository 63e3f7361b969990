"""Flows of a PDF to raw pieces: tables whole, notes behind what refers to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ingest.formats.pdf import rows as pdf_rows
from ingest.formats.pdf.flow import Flow, rejoined
from ingest.formats.pdf.headings import Headings
from ingest.formats.pdf.notes import NoteText, references
from ingest.formats.pdf.paragraphs import Block, Leading, paragraphs
from ingest.formats.pdf.tables import Cell, Table
from ingest.formats.pdf.words import standing
from ingest.headings import is_caption
from ingest.raw import Raw, RawKind
from ingest.words import finished

_NOTE = re.compile(r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]*\s+\S")
_HEADING = 40
"""A line longer than this is no label, and hardly the heading of a box."""
_COVER = 90
"""No line of a cover is longer."""
_LABEL = 0.85
"""Type smaller than this share of the text's labels the parts of a picture."""


@dataclass
class Writer:
    """Flows to raw pieces: pages joined, tables whole, notes behind what refers to them."""

    headings: Headings
    leading: Leading
    notes: list[NoteText]
    _table: int = 0
    _begun: bool = False
    """Whether the text has, below what stands on a cover."""
    _depths: list[float] = field(default_factory=list)

    def run(self, flows: list[Flow]) -> Iterator[Raw]:
        """The pieces of a whole document."""
        flows = [flow for flow in rejoined(flows, self.headings) if flow.blocks or flow.table]
        flows = list(self._enclosed(flows))
        parts: list[Table] = []
        for flow in flows:
            if parts and not (flow.table and pdf_rows.goes_on(parts[-1], flow.table)):
                yield from self._tables(parts)
                parts = []
            if flow.table:
                parts.append(flow.table)
            blocks = self._led(flow)
            for block, below in zip_longest(blocks, blocks[1:]):
                yield from self._block(block, flow.left, self._kicker(block, below))
        if parts:
            yield from self._tables(parts)
        yield from self._overdue(None)

    def _enclosed(self, flows: list[Flow]) -> Iterator[Flow]:
        """``flows``; those aside whose headings would hold the text that goes on are enclosed."""
        below: Flow | None = None
        found: list[Flow] = []
        for flow in reversed(flows):
            below = below if flow.aside else flow
            holds = flow.aside and below is not None and not self._is_over(below, flow)
            found.append(replace(flow, enclosed=holds))
        return reversed(found)

    def _is_over(self, below: Flow, flow: Flow) -> bool:
        """Whether ``below`` begins with a heading no deeper than all in ``flow``."""
        level = self.headings.level(below.blocks[0]) if below.blocks else 0
        return 0 < level <= min((n for n in map(self.headings.level, flow.blocks) if n), default=9)

    def _led(self, flow: Flow) -> list[Block]:
        """The blocks of a flow; the heading of a box, and labels of a picture, are text."""
        if flow.enclosed:
            return self._closed(flow)
        found: list[Block] = []
        for block in flow.blocks:
            last = found[-1] if found else None
            if last is not None and not block.marker and self._leads(last, block, flow):
                _append(last, block)
            else:
                found.append(block)
        return found

    def _closed(self, flow: Flow) -> list[Block]:
        """The blocks of a flow, each heading as one text with what it heads."""
        found: list[Block] = []
        above = False
        for block in flow.blocks:
            heads = self._heads(block)
            if found and found[-1].closed and (above or not heads):
                _append(found[-1], block)
            else:
                block.closed = heads
                found.append(block)
            above = heads
        return found

    def _heads(self, block: Block) -> bool:
        text = block.text.text()
        named = block.bold and len(text) <= _HEADING and not text.endswith((".", ",", ";"))
        return bool(self.headings.level(block)) or (named and not block.marker)

    def _leads(self, last: Block, block: Block, flow: Flow) -> bool:
        text = last.text.text()
        if last.marker or finished(text) or len(last.strips[-1].text) > _HEADING:
            return False
        small = max(last.last.size, block.first.size) < _LABEL * self.headings.body
        if small and len(block.text.text()) <= _HEADING:
            return True
        return flow.beside or (flow.aside and not self.headings.level(last))

    def _kicker(self, block: Block, below: Block | None) -> int:
        """The level of a line in small capitals right above a heading, which it is no part of."""
        level = self.headings.level(below) if below is not None else 0
        text = block.text.text()
        plain = not block.marker and len(block.strips) == 1 and not is_caption(text)
        return level + 1 if self._begun and level and plain and text.isupper() else 0

    def _block(self, block: Block, left: float, otherwise: int = 0) -> Iterator[Raw]:
        text = standing(block.text.text().strip())
        yield from self._overdue(block.page)
        self._begun = self._begun or len(text) > _COVER
        level = 0 if block.closed else self.headings.level(block) or otherwise
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
            yield Raw(_kind(block, text), text, block.page, style="" if block.closed else style)
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
        return standing(
            "\n".join(
                f"{_shown(block.marker)} {text}" if block.marker else text
                for block in self._inside(cell)
                if (text := block.text.text().strip())
            )
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


def _append(block: Block, more: Block) -> None:
    """Let ``more`` stand below ``block`` as lines of one text."""
    text = f"{_shown(more.marker)} " if more.marker else ""
    block.text.add(text + more.text.text(), lambda left, right: f"{left}\n{right}")
    block.strips += more.strips


def _kind(block: Block, text: str) -> RawKind:
    if block.closed and "\n" not in text:
        return "caption"
    return "note" if _NOTE.match(text) else "text"


def _shown(marker: str) -> str:
    return marker if marker[-1:] in {".", ")"} else "-"
