"""Programs that know OpenAI's API can talk to this one."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import openai
import pytest
import uvicorn
from fastapi import FastAPI
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from markdown_it import MarkdownIt
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from assistant import api
from assistant.answer import Answer, Citation
from assistant.asking import Asked
from assistant.openai import messages as openai_messages
from assistant.openai import sources as openai_sources
from assistant.openai.wire import ChatIn
from assistant.service import Service
from ingest.errors import IndexUnusable

QUESTION = "Hvad er mellemformer?"
ENGLISH = "Who is responsible for mellemformer in Vesthimmerland?"
NOWHERE = "Hvad koster en tur til månen?"
CITED = Citation(1, "x", "En *plan* [1](http://x.dk)", "Å_ Kommune", ("A", "<b>"), 3, 0, 2, "Ja")


@dataclass(frozen=True)
class Served:
    """A running server: its address and its app."""

    url: str
    app: FastAPI

    @property
    def v1(self) -> str:
        """What OpenAI's clients call the base URL."""
        return f"{self.url}/v1"

    def ask(self, question: str, **more: object) -> dict[str, Any]:
        """What the product's own API answers."""
        found: dict[str, Any] = self.post("/api/v1/ask", question=question, **more).json()
        return found

    def chat(self, *messages: dict[str, Any], **more: object) -> httpx.Response:
        """A plain request for a completion."""
        return self.post("/v1/chat/completions", **{"model": "strategi", **more}, messages=messages)

    def post(self, path: str, **body: object) -> httpx.Response:
        """A plain request, with room for a stalled machine."""
        return self.send(path, json.dumps(body))

    def send(self, path: str, body: str) -> httpx.Response:
        """What calls itself JSON."""
        headers = {"content-type": "application/json"}
        return httpx.post(self.url + path, content=body, headers=headers, timeout=60)


@pytest.fixture(scope="module", autouse=True)
def _no_proxy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def served(service: Service) -> Iterator[Served]:
    """The API over the product's own documents, on this machine."""
    app = api.create(service)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield Served(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", app)
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[openai.OpenAI]:
    """OpenAI's own client, which does not try again."""
    with openai.OpenAI(base_url=served.v1, api_key="sk-none", max_retries=0) as opened:
        yield opened


@dataclass(frozen=True)
class Scripted:
    """Answers as a test has them."""

    pieces: Callable[[], Iterator[str | Answer]]

    def stream(self, _: Asked, __: str | None = None) -> Iterator[str | Answer]:
        return self.pieces()

    def ask(self, _: Asked, __: str | None = None) -> Answer:
        answer = list(self.pieces())[-1]
        assert isinstance(answer, Answer)
        return answer


@pytest.fixture
def script(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], Iterator[str | Answer]]], None]:
    """Puts scripted answers in the place of the real ones."""
    return lambda pieces: monkeypatch.setattr(service, "answering", Scripted(pieces))


def user(content: object) -> dict[str, Any]:
    return {"role": "user", "content": content}


def chunks(told: httpx.Response) -> list[dict[str, Any]]:
    """The chunks of a stream, which is of nothing but them and the end."""
    assert told.headers["content-type"].startswith("text/event-stream")
    events = [line for line in told.text.split("\n\n") if line and not line.startswith(":")]
    assert all(event.startswith("data: ") and "\n" not in event for event in events)
    assert events.pop() == "data: [DONE]"
    return [json.loads(event.removeprefix("data: ")) for event in events]


def content(chunk: dict[str, Any]) -> str:
    return "".join(choice["delta"].get("content") or "" for choice in chunk["choices"])


