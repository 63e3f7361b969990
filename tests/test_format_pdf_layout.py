"""Pages as designers set them: quotes and columns beside the text, contents, lists of letters."""

from __future__ import annotations

import textwrap

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer
from test_format_pdf import H1, LONG, OTHER, built, drawn, lines, p, reading, rows, shown, table

NARROW = 44


def column(canvas: Canvas, x: float, y: float, heading: str, *texts: str) -> float:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(x, y, heading)
    canvas.setFont("Helvetica", 9)
    wrapped = textwrap.wrap(" ".join(texts), 28)
    lines(canvas, x, y - 16, *wrapped, leading=12)
    return y - 16 - 12 * len(wrapped)


def test_a_quote_beside_a_paragraph_does_not_cut_it() -> None:
    """Two lines in larger type, where the text gives way for them and goes on below."""
    text = textwrap.wrap(LONG, NARROW)[:3]
    rest = LONG[len(" ".join(text)) + 1 :]

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, *text)
        canvas.setFont("Helvetica-Oblique", 15)
        lines(canvas, 360, 776, "”Alle børn skal ses", "af en voksen.”", leading=20)
        canvas.setFont("Helvetica", 11)
        lines(canvas, 60, 780 - 14 * 3, *textwrap.wrap(f"{rest} {OTHER}", 88))

    document = reading(drawn(draw))
    assert f"{LONG} {OTHER}" in document.text
    assert "”Alle børn skal ses af en voksen.”" in document.text


def test_a_contents_entry_of_the_page_that_it_stands_on() -> None:
    """Its number is that page's own, and still no page number at its foot."""

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.drawCentredString(297, 30, str(canvas.getPageNumber()))

    def entries(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 17)
        canvas.drawString(60, 780, "Indhold")
        canvas.setFont("Helvetica", 11)
        for at, (title, page) in enumerate((("Forord", 1), ("Vision", 2), ("Mål", 3))):
            canvas.drawString(60, 760 - 14 * at, title)
            canvas.drawRightString(530, 760 - 14 * at, str(page))
        foot(canvas, None)

    def chapter(title: str) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica-Bold", 17)
            canvas.drawString(60, 780, title)
            canvas.setFont("Helvetica", 11)
            lines(canvas, 60, 750, *textwrap.wrap(f"{title}: {LONG}", 88))
            foot(canvas, None)

        return draw

    document = reading(drawn(entries, *map(chapter, ("Forord", "Vision", "Mål"))))
    assert "Indholdsfortegnelse udeladt (4 linjer)" in document.warnings
    assert "Sidetal udeladt (4 linjer)" in document.warnings
    assert [s.path[-1] for s in document.sections][-3:] == ["Forord", "Vision", "Mål"]


def test_a_column_that_is_longer_than_the_next_is_read_to_its_end() -> None:
    """Also past a heading that stands lower than all of the next column."""

    def draw(canvas: Canvas) -> None:
        low = column(canvas, 60, 780, "Familier", OTHER)
        column(canvas, 60, low - 20, "Skoler", OTHER, LONG)
        column(canvas, 220, 780, "Fritid", OTHER)

    headings = shown(reading(drawn(draw)), "heading")
    assert headings == ["Familier", "Skoler", "Fritid"]


def test_what_a_sentence_leads_to_is_a_list() -> None:
    """Its items begin small, and the line above them is no heading."""
    wrapped = ["a. tager status til efterretning,", "b. godkender planen for 2026, og",
               "c. drøfter resten til februar."]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, *textwrap.wrap(LONG, 88))
        lines(canvas, 60, 730, "Forvaltningen indstiller, at udvalget")
        lines(canvas, 80, 710, *wrapped)

    document = reading(drawn(draw))
    assert shown(document, "item") == wrapped
    assert "Forvaltningen indstiller, at udvalget" in shown(document, "paragraph")


def test_heads_in_two_rows_of_bold_type() -> None:
    """Each column has the names of both; the first row is merged over two columns."""
    head = [["<b>Skole</b>", "", "<b>Fravær</b>", ""],
            ["<b>Navn</b>", "<b>Elever</b>", "<b>2024</b>", "<b>2025</b>"]]  # fmt: skip
    body = [["Fjordskolen", "412", "8,4", "7,2"], ["Byskolen", "655", "7,7", "7,4"]]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (0, 0), (1, 0)),
            ("SPAN", (2, 0), (3, 0))]  # fmt: skip
    drawn_table = table([*head, *body], [100, 80, 80, 80], style=grid)
    document = reading(built(p("Fravær", H1), p(LONG), Spacer(1, 10), drawn_table, p(OTHER)))
    assert [document.text[r.start : r.end] for r in rows(document)] == [
        f"Skole – Navn: {name}\nSkole – Elever: {count}\nFravær – 2024: {one}\nFravær – 2025: {two}"
        for name, count, one, two in body
    ]
