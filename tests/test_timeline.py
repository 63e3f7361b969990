"""The timetable: what happens when, found, named and cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hashed import HashedEmbedder

from assistant.library import Library
from assistant.timeline import BadBound, Event, timeline
from ingest.index import Index

HARBOUR = """---
title: Havneplan 2025-2028
organisation: Nordvig Kommune
period: 2025-2028
---
# Havneplan

## Bolværk

Kajen renoveres fra august 2026 og frem. Indtil december 2025 holdes der borgermøder.

| Tiltag | Ansvarlig | Tidsplan |
| --- | --- | --- |
| Nyt lystbådeanlæg | Teknik | 2. kvartal 2026 |
| Støjmåling | Miljø | forår 2027 |

## Fiskeri

Fiskerne høres i maj 2026, og udvalget evaluerer støjmålingerne i 2028.
"""
SCHOOL = """---
title: Skoleplan
organisation: Sydby Kommune
---
# Skoleplan

Skolefraværet gøres op medio 2026.

Skolefraværet gøres op medio 2026.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of two small plans."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "havneplan.md").write_text(HARBOUR, "utf-8")
    (folder / "skoleplan.md").write_text(SCHOOL, "utf-8")
    with Index(tmp_path_factory.mktemp("data"), HashedEmbedder()) as index:
        assert not Library(index, folder).read().refused
        yield index


ROWS = """# Legepladser

## Nord

| Tiltag | Status pr. 1/3-24 | Frist |
| --- | --- | --- |
| Gynger | I gang | 2025 |
| Sandkasse | Ikke begyndt | 2025 |
| Hegn | Bestilt | 2025, og senest i 2025 |

## Syd

| Tiltag | Status pr. 1/3-24 | Frist |
| --- | --- | --- |
| Gynger | Ikke begyndt | 2025 |
"""
POINTS = """# Legepladser

## Nord

- Opgaven løses i foråret 2025. Gynger.
- Opgaven løses i foråret 2025. Hegn.

Opgaven løses i foråret 2025. Det er aftalt.

Opgaven løses i foråret 2025. Det ligger fast.

## Syd

Opgaven løses i foråret 2025.
"""
STRUCK = """# Legepladser

Gyngerne kommer i maj 2025 ~~juni 2024~~.

| Tiltag | Frist |
| --- | --- |
| Hegn | ~~august 2024~~ |
| Sandkasse | ~~marts 2024~~ maj 2026 |
"""


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Callable[[str], Index]]:
    """Makes an index of one plan of the text given."""
    folder = tmp_path / "plans"
    folder.mkdir()
    with Index(tmp_path / "data", HashedEmbedder()) as index:

        def reading(text: str) -> Index:
            (folder / "plan.md").write_text(text, "utf-8")
            assert not Library(index, folder).read().refused
            return index

        yield reading


def told(index: Index, **given: str) -> list[str]:
    return [event.expression for event in timeline(index.catalogue, **given)]  # type: ignore[arg-type]


def one(index: Index, expression: str) -> Event:
    (event,) = [e for e in timeline(index.catalogue) if e.expression == expression]
    return event


def test_events_stand_by_their_start_and_those_without_one_first(harbour: Index) -> None:
    assert told(harbour) == [
        "Indtil december 2025",
        "2. kvartal 2026",
        "maj 2026",
        "medio 2026",
        "fra august 2026 og frem",
        "forår 2027",
        "2028",
    ]


def test_an_open_end_is_none(harbour: Index) -> None:
    until, since = one(harbour, "Indtil december 2025"), one(harbour, "fra august 2026 og frem")
    assert (until.start, until.end, until.precision) == (None, "2025-12-31", "range")
    assert (since.start, since.end) == ("2026-08-01", None)


def test_an_event_cites_the_sentence_or_cell_that_it_stands_in(harbour: Index) -> None:
    events = timeline(harbour.catalogue)
    assert [event.citation.number for event in events] == list(range(1, len(events) + 1))
    for event in events:
        text = harbour.catalogue.text(event.document_id) or ""
        citation = event.citation
        assert citation.quote == text[citation.start : citation.end]
        assert event.expression in citation.quote
    until = one(harbour, "Indtil december 2025").citation
    assert until.quote == "Indtil december 2025 holdes der borgermøder."
    assert until.section == ("Bolværk",)
    assert one(harbour, "forår 2027").citation.quote == "forår 2027"


