"""What is known of a document, put right; and its file read anew."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hashed import HashedEmbedder

from assistant import api
from assistant.asking import Assistant
from assistant.library import Fixed, Library
from assistant.service import Service
from ingest.errors import IndexUnusable
from ingest.index import Index
from ingest.reading import Reading, Report
from ingest.sandbox import Sandbox
from ingest.settings import Settings

PLAN = "# Havneplan\n\n## Mål\n\nBadehuset åbner i 2027, og Badehuset er for alle i byen.\n"
TOML = '[documents.havneplan]\norganisation = "Lemvig Kommune"\nperiod = "2020-2023"\n'
QUESTION = {"question": "Hvornår åbner Badehuset?"}


@dataclass
class Town:
    """A running assistant over a folder of one plan."""

    client: TestClient
    service: Service
    embedder: HashedEmbedder
    folder: Path
    report: Report

    @property
    def data(self) -> Path:
        return self.service.index.folder

    def document(self, name: str = "havneplan") -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/v1/documents/{name}").json()
        return found

    def correct(self, name: str = "havneplan", **given: str) -> httpx.Response:
        return self.client.patch(f"/api/v1/documents/{name}", json=given)

    def reread(self, name: str = "havneplan") -> httpx.Response:
        return self.client.post(f"/api/v1/documents/{name}/read")

    def upload(self, name: str, text: str, **given: str) -> None:
        files = {"file": (name, text.encode())}
        assert self.client.post("/api/v1/documents", files=files, data=given).status_code == 201

    def cited(self) -> dict[str, Any]:
        first: dict[str, Any] = self.client.post("/api/v1/ask", json=QUESTION).json()["citations"][
            0
        ]
        return first


@contextmanager
def running(folder: Path) -> Iterator[Town]:
    """The assistant from its start, which reads what is new, to its end."""
    settings, embedder = Settings(corpus=folder / "plans", data=folder / "data"), HashedEmbedder()
    with Index(settings.data, embedder) as index:
        library = Library(index, settings.corpus)
        service = Service(settings, index, Assistant(index), library, warm=True)
        report = library.read()
        with TestClient(api.create(service), base_url="http://localhost") as client:
            yield Town(client, service, embedder, settings.corpus, report)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of one plan, of which its owner has noted something."""
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "havneplan.md").write_text(PLAN, "utf-8")
    (plans / "corpus.toml").write_text(TOML, "utf-8")
    return tmp_path


@pytest.fixture
def town(home: Path) -> Iterator[Town]:
    """The same, running."""
    with running(home) as opened:
        yield opened


def is_problem(response: httpx.Response, status: int) -> str:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["detail"])


def told(document: dict[str, Any]) -> dict[str, str]:
    names = ("title", "organisation", "kind", "period", "published")
    return {name: document[name] for name in names}


NEW = {
    "title": "Plan for havnen", "organisation": "Struer Kommune", "kind": "udviklingsplan",
    "period": "2024-2028", "published": "2024-09",
}  # fmt: skip


def test_a_document_of_a_folder_is_put_right_and_stays_so(home: Path) -> None:
    """Over a new reading, a restart and a changed file; its owner's own notes are not touched."""
    with running(home) as town:
        assert told(town.correct(**NEW).json()) == NEW
        assert told(town.document()) == NEW
        assert town.service.library.read().unchanged == ["havneplan"]
        assert Reading(town.service.index).run([town.folder]).unchanged == ["havneplan"]
        assert Reading(town.service.index).run([town.folder / "havneplan.md"]).unchanged
    with running(home) as town:
        assert town.report.unchanged == ["havneplan"]
        assert told(town.document()) == NEW
        (town.folder / "havneplan.md").write_text(PLAN + "\nMolen åbner i 2029.\n", "utf-8")
        assert town.service.library.read().changed == ["havneplan"]
        assert told(town.document()) == NEW
        assert (town.folder / "corpus.toml").read_text("utf-8") == TOML


def test_an_upload_is_put_right_and_stays_so(home: Path) -> None:
    """Its own note has it; the file is what was sent."""
    with running(home) as town:
        town.upload("vejplan.md", PLAN, organisation="Skive Kommune", valid_from="2024")
        assert told(town.correct("vejplan", **NEW).json()) == NEW
    with running(home) as town:
        assert not town.report.changed
        assert told(town.document("vejplan")) == NEW
        assert town.service.library.open("vejplan").entry.metadata.valid_from == "2024"
        assert (town.data / "uploads" / "vejplan.md").read_text("utf-8") == PLAN


def test_what_is_put_right_is_what_is_cited_found_and_listed(town: Town) -> None:
    """Answers, search, its filters and the register have it with the next question."""
    assert town.cited()["organisation"] == "Lemvig Kommune"
    town.correct(title="Plan for havnen", organisation="Struer Kommune")
    cited = town.cited()
    assert (cited["title"], cited["organisation"]) == ("Plan for havnen", "Struer Kommune")
    assert town.document()["text"][cited["start"] : cited["end"]] == cited["quote"]
    for organisation, found in (("Struer", 1), ("Lemvig", 0)):
        asked = {"query": "Badehuset", "filters": {"organisations": [organisation]}}
        passages = town.client.post("/api/v1/search", json=asked).json()["passages"]
        assert bool(passages) == bool(found)
        assert all(passage["title"] == "Plan for havnen" for passage in passages)
    events = town.client.get("/api/v1/timeline").json()["events"]
    assert {event["organisation"] for event in events} == {"Struer Kommune"}
    assert town.service.index.dense.whole()


