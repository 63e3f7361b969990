"""Drafts and records over the API and the command line, over our own documents."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from assistant import api
from assistant.drafts.asked import DraftAsked
from assistant.service import Service
from ingest.settings import Settings
from ui import command, draft_command
from ui.client import LocalClient, ServerClient

Json = dict[str, Any]
FIELDS = frozenset("number document_id title organisation section page start end quote".split())
SHORT: Json = {"subject": "skolefravær", "length": "short"}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    """The API over the product's own documents."""
    with TestClient(api.create(service), base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def made(client: TestClient) -> Json:
    """A draft on a subject that the documents hold."""
    found = client.post("/api/v1/drafts", json=SHORT)
    assert found.status_code == 200, found.text
    answer: Json = found.json()
    return answer


def whole(client: TestClient, made: Json) -> Json:
    found: Json = client.get(f"/api/v1/drafts/{made['id']}").json()
    return found


def problem(answer: Any, status: int, *words: str) -> None:  # noqa: ANN401 - httpx's or TestClient's
    """A problem with a detail that holds the words."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    for word in words:
        assert word in answer.json()["detail"]


def test_a_draft_has_the_contracts_shape(client: TestClient, made: Json) -> None:
    """Markdown whose marks are its citations, and each quote the text at its place."""
    assert list(made) == ["id", "markdown", "citations", "unsupported"]
    assert made["markdown"].startswith("# ")
    assert made["citations"]
    for one in made["citations"]:
        assert set(one) == FIELDS
        assert f"[{one['number']}]" in made["markdown"]
        document = client.get(f"/api/v1/documents/{one['document_id']}").json()
        assert document["text"][one["start"] : one["end"]] == one["quote"]
    assert made["unsupported"] == []


def test_all_that_can_be_asked_of_a_draft(client: TestClient) -> None:
    """Themes of the register, organisation, period, date, reader and length; null is left out."""
    themes = client.get("/api/v1/themes", params={"query": "skolefravær"}).json()["themes"]
    body: Json = {
        "subject": "", "themes": [themes[0]["id"]], "organisation": themes[0]["organisation"],
        "period": "2022-2026", "since": "2022-01-01", "audience": "udvalg", "length": "long",
        "mode": None,
    }  # fmt: skip
    found = client.post("/api/v1/drafts", json=body)
    assert found.status_code == 200, found.text
    assert {one["document_id"] for one in found.json()["citations"]} == {themes[0]["document_id"]}
    bare = {**dict.fromkeys(body), "subject": "skolefravær"}
    assert client.post("/api/v1/drafts", json=bare).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"subject": "vindmøller"}, 404, "vindmøller"),
        ({"subject": "leg", "themes": ["nope:1"]}, 404, "nope"),
        ({"subject": " \n"}, 422, "vælg et tema"),
        ({}, 422, "vælg et tema"),
        ({"subject": "a" * 4001}, 422, "subject"),
        ({"subject": "skolefravær", "since": "i går"}, 422, "2024-05-31"),
        ({"subject": "skolefravær", "period": "engang"}, 422, "engang"),
        ({"subject": "skolefravær", "length": "huge"}, 422, "length"),
        ({"subject": "skolefravær", "color": "red"}, 422, "color"),
        ({"subject": "skolefravær", "mode": "llm"}, 409, "sprogmodel"),
    ],
)
def test_what_makes_no_draft_is_said_plainly(
    client: TestClient, body: Json, status: int, word: str
) -> None:
    """And nothing is kept of it."""
    before = client.get("/api/v1/drafts").json()
    problem(client.post("/api/v1/drafts", json=body), status, word)
    assert client.get("/api/v1/drafts").json() == before


def test_a_draft_is_listed_and_shown_whole(client: TestClient, made: Json) -> None:
    """Newest first, and with all that is edited."""
    listed = client.get("/api/v1/drafts").json()["drafts"]
    assert listed[0]["id"] == made["id"]
    assert not listed[0]["edited"]
    found = whole(client, made)
    assert {name: found[name] for name in made} == made
    assert found["title"] == listed[0]["title"]
    assert found["parts"][0]["name"] == "background"
    for part in found["parts"]:
        assert f"## {part['heading']}" in found["markdown"]
        assert part["table"] is None or all(
            len(row) == len(part["table"]["heads"]) for row in part["table"]["rows"]
        )


def test_a_draft_is_edited_and_the_second_of_two_is_told(client: TestClient, made: Json) -> None:
    """What was written is marked as one's own, and as without a source where it has none."""
    before = whole(client, made)
    part = before["parts"][0]
    edit = {"name": part["name"], "text": f"{part['text']}\n\nVi ansætter 43 flere."}
    body = {"version": before["version"], "title": "Fravær", "parts": [edit]}
    found = client.put(f"/api/v1/drafts/{made['id']}", json=body)
    assert found.status_code == 200, found.text
    after = found.json()
    assert after == whole(client, made)
    assert (after["title"], after["edited"]) == ("Fravær", True)
    assert "Vi ansætter 43 flere. [egen][uden kilde]" in after["markdown"]
    assert after["unsupported"] == ["Vi ansætter 43 flere."]
    assert after["citations"] == before["citations"]
    problem(client.put(f"/api/v1/drafts/{made['id']}", json=body), 409, "rettet udkastet")
    assert whole(client, made) == after


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"parts": [{"name": "nonsense", "text": ""}]}, "name"),
        ({"parts": [{"name": "done", "rows": [["a"]]}]}, "tabel"),
        ({"parts": [{"name": "done", "text": ""}, {"name": "done", "text": "a"}]}, "to gange"),
        ({"parts": [{"name": "done", "text": "a" * 50_001}]}, "text"),
        ({"title": ""}, "Titlen"),
        ({"title": "a" * 301}, "300"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(
    client: TestClient, made: Json, change: Json, word: str
) -> None:
    """By name, and the draft is as it was."""
    before = whole(client, made)
    body = {"version": before["version"], **change}
    problem(client.put(f"/api/v1/drafts/{made['id']}", json=body), 422, word)
    assert whole(client, made) == before


def test_what_was_only_deleted_is_edited_too(client: TestClient, made: Json) -> None:
    """Everything in a part may go, and the draft says that somebody has been there."""
    before = whole(client, made)
    assert (before["edited"], before["changed"]) == (False, "")
    body = {"version": before["version"], "parts": [{"name": "background", "text": ""}]}
    after = client.put(f"/api/v1/drafts/{made['id']}", json=body).json()
    assert after["parts"][0]["text"] == ""
    assert after["edited"]
    assert after["changed"] > after["made"]
    assert after == whole(client, made)


def test_a_check_can_be_run_again(client: TestClient, made: Json) -> None:
    """It gives the draft as it is."""
    found = client.post(f"/api/v1/drafts/{made['id']}/check")
    assert found.status_code == 200
    assert found.json() == whole(client, made)


def test_a_draft_as_files(client: TestClient, made: Json) -> None:
    """Each under a name that says what it is about, in letters that every browser reads."""
    address = f"/api/v1/drafts/{made['id']}"
    found = client.get(f"{address}.md")
    assert found.headers["content-type"] == "text/markdown; charset=utf-8"
    assert found.text.startswith(made["markdown"])
    assert made["citations"][0]["quote"].split()[0] in found.text.split("## Kilder")[1]
    plain, marked = found.headers["content-disposition"].split("; ")[1:]
    assert plain.isascii()
    assert "Skolefravaer.md" in plain
    assert unquote(marked).removeprefix("filename*=UTF-8''").endswith("Skolefravær.md")
    word = client.get(f"{address}.docx")
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert "word/footnotes.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
    pdf = client.get(f"{address}.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "title", ['../../etc/passwd\r\nX-Evil: 1; "a"', "Årsplan\u202e og 日本", '"', "a" * 300, "..."]
)
def test_a_title_is_no_header_and_no_path(client: TestClient, made: Json, title: str) -> None:
    """Whatever somebody has called a draft, its file has a name and nothing else."""
    version = whole(client, made)["version"]
    edit = {"version": version, "title": title}
    assert client.put(f"/api/v1/drafts/{made['id']}", json=edit).status_code == 200
    found = client.get(f"/api/v1/drafts/{made['id']}.md")
    told = found.headers["content-disposition"]
    assert "x-evil" not in found.headers
    assert told.count('"') == 2
    name = unquote(told.split("''")[1])
    assert not set(name) & set('/\\:*?"<>|\r\n\u202e')
    assert 3 < len(name) <= 84


def test_what_is_removed_is_gone(client: TestClient, made: Json) -> None:
    """All its addresses are 404, and so are those of no draft at all."""
    assert client.delete(f"/api/v1/drafts/{made['id']}").status_code == 204
    for name in (made["id"], "nope", "0" * 18):
        address = f"/api/v1/drafts/{name}"
        for ending in ("", ".md", ".docx", ".pdf"):
            problem(client.get(address + ending), 404, name)
        problem(client.delete(address), 404, name)
        problem(client.post(f"{address}/check"), 404, name)
        problem(client.post(f"{address}/records"), 404, name)
        problem(client.put(address, json={"version": "x"}), 404, name)


def test_a_draft_is_frozen_at_an_address_of_its_own(client: TestClient, made: Json) -> None:
    """The record is what was frozen, whatever becomes of the draft; now tells of its sources."""
    done = client.post(f"/api/v1/drafts/{made['id']}/records")
    assert done.status_code == 201
    kept = done.json()
    assert done.headers["location"] == kept["address"]
    client.delete(f"/api/v1/drafts/{made['id']}")
    found = client.get(kept["address"]).json()
    assert found["record"] == kept["record"]
    assert found["now"]["intact"]
    assert {one["state"] for one in found["now"]["citations"]} == {"same"}
    assert all(one["same_file"] and one["same_text"] for one in found["now"]["documents"])
    listed = client.get("/api/v1/records").json()["records"]
    assert (listed[0]["id"], listed[0]["source"]) == (kept["record"]["id"], made["id"])
    assert client.delete(kept["address"]).status_code == 204
    problem(client.get(kept["address"]), 404, kept["record"]["id"])


def test_an_answer_is_frozen(client: TestClient) -> None:
    """The body of a question; the answer that it would have had."""
    body = {"question": "Hvad er mellemformer?"}
    asked = client.post("/api/v1/ask", json=body).json()
    done = client.post("/api/v1/records", json=body)
    assert done.status_code == 201
    record = done.json()["record"]
    assert (record["kind"], record["text"]) == ("answer", asked["answer"])
    assert record["citations"] == asked["citations"]
    problem(client.post("/api/v1/records", json={**body, "mode": "llm"}), 409, "sprogmodel")


def test_a_page_from_elsewhere_changes_no_draft(client: TestClient, made: Json) -> None:
    """Neither made, edited, checked, frozen nor removed; and a foreign name reads nothing."""
    foreign = {"origin": "http://evil.example"}
    address = f"/api/v1/drafts/{made['id']}"
    edit = {"version": whole(client, made)["version"], "title": "Plantet"}
    before = client.get("/api/v1/drafts").json(), client.get("/api/v1/records").json()
    for answer in (
        client.post("/api/v1/drafts", json=SHORT, headers=foreign),
        client.put(address, json=edit, headers=foreign),
        client.post(f"{address}/check", headers=foreign),
        client.post(f"{address}/records", headers=foreign),
        client.post("/api/v1/records", json={"question": "Hvad?"}, headers=foreign),
        client.delete(address, headers=foreign),
        client.get(address, headers={"host": "evil.example"}),
        client.get(f"{address}.docx", headers={"host": "evil.example"}),
    ):
        problem(answer, 403)
    assert (client.get("/api/v1/drafts").json(), client.get("/api/v1/records").json()) == before


# -- on the command line ----------------------------------------------------------------------


@pytest.fixture
def run(service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the open service, as if the folder were free."""

    @contextlib.contextmanager
    def connect(_: Settings) -> Iterator[LocalClient]:
        yield LocalClient(service)

    def run(*words: str, code: int = 0) -> Result:
        done = CliRunner().invoke(command.app, words)
        assert done.exit_code == code, done.output
        return done

    monkeypatch.setattr(draft_command, "connect", connect)
    return run


def test_the_near_client_and_the_far_one_say_the_same(
    service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a draft and of its files."""
    near, far = LocalClient(service), ServerClient("http://localhost")
    monkeypatch.setattr(far, "_http", client)
    asked = DraftAsked("skolefravær", length="short")
    told = [one.draft(asked) for one in (near, far)]
    assert told[0].pop("id") != told[1].pop("id")
    assert told[0] == told[1]
    made = far.draft(asked)["id"]
    for kind in ("md", "docx", "pdf"):
        assert near.draft_file(made, kind)[:4] == far.draft_file(made, kind)[:4]
    assert near.draft_file(made, "md") == far.draft_file(made, "md")


def test_a_draft_in_the_terminal_and_as_files(tmp_path: Path, run: Callable[..., Result]) -> None:
    """As text with sources and no word cut off, as JSON, and as files."""
    files = {name: tmp_path / f"ud.{name}" for name in ("docx", "md", "pdf")}
    options = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    done = run("draft", "skolefravær", "--length", "short", *options)
    assert files["docx"].read_bytes().startswith(b"PK")
    assert files["pdf"].read_bytes().startswith(b"%PDF-")
    assert "…" not in done.stdout
    assert "[1]" in done.stdout
    assert "“" in done.stdout
    assert all(str(path) in done.stderr.replace("\n", "") for path in files.values())
    found = json.loads(run("draft", "skolefravær", "--length", "short", "--json").stdout)
    assert files["md"].read_text("utf-8").startswith(found["markdown"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["vindmøller"], "vindmøller"),
        ([], "vælg et tema"),
        (["--theme", "nope:1"], "nope"),
        (["skolefravær", "--since", "i går"], "2024-05-31"),
        (["skolefravær", "--period", "engang"], "engang"),
        (["a" * 4001], "subject"),
    ],
)
def test_where_there_is_no_draft_the_terminal_says_why(
    tmp_path: Path, run: Callable[..., Result], words: list[str], told: str
) -> None:
    """On stderr, with another exit code than 0 and no file."""
    none = tmp_path / "none.docx"
    refused = run("draft", *words, "--docx", str(none), code=1)
    assert told in refused.stderr
    assert not refused.stdout
    assert not none.exists()


def test_a_place_that_cannot_be_written_is_told_before_there_is_a_draft(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    """Nothing is made that nobody is told of."""
    told = run("draft", "skolefravær", "--docx", str(tmp_path / "nowhere" / "s.docx"), code=1)
    assert "Der kan ikke skrives en fil" in told.stderr
    assert "Status:" not in told.stdout


def test_every_option_reaches_the_draft(
    service: Service, client: TestClient, run: Callable[..., Result]
) -> None:
    """Themes of the register too, as often as they are given."""
    themes = client.get("/api/v1/themes", params={"query": "skolefravær"}).json()["themes"][:2]
    names = tuple(theme["id"] for theme in themes)
    options = {
        "--organisation": themes[0]["organisation"], "--period": "2022-2026",
        "--since": "2022-01-01", "--audience": "udvalg", "--length": "long",
    }  # fmt: skip
    words = [word for pair in [*(("--theme", name) for name in names), *options.items()]
             for word in pair]  # fmt: skip
    made = json.loads(run("draft", "fravær", *words, "--json").stdout)
    assert service.drafting.draft(made["id"]).asked == DraftAsked(
        "fravær", names, themes[0]["organisation"], "2022-2026", "2022-01-01", "udvalg", "long"
    )