def test_an_event_is_called_by_its_row_or_its_section(harbour: Index) -> None:
    assert one(harbour, "forår 2027").label == "Støjmåling"
    assert one(harbour, "maj 2026").label == "Fiskeri"
    assert one(harbour, "maj 2026").organisation == "Nordvig Kommune"


def test_what_a_document_says_twice_is_one_event(harbour: Index) -> None:
    assert told(harbour).count("medio 2026") == 1


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2027", "2027", ["fra august 2026 og frem", "forår 2027"]),
        ("2026-05", "2026-05", ["2. kvartal 2026", "maj 2026"]),
        ("2028-12-31", "", ["fra august 2026 og frem", "2028"]),
        ("", "2025-11-30", ["Indtil december 2025"]),
    ],
)
def test_what_overlaps_the_days_asked_for_is_listed(
    harbour: Index, begins: str, ends: str, expected: list[str]
) -> None:
    assert told(harbour, begins=begins, ends=ends) == expected


def test_rows_of_one_deadline_are_an_event_each_and_a_heads_date_is_one(
    read: Callable[[str], Index],
) -> None:
    events = timeline(read(ROWS).catalogue)
    assert [(event.expression, event.label) for event in events] == [
        ("1/3-24", "Status pr. 1/3-24"),
        ("2025", "Gynger"),
        ("2025", "Sandkasse"),
        ("2025", "Hegn"),
        ("2025", "Gynger"),
    ]
    assert [event.citation.section for event in events[1::3]] == [("Nord",), ("Syd",)]


def test_points_and_sections_of_one_season_are_an_event_each(
    read: Callable[[str], Index],
) -> None:
    """Two points, what a section says twice beside them, and another section."""
    events = timeline(read(POINTS).catalogue)
    assert {event.expression for event in events} == {"foråret 2025"}
    assert [event.citation.section[-1] for event in events] == ["Nord", "Nord", "Nord", "Syd"]


def test_what_is_struck_out_is_no_event(read: Callable[[str], Index]) -> None:
    index = read(STRUCK)
    assert "[udgået: juni 2024]" in (index.catalogue.text("plan") or "")
    assert told(index) == ["maj 2025", "maj 2026"]


@pytest.mark.parametrize(
    "bound",
    ["i morgen", "2026-13", "26", "2026-1-1", "2024-02-30", "2025-02-29", "0000-01-01", "0000",
     "٢٠٢٤", "2024-٠١", "2024-W0", "20240501"],
)  # fmt: skip
def test_a_bound_that_is_no_date_is_refused_by_name(harbour: Index, bound: str) -> None:
    for given in ({"begins": bound}, {"ends": bound}):
        with pytest.raises(BadBound, match=f"'{bound}' er ingen dato. Skriv den som 2024, "):
            told(harbour, **given)


@pytest.mark.parametrize(
    ("begins", "ends"), [("2027", "2026"), ("2026-06", "2026-05-31"), ("2026-05-02", "2026-05-01")]
)
def test_bounds_that_stand_the_wrong_way_round_are_refused(
    harbour: Index, begins: str, ends: str
) -> None:
    with pytest.raises(BadBound, match="Skriv den tidligste dato først"):
        told(harbour, begins=begins, ends=ends)


@pytest.mark.parametrize("query", ["?", "🎉", "–", " … ! "])
def test_signs_alone_ask_for_nothing(harbour: Index, query: str) -> None:
    assert told(harbour, query=query) == []
    assert told(harbour, query=" ") == told(harbour)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("støjmåling", ["maj 2026", "forår 2027", "2028"]),
        ("lystbåde teknik", ["2. kvartal 2026"]),
        ("evaluering af støjmåling", ["maj 2026", "2028"]),
        ("skole fravær", ["medio 2026"]),
        ("fravær", ["medio 2026"]),
        ("fravær i Nordvig", []),
        ("Sydby", ["medio 2026"]),
        ("kirker", []),
    ],
)
def test_every_word_of_a_query_must_be_said(
    harbour: Index, query: str, expected: list[str]
) -> None:
    assert told(harbour, query=query) == expected


def test_documents_that_are_named_are_the_only_ones(harbour: Index) -> None:
    assert [event.document_id for event in timeline(harbour.catalogue, ["skoleplan"])] == [
        "skoleplan"
    ]
    assert timeline(harbour.catalogue, []) == []