def test_only_words_that_became_others_are_embedded(town: Town) -> None:
    """A kind stands in no passage; an organisation stands above each."""
    before = town.embedder.embedded
    town.correct(kind="plan", published="2024")
    assert town.embedder.embedded == before
    town.correct(organisation="Struer Kommune")
    assert town.embedder.embedded == before + town.document()["passages"]


def test_what_is_left_out_stays_and_nothing_goes_back(town: Town) -> None:
    """An empty value is what the folder says, then what the document says, then its name."""
    town.upload("vejplan.md", PLAN, organisation="Skive Kommune")
    own = {name: told(town.document(name)) for name in ("havneplan", "vejplan")}
    for name, known in own.items():
        town.correct(name, **NEW)
        assert told(town.correct(name, kind="").json()) == {**NEW, "kind": known["kind"]}
        cleared = told(town.correct(name, title=" ", period="", published="").json())
        assert cleared == {**known, "organisation": "Struer Kommune"}
    assert own["havneplan"]["title"] == "Havneplan"
    assert told(town.correct(organisation="").json()) == own["havneplan"]
    assert told(town.correct("vejplan", organisation="").json())["organisation"] == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"period": "snart"}, "Skriv 2022 eller 2022-2026."),
        ({"published": "2024-02-31"}, "Skriv 2024, 2024-09 eller 2024-09-30."),
        ({"title": "x" * 501}, "Skriv det kortere."),
        ({"title": "Ny", "period": "2028 til 2030"}, "ingen periode"),
        ({"titel": "Ny"}, "titel"),
        ({"title": 7}, "title"),
        (["title"], "/docs"),
    ],
)
def test_a_bad_value_changes_nothing(town: Town, given: object, said: str) -> None:
    """Not even what was good beside it."""
    before = town.document()
    answer = town.client.patch("/api/v1/documents/havneplan", json=given)
    assert said in is_problem(answer, 422)
    assert town.document() == before
    assert town.service.library.read().unchanged == ["havneplan"]


def test_an_unknown_document_is_neither_put_right_nor_read(town: Town) -> None:
    is_problem(town.correct("ukendt", title="Ny"), 404)
    is_problem(town.reread("ukendt"), 404)


