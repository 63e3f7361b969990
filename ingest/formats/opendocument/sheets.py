"""The reader of OpenDocument spreadsheets (.ods): each sheet's tables, with values as shown."""

from __future__ import annotations

import re

from ingest.formats import sheet
from ingest.formats.decode import normalise
from ingest.formats.opendocument.inline import Inline
from ingest.formats.opendocument.package import (
    Element,
    Package,
    attribute,
    children,
    opened,
    within,
)
from ingest.formats.opendocument.styles import Styles
from ingest.formats.opendocument.tables import layout
from ingest.grid import Cell
from ingest.raw import Extracted, Raw, Step

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00)?")
_PARTS = "Skjulte rækker eller kolonner er udeladt i arket {name!r}."
_SHEETS = "Skjulte ark er udeladt: {names}."


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the spreadsheet in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: no package, or a damaged one.
    """
    package = opened(data, name, "office:spreadsheet")
    tables = children(package.body, "table:table")
    unseen = _unseen_styles(package)
    shown = [t for t in tables if attribute(t, "table:style-name") not in unseen]
    raws: list[Raw] = []
    warnings: list[str] = []
    number = 1
    for index, table in enumerate(shown):
        cells, heads, hidden = _cells(table)
        title = _name(table)
        made = sheet.pieces(cells, sheet.title_of(title, len(tables)), number, heads)
        if any(raw.kind != "heading" for raw in made):
            raws += made
        number = max([number, *(raw.table + 1 for raw in made)])
        warnings += [_PARTS.format(name=title)] if hidden else []
        step(index + 1, len(shown))
    if gone := [_name(table) for table in tables if table not in shown]:
        warnings.append(_SHEETS.format(names=", ".join(gone)))
    return Extracted(tuple(raws), warnings=tuple(warnings))


def _name(table: Element) -> str:
    return normalise(attribute(table, "table:name"))


def _unseen_styles(package: Package) -> set[str]:
    """The names of table styles that hide a sheet."""
    return {
        attribute(style, "style:name")
        for style in within(package.content, "style:style")
        for given in children(style, "style:table-properties")
        if attribute(given, "table:display") == "false"
    }


def _cells(table: Element) -> tuple[list[Cell], frozenset[int], bool]:
    """The cells of a sheet, the rows that name columns, and whether some with text are hidden."""
    found = layout(table)
    inline = Inline(Styles({}, frozenset(), {}), {}, frozenset())
    texts = {spot.element: "" for spot in found.spots}
    for element in texts:
        texts[element] = _shown(element, inline)
    cells = [
        Cell(texts[spot.element], spot.row, spot.column, spot.rows, spot.columns)
        for spot in found.spots
    ]
    heads = frozenset(spot.row for spot in found.spots if spot.head)
    return cells, heads, found.hidden


def _shown(cell: Element, inline: Inline) -> str:
    """The text of a cell as the program wrote it down, or its value where it did not."""
    paragraphs = children(cell, "text:p", "text:h")
    if paragraphs:
        return "\n".join(_text(p, inline) for p in paragraphs)
    kind = attribute(cell, "office:value-type")
    if kind == "date":
        return _date(attribute(cell, "office:date-value"))
    if kind == "boolean":
        return {"true": "Ja", "false": "Nej"}.get(attribute(cell, "office:boolean-value"), "")
    if kind == "percentage":
        return _percent(attribute(cell, "office:value"))
    value = attribute(cell, "office:value") or attribute(cell, "office:string-value")
    return value.replace(".", ",") if kind in {"float", "currency"} else value


def _text(paragraph: Element, inline: Inline) -> str:
    if not len(paragraph):
        # Most cells hold plain text; a sheet has very many of them.
        return normalise(paragraph.text or "")
    return "".join(run.text for run in inline.line(paragraph).runs)


def _date(value: str) -> str:
    found = _DATE.fullmatch(value)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else value.replace("T", " ")


def _percent(value: str) -> str:
    try:
        return f"{float(value) * 100:g} %".replace(".", ",")
    except ValueError:
        return value
