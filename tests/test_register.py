"""What a paper calls its themes is found as it stands, and nothing that it does not call so.

The papers of `gold/papers` have below a line "=====" what a colleague would list of them.
"""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as Ruled

from ingest import readers, register
from ingest.blocks import Block, Caption, Heading, Item, Note, Paragraph, Row
from ingest.document import Document, Metadata, compose
from ingest.theme import Theme

PAPERS = Path(__file__).parent / "gold" / "papers"
SHEET = getSampleStyleSheet()
HEADS = ("Indsats", "Ansvarlig", "Frist", "Status")
ROWS = (
    ("Trivselslog i alle dagtilbud", "Dagtilbudschefen", "1. august 2025", "I gang"),
    ("Makkerordning på mellemtrinnet", "Skolelederne", "Efteråret 2025", "Ikke begyndt"),
)
FOUND = """
indsats Trivselslog i alle dagtilbud [ansvarlig, tidsplan, status]
indsats Makkerordning på mellemtrinnet [ansvarlig, tidsplan, status]
"""
GROUPED = """
mål Trygge børn []
  indsats Trivselslog [mål, ansvarlig]
  indsats Makkerordning [mål, ansvarlig]
mål Kortere ventetid []
  indsats Åben rådgivning [mål, ansvarlig]
"""
MERGED = (
    ("Mål", "Indsats", "Ansvarlig"),
    ("Trygge børn", "Trivselslog", "Dagtilbudschefen i Solbjerg"),
    ("", "Makkerordning", "Skolelederne på de fem skoler"),
    ("Kortere ventetid", "Åben rådgivning", "Leder af rådgivningen"),
)


def outline(themes: Sequence[Theme]) -> list[str]:
    """A line a theme, below the one that it is under: kind, number, title, names of fields.

    One whose parent is not the last of its level names it: "‹Data› tiltag …".
    """
    known = {theme.key: theme for theme in themes}
    last: dict[int, str] = {}
    lines = []
    for theme in themes:
        depth, above = 0, theme.parent
        while above:
            depth, above = depth + 1, known[above].parent
        told = f"‹{known[theme.parent].title}›" if last.get(depth - 1, "") != theme.parent else ""
        last[depth] = theme.key
        fields = ", ".join(field.name for field in theme.fields)
        said = (told, theme.kind, theme.number, theme.title, f"[{fields}]")
        lines.append("  " * depth + " ".join(part for part in said if part))
    return lines


def found(data: bytes | str, name: str = "plan.md") -> list[str]:
    """The outline of the register of a file."""
    data = data.encode() if isinstance(data, str) else data
    return outline(register.read(readers.read(data, name)))


def told(data: str) -> dict[str, dict[str, list[str]]]:
    """What each theme of a paper in Markdown tells: title, field, values."""
    document = readers.read(data.encode(), "plan.md")
    return {
        theme.title: {
            field.name: [document.text[start:end] for start, end in field.spans]
            for field in theme.fields
        }
        for theme in register.read(document)
    }


@pytest.mark.parametrize("path", sorted(PAPERS.glob("*.md")), ids=lambda path: path.stem)
def test_a_paper_has_the_themes_that_a_colleague_lists(path: Path) -> None:
    """No more and no fewer, each under its own, with its fields."""
    paper, _, expected = path.read_text(encoding="utf-8").partition("\n=====\n")
    assert found(paper) == expected.splitlines()


def test_a_table_is_the_same_register_in_every_format() -> None:
    """Word, Excel, PowerPoint, PDF, a web page and lines of text."""
    for name, data in _files().items():
        assert found(data, name) == FOUND.strip().splitlines(), name


