"""What is new and what is struck out: said behind the text, and never stated as what holds."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from assistant.asking import Asked
from assistant.service import Service
from ingest import marks
from ingest.marks import Mark, Run, marked, without_design
from ingest.settings import Settings

GONE, NEW = Mark.GONE, Mark.CHANGED


@pytest.mark.parametrize(
    ("runs", "text", "said"),
    [
        ([Run("Stien er åben.")], "Stien er åben.", ""),
        ([Run("Stien er "), Run("lukket", GONE), Run("åben", NEW), Run(".")],
         "Stien er åben.", "[ændret: åben] [udgået: lukket]"),
        ([Run("Helt nyt.", NEW)], "Helt nyt.", "[ændret]"),
        ([Run("Helt "), Run("nyt", NEW), Run(" og "), Run("stort", NEW)],
         "Helt nyt og stort", "[ændret: nyt; stort]"),
        ([Run("i", NEW), Run(" ", NEW), Run("gang", NEW), Run(" nu")],
         "i gang nu", "[ændret: i gang]"),
        ([Run("Væk.", GONE)], "", "[udgået: Væk.]"),
        ([Run("Et"), Run(",", NEW), Run(" to")], "Et, to", ""),
    ],
)  # fmt: skip
def test_a_text_reads_as_it_stands_and_its_marks_are_named(
    runs: list[Run], text: str, said: str
) -> None:
    """Neighbouring runs are one stretch; a mark on a mere comma says nothing."""
    found = marked(runs)
    assert (found.text, found.said) == (text, said)


def test_colour_that_most_of_a_paper_has_is_how_it_looks() -> None:
    """Colour marks where it is the exception; what is struck out is so however much it is."""
    red, struck = Run("Alt er rødt her i papiret.", NEW, "red"), Run("Væk", GONE)
    assert without_design([[red], [Run("Sort."), struck]]) == [
        [Run(red.text)], [Run("Sort."), struck],
    ]  # fmt: skip
    black = Run("Det meste af papiret er sat med sort, som papirer er flest.")
    assert without_design([[red], [black]]) == [[red], [black]]


def test_several_hues_are_a_code() -> None:
    """Green for what goes well and red for what is late says nothing of what is new."""
    black = Run("Status på de tre tiltag, som udvalget har bestilt til mødet i juni.")
    good, late = Run("På vej", NEW, "green"), Run("Forsinket", NEW, "red")
    assert without_design([[black], [good], [late]]) == [[black], [Run("På vej")], [Run(late.text)]]
    slip = Run(".", NEW, "blue")
    assert without_design([[black, slip], [late]]) == [[black, slip], [late]]


def test_where_the_marks_of_a_text_begin() -> None:
    """On a line of their own; brackets in a sentence are the sentence's."""
    for said in ("[ændret]", "[ændret: i maj] [udgået: i juni]", "[udgået: A. B. C]"):
        text = f"Åbner i maj.\nEr [klar].\n{said}"
        assert text[: marks.standing(text, 0, len(text))] == "Åbner i maj.\nEr [klar]."
        assert marks.standing(said, 0, len(said)) == 0
    assert marks.standing("Er [ændret] i maj.", 0, 18) == 18


def test_an_answer_states_what_stands_and_not_what_is_struck_out(
    tmp_path: Path, data_folder: Path
) -> None:
    """In a sentence and in a table of a Word file, as status papers have it."""
    document = docx.Document()
    document.add_heading("Status på tiltag", 1)
    opening = document.add_paragraph("Værestedet i Solbjerg åbner ")
    opening.add_run("den 1. maj 2024").font.strike = True
    opening.add_run("den 1. september 2024").font.color.rgb = RGBColor(255, 0, 0)
    opening.add_run(" i den gamle stationsbygning, og der ansættes to pædagoger.")
    rows = (("Tiltag", "Ansvarlig"), ("Cykelværksted", ""), ("Musikhold", "Ida Friis"))
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    responsible = table.cell(1, 1).paragraphs[0]
    responsible.add_run("Bo Kjær").font.strike = True
    responsible.add_run(" Lis Toft")
    corpus = tmp_path / "papers"
    corpus.mkdir()
    document.save(str(corpus / "status.docx"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "models").symlink_to((data_folder / "models").resolve())
    with Service.open(Settings(corpus=corpus, data=tmp_path / "data")) as service:
        service.library.read()
        opened = service.library.open("status")
        when = service.assistant.ask(Asked("Hvornår åbner værestedet i Solbjerg?"))
        who = service.assistant.ask(Asked("Hvem er ansvarlig for cykelværksted?"))
    assert "[ændret: den 1. september 2024] [udgået: den 1. maj 2024]" in opened.text
    assert "Ansvarlig: Lis Toft\n[udgået: Bo Kjær]" in opened.text
    assert any("markerede ændringer" in warning for warning in opened.entry.warnings)
    assert "1. september 2024" in when.text
    assert "1. maj" not in when.text
    assert "Lis Toft" in who.text
    assert "Bo Kjær" not in who.text
