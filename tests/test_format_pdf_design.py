"""PDF files as designers make them: cards, boxes, covers, columns, ligatures, spaced capitals."""

from __future__ import annotations

import textwrap

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from test_format_pdf import (
    GRID,
    H1,
    LONG,
    OTHER,
    TITLE,
    built,
    drawn,
    lines,
    p,
    reading,
    rows,
    shown,
    table,
)

NARROW = textwrap.wrap(f"{LONG} {OTHER}", 24)
HALF = textwrap.wrap(LONG, 44)


def flat(document_text: str) -> str:
    return " ".join(document_text.split())


def test_a_ligature_is_all_of_its_letters() -> None:
    """One sign that stands for "ff" comes as two letters at one place."""
    unicode_map = (
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <7E> <00660066> endbfchar"
    )
    text = b"BT /F 11 Tf 60 700 Td (E~ektiv hj\\346lp til alle, der sk~er sig.) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 7 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(unicode_map), unicode_map),
        b"<</Font<</F 5 0 R>>>>",
    ]
    bodies = [b"%d 0 obj %s endobj\n" % (n, part) for n, part in enumerate(parts, start=1)]
    data = b"%PDF-1.4\n" + b"".join(bodies) + b"trailer<</Root 1 0 R>>\n"
    assert "Effektiv" in reading(data).text