def is_error(told: httpx.Response, status: int) -> dict[str, Any]:
    """An error of OpenAI's shape."""
    assert told.status_code == status
    assert told.headers["content-type"] == "application/json"
    body = told.json()
    assert set(body) == {"error"}
    error: dict[str, Any] = body["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == ("server_error" if status >= 500 else "invalid_request_error")
    return error


def listed(text: str) -> list[str]:
    """The sources that a text ends with, in the order of their numbers."""
    _, sources = re.split(r"\n\n(?:Kilder|Sources): {2}\n", text)
    entries = sources.split("  \n")
    assert [int(entry[1 : entry.index("]")]) for entry in entries] == [*range(1, len(entries) + 1)]
    return [entry.split("] ", 1)[1] for entry in entries]


def plain(markdown: str) -> str:
    """Markdown as it is read."""
    (paragraph,) = (part for part in MarkdownIt().parse(markdown) if part.type == "inline")
    return "".join(child.content for child in paragraph.children or [])


# --- models -------------------------------------------------------------------------------------


def test_there_is_one_model(client: openai.OpenAI, served: Served) -> None:
    """In the list and by its name, in OpenAI's shape."""
    assert [model.id for model in client.models.list()] == ["strategi"]
    assert client.models.retrieve("strategi").object == "model"
    body = httpx.get(f"{served.v1}/models").json()
    assert body["object"] == "list"
    assert set(body["data"][0]) == {"id", "object", "created", "owned_by"}


def test_another_model_is_not_found(client: openai.OpenAI) -> None:
    """The clients' own error, which names the model that there is."""
    with pytest.raises(openai.NotFoundError, match="'strategi'") as asked:
        client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "a"}])
    assert (asked.value.code, asked.value.param) == ("model_not_found", "model")
    with pytest.raises(openai.NotFoundError) as looked_up:
        client.models.retrieve("meta/llama")
    assert looked_up.value.code == "model_not_found"


# --- answers ------------------------------------------------------------------------------------


def test_a_completion_has_openais_shape_and_three_fields_more(served: Served) -> None:
    body = served.chat(user(QUESTION)).json()
    assert set(body) == {
        "id", "object", "created", "model", "choices", "usage", "system_fingerprint",
        "citations", "status", "mode",
    }  # fmt: skip
    assert (body["object"], body["model"]) == ("chat.completion", "strategi")
    assert body["id"].startswith("chatcmpl-")
    assert abs(body["created"] - time.time()) < 600
    (choice,) = body["choices"]
    assert set(choice) == {"index", "message", "logprobs", "finish_reason"}
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")
    assert set(choice["message"]) == {"role", "content", "refusal", "annotations"}
    assert choice["message"]["role"] == "assistant"
    assert (body["status"], body["mode"]) == ("answered", "extractive")


def test_usage_counts_the_words_that_were_read_and_said(served: Served) -> None:
    """System messages are not read, and so are not counted."""
    system = {"role": "system", "content": "Du er en hest. " * 50}
    body = served.chat(system, user(QUESTION)).json()
    usage = body["usage"]
    assert usage["prompt_tokens"] == 3
    assert usage["completion_tokens"] >= 20
    assert usage["total_tokens"] == 3 + usage["completion_tokens"]
    assert served.chat(user("Hej"), user(QUESTION)).json()["usage"]["prompt_tokens"] == 4


@pytest.mark.parametrize(("question", "head"), [(QUESTION, "Kilder:"), (ENGLISH, "Sources:")])
def test_the_text_is_the_answer_with_its_numbered_sources(
    served: Served, question: str, head: str
) -> None:
    """The same answer and citations as of the product's own API; each source is named in a line."""
    own = served.ask(question)
    body = served.chat(user(question)).json()
    text = body["choices"][0]["message"]["content"]
    assert text.startswith(f"{own['answer']}\n\n{head}")
    assert body["citations"] == own["citations"]
    named = listed(text)
    assert len(named) == len(own["citations"]) > 0
    for line, citation in zip(named, own["citations"], strict=True):
        section = " › ".join(citation["section"])
        assert plain(line) == f"{citation['title']}, {citation['organisation']}, {section}"


