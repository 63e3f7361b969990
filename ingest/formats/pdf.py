"""The reader of PDF files: what stands where on the pages, read as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.errors import Refused
from ingest.formats import pdf_rows
from ingest.formats.lines import Line, contents_in, told
from ingest.formats.pdf_columns import Region, regions
from ingest.formats.pdf_emphasis import without_emphasis
from ingest.formats.pdf_file import PdfFile, Title, damaged
from ingest.formats.pdf_grids import Stroke, grids_of, level_strokes
from ingest.formats.pdf_headings import Headings, body_size, headings
from ingest.formats.pdf_margins import Margins, margins
from ingest.formats.pdf_notes import NoteText, foot, notes, references
from ingest.formats.pdf_ocr import program, recognised
from ingest.formats.pdf_page import Page
from ingest.formats.pdf_paragraphs import Block, Leading, goes_on, leading_of, paragraphs
from ingest.formats.pdf_ruled import aligned, extended, ruled, without_bands
from ingest.formats.pdf_tables import Cell, Table, tables_of
from ingest.formats.pdf_words import Strip, joined, strips_of, words_of
from ingest.raw import Extracted, Raw, RawKind, Step
from ingest.words import finished, folded

_NOTE = re.compile(r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]*\s+\S")
_PICTURED = 0.5
_UNMAPPED = 0.5
_HEADING = 40
"""A line longer than this is no label, and hardly the heading of a box."""
_LABEL = 0.85
_FEW = 20
"""A page with fewer letters than this has no text of its own."""


@dataclass(frozen=True)
class _Sheet:
    """One page, taken apart: its loose strips from the top down, and its tables."""

    number: int
    height: float
    strips: tuple[Strip, ...]
    tables: tuple[Table, ...]
    rules: tuple[Stroke, ...]
    picture: bool = False


@dataclass(frozen=True)
class _Flow:
    """Blocks or a table in reading order.

    No sentence goes on from or into what is ``aside``; what is ``beside`` the text heads nothing
    in it.
    """

    blocks: tuple[Block, ...] = ()
    table: Table | None = None
    aside: bool = False
    left: float = 0.0
    beside: bool = False


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the PDF in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: damaged, locked, of too many pages, or a scan that cannot be recognised.
    """
    with PdfFile(data, name) as file:
        found = [_sheet_of(file, index, step) for index in range(file.pages)]
        outline = file.outline()
    sheets = [sheet for sheet in found if sheet is not None]
    if not sheets:
        raise damaged(name)
    unread = [sheet.number for sheet in sheets if sheet.picture and not sheet.strips]
    if unread and not any(sheet.strips or sheet.tables for sheet in sheets):
        raise Refused(
            name,
            "Filen er en scanning uden tekst.",
            "Kør den gennem tekstgenkendelse (OCR), eller installér tesseract med dansk.",
        )
    extracted = _extracted(sheets, outline)
    recognised = [sheet.number for sheet in sheets if sheet.picture and sheet.strips]
    warnings = [*extracted.warnings]
    if recognised:
        warnings.append(f"Læst med OCR (side {_spans(recognised)}): ord kan være læst forkert.")
    if unread:
        warnings.append(f"Billede uden tekst, ikke læst: side {_spans(unread)}.")
    broken = [at for at, sheet in enumerate(found, start=1) if sheet is None]
    if broken:
        warnings.append(f"Beskadiget, ikke læst: side {_spans(broken)}.")
    return replace(extracted, warnings=tuple(warnings))


def _spans(pages: list[int]) -> str:
    """Numbers in order as "1–3, 5"."""
    groups = groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in group] for _, group in groups]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _sheet_of(file: PdfFile, index: int, step: Step) -> _Sheet | None:
    page = file.page(index)
    step(index + 1, file.pages)
    if page is None:
        return None
    if not _is_picture(page):
        return _sheet(page)
    strips: tuple[Strip, ...] = ()
    if program():
        picture, points = file.picture(index)
        strips = recognised(picture, page.number, points, lambda: step(index + 1, file.pages))
        step(index + 1, file.pages)
    return _Sheet(page.number, page.height, strips, (), (), picture=True)


