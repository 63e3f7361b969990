"""A closed port stays closed to web pages, to floods, and to the log's readers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from hashed import HashedEmbedder

from assistant import api
from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest.index import Index
from ingest.settings import Settings

QUESTION = {"question": "Hvad er hemmeligt om hr. Jensen?"}


@pytest.fixture
def own(tmp_path: Path, papers: Path) -> Iterator[Service]:
    """A quick service of one's own."""
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        settings = Settings(corpus=papers, data=tmp_path / "data", hosts="strategi.kommune.example")
        service = Service(settings, index, Assistant(index), Library(index, papers))
        service.library.read()
        service.warm_up()
        yield service


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1"])
def test_a_foreign_host_name_is_refused(own: Service, host: str) -> None:
    """A name that only resolves to this machine reads nothing from it."""
    with TestClient(api.create(own), base_url="http://localhost") as client:
        answer = client.get("/api/v1/documents", headers={"host": host})
        assert answer.status_code == 403
        assert "STRATEGI_HOSTS" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1:8000", "strategi.kommune.example"])
def test_own_names_and_those_of_the_settings_are_answered(own: Service, host: str) -> None:
    """This machine by its names, and a proxy that the owner has named."""
    with TestClient(api.create(own), base_url="http://localhost") as client:
        assert client.get("/health/live", headers={"host": host}).status_code == 200


def test_a_page_from_elsewhere_changes_nothing(own: Service) -> None:
    """A form on another site cannot plant a document; one on this site can."""
    files = {"file": ("plantet.md", b"En plantet tekst om trivsel.")}
    with TestClient(api.create(own), base_url="http://localhost") as client:
        foreign = {"origin": "http://evil.example"}
        assert client.post("/api/v1/documents", files=files, headers=foreign).status_code == 403
        assert client.get("/api/v1/documents/plantet").status_code == 404
        own_page = {"origin": "http://localhost"}
        assert client.post("/api/v1/documents", files=files, headers=own_page).status_code == 201


def test_too_many_at_once_are_told_so_and_the_server_lives(own: Service) -> None:
    """Beyond its places the server says that it is busy, and still says that it is alive."""
    app = api.create(own)
    app.state.places = threading.BoundedSemaphore(1)
    app.state.places.acquire()
    with TestClient(app, base_url="http://localhost") as client:
        busy = client.post("/api/v1/ask", json=QUESTION)
        assert busy.status_code == 503
        assert "travlt" in busy.json()["detail"]
        assert client.get("/health/live").status_code == 200
        app.state.places.release()
        assert client.post("/api/v1/ask", json=QUESTION).status_code == 200


def test_an_error_tells_neither_caller_nor_log_what_was_asked(
    own: Service, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Over a real server: a problem for the caller, the kind of the error in the log, no more."""

    def broken(text: str) -> list[float]:
        raise RuntimeError(f"indersiden: {text}")

    own.index.embedder.embed_query = broken  # type: ignore[method-assign]
    server = uvicorn.Server(uvicorn.Config(api.create(own), port=0, log_level="info"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}/api/v1/ask"
        plain = httpx.post(url, json=QUESTION, trust_env=False)
        stream = httpx.post(url, json={**QUESTION, "stream": True}, trust_env=False)
    finally:
        server.should_exit = True
        thread.join()
    told = plain.text + stream.text + "".join(capfd.readouterr()) + caplog.text
    assert plain.status_code == 500
    assert plain.headers["content-type"] == "application/problem+json"
    assert "event: error" in stream.text
    assert "Jensen" not in told
    assert "indersiden" not in told
    assert "RuntimeError at /api/v1/ask" in caplog.text
