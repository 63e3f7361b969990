"""One paper, invented, as five files: what it says must not depend on how it was saved.

It has what breaks readers: a table over two pages whose heads are given once, merged cells and
empty ones that mean "as above", footnotes, a list, two columns, a running head on each page.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from odfdo import Cell, Document, Element, Header, List, ListItem, Paragraph, Row, Style, Table

TITLE = "Trivselsplan 2024-2027"
HEAD = "Solbjerg Kommune · Trivselsplan"
INTRO = (
    "Planen gælder for alle skoler og dagtilbud i Solbjerg Kommune. Byrådet vedtog den i juni "
    "2024, og den afløser handleplanen for fællesskaber."
)
FIGURES = (
    "I skoleåret 2022/23 havde 412 elever et fravær over ti procent¹, og det er 58 flere end "
    "året før. Skolerne registrerer nu fraværet dagligt."
)
NOTE = "¹ Opgjort af Børnestaben på grundlag af skolernes egne tal, uden privatskoler."
LEAD = "Arbejdet hviler på tre principper:"
PRINCIPLES = (
    "Barnet høres, før der træffes beslutninger om det.",
    "Hjælpen gives tæt på hverdagen i klassen og på stuen.",
    "Forældrene inddrages fra den første bekymring².",
)
NOTE_TWO = "² En bekymring noteres i trivselsloggen samme dag."
HEADS = ("Spor", "Indsats", "Ansvarlig", "Tidsplan")
_FIRST = "Tidlig opsporing"
_SECOND = "Stærke fællesskaber"
ROWS = (
    (_FIRST, "Trivselslog i alle dagtilbud", "Dagtilbudschef Karen Holm", "Indføres i august 2024"),
    ("", "Samtaler i overgangen til skole", "Skolechef Jens Bach", "Fra foråret 2025"),
    ("", "Sprogvurdering af alle treårige", "Sprogkonsulent Mia Lund", "Afsluttet i maj 2024"),
    (_SECOND, "Makkerordning på mellemtrinnet", "Skolelederne", "Afprøves i skoleåret 2024/25"),
    ("", "Fælles legepladser i ferierne", "Fritidschef Ole Krogh", "Sommeren 2025"),
    ("", "Digital dannelse for femte klasse", "Pædagogisk læringscenter", "Fra januar 2026"),
    ("Hurtig tilbagevenden", "Fraværsteam med familiebehandler", "PPR-leder Eva Skov",
     "Starter 1. oktober 2024 og evalueres i 2026"),
    ("", "Lektiecaféer to dage om ugen", "Biblioteket", "Løbende"),
)  # fmt: skip
MERGED = 0
"""The row whose first cell is merged with those below; the other groups have empty cells."""
_YOUNG = (
    "Ungdomsrådet har holdt fire møder om planen. Rådet peger på, at pauserne skal være lange "
    "nok til at lege i, og at der skal være voksne i gården, som eleverne kender."
)
_TEACHERS = (
    "Lærerkredsen har sendt et høringssvar. Kredsen støtter planen, men ønsker en fast ordning "
    "med to voksne i indskolingen, og den beder om kurser i konfliktløsning."
)
_MONEY = (
    "Økonomien er på 3,4 millioner kroner om året. Heraf går 1,1 millioner til fraværsteamet, "
    "og resten fordeles mellem skolerne efter elevtal."
)
COLUMNS = (_YOUNG, _TEACHERS, _MONEY)
FILL = (
    "Afsnittet beskriver baggrunden for arbejdet, som bygger på erfaringer fra de seneste år og på "
    "drøftelser i udvalg, råd og bestyrelser. "
) * 4


def written(folder: Path, convert: Convert) -> dict[str, Path]:
    """The paper as .txt, .md, .odt, .docx and .pdf in ``folder``, by ending."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {ending: folder / f"plan-{ending}.{ending}" for ending in ("txt", "md", "odt")}
    paths["txt"].write_text(_text(), encoding="utf-8")
    paths["md"].write_text(_markdown(), encoding="utf-8")
    _open_document(paths["odt"])
    for ending in ("docx", "pdf"):
        paths[ending] = convert(paths["odt"], ending).rename(folder / f"plan-{ending}.{ending}")
    return paths