def _is_picture(page: Page) -> bool:
    if page.letters and page.unmapped > _UNMAPPED:
        return True
    return len(page.letters) < _FEW and page.pictured > _PICTURED


def _sheet(page: Page) -> _Sheet:
    words = words_of(page)
    page = without_emphasis(page, words)
    grids, rules = extended(grids_of(page), words), level_strokes(page)
    found = ruled(rules, grids, words)
    found += aligned([*grids, *found], words)
    grids = [*found, *without_bands(grids, found)]
    tables, loose = tables_of(grids, words, page.number)
    strips = strips_of(loose, page.number)
    return _Sheet(page.number, page.height, tuple(strips), tuple(tables), tuple(rules))


def _extracted(sheets: list[_Sheet], outline: Sequence[Title]) -> Extracted:
    running = margins([(_outside(sheet), sheet.height) for sheet in sheets])
    sheets = [_without(sheet, at, running) for at, sheet in enumerate(sheets)]
    sheets, contents, listed = _without_contents(sheets)
    body = body_size(_all_strips(sheets))
    leading = leading_of(
        [joined(sheet.strips) for sheet in sheets]
        + [cell.strips for sheet in sheets for table in sheet.tables for cell in table.cells]
    )
    reading = _Reading(body, leading)
    flows = [flow for sheet in sheets for flow in reading.page(sheet)]
    found = headings([b for flow in flows for b in flow.blocks], body, outline)
    raws = _with_cover(list(_Writer(found, leading, reading.notes).run(flows)))
    said = folded(" ".join(raw.text for raw in raws))
    rest = [head for head in running.heads if folded(head.text) not in said]
    if rest:
        # Said nowhere else: kept where they cut nothing and head nothing.
        raws.append(Raw("text", "\n".join(head.text for head in rest), rest[0].page))
    warnings = told([head.text for head in running.heads], running.numbers, listed)
    return Extracted(tuple(raws), contents, warnings)


def _with_cover(raws: list[Raw]) -> list[Raw]:
    """Raws with what stands on a cover below its title as text: it heads nothing."""
    end = next((i for i, raw in enumerate(raws) if raw.kind != "heading"), len(raws))
    found = list(raws)
    for at in range(1, end):
        below = raws[at + 1] if at + 1 < len(raws) else None
        if below is None or (below.kind == "heading" and below.level < raws[at].level):
            found[at] = Raw("text", raws[at].text, raws[at].page)
    return found


def _outside(sheet: _Sheet) -> list[Strip]:
    """Strips that may run from page to page: a table's rows below and above are none."""
    return list(sheet.strips)


def _without(sheet: _Sheet, at: int, running: Margins) -> _Sheet:
    kept = tuple(s for i, s in enumerate(sheet.strips) if (at, i) not in running.gone)
    return replace(sheet, strips=kept)


def _all_strips(sheets: Sequence[_Sheet]) -> list[Strip]:
    loose = [strip for sheet in sheets for strip in sheet.strips]
    inner = [s for sheet in sheets for t in sheet.tables for cell in t.cells for s in cell.strips]
    enough = sum(len(s.text) for s in loose) > 0.1 * sum(len(s.text) for s in inner)
    return loose if enough and loose else inner


def _without_contents(sheets: list[_Sheet]) -> tuple[list[_Sheet], frozenset[str], int]:
    lines: list[Line] = []
    places: list[tuple[int, Strip]] = []
    for at, sheet in enumerate(sheets):
        for strip in joined(sheet.strips):
            lines.append(Line(strip.text, sheet.number))
            places.append((at, strip))
    gone, titles = contents_in(lines)
    taken = {(places[i][0], round(places[i][1].base)) for i in gone}
    kept = [
        replace(sheet, strips=tuple(s for s in sheet.strips if (at, round(s.base)) not in taken))
        for at, sheet in enumerate(sheets)
    ]
    return kept, titles, len(gone)