def test_three_columns_whose_lines_stand_at_heights_of_their_own() -> None:
    """With a list in one of them, each is read to its end."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, *textwrap.wrap(OTHER, 88))
        for column in range(3):
            x, y = 60 + 165 * column, 720 - 4 * column
            lines(canvas, x, y, f"Spor {column + 1} handler om dette:", "• Flere pladser")
            lines(canvas, x, y - 35, *NARROW)

    text = flat(reading(drawn(draw)).text)
    assert text.count(f"{LONG} {OTHER}") == 3
    assert text.index("Spor 1") < text.index("Spor 2") < text.index("Spor 3")


def test_cards_with_round_corners_are_read_one_by_one() -> None:
    """A few short lines in each, all on the same heights."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.lightblue)
        for column in range(3):
            canvas.roundRect(50 + 170 * column, 600, 160, 80, 10, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        for column, thing in enumerate(("varmen", "vandet", "strømmen")):
            lines(canvas, 60 + 170 * column, 660, f"Spar på {thing}", "og gør det snart.")

    text = flat(reading(drawn(draw)).text)
    assert "Spar på varmen og gør det snart. Spar på vandet og gør det snart." in text


def test_lists_beside_one_another_are_two() -> None:
    """As slides have them: a bullet begins a line, however near the text before it is."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 24)
        for x, texts in (
            (40, ("Flere penge til børnene", "Kortere ventetid på hjælp", "Færre klager")),
            (346, ("Længere til skole", "Færre pedeller", "Mere kørsel")),
        ):
            lines(canvas, x, 500, *(f"• {text}" for text in texts), leading=32)

    assert shown(reading(drawn(draw)), "item") == [
        "- Flere penge til børnene", "- Kortere ventetid på hjælp", "- Færre klager",
        "- Længere til skole", "- Færre pedeller", "- Mere kørsel",
    ]  # fmt: skip


def test_what_follows_a_box_does_not_stand_under_its_heading() -> None:
    """The box is one text with its heading; the section that it stands in goes on."""
    facts = "<font size=14><b>Fakta om Skovby</b></font><br/><br/>• 14 skoler<br/>• 3 haller"
    box = table([[facts]], [300])
    document = reading(built(p("Skolerne", H1), p(LONG), box, p(OTHER), p("Hallerne", H1), p(LONG)))
    assert [section.path for section in document.sections] == [("Skolerne",), ("Hallerne",)]
    assert "Fakta om Skovby\n- 14 skoler\n- 3 haller" in shown(document, "paragraph")


def test_the_heading_of_a_coloured_column_heads_it() -> None:
    """A column on a ground of its own is one of the page's columns, read in its turn."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.lightgrey)
        canvas.rect(305, 100, 250, 690, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        for x, name in ((50, "Sådan er det"), (315, "Sådan bliver det")):
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(x, 765, name)
            canvas.setFont("Helvetica", 11)
            for number in range(4):
                lines(canvas, x, 735 - 80 * number, *HALF)

    document = reading(drawn(draw))
    assert [section.path for section in document.sections] == [
        ("Sådan er det",), ("Sådan bliver det",),
    ]  # fmt: skip
    assert [e.section for e in document.elements if e.kind == "paragraph"] == [0] * 4 + [1] * 4


def test_heads_in_two_rows_name_columns_together() -> None:
    """A year over a goal and a result."""
    bold = [["Område", "2023", "", "2024", ""], ["", "Mål", "Resultat", "Mål", "Resultat"]]
    cells = [[f"<b>{cell}</b>" if cell else "" for cell in row] for row in bold]
    cells += [
        ["Fravær i skolen", "6 %", "7 %", "5 %", "6 %"],
        ["Trivsel", "85 %", "82 %", "87 %", ""],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("SPAN", (0, 0), (0, 1))]
    document = reading(built(p(LONG), table(cells, [150] + [70] * 4, style=[*GRID, *spans])))
    assert [cell.head for cell in rows(document)[0].cells] == [
        "Område", "2023 – Mål", "2023 – Resultat", "2024 – Mål", "2024 – Resultat",
    ]  # fmt: skip
    assert len(rows(document)) == 2


def test_years_in_white_on_a_colour_are_heads() -> None:
    """Figures may name columns: how they are set tells."""
    white = [f"<font color='white'>{text}</font>" for text in ("Udvalg", "2025", "2026")]
    cells = [white, ["Børn", "310,2", "318,9"], ["Ældre", "280,0", "296,4"]]
    style = [*GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.navy)]
    document = reading(built(p(LONG), table(cells, [150, 80, 80], style=style)))
    assert shown(document, "row") == [
        "Udvalg: Børn\n2025: 310,2\n2026: 318,9", "Udvalg: Ældre\n2025: 280,0\n2026: 296,4",
    ]  # fmt: skip


def test_spaced_capitals_above_a_heading_are_words_and_head_nothing_higher() -> None:
    """A small line over a heading is below what that heading stands under."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 30)
        canvas.drawString(60, 790, "Børnepolitik")
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(60, 750, "Det vil vi")
        canvas.setFont("Helvetica", 11)
        lines(canvas, 60, 720, *HALF, *HALF)
        spaced = canvas.beginText(60, 540)
        spaced.setFont("Helvetica", 9)
        spaced.setCharSpace(2.6)
        spaced.textOut("INDSATS NUMMER TO")
        canvas.drawText(spaced)
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 520, "Trivsel i skolen")
        canvas.setFont("Helvetica", 11)
        lines(canvas, 60, 495, *HALF)

    document = reading(drawn(draw))
    assert "INDSATS NUMMER TO" in document.text
    assert document.sections[-1].path == ("Det vil vi", "Trivsel i skolen")


def test_the_largest_line_of_a_cover_is_the_title() -> None:
    """Whatever stands above it; and a title slide has no other claim than its place."""

    def cover(canvas: Canvas) -> None:
        for y, size, text in ((700, 18, "Skovby Kommune"), (640, 40, "Sammen om børn"),
                              (600, 18, "Børnepolitik 2025-2028")):  # fmt: skip
            canvas.setFont("Helvetica", size)
            canvas.drawString(60, y, text)

    def page(title: str) -> list[object]:
        return [p(title, TITLE), p(LONG), p(OTHER)]

    def slide(title: str) -> object:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 30)
            canvas.drawString(60, 780, title)
            canvas.setFont("Helvetica", 14)
            lines(canvas, 60, 720, *(["Temamøde i maj"] if title == "Budget" else HALF))

        return draw

    def inside(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 780, "Forord")
        canvas.setFont("Helvetica", 11)
        lines(canvas, 60, 740, *HALF, *HALF)

    document = reading(drawn(cover, inside))
    assert document.metadata.title == "Sammen om børn"
    assert document.sections[-1].path == ("Forord",)
    slides = reading(drawn(*map(slide, ("Budget", "Rammer", "Proces"))))
    assert slides.metadata.title == "Budget"
    assert [section.path for section in slides.sections] == [("Rammer",), ("Proces",)]


def test_a_raised_figure_refers_whatever_its_size() -> None:
    """As in a note that begins with one nearly as large as its text."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, *HALF)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(60, 602.8, "1")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(66.4, 600, "Målt hvert forår i alle skoler og dagtilbud.")

    assert shown(reading(drawn(draw)), "note") == ["¹ Målt hvert forår i alle skoler og dagtilbud."]


def test_a_list_beside_a_column_of_text_is_no_table() -> None:
    """Lines that go on from one to the next are no names, whatever figures stand beside them."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 50, 760, *textwrap.wrap(f"{LONG} {OTHER} {LONG}", 44))
        facts = [f"{n * 7} skoler og {n} friskoler i {2020 + n}" for n in range(1, 12)]
        lines(canvas, 320, 760, *facts)

    document = reading(drawn(draw))
    assert not rows(document)
    assert f"{LONG} {OTHER} {LONG}" in flat(document.text)


def test_heads_on_their_side_name_columns() -> None:
    """Narrow columns have them; what else stands on its side is left out, and that is said."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, *HALF)
        for y in (660, 610, 590, 570):
            canvas.line(60, y, 320, y)
        for x in (60, 220, 270, 320):
            canvas.line(x, 660, x, 570)
        for y, cells in ((595, ("Pladser i dagtilbud", "812", "840")), (575, ("Haller", "3", "4"))):
            for x, cell in zip((64, 224, 274), cells, strict=True):
                canvas.drawString(x, y, cell)
        canvas.drawString(64, 640, "Emne")
        canvas.rotate(90)
        canvas.drawString(615, -250, "I 2023")
        canvas.drawString(615, -300, "I 2024")
        canvas.drawString(300, -570, "Foto: Skovby Arkiv")

    document = reading(drawn(draw))
    assert shown(document, "row") == [
        "Emne: Pladser i dagtilbud\nI 2023: 812\nI 2024: 840",
        "Emne: Haller\nI 2023: 3\nI 2024: 4",
    ]
    assert "Lodret tekst udeladt: Foto: Skovby Arkiv" in document.warnings


def test_what_is_struck_out_no_longer_holds() -> None:
    """The text reads as it stands now; what a line runs through is named behind it."""
    document = reading(
        built(p(f"{LONG} <strike>Der bygges 200 boliger.</strike> Der bygges 300 boliger. {OTHER}"))
    )
    assert flat(document.text) == (
        f"{LONG} Der bygges 300 boliger. {OTHER} [udgået: Der bygges 200 boliger.]"
    )
    assert any("[udgået]" in warning for warning in document.warnings)


def test_heads_above_the_first_band_of_a_table() -> None:
    """Between two lines, as a usual style of Word has them."""
    cells = [["By", "Boliger i dag", "Om fem år"], ["Skovby", "120", "140"], ["Havn", "431", "485"],
             ["Mosby", "742", "830"]]  # fmt: skip
    shade = [("BACKGROUND", (c, r), (c, r), colors.lightblue) for c in range(3) for r in (1, 3)]
    ends = [(where, (0, 0), (-1, 0), 1, colors.black) for where in ("LINEABOVE", "LINEBELOW")]
    style = [*shade, *ends, ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)]
    document = reading(built(p(LONG), table(cells, [150, 90, 90], style=style), p(OTHER)))
    assert shown(document, "row") == [
        f"By: {name}\nBoliger i dag: {now}\nOm fem år: {later}" for name, now, later in cells[1:]
    ]