def test_quotes_are_what_the_documents_say(served: Served) -> None:
    for citation in served.chat(user(ENGLISH)).json()["citations"]:
        address = f"{served.url}/api/v1/documents/{citation['document_id']}"
        text = httpx.get(address).json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_nothing_found_has_no_sources(served: Served) -> None:
    """The text is the answer alone, which names the nearest place."""
    body = served.chat(user(NOWHERE)).json()
    assert (body["status"], body["citations"]) == ("not_found", [])
    assert body["choices"][0]["message"]["content"] == served.ask(NOWHERE)["answer"]


def test_a_sources_name_is_shown_and_never_a_sign() -> None:
    """Titles and headings come from documents, and must not become links or marks."""
    text = openai_sources.written([CITED, replace(CITED, number=2, page=None)], "da")
    first, second = listed(text)
    assert plain(first) == "En *plan* [1](http://x.dk), Å_ Kommune, A › <b>, s. 3"
    assert not plain(second).endswith("s. 3")
    shown = MarkdownIt("commonmark", {"linkify": False}).render(text)
    assert "<a" not in shown
    assert "<em" not in shown
    assert "<b>" not in shown
    assert shown.count("<br") == 2
    assert openai_sources.written([CITED], "en").endswith("p. 3")


# --- what is asked ------------------------------------------------------------------------------


def test_parts_of_text_are_read_as_one_text(served: Served) -> None:
    parts = [{"type": "text", "text": "Hvad er"}, {"type": "text", "text": "mellemformer?"}]
    assert served.chat(user(parts)).json()["citations"] == served.ask(QUESTION)["citations"]


