"""Forms, boxes and typed lists, as memos and minutes in Word have them."""

from __future__ import annotations

import pytest
from docx import Document
from word_made import LONG, add, box, p, paper, rows, run, said, styled, table, tc, tr

BOLD = "<w:b/>"


def bold(text: str) -> str:
    return tc(p(run(text, BOLD)))


@pytest.mark.parametrize(
    "lines",
    [
        [("Til:", "Økonomiudvalget"), ("Fra:", "Byrådets sekretariat")],
        [("Dato", "4. februar 2025 kl. 16"), ("Sted", "Rådhuset"), ("Afbud", "Per Friis")],
    ],
    ids=["colons", "a date in the first row"],
)
def test_names_beside_their_values_are_one_record(lines: list[tuple[str, str]]) -> None:
    document = add(Document(), p(LONG), table(*(tr(*line) for line in lines)))
    record = "\n".join(f"{key.rstrip(':')}: {value}" for key, value in lines)
    assert paper(document).text == f"{LONG}\n\n{record}"


def test_names_and_values_in_two_pairs_of_columns() -> None:
    document = add(
        Document(),
        p(LONG),
        table(tr("Sagsnr.", "25-1234", "Dato", "1. maj 2025"), tr("Leder", "Per Ø", "Sted", "By")),
    )
    assert paper(document).text.endswith(
        "Sagsnr.: 25-1234\nDato: 1. maj 2025\nLeder: Per Ø\nSted: By"
    )


def test_bold_names_the_values_beside_or_the_cells_below() -> None:
    beside = table(tr(bold("Ejer"), "Center for By"), tr(bold("Leder"), "Hanne Krogh"))
    below = table(tr(bold("Spor"), bold("Center")), tr("Kost", "Nord"), tr("Søvn", "Syd"))
    assert paper(add(Document(), p(LONG), beside, p(LONG), below)).text == (
        f"{LONG}\n\nEjer: Center for By\nLeder: Hanne Krogh\n\n{LONG}\n\n"
        "Spor: Kost\nCenter: Nord\n\nSpor: Søvn\nCenter: Syd"
    )


def test_the_first_row_of_a_list_names_nothing() -> None:
    """A wrong head makes a wrong statement; no head makes none."""
    members = table(tr("Mette Holm", "Formand"), tr("Lars Bak", "Første næstformand"))
    steps = table(tr("1.", "Flere frivillige"), tr("2.", "Færre fald blandt de ældste borgere"))
    text = paper(add(Document(), p(LONG), members, p(LONG), steps)).text
    assert "Lars Bak\nFørste næstformand" in text
    assert "2.\nFærre fald" in text


def test_heads_may_be_cut_short_by_a_full_stop() -> None:
    plan = table(tr("Nr.", "Beløb i mio. kr."), tr("A", "12,5"), tr("B", "2,5"))
    assert paper(add(Document(), p(LONG), plan)).text.endswith("Nr.: B\nBeløb i mio. kr.: 2,5")


def test_a_caption_names_one_table() -> None:
    first = table(tr(bold("Mål"), bold("År")), tr("Skov", "2026"))
    second = table(tr(bold("Ejer"), "Centret"), tr(bold("Leder"), "Hanne"))
    document = add(Document(), p(LONG), styled("Caption", "Tabel 1. Skov"), first, second)
    captions = [e.caption for e in paper(document).elements if e.kind == "row"]
    assert captions == ["Tabel 1. Skov", ""]


@pytest.mark.parametrize("drawn", ["table", "text box"])
def test_the_title_of_a_box_heads_nothing_beyond_it(drawn: str) -> None:
    document = Document()
    document.add_heading("Natur", 1)
    document.add_paragraph(LONG)
    document.add_heading("Skov", 2)
    inside = p(run("Fakta om skov", BOLD)) + p("Der er 42 skove.")
    framed = table(tr(tc(inside)))
    floating = p(run("Vi vil mere.") + box("x").replace(p("x"), inside))
    add(document, framed if drawn == "table" else floating, p("Skoven er åben."))
    found = paper(document)
    assert "Fakta om skov\n\nDer er 42 skove." in found.text
    assert {found.path(e.section)[-1] for e in found.elements[3:]} == {"Skov"}


def test_a_band_of_one_line_is_a_heading() -> None:
    found = paper(add(Document(), p(LONG), table(tr(bold("Sundhed"))), p(LONG), p("Og mere.")))
    assert [section.path for section in found.sections] == [("Sundhed",)]


def test_numbered_lines_right_upon_one_another_are_a_list() -> None:
    lines = ["1. Flere skove", "2. Rene søer"]
    led = paper(add(Document(), p(LONG), p("Vi peger på to veje:"), *map(p, lines), p(LONG)))
    assert [e.kind for e in led.elements] == ["paragraph"] * 2 + ["item"] * 2 + ["paragraph"]
    headed = paper(add(Document(), p(LONG), p(lines[0]), p(LONG), p(lines[1]), p(LONG)))
    assert [section.path for section in headed.sections] == [(line,) for line in lines]


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("a) vandværker", "a) vandværker"),
        ("o   underpunkt", "- underpunkt"),
        ("· punkt", "- punkt"),
    ],
)
def test_typed_marks_of_a_list(typed: str, item: str) -> None:
    assert said(add(Document(), p("Vi drøftede"), p(typed)))[1] == ("item", item)


def test_boxes_to_tick_show_whether_they_are() -> None:
    """As forms of old templates have them, which are fields without a text."""

    def tick(state: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
            f"{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
            "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    document = add(
        Document(),
        p(tick('<w:default w:val="0"/><w:checked/>') + run(" Ja")),
        p(tick('<w:default w:val="0"/>') + run(" Nej")),
        table(tr("Udsagn", "Enig"), tr("Vi er glade for kommunens støtte", "☒")),
    )
    assert said(document)[:2] == [("text", "☒ Ja"), ("text", "☐ Nej")]
    assert not any(e.caption for e in paper(document).elements)
    assert rows(document)[1] == ("Vi er glade for kommunens støtte", "☒")


def test_a_sentence_with_a_footnote_is_no_heading() -> None:
    found = paper(add(Document(), p(LONG), p("Politikken gælder alle dagtilbud.¹"), p(LONG)))
    assert not found.sections


def test_a_cover_ends_at_the_first_heading_in_capitals() -> None:
    found = paper(
        add(Document(), p("KULTURPOLITIK"), p("Solbjerg Kommune"), p("FORORD"), p("Alle er med."))
    )
    assert found.metadata.title == "KULTURPOLITIK"
    assert [section.path for section in found.sections] == [("FORORD",)]


def test_a_numbered_list_goes_on_behind_bullets() -> None:
    document = Document()
    document.add_paragraph(LONG)
    for style, text in (("Number", "Skove"), ("Number", "Søer"), ("Bullet", "ved byen")):
        document.add_paragraph(text, style=f"List {style}")
    document.add_paragraph("Grønne tage", style="List Number")
    document.add_paragraph(LONG)
    assert "3. Grønne tage" in [
        paper(document).text[e.start : e.end] for e in paper(document).elements if e.kind == "item"
    ]


def test_a_line_of_figures_is_no_heading() -> None:
    found = paper(add(Document(), p(LONG), p("Boliger 800.000 750.000"), p(LONG)))
    assert not found.sections
