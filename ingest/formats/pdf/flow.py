"""The reading order of a PDF: each page's columns as paragraphs, with tables and boxes between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.pdf.columns import Region, regions
from ingest.formats.pdf.headings import Headings
from ingest.formats.pdf.notes import NoteText, foot, notes
from ingest.formats.pdf.paragraphs import Block, Leading, goes_on, paragraphs
from ingest.formats.pdf.sheets import Sheet
from ingest.formats.pdf.tables import Table
from ingest.formats.pdf.words import Strip, joined
from ingest.words import mend

_SAYS = 40
"""A paragraph that a box stands beside has more letters than this."""


@dataclass(frozen=True)
class Flow:
    """Blocks or a table in reading order.

    No sentence goes on from or into what is ``aside``; what is ``beside`` the text heads nothing
    in it. What is ``enclosed`` has headings of its own that head nothing behind it.
    """

    blocks: tuple[Block, ...] = ()
    table: Table | None = None
    aside: bool = False
    left: float = 0.0
    beside: bool = False
    enclosed: bool = False


class Reading:
    """Pages to flows; remembers the footnotes and the one that may go on on the next page."""

    def __init__(self, body: float, leading: Leading) -> None:
        self.notes: list[NoteText] = []
        self._body = body
        self._leading = leading

    def page(self, sheet: Sheet) -> Iterator[Flow]:
        """What stands on a page, in reading order."""
        strips = list(sheet.strips)
        lines = joined(strips)
        start = foot(lines, self._body, sheet.height, sheet.rules)
        if start < len(lines):
            self.notes += notes(lines[start:], self.notes[-1] if self.notes else None)
            first = lines[start].base - 1
            strips = [strip for strip in strips if strip.base < first]
        beside = [t for t in sheet.tables if t.boxed and _is_beside(t, strips)]
        things: list[Strip | Table] = [*strips, *(t for t in sheet.tables if t not in beside)]
        flows = [flow for region in regions(things) for flow in self._region(region)]
        for table in beside:
            _insert(flows, [replace(flow, beside=True) for flow in self._boxed(table)], table.top)
        yield from flows

    def _region(self, region: Region[Strip | Table]) -> Iterator[Flow]:
        strips: list[Strip] = []
        texts = [thing for thing in region.things if isinstance(thing, Strip)] or region.things
        right = max(thing.x1 for thing in texts)
        left = min(thing.x0 for thing in texts)
        for thing in region.things:
            if isinstance(thing, Strip):
                strips.append(thing)
                continue
            yield self._flow(strips, right, left, aside=region.aside)
            strips = []
            if thing.boxed:
                yield from self._boxed(thing)
            else:
                yield Flow(table=thing, aside=region.aside)
        yield self._flow(strips, right, left, aside=region.aside)

    def _boxed(self, table: Table) -> Iterator[Flow]:
        for cell in table.cells:
            if cell.strips:
                right = cell.place.box.x1 - 4
                yield self._flow(list(cell.strips), right, table.x0, aside=True)

    def _flow(self, strips: list[Strip], right: float, left: float, *, aside: bool) -> Flow:
        blocks = paragraphs(joined(strips), right, self._leading)
        return Flow(tuple(blocks), aside=aside, left=left)


def _insert(flows: list[Flow], boxed: list[Flow], top: float) -> None:
    """Let what stands in a box follow the paragraph that its ``top`` is beside."""
    for at, flow in enumerate(flows):
        for number, block in enumerate(flow.blocks, start=1):
            if not flow.aside and block.last.base >= top and len(block.text.text()) > _SAYS:
                halves = (flow.blocks[:number], flow.blocks[number:])
                before, after = (replace(flow, blocks=half) for half in halves)
                flows[at : at + 1] = [before, *boxed, after]
                return
    flows += boxed


def _is_beside(table: Table, strips: Sequence[Strip]) -> bool:
    beside = [s for s in strips if table.top < s.base < table.bottom]
    return len(beside) >= 2


def rejoined(flows: list[Flow], known: Headings) -> list[Flow]:
    """Flows with the text whole that a column or page end cut."""
    found: list[Flow] = []
    last: Block | None = None
    parted = False
    for flow in flows:
        # Across a table only what is plainly the middle of a sentence goes on.
        parted = parted or flow.table is not None
        blocks = list(flow.blocks)
        if blocks and not flow.aside:
            begins = bool(known.level(blocks[0])) or (
                parted and not blocks[0].first.text[:1].islower()
            )
            parted = False
            if last is not None and not begins and goes_on(last, blocks[0]):
                last.text.add(blocks[0].text.text(), mend)
                last.strips += blocks[0].strips
                last.ended = blocks[0].ended
                blocks = blocks[1:]
            if blocks:
                last = None if known.level(blocks[-1]) else blocks[-1]
        found.append(replace(flow, blocks=tuple(blocks)))
    return found