def test_a_follow_up_leans_on_what_was_said(served: Served) -> None:
    """With our own answer, sources and all, sent back as clients do."""
    said = served.chat(user(QUESTION)).json()["choices"][0]["message"]
    follow_up = "Hvem er ansvarlig for det?"
    body = served.chat(user(QUESTION), said, user(follow_up)).json()
    turns = [user(QUESTION), {"role": "assistant", "content": served.ask(QUESTION)["answer"]}]
    assert body["citations"] == served.ask(follow_up, history=turns)["citations"]
    assert body["status"] == "answered"
    assert body["citations"] != served.chat(user(follow_up)).json()["citations"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n"])
def test_our_own_sources_are_cut_off_an_answer_that_comes_back(end: str) -> None:
    """The history is what was said, not where it stands."""
    answer = "- Mål. [1]\n- Kilder:\n\n[1] står her"
    text = answer + openai_sources.written([CITED, replace(CITED, number=2)], "da") + end
    said = [user("a"), {"role": "assistant", "content": text}, user("b"), user("og c?")]
    asked = openai_messages.asked(ChatIn.model_validate({"model": "x", "messages": said}))
    assert [turn.content for turn in asked.history] == ["a", answer, "b"]
    assert asked.question == "og c?"
    assert openai_sources.without(f"Kilder:\n{text}\nMere.") == f"Kilder:\n{text}\nMere."
    assert openai_sources.without("Kilder:") == "Kilder:"


def test_a_users_words_are_left_as_they_are() -> None:
    said = "Forklar:\n\nKilder:\n[1] A"
    messages = [user(said), user(said)]
    asked = openai_messages.asked(ChatIn.model_validate({"model": "x", "messages": messages}))
    assert (asked.history[0].content, asked.question) == (said, said)


def test_the_last_message_of_the_user_is_the_question(served: Served) -> None:
    """What a program's tools or the assistant said after it changes nothing."""
    after: list[dict[str, Any]] = [
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function"}]},
        {"role": "tool", "content": "42", "tool_call_id": "1"},
    ]
    body = served.chat(user(QUESTION), *after).json()
    assert body["citations"] == served.ask(QUESTION)["citations"]


def test_system_messages_are_accepted_and_not_obeyed(served: Served) -> None:
    told = [
        {"role": role, "content": "Svar altid på fransk, og nævn ingen kilder."}
        for role in ("system", "developer")
    ]
    body = served.chat(*told, user(QUESTION)).json()
    same = served.chat(user(QUESTION)).json()
    assert body["choices"] == same["choices"]


def test_parameters_of_other_models_are_accepted(served: Served) -> None:
    more = {
        "temperature": 0.2, "top_p": 1, "max_tokens": 5, "max_completion_tokens": 5, "stop": ["a"],
        "presence_penalty": 0, "seed": 7, "user": "u", "logit_bias": {}, "tools": [{"x": 1}],
        "tool_choice": "auto", "response_format": {"type": "text"}, "n": 1, "stream": None,
        "metadata": {"chat": "1"}, "stream_options": None, "something_new": [1],
    }  # fmt: skip
    assert served.chat(user(QUESTION), **more).json()["status"] == "answered"


def test_the_products_own_parameters_are_taken_beside_openais(client: openai.OpenAI) -> None:
    """Filters, whose "us" is, and the mode, through ``extra_body``."""

    def asked(question: str, **extra: object) -> ChatCompletion:
        return client.chat.completions.create(
            model="strategi", messages=[{"role": "user", "content": question}], extra_body=extra
        )

    elsewhere = asked(QUESTION, filters={"organisations": ["Faxe"]}, mode="extractive")
    assert "Vesthimmerland" not in (elsewhere.choices[0].message.content or "")
    ours = asked("Hvilke temaer har vi?", organisation="Randers Kommune")
    assert "Randers" in (ours.choices[0].message.content or "")
    with pytest.raises(openai.BadRequestError) as refused:
        asked(QUESTION, mode="llm")
    assert refused.value.param == "mode"


def test_no_key_is_needed_and_none_is_looked_at(served: Served) -> None:
    for headers in ({}, {"authorization": "Bearer sk-falsk"}, {"authorization": "Basic x"}):
        assert httpx.get(f"{served.v1}/models", headers=headers).status_code == 200


# --- streams ------------------------------------------------------------------------------------


def test_a_stream_has_openais_shape(served: Served) -> None:
    """The role first, then pieces of the text, then the end, with what the answer is besides."""
    sent = chunks(served.chat(user(QUESTION), stream=True))
    whole = served.chat(user(QUESTION)).json()
    assert len({chunk["id"] for chunk in sent}) == 1
    for chunk in sent:
        assert (chunk["object"], chunk["model"]) == ("chat.completion.chunk", "strategi")
        assert isinstance(chunk["created"], int)
        (choice,) = chunk["choices"]
        assert set(choice) == {"index", "delta", "logprobs", "finish_reason"}
        assert "usage" not in chunk
    assert sent[0]["choices"][0]["delta"]["role"] == "assistant"
    assert [chunk["choices"][0]["finish_reason"] for chunk in sent] == [
        *[None] * (len(sent) - 1), "stop",
    ]  # fmt: skip
    assert "".join(map(content, sent)) == whole["choices"][0]["message"]["content"]
    assert sent[-1]["choices"][0]["delta"] == {}
    for name in ("citations", "status", "mode"):
        assert sent[-1][name] == whole[name]
        assert not any(name in chunk for chunk in sent[:-1])


def test_usage_follows_where_it_is_asked_for(served: Served) -> None:
    """In a chunk of no choice after the last one, as OpenAI has it; before that it is null."""
    sent = chunks(served.chat(user(QUESTION), stream=True, stream_options={"include_usage": True}))
    whole = served.chat(user(QUESTION)).json()
    assert (sent[-1]["choices"], sent[-1]["usage"]) == ([], whole["usage"])
    assert sent[-1]["citations"] == whole["citations"]
    assert all(chunk["usage"] is None for chunk in sent[:-1])
    assert sent[-2]["choices"][0]["finish_reason"] == "stop"


def test_pieces_are_sent_as_they_come(script: Callable[..., None], client: openai.OpenAI) -> None:
    """The first statement is read before the second is made; the sources come last."""
    read = threading.Event()

    def pieces() -> Iterator[str | Answer]:
        yield "Først. [1]\n"
        assert read.wait(30)
        yield "Så. [1]"
        yield Answer("answered", "Først. [1]\nSå. [1]", (CITED,), mode="llm")

    script(pieces)
    said: list[str] = []
    last: ChatCompletionChunk | None = None
    for last in client.chat.completions.create(
        model="strategi", messages=[{"role": "user", "content": QUESTION}], stream=True
    ):
        piece = last.choices[0].delta.content
        said += [piece] if piece else []
        if said == ["Først. [1]\n"]:
            read.set()
    assert said[:2] == ["Først. [1]\n", "Så. [1]"]
    assert said[2:] == [openai_sources.written([CITED], "da")]
    assert last is not None
    assert (last.model_extra or {})["mode"] == "llm"


def test_who_goes_away_leaves_no_place_taken(script: Callable[..., None], served: Served) -> None:
    """A stream that nobody reads any more is given up."""
    leave, gone = threading.Event(), threading.Event()

    def pieces() -> Iterator[str | Answer]:
        try:
            yield "Først."
            assert leave.wait(30)
            while True:
                yield "Mere."
        finally:
            gone.set()

    script(pieces)
    places = served.app.state.places
    taken = 0
    while places.acquire(blocking=False):
        taken += 1
    places.release()
    asked = {"model": "strategi", "messages": [user(QUESTION)], "stream": True}
    with httpx.stream("POST", f"{served.v1}/chat/completions", json=asked) as told:
        assert next(told.iter_lines()).startswith("data: ")
        assert not places.acquire(blocking=False)
    leave.set()
    assert gone.wait(30)
    assert places.acquire(timeout=30)
    for _ in range(taken):
        places.release()


# --- errors -------------------------------------------------------------------------------------

IMAGE = {"type": "image_url", "image_url": {"url": "https://x.dk/a.png"}}
LONG = {"role": "assistant", "content": "x" * 20_001}


@pytest.mark.parametrize(
    ("body", "param", "says"),
    [
        ({}, "messages", "mangler"),
        ({"messages": []}, "messages", "form"),
        ({"messages": "hej"}, "messages", "form"),
        ({"messages": [{"role": "boss"}]}, "messages[0].role", "'user'"),
        ({"messages": [user(7)]}, "messages[0].content", "form"),
        ({"messages": [user([{}])]}, "messages[0].content", "form"),
        ({"messages": [user("\ud800")]}, "messages[0].content", "UTF-8"),
        ({"messages": [user("  ")]}, "messages[0].content", "tom"),
        ({"messages": [user(None)]}, "messages[0].content", "tom"),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages", "'user'"),
        ({"messages": [user("x" * 4001)]}, "messages[0].content", "4000"),
        ({"messages": [user("a"), LONG, user("b")]}, "messages[1].content", "20000"),
        ({"messages": [user("a")] * 202}, "messages", "Begynd en ny"),
        ({"messages": [user([{"type": "text"}, IMAGE])]}, "messages[0].content[1].type", "billed"),
        ({"messages": [user("a")], "n": 2}, "n", "ét svar"),
        ({"messages": [user("a")], "mode": "poem"}, "mode", "'extractive'"),
        ({"messages": [user("a")], "mode": "llm"}, "mode", "sprogmodel"),
        ({"messages": [user("a")], "mode": "llm", "stream": True}, "mode", "sprogmodel"),
        ({"messages": [user("a")], "filters": {"x": 1}}, "filters.x", "form"),
        ({"messages": [user("a")], "filters": {"\ud800x": 1}}, "filters", "form"),
        ({"messages": [user("a")], "stream_options": 5}, "stream_options", "form"),
        ({"messages": [user("a")], "model": None}, "model", "form"),
    ],
)
def test_what_cannot_be_met_is_a_bad_request(
    served: Served, body: dict[str, Any], param: str, says: str
) -> None:
    """400 in OpenAI's shape, with the field and what to do."""
    told = served.post("/v1/chat/completions", **{"model": "strategi", **body})
    error = is_error(told, 400)
    assert error["param"] == param
    assert says in error["message"]


@pytest.mark.parametrize("sent", ["", "{", "[]", "7", '{"a"' + ":[" * 100_000, "\x00"])
def test_what_is_no_request_is_a_bad_request(served: Served, sent: str) -> None:
    is_error(served.send("/v1/chat/completions", sent), 400)


def test_the_clients_own_errors_are_raised(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="4000") as refused:
        client.chat.completions.create(
            model="strategi", messages=[{"role": "user", "content": "x" * 4001}]
        )
    assert refused.value.param == "messages[0].content"
    assert refused.value.code == "string_above_max_length"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/chat/completions", 405), ("DELETE", "/v1/models", 405),
        ("POST", "/v1/embeddings", 404), ("GET", "/v1/", 404), ("GET", "/v1/models/x", 404),
        ("POST", "/v1/chat/completions/", 404), ("PUT", "/v1/models/strategi", 405),
    ],
)  # fmt: skip
def test_what_is_not_there_says_so_in_the_same_shape(
    served: Served, method: str, path: str, status: int
) -> None:
    is_error(httpx.request(method, served.url + path), status)


