"""A small good file of each format that is read, with a heading, a list or rows, and text."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import docx
import openpyxl
import pptx
from odfdo import Document, Element, Header, Paragraph, Table
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import ListFlowable, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import Table as Ruled

HEADING = "Trivselsplan"
TEXT = "Trivselsteamet besøger alle skoler i kommunen hvert forår, og byrådet får en status."
ITEMS = ("Barnet høres først.", "Hjælpen gives tæt på klassen.")
ROWS = (("Indsats", "Ansvarlig"), ("Trivselslog", "Karen Holm"), ("Makkerordning", "Jens Bach"))
_RULE = [("GRID", (0, 0), (-1, -1), 0.5, "black")]


def files() -> dict[str, bytes]:
    """The bytes of each, by file name."""
    return {
        "plan.md": _markdown().encode(),
        "plan.txt": _text().encode(),
        "plan.html": _html().encode(),
        "plan.csv": "\n".join(";".join(row) for row in ROWS).encode(),
        "plan.docx": _word(),
        "plan.pptx": _slides(),
        "plan.xlsx": _sheet(),
        "plan.odt": _open("odt"),
        "plan.ods": _open("ods"),
        "plan.pdf": _pdf(),
    }


def _markdown() -> str:
    rows = "\n".join(f"| {a} | {b} |" for a, b in ROWS[1:])
    items = "\n".join(f"- {item}" for item in ITEMS)
    head = f"| {' | '.join(ROWS[0])} |\n|---|---|"
    parts = (f"---\ntitle: {HEADING}\n---\n# {HEADING}", f"{TEXT}[^1]", items, f"{head}\n{rows}")
    return "\n\n".join((*parts, "[^1]: En note."))


def _text() -> str:
    rows = "\n".join("\t".join(row) for row in ROWS)
    return f"{HEADING}\n\n1. Baggrund\n\n{TEXT}\n\n{rows}\n\f2. Videre\n\n{TEXT}\n\n¹ En note.\n"


def _html() -> str:
    rows = "".join(f"<tr><td>{a}<td>{b}</tr>" for a, b in ROWS)
    items = "".join(f"<li>{item}" for item in ITEMS)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{HEADING}</title></head><body>"
        f"<h1>{HEADING}</h1><p>{TEXT}</p><ul>{items}</ul><table>{rows}</table></body></html>"
    )


def _word() -> bytes:
    document = docx.Document()
    document.add_heading(HEADING, 1)
    document.add_paragraph(TEXT)
    for item in ITEMS:
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(len(ROWS), 2)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = HEADING
    slide.placeholders[1].text = "\n".join((TEXT, *ITEMS))
    table = slide.shapes.add_table(len(ROWS), 2, 0, 0, 5_000_000, 2_000_000).table
    for number, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    other = book.create_sheet("Noter")
    other["A1"] = TEXT
    other.merge_cells("A1:C1")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _open(kind: str) -> bytes:
    document = Document(kind)
    body = document.body
    body.clear()
    table = Table("Indsatser")
    for row in ROWS:
        table.append_row()
        for column, text in enumerate(row):
            table.set_value((column, table.height - 1), text)
    if kind == "odt":
        body.append(Header(1, HEADING))
        body.append(Paragraph(TEXT))
        items = "".join(f"<text:list-item><text:p>{i}</text:p></text:list-item>" for i in ITEMS)
        body.append(Element.from_tag(f"<text:list>{items}</text:list>"))
    body.append(table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan.{kind}"
        document.save(str(path))
        return path.read_bytes()


def _pdf() -> bytes:
    styles = getSampleStyleSheet()
    written = io.BytesIO()
    items = ListFlowable([Flowing(item, styles["Normal"]) for item in ITEMS], bulletType="bullet")
    SimpleDocTemplate(written).build(
        [Flowing(HEADING, styles["Heading1"]), Flowing(TEXT, styles["Normal"]), items,
         Spacer(1, 20), Ruled(ROWS, style=_RULE)]
    )  # fmt: skip
    return written.getvalue()
