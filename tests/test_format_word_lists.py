"""Lists and tables of Word documents, and the footnotes in them."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from word_made import (
    LONG,
    add,
    level,
    listed,
    lists,
    p,
    paper,
    raws,
    referring,
    rows,
    run,
    said,
    style,
    styled,
    table,
    tc,
    tr,
    with_notes,
)


def test_lists_by_their_styles() -> None:
    document = Document()
    for name in ("List Bullet", "List Bullet 2", "List Number", "List Number"):
        document.add_paragraph(name, style=name)
    assert [(r.kind, r.marker, r.level) for r in raws(document)] == [
        ("item", "-", 0), ("item", "-", 1), ("item", "1.", 0), ("item", "2.", 0)
    ]  # fmt: skip


def test_a_danish_list_without_numbering_is_a_list() -> None:
    document = style(Document(), "Opst2", "Opstilling – punkttegn 2", "")
    found = raws(add(document, styled("Opst2", "Flere grønne områder")))
    assert [(r.kind, r.marker, r.level) for r in found] == [("item", "-", 1)]


@pytest.mark.parametrize(
    ("form", "text", "markers"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperLetter", "%1", ["A", "B", "C"]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("decimal", "Mål %1:", ["Mål 1:", "Mål 2:", "Mål 3:"]),
        ("bullet", "\uf0b7", ["-", "-", "-"]),
        ("bullet", "o", ["-", "-", "-"]),
        ("decimal", "–", ["-", "-", "-"]),
    ],
)
def test_markers_are_read_as_they_are_seen(form: str, text: str, markers: list[str]) -> None:
    document = lists(Document(), level(0, form, text))
    add(document, *(listed(word) for word in ("Et", "To", "Tre")))
    assert [raw.marker for raw in raws(document)] == markers


def test_a_list_level_without_a_mark_is_text() -> None:
    document = add(lists(Document(), level(0, "none", "")), listed(LONG))
    assert said(document) == [("text", LONG)]


def test_numbers_go_on_and_begin_again_as_in_word() -> None:
    """Deeper levels begin again below each number, a list of the same kind where it is told to."""
    document = lists(Document(), level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    add(
        document,
        listed("A"), listed("b", 1), listed("c", 1), listed("D"), listed("e", 1), p(LONG),
        listed("F"), listed("G", number=78), listed("H", number=78),
    )  # fmt: skip
    found = [(raw.marker, raw.level) for raw in raws(document) if raw.kind == "item"]
    assert found == [
        ("1.", 0), ("a)", 1), ("b)", 1), ("2.", 0), ("a)", 1), ("3.", 0), ("5.", 0), ("6.", 0)
    ]  # fmt: skip


def test_a_level_may_be_defined_anew() -> None:
    more = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    document = lists(Document(), level(0, "decimal", "%1."), more=more)
    add(document, listed("Et"), listed("To"))
    assert [raw.marker for raw in raws(document)] == ["A)", "B)"]


def test_a_list_that_a_style_defines() -> None:
    """Word names such a list by way of a style of its own kind."""
    document = lists(Document(), level(0, "lowerRoman", "%1."))
    lists(document, '<w:numStyleLink w:val="Liste"/>', number=79)
    style(document, "Liste", "Liste", '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr>')
    add(document, listed("Et", number=79), listed("To", number=79))
    assert [raw.marker for raw in raws(document)] == ["i.", "ii."]


def test_lists_typed_with_marks_are_lists() -> None:
    """A mark and a tab lead an item; they are no table of two columns."""
    document = Document()
    for text in ("•\tGrønne tage", "-\tFlere træer", "– Mindre asfalt", "a)\tKystsikring"):
        document.add_paragraph(text)
    assert said(document) == [
        ("item", "- Grønne tage"), ("item", "- Flere træer"), ("item", "- Mindre asfalt"),
        ("item", "a) Kystsikring"),
    ]  # fmt: skip


def test_merged_cells_and_heads() -> None:
    head = "<w:tblHeader/>"
    document = add(
        Document(),
        table(
            tr("Mål", "Indsats", "Ansvarlig", properties=head),
            tr(tc("Trivsel", '<w:vMerge w:val="restart"/>'), "Legepladser", "Teknik"),
            tr(tc("", "<w:vMerge/>"), "Svømning", "Kultur"),
            tr(tc("Ældre", '<w:gridSpan w:val="3"/>')),
            tr("Besøg", "Pleje", properties='<w:gridBefore w:val="1"/>'),
        ),
    )
    found = raws(document)
    assert [raw.cells for raw in found] == [
        ("Mål", "Indsats", "Ansvarlig"), ("Trivsel", "Legepladser", "Teknik"),
        ("Trivsel", "Svømning", "Kultur"), ("Ældre", "", ""), ("", "Besøg", "Pleje"),
    ]  # fmt: skip
    assert [raw.headed for raw in found] == [True] * 5
    assert found[2].inherited == {0}
    assert found[3].spans
    assert "Mål: Trivsel\nIndsats: Svømning\nAnsvarlig: Kultur" in paper(document).text


def test_a_table_made_by_the_library() -> None:
    document = Document()
    made = document.add_table(3, 2)
    for row, texts in enumerate((("Mål", "Tal"), ("Aktive", "40"), ("", "50"))):
        for column, text in enumerate(texts):
            made.cell(row, column).text = text
    made.cell(1, 0).merge(made.cell(2, 0))
    assert rows(document) == [("Mål", "Tal"), ("Aktive", "40"), ("Aktive", "50")]
    assert raws(document)[0].headed is None


def test_lists_lines_and_tables_in_a_cell() -> None:
    document = lists(Document(), level(0, "decimal", "%1."), level(1, "bullet", "o"))
    inner = table(tr("Vand", "5"), tr("Luft", "7"))
    add(
        document,
        table(
            tr("Indsats", "Trin"),
            tr("Skole", tc(p("Først:") + listed("Spørg") + listed("Svar") + listed("kort", 1))),
            tr("Miljø", tc(inner + p(""))),
        ),
    )
    assert rows(document)[1:] == [
        ("Skole", "Først:\n1. Spørg\n2. Svar\n- kort"), ("Miljø", "Vand – 5\nLuft – 7")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        table(tr(tc(styled("Heading1", "Kultur") + p(LONG)), tc(styled("ListBullet", "Et punkt")))),
        table(
            tr(tc(styled("Heading1", "Kultur"))), tr(tc(p(LONG) + styled("ListBullet", "Et punkt")))
        ),
        table(
            tr(
                tc(
                    table(tr(tc(styled("Heading1", "Kultur") + p(LONG))))
                    + styled("ListBullet", "Et punkt")
                )
            )
        ),
    ],
    ids=["columns", "boxes", "nested"],
)
def test_a_table_that_frames_text_is_text(frame: str) -> None:
    found = said(add(Document(), frame))
    assert found == [("heading", "Kultur"), ("text", LONG), ("item", "- Et punkt")]


def test_rows_and_cells_in_content_controls() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{tc('Skole')}{control(tc('20'))}</w:tr>"
    document = add(Document(), control(table(tr("Område", "Budget"), control(row))))
    assert rows(document) == [("Område", "Budget"), ("Skole", "20")]


def test_footnotes_stand_behind_what_refers_to_them() -> None:
    """They are numbered as they are met, whatever the file calls them."""
    own = "<w:r><w:footnoteRef/></w:r>"
    document = with_notes(
        Document(), "footnote",
        {7: p(own + run(" Regnskab 2024.")), 3: p(own + run(" Se bilag.")), 9: p(run("* Skøn."))},
    )  # fmt: skip
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r>'
    add(
        document,
        p(run("Målet er 40 %") + referring("footnote", 7) + run(" i 2030.")),
        table(
            tr("Område", "Tal"),
            tr(tc(p(run("Skole") + referring("footnote", 3))), "5"),
            tr("Fritid", tc(p(run("9") + custom))),
        ),
        p(run("Se igen") + referring("footnote", 7) + run(".")),
    )
    assert [(r.kind, r.text or r.cells) for r in raws(document)] == [
        ("text", "Målet er 40 %¹ i 2030."), ("note", "¹ Regnskab 2024."),
        ("row", ("Område", "Tal")), ("row", ("Skole²", "5")), ("row", ("Fritid", "9*")),
        ("note", "² Se bilag."), ("note", "* Skøn."), ("text", "Se igen¹."),
    ]  # fmt: skip


def test_endnotes_and_two_digits() -> None:
    document = with_notes(Document(), "endnote", {k: p(f"Kilde {k}.") for k in range(1, 12)})
    add(document, p(run("Kilder") + "".join(referring("endnote", k) for k in range(1, 12))))
    add(document, p(run("Uden note") + referring("endnote", 99)))
    texts = [text for _, text in said(document)]
    assert texts[0].endswith("⁹¹⁰¹¹")
    assert texts[-2:] == ["¹¹ Kilde 11.", "Uden note"]
