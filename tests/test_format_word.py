"""Word documents as people make them: each is read as a careful person would type it off."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from word_made import (
    LONG,
    add,
    box,
    field,
    level,
    lists,
    p,
    paper,
    raws,
    rows,
    run,
    said,
    saved,
    style,
    styled,
)

from ingest.formats.word import reader as word
from ingest.raw import unheard


def test_headings_are_told_by_their_styles() -> None:
    """A title holds all other headings; a subtitle is text."""
    document = Document()
    document.add_heading("Sundhedspolitik 2025-2028", 0)
    document.add_paragraph("Vedtaget af byrådet", style="Subtitle")
    document.add_heading("Vores mål", 1)
    document.add_heading("Børn", 2)
    document.add_paragraph(LONG)
    found = raws(document)
    assert [(r.kind, r.level) for r in found] == [
        ("heading", 1), ("text", 0), ("heading", 2), ("heading", 3), ("text", 0)
    ]  # fmt: skip
    read = paper(document)
    assert read.metadata.title == "Sundhedspolitik 2025-2028"
    assert read.sections[-1].path == ("Vores mål", "Børn")


def test_a_title_on_two_lines_is_one() -> None:
    document = Document()
    document.add_heading("Klimaplan", 0)
    document.add_heading("2025-2030", 0)
    document.add_paragraph(LONG)
    assert said(document)[0] == ("heading", "Klimaplan 2025-2030")


@pytest.mark.parametrize(
    ("key", "name", "inner", "deep"),
    [
        ("Overskrift2", "Overskrift 2", "", 2),
        ("Overskrift3", "heading 3", "", 3),
        ("Egen", "Min egen", '<w:basedOn w:val="Heading2"/>', 2),
        ("Omriss", "Blå bjælke", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>', 4),
        ("Alias", "Heading 1,Kapitel", "", 1),
        ("Kreds", "Kreds", '<w:basedOn w:val="Kreds"/>', 0),
        (
            "Broed",
            "Brød",
            '<w:basedOn w:val="Heading2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>',
            0,
        ),
    ],
)
def test_styles_of_ones_own_and_in_danish(key: str, name: str, inner: str, deep: int) -> None:
    document = add(style(Document(), key, name, inner), styled(key, "Kultur"), p(LONG))
    first = raws(document)[0]
    assert (first.kind, first.level) == (("heading", deep) if deep else ("text", 0))


def test_a_paragraph_has_its_own_outline_level() -> None:
    document = add(
        Document(),
        p("Kultur", '<w:outlineLvl w:val="0"/>'),
        p(LONG, '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'),
    )
    assert [raw.kind for raw in raws(document)] == ["heading", "text"]


def test_a_style_that_is_missing_is_told_by_its_id() -> None:
    found = raws(add(Document(), styled("Overskrift5", "Kultur"), styled("Findesikke", LONG)))
    assert [(raw.kind, raw.level) for raw in found] == [("heading", 5), ("text", 0)]


def test_headings_are_numbered_as_word_shows_them() -> None:
    """The numbers are nowhere in the file: they are counted."""
    document = Document()
    lists(
        document,
        level(0, "decimal", "%1", '<w:pStyle w:val="Heading1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>'),
    )
    for name in ("Heading1", "Heading2"):
        properties = document.styles.element.get_by_id(name).get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    for depth, text in ((1, "Børn"), (2, "Skole"), (2, "Fritid"), (1, "Ældre"), (2, "Hjemmepleje")):
        document.add_heading(text, depth)
        document.add_paragraph(LONG)
    add(document, p("Bilag", '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr>'))
    headings = [text for kind, text in said(document) if kind == "heading"]
    assert headings == [
        "1 Børn", "1.1 Skole", "1.2 Fritid", "2 Ældre", "2.1 Hjemmepleje", "Bilag"
    ]  # fmt: skip
    assert [raw.level for raw in raws(document) if raw.kind == "heading"] == [1, 2, 2, 1, 2, 1]


def test_a_paragraph_that_is_bold_or_italic_as_a_whole() -> None:
    document = Document()
    document.add_paragraph().add_run("Vores løfte").bold = True
    document.add_paragraph().add_run("Vi lytter.").italic = True
    document.add_paragraph("Vi ").add_run("handler.").bold = True
    style(document, "Fed", "Fed", "<w:rPr><w:b/></w:rPr>")
    add(document, styled("Fed", "Helt fed"), p(run("Ikke fed", '<w:b w:val="0"/>')))
    add(document, p("<w:hyperlink>" + run("Se planen") + "</w:hyperlink>"))
    styles = [raw.style for raw in raws(document)]
    assert styles == ["bold", "italic", "", "bold", "", "link"]


def test_text_in_all_its_wrappings() -> None:
    """Links, controls, tags, fields, formulas and signs are text; instructions are none."""
    document = add(
        Document(),
        p(
            run("Læs ") + "<w:hyperlink>" + run("planen") + "</w:hyperlink>" + run(" fra ")
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('byen')}</w:sdtContent></w:sdt>"
            + f"<w:smartTag>{run(' Ribe')}</w:smartTag><w:customXml>{run(' i')}</w:customXml>"
            + field(" PAGEREF _x ", run(" marts"))
            + f'<w:fldSimple w:instr="DATE">{run(" 2025")}</w:fldSimple>'
            + "<w:r><w:noBreakHyphen/><w:t>26</w:t><w:softHyphen/><w:t>.</w:t></w:r>"
            + "<m:oMath><m:r><m:t> x=2</m:t></m:r></m:oMath>"
            + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
            + run(" m") + run("2", '<w:vertAlign w:val="superscript"/>')
            + run("skjult", "<w:vanish/>")
        ),
    )  # fmt: skip
    assert said(document) == [("text", "Læs planen fra byen Ribe i marts 2025-26. x=2✓ m²")]


def test_line_breaks_and_soft_hyphens() -> None:
    document = Document()
    document.add_paragraph("Rådhuset\nTorvet 1\nForebyg\u00adgelse")
    assert said(document)[0][1].split("\n")[:2] == ["Rådhuset", "Torvet 1"]
    assert "Forebyggelse" in paper(document).text


def test_what_is_hidden_by_a_style_is_left_out() -> None:
    document = style(Document(), "Skjult", "Skjult", "<w:rPr><w:vanish/></w:rPr>")
    add(document, styled("Skjult", "Til trykkeriet"), p(LONG))
    assert said(document) == [("text", LONG)]


def test_a_prompt_that_nobody_answered_is_no_text() -> None:
    prompt = run("Klik her for at skrive")
    properties = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    document = add(
        Document(),
        f"<w:sdt>{properties}<w:sdtContent>{p(prompt)}</w:sdtContent></w:sdt>",
        p(run("Ansvarlig: ") + f"<w:sdt>{properties}<w:sdtContent>{prompt}</w:sdtContent></w:sdt>"),
    )
    assert said(document) == [("text", "Ansvarlig:")]


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    document = add(Document(), p(run(LONG) + box("Hver tredje borger er aktiv.")), p("Til sidst."))
    assert [text for _, text in said(document)] == [
        LONG,
        "Hver tredje borger er aktiv.",
        "Til sidst.",
    ]


def test_a_sign_that_only_old_programs_spell_out() -> None:
    sign = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>☺</w:t>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(add(Document(), p(run("Godt ") + sign))) == [("text", "Godt ☺")]


def test_headers_footers_and_comments_are_no_text() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Fortroligt hoved"
    document.sections[0].footer.paragraphs[0].text = "Side fod"
    paragraph = document.add_paragraph(LONG)
    document.add_comment(paragraph.runs, text="Bør vi skrive det?", author="A")
    assert said(document) == [("text", LONG)]


def test_lines_with_tabs_are_a_table() -> None:
    document = Document()
    for text in ("Område\tBudget\tMål", "Skole\t20\tTrivsel", "Fritid\t\tBevægelse", "I alt\t20"):
        document.add_paragraph(text)
    document.add_paragraph(LONG)
    assert rows(document) == [
        ("Område", "Budget", "Mål"), ("Skole", "20", "Trivsel"), ("Fritid", "", "Bevægelse"),
        ("I alt", "20", ""),
    ]  # fmt: skip
    assert {raw.table for raw in raws(document)} == {0}


def test_tabs_that_lead_to_one_stop_are_one() -> None:
    document = Document()
    for text in ("Område\t\tBudget", "Skole og fritid\t20", "Kultur\t\t\t7"):
        document.add_paragraph(text)
    assert rows(document) == [("Område", "Budget"), ("Skole og fritid", "20"), ("Kultur", "7")]


def test_one_tab_is_a_space() -> None:
    document = Document()
    document.add_paragraph("Ansvarlig:\tAnne Jensen")
    document.add_paragraph("\tVi rykker ind.")
    assert said(document) == [("text", "Ansvarlig: Anne Jensen"), ("text", "Vi rykker ind.")]


def test_a_link_that_is_a_field_is_a_link() -> None:
    document = add(Document(), p(field(' HYPERLINK "https://ribe.example" ', run("Byens side"))))
    assert [(raw.text, raw.style) for raw in raws(document)] == [("Byens side", "link")]


def test_a_table_of_contents_goes_and_its_titles_are_known() -> None:
    """Its page numbers are Word's; a bold line that it names is a heading."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" '
    begin += '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    document = style(style(Document(), "TOC1", "toc 1", ""), "Overskrift", "TOC Heading", "")
    add(
        document,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent>"
        + styled("Overskrift", "Indhold")
        + styled("TOC1", begin + run("1") + "<w:r><w:tab/></w:r>" + run("Børn")
                 + "<w:r><w:tab/></w:r>" + field("PAGEREF _a", run("3")))
        + p(run("Ældre") + "<w:r><w:tab/></w:r>" + run("12"))
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + "</w:sdtContent></w:sdt>",
        p(LONG),
    )  # fmt: skip
    found = word.read(saved(document), "plan.docx", unheard)
    assert [raw.text for raw in found.raws] == [LONG]
    assert found.contents == {"1 børn", "ældre"}
    assert found.warnings == ("Indholdsfortegnelse udeladt (3 linjer)",)


