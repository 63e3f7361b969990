"""The reader of Excel files: each sheet as it is seen, values with their number formats."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser

from ingest.errors import Refused
from ingest.formats import office
from ingest.formats.colours import hue
from ingest.formats.decode import normalise
from ingest.formats.excel import sheet_xml, workbook
from ingest.formats.excel.workbook import Filled, Sheet
from ingest.formats.moments import moment
from ingest.formats.numbers import shown
from ingest.marks import Mark, Run
from ingest.raw import Extracted, Step

MOST_CELLS = 200_000
"""Filled cells of one workbook; more is a register and no paper."""
_STEP_ROWS = 2_000
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
    OverflowError, zipfile.BadZipFile, zlib.error, SyntaxError,
)  # fmt: skip


@dataclass(frozen=True)
class _Look:
    """How a cell's text is set: its number format, its mark, and whether in bold or large."""

    code: str
    mark: Mark | None
    coloured: str
    strong: bool


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the workbook in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: a damaged file, or more cells than a paper has.
    """
    office.check_namespaces(data, "xl/workbook.xml", name, ".xlsx")
    # The library warns of each thing that it could not write again; nothing is written here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
            found = list(_sheets(book, name, step))
        except _BROKEN as error:
            raise office.damaged(name, "Excel") from error
    hidden = [str(one.title) for one in book.worksheets if one.sheet_state != "visible"]
    raws, changed = workbook.pieces(found)
    step(len(found), len(found))
    return Extracted(tuple(raws), warnings=tuple(workbook.warnings(found, hidden, changed=changed)))


def _sheets(book: Any, name: str, step: Step) -> Iterator[Sheet]:  # noqa: ANN401
    """The sheets that are shown and hold something."""
    seen = [one for one in book.worksheets if one.sheet_state == "visible"]
    left = MOST_CELLS
    for done, worksheet in enumerate(seen):
        found = Sheet(str(worksheet.title))
        for at, cells in enumerate(_rows(worksheet, found.layout)):
            found.cells += cells
            if len(found.cells) > left:
                raise _too_many(name)
            if at % _STEP_ROWS == 0:
                step(done, len(seen))
        left -= len(found.cells)
        found.heads = sheet_xml.table_heads(
            worksheet.parent._archive,  # noqa: SLF001
            worksheet._worksheet_path,  # noqa: SLF001
        )
        found.merged = [_range(told) for told in found.layout.merged]
        step(done + 1, len(seen))
        if found.cells:
            yield found


def _too_many(name: str) -> Refused:
    return Refused(
        name,
        f"Regnearket har over {MOST_CELLS:,} udfyldte celler.".replace(",", "."),
        "Gem de ark, der skal kunne søges i, i en fil for sig.",
    )


def _range(told: str) -> workbook.Range:
    left, top, right, bottom = range_boundaries(told)
    return int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)


def _rows(worksheet: Any, layout: sheet_xml.Layout) -> Iterator[list[Filled]]:  # noqa: ANN401
    """The filled cells of each row, also of hidden ones.

    The library's own way through a sheet makes a cell of every gap, and a sheet with one value
    at its far end has millions of those; its parser of single rows does not.
    """
    looks = _Looks(worksheet)
    book = worksheet.parent
    parser: Any = WorkSheetParser(
        io.BytesIO(), worksheet._shared_strings, data_only=True, epoch=book.epoch,  # noqa: SLF001
        date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        rich_text=True,
    )  # fmt: skip
    with worksheet._get_source() as source:  # noqa: SLF001
        for element in sheet_xml.rows(source, layout):
            number, cells = parser.parse_row(element)
            parser.row_dimensions.clear()
            found = [looks.filled(cell) for cell in cells if cell["value"] is not None]
            kept = [cell for cell in found if cell.text]
            if kept and sheet_xml.is_hidden(element):
                layout.hidden_rows.append(number)
            yield kept


class _Looks:
    """Makes cells of what the library's parser gives, with the look of their style."""

    def __init__(self, worksheet: Any) -> None:  # noqa: ANN401
        self._worksheet = worksheet
        self._known: dict[int, _Look] = {}

    def filled(self, cell: dict[str, Any]) -> Filled:
        """The cell as it is seen; an error has no text."""
        look = self._of(cell["style_id"])
        runs = [] if cell["data_type"] == "e" else list(_runs(cell["value"], look))
        text = "".join(run.text for run in runs).strip()
        told = tuple(runs) if any(run.mark for run in runs) else ()
        return Filled(cell["row"], cell["column"], text, told, look.strong)

    def _of(self, style: int) -> _Look:
        if style not in self._known:
            cell = ReadOnlyCell(self._worksheet, 1, 1, None, style_id=style)
            usual = ReadOnlyCell(self._worksheet, 1, 1, None).font
            large = (cell.font.sz or 0) > (usual.sz or 0)
            mark, coloured = _mark(cell.font)
            strong = large or bool(cell.font.b)
            self._known[style] = _Look(str(cell.number_format), mark, coloured, strong)
        return self._known[style]


def _runs(value: object, look: _Look) -> Iterator[Run]:
    if not isinstance(value, CellRichText):
        yield Run(_text(value, look.code), look.mark, look.coloured)
        return
    for part in value:
        if isinstance(part, TextBlock):
            yield Run(_clean(part.text), *_mark(part.font))
        else:
            yield Run(_clean(str(part)), look.mark, look.coloured)


def _mark(font: Any) -> tuple[Mark | None, str]:  # noqa: ANN401
    """How text in ``font`` is marked, and by which hue if by its colour alone."""
    if font.strike:
        return Mark.GONE, ""
    # What is underlined in colour is a link.
    found = "" if font.color is None or font.u else hue(_rgb(font.color))
    return (Mark.CHANGED if found else None), found


def _rgb(colour: Any) -> str:  # noqa: ANN401
    if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])
    return str(colour.rgb) if colour.type == "rgb" else ""


def _text(value: object, code: str) -> str:
    """A value as it is seen in its cell."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return shown(value, code)
    if isinstance(value, date | time | timedelta):
        return moment(value, code)
    return _clean(str(value))


def _clean(text: str) -> str:
    return normalise(unescape(text))
