"""The API keeps its contract."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from conftest import CORPUS
from fastapi.testclient import TestClient
from hashed import HashedEmbedder
from markdown_it import MarkdownIt

from assistant import api
from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest.index import Index
from ingest.settings import Settings


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    """The API over the product's own documents."""
    with TestClient(api.create(service), base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path, papers: Path) -> Iterator[tuple[TestClient, Path]]:
    """An API whose documents a test may change, and their folder."""
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        settings = Settings(corpus=papers, data=tmp_path / "data")
        service = Service(settings, index, Assistant(index), Library(index, papers))
        service.library.read()
        service.warm_up()
        with TestClient(api.create(service), base_url="http://localhost") as opened:
            yield opened, papers


def is_problem(response: httpx.Response, status: int) -> str:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    return str(body["detail"])


def test_health(client: TestClient) -> None:
    """Alive at once, ready when questions can be answered."""
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200


def test_not_ready_says_why(tmp_path: Path) -> None:
    """Without documents a question cannot be answered, and 503 says what to do."""
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        service = Service(Settings(), index, Assistant(index), Library(index, tmp_path), warm=True)
        with TestClient(api.create(service), base_url="http://localhost") as client:
            assert "strategi ingest" in is_problem(client.get("/health/ready"), 503)


def test_ask_has_the_shape_of_the_contract(client: TestClient) -> None:
    """Status, Markdown, citations that hold, nearest, mode and time."""
    body = client.post("/api/v1/ask", json={"question": "Hvad er mellemformer?"}).json()
    assert set(body) == {"status", "answer", "citations", "nearest", "mode", "took_ms"}
    assert (body["status"], body["mode"]) == ("answered", "extractive")
    for citation in body["citations"]:
        assert set(citation) == {
            "number", "document_id", "title", "organisation", "section", "page", "start", "end",
            "quote",
        }  # fmt: skip
        document = client.get(f"/api/v1/documents/{citation['document_id']}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_search_has_the_shape_of_the_contract(client: TestClient) -> None:
    """Passages with their places, best first, as many as asked for."""
    asked = {"query": "skolefravær", "limit": 3, "filters": {"organisations": ["vesthimmerlands"]}}
    body = client.post("/api/v1/search", json=asked).json()
    assert len(body["passages"]) == 3
    scores = [passage["score"] for passage in body["passages"]]
    assert scores == sorted(scores, reverse=True)
    for passage in body["passages"]:
        document = client.get(f"/api/v1/documents/{passage['document_id']}").json()
        assert document["text"][passage["start"] : passage["end"]] == passage["text"]
        assert document["organisation"] == "Vesthimmerlands Kommune"


def test_a_streamed_answer_ends_with_the_whole(client: TestClient) -> None:
    """Tokens make up the answer; citations and the whole follow as events of their own."""
    asked = {"question": "Hvad er mellemformer?", "stream": True}
    events: list[tuple[str, dict[str, object]]] = []
    with client.stream("POST", "/api/v1/ask", json=asked) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                events.append((name, json.loads(line.removeprefix("data: "))))
    names = [name for name, _ in events]
    assert names[-2:] == ["citations", "done"]
    assert set(names[:-2]) == {"token"}
    whole = events[-1][1]
    assert "".join(str(data["text"]) for name, data in events if name == "token") == whole["answer"]
    assert events[-2][1]["citations"] == whole["citations"]


def test_a_model_that_is_not_there_is_a_conflict(client: TestClient) -> None:
    """Asking for a language model without one is a 409 that says what to do."""
    asked = {"question": "Hvad er CPP?", "mode": "llm"}
    assert "extractive" in is_problem(client.post("/api/v1/ask", json=asked), 409)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"question": ""},
        {"question": "x" * 5000},
        {"question": "a", "mode": "poem"},
        {"frage": "a"},
    ],
)
def test_bad_questions_are_problems(client: TestClient, asked: dict[str, str]) -> None:
    """What does not fit the form is a 422 that names the field."""
    is_problem(client.post("/api/v1/ask", json=asked), 422)


def test_unknown_addresses_and_documents_are_problems(client: TestClient) -> None:
    """404 in the API's own form."""
    assert "/docs" in is_problem(client.get("/api/v1/nothing"), 404)
    assert "ukendt" in is_problem(client.get("/api/v1/documents/ukendt"), 404)
    is_problem(client.delete("/api/v1/documents/ukendt"), 404)


