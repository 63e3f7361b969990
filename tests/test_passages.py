"""Every passage is a slice of its document, whatever the document is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import sentences
from ingest.document import Document
from ingest.errors import Refused
from ingest.passages import PROSE_CHARS, ROW_CHARS, cut
from ingest.readers import read

_PIECES = [
    "# Plan", "## 1.1. Mål", "TEMA 2. Trivsel", "**Fed linje**", "Mål:", "- punkt et", "  - under",
    "1. Indledning", "a. første", "b. anden", "Spor\tTiltag\tStatus", "A\tB\tC.",
    "\tX\t<p>Y</p> <p>Z",
    "\t\tog videre.", "---\t--", "| a | b |", "| --- | --- |", "| c | d |", "Figur 1.", "¹ En note",
    "Indhold", "Kapitel.....\t3", "Side 4 af 9", "\f", "", "", "alle-", "rede sket.",
    "[a](b) ![c](d)",
    "En sætning pr. 1. marts 2023, der er lang nok. " * 12, "ord" * 700, "```", "> citat", "\u2028",
]  # fmt: skip
anything = st.one_of(
    st.text(max_size=3000),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=80)), max_size=60).map("\n".join),
)


def readable(text: str) -> Document | None:
    try:
        return read(text.encode("utf-8", "replace"), "x.md")
    except Refused:
        return None


@settings(max_examples=300, deadline=None)
@given(anything)
def test_places_hold_for_arbitrary_input(text: str) -> None:
    """Passages, elements, cells and sections are slices that hold words and stay in bounds."""
    document = readable(text)
    if document is None:
        return
    size = len(document.text)
    for passage in cut(document):
        words = document.text[passage.start : passage.end]
        assert words.strip() == words
        assert words
        assert len(words) <= (ROW_CHARS if passage.kind == "row" else PROSE_CHARS)
    for element in document.elements:
        assert 0 <= element.start < element.end <= size
        for cell in element.cells:
            assert element.start <= cell.start < cell.end <= element.end
    for section in document.sections:
        assert 0 <= section.start < section.end <= size
        assert document.text[section.start : section.end].startswith(section.path[-1][:5].strip())


@settings(max_examples=300, deadline=None)
@given(anything)
def test_no_passage_crosses_a_section_or_another(text: str) -> None:
    """Passages follow one another, each inside the section whose headings it carries."""
    document = readable(text)
    if document is None:
        return
    found = cut(document)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for passage in found:
        touched = {e.section for e in document.elements if _meet(e.start, e.end, passage)}
        assert {document.path(section) for section in touched} == {passage.path}


@settings(max_examples=300, deadline=None)
@given(anything)
def test_all_words_but_captions_and_bare_headings_are_in_some_passage(text: str) -> None:
    """Nothing that a document states is lost to the search."""
    document = readable(text)
    if document is None:
        return
    found = cut(document)
    for element in document.elements:
        if element.kind in {"caption", "heading"}:
            continue
        place = element.start
        while place < element.end:
            if not document.text[place].isspace():
                holder = next((p for p in found if p.start <= place < p.end), None)
                assert holder is not None
                place = holder.end
            else:
                place += 1


def _meet(start: int, end: int, passage: object) -> bool:
    return start < passage.end and passage.start < end  # type: ignore[attr-defined]


def test_danish_abbreviations_and_dates_do_not_end_a_sentence() -> None:
    """What looks like an end inside a sentence is none."""
    text = (
        "Pr. 1. marts 2023 er der ca. 1.274 sager, jf. pkt. 2.1.2, til 16,4 mio. kr. i alt. "
        "Det gælder bl.a. børn mhp. trivsel osv. Næste sætning er kort.² Og den sidste"
    )
    found = [text[a:b] for a, b in sentences.spans(text)]
    assert found == [
        "Pr. 1. marts 2023 er der ca. 1.274 sager, jf. pkt. 2.1.2, til 16,4 mio. kr. i alt.",
        "Det gælder bl.a. børn mhp. trivsel osv.",
        "Næste sætning er kort.²",
        "Og den sidste",
    ]


def test_a_long_row_is_split_at_its_cells_and_its_parts_say_whose_they_are() -> None:
    """A part of a row carries the name of the row, since its own words may not."""
    cell = "Der er gjort meget for at komme i mål med det hele. " * 16
    text = (
        f"# P\n\n| Tiltag | Status | Næste |\n| --- | --- | --- |\n| Ny leder | {cell} | {cell} |\n"
    )
    first, second = cut(read(text.encode(), "p.md"))
    assert "Ny leder" in second.label
    assert first.label == ""