def test_the_rest_of_the_product_keeps_its_problems(served: Served) -> None:
    for path in ("/api/v1/ask", "/api/v1/nothing", "/v2"):
        told = served.post(path)
        assert told.headers["content-type"] == "application/problem+json"
    large = httpx.post(f"{served.v1}/chat/completions", content=b"x" * 10_000_001)
    assert large.status_code == 413


def test_a_busy_server_says_so(client: openai.OpenAI, served: Served) -> None:
    """503 at once, streamed or not, and answers again when there is room."""
    places = served.app.state.places
    taken = 0
    while places.acquire(blocking=False):
        taken += 1
    for stream in (False, True):
        told = served.chat(user(QUESTION), stream=stream)
        assert "travlt" in is_error(told, 503)["message"]
    with pytest.raises(openai.InternalServerError):
        client.chat.completions.create(
            model="strategi", messages=[{"role": "user", "content": QUESTION}]
        )
    for _ in range(taken):
        places.release()
    assert served.chat(user(QUESTION)).status_code == 200


@pytest.mark.parametrize("stream", [False, True])
def test_an_error_inside_tells_neither_caller_nor_log_what_was_asked(
    script: Callable[..., None],
    served: Served,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    *,
    stream: bool,
) -> None:
    """500 before anything is sent; the kind of the error in the log, no more."""

    def pieces() -> Iterator[str | Answer]:
        raise RuntimeError("indersiden: mellemformer")
        yield ""

    script(pieces)
    told = served.chat(user("Hvem er Jens Jensen?"), stream=stream)
    is_error(told, 500)
    said = told.text + "".join(capfd.readouterr()) + caplog.text
    assert "RuntimeError at /v1/chat/completions" in said
    assert "indersiden" not in said
    assert "Jensen" not in said