def test_merged_cells_are_what_rows_are_filed_under() -> None:
    """In Word, and by rowspan in a web page."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for cells in MERGED:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = MERGED[1][0]
    spanned = (
        "<table><tr><th>Mål<th>Indsats<th>Ansvarlig</tr>"
        "<tr><td rowspan=2>Trygge børn<td>Trivselslog<td>Dagtilbudschefen i Solbjerg</tr>"
        "<tr><td>Makkerordning<td>Skolelederne på de fem skoler</tr>"
        "<tr><td>Kortere ventetid<td>Åben rådgivning<td>Leder af rådgivningen</tr></table>"
    )
    assert found(_saved(document), "plan.docx") == GROUPED.strip().splitlines()
    assert found(f"<h1>Plan</h1>{spanned}", "plan.html") == GROUPED.strip().splitlines()


def test_a_row_over_the_whole_width_is_what_the_rows_below_are_under() -> None:
    """As tables of Word have it: one table an area, its title in the first row."""
    document = docx.Document()
    for title, rows in (
        ("Indsatsområde 1: Adgang", (("Ramper ved alle haller", "Ejendomschefen", "Maj 2025"),)),
        ("Indsatsområde 2: Hørelse", (("Teleslynge i salen", "Sekretariatet", "Juni 2026"),)),
    ):
        document.add_paragraph("Her følger planen for området.")
        heads = ("Tiltag", "Ansvarlig", "Tidsfrist")
        table = document.add_table(rows=0, cols=3)
        for row in (("", "", ""), heads, *rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(0, 2)).text = title
    assert found(_saved(document), "plan.docx") == [
        "indsatsområde 1 Adgang []",
        "  tiltag Ramper ved alle haller [ansvarlig, tidsplan]",
        "indsatsområde 2 Hørelse []",
        "  tiltag Teleslynge i salen [ansvarlig, tidsplan]",
    ]


def test_slides_that_are_headed_by_a_theme_are_themes() -> None:
    """A slide a focus area, with bullets and a run-in label."""
    deck = pptx.Presentation()
    for title, lines in (
        ("Ungestrategi", ["Oplæg til udvalget"]),
        ("Fokusområde 1: Fritid", ["Flere åbne hold", "Ansvarlig: Fritidschefen"]),
        ("Fokusområde 2: Uddannelse", ["Vejledning hver uge"]),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
    assert found(_saved(deck), "oplaeg.pptx") == [
        "fokusområde 1 Fritid [ansvarlig]",
        "fokusområde 2 Uddannelse []",
    ]


def test_headings_of_a_word_file_are_themes_with_the_fields_below_them() -> None:
    """Styles of Word, a contents list aside."""
    document = docx.Document()
    document.add_heading("Handleplan for bosætning", 0)
    for level, text in (
        (1, "Indledning"), (0, "Planen gælder hele kommunen og er vedtaget af byrådet."),
        (1, "Indsatsområder"), (2, "Billige boliger"), (0, "Vi bygger tæt på stationen."),
        (3, "Ansvarlig"), (0, "Planchefen"), (3, "Tidsplan"), (0, "Første spadestik i 2026."),
        (2, "Stærke landsbyer"), (0, "Borgerne får en pulje til forsamlingshuse."),
        (1, "Opfølgning"), (0, "Planen drøftes hvert år."),
    ):  # fmt: skip
        document.add_heading(text, level) if level else document.add_paragraph(text)
    assert found(_saved(document), "plan.docx") == [
        "indsatsområde Billige boliger [ansvarlig, tidsplan]",
        "indsatsområde Stærke landsbyer []",
    ]


def test_text_taken_from_a_pdf_has_its_themes() -> None:
    """Lines, a form feed between pages, and no mark-up at all."""
    text = (
        "Klimastrategi\n\nElmelund Kommune\n\nTema 1. Grøn transport\n\nVi lader flere cykle.\n\n"
        "Tema 2. Mindre spild\n\nAffald sorteres i ti typer.\n\f\nTema 3. Natur i byen\n\n"
        "Vi planter tusind træer.\n"
    )
    assert found(text, "plan.txt") == [
        "tema 1 Grøn transport []",
        "tema 2 Mindre spild []",
        "tema 3 Natur i byen []",
    ]


def test_a_field_is_the_value_and_not_its_head() -> None:
    """Columns, labels within a cell, and who takes part beside who is responsible."""
    plan = (
        "# Plan\n\n| Tiltag | Hvem er ansvarlig | Deltagere | Proces |\n|---|---|---|---|\n"
        "| Nye legepladser | Parkchefen | Skolerne | Udbud i maj. Tidsplan: Efteråret 2025 |\n"
        "| Gåbusser | Sundhedschefen | Forældrene | Tre ruter prøves i et år |\n"
    )
    assert told(plan) == {
        "Nye legepladser": {
            "ansvarlig": ["Parkchefen"],
            "involverede": ["Skolerne"],
            "proces": ["Udbud i maj."],
            "tidsplan": ["Efteråret 2025"],
        },
        "Gåbusser": {
            "ansvarlig": ["Sundhedschefen"],
            "involverede": ["Forældrene"],
            "proces": ["Tre ruter prøves i et år"],
        },
    }


def test_labels_on_lines_of_one_paragraph_are_a_field_each() -> None:
    """Each has what stands before the next; one with nothing behind it is none."""
    plan = (
        "# Plan\n\n## Tema 1: Ro\n\nAnsvarlig: Skolechefen\nog lederne af klubberne\n"
        "Tidsplan: Maj 2026\n\n## Tema 2: Mod\n\nAnsvarlig:\nTidsplan: Juni 2026\n"
    )
    ro, mod = told(plan).values()
    assert ro == {
        "ansvarlig": ["Skolechefen og lederne af klubberne"],
        "tidsplan": ["Maj 2026"],
    }
    assert mod == {"tidsplan": ["Juni 2026"]}


def test_rows_of_one_name_are_themes_each_with_a_key_of_its_own() -> None:
    """Also where a row is called as the key of a second one would be."""
    plan = (
        "Tiltag;Ansvarlig;Status\nNetværk;Skolechefen;I gang\nNetværk;Klubchefen;Slut\n"
        "Netværk-2;Rektor;Ny\n"
    )
    themes = register.read(readers.read(plan.encode(), "liste.csv"))
    assert [theme.title for theme in themes] == ["Netværk", "Netværk", "Netværk-2"]
    assert len({theme.key for theme in themes}) == 3


@pytest.mark.parametrize("sheet", [("Spor", "Handling"), ("Indsats", "Aktivitet")])
def test_a_long_list_is_filed_under_the_few_that_repeat(sheet: tuple[str, str]) -> None:
    """Three hundred rows of five tracks in a workbook are five, each with its sixty."""
    above, below = sheet
    rows = [
        (str(n), f"Område {'ABCDE'[n % 5]}", f"Gøremål {n} udføres", "Lederen", "Maj 2026", "Ny")
        for n in range(300)
    ]
    book = _workbook([("Nr.", above, below, "Ansvarlig", "Deadline", "Status"), *rows])
    themes = register.read(readers.read(book, "liste.xlsx"))
    on_top = [theme for theme in themes if not theme.parent]
    assert [theme.kind for theme in on_top] == [above.lower()] * 5
    for one in on_top:
        under = [theme for theme in themes if theme.parent == one.key]
        assert [theme.kind for theme in under] == [below.lower()] * 60


def test_a_bullet_that_is_a_theme_has_what_is_nested_in_it() -> None:
    """Its span and its fields."""
    plan = (
        "# Plan\n\nVi har to indsatser:\n\n- Læsehjælp\n    - Ansvarlig: Biblioteket\n"
        "    - To gange om ugen\n- Lektiecafé\n    - Ansvarlig: Ungdomsskolen\n"
    )
    document = readers.read(plan.encode(), "plan.md")
    first, second = register.read(document)
    assert document.text[first.start : first.end].endswith("To gange om ugen")
    assert told(plan)["Læsehjælp"] == {"ansvarlig": ["Biblioteket"]}
    assert second.title == "Lektiecafé"


def test_the_span_of_a_heading_holds_all_below_it_and_names_its_page() -> None:
    """Up to the next of its level."""
    plan = "# Plan\n\n## Spor 1: Ro\n\nFørst.\n\n### Mere\n\nSidst.\n\n## Spor 2: Mod\n\nAndet.\n"
    document = readers.read(plan.encode(), "plan.md")
    first, second = register.read(document)
    assert document.text[first.start : first.end].endswith("Sidst.")
    assert document.text[second.start : second.end] == "Spor 2: Mod\n\nAndet."
    assert document.text[slice(*second.name)] == "Mod"
    assert second.key == "spor-2"


@pytest.mark.parametrize(
    "text", ["", "En linje.", "Kære alle\n\nTak for i går.\n\nHilsen Bo", "- et\n- to", "§ 1. Nej."]
)
def test_a_document_without_structure_gives_an_empty_register(text: str) -> None:
    """Nothing, a line, a letter, a bare list."""
    assert register.read(compose([Paragraph(text)], Metadata())) == ()
    if text:
        assert found(text, "brev.txt") == []


@pytest.mark.parametrize("width", [1, 2, 40])
def test_a_table_of_any_width_and_heads_is_read(width: int) -> None:
    """Unknown heads, none, and rows shorter than the heads give no theme and no error."""
    for head in ("", "Suliaq", "Åtgärd", "Kolonne"):
        heads = tuple(f"{head} {index}" if head else "" for index in range(width))
        blocks = [Row(heads, tuple(f"værdi {row}" for _ in range(width))) for row in range(9)]
        assert register.read(compose([*blocks, Row(heads, ("kort",))], Metadata())) == ()


def test_a_wide_table_has_a_field_for_each_column() -> None:
    """Forty columns, one of them a measure's."""
    heads = ("Tiltag", "Ansvarlig", *(f"Kolonne {index}" for index in range(38)))
    row = Row(heads, ("Flere træer", "Parkchefen", *("tekst",) * 38))
    (theme,) = register.read(compose([row], Metadata()))
    assert len(theme.fields) >= 2
    assert theme.fields[0].name == "ansvarlig"


