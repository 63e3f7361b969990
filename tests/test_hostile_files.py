"""Each hostile file is refused by name and with advice, and nothing else suffers from it."""

from __future__ import annotations

import os
import socket
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
from ingest import files
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


def test_what_is_no_file_keeps_no_file_out(tmp_path: Path, index: Index) -> None:
    """Pipes that nobody writes to, links that lead in circles or nowhere, holes of a terabyte."""
    folder = tmp_path / "papers"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "rundt.txt").symlink_to(folder / "rundt.txt")
    (folder / "intet.txt").symlink_to(folder / "findes-ikke")
    (folder / "igen").symlink_to(folder)
    (folder / "nul.txt").symlink_to("/dev/zero")
    with (folder / "hul.txt").open("wb") as hole:
        hole.truncate(1 << 40)
    for name in (
        "linje\nto.txt",
        "skærm\x1b[2J.txt",
        "vendt\u202etxt.fdp",
        os.fsdecode(b"\xff.txt"),
    ):
        (folder / name).write_bytes(b"Trivsel for alle.")
    (folder / "god.docx").write_bytes(hostile.good_word())
    report = Reading(index).run([folder])
    assert report.added == ["god"]
    refused = {refusal.name for refusal in report.refused}
    assert refused == {"hul.txt", "linje?to.txt", "skærm?[2J.txt", "vendt?txt.fdp", "?.txt"}


def test_a_file_that_changes_while_it_is_read_is_bounded(tmp_path: Path) -> None:
    """It may grow behind its size, or become a pipe behind its name."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert files.content(tmp_path / "pipe.txt", 9) == b""
    with pytest.raises(Refused, match="fylder"):
        files.content(Path("/proc/self/status"), 9)
    with pytest.raises(Refused, match="kan ikke åbnes"):
        files.content(tmp_path / "væk.txt", 9)


def test_what_cannot_be_looked_at_is_refused_by_name(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file in a folder that may be listed and not entered; the others are read."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("god.txt", "lukket.txt"):
        (folder / name).write_bytes(b"Trivsel for alle.")
    looked_at, opened = Path.is_file, os.open

    def is_file(path: Path) -> bool:
        if path.name == "lukket.txt":
            raise PermissionError(13, "Permission denied")
        return looked_at(path)

    def open_(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == "lukket.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, mode)

    monkeypatch.setattr(Path, "is_file", is_file)
    monkeypatch.setattr(os, "open", open_)
    report = Reading(index).run([folder])
    assert report.added == ["god"]
    assert [refusal.name for refusal in report.refused] == ["lukket.txt"]


def test_nothing_that_a_file_names_is_fetched(sandbox: Sandbox) -> None:
    """Neither a DTD, a template, a picture nor an included part; nor is a file of ours read."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for name, make in hostile.reaching(address).items():
            assert "Trivsel" in sandbox.read(make, name).text
        with pytest.raises(TimeoutError):
            server.accept()


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
