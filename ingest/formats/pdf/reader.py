"""The reader of PDF files: what stands where on the pages, read as its author wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest import marks
from ingest.errors import Refused
from ingest.formats.lines import told
from ingest.formats.pdf.file import PdfFile, Title, damaged
from ingest.formats.pdf.flow import Flow, Reading
from ingest.formats.pdf.headings import body_size, headings
from ingest.formats.pdf.margins import margins
from ingest.formats.pdf.ocr import program, recognised
from ingest.formats.pdf.page import Page
from ingest.formats.pdf.paragraphs import leading_of
from ingest.formats.pdf.sheets import (
    Sheet,
    sheet_of,
    told_strips,
    without_contents,
    without_running,
)
from ingest.formats.pdf.words import Strip, joined
from ingest.formats.pdf.writing import Writer
from ingest.raw import Extracted, Raw, Step

_PICTURED = 0.5
_UNMAPPED = 0.5
_TITLE = 4
_COVER_CHARS = 90
_MOST_ASIDE = 20
"""So many lines that stand on their side are told; a chart may have more."""
_FEW = 20
"""A page with fewer letters than this has no text of its own."""


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
    if all(sheet.picture and not sheet.strips for sheet in sheets):
        raise Refused(
            name,
            "Filen er en scanning uden tekst.",
            "Kør den gennem tekstgenkendelse (OCR), eller installér tesseract med dansk.",
        )
    extracted = _extracted(sheets, outline, step)
    return replace(extracted, warnings=(*extracted.warnings, *_unsure(found)))


def _unsure(found: Sequence[Sheet | None]) -> list[str]:
    """What is said of pages that are pictures or broken."""
    pictures = [sheet for sheet in found if sheet is not None and sheet.picture]
    warnings: list[str] = []
    if any(word.struck for sheet in found if sheet for word in sheet.words()):
        warnings.append(marks.WARNING)
    aside = dict.fromkeys(word.text for sheet in found if sheet for word in sheet.turned)
    warnings += [f"Lodret tekst udeladt: {text}" for text in list(aside)[:_MOST_ASIDE]]
    if pages := [sheet.number for sheet in pictures if sheet.strips]:
        warnings.append(f"Læst med OCR (side {_spans(pages)}): ord kan være læst forkert.")
    if pages := [sheet.number for sheet in pictures if not sheet.strips]:
        warnings.append(f"Billede uden tekst, ikke læst: side {_spans(pages)}.")
    if pages := [at for at, sheet in enumerate(found, start=1) if sheet is None]:
        warnings.append(f"Beskadiget, ikke læst: side {_spans(pages)}.")
    return warnings


def _spans(pages: list[int]) -> str:
    """Numbers in order as "1–3, 5"."""
    groups = groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in group] for _, group in groups]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _sheet_of(file: PdfFile, index: int, step: Step) -> Sheet | None:
    page = file.page(index)
    step(index + 1, file.pages)
    if page is None:
        return None
    if not _is_picture(page):
        return sheet_of(page)
    strips: tuple[Strip, ...] = ()
    if program():
        picture, points = file.picture(index)
        strips = recognised(picture, page.number, points, lambda: step(index + 1, file.pages))
        step(index + 1, file.pages)
    return Sheet(page.number, page.height, strips, picture=True)


def _is_picture(page: Page) -> bool:
    """Whether a page's text is in its picture; a cover may have a title on a photograph."""
    if page.letters and page.unmapped > _UNMAPPED:
        return True
    few = _TITLE if page.number == 1 else _FEW
    return len(page.letters) < few and page.pictured > _PICTURED


def _extracted(sheets: list[Sheet], outline: Sequence[Title], step: Step) -> Extracted:
    running = margins([(sheet.strips, sheet.height) for sheet in sheets])
    sheets, contents, listed = without_contents(without_running(sheets, running))
    body = body_size(told_strips(sheets))
    cells = [cell for sheet in sheets for table in sheet.tables for cell in table.cells]
    leading = leading_of([joined(s.strips) for s in sheets] + [cell.strips for cell in cells])
    reading = Reading(body, leading)
    flows: list[Flow] = []
    for sheet in sheets:
        flows += reading.page(sheet)
        # All pages are taken apart; who waits is told that the work goes on.
        step(len(sheets), len(sheets))
    known = headings([block for flow in flows for block in flow.blocks], body, outline)
    raws = _with_cover(list(Writer(known, leading, reading.notes).run(flows)))
    aside = tuple(head.text for head in running.heads)
    if not raws:
        # Pages that are all alike have nothing but what runs.
        raws = [Raw("text", head.text, head.page) for head in running.heads]
    return Extracted(tuple(raws), contents, told(aside, running.numbers, listed), aside=aside)


def _with_cover(raws: list[Raw]) -> list[Raw]:
    """Raws with the title of a cover first and above all; what else stands there heads nothing."""
    end = next((i for i, raw in enumerate(raws) if raw.kind != "heading"), len(raws))
    if not end:
        return raws
    title = min(range(end), key=lambda at: raws[at].level)
    over = [Raw("text", raw.text, raw.page) for raw in raws[:title]]
    found = [raws[title], *over, *raws[title + 1 :]]
    for at in range(title + 1, end):
        below = found[at + 1] if at + 1 < len(found) else None
        if below is None or (below.kind == "heading" and below.level < found[at].level):
            found[at] = Raw("text", found[at].text, found[at].page)
    rivals = any(r.kind == "heading" and r.level <= found[0].level for r in found[1:])
    return _lowered(found) if rivals and _fills_page(found) else found


def _fills_page(raws: Sequence[Raw]) -> bool:
    """Whether the first page has a title with a few words, and nothing that it heads."""
    page = [raw for raw in raws if raw.page == raws[0].page]
    rest = page[1:]
    return len(page) < len(raws) and all(
        raw.kind == "text" and len(raw.text) <= _COVER_CHARS for raw in rest
    )


def _lowered(raws: list[Raw]) -> list[Raw]:
    """Raws of which no heading is as high as the first."""
    first, *rest = raws
    return [first, *(replace(r, level=r.level + 1) if r.kind == "heading" else r for r in rest)]
