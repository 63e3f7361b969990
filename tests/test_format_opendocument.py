"""OpenDocument texts and spreadsheets, packed as office programs pack them."""

from __future__ import annotations

import io
import zipfile

import odfdo
import pytest

from ingest import readers
from ingest.document import Document
from ingest.errors import Refused
from ingest.formats.opendocument import sheets as ods

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for prefix, space in {
        "office": "office", "text": "text", "table": "table", "style": "style",
        "draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
_TYPES = {"text": "text", "spreadsheet": "spreadsheet"}


def packed(kind: str, body: str, automatic: str = "", named: str = "") -> bytes:
    """A package with ``body``, automatic styles, and styles with names."""
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {_SPACES}><office:styles>{named}</office:styles>"
        "</office:document-styles>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{_TYPES[kind]}")
        package.writestr("content.xml", content)
        package.writestr("styles.xml", styles)
        package.writestr("META-INF/manifest.xml", manifest)
    return held.getvalue()


def odt(body: str, automatic: str = "", named: str = "") -> Document:
    return readers.read(packed("text", body, automatic, named), "plan.odt")


def text_of(body: str, automatic: str = "", named: str = "") -> str:
    return odt(body, automatic, named).text


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{parent}"><style:text-properties {properties}/></style:style>'
    )


def p(text: str, name: str = "Standard") -> str:
    return f'<text:p text:style-name="{name}">{text}</text:p>'


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def row(*cells: str, attributes: str = "") -> str:
    inside = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


LONG = "Kommunen arbejder for, at flere børn cykler til skole hver dag året rundt."


def test_the_title_stands_above_the_headings() -> None:
    """Title has no outline level of its own, and headings begin at 1."""
    named = style("Title", "", "paragraph")
    automatic = style("P1", "", "paragraph", "Title")
    read = odt(
        p("Strategi for", "P1") + p("cykling", "Title") + h("Formål") + p(LONG) + h("Skoler", 2)
        + p(LONG) + h("Økonomi") + p(LONG),
        automatic, named,
    )  # fmt: skip
    assert read.metadata.title == "Strategi for cykling"
    assert [s.path for s in read.sections] == [("Formål",), ("Formål", "Skoler"), ("Økonomi",)]


def test_headings_have_the_numbers_that_are_seen() -> None:
    """The outline's style counts; a heading that is set apart from it has no number."""
    named = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style>"
    )
    apart = '<text:h text:outline-level="1" text:is-list-header="true">Bilag</text:h>'
    body = h("Formål") + p(LONG) + h("Mål") + p(LONG) + h("Børn", 2) + p(LONG) + h("Unge", 2)
    read = odt(body + p(LONG) + apart + p(LONG), named=named)
    assert [s.path[-1] for s in read.sections] == [
        "1. Formål", "2. Mål", "2.1 Børn", "2.2 Unge", "Bilag",
    ]  # fmt: skip


_LIST = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '</text:list-style><text:list-style style:name="L2">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="x"/></text:list-style>'
)