def test_a_heading_of_a_thousand_characters_does_no_harm() -> None:
    """It is no theme by what it says, and one where it says that it is."""
    long = "ord " * 250
    assert register.read(compose([Heading(long, 1), Paragraph("Tekst.")], Metadata())) == ()
    (theme,) = register.read(compose([Heading(f"Tema 1: {long}", 1)], Metadata()))
    assert theme.number == "1"


def test_a_register_of_many_themes_is_read_in_time_linear_in_its_length() -> None:
    """Twice the paper takes no more than some twice the time."""
    hostile = {
        "headings": lambda n: "".join(f"## Indsatser {i}\n\nTekst.\n\n" for i in range(n)),
        "lists": lambda n: "".join(
            f"## Vores mål\n\nVi har tre mål:\n\n- A{i}\n- B{i}\n\nTekst {i} her.\n\n"
            for i in range(n)
        ),
        "one section": lambda n: (
            "## Vores mål\n\n" + "".join(f"A{i} er.\n\n- A{i} b\n- A c\n\n" for i in range(n))
        ),
        "labels": lambda n: "## Tema 1: A\n\n" + "Ansvarlig: X\n" * 4 * n,
        "rows": lambda n: (
            "| Spor | Tiltag | Hvem | Frist |\n|--|--|--|--|\n"
            + "".join(f"| S{i // 5} | T{i} | Leder | 2024 |\n" for i in range(n))
        ),
    }
    for name, written in hostile.items():
        document = readers.read(f"# P\n\n{written(3000)}".encode(), "plan.md")
        began = time.perf_counter()
        register.read(document)
        assert time.perf_counter() - began < 4, name


