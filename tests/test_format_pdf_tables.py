"""Tables in PDF files as templates and browsers draw them: shaded heads, few lines or none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from ingest.document import Document
from ingest.readers import read

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=6)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=12)
HEAD = ParagraphStyle("head", CELL, fontName="Helvetica-Bold", textColor=colors.white)
TITLE = ParagraphStyle("title", BODY, fontName="Helvetica-Bold", fontSize=18, leading=22)
WIDTHS = (90, 205, 100, 80)
HEADS = ("Emne", "Opgave", "Leder", "Frist")
LONG = "Vejledning af familier, der har brug for en hånd i en kortere periode, og af deres netværk"
ROWS = (
    ("Tidlig hjælp", LONG, "Leder af området for børn og unge", "2025"),
    ("", "Samtaler med alle nye forældre", "Sundhedslederen", "Hvert år"),
    ("Fritid", "Flere pladser i klubberne i byens nordlige og sydlige dele", "Klublederen", "2026"),
    ("Læsning", "Bøger i alle dagtilbud", "Bibliotekaren", "2027"),
    ("Medansvar", "Ungeråd med egne midler", "Leder af fritid og kultur i byen", "Fra maj 2026"),
)
AFTER = (
    "Udvalget hører hvert år i november, hvordan det går med opgaverne, og tager derefter stilling "
    "til, om der skal laves om på planen for de næste år."
)
SHADE = colors.HexColor("#1b5e57")
PALE = colors.HexColor("#f0f5f4")
TOP: Any = ("VALIGN", (0, 0), (-1, -1), "TOP")
SHADED: list[Any] = [
    ("BACKGROUND", (column, 0), (column, 0), SHADE) for column in range(len(HEADS))
]
WIDE: Any = ("BACKGROUND", (0, 0), (-1, 0), SHADE)
JOINED: Any = ("SPAN", (0, 1), (0, 2))


def zebra(first: int, count: int = len(ROWS)) -> list[Any]:
    """Every other row shaded, from ``first`` on."""
    rows = range(first, count + 1, 2)
    return [("BACKGROUND", (c, n), (c, n), PALE) for n in rows for c in range(len(HEADS))]


def hairlines(*, thin: float = 0.5) -> list[Any]:
    """A line below each row, but not through the cell that two rows share."""
    joined = [("LINEBELOW", (1, 1), (-1, 1), thin, colors.grey)]
    rest = [("LINEBELOW", (0, n), (-1, n), thin, colors.grey) for n in range(2, len(ROWS) + 1)]
    return [*joined, *rest]


def table(
    style: Sequence[Any], rows: Sequence[Sequence[str]] = ROWS, heads_again: int = 0
) -> Table:
    """A table with heads, said on each page if ``heads_again``; its cells are paragraphs."""
    heads = [Paragraph(head, HEAD) for head in HEADS]
    cells = [[Paragraph(text, CELL) for text in row] for row in rows]
    return Table([heads, *cells], WIDTHS, style=[TOP, *style], repeatRows=heads_again)


def pages(*flowables: Flowable) -> Document:
    """A document with ``flowables`` on A4."""
    out = io.BytesIO()
    start = [Paragraph("Plan for børn og unge", TITLE), Paragraph(AFTER, BODY)]
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=60, rightMargin=60)
    document.build([*start, *flowables])
    return read(out.getvalue(), "plan.pdf")


def texts(document: Document, kind: str) -> list[str]:
    """What elements of one kind say."""
    return [document.text[e.start : e.end] for e in document.elements if e.kind == kind]


def said(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """What rows are to say; a cell that two rows share is said of both."""
    found: list[list[str]] = []
    for row in rows:
        first = row[0] or ROWS[0][0]
        pairs = zip(HEADS, (first, *row[1:]), strict=True)
        found.append([f"{head}: {cell}" for head, cell in pairs if cell])
    return found


STYLES: dict[str, list[Any]] = {
    "zebra from the first row": [*SHADED, JOINED, *zebra(1)],
    "zebra from the second row": [*SHADED, JOINED, *zebra(2)],
    "zebra, no cells joined": [*SHADED, *zebra(1)],
    "zebra of bands as wide as the table": [
        WIDE,
        *(("BACKGROUND", (0, n), (-1, n), PALE) for n in (2, 4)),
    ],
    "shaded heads alone": [*SHADED],
    "shaded heads and hairlines": [*SHADED, JOINED, *hairlines()],
    "shaded heads and a line that closes": [
        *SHADED,
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
}


@pytest.mark.parametrize("look", STYLES)
def test_rows_without_shade_or_lines_are_rows_of_the_table(look: str) -> None:
    """The last one ends with its last line, and the paragraph below is none of it."""
    document = pages(table(STYLES[look]), Paragraph(AFTER, BODY))
    assert [row.split("\n") for row in texts(document, "row")] == said(ROWS)
    assert texts(document, "paragraph") == [AFTER, AFTER]


def test_hairlines_alone_part_rows_and_cells_that_nearly_touch() -> None:
    """Columns begin at one place, however near the longest cell before them comes."""
    black = ParagraphStyle("black", HEAD, textColor=colors.black)
    heads = [Paragraph(head, black) for head in HEADS]
    cells = [[Paragraph(text, CELL) for text in row] for row in ROWS]
    tight = [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
    below = ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)
    drawn = Table([heads, *cells], (52, 220, 110, 80), style=[
        TOP, JOINED, below, *tight, *hairlines(),
    ])  # fmt: skip
    document = pages(drawn, Paragraph(AFTER, BODY))
    assert [row.split("\n") for row in texts(document, "row")] == said(ROWS)


def test_empty_cells_do_not_end_a_table() -> None:
    """A row may lack what others have, shaded or not."""
    rows = (*ROWS[2:4], ("Byrum", "Nye bænke", "", ""), ROWS[3], ("Skov", "Nye stier", "", "2028"))
    document = pages(table([*SHADED, *zebra(2)], rows), Paragraph(AFTER, BODY))
    assert [row.split("\n") for row in texts(document, "row")] == said(rows)


@pytest.mark.parametrize("first", [1, 2])
def test_a_shaded_table_over_pages_is_one(first: int) -> None:
    """Its heads, said again on each page, are no row."""
    rows = [(f"Emne {n}", f"Opgave {n}: {LONG}", f"Leder {n}", f"{2025 + n}") for n in range(40)]
    drawn = table([*SHADED, *zebra(first, 40)], rows, heads_again=1)
    document = pages(drawn, Paragraph(AFTER, BODY))
    assert {e.page for e in document.elements if e.kind == "row"} > {1, 2}
    assert [row.split("\n") for row in texts(document, "row")] == said(rows)


def test_a_heading_between_two_tables_is_of_neither() -> None:
    """Both have the same columns, and the first one ends with a row without shade."""
    style = [*SHADED, *zebra(1, 2)]
    document = pages(
        table(style, ROWS[2:4]), Paragraph("Unge", TITLE), table(style, ROWS[3:]),
        Paragraph(AFTER, BODY),
    )  # fmt: skip
    rows = [row.split("\n") for row in texts(document, "row")]
    assert rows == said([*ROWS[2:4], *ROWS[3:]])


def test_prose_in_columns_below_shaded_heads_is_no_table() -> None:
    """Columns of prose are read one after the other."""
    prose = [Paragraph(AFTER * 6, CELL), Paragraph(LONG * 8, CELL)]
    heads = [Paragraph("Børn", HEAD), Paragraph("Unge", HEAD)]
    document = pages(Table([heads, prose], (235, 235), style=[TOP, *SHADED[:2]]))
    assert not texts(document, "row")