def listed(*items: str, name: str = "L1", attributes: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{name}" {attributes}>{inside}</text:list>'


def test_lists_have_their_marks_and_depths() -> None:
    inner = "<text:list>" + "".join(
        f"<text:list-item>{p(t)}</text:list-item>" for t in ("Skole", "Hjem")
    )
    body = p(LONG) + listed(p("Først") + inner + "</text:list>", p("Siden"), p("Sidst"))
    assert text_of(body + listed(p("Løst"), name="L2"), _LIST).endswith(
        "1. Først\n  a) Skole\n  b) Hjem\n2. Siden\n3. Sidst\n- Løst"
    )


def test_a_list_goes_on_counting_only_where_it_says_so() -> None:
    body = "".join(
        [
            p(LONG), listed(p("En"), p("To")), p(LONG),
            listed(p("Tre"), attributes='text:continue-numbering="true"'), p(LONG),
            listed(p("Forfra"), p("Igen")),
        ]
    )  # fmt: skip
    text = text_of(body, _LIST)
    assert "2. To" in text
    assert "3. Tre" in text
    assert "1. Forfra\n2. Igen" in text


def test_spaces_tabs_and_line_breaks_are_text_and_page_breaks_are_not() -> None:
    body = p('Antal<text:s text:c="3"/>børn<text:line-break/>og un<text:soft-page-break/>ge nu.')
    assert text_of(p(LONG) + body) == f"{LONG}\n\nAntal børn\nog unge nu."


def test_raised_digits_are_raised() -> None:
    """100 with a mark of a note is no number of four digits."""
    automatic = style("T1", 'style:text-position="super 58%"')
    automatic += style("T2", 'style:text-position="sub 58%"')
    body = p(f"{LONG} Det koster 100{span('2', 'T1')} og sparer CO{span('2', 'T2')} i byen.")
    assert text_of(body, automatic).endswith("100² og sparer CO2 i byen.")


def test_paragraphs_with_tabs_are_a_table() -> None:
    lines = [("Indsats", "Frist"), ("Cykelsti ved den nye skole", "2026"), ("Belysning", "2027")]
    body = h("Plan") + p(LONG) + "".join(p(f"{a}<text:tab/><text:tab/>{b}") for a, b in lines)
    assert "Indsats: Belysning\nFrist: 2027" in text_of(body)


def test_bold_is_seen_through_parent_styles() -> None:
    """A line in bold leads the text below it, as a heading would."""
    automatic = style("P1", "", "paragraph", "Fed") + style("T1", "", parent="Fremhævet")
    named = style("Fed", 'fo:font-weight="bold"', "paragraph")
    body = p(LONG) + p("Trafik og by i udvikling", "P1") + p(LONG) + p(LONG)
    assert [s.path for s in odt(body, automatic, named).sections] == [("Trafik og by i udvikling",)]


def test_merged_cells_say_what_they_cover() -> None:
    covered = "<table:covered-table-cell/>"
    merged = f'<table:table-cell table:number-rows-spanned="2">{p("Teknik")}</table:table-cell>'
    over = f'<table:table-cell table:number-columns-spanned="2">{p("2026")}</table:table-cell>'
    body = table(
        "<table:table-header-rows>"
        f"<table:table-row><table:table-cell>{p('Område')}</table:table-cell>{over}{covered}"
        f"</table:table-row>{row('', 'Mål', 'Budget')}</table:table-header-rows>",
        f"<table:table-row>{merged}<table:table-cell>{p('Stier')}</table:table-cell>"
        f"<table:table-cell>{p('5')}</table:table-cell></table:table-row>",
        f"<table:table-row>{covered}<table:table-cell>{p('Lys')}</table:table-cell>"
        f"<table:table-cell>{p('7')}</table:table-cell></table:table-row>",
    )
    assert text_of(body) == (
        "Område: Teknik\n2026 – Mål: Stier\n2026 – Budget: 5\n\n"
        "Område: Teknik\n2026 – Mål: Lys\n2026 – Budget: 7"
    )


def test_a_table_of_one_cell_is_text() -> None:
    body = p(LONG) + table(
        f"<table:table-row><table:table-cell>{h('Faktaboks')}{p(LONG)}"
        "</table:table-cell></table:table-row>"
    )
    assert [s.path for s in odt(body).sections] == [("Faktaboks",)]


def test_what_stands_in_a_cell_is_its_lines() -> None:
    """Lists keep their marks; a table in a cell is a line a row."""
    inner = table(row("a", "b"), row("c", "d"))
    cell = f"<table:table-cell>{p('Tiltag:')}{listed(p('Sti'), p('Lys'))}{inner}</table:table-cell>"
    body = table(
        row("Indsats", "Indhold"),
        f"<table:table-row><table:table-cell>{p('Skole 1')}</table:table-cell>{cell}"
        "</table:table-row>",
    )
    assert "Indhold: Tiltag:\n1. Sti\n2. Lys\na – b\nc – d" in text_of(body, _LIST)


def note(mark: str, text: str) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{mark}</text:note-citation>'
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )


def test_footnotes_stand_behind_what_refers_to_them() -> None:
    body = p(f"{LONG[:-1]}{note('12', 'Se planen.')}.") + table(
        row("Indsats", "Frist"), row(f"Sti{note('13', 'Ved skolen.')}", "2026"), row("Lys", "2027")
    )
    text = text_of(body + p(LONG))
    assert f"{LONG[:-1]}¹².\n\n¹² Se planen." in text
    assert "Indsats: Sti¹³\nFrist: 2026\n\nIndsats: Lys\nFrist: 2027\n\n¹³ Ved skolen." in text


