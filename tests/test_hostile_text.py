"""Text that is made, or happens, to be slow to read is read in seconds."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.errors import Refused
from ingest.readers import read

LONG = "Denne sætning er lang nok til, at ingen kan tage den for en overskrift, og den slutter her."
pytestmark = pytest.mark.timeout(60)


def reading(text: str) -> Document:
    return read(f"# Plan\n\n{LONG}\n\n{text}\n".encode(), "plan.md")


@pytest.mark.parametrize("fill", [".", ". ", "\u2026", "\t."])
def test_a_line_of_dots_that_ends_without_a_page(fill: str) -> None:
    """What looks like a table of contents until its last character is text."""
    assert "Navn" in reading("Navn " + fill * 50_000 + "x").text


def test_many_tables_of_contents() -> None:
    """Each is looked at with the line above it, and not with all lines above it."""
    table = "Afsnit.....\t1\nBilag.....\t2\nKilder.....\t3"
    document = reading("\n\n".join(f"{n}: {LONG}\n\nIndhold\n\n{table}" for n in range(20_000)))
    assert "Bilag" not in document.text
    assert document.warnings == ("Indholdsfortegnelse udeladt (80000 linjer)",)


def test_a_paragraph_of_very_many_lines() -> None:
    """Wrapped lines are joined one by one at the cost of each alone."""
    lines = [f"ord nummer {n} i en sætning, der går" for n in range(100_000)]
    assert "nummer 99999 i en" in reading("\n".join(lines)).text


def test_a_sentence_over_very_many_paragraphs() -> None:
    """A sentence that goes on and on is one paragraph in the end."""
    document = reading("\n\n".join(f"ord nummer {n} i rækken, som går" for n in range(60_000)))
    assert [e.kind for e in document.elements] == ["caption", "paragraph", "paragraph"]


def test_very_many_notes_inside_a_sentence() -> None:
    """The open sentence is remembered, not looked for behind all notes."""
    notes = "\n\n".join(f"¹ Note {n}" for n in range(30_000))
    more = "\n\n".join(f"og videre {n}\n\n¹ Og en note {n}" for n in range(20_000))
    assert "og videre 0 og videre 1 " in reading(f"Her begynder det\n\n{notes}\n\n{more}").text


def test_a_table_of_very_many_rows_of_one_cell() -> None:
    """Whether a row is a head is seen from the rows next to it."""
    document = reading("\n".join(f"Række {n}\t" for n in range(60_000)))
    assert sum(e.kind == "row" for e in document.elements) == 60_000


def test_a_row_that_goes_on_for_very_many_lines() -> None:
    """A cell grows at the cost of what is added."""
    document = reading("Navn\tHus\n" + "\n".join(f"\tord {n} " + "ord" * 60 for n in range(20_000)))
    assert "ord 19999 " in document.text


@pytest.mark.parametrize("before", ["", "Navn\tHus\nx\t"])
@pytest.mark.parametrize("piece", ["<ul ", "</p ", "[", "![", "*a ", "**a _b ", ": ", "<!--", "[^"])
def test_marks_that_open_and_never_close(piece: str, before: str) -> None:
    """In running text and in a cell, an open mark is looked for over a bounded stretch."""
    assert reading(before + piece * 60_000 + "slut").text.endswith("slut")


@pytest.mark.parametrize(
    "front",
    [
        "title: " + "[" * 3_000,
        "title: " + "{a: " * 2_000,
        "title: 'uden ende",
        '? [a]\n: b\ntitle: "\\U00110000"',
    ],
)
def test_front_matter_that_breaks_a_parser_is_refused(front: str) -> None:
    """Whatever goes wrong inside YAML is told of the file's first lines."""
    with pytest.raises(Refused, match="Metadata øverst i filen"):
        read(f"---\n{front}\n---\n{LONG}".encode(), "plan.md")


def test_front_matter_that_multiplies_itself_is_no_metadata() -> None:
    """Names for lists of names of lists stay what they are and are never written out."""
    bomb = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 12))]
    front = "\n".join([*bomb, "title: *a11", "kind: plan"])
    metadata = read(f"---\n{front}\n---\n# Plan\n\n{LONG}".encode(), "plan.md").metadata
    assert (metadata.title, metadata.kind) == ("Plan", "plan")
