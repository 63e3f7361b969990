"""PDF pages taken apart: tables and loose lines, and what runs from page to page left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.lines import Line, contents_in
from ingest.formats.pdf.bands import banded
from ingest.formats.pdf.emphasis import struck, without_emphasis
from ingest.formats.pdf.grids import Stroke, grids_of, level_strokes
from ingest.formats.pdf.margins import Margins
from ingest.formats.pdf.page import Page
from ingest.formats.pdf.ruled import aligned, ruled, without_bands
from ingest.formats.pdf.tables import Table, tables_of
from ingest.formats.pdf.turned import turned_words
from ingest.formats.pdf.words import Strip, Word, joined, strips_of, words_of


@dataclass(frozen=True)
class Sheet:
    """One page, taken apart: its loose strips from the top down, its tables, its level lines.

    ``picture`` says that the page is one, whether its text was recognised or not; ``turned`` is
    what stands on its side and in no table, which is left out.
    """

    number: int
    height: float
    strips: tuple[Strip, ...] = ()
    tables: tuple[Table, ...] = ()
    rules: tuple[Stroke, ...] = ()
    picture: bool = False
    turned: tuple[Word, ...] = ()

    def words(self) -> Iterator[Word]:
        """All its words, those in tables too."""
        inside = (strip for table in self.tables for cell in table.cells for strip in cell.strips)
        return (word for strip in (*self.strips, *inside) for word in strip.words)


def sheet_of(page: Page) -> Sheet:
    """What stands on ``page``."""
    words = struck(page, words_of(page))
    page = without_emphasis(page, words)
    rules = level_strokes(page)
    grids = banded(grids_of(page), rules, words)
    found = ruled(rules, grids, words)
    found += aligned([*grids, *found], words)
    grids = [*found, *without_bands(grids, found)]
    turned = turned_words(page)
    tables, loose = tables_of(grids, words, page.number, turned)
    strips = strips_of(loose, page.number)
    held = {id(w) for t in tables for cell in t.cells for strip in cell.strips for w in strip.words}
    rest = tuple(word for word in turned if id(word) not in held)
    return Sheet(page.number, page.height, tuple(strips), tuple(tables), tuple(rules), turned=rest)


def without_running(sheets: Sequence[Sheet], running: Margins) -> list[Sheet]:
    """``sheets`` without their running heads and page numbers."""
    return [
        replace(
            sheet,
            strips=tuple(s for i, s in enumerate(sheet.strips) if (at, i) not in running.gone),
        )
        for at, sheet in enumerate(sheets)
    ]


def without_contents(sheets: Sequence[Sheet]) -> tuple[list[Sheet], frozenset[str], int]:
    """``sheets`` without tables of contents, the titles in these, and how many lines they have."""
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


def told_strips(sheets: Sequence[Sheet]) -> list[Strip]:
    """The lines that show how text is set: those outside tables, unless nearly all is tables."""
    loose = [strip for sheet in sheets for strip in sheet.strips]
    inner = [s for sheet in sheets for t in sheet.tables for cell in t.cells for s in cell.strips]
    enough = sum(len(s.text) for s in loose) > 0.1 * sum(len(s.text) for s in inner)
    return loose if enough and loose else inner