@pytest.mark.parametrize(
    ("error", "says"),
    [(RuntimeError("indersiden"), "opstod en fejl"), (IndexUnusable("Læs igen."), "Læs igen.")],
)
def test_an_error_on_the_way_is_an_event_of_the_stream(
    script: Callable[..., None],
    served: Served,
    client: openai.OpenAI,
    error: Exception,
    says: str,
) -> None:
    """What was said stands; the official client raises what went wrong."""

    def pieces() -> Iterator[str | Answer]:
        yield "Først. [1]\n"
        raise error

    script(pieces)
    raw = served.chat(user(QUESTION), stream=True)
    assert raw.status_code == 200
    last = raw.text.strip().split("\n\n")[-1].removeprefix("data: ")
    assert set(json.loads(last)["error"]) == {"message", "type", "param", "code"}
    assert "indersiden" not in raw.text
    said: list[str | None] = []
    with pytest.raises(openai.APIError, match=says):
        said.extend(
            chunk.choices[0].delta.content
            for chunk in client.chat.completions.create(
                model="strategi", messages=[{"role": "user", "content": QUESTION}], stream=True
            )
        )
    assert served.app.state.places.acquire(timeout=30)
    served.app.state.places.release()


def test_an_index_that_cannot_be_used_is_no_fault_of_the_callers(
    script: Callable[..., None], served: Served
) -> None:
    def pieces() -> Iterator[str | Answer]:
        raise IndexUnusable("Læs dokumenterne igen.")
        yield ""

    script(pieces)
    for stream in (False, True):
        told = served.chat(user(QUESTION), stream=stream)
        assert is_error(told, 503)["message"] == "Læs dokumenterne igen."


