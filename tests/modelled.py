"""The product with a scripted language model behind it, and every door that an answer comes by."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient
from scripted import Prompt, Script, Scripted, serving

from assistant import api
from assistant.generation.generating import Generating
from assistant.service import Service
from ingest.settings import Settings

PARKS = """# Plan for parker og stier

## Bredåparken

Borgmester Karla Holmbjerg åbner Bredåparken den 14. juni 2026. Byrådet har afsat 3,5 mio. kr. til
parken. Parken får 40 nye træer og en sti langs åen. Kommunen bygger ikke en cafe i parken.

## Cykelstier

Cykelstien til Tolstrup er forsinket, fordi entreprenøren gik konkurs. Cykelstien bliver 4,2 km.
Spørgsmål til stien rettes til Ole Lund på ole.lund@egelund.example eller telefon 98 76 54 32.
"""
SCHOOLS = """# Plan for skoler

## Vestbyens Skole

Strandholm Kommune bygger Vestbyens Skole for 210 mio. kr. Skolen får plads til 560 elever og skal
stå færdig i august 2028. Skolebestyrelsen ledes af Asta Pilegaard.
"""
PAPERS = {"parker.md": ("Egelund Kommune", PARKS), "skoler.md": ("Strandholm Kommune", SCHOOLS)}
OPENING = "Hvornår åbner Bredåparken?"
OPENS = "Borgmester Karla Holmbjerg åbner Bredåparken den 14. juni 2026."
MONEY = "Byrådet har afsat 3,5 mio. kr. til parken."
SCHOOL = "Strandholm Kommune bygger Vestbyens Skole for 210 mio. kr."
TREES = "Parken får 40 nye træer og en sti langs åen."


@dataclass
class Stage:
    """A service, the model that it asks, and a client at its doors."""

    service: Service
    model: Scripted
    client: TestClient


@dataclass(frozen=True)
class Told:
    """What came out at a door; ``status`` and ``mode`` are "" where the door does not tell."""

    code: int
    text: str
    citations: Sequence[Mapping[str, Any]] = ()
    status: str = ""
    mode: str = ""
    pieces: tuple[str, ...] = ()


def write(corpus: Path, papers: Mapping[str, tuple[str, str]] = PAPERS) -> None:
    """Put papers into ``corpus``: a file's name, whose it is, and its text."""
    corpus.mkdir(parents=True)
    for name, (whose, text) in papers.items():
        front = f"---\norganisation: {whose}\npublished: 2025-01\n---\n"
        (corpus / name).write_text(front + text, "utf-8")


@contextlib.contextmanager
def staged(
    folder: Path,
    model_folder: Path,
    script: Script = lambda _: "INTET SVAR",
    **settings: Any,  # noqa: ANN401
) -> Iterator[Stage]:
    """The product over ``folder / "corpus"``, answering with a model that follows ``script``."""
    (folder / "data").mkdir()
    (folder / "data" / "models").symlink_to(model_folder.parent)
    with serving(script) as model:
        given = Settings(
            corpus=folder / "corpus", data=folder / "data", llm="openai:scripted",
            llm_base_url=model.base_url, **settings,
        )  # fmt: skip
        with Service.open(given) as service:
            assert not service.library.read().refused
            service.warm_up()
            with TestClient(api.create(service), base_url="http://localhost") as client:
                yield Stage(service, model, client)


def saying(text: str) -> Script:
    """A model that says ``text``, with the tokens of what PARK, PATH and SCHOOL stand for."""

    def script(prompt: Prompt) -> str:
        held = {"PARK": OPENS, "PATH": "Cykelstien bliver", "SCHOOL": SCHOOL}
        said = text
        for name in [name for name in held if name in said]:
            words = held[name]
            token = prompt.token(words)
            assert token, f"the model was not given {words!r}"
            said = said.replace(f"[{name}]", token).replace(f"({name})", f"({token[1:-1]})")
        return said

    return script


def generating(stage: Stage) -> Generating:
    """What asks the model."""
    found = stage.service.answering.generating
    assert found is not None
    return found


def ask(stage: Stage, question: str, **more: Any) -> Told:  # noqa: ANN401
    """By ``/api/v1/ask``."""
    response = stage.client.post("/api/v1/ask", json={"question": question, **more})
    return _told(response.status_code, response.json())


def ask_streaming(stage: Stage, question: str, **more: Any) -> Told:  # noqa: ANN401
    """By ``/api/v1/ask``, event by event."""
    asked = {"question": question, "stream": True, **more}
    response = stage.client.post("/api/v1/ask", json=asked)
    events = list(_events(response.text))
    names = [name for name, _ in events]
    assert names == ["token"] * (len(events) - 2) + ["citations", "done"], events[-1]
    pieces = tuple(told["text"] for name, told in events if name == "token")
    told = _told(response.status_code, events[-1][1])
    assert "".join(pieces) == told.text
    assert events[-2][1]["citations"] == told.citations
    return Told(told.code, told.text, told.citations, told.status, told.mode, pieces)


def chat(stage: Stage, question: str, history: Sequence[Mapping[str, str]] = ()) -> Told:
    """By ``/v1/chat/completions``."""
    messages = [*history, {"role": "user", "content": question}]
    asked = {"model": "strategi", "messages": messages}
    response = stage.client.post("/v1/chat/completions", json=asked)
    body = response.json()
    said = body["choices"][0]["message"]["content"] if response.status_code == 200 else ""
    return Told(response.status_code, said, body.get("citations", ()))


def chat_streaming(stage: Stage, question: str, history: Sequence[Mapping[str, str]] = ()) -> Told:
    """By ``/v1/chat/completions``, piece by piece."""
    messages = [*history, {"role": "user", "content": question}]
    asked = {"model": "strategi", "messages": messages, "stream": True}
    response = stage.client.post("/v1/chat/completions", json=asked)
    assert response.text.rstrip().endswith("data: [DONE]")
    told = [json.loads(data) for data in _data(response.text) if data != "[DONE]"]
    assert not [one for one in told if "error" in one]
    deltas = [one["choices"][0]["delta"] for one in told if one["choices"]]
    pieces = tuple(delta["content"] for delta in deltas if delta.get("content"))
    cited = next((one["citations"] for one in told if one.get("citations")), ())
    return Told(response.status_code, "".join(pieces), cited, pieces=pieces)


Door = Callable[[Stage, str], Told]
DOORS: dict[str, Door] = {
    "ask": ask, "ask streaming": ask_streaming, "chat": chat, "chat streaming": chat_streaming,
}  # fmt: skip


def _told(code: int, body: Mapping[str, Any]) -> Told:
    if code != 200:
        return Told(code, str(body.get("detail", "")))
    return Told(code, body["answer"], body["citations"], body["status"], body["mode"])


def _events(body: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in body.replace("\r\n", "\n").split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if "data" in lines:
            yield lines["event"], json.loads(lines["data"])


def _data(body: str) -> Iterator[str]:
    for line in body.replace("\r\n", "\n").split("\n"):
        if line.startswith("data: "):
            yield line.removeprefix("data: ")


@contextlib.contextmanager
def listening(service: Service) -> Iterator[str]:
    """The API at an address of this machine: the client above hears an answer as a whole only."""
    config = uvicorn.Config(
        api.create(service), port=0, log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()