class _Reading:
    """Pages to flows; remembers the footnotes and the one that may go on on the next page."""

    def __init__(self, body: float, leading: Leading) -> None:
        self.notes: list[NoteText] = []
        self._body = body
        self._leading = leading

    def page(self, sheet: _Sheet) -> Iterator[_Flow]:
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
            _insert(flows, [replace(flow, beside=True) for flow in self.boxed(table)], table.top)
        yield from flows

    def _region(self, region: Region[Strip | Table]) -> Iterator[_Flow]:
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
                yield from self.boxed(thing)
            else:
                yield _Flow(table=thing, aside=region.aside)
        yield self._flow(strips, right, left, aside=region.aside)

    def boxed(self, table: Table) -> Iterator[_Flow]:
        for cell in table.cells:
            if cell.strips:
                right = cell.place.box.x1 - 4
                yield self._flow(list(cell.strips), right, table.x0, aside=True)

    def _flow(self, strips: list[Strip], right: float, left: float, *, aside: bool) -> _Flow:
        blocks = paragraphs(joined(strips), right, self._leading)
        return _Flow(tuple(blocks), aside=aside, left=left)


def _insert(flows: list[_Flow], boxed: list[_Flow], top: float) -> None:
    """Let what stands in a box follow the paragraph that its ``top`` is beside."""
    for at, flow in enumerate(flows):
        for number, block in enumerate(flow.blocks, start=1):
            if not flow.aside and block.last.base >= top and len(block.text.text()) > _HEADING:
                halves = (flow.blocks[:number], flow.blocks[number:])
                before, after = (replace(flow, blocks=half) for half in halves)
                flows[at : at + 1] = [before, *boxed, after]
                return
    flows += boxed


def _is_beside(table: Table, strips: Sequence[Strip]) -> bool:
    beside = [s for s in strips if table.top < s.base < table.bottom]
    return len(beside) >= 2


@dataclass
class _Writer:
    """Flows to raw pieces: pages joined, tables whole, notes behind what refers to them."""

    headings: Headings
    leading: Leading
    notes: list[NoteText]
    _table: int = 0
    _depths: list[float] = field(default_factory=list)

    def run(self, flows: list[_Flow]) -> Iterator[Raw]:
        flows = [flow for flow in _rejoined(flows, self.headings) if flow.blocks or flow.table]
        at = 0
        while at < len(flows):
            table = flows[at].table
            if table is None:
                for block in self._led(flows[at]):
                    yield from self._block(block, flows[at].left)
                at += 1
                continue
            parts = [table]
            at += 1
            while (
                at < len(flows)
                and (below := flows[at].table)
                and pdf_rows.goes_on(parts[-1], below)
            ):
                parts.append(below)
                at += 1
            yield from self._tables(parts)
        yield from self._overdue(None)

    def _led(self, flow: _Flow) -> list[Block]:
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

    def _leads(self, last: Block, block: Block, flow: _Flow) -> bool:
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


def _rejoined(flows: list[_Flow], known: Headings) -> list[_Flow]:
    """Flows with the text whole that a column or page end cut."""
    found: list[_Flow] = []
    last: Block | None = None
    for flow in flows:
        blocks = list(flow.blocks)
        if blocks and not flow.aside:
            headed = bool(known.level(blocks[0]))
            if last is not None and not headed and goes_on(last, blocks[0]):
                last.text.add(blocks[0].text.text())
                last.strips += blocks[0].strips
                last.ended = blocks[0].ended
                blocks = blocks[1:]
            if blocks:
                last = None if known.level(blocks[-1]) else blocks[-1]
        found.append(replace(flow, blocks=tuple(blocks)))
    return found


def _shown(marker: str) -> str:
    return marker if marker[-1:] in {".", ")"} else "-"
