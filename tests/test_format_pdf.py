"""PDF files read as their authors wrote them; hostile ones refused."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from ingest.document import Document, Element
from ingest.errors import Refused
from ingest.formats.pdf import ocr as pdf_ocr
from ingest.readers import read

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=6)
TIGHT = ParagraphStyle("tight", BODY, spaceAfter=0)
TITLE = ParagraphStyle("title", BODY, fontName="Helvetica-Bold", fontSize=26, leading=30)
H1 = ParagraphStyle("h1", BODY, fontName="Helvetica-Bold", fontSize=17, leading=20)
H2 = ParagraphStyle("h2", BODY, fontName="Helvetica-Bold", fontSize=13, leading=16)
LONG = (
    "Kommunen vil, at alle børn og unge trives i hverdagen, og derfor arbejder skoler, dagtilbud "
    "og forvaltning tættere sammen om de familier, der har brug for støtte i en kortere periode."
)
WRAPPED = textwrap.wrap(LONG, 88)
OTHER = (
    "Ledere og medarbejdere mødes hvert kvartal og ser på, hvad der virker, og hvad der skal laves "
    "om, så erfaringerne fra et sted i kommunen kommer de andre til gode uden lange omveje."
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def built(*flowables: Flowable, running: Callable[[Canvas, object], None] | None = None) -> bytes:
    """A4 pages of ``flowables``, with ``running`` drawn on each."""
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=60, rightMargin=60)
    extra = {"onFirstPage": running, "onLaterPages": running} if running else {}
    document.build(list(flowables), **extra)
    return out.getvalue()


def drawn(*pages: Callable[[Canvas], object], **options: object) -> bytes:
    """Pages that functions draw on."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(canvas: Canvas, x: float, y: float, *texts: str, leading: float = 14) -> None:
    for number, text in enumerate(texts):
        canvas.drawString(x, y - leading * number, text)


def reading(data: bytes) -> Document:
    return read(data, "plan.pdf")


def shown(document: Document, kind: str) -> list[str]:
    return [document.text[e.start : e.end] for e in document.elements if e.kind == kind]


def rows(document: Document) -> list[Element]:
    return [e for e in document.elements if e.kind == "row"]


