"""What breaks a naive reader in converted documents does not break this one."""

from __future__ import annotations

import pytest

from ingest.document import Document, Element
from ingest.errors import Refused
from ingest.textfile import read


def reading(text: str, name: str = "plan.txt") -> Document:
    return read(text.encode(), name)


def shown(document: Document, kind: str) -> list[str]:
    return [document.text[e.start : e.end] for e in document.elements if e.kind == kind]


def rows(document: Document) -> list[Element]:
    return [e for e in document.elements if e.kind == "row"]


LONG = "Denne sætning er lang nok til, at ingen kan tage den for en overskrift, og den slutter her."

TABLE = f"""# Plan

{LONG}

Spor\tTiltag\tStatus pr. 1/3-24
Organisering\tNy leder\t<p>Der er ansat en ny leder i afdelingen.</p> <p>Lederen starter i maj.</p>
\tNyt team\tTeamet er flyttet, og der har været gode tilbagemel-

\t\tdinger fra medarbejderne.
---\t--\t--
Kultur\tSupervision\t<ul> - Opstart (forår 2023) - Evaluering af Børne- og Ungeteamet (2024)
\t\t.
"""


def test_a_row_is_told_with_its_heads_and_what_it_inherits() -> None:
    """Heads given once reach every row; an empty leading cell means the one above."""
    first, second, third = rows(reading(TABLE))
    text = reading(TABLE).text
    assert text[second.start : second.end].startswith("Spor: Organisering\nTiltag: Nyt team\n")
    assert [cell.inherited for cell in second.cells] == [True, False, False]
    assert text[first.start : first.end].endswith("afdelingen.\nLederen starter i maj.")
    assert third.cells[0].head == "Spor"


def test_a_row_that_a_page_break_cut_is_one_row() -> None:
    """Half a row goes on with the row before, and its cut word is mended."""
    document = reading(TABLE)
    assert "gode tilbagemeldinger fra medarbejderne." in document.text
    assert len(rows(document)) == 3
    assert "--" not in document.text


def test_a_list_inside_a_cell_is_a_list() -> None:
    """A glued list is split at its items and not at the hyphens of words."""
    text = reading(TABLE).text
    assert "- Opstart (forår 2023)\n- Evaluering af Børne- og Ungeteamet (2024)" in text


def test_the_naming_column_is_the_one_that_tells_rows_apart() -> None:
    """A group's column is not what a row is called by."""
    document = reading(TABLE)
    row = rows(document)[1]
    cell = row.cells[row.key]
    assert document.text[cell.start : cell.end] == "Nyt team"


def test_a_sentence_over_a_page_break_is_whole_and_its_footnote_follows() -> None:
    """A footnote between the halves of a sentence is moved behind it."""
    text = f"{LONG} Indsatsen er tidlig og alle-\n\n² En rapport fra 2016\n\nrede i gang.² {LONG}\n"
    document = reading(text)
    assert "Indsatsen er tidlig og allerede i gang.²" in document.text
    assert shown(document, "note") == ["² En rapport fra 2016"]
    assert document.text.index("allerede") < document.text.index("En rapport")


def test_contents_page_numbers_and_running_heads_are_no_text() -> None:
    """What the typesetter added is gone, and a cut sentence closes over it."""
    page = "Udviklingsplan 2024\n{body}\n{number}\n"
    bodies = [
        "Indhold\n\nBAGGRUND.....\t2\nTEMA 1. TRIVSEL.....\t3\nBILAG\t4\n",
        f"Baggrund\n\n{LONG} Der er mange børn, som",
        f"gerne vil mere. {LONG}\n\nTEMA 1. Trivsel\n\n{LONG}",
        f"{LONG}",
    ]
    text = "\f".join(page.format(body=b, number=n) for n, b in enumerate(bodies, start=1))
    document = reading(text)
    assert "mange børn, som gerne vil mere." in document.text
    assert "....." not in document.text
    assert document.text.count("Udviklingsplan 2024") == 0
    assert [s.path for s in document.sections] == [("Baggrund",), ("TEMA 1. Trivsel",)]
    assert document.sections[1].page == 3