def test_a_table_of_contents_is_left_out_and_told() -> None:
    index = (
        "<text:table-of-content><text:index-body><text:index-title>"
        f"{p('Indhold')}</text:index-title>{p('1 Formål<text:tab/>3')}"
        f"{p('2 Trafik og by<text:tab/>4')}"
        "</text:index-body></text:table-of-content>"
    )
    read = odt(index + h("Formål") + p(LONG) + h("Mål") + p("Trafik og by") + p(LONG))
    assert "Indhold" not in read.text
    assert read.warnings == ("Indholdsfortegnelse udeladt (3 linjer)",)
    assert [s.path for s in read.sections] == [("Formål",), ("Mål",), ("Trafik og by",)]


def test_text_boxes_follow_their_paragraph_and_comments_are_left_out() -> None:
    box = f"<draw:frame><svg:desc>Billede</svg:desc><draw:text-box>{p('I boksen.')}"
    box += "</draw:text-box></draw:frame>"
    comment = f"<office:annotation>{p('Husk at rette')}</office:annotation>"
    assert text_of(p(f"{box}{LONG}{comment}")) == f"{LONG}\n\nI boksen."


def test_tracked_changes_are_said_behind_the_text() -> None:
    region = '<text:changed-region xml:id="{}"><text:{}>{}</text:{}></text:changed-region>'
    tracked = (
        "<text:tracked-changes>"
        + region.format("c1", "insertion", "", "insertion")
        + region.format("c2", "deletion", p("i maj"), "deletion")
        + "</text:tracked-changes>"
    )
    changed = (
        'Stien åbner <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>'
        'i juni<text:change-end text:change-id="c1"/> ved skolen.'
    )
    read = odt(tracked + p(LONG) + p(changed))
    assert read.text.endswith("Stien åbner i juni ved skolen.\n\n[ændret: i juni] [udgået: i maj]")
    assert read.warnings == (
        "Dokumentet har markerede ændringer; de er læst som [ændret] og [udgået].",
    )


_RED = style("T1", 'fo:color="#ff0000"') + style("T2", 'style:text-line-through-style="solid"')