class Convert:
    """LibreOffice without a screen, with a profile of its own."""

    def __init__(self, program: str, profile: Path) -> None:
        self._command = [program, "--headless", f"-env:UserInstallation=file://{profile}"]

    def __call__(self, path: Path, ending: str) -> Path:
        """``path`` in another format, in a folder beside it."""
        target = path.parent / f"as-{ending}"
        command = [*self._command, "--convert-to", ending, "--outdir", str(target), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return target / f"{path.stem}.{ending}"


def _text() -> str:
    """As a program that takes the text out of a PDF writes it."""
    rows = "\n".join("\t".join(cells) for cells in (HEADS, *ROWS))
    bullets = "\n".join(f"• {item}" for item in PRINCIPLES)
    return "\n\n".join(
        (TITLE, "Solbjerg Kommune", "1. Baggrund", INTRO, FILL, FIGURES, NOTE, "2. Principper",
         LEAD, bullets, NOTE_TWO, "3. Indsatser", rows, "4. Høring og økonomi", *COLUMNS)
    )  # fmt: skip


def _markdown() -> str:
    rule = "|".join("---" for _ in HEADS)
    rows = "\n".join(f"| {' | '.join(cells)} |" for cells in ROWS)
    bullets = "\n".join(f"- {item}" for item in PRINCIPLES)
    text = "\n\n".join(
        (f"# {TITLE}", "Solbjerg Kommune", "## 1. Baggrund", INTRO, FILL, FIGURES,
         "## 2. Principper", LEAD, bullets, "## 3. Indsatser",
         f"| {' | '.join(HEADS)} |\n|{rule}|\n{rows}", "## 4. Høring og økonomi", *COLUMNS,
         f"[^1]: {NOTE[2:]}\n\n[^2]: {NOTE_TWO[2:]}")
    )  # fmt: skip
    return text.replace("procent¹", "procent[^1]").replace("bekymring².", "bekymring[^2].")


def _open_document(path: Path) -> None:
    document = Document("odt")
    body = document.body
    body.clear()
    _styles(document)
    body.append(Paragraph(TITLE, style="Title"))
    body.append(Paragraph("Solbjerg Kommune", style="spaced"))
    for text in ("Baggrund", INTRO, FILL, FIGURES):
        body.append(_heading(1, text) if text == "Baggrund" else _paragraph(text))
    body.append(_heading(2, "Principper"))
    body.append(_paragraph(LEAD))
    bullets = List(style="L1")
    for item in PRINCIPLES:
        entry = ListItem()
        entry.append(_paragraph(item))
        bullets.append(entry)
    body.append(bullets)
    body.append(_heading(3, "Indsatser"))
    body.append(_table())
    body.append(_heading(4, "Høring og økonomi"))
    columns = Element.from_tag('<text:section text:style-name="two" text:name="Spalter"/>')
    for text in COLUMNS:
        columns.append(_paragraph(text))
    body.append(columns)
    document.save(str(path))


def _heading(number: int, text: str) -> Header:
    return Header(1, f"{number}. {text}")


def _paragraph(text: str) -> Element:
    """A paragraph; a raised number in it is a real footnote."""
    for mark, note in (("¹", NOTE), ("²", NOTE_TWO)):
        text = text.replace(
            mark,
            f'<text:note text:id="ftn{mark}" text:note-class="footnote"><text:note-citation>'
            f"{'1' if mark == '¹' else '2'}</text:note-citation><text:note-body><text:p>{note[2:]}"
            "</text:p></text:note-body></text:note>",
        )
    return Element.from_tag(f'<text:p text:style-name="spaced">{text}</text:p>')


def _table() -> Table:
    table = Table("Indsatser", width=0, height=0)
    table.append(Element.from_tag('<table:table-column table:number-columns-repeated="4"/>'))
    covered = 0
    for number, cells in enumerate((HEADS, *ROWS)):
        row = Row()
        for column, text in enumerate(cells):
            if column == 0 and covered:
                covered -= 1
                row.append(Element.from_tag("<table:covered-table-cell/>"))
                continue
            cell = Cell(style="ruled")
            cell.append(Paragraph(text, style="high"))
            if column == 0 and number == MERGED + 1:
                covered = 2
                cell.set_attribute("table:number-rows-spanned", "3")
            row.append(cell)
        table.append(row)
    return table


def _styles(document: Document) -> None:
    for name, rest in (
        ("spaced", '<style:paragraph-properties fo:margin-bottom="0.3cm"/>'),
        # So high that the table goes over a page.
        ("high", '<style:paragraph-properties fo:margin-bottom="1.3cm"/>'),
    ):
        style = f'<style:style style:name="{name}" style:family="paragraph">{rest}</style:style>'
        document.insert_style(Element.from_tag(style), automatic=True)
    two = (
        '<style:style style:name="two" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties>'
        "</style:style>"
    )
    document.insert_style(Element.from_tag(two), automatic=True)
    ruled = Style("table-cell", name="ruled", border="0.5pt solid #000000", padding="0.1cm")
    document.insert_style(ruled, automatic=True)
    styles = document.get_part("styles.xml")
    for numbering in styles.get_elements("//text:outline-style"):
        numbering.delete()
    layout, master = (
        styles.get_elements(f"//style:{name}")[0] for name in ("page-layout", "master-page")
    )
    for place, text in (("header", HEAD), ("footer", "Side <text:page-number/>")):
        layout.append(
            Element.from_tag(
                f'<style:{place}-style><style:header-footer-properties fo:min-height="1cm"/>'
                f"</style:{place}-style>"
            )
        )
        master.append(Element.from_tag(f"<style:{place}><text:p>{text}</text:p></style:{place}>"))