def test_headings_have_levels_by_their_numbers() -> None:
    """Numbers decide the depth; two headings glued into one line come apart."""
    text = f"TEMA 1. Børnesyn og trivsel**1.1. Børnesyn**\n\n{LONG}\n\n1.2. Trivsel\n\n{LONG}\n"
    paths = [s.path for s in reading(text).sections]
    assert paths == [
        ("TEMA 1. Børnesyn og trivsel",),
        ("TEMA 1. Børnesyn og trivsel", "1.1. Børnesyn"),
        ("TEMA 1. Børnesyn og trivsel", "1.2. Trivsel"),
    ]


def test_a_vision_without_a_full_stop_is_no_heading() -> None:
    """A line with a clause is a statement, though it is short and ends without a stop."""
    text = (
        f"1. Visioner\n\n{LONG}\n\nSocial kapital\n\nVi styrker tilliden i hele huset\n\n{LONG}\n"
    )
    document = reading(text)
    assert [s.path[-1] for s in document.sections] == ["1. Visioner", "Social kapital"]
    assert "Vi styrker tilliden i hele huset" in shown(document, "paragraph")


def test_a_date_at_the_beginning_of_a_line_is_no_numbered_heading() -> None:
    """A sentence may begin with "1. marts 2023"."""
    text = f"{LONG}\n\n1. marts 2023 flyttede teamet til nye lokaler i byen.\n\n{LONG}\n"
    document = reading(text)
    assert not document.sections
    assert "1. marts 2023 flyttede teamet til nye lokaler i byen." in document.text


def test_an_empty_caption_is_no_passage_but_stays_in_the_text() -> None:
    """Picture remains are captions: they are there to see and nothing to find."""
    document = reading(f"{LONG}\n\nFigur 5.\n\n![](billede.png)\n\nKilde: Nøgletal\n\n{LONG}\n")
    assert shown(document, "caption") == ["Figur 5.", "Kilde: Nøgletal"]
    assert "billede" not in document.text


def test_front_matter_is_metadata_and_no_text() -> None:
    """A Markdown file may say who and when; its own title heading is no section."""
    text = "---\norganisation: Faxe Kommune\nperiod: 2020-2023\n---\n# Plan\n\n## Mål\n\n" + LONG
    document = reading(text, "plan.md")
    assert document.metadata.organisation == "Faxe Kommune"
    assert document.metadata.period == "2020-2023"
    assert document.metadata.title == "Plan"
    assert [s.path for s in document.sections] == [("Mål",)]
    assert "period" not in document.text


def test_broken_front_matter_is_refused_by_name() -> None:
    """Metadata that is no YAML is an error that says where to look."""
    with pytest.raises(Refused, match="Metadata øverst i filen"):
        reading("---\ntitle: [a\n---\ntekst", "plan.md")


def test_a_pipe_table_reads_like_a_tabbed_one() -> None:
    """Markdown's own tables come to the same rows."""
    text = "# Plan\n\n| Tiltag | Frist |\n| --- | --- |\n| **Ny leder** | maj 2024 |\n| Team | |\n"
    document = reading(text, "plan.md")
    assert shown(document, "row") == ["Tiltag: Ny leder\nFrist: maj 2024", "Tiltag: Team"]


def test_a_figure_set_as_a_table_is_read_by_columns() -> None:
    """Columns whose rows are no records become lists under their heads."""
    rows_ = "Vi vil have flere job i byen.\tVi vil have liv.\nVi vil bygge.\t\n"
    text = f"{LONG}\n\nFigur 3. Vores plan\n\nVækst\tFællesskab\n{rows_}"
    document = reading(text)
    assert not rows(document)
    assert shown(document, "item") == [
        "- Vi vil have flere job i byen.",
        "- Vi vil bygge.",
        "- Vi vil have liv.",
    ]