def span(text: str, name: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def test_colour_and_strike_out_by_hand_are_marks() -> None:
    body = p(LONG) + p(f"Stien er {span('åben', 'T1')}{span(' lukket', 'T2')}.")
    assert text_of(body, _RED).endswith("Stien er åben.\n\n[ændret: åben] [udgået: lukket]")


def test_marks_in_a_cell_stay_in_it() -> None:
    body = p(LONG) + table(
        row("Indsats", span("Status", "T1")), row("Sti", f"Er {span('åben nu', 'T1')}, 2 km")
    )
    assert "Status: Er åben nu, 2 km\n[ændret: åben nu]" in text_of(body, _RED)


@pytest.mark.parametrize(
    "body",
    [
        p(LONG) + h(span("Mål", "T1")) + p(LONG),
        p(span(LONG, "T1")) + p(span(LONG, "T1")) + p("Tak."),
        p(LONG) + p(span("Navngiven", "Farvet") + " tekst."),
    ],
    ids=["heading", "most of the text", "a style with a name"],
)
def test_colour_as_design_is_no_mark(body: str) -> None:
    read = odt(body, _RED, style("Farvet", 'fo:color="#ff0000"'))
    assert "[ændret" not in read.text
    assert read.warnings == ()


def test_hidden_text_is_left_out_with_a_warning() -> None:
    automatic = style("T9", 'text:display="none"')
    section = f'<text:section text:display="none">{p("Skjult afsnit.")}</text:section>'
    read = odt(p(f"{LONG}{span(' Hemmeligt.', 'T9')}") + section, automatic)
    assert read.text == LONG
    assert read.warnings == ("Skjult tekst er udeladt.",)


def test_sections_are_read_and_running_heads_are_not() -> None:
    named = f"<style:header>{p('Sidehoved')}</style:header>"
    body = f'<text:section text:name="Spalter">{p(LONG)}</text:section>'
    assert text_of(body, named=named) == LONG


def test_a_row_repeated_a_million_times_is_bounded() -> None:
    body = table(
        row("Indsats", "Frist"), row("Sti", "2026"), row("Lys", "2027"),
        row("", "", attributes='table:number-rows-repeated="1048576"'),
        row("x", "y", attributes='table:number-rows-repeated="1048576"'),
    )  # fmt: skip
    assert 0 < text_of(body).count("Indsats: x") <= 1000


def test_nesting_without_end_is_refused_or_read() -> None:
    """Whoever nests a thousand lists gets a refusal, and nobody a crash."""
    deep = "<text:list><text:list-item>" * 1000 + p("Dybt") + "</text:list-item></text:list>" * 1000
    with pytest.raises(Refused, match="beskadiget"):
        text_of(deep)
    bearable = (
        "<text:list><text:list-item>" * 100 + p("Dybt") + "</text:list-item></text:list>" * 100
    )
    assert text_of(p(LONG) + bearable).endswith("- Dybt")


def test_what_odfdo_writes_is_read() -> None:
    """Its template numbers headings; a list without style has bullets."""
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Formål"))
    document.body.append(odfdo.Paragraph(LONG))
    document.body.append(odfdo.List(["Stier", "Lys"]))
    held = io.BytesIO()
    document.save(held)
    assert readers.read(held.getvalue(), "a.odt").text == f"1. Formål\n\n{LONG}\n\n- Stier\n- Lys"


# Spreadsheets


def sheet(name: str, *rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def spread(*sheets: str, automatic: str = "") -> Document:
    return readers.read(packed("spreadsheet", "".join(sheets), automatic), "plan.ods")


PLAN = (
    row("Indsats", "Ansvarlig", "Frist"),
    row("Sti", "Teknik", "2026"),
    row("Lys", "By", "2027"),
)
EMPTY = "<table:table-row/>"


def test_the_only_sheet_is_named_where_its_name_says_something() -> None:
    assert spread(sheet("Ark1", *PLAN)).text.startswith("Indsats: Sti")
    assert spread(sheet("Handleplan", *PLAN)).text.startswith("Handleplan\n\nIndsats: Sti")


def test_each_sheet_is_a_section() -> None:
    read = spread(sheet("Ark1", *PLAN), sheet("Ark2", *PLAN))
    assert [s.path for s in read.sections] == [("Ark1",), ("Ark2",)]


def test_tables_on_a_sheet_are_told_apart_by_empty_rows() -> None:
    other = (row("Post", "Beløb"), row("Drift", "10"), row("Anlæg", "20"))
    text = spread(sheet("Ark1", row("Handleplan"), *PLAN, EMPTY, *other)).text
    assert text.startswith("Handleplan\n\nIndsats: Sti\nAnsvarlig: Teknik\nFrist: 2026")
    assert text.endswith("Post: Drift\nBeløb: 10\n\nPost: Anlæg\nBeløb: 20")


def test_an_empty_row_within_a_table_does_not_end_it() -> None:
    text = spread(sheet("Ark1", *PLAN, EMPTY, row("Bro", "Teknik", "2028"))).text
    assert text.endswith("Indsats: Bro\nAnsvarlig: Teknik\nFrist: 2028")


def test_tables_side_by_side_are_two() -> None:
    text = spread(
        sheet(
            "Ark1",
            row("Indsats", "Frist", "", "Navn", "Rolle"),
            row("Sti", "2026", "", "Bo", "Leder 1"),
            row("Lys", "2027"),
        )
    ).text
    assert (
        text == "Indsats: Sti\nFrist: 2026\n\nIndsats: Lys\nFrist: 2027\n\nNavn: Bo\nRolle: Leder 1"
    )


def test_a_form_of_names_and_values_is_one_record() -> None:
    form = (row("Kommune", "Solbjerg"), row("Godkendt", "01-03-2025"), row("Kontakt", "Anne"))
    text = spread(sheet("Ark1", *form, EMPTY, *PLAN)).text
    assert text.startswith("Kommune: Solbjerg\nGodkendt: 01-03-2025\nKontakt: Anne\n\nIndsats: Sti")


def test_a_remark_below_a_table_is_text() -> None:
    read = spread(sheet("Ark1", *PLAN, row("* Foreløbige tal fra forvaltningen")))
    assert read.elements[-1].kind == "paragraph"


def value(kind: str, name: str, given: str, shown: str = "") -> str:
    inside = f"<text:p>{shown}</text:p>" if shown else ""
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{given}">{inside}'
        "</table:table-cell>"
    )


def test_values_are_as_shown_or_danish() -> None:
    cells = (
        value("date", "date-value", "2025-03-01", "marts 2025"),
        value("date", "date-value", "2025-03-01"),
        value("float", "value", "2.5"),
        value("percentage", "value", "0.25"),
        value("boolean", "boolean-value", "true"),
    )
    held = "".join(cells)
    head = row("Vist", "Dato", "Tal", "Andel", "Svar")
    assert spread(sheet("Ark1", head, f"<table:table-row>{held}</table:table-row>")).text == (
        "Vist: marts 2025\nDato: 01-03-2025\nTal: 2,5\nAndel: 25 %\nSvar: Ja"
    )


def test_what_is_hidden_is_left_out_and_told() -> None:
    automatic = (
        '<style:style style:name="ta9" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    gone = row("Bro", "Vej", "2028", attributes='table:visibility="filter"')
    read = spread(
        sheet("Plan", columns, PLAN[0], gone, *PLAN[1:]),
        sheet("Kladde", *PLAN, attributes='table:style-name="ta9"'),
        automatic=automatic,
    )
    assert read.text == "Plan\n\nIndsats: Sti\nFrist: 2026\n\nIndsats: Lys\nFrist: 2027"
    assert read.warnings == (
        "Skjulte rækker eller kolonner er udeladt i arket 'Plan'.",
        "Skjulte ark er udeladt: Kladde.",
    )


def test_the_empty_rest_of_a_sheet_costs_nothing() -> None:
    rest = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    rest += 'table:number-columns-repeated="16384"/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    wide = f"<table:table-row>{wide}</table:table-cell></table:table-row>"
    read = spread(sheet("Ark1", *PLAN, rest, wide))
    assert "Indsats: Lys" in read.text
    assert len(read.text) < 10_000


def test_many_like_rows_are_a_sheet_and_no_attack() -> None:
    """Their XML packs better than 200 to 1."""
    rows = "".join(row("Sti", "2026", "Nord") for _ in range(3000))
    read = spread(sheet("Ark1", row("Indsats", "Frist", "Sted"), rows))
    assert read.text.count("Indsats: Sti") == 3000


def test_each_sheet_is_told_as_it_is_done() -> None:
    told: list[tuple[int, int]] = []
    data = packed("spreadsheet", sheet("A", *PLAN) + sheet("B", *PLAN))
    ods.read(data, "a.ods", lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_a_damaged_package_is_refused() -> None:
    data = packed("text", "<text:p>")
    with pytest.raises(Refused, match="beskadiget"):
        readers.read(data, "a.odt")


def test_a_list_that_goes_on_behind_another_by_its_name() -> None:
    numbers = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/></text:list-style>'
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    first = "".join(item.format(text) for text in ("Flere skove", "Rene søer"))
    body = (
        f'<text:list xml:id="a" text:style-name="N">{first}</text:list>'
        f'<text:list text:style-name="B">{item.format("ved byen")}</text:list>'
        f'<text:list text:continue-list="a" text:style-name="N">{item.format("Grønne tage")}'
        "</text:list>"
    )
    assert "3. Grønne tage" in text_of(body, numbers)


def test_the_title_of_a_box_is_no_heading_of_the_text_around_it() -> None:
    bold = style("B", 'fo:font-weight="bold"')
    inside = '<text:p><text:span text:style-name="B">Fakta</text:span></text:p>'
    cell = f"<table:table-cell>{inside}<text:p>Der er 42 skove.</text:p></table:table-cell>"
    framed = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    body = f'<text:h text:outline-level="1">Natur</text:h>{framed}<text:p>Åben for alle.</text:p>'
    found = odt(f"<text:p>Kommunen har en plan for naturen.</text:p>{body}", bold)
    assert [section.path for section in found.sections] == [("Natur",)]


def test_the_prompt_of_a_field_that_nobody_filled_in() -> None:
    space = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    prompt = (
        f'<loext:content-control {space} loext:showing-place-holder="true">Klik her'
        "</loext:content-control>"
    )
    filled = prompt.replace("true", "false").replace("Klik her", "Hanne Krogh")
    assert text_of(f"<text:p>Leder: {filled}{prompt}.</text:p>") == "Leder: Hanne Krogh."