WORDS = st.sampled_from(
    "Tema 1 1.1 Spor Indsatser Mål Ansvarlig Tidsplan : . Vi har tre mål Fokusområde A – Baggrund "
    "Respekt Økonomi følgende fem tiltag ( , Frist Nr. 2025 \n Status på § 3. Værdier x ' \t".split(
        " "
    )
)
TEXTS = st.one_of(st.lists(WORDS, max_size=9).map(" ".join), st.text(max_size=30))
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, TEXTS, st.integers(1, 6)),
    st.builds(Paragraph, TEXTS),
    st.builds(Item, TEXTS, st.sampled_from(["-", "1.", "a)", ""]), st.integers(0, 2)),
    st.builds(Note, TEXTS),
    st.builds(Caption, TEXTS),
    st.integers(0, 5).flatmap(
        lambda width: st.builds(
            Row,
            st.tuples(*[TEXTS] * width),
            st.tuples(*[TEXTS] * width),
            st.frozensets(st.integers(0, max(0, width - 1)), max_size=2),
            st.just(""),
            st.integers(0, max(0, width - 1)),
        )
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCKS, max_size=25))
def test_whatever_a_document_holds_its_register_is_sound(blocks: list[Block]) -> None:
    """Places lie in the text, parents hold their children, no key comes twice."""
    document = compose(blocks, Metadata())
    themes = register.read(document)
    known = {theme.key: theme for theme in themes}
    assert len(known) == len(themes)
    for theme in themes:
        _is_sound(document, theme)
        if theme.parent:
            above = known[theme.parent]
            assert above.start <= theme.start
            assert theme.end <= above.end
            assert above is not theme


def _is_sound(document: Document, theme: Theme) -> None:
    assert theme.title.strip()
    assert theme.kind
    assert 0 <= theme.start <= theme.name[0] <= theme.name[1] <= theme.end <= len(document.text)
    assert document.text[slice(*theme.name)] == theme.title
    for field in theme.fields:
        assert field.name
        for start, end in field.spans:
            assert theme.start <= start < end <= theme.end


def _files() -> dict[str, bytes]:
    rows = (HEADS, *ROWS)
    lines = "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in rows)
    return {
        "plan.docx": _word(rows),
        "plan.xlsx": _workbook(rows),
        "plan.pptx": _deck(rows),
        "plan.pdf": _pages(rows),
        "plan.html": f"<h1>Plan</h1><p>Om planen.</p><table>{lines}</table>".encode(),
        "plan.csv": "\n".join(";".join(row) for row in rows).encode(),
        "plan.txt": ("Plan\n\n1. Baggrund\n\nOm planen.\n\n" + "\n".join(map("\t".join, rows)))
        .encode(),
    }  # fmt: skip


def _word(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    document.add_heading("Plan", 1)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return _saved(document)


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    return _saved(book)


def _deck(rows: Sequence[Sequence[str]]) -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Plan"
    size = (len(rows), len(rows[0]))
    table = slide.shapes.add_table(*size, 0, 1_000_000, 8_000_000, 2_000_000).table
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    return _saved(deck)


def _pages(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    story = [
        Flowing("Plan", SHEET["Heading1"]),
        Flowing("Planen gælder hele kommunen.", SHEET["BodyText"]),
        Ruled([list(row) for row in rows], style=style),
    ]
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def _saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