def test_contents_by_danish_styles_under_a_usual_heading() -> None:
    document = Document()
    document.add_heading("Indholdsfortegnelse", 1)
    add(
        document, styled("Indholdsfortegnelse1", "Kultur\t4"), styled("Heading1", "Kultur"), p(LONG)
    )
    found = word.read(saved(document), "plan.docx", unheard)
    assert [raw.text for raw in found.raws] == ["Kultur", LONG]
    assert found.warnings == ("Indholdsfortegnelse udeladt (2 linjer)",)


def test_a_field_that_is_never_closed_swallows_nothing() -> None:
    open_field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    )
    shows = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    document = add(
        Document(), p(open_field + shows + run("Kultur 4")), styled("Heading1", "Kultur")
    )
    add(document, p(run("Først ") + open_field), p(LONG))
    assert [text for _, text in said(document)] == ["Kultur", "Først", LONG]


def test_contents_typed_by_hand_are_contents() -> None:
    """Titles and page numbers that rise, below a heading that says so or with dots between."""
    document = Document()
    document.add_paragraph("Indhold")
    for text in ("Børn og unge\t3", "Kultur ....... 7", "Ældre\t12"):
        document.add_paragraph(text)
    document.add_paragraph(LONG)
    found = word.read(saved(document), "plan.docx", unheard)
    assert [raw.text for raw in found.raws] == [LONG]
    assert found.contents == {"børn og unge", "kultur", "ældre"}


def test_a_table_with_rising_numbers_is_no_contents() -> None:
    document = Document()
    for text in ("Skoler\t3", "Haller\t7", "Boliger\t12"):
        document.add_paragraph(text)
    assert len(rows(document)) == 3


def test_a_list_of_figures_goes_and_its_titles_are_no_headings() -> None:
    document = style(Document(), "Figurer", "table of figures", "")
    add(document, styled("Figurer", "Figur 1. Byen\t4"), p(LONG))
    found = word.read(saved(document), "plan.docx", unheard)
    assert ([raw.text for raw in found.raws], found.contents) == ([LONG], frozenset())