def test_the_list_of_documents(client: TestClient) -> None:
    """Each document with where it came from and how much was made of it."""
    documents = client.get("/api/v1/documents").json()["documents"]
    assert len(documents) == 5
    for document in documents:
        assert set(document) == {
            "id", "title", "organisation", "kind", "period", "published", "source", "sha256",
            "passages", "warnings", "ingested_at",
        }  # fmt: skip
        assert document["passages"] > 10
        assert Path(document["source"]).parent == CORPUS


def test_docs_and_schema_come_from_the_server_itself(client: TestClient) -> None:
    """The API's own pages load nothing from another host."""
    page = client.get("/docs").text
    assert "http://" not in page.replace("http://localhost", "")
    assert "https://" not in page
    schema = client.get("/openapi.json").json()
    assert "/api/v1/ask" in schema["paths"]


def test_an_upload_is_found_replaced_and_removed(own: tuple[TestClient, Path]) -> None:
    """A document of one's own: in, asked, replaced by its id, out again without a trace."""
    client, _ = own
    first = {"file": ("Notat om Støj.md", "# Notat\n\nStøjen i Lindegården kommer fra kranen.\n")}
    made = client.post("/api/v1/documents", files=first, data={"organisation": "Læsø Kommune"})
    assert made.status_code == 201
    assert made.json()["id"] == "notat-om-støj"
    assert made.json()["organisation"] == "Læsø Kommune"
    found = client.post("/api/v1/search", json={"query": "kranen Lindegården"}).json()["passages"]
    assert found[0]["document_id"] == "notat-om-støj"
    second = {"file": ("Notat om Støj.txt", "Støjen i Lindegården kommer fra pumpen i kælderen.")}
    assert client.post("/api/v1/documents", files=second).status_code == 201
    text = client.get("/api/v1/documents/notat-om-støj").json()["text"]
    assert "pumpen" in text
    assert "kranen" not in text
    assert client.delete("/api/v1/documents/notat-om-støj").status_code == 204
    is_problem(client.get("/api/v1/documents/notat-om-støj"), 404)


def test_a_file_of_the_folder_cannot_be_removed_or_replaced(own: tuple[TestClient, Path]) -> None:
    """The folder's owner decides: 409 and 422 name the file."""
    client, papers = own
    detail = is_problem(client.delete("/api/v1/documents/faxe-udviklingsstrategi"), 409)
    assert str(papers / "faxe-udviklingsstrategi.md") in detail
    files = {"file": ("faxe-udviklingsstrategi.txt", "En anden tekst.")}
    assert "faxe" in is_problem(client.post("/api/v1/documents", files=files), 422)


def test_a_document_whose_file_is_gone_can_be_removed(own: tuple[TestClient, Path]) -> None:
    """A folder that is read no more leaves no document that nobody can get rid of."""
    client, papers = own
    (papers / "faxe-udviklingsstrategi.md").unlink()
    assert client.delete("/api/v1/documents/faxe-udviklingsstrategi").status_code == 204
    is_problem(client.get("/api/v1/documents/faxe-udviklingsstrategi"), 404)


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("tom.txt", b"", {}), ("billede.png", b"\x89PNG", {}), ("../../x.txt", b"\x00" * 900, {}),
        ("....md", b"tekst", {}), ("plan.md", b"tekst om trivsel", {"published": "i morgen"}),
    ],
)  # fmt: skip
def test_bad_uploads_are_refused_with_a_reason(
    own: tuple[TestClient, Path], name: str, data: bytes, field: dict[str, str]
) -> None:
    """A refusal says why, and nothing is left behind."""
    client, _ = own
    before = client.get("/api/v1/documents").json()
    is_problem(client.post("/api/v1/documents", files={"file": (name, data)}, data=field), 422)
    assert client.get("/api/v1/documents").json() == before


