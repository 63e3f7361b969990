"""Themes, timetable and comparison over the API: the contract's shapes, over our own documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import pytest
from fastapi.testclient import TestClient
from hashed import HashedEmbedder

from assistant import api
from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest.index import Index
from ingest.settings import Settings

Json = dict[str, Any]
FIELDS = frozenset("number document_id title organisation section page start end quote".split())


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    """The API over the product's own documents."""
    with TestClient(api.create(service), base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """An API over an empty folder that a test fills."""
    folder = tmp_path / "papers"
    folder.mkdir()
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        settings = Settings(corpus=folder, data=tmp_path / "data")
        service = Service(settings, index, Assistant(index), Library(index, folder), warm=True)
        with TestClient(api.create(service), base_url="http://localhost") as opened:
            yield opened, folder


def read(own: tuple[TestClient, Path], **papers: str) -> TestClient:
    client, folder = own
    for name, text in papers.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    client.app.state.service.library.read()  # type: ignore[attr-defined]
    return client


def text_of(client: TestClient, document_id: str) -> str:
    return str(client.get(f"/api/v1/documents/{document_id}").json()["text"])


def hold(client: TestClient, citations: list[Json]) -> None:
    """Each citation has the contract's fields, and its quote is the text at its place."""
    for citation in citations:
        assert set(citation) == FIELDS
        text = text_of(client, citation["document_id"])
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_whole_register_in_the_documents_order(client: TestClient) -> None:
    """Every theme with its place, its parent and its fields; each field is a source."""
    themes = client.get("/api/v1/themes").json()["themes"]
    assert len(themes) >= 100
    known = {theme["id"]: theme for theme in themes}
    assert len(known) == len(themes)
    for theme in themes:
        assert set(theme) == {
            "id", "number", "title", "kind", "parent", "document_id", "organisation", "section",
            "page", "start", "end", "fields", "score", "evidence",
        }  # fmt: skip
        assert theme["score"] is None
        assert theme["evidence"] == []
        if theme["parent"]:
            above = known[theme["parent"]]
            assert above["document_id"] == theme["document_id"]
            assert above["start"] <= theme["start"]
            assert theme["end"] <= above["end"]
    places = [(theme["document_id"], theme["start"]) for theme in themes]
    assert all(one <= other for one, other in pairwise(places))
    row = next(t for t in themes if t["number"] == "2.1.2")
    assert set(row["fields"]) >= {
        "handlinger", "forventede_resultater", "ansvarlig", "involverede", "tidsplan",
    }  # fmt: skip
    hold(client, [citation for cited in row["fields"].values() for citation in cited])


def test_themes_of_a_topic_come_best_first_with_what_says_why(client: TestClient) -> None:
    """A score from 0 to 1 and evidence inside the theme; nothing for what no paper has."""
    themes = client.get("/api/v1/themes", params={"query": "tandpleje"}).json()["themes"]
    assert {"1.2.2", "1.2.3"} <= {theme["number"] for theme in themes}
    scores = [theme["score"] for theme in themes]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    for theme in themes:
        hold(client, theme["evidence"])
        assert theme["evidence"]
        for citation in theme["evidence"]:
            assert theme["start"] <= citation["start"] < citation["end"] <= theme["end"]
    assert client.get("/api/v1/themes", params={"query": "vindmøller"}).json() == {"themes": []}


def test_themes_of_one_organisation_or_document(client: TestClient) -> None:
    """With or without "Kommune", in any case."""
    faxe = client.get("/api/v1/themes", params={"organisation": "FAXE"}).json()["themes"]
    assert [theme["kind"] for theme in faxe] == ["værdi"] * 4 + ["spor"] * 5 + ["værktøj"] * 4
    whole = {"organisation": "Faxe Kommune"}
    assert client.get("/api/v1/themes", params=whole).json()["themes"] == faxe
    one = client.get("/api/v1/themes", params={"document": "faxe-udviklingsstrategi"}).json()
    assert one["themes"] == faxe
    assert client.get("/api/v1/themes", params={"organisation": "Aarhus"}).json() == {"themes": []}


@pytest.mark.parametrize("address", ["themes", "timeline", "timeline.ics"])
def test_a_document_that_is_not_there_is_said_to_be_unknown(
    client: TestClient, address: str
) -> None:
    """404, where an empty list would say that it has none."""
    answer = client.get(f"/api/v1/{address}", params={"document": "nope"})
    assert answer.status_code == 404
    assert "nope" in answer.json()["detail"]


def test_a_document_without_structure_has_no_themes_and_can_be_asked(
    own: tuple[TestClient, Path],
) -> None:
    """An empty register and a working chat."""
    told = "Kommunen har 14 legepladser. De bliver efterset hver måned af Vej og Park."
    client = read(own, brev=told)
    assert client.get("/api/v1/themes").json() == {"themes": []}
    assert client.get("/api/v1/timeline").json() == {"events": []}
    asked = {"question": "Hvor mange legepladser har kommunen?"}
    assert client.post("/api/v1/ask", json=asked).json()["status"] == "answered"
    listed = client.post("/api/v1/ask", json={"question": "Hvilke temaer har planen?"}).json()
    assert listed["status"] in {"answered", "not_found"}


WIDE = " | ".join(f"Kolonne {n}" for n in range(40))


@pytest.mark.parametrize(
    "table",
    [
        f"| {WIDE} |\n|{'--|' * 40}\n| {' | '.join('x' * 40)} |",
        "| Suliniut | Akisussaasoq | Piffissaliussaq |\n|--|--|--|\n| Meeqqat | Pisortaq | 2024 |",
        "| Åtgärd | Ansvarig | Tidsfrist |\n|--|--|--|\n| Fler böcker | Biblioteket | 2025 |",
        "| 措施 | 负责人 | 期限 |\n|--|--|--|\n| 图书馆 | 馆长 | 2025 |",
        "| A |\n|--|\n| b |",
        "|  |  |\n|--|--|\n| b | c |",
    ],
)
def test_a_table_of_any_width_or_language_breaks_nothing(
    own: tuple[TestClient, Path], table: str
) -> None:
    """Read, listed and searched; whatever it gives is a well-formed register."""
    client = read(own, plan=f"# Plan\n\nVi har en plan for byen.\n\n{table}\n")
    for theme in client.get("/api/v1/themes").json()["themes"]:
        assert theme["title"]
        hold(client, [citation for cited in theme["fields"].values() for citation in cited])
    assert client.get("/api/v1/themes", params={"query": "bibliotek"}).status_code == 200


def test_the_timetable_is_in_order_and_can_be_narrowed(client: TestClient) -> None:
    """ISO dates, both inclusive; from and to keep what overlaps."""
    events = client.get("/api/v1/timeline").json()["events"]
    assert len(events) > 150
    hold(client, [event["citation"] for event in events[:30]])
    starts = [event["start"] or "" for event in events]
    assert starts == sorted(starts)
    for event in events:
        assert event["expression"] in text_of(client, event["document_id"])
        assert not (event["start"] and event["end"]) or event["start"] <= event["end"]
    span = {"from": "2024-04", "to": "2024-06", "organisation": "norddjurs"}
    spring = client.get("/api/v1/timeline", params=span).json()["events"]
    assert spring
    assert {event["organisation"] for event in spring} == {"Norddjurs Kommune"}
    assert all((e["start"] or "0") <= "2024-06-30" for e in spring)
    assert all((e["end"] or "9") >= "2024-04-01" for e in spring)


def test_a_bound_that_is_no_date_is_refused_by_name(client: TestClient) -> None:
    """422 with what to write instead."""
    answer = client.get("/api/v1/timeline", params={"from": "i morgen"})
    assert answer.status_code == 422
    assert "2024-05" in answer.json()["detail"]


def test_the_timetable_as_calendar_and_sheet(client: TestClient) -> None:
    """The same events in both, as many as in the JSON."""
    only = {"organisation": "Faxe"}
    events = client.get("/api/v1/timeline", params=only).json()["events"]
    made = client.get("/api/v1/timeline.ics", params=only)
    assert made.headers["content-type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(made.content)
    assert len(list(calendar.walk("VEVENT"))) == len(events)
    sheet = client.get("/api/v1/timeline.csv", params=only)
    assert sheet.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Skrevet som"] for row in rows] == [event["expression"] for event in events]


def test_a_topic_is_set_side_by_side(client: TestClient) -> None:
    """Each organisation has its side; who does not mention it is said plainly not to."""
    body = {"topic": "tandpleje"}
    sides = client.post("/api/v1/compare", json=body).json()["sides"]
    told = {side["organisation"]: side for side in sides}
    assert len(told) == 4
    home = told["Vesthimmerlands Kommune"]
    assert home["status"] == "mentioned"
    assert home["themes"]
    hold(client, home["citations"])
    assert home["citations"]
    assert told["Faxe Kommune"]["status"] == "not_mentioned"
    assert told["Faxe Kommune"]["themes"] == told["Faxe Kommune"]["citations"] == []
    assert "ikke" in told["Faxe Kommune"]["summary"]


def test_sides_are_those_that_are_named(client: TestClient) -> None:
    """By organisation in any form, one without documents too; or by document."""
    body: Json = {"topic": "ledelse", "organisations": ["randers", "Aarhus Kommune"]}
    sides = client.post("/api/v1/compare", json=body).json()["sides"]
    assert [side["organisation"] for side in sides] == ["Randers Kommune", "Aarhus Kommune"]
    assert sides[1]["status"] == "not_mentioned"
    assert sides[1]["document_ids"] == []
    papers = ["randers-aarsberetning-2022", "norddjurs-status-2024"]
    sides = client.post("/api/v1/compare", json={"topic": "ledelse", "documents": papers}).json()
    assert [side["document_ids"] for side in sides["sides"]] == [[one] for one in papers]
    assert sides["changes"] == []


def test_comparing_nothing_or_what_is_not_there(client: TestClient) -> None:
    """422 without a topic, 404 for an unknown document."""
    assert client.post("/api/v1/compare", json={"topic": " "}).status_code == 422
    gone = client.post("/api/v1/compare", json={"topic": "ledelse", "documents": ["nope"]})
    assert gone.status_code == 404
    assert "nope" in gone.json()["detail"]


EDITION = """---
title: "Status på legepladser, {month} 2024"
organisation: "Lillekøbing Kommune"
kind: "status"
published: "{date}"
---

# Status på legepladser, {month} 2024

| Tiltag | Ansvarlig | Status |
|--|--|--|
{rows}
"""


def test_two_editions_are_compared_row_by_row(own: tuple[TestClient, Path]) -> None:
    """A new row, a changed cell, a row that is gone; what only moved is no change."""
    shared = "| Skiltene males om | Vej og Park | Færdigt. |"
    before = "| Gynger skiftes | Vej og Park | Udbud i gang. |\n| Sand hentes | Havnen | Venter. |"
    after = "| Gynger skiftes | Vej og Park | Færdigt i maj. |\n| Hegn sættes op | Skolen | Nyt. |"
    client = read(
        own,
        status_marts=EDITION.format(month="marts", date="2024-03", rows=f"{shared}\n{before}"),
        status_juni=EDITION.format(month="juni", date="2024-06", rows=f"{after}\n{shared}"),
    )
    papers = ["status-juni", "status-marts"]
    found = client.post("/api/v1/compare", json={"topic": "", "documents": papers}).json()
    told = {
        (one["kind"], (one["old"] or {}).get("quote", ""), (one["new"] or {}).get("quote", ""))
        for one in found["changes"]
    }
    assert ("changed", "Udbud i gang.", "Færdigt i maj.") in told
    assert any(kind == "new" and "Hegn sættes op" in new for kind, _, new in told)
    assert any(kind == "gone" and "Sand hentes" in old for kind, old, _ in told)
    assert not any("Skiltene" in old + new for _, old, new in told)
    hold(client, [c for one in found["changes"] for c in (one["old"], one["new"]) if c])


def test_the_register_goes_with_its_document(own: tuple[TestClient, Path]) -> None:
    """Removed, its themes and dates are gone; changed, they are those of the new text."""
    plan = "# Plan\n\n## Tema 1. Leg\n\nVi bygger i maj 2024.\n\n## Tema 2. Sport\n\nVi løber.\n"
    client = read(own, plan=plan)
    assert [t["title"] for t in client.get("/api/v1/themes").json()["themes"]] == ["Leg", "Sport"]
    assert len(client.get("/api/v1/timeline").json()["events"]) == 1
    read(own, plan=plan.replace("Sport", "Sang").replace("i maj 2024", "snart"))
    assert [t["title"] for t in client.get("/api/v1/themes").json()["themes"]] == ["Leg", "Sang"]
    assert client.get("/api/v1/timeline").json() == {"events": []}
    (own[1] / "plan.md").unlink()
    (own[1] / "brev.md").write_text("Et brev om vejene.", encoding="utf-8")
    read(own)
    assert client.get("/api/v1/themes").json() == {"themes": []}
