"""PowerPoint files: slides read as a person reads them."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Pt

from ingest import readers
from ingest.document import Document
from ingest.errors import Refused
from ingest.formats.powerpoint.placed import Box, reading_order

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def deck() -> Deck:
    made = Presentation()
    first = made.slides.add_slide(made.slide_layouts[0])
    first.shapes.title.text = "Klimaplan 2025-2029"
    first.placeholders[1].text = "Lerbæk Kommune"
    return made


def slide(made: Deck, title: str, *lines: tuple[str, int]) -> Slide:
    """A slide with a title and a list."""
    added = made.slides.add_slide(made.slide_layouts[1 if lines else 5])
    added.shapes.title.text = title
    for number, (text, level) in enumerate(lines):
        frame = added.placeholders[1].text_frame
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.add_run().text = text
        paragraph.level = level
    return added


def box(on: Slide, text: str, left: float, top: float, height: float = 0.4) -> None:
    shape = on.shapes.add_textbox(Inches(left), Inches(top), Inches(2.5), Inches(height))
    shape.text_frame.text = text


def saved(made: Deck) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(made: Deck) -> Document:
    return readers.read(saved(made), "plan.pptx")


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, held.replace(old, new) if name == part else held)
    return file.getvalue()


GOALS = (("Fjernvarmen er fossilfri i 2028", 0), ("Gasfyr udfases", 1), ("Solceller på skoler", 0))


def test_titles_are_sections_and_lists_are_lists() -> None:
    made = deck()
    slide(made, "Mål for energi", *GOALS)
    document = read(made)
    assert document.metadata.title == "Klimaplan 2025-2029"
    assert document.text.endswith(
        "Mål for energi\n\n- Fjernvarmen er fossilfri i 2028\n  - Gasfyr udfases\n"
        "- Solceller på skoler"
    )
    assert document.sections[0].path == ("Mål for energi",)
    assert document.sections[0].page == 2


def test_a_title_that_goes_on_is_one_section() -> None:
    made = deck()
    slide(made, "Mål for energi", *GOALS)
    slide(made, "Mål for energi (fortsat)", ("Varmepumper", 0), ("Jordvarme", 0))
    assert [section.path for section in read(made).sections] == [("Mål for energi",)]


def test_numbered_paragraphs_have_their_numbers() -> None:
    made = deck()
    added = slide(made, "Proces", ("Høring", 0), ("Behandling", 0), ("Beslutning", 0))
    for paragraph in added.placeholders[1].text_frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<a:buAutoNum {A} type="arabicPeriod" startAt="2"/>'))
    assert "2. Høring\n3. Behandling\n4. Beslutning" in read(made).text


def test_a_typed_marker_takes_the_place_of_the_bullet() -> None:
    made = deck()
    slide(made, "Mål", ("– Solceller på skoler", 0), ("– Varmepumper i landsbyer", 0))
    assert "Mål\n\n– Solceller på skoler\n– Varmepumper i landsbyer" in read(made).text


def test_boxes_are_read_column_by_column_under_the_slides_title() -> None:
    """A box like "Spor 1" heads what is below it, and never stands above the slide's title."""
    made = deck()
    added = slide(made, "Tre spor")
    for number in (3, 1, 2):
        box(added, f"Vi arbejder i spor {number} sammen med borgerne.", 3 * number - 2, 2.6, 2)
        box(added, f"Spor {number}", 3 * number - 2, 2)
    slide(made, "Afslutning", *GOALS)
    paths = [section.path for section in read(made).sections]
    assert paths == [
        ("Tre spor",),
        ("Tre spor", "Spor 1"),
        ("Tre spor", "Spor 2"),
        ("Tre spor", "Spor 3"),
        ("Afslutning",),
    ]


def test_cards_in_rows_are_read_row_by_row() -> None:
    places = [(0, 0), (5, 0), (0, 3), (5, 3)]
    boxes = [Box(number, left, top, 4.5, 2.5) for number, (left, top) in enumerate(places)]
    assert reading_order(boxes[::-1]) == [0, 1, 2, 3]


def test_labels_are_read_with_what_they_label() -> None:
    labels = [Box(2 * row, 0, row, 1, 0.9) for row in range(3)]
    texts = [Box(2 * row + 1, 1.5, row, 5, 0.9) for row in range(3)]
    assert reading_order([*texts, *labels]) == [0, 1, 2, 3, 4, 5]


def test_groups_are_read_as_they_are_placed() -> None:
    made = deck()
    added = slide(made, "Grupper")
    group = added.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    for text, top in (("Derefter bygger vi.", 3), ("Først planlægger vi.", 2)):
        shape = inner.shapes.add_textbox(Inches(1), Inches(top), Inches(2), Inches(0.5))
        shape.text_frame.text = text
    assert "Først planlægger vi.\n\nDerefter bygger vi." in read(made).text


