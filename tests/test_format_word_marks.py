"""What an author marked in a Word document: tracked changes, colour, strike-out."""

from __future__ import annotations

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from word_made import (
    LONG,
    add,
    gone,
    level,
    listed,
    lists,
    new,
    p,
    paper,
    raws,
    rows,
    run,
    said,
    styled,
    table,
    tc,
    tr,
)

MARKED = "Dokumentet har markerede ændringer; de er læst som [ændret] og [udgået]."


def test_tracked_changes_are_told_behind_the_text() -> None:
    document = add(
        Document(),
        p(run("Planen er ") + gone("forsinket") + new("færdig") + run(".")),
        p(new("Helt nyt afsnit.")),
        p(gone("Helt slettet afsnit.")),
        p(run("Før.") + f"<w:hyperlink>{new(' Ny henvisning.')}</w:hyperlink>"),
        p("<w:moveFrom>" + run("Flyttet.") + "</w:moveFrom>"),
        p("<w:moveTo>" + run("Flyttet.") + "</w:moveTo>"),
    )
    assert said(document) == [
        ("text", "Planen er færdig."), ("note", "[ændret: færdig] [udgået: forsinket]"),
        ("text", "Helt nyt afsnit."), ("note", "[ændret]"),
        ("note", "[udgået: Helt slettet afsnit.]"),
        ("text", "Før. Ny henvisning."), ("note", "[ændret: Ny henvisning.]"),
        ("note", "[udgået: Flyttet.]"), ("text", "Flyttet."), ("note", "[ændret]"),
    ]  # fmt: skip
    assert paper(document).warnings == (MARKED,)


def test_struck_coloured_and_highlighted_text() -> None:
    document = Document()
    paragraph = document.add_paragraph("Status: ")
    paragraph.add_run("planlagt").font.strike = True
    red = paragraph.add_run(" i")
    red.font.color.rgb = RGBColor(0xFF, 0, 0)
    paragraph.add_run(" ")
    red = paragraph.add_run("gang")
    red.font.color.rgb = RGBColor(0xFF, 0, 0)
    paragraph.add_run(" fra ")
    paragraph.add_run("maj").font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.add_paragraph(LONG)
    assert said(document)[:2] == [
        ("text", "Status: i gang fra maj"),
        ("note", "[ændret: i gang; maj] [udgået: planlagt]"),
    ]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="000000"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="595959"/>',
        '<w:color w:val="1F3864"/>',
        '<w:color w:val="C0504D" w:themeColor="accent2"/>',
        '<w:color w:val="0563C1"/><w:u w:val="single"/>',
        '<w:highlight w:val="none"/>',
        '<w:highlight w:val="lightGray"/>',
    ],
)
def test_ink_and_design_are_no_marks(properties: str) -> None:
    document = add(Document(), p(run("Vi handler.", properties)), p(LONG))
    assert said(document) == [("text", "Vi handler."), ("text", LONG)]
    assert paper(document).warnings == ()


def test_colour_in_headings_and_links_is_design() -> None:
    red = '<w:color w:val="FF0000"/>'
    document = add(
        Document(),
        styled("Heading1", run("Kultur", red)),
        p(run(LONG) + f"<w:hyperlink>{run(' Se mere', red)}</w:hyperlink>"),
        styled("Caption", run("Figur 1. Byen", red)),
    )
    assert "note" not in {raw.kind for raw in raws(document)}


def test_a_paper_that_is_mostly_coloured_marks_nothing_by_colour() -> None:
    red = '<w:color w:val="FF0000"/>'
    document = add(Document(), p(run(LONG, red)), p(run("Kort.")), p(gone("Væk.")))
    assert said(document) == [("text", LONG), ("text", "Kort."), ("note", "[udgået: Væk.]")]


def test_marks_in_tables_stand_in_their_cells() -> None:
    document = add(
        Document(),
        table(
            tr("Indsats", "Status"),
            tr("Skole", tc(p(gone("Venter") + new("I gang")))),
            tr("Fritid", "Slut", properties='<w:del w:id="3" w:author="A"/>'),
            tr("Kultur", "Ny", properties='<w:ins w:id="4" w:author="A"/>'),
        ),
    )
    assert rows(document) == [
        ("Indsats", "Status"), ("Skole", "I gang\n[ændret] [udgået: Venter]"),
        ("[udgået: Fritid]", "[udgået: Slut]"), ("Kultur\n[ændret]", "Ny\n[ændret]"),
    ]  # fmt: skip


def test_a_struck_out_paragraph_end_joins_and_glues_nothing() -> None:
    end = '<w:rPr><w:del w:id="5" w:author="A"/></w:rPr>'
    document = add(
        Document(),
        p(run("Vi vil ") + gone("måske. "), end),
        p(gone("Et helt afsnit. "), end),
        p(gone("Og ") + run("handle nu.")),
        p(gone("Slettet alene."), end),
        p("Det næste."),
    )
    found = said(document)
    assert found[0] == ("text", "Vi vil handle nu.")
    assert found[2:] == [("note", "[udgået: Slettet alene.]"), ("text", "Det næste.")]
    assert "Et helt afsnit." in found[1][1]


def test_a_struck_out_item_does_not_count() -> None:
    document = lists(Document(), level(0, "decimal", "%1."))
    end = '<w:rPr><w:del w:id="5" w:author="A"/></w:rPr>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    add(document, listed("Et"), p(gone("Væk"), numbered + end), listed("To"))
    assert said(document) == [("item", "1. Et"), ("note", "[udgået: Væk]"), ("item", "2. To")]
