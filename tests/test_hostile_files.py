"""Each hostile file is refused by name and with advice, and nothing else suffers from it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from fastapi.testclient import TestClient
from hashed import HashedEmbedder

from assistant import api
from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest.errors import Refused
from ingest.index import Index
from ingest.reading import Reading
from ingest.sandbox import Sandbox
from ingest.settings import Settings

FILES = hostile.files()
TOO_LARGE = "stor.txt"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def client(tmp_path: Path, papers: Path) -> Iterator[TestClient]:
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        settings = Settings(corpus=papers, data=tmp_path / "data")
        library = Library(index, papers)
        library.read()
        service = Service(settings, index, Assistant(index), library, warm=True)
        with TestClient(api.create(service), base_url="http://localhost") as opened:
            yield opened


@pytest.mark.parametrize("name", sorted(set(FILES) - {TOO_LARGE}))
def test_a_hostile_file_is_refused(sandbox: Sandbox, name: str) -> None:
    """By name, with what is wrong and what to do; the same process family reads on."""
    with pytest.raises(Refused) as refused:
        sandbox.read(FILES[name](), name)
    assert refused.value.name == name
    assert refused.value.reason.endswith(".")
    assert refused.value.advice.endswith(".")
    assert "Trivselsteamet" in sandbox.read(hostile.good_word(), "god.docx").text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kodeord.docx", "adgangskode"),
        ("krypteret.pdf", "adgangskode"),
        ("program.docx", "program"),
        ("tom.docx", "tom"),
        ("gammel.doc", r"Gem som \.docx"),
        ("gammel.xls", r"Gem som \.xlsx"),
        ("gammel.ppt", r"Gem som \.pptx"),
        ("zipbombe.docx", "pakkes ud"),
        ("latter.docx", "entiteter"),
    ],
)
def test_a_refusal_says_what_is_wrong(sandbox: Sandbox, name: str, reason: str) -> None:
    """So that somebody can do something about it."""
    with pytest.raises(Refused, match=reason):
        sandbox.read(FILES[name](), name)


def test_a_folder_of_them_refuses_each_and_reads_the_rest(tmp_path: Path, index: Index) -> None:
    """Side by side, in order, each by name."""
    folder = tmp_path / "papers"
    made = list(hostile.written(folder))
    for name in ("aaa.docx", "mmm.docx", "øøø.docx"):
        (folder / name).write_bytes(hostile.good_word())
    report = Reading(index).run([folder])
    assert report.added == ["aaa", "mmm", "øøø"]
    ids = {path.name for path in made}
    assert {refusal.name for refusal in report.refused} == ids
    assert all(refusal.advice for refusal in report.refused)


def test_the_api_refuses_each_and_answers_meanwhile(client: TestClient) -> None:
    """Four at a time, a file of 200 MB among them; questions are answered all the while."""
    before = client.get("/api/v1/documents").json()
    told: dict[str, tuple[int, str]] = {}
    answers: list[int] = []
    names = ["zipbombe.docx", "latter.docx", "dybt.pdf", "oppustet.pdf", TOO_LARGE, "nul.txt"]

    def send(name: str) -> None:
        answer = client.post("/api/v1/documents", files={"file": (name, FILES[name]())})
        told[name] = (answer.status_code, answer.json()["detail"])

    threads = [threading.Thread(target=send, args=(name,)) for name in names[:4]]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        answers.append(client.post("/api/v1/ask", json={"question": "Hvad er Barnets Lov?"})
                       .status_code)  # fmt: skip
    for name in names[4:]:
        send(name)
    assert set(answers) == {200}
    assert {status for status, _ in told.values()} == {422}
    assert all(detail.startswith(name) for name, (_, detail) in told.items())
    assert client.get("/api/v1/documents").json() == before


def test_a_request_that_is_too_large_is_not_taken_in(client: TestClient) -> None:
    """Neither a question of many megabytes nor an upload that says it is of many gigabytes."""
    question = client.post("/api/v1/ask", content=b'{"question": "' + b"x" * 11_000_000 + b'"}',
                           headers={"content-type": "application/json"})  # fmt: skip
    assert question.status_code == 413
    headers = {"content-type": "multipart/form-data; boundary=x", "content-length": "9" * 12}
    upload = client.post("/api/v1/documents", content=b"--x--", headers=headers)
    assert upload.status_code == 413
    assert upload.headers["content-type"] == "application/problem+json"