def test_a_table_has_its_heads_and_merged_cells() -> None:
    made = deck()
    added = slide(made, "Tidsplan")
    frame = added.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2))
    rows = (("Indsats", "Ansvarlig", "Frist"), ("Træer", "Park", "2026"), ("Stier", "", "2027"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            frame.table.cell(row, column).text = text
    frame.table.cell(1, 1).merge(frame.table.cell(2, 1))
    assert read(made).text.endswith(
        "Indsats: Træer\nAnsvarlig: Park\nFrist: 2026\n\n"
        "Indsats: Stier\nAnsvarlig: Park\nFrist: 2027"
    )


def test_a_chart_gives_its_figures() -> None:
    made = deck()
    added = slide(made, "Udledning")
    data = CategoryChartData(number_format="0.0")
    data.categories = ["2019", "2020"]
    data.add_series("Ton CO2", (12.25, 3.5))
    place = (Inches(1), Inches(2), Inches(5), Inches(3))
    added.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    assert read(made).text.endswith("2019\nTon CO2: 12,3\n\n2020\nTon CO2: 3,5")


def test_marks_are_said_in_the_item_that_they_are_in() -> None:
    made = deck()
    added = slide(made, "Mål for energi", *GOALS)
    first, second, _ = added.placeholders[1].text_frame.paragraphs
    first.runs[0].font._element.set("strike", "sngStrike")
    first.add_run().text = "Fjernvarmen er fossilfri i 2030"
    second.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
    document = read(made)
    assert (
        "- Fjernvarmen er fossilfri i 2030\n[udgået: Fjernvarmen er fossilfri i 2028]\n"
        "  - Gasfyr udfases\n[ændret]\n- Solceller på skoler"
    ) in document.text
    assert document.warnings == (
        "Dokumentet har markerede ændringer; de er læst som [ændret] og [udgået].",
    )


def test_coloured_boxes_are_design() -> None:
    made = deck()
    added = slide(made, "Mål for energi", *GOALS)
    box(added, "Husk fristen i maj.", 1, 6)
    added.shapes[-1].text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0, 0x70, 0xC0)
    assert "ændret" not in read(made).text


def test_the_largest_line_is_the_title_of_a_slide_without_one() -> None:
    made = deck()
    added = made.slides.add_slide(made.slide_layouts[6])
    box(added, "Byrådet behandler planen i juni.", 1, 3)
    box(added, "Næste skridt", 1, 1)
    for shape, size in zip(added.shapes, (14, 32), strict=True):
        shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    assert read(made).sections[0].path == ("Næste skridt",)


def test_hidden_slides_and_notes_are_left_out_and_told() -> None:
    made = deck()
    shown = slide(made, "Mål for energi", *GOALS)
    shown.notes_slide.notes_text_frame.text = "Husk at nævne budgettet"
    hidden = slide(made, "Kladde", ("Fortroligt", 0), ("Hemmeligt", 0))
    hidden._element.set("show", "0")
    document = read(made)
    assert "Fortroligt" not in document.text
    assert "budgettet" not in document.text
    assert document.warnings == (
        "Skjulte slides er ikke læst: 3.",
        "Talernoter er ikke læst.",
    )


@pytest.mark.parametrize(
    "kind",
    [
        b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
        b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    ],
)
def test_shows_templates_and_macros_are_presentations_too(kind: bytes) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    data = changed(saved(deck()), "[Content_Types].xml", usual, kind)
    assert kind in zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    assert "Klimaplan 2025-2029" in readers.read(data, "plan.ppsx").text


def test_progress_is_told_by_slide() -> None:
    made = deck()
    slide(made, "Mål for energi", *GOALS)
    told: list[tuple[int, int]] = []
    readers.read(saved(made), "plan.pptx", lambda done, of: told.append((done, of)))
    assert told[:2] == [(1, 2), (2, 2)]


@pytest.mark.parametrize("part", ["ppt/slides/slide1.xml", "ppt/_rels/presentation.xml.rels"])
def test_a_broken_part_is_a_damaged_file(part: str) -> None:
    with pytest.raises(Refused, match="beskadiget"):
        readers.read(changed(saved(deck()), part, b"<", b"<<"), "plan.pptx")


def test_titles_in_a_row_stand_at_the_texts_below_them() -> None:
    boxes = [Box(0, 0, 0, 30, 2)]
    boxes += [Box(1 + at, 10 * at, 3, 9, 1) for at in range(3)]
    boxes += [Box(4 + at, 10 * at, 6, 9, 8) for at in range(3)]
    assert reading_order(boxes) == [0, 1, 4, 2, 5, 3, 6]


def test_a_table_set_without_a_head_row_has_none() -> None:
    made = deck()
    on = slide(made, "Projektkort")
    drawn = on.shapes.add_table(3, 2, 0, Inches(2), Inches(8), Inches(2)).table
    drawn.first_row = False
    lines = (("Ejer", "Social og Sundhed"), ("Leder", "Gitte Dam"), ("Slut", "December 2026"))
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            drawn.cell(row, column).text = text
    assert "Leder\nGitte Dam" in read(made).text
    drawn.first_col = True
    assert "Ejer: Social og Sundhed\nLeder: Gitte Dam" in read(made).text