@pytest.mark.parametrize("name", ["../../x.txt", "..\\..\\y.txt", "/etc/z.txt"])
def test_names_of_uploads_cannot_leave_their_folder(
    own: tuple[TestClient, Path], tmp_path: Path, name: str
) -> None:
    """A name that is a path is refused, and nothing is written anywhere."""
    client, _ = own
    answer = client.post("/api/v1/documents", files={"file": (name, b"En lille tekst om trivsel.")})
    is_problem(answer, 422)
    assert "sti" in answer.json()["detail"]
    assert not list(tmp_path.rglob("*.txt"))


def test_a_body_of_untold_length_is_bounded(own: tuple[TestClient, Path]) -> None:
    """What comes is counted, and the answer says what is wrong."""
    client, _ = own
    pieces = (b"x" * 1_000_000 for _ in range(12))
    headers = {"content-type": "application/json"}
    assert "for stor" in is_problem(
        client.post("/api/v1/ask", content=pieces, headers=headers), 413
    )


def test_a_question_that_calls_itself_an_upload_is_bounded_as_a_question(
    own: tuple[TestClient, Path],
) -> None:
    """Only an upload is kept on disk while it comes."""
    client, _ = own
    headers = {"content-type": "multipart/form-data; boundary=x", "content-length": "20000000"}
    is_problem(client.post("/api/v1/ask", content=b"--x--", headers=headers), 413)


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "raw_unicode_escape"])
def test_a_form_cannot_bring_in_what_is_no_text(own: tuple[TestClient, Path], charset: str) -> None:
    """A form may name its own encoding, and some make halves of characters."""
    client, _ = own
    form = (
        b'--x\r\ncontent-disposition: form-data; name="title"\r\n\r\n+2AA- \\ud800\r\n'
        b'--x\r\ncontent-disposition: form-data; name="file"; filename="halv+2AA-.md"\r\n\r\n'
        b"Trivsel for alle.\r\n--x--\r\n"
    )
    headers = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    answer = client.post("/api/v1/documents", content=form, headers=headers)
    assert answer.status_code == 201
    assert "?" in answer.json()["title"]


def test_waiting_work_does_not_hold_up_the_server(own: tuple[TestClient, Path]) -> None:
    """While a question is being computed the server goes on answering others."""
    client, _ = own
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    entered, leave = threading.Event(), threading.Event()
    embedder = service.index.embedder
    quick = embedder.embed_query

    def slow(text: str) -> list[float]:
        entered.set()
        leave.wait(20)
        return quick(text)

    embedder.embed_query = slow  # type: ignore[method-assign]
    question = {"question": "Hvad er mellemformer?"}
    answers: list[int] = []
    asking = threading.Thread(
        target=lambda: answers.append(client.post("/api/v1/ask", json=question).status_code)
    )
    asking.start()
    assert entered.wait(10)
    assert client.get("/health/live").status_code == 200
    assert not answers
    leave.set()
    asking.join(20)
    assert answers == [200]


def test_an_error_inside_says_nothing_of_the_inside(
    own: tuple[TestClient, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the answer nor the log holds what was asked or what broke."""
    client, _ = own
    service: Service = client.app.state.service  # type: ignore[attr-defined]

    def broken(text: str) -> list[float]:
        raise RuntimeError(f"indersiden {text}")

    service.index.embedder.embed_query = broken  # type: ignore[method-assign]
    answer = client.post("/api/v1/ask", json={"question": "Hvad er hemmeligt?"})
    detail = is_problem(answer, 500)
    told = detail + caplog.text
    assert "indersiden" not in told
    assert "hemmeligt" not in told


def test_hostile_words_of_a_document_stay_words(own: tuple[TestClient, Path]) -> None:
    """Signs, marks and links in a document come out escaped, and its marks cite nothing."""
    client, papers = own
    (papers / "ond.md").write_text(
        "# Ond\n\nKattehvalpe skal <img src=x onerror=alert(1)> hilse *pænt* [7] "
        "\\[x\\](http://ondt.example) hver dag.\n", "utf-8",
    )  # fmt: skip
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    service.library.read()
    body = client.post("/api/v1/ask", json={"question": "Hvad skal kattehvalpe hver dag?"}).json()
    assert body["status"] == "answered"
    page = MarkdownIt("commonmark").render(body["answer"])
    assert "<a " not in page
    assert "<img" not in page
    assert "<em>" not in page
    assert "[7]" in page
    assert "http\\://" in body["answer"]
    assert "\\[7\\]" in body["answer"]