def p(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(text, style)


def table(cells: Sequence[Sequence[str]], widths: Sequence[float], **options: object) -> Table:
    wrapped = [[p(cell, TIGHT) if cell else "" for cell in row] for row in cells]
    return Table(wrapped, colWidths=list(widths), style=options.pop("style", GRID), **options)


def test_paragraphs_headings_and_pages() -> None:
    """Larger type makes headings with levels; wrapped lines are one paragraph of one page."""
    document = reading(
        built(
            p("Børne- og ungestrategi", TITLE), p(LONG), p("Mål", H1), p(OTHER), p("Trivsel", H2),
            p(LONG), PageBreak(), p("Opfølgning", H1), p(OTHER),
        )
    )  # fmt: skip
    assert document.metadata.title == "Børne- og ungestrategi"
    assert [s.path for s in document.sections] == [("Mål",), ("Mål", "Trivsel"), ("Opfølgning",)]
    assert [s.page for s in document.sections] == [1, 1, 2]
    assert shown(document, "paragraph") == [LONG, OTHER, LONG, OTHER]


def test_paragraphs_without_space_between_them_come_apart() -> None:
    """A last line on which the next word would have fitted ends a paragraph."""
    texts = [f"{LONG} Det gælder alle.", f"{OTHER} Det er nyt.", f"{LONG} Sådan er det."]
    document = reading(built(*(p(text, TIGHT) for text in texts)))
    assert shown(document, "paragraph") == texts


def test_indented_first_lines_begin_paragraphs() -> None:
    """As books set them, without space between."""
    style = ParagraphStyle("indented", TIGHT, firstLineIndent=16, alignment=4)
    document = reading(built(*(p(text, style) for text in (LONG * 2, OTHER, LONG))))
    assert len(shown(document, "paragraph")) == 3


def test_hyphens_of_the_typesetter_go_and_those_of_words_stay() -> None:
    """Word parts are joined over line ends."""
    document = reading(
        drawn(
            lambda c: lines(
                c, 60, 780, "I kommunen arbejder vi med udvikling af børne- og ungeområ-",
                "det i perioden fra og med 2023 og helt frem til 2027, og vi øger MED-",
                "samarbejdet på hele området, så både børne-",
                "og ungechefen kan følge de 10-12-",
                "årige børn i deres skoletid.",
            )
        )
    )  # fmt: skip
    text = document.text
    assert "ungeområdet i perioden" in text
    assert "MED-samarbejdet" in text
    assert "både børne- og ungechefen" in text
    assert "10-12-årige" in text


def test_lists_have_items_with_depth_and_wrapped_lines() -> None:
    """Bullets, numbers and letters; a line that hangs belongs to its item."""
    inner = ListFlowable([p("Undermål"), p(OTHER)], bulletType="bullet", start="–")
    outer = ListFlowable([p(LONG), [p("Andet mål"), inner]], bulletType="bullet", start="•")
    steps = ListFlowable([p("Plan"), p("Prøve"), p(LONG)], bulletFormat="%s.")
    document = reading(built(p("Vi vil følgende:"), outer, p(LONG), steps))
    assert shown(document, "item") == [
        f"- {LONG}", "- Andet mål", "  - Undermål", f"  - {OTHER}", "1. Plan", "2. Prøve",
        f"3. {LONG}",
    ]  # fmt: skip


def test_a_large_first_letter_belongs_to_the_first_line() -> None:
    """As brochures set the beginning of a chapter."""

    def draw(canvas: Canvas) -> None:
        lines(
            canvas, 92, 780, "ommunen har i mange år arbejdet med at give børn en god", "skolegang."
        )
        lines(canvas, 60, 752, "Det går vi videre med i de kommende år i hele kommunen.")
        canvas.setFont("Helvetica", 40)
        canvas.drawString(62, 766, "K")

    assert reading(drawn(draw)).text.startswith("Kommunen har i mange år")


def test_symbol_bullets_are_bullets() -> None:
    """Word's bullets are letters of a symbol font."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, "Indsatserne er disse, som alle er aftalt med byrådet i foråret:")
        for number, text in enumerate(("Flere pladser", "Kortere ventetid", "Bedre overgange")):
            canvas.setFont("Symbol", 11)
            canvas.drawString(70, 760 - 14 * number, "·")
            canvas.setFont("Helvetica", 11)
            canvas.drawString(88, 760 - 14 * number, text)

    assert shown(reading(drawn(draw)), "item") == [
        "- Flere pladser", "- Kortere ventetid", "- Bedre overgange",
    ]  # fmt: skip


def columns(left: str, right: str) -> bytes:
    out = io.BytesIO()
    frames = [
        Frame(60, 720, 475, 80, id="head"), Frame(60, 60, 225, 650, id="left"),
        Frame(310, 60, 225, 650, id="right"),
    ]  # fmt: skip
    document = BaseDocTemplate(out, pagesize=A4, pageTemplates=[PageTemplate("p", frames)])
    document.build([p("Temaer", H1), p(LONG), FrameBreak(), p(left), FrameBreak(), p(right)])
    return out.getvalue()


def test_columns_are_read_one_after_the_other() -> None:
    """Below a heading over both, and a sentence goes on from the one into the next."""
    left = f"{LONG} {OTHER} {LONG} Arbejdet ledes af en gruppe på tværs, som mødes i Skovby, og"
    document = reading(columns(left, f"den svarer til byrådet. {OTHER}"))
    assert shown(document, "paragraph") == [LONG, f"{left} den svarer til byrådet. {OTHER}"]


def test_a_box_beside_the_text_follows_it() -> None:
    """What stands in a frame at the side cuts no sentence."""

    def draw(canvas: Canvas) -> None:
        for number in range(12):
            canvas.drawString(60, 780 - 14 * number, f"Linje {number} af brødteksten går helt ud")
        canvas.rect(330, 690, 190, 60)
        lines(canvas, 338, 730, "Fakta om kommunen: her bor", "der 14.200 mennesker i dag.")

    text = reading(drawn(draw)).text
    assert "Linje 3 af brødteksten går helt ud Linje 4" in " ".join(text.split())
    assert text.rstrip().endswith("her bor der 14.200 mennesker i dag.")


def test_ruled_tables_have_rows_with_heads() -> None:
    """Heads, merged cells, lists and paragraphs in cells."""
    cells = [
        ["<b>Indsats</b>", "<b>Ansvarlig</b>", "<b>Status</b>"],
        ["Tidlig hjælp", "Familiechefen", f"{LONG}<br/>• Opstart i maj<br/>• Evaluering i juni"],
        ["", "Skolechefen", OTHER],
        ["Fælles for alle", "", "Afsluttet i 2024."],
    ]
    style = [*GRID, ("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (1, 3))]
    document = reading(built(p(LONG), table(cells, [110, 90, 270], style=style), p(OTHER)))
    status = f"Status: {LONG}\n- Opstart i maj\n- Evaluering i juni"
    assert shown(document, "row") == [
        f"Indsats: Tidlig hjælp\nAnsvarlig: Familiechefen\n{status}",
        f"Indsats: Tidlig hjælp\nAnsvarlig: Skolechefen\nStatus: {OTHER}",
        "Indsats: Fælles for alle\nStatus: Afsluttet i 2024.",
    ]
    assert shown(document, "paragraph") == [LONG, OTHER]


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_over_pages_is_one(repeated: int) -> None:
    """Heads once or on each page; every row knows them."""
    cells = [["Mål", "Hvem", "Hvornår"]]
    cells += [[f"Mål nummer {n}", "Dagtilbud", f"{LONG} ({n})"] for n in range(1, 31)]
    document = reading(built(p(OTHER), table(cells, [110, 90, 270], repeatRows=repeated), p(OTHER)))
    found = shown(document, "row")
    assert len(found) == 30
    assert all(row.startswith(f"Mål: Mål nummer {n}\n") for n, row in enumerate(found, start=1))
    assert len({e.page for e in rows(document)}) > 1


def cut_row(first: Sequence[str], rest: Sequence[str]) -> bytes:
    """A table of which one row stands on two pages."""

    def page(canvas: Canvas, top: float, bottom: float, texts: Sequence[Sequence[str]]) -> None:
        for y in (top, top - 20, bottom):
            canvas.line(60, y, 530, y)
        for x in (60, 200, 530):
            canvas.line(x, top, x, bottom)
        for x, name in ((64, "Indsats"), (204, "Status")):
            canvas.drawString(x, top - 14, name)
        for x, column in zip((64, 204), texts, strict=True):
            lines(canvas, x, top - 34, *column)

    return drawn(
        lambda c: (lines(c, 60, 800, LONG[:80]), page(c, 120, 54, (first[:1], first[1:]))),
        lambda c: page(c, 780, 700, (rest[:1], rest[1:])),
    )


def test_a_row_that_a_page_end_cuts_in_two_columns_is_one() -> None:
    """Half a sentence in a cell goes on below the heads that the next page repeats."""
    document = reading(
        cut_row(
            [
                "Tidlig hjælp til familier",
                "Der er ansat en leder, og hun har",
                "talt med alle, som",
            ],
            ["med små børn", "har meldt sig. Det går godt."],
        )
    )
    assert shown(document, "row") == [
        (
            "Indsats: Tidlig hjælp til familier med små børn\nStatus: Der er ansat en leder, "
            "og hun har talt med alle, som har meldt sig. Det går godt."
        )
    ]


FIGURES = [
    ["Nøgletal", "2023", "2024"], ["Børn i dagtilbud", "812", "840"],
    ["Underretninger", "420", "391"], ["Anbragte børn", "112", "104"],
]  # fmt: skip
STYLES = {
    "level lines": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "three lines": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
    "bands": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightblue, colors.white])],
    "nothing": [],
}


@pytest.mark.parametrize("look", STYLES)
def test_tables_without_upright_lines(look: str) -> None:
    """Columns are told by their gaps."""
    figures = Table(FIGURES, colWidths=[200, 90, 90], style=STYLES[look])
    document = reading(built(p(LONG), figures, p(OTHER)))
    assert shown(document, "row") == [
        f"Nøgletal: {name}\n2023: {before}\n2024: {after}" for name, before, after in FIGURES[1:]
    ]


def test_a_box_an_underline_and_a_marked_sentence_are_no_tables() -> None:
    """What frames, underlines or shades text leaves it text."""
    boxed = table([[LONG]], [400])
    marked = f'<u>{LONG[:40]}</u>{LONG[40:]} <font backcolor="yellow">{OTHER}</font> Slut.'
    document = reading(built(boxed, Spacer(1, 20), p(marked)))
    assert shown(document, "paragraph") == [LONG, f"{LONG} {OTHER} Slut."]


def noted(canvas: Canvas) -> None:
    lines(canvas, 60, 780, WRAPPED[0], "og indsatsen er beskrevet i planen")
    width = canvas.stringWidth("og indsatsen er beskrevet i planen", "Helvetica", 11)
    canvas.setFont("Helvetica", 6.5)
    canvas.drawString(60 + width, 770, "1")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(64 + width, 766, ", som gælder hele området og er på 40 m")
    far = (
        64 + width + canvas.stringWidth(", som gælder hele området og er på 40 m", "Helvetica", 11)
    )
    canvas.setFont("Helvetica", 6.5)
    canvas.drawString(far, 770, "2")
    canvas.setFont("Helvetica", 11)
    lines(canvas, 60, 752, "og som byrådet har vedtaget i enighed med alle")
    canvas.line(60, 110, 200, 110)
    canvas.setFont("Helvetica", 5.5)
    canvas.drawString(60, 101, "1")
    canvas.setFont("Helvetica", 8.5)
    lines(canvas, 66, 98, "Planen ligger på kommunens side, hvor", "den kan hentes.", leading=11)


def test_a_footnote_follows_what_refers_to_it() -> None:
    """A raised figure refers; the sentence that the page end cuts is whole; a unit is no note."""
    document = reading(
        drawn(noted, lambda c: lines(c, 60, 780, "partier i salen. " + LONG[:60], LONG[60:]))
    )
    text, note = shown(document, "paragraph")[0], shown(document, "note")
    assert "i planen¹, som gælder" in text
    assert "40 m² og som" in text
    assert "enighed med alle partier i salen." in text
    assert note == ["¹ Planen ligger på kommunens side, hvor den kan hentes."]


def head(canvas: Canvas, _document: object) -> None:
    page = canvas.getPageNumber()
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 815, "Skovby Kommune")
    canvas.drawString(400, 815, "Børn og unge" if page % 2 else "Strategi 2024")
    canvas.drawString(60, 30, "Kapitel " + ("et" if page < 4 else "to"))
    canvas.drawRightString(530, 30, f"Side {page} af 6")


def test_running_heads_and_page_numbers_go_and_are_told() -> None:
    """Also those of odd and even pages and of chapters; they may tell whose paper it is."""
    pages = [part for n in range(6) for part in (p(f"Del {n}. {LONG}"), PageBreak())]
    document = reading(built(p("Strategi", TITLE), *pages[:-1], running=head))
    assert "Skovby Kommune" not in document.text
    assert "Kapitel et" not in document.text
    assert document.metadata.organisation == "Skovby Kommune"
    assert shown(document, "paragraph")[1].startswith("Del 1.")
    assert document.metadata.title == "Strategi"
    assert not document.sections
    assert "Sidehoved udeladt: Skovby Kommune" in document.warnings
    assert "Sidehoved udeladt: Kapitel to" in document.warnings
    assert "Sidetal udeladt (6 linjer)" in document.warnings


def test_a_table_of_contents_is_left_out() -> None:
    """Its titles are headings all the same."""

    def contents(canvas: Canvas) -> None:
        lines(canvas, 60, 780, "Indhold")
        for number, (title, page) in enumerate((("Indledning", 2), ("Mål", 2), ("Opfølgning", 3))):
            canvas.drawString(60, 760 - 14 * number, f"{title} " + "." * 60)
            canvas.drawRightString(530, 760 - 14 * number, str(page))

    def text(canvas: Canvas) -> None:
        lines(canvas, 60, 780, "Indledning")
        lines(canvas, 60, 750, *WRAPPED)

    document = reading(drawn(contents, text))
    assert "....." not in document.text
    assert "Indholdsfortegnelse udeladt (4 linjer)" in document.warnings
    assert [s.path for s in document.sections] == [("Indledning",)]


def test_the_outline_tells_levels() -> None:
    """Bookmarks make headings of lines in the type of the text."""

    def draw(canvas: Canvas) -> None:
        for level, (y, title) in enumerate(((780, "Rammer"), (700, "Økonomi i årene"))):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level)
            canvas.drawString(60, y, title)
            lines(canvas, 60, y - 30, *WRAPPED)

    document = reading(drawn(lambda c: lines(c, 60, 780, *WRAPPED), draw))
    assert [s.path for s in document.sections] == [("Rammer",), ("Rammer", "Økonomi i årene")]


def test_what_nobody_sees_is_no_text() -> None:
    """White on white, invisible, slanted across the page, outside it, or drawn twice."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 780, *WRAPPED)
        lines(canvas, 60.2, 780, WRAPPED[0])
        canvas.drawString(900, 500, "Udenfor siden")
        canvas.setFillColor(colors.white)
        canvas.drawString(60, 600, "Hvidt på hvidt")
        canvas.setFillColor(colors.navy)
        canvas.rect(55, 540, 300, 30, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(60, 550, "Hvidt på blåt kan læses af enhver.")
        hidden = canvas.beginText(60, 500)
        hidden.setTextRenderMode(3)
        hidden.textOut("Usynlig tekst")
        canvas.drawText(hidden)
        canvas.rotate(45)
        canvas.setFillColor(colors.grey)
        canvas.drawString(400, 100, "UDKAST")

    assert reading(drawn(draw)).text == f"{LONG}\n\nHvidt på blåt kan læses af enhver."


def test_a_page_that_is_turned_is_read() -> None:
    """A wide table on a page on its side; the file may or may not say so."""

    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -A4[0])
        lines(canvas, 60, 540, *WRAPPED)
        for y in (480, 460, 440):
            canvas.line(60, y, 300, y)
        for x in (60, 180, 300):
            canvas.line(x, 480, x, 440)
        for y, cells in ((465, ("Mål", "Frist")), (445, ("Flere pladser", "maj 2025"))):
            for x, cell in zip((64, 184), cells, strict=True):
                canvas.drawString(x, y, cell)

    document = reading(drawn(draw))
    assert shown(document, "paragraph") == [LONG]
    assert shown(document, "row") == ["Mål: Flere pladser\nFrist: maj 2025"]


def scan(text: str = "", *more: Callable[[Canvas], object]) -> bytes:
    """A page that is a picture, with ``text`` recognised below it, and ``more`` pages."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    picture = Image.new("L", (1240, 1754), 255)
    font = ImageFont.load_default(34)
    sentences = (
        "Kommunen ansatte i maj en ny leder.",
        "Hun begyndte i juni og er glad for det.",
    )
    for number, sentence in enumerate(sentences):
        ImageDraw.Draw(picture).text((120, 200 + 50 * number), sentence, 0, font)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        hidden = canvas.beginText(60, 740)
        hidden.setTextRenderMode(3)
        hidden.textOut(text)
        canvas.drawText(hidden)

    return drawn(draw, *more)


def test_text_below_a_scan_is_its_text() -> None:
    """Another program has recognised it."""
    document = reading(scan("Kommunen har fundet teksten på siden."))
    assert document.text == "Kommunen har fundet teksten på siden."
    assert document.warnings == ()


@pytest.mark.skipif(not pdf_ocr.program(), reason="tesseract with Danish is not installed")
def test_a_scan_is_recognised_and_says_so() -> None:
    """With tesseract; whoever waits is told that something happens."""
    steps: list[tuple[int, int]] = []
    document = read(scan(), "scan.pdf", lambda done, of: steps.append((done, of)))
    assert "ansatte i maj en ny leder." in document.text
    assert "Læst med OCR (side 1): ord kan være læst forkert." in document.warnings
    assert len(steps) > 1


def test_a_scan_is_refused_where_nothing_recognises_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal says what helps."""
    monkeypatch.setattr("ingest.formats.pdf.reader.program", lambda: "")
    with pytest.raises(Refused, match=r"scanning uden tekst.*tesseract"):
        reading(scan())


def test_pages_that_nothing_recognises_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the file is read."""
    monkeypatch.setattr("ingest.formats.pdf.reader.program", lambda: "")
    document = reading(scan("", lambda c: lines(c, 60, 780, *WRAPPED)))
    assert document.text == LONG
    assert document.warnings == ("Billede uden tekst, ikke læst: side 1.",)


def test_numbered_headings_above_an_address_and_labels() -> None:
    """A bold lead is no heading; lines that their author broke stay lines."""
    address = "Skovby Kommune<br/>Torvet 1<br/>8000 Skovby"
    document = reading(
        built(p("1. Rammer", H1), p(f"<b>Ansvarlig:</b> {LONG}"), p(address), p(OTHER))
    )
    assert f"Ansvarlig: {LONG}" in shown(document, "paragraph")
    assert "Skovby Kommune\nTorvet 1\n8000 Skovby" in shown(document, "paragraph")


def locked(password: str) -> bytes:
    rights = pdfencrypt.StandardEncryption(password, ownerPassword="ejer")
    return drawn(lambda c: lines(c, 60, 780, "Hemmelig tekst til de få."), encrypt=rights)


def test_a_password_is_asked_for_and_a_mere_right_is_not() -> None:
    """Files that open without a password are read."""
    with pytest.raises(Refused, match="adgangskode"):
        reading(locked("bruger"))
    assert reading(locked("")).text == "Hemmelig tekst til de få."


def objects(*texts: bytes) -> bytes:
    parts = [b"%d 0 obj %s endobj\n" % (n, text) for n, text in enumerate(texts, start=1)]
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer<</Root 1 0 R>>\n"


HOSTILE = {
    "garbage": b"%PDF-1.7\n" + bytes(range(256)) * 50,
    "cut": built(p(LONG))[:500],
    "deep": objects(b"[" * 100_000 + b"]" * 100_000),
    "endless": objects(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"
    ),
    "huge": objects(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000000 9000000]>>",
    ),
    "pages": objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2001>>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_broken_and_hostile_files_are_refused(kind: str) -> None:
    """No crash, no hang: a sentence that says what is wrong."""
    with pytest.raises(Refused, match=r"beskadiget|2001 sider"):
        reading(HOSTILE[kind])


def test_each_page_is_told() -> None:
    """Whoever waits sees how far it is."""
    steps: list[tuple[int, int]] = []
    pages = drawn(*[lambda c: lines(c, 60, 780, LONG[:80])] * 3)
    read(pages, "plan.pdf", lambda done, of: steps.append((done, of)))
    assert steps[:3] == [(1, 3), (2, 3), (3, 3)]
    assert set(steps[3:]) == {(3, 3)}