@pytest.mark.parametrize("name", ["havneplan", "vejplan"])
def test_two_who_put_something_right_at_once_both_do(
    town: Town, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each read the document before the other was done."""
    town.upload("vejplan.md", PLAN)
    meet, read = threading.Barrier(2), Sandbox.read

    def met(*given: Any) -> Any:  # noqa: ANN401 - whatever a reading takes and gives
        document = read(*given)
        meet.wait(20)
        return document

    monkeypatch.setattr(Sandbox, "read", met)
    given = ({"title": "Plan for havnen"}, {"organisation": "Struer Kommune"})
    both = [threading.Thread(target=town.correct, args=(name,), kwargs=one) for one in given]
    for one in both:
        one.start()
    for one in both:
        one.join()
    document = town.document(name)
    assert (document["title"], document["organisation"]) == ("Plan for havnen", "Struer Kommune")


def test_a_file_is_read_anew_be_it_changed_or_not(town: Town) -> None:
    """What was put right holds for what is read."""
    town.correct(title="Plan for havnen")
    before = town.service.index.catalogue.generation
    assert town.reread().json()["id"] == "havneplan"
    assert town.service.index.catalogue.generation > before
    (town.folder / "havneplan.md").write_text("# Ny plan\n\nMolen åbner i 2029.\n", "utf-8")
    (town.folder / "corpus.toml").write_text(TOML.replace("Lemvig", "Holstebro"), "utf-8")
    assert town.reread().status_code == 200
    document = town.document()
    assert "Molen" in document["text"]
    assert (document["title"], document["organisation"]) == ("Plan for havnen", "Holstebro Kommune")
    assert town.service.library.read().unchanged == ["havneplan"]


def test_a_file_that_cannot_be_read_any_more_leaves_the_document(town: Town) -> None:
    """And what was asked to be put right is not half done."""
    before = town.document()
    (town.folder / "havneplan.md").write_bytes(b"")
    for answer in (town.reread(), town.correct(title="Ny")):
        assert "havneplan.md: Filen er tom." in is_problem(answer, 422)
    assert town.document() == before
    (town.folder / "havneplan.md").write_text(PLAN, "utf-8")
    town.service.library.read()
    assert town.document()["title"] == "Havneplan"


def test_a_file_that_is_gone_is_named(town: Town) -> None:
    """The document stays until it is removed, and what was put right goes with it."""
    town.correct(title="Plan for havnen")
    file = town.folder / "havneplan.md"
    file.unlink()
    for answer in (town.reread(), town.correct(title="Ny")):
        assert str(file) in is_problem(answer, 409)
    assert town.document()["title"] == "Plan for havnen"
    assert town.client.delete("/api/v1/documents/havneplan").status_code == 204
    file.write_text(PLAN, "utf-8")
    assert town.service.library.read().added == ["havneplan"]
    assert town.document()["title"] == "Havneplan"


def test_a_file_that_was_away_for_one_reading_comes_back_as_it_was_put_right(town: Town) -> None:
    """As when a shared folder was not there at the start."""
    town.correct(title="Plan for havnen")
    away = town.folder.with_name("away")
    town.folder.rename(away)
    town.folder.mkdir()
    assert town.service.library.read().removed == ["havneplan"]
    town.folder.rmdir()
    away.rename(town.folder)
    assert town.service.library.read().added == ["havneplan"]
    assert town.document()["title"] == "Plan for havnen"


def test_corrections_that_cannot_be_opened_are_named(town: Town) -> None:
    """Not the folder's own notes, which are as they should be."""
    town.correct(title="Plan for havnen")
    kept = town.data / "corrections" / "documents.json"
    kept.unlink()
    kept.mkdir()
    (refused,) = town.service.library.read().refused
    assert refused.name == str(kept)
    is_problem(town.correct(period="2024"), 422)
    assert town.document()["title"] == "Plan for havnen"


@pytest.mark.parametrize("damaged", ["{", "[]", "7", '{"titel": "Ny"}', '["title"]'])
def test_a_damaged_note_of_an_upload_stops_nothing_else(home: Path, damaged: str) -> None:
    """The start says which; its document stays as it was until it is added again."""
    with running(home) as town:
        town.upload("vejplan.md", PLAN, title="Plan for vejene")
        town.upload("byplan.md", PLAN)
    note = town.data / "uploads" / ".metadata" / "vejplan.json"
    note.write_text(damaged, "utf-8")
    with running(home) as town:
        assert [refused.name for refused in town.report.refused] == [f"{note}"]
        assert f"{note}" in is_problem(town.correct("vejplan", period="2024"), 422)
        assert town.document("vejplan")["title"] == "Plan for vejene"
        assert town.correct("byplan", title="Plan for byen").status_code == 200
        town.upload("vejplan.md", PLAN, title="Ny plan for vejene")
        assert not town.service.library.read().refused
        assert town.document("vejplan")["title"] == "Ny plan for vejene"


def test_a_correction_that_was_cut_off_comes_with_the_next_reading(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when power ends between what is kept and the index."""

    def broken(*_: object) -> None:
        raise IndexUnusable("Modellen kan ikke indlæses.")

    with monkeypatch.context() as patch:
        patch.setattr(Reading, "publish", broken)
        is_problem(town.correct(title="Plan for havnen"), 503)
    assert town.service.library.read().changed == ["havneplan"]
    assert town.document()["title"] == "Plan for havnen"


def test_a_file_that_changes_while_it_is_read_is_not_mixed_with_itself(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asked is told, and may ask again."""
    read = Sandbox.read

    def changing(*given: Any) -> Any:  # noqa: ANN401 - whatever a reading takes and gives
        document = read(*given)
        (town.folder / "havneplan.md").write_text("# Helt ny plan\n\nMolen.\n", "utf-8")
        return document

    monkeypatch.setattr(Sandbox, "read", changing)
    with pytest.raises(Fixed, match="Prøv igen"):
        town.service.library.correct("havneplan", {"title": "Ny"})
    assert town.document()["title"] == "Havneplan"


@pytest.mark.parametrize("damaged", ["{", "[]", '{"havneplan": "Ny"}', '{"havneplan": {"x": 1}}'])
def test_corrections_that_cannot_be_read_lose_nothing(town: Town, damaged: str) -> None:
    """The reading says so; neither the documents nor the file are changed for it."""
    town.correct(title="Plan for havnen")
    kept = town.data / "corrections" / "documents.json"
    kept.write_text(damaged, "utf-8")
    assert len(town.service.library.read().refused) == 1
    is_problem(town.correct(period="2024"), 422)
    assert town.document()["title"] == "Plan for havnen"
    assert kept.read_text("utf-8") == damaged


def test_another_sites_page_changes_nothing(town: Town) -> None:
    """What changes something comes from a page of this server."""
    foreign = {"origin": "http://evil.example"}
    address = "/api/v1/documents/havneplan"
    is_problem(town.client.patch(address, json={"title": "Ny"}, headers=foreign), 403)
    is_problem(town.client.post(f"{address}/read", headers=foreign), 403)
    assert town.document()["title"] == "Havneplan"


def test_the_schema_names_the_new_addresses(town: Town) -> None:
    """With what is taken and what may go wrong."""
    paths = town.client.get("/openapi.json").json()["paths"]
    correct = paths["/api/v1/documents/{document_id}"]["patch"]
    reread = paths["/api/v1/documents/{document_id}/read"]["post"]
    for described in (correct, reread):
        assert {"200", "404", "409", "422"} <= described["responses"].keys()
        assert described["description"]
