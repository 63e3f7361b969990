"""A language model's answer as it comes: each statement when it has passed, and no later."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
from modelled import MONEY, OPENING, OPENS, SCHOOL, TREES, Stage, listening
from scripted import Prompt, Reply, Wire, says

from assistant.answer import Answer
from assistant.asking import Asked


def test_a_statement_is_shown_before_the_next_is_said(stage: Stage) -> None:
    """Each as soon as it has passed; the model goes on only when the first has been read."""
    read = threading.Event()
    stage.model.script = lambda prompt: says(
        f"{OPENS} {prompt.token(OPENS)}\n", read, f"{MONEY} {prompt.token(OPENS)}"
    )
    pieces: list[str | Answer] = []
    for piece in stage.service.answering.stream(Asked(OPENING)):
        if not pieces:
            assert piece == f"{OPENS} [1]"
            read.set()
        pieces.append(piece)
    assert len(pieces) == 3
    assert not stage.model.errors


def test_a_statement_comes_over_http_before_the_next_is_said(stage: Stage) -> None:
    """As events of one stream, whose pieces make up the answer."""
    read = threading.Event()
    stage.model.script = lambda prompt: says(
        f"{OPENS} {prompt.token(OPENS)}\n", read, f"{MONEY} {prompt.token(OPENS)}"
    )
    asked = {"question": OPENING, "stream": True}
    data: list[dict[str, object]] = []
    with (
        listening(stage.service) as base,
        httpx.stream("POST", f"{base}/api/v1/ask", json=asked, timeout=30) as response,
    ):
        for line in response.iter_lines():
            if line.startswith("data: "):
                data.append(json.loads(line.removeprefix("data: ")))
                read.set()
    assert data[0] == {"text": f"{OPENS} [1]"}
    assert "".join(str(one["text"]) for one in data[:-2]) == data[-1]["answer"]
    assert not stage.model.errors


def test_a_false_statement_holds_nothing_up(stage: Stage) -> None:
    """What is dropped is not waited for, and what comes behind it is shown."""
    read = threading.Event()
    false = "Parken får 45 nye træer."
    stage.model.script = lambda prompt: says(
        f"{false} {prompt.token(OPENS)}\n{OPENS} {prompt.token(OPENS)}\n", read, "Slut."
    )
    stream = stage.service.answering.stream(Asked(OPENING))
    assert next(stream) == f"{OPENS} [1]"
    read.set()
    assert isinstance([*stream][-1], Answer)


def test_a_reader_who_leaves_ends_the_request(stage: Stage) -> None:
    """Nobody pays for what nobody reads: the model's server sees the line go."""
    left = threading.Event()

    def script(prompt: Prompt) -> Reply:
        def reply(wire: Wire) -> None:
            wire.head(200, "text/event-stream")
            wire.delta({"content": f"{OPENS} {prompt.token(OPENS)}\n"})
            try:
                while not wire.scripted.closing.is_set():
                    wire.delta({"content": "Og "})
            finally:
                left.set()

        return reply

    stage.model.script = script
    stream = stage.service.answering.stream(Asked(OPENING))
    assert next(stream) == f"{OPENS} [1]"
    stream.close()  # type: ignore[attr-defined]
    assert left.wait(20)


def test_several_ask_at_once_and_each_gets_their_own(stage: Stage) -> None:
    """No answer strays to another question, though all wait for the model together."""
    all_there = threading.Barrier(4)
    facts = {
        OPENING: OPENS,
        "Hvor mange træer får Bredåparken?": TREES,
        "Hvad koster Vestbyens Skole?": SCHOOL,
        "Hvor lang bliver cykelstien?": "Cykelstien bliver 4,2 km.",
    }

    def script(prompt: Prompt) -> str:
        all_there.wait(20)
        fact = facts[prompt.question]
        return f"{fact} {prompt.token(fact)}"

    stage.model.script = script
    with ThreadPoolExecutor(len(facts)) as pool:
        answers = pool.map(stage.service.answering.ask, [Asked(one) for one in facts])
        assert [one.text for one in answers] == [f"{fact} [1]" for fact in facts.values()]