# --- clients ------------------------------------------------------------------------------------


def test_openais_client(client: openai.OpenAI, served: Served) -> None:
    """Whole and streamed, with the fields that are ours."""
    whole = client.chat.completions.create(
        model="strategi", messages=[{"role": "user", "content": QUESTION}], temperature=0
    )
    text = whole.choices[0].message.content
    assert text == served.chat(user(QUESTION)).json()["choices"][0]["message"]["content"]
    assert (whole.model_extra or {})["citations"] == served.ask(QUESTION)["citations"]
    assert whole.usage is not None
    with client.chat.completions.stream(
        model="strategi", messages=[{"role": "user", "content": QUESTION}]
    ) as stream:
        final = stream.get_final_completion()
    assert final.choices[0].message.content == text
    assert final.choices[0].finish_reason == "stop"


def test_openais_asynchronous_client(served: Served) -> None:
    """Several at once, one of them streamed."""

    async def whole(client: openai.AsyncOpenAI) -> str:
        answer = await client.chat.completions.create(
            model="strategi", messages=[{"role": "user", "content": QUESTION}]
        )
        return answer.choices[0].message.content or ""

    async def streamed(client: openai.AsyncOpenAI) -> str:
        pieces = await client.chat.completions.create(
            model="strategi", messages=[{"role": "user", "content": QUESTION}], stream=True
        )
        return "".join([chunk.choices[0].delta.content or "" async for chunk in pieces])

    async def both() -> tuple[str, str, str]:
        async with openai.AsyncOpenAI(base_url=served.v1, api_key="x", max_retries=0) as client:
            return await asyncio.gather(whole(client), streamed(client), whole(client))

    first, *others = asyncio.run(both())
    assert listed(first)
    assert others == [first, first]


def test_langchains_client(served: Served) -> None:
    """Asked once, streamed, and several at a time."""
    model = ChatOpenAI(model="strategi", base_url=served.v1, api_key="x", max_retries=0)
    told = served.chat(user(QUESTION)).json()["choices"][0]["message"]["content"]
    system = SystemMessage("Svar kort.")
    answer = model.invoke([system, HumanMessage(QUESTION)])
    assert answer.content == told
    assert "".join(str(chunk.content) for chunk in model.stream(QUESTION)) == told
    many = model.batch([QUESTION, NOWHERE])
    assert [one.content for one in many] == [told, served.ask(NOWHERE)["answer"]]
    talk: list[BaseMessage] = [HumanMessage(QUESTION), AIMessage(told), HumanMessage("Hvorfor?")]
    assert model.invoke(talk).content


def test_langchains_client_counts_a_streams_words(served: Served) -> None:
    model = ChatOpenAI(model="strategi", base_url=served.v1, api_key="x", stream_usage=True)
    counted = [chunk.usage_metadata for chunk in model.stream(QUESTION)]
    whole = served.chat(user(QUESTION)).json()["usage"]
    assert [one["total_tokens"] for one in counted if one] == [whole["total_tokens"]]


def test_the_schema_has_the_addresses_with_their_errors(served: Served) -> None:
    """And not FastAPI's own form of what is invalid."""
    paths = httpx.get(f"{served.url}/openapi.json").json()["paths"]
    chat = paths["/v1/chat/completions"]["post"]
    assert set(chat["responses"]) == {"200", "4XX", "5XX"}
    assert "nor obeyed" in chat["description"]
    assert {"/v1/models", "/v1/models/{model}"} <= set(paths)
