"""A language model that is away, slow or talks nonsense: the documents' own words are the answer.

No fault of its is one of ours: every door gives a whole answer, and says that the model gave none.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import modelled
import pytest
from faults import BROKEN_OFF, FAULTS, INSIDE, PATIENCE, status
from modelled import DOORS, MONEY, OPENING, OPENS, Stage, Told, staged
from scripted import Prompt, Reply, Wire, says, serving

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.service import Service
from ingest.settings import Settings

AWAY = re.compile(r"^_Sprogmodellen[^\n]*_$", re.MULTILINE)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Iterator[Stage]:
    """Two papers, and a model that each test scripts anew."""
    folder = tmp_path_factory.mktemp("faults")
    modelled.write(folder / "corpus")
    with staged(folder, model_folder, llm_timeout=PATIENCE) as stage:
        yield stage


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_gives_the_documents_own_words(stage: Stage, fault: str) -> None:
    """At every door a whole answer with its sources, and a remark that the model gave none."""
    stage.model.script = lambda _: FAULTS[fault]
    for name, told in at_every_door(stage):
        assert told.code == 200, (name, told)
        assert "14. juni 2026" in told.text
        assert told.citations
        assert told.mode in {"extractive", ""}
        assert told.status in {"answered", ""}
        assert AWAY.search(told.text), told.text
        assert INSIDE not in told.text
    assert stage.model.prompts


def at_every_door(stage: Stage) -> list[tuple[str, Told]]:
    """What each door says to one question, asked all at once."""
    stage.model.prompts.clear()
    with ThreadPoolExecutor(len(DOORS)) as pool:
        asked = {name: pool.submit(door, stage, OPENING) for name, door in DOORS.items()}
        return [(name, one.result()) for name, one in asked.items()]


@pytest.mark.parametrize(
    "said",
    [
        "Jeg er en sprogmodel og kan desværre ikke hjælpe.",
        "I'm sorry, I cannot help with that.",
        "Hej! Hvad vil du gerne vide?",
        f"{OPENS} {MONEY}",
        '{"answer": "14. juni 2026", "sources": ["P1"]}',
        "```json\n[]\n```",
        "□□□□ �� ⠀⠀ 0x00 ﷐﷐",
        "la la la " * 2000,
    ],
)
def test_what_follows_no_rule_gives_the_documents_own_words(stage: Stage, said: str) -> None:
    """A refusal, a greeting or an answer without a source is nothing that could be checked."""
    stage.model.script = lambda _: said
    answer = stage.service.answering.ask(Asked(OPENING))
    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert answer.text.startswith(f"{OPENS} [1]")
    assert re.search(
        r"_Sprogmodellen[^\n]*(?:kunne ikke bruges|svarede ikke)\.[^\n]*_$", answer.text
    )


@pytest.mark.parametrize("fault", BROKEN_OFF)
def test_what_had_passed_stays_when_a_model_breaks_off(stage: Stage, fault: str) -> None:
    """What somebody has read already is not taken back; a remark says that more may be missing."""
    heard = threading.Event()

    def script(prompt: Prompt) -> Reply:
        def reply(wire: Wire) -> None:
            wire.head(200, "text/event-stream")
            said = f"{OPENS} {prompt.token(OPENS)}\nByrådet har afsat"
            wire.delta({"role": "assistant", "content": said})
            wire.scripted.wait(heard)
            BROKEN_OFF[fault](wire)

        return reply

    stage.model.script = script
    pieces: list[str | Answer] = []
    for piece in stage.service.answering.stream(Asked(OPENING)):
        pieces.append(piece)
        heard.set()
    answer = pieces.pop()
    assert isinstance(answer, Answer)
    assert "".join(str(piece) for piece in pieces) == answer.text
    assert (answer.status, answer.mode) == ("answered", "llm")
    assert answer.text.startswith(OPENS)
    assert [one.quote for one in answer.citations] == [OPENS]
    assert re.search(r"\n\n_Sprogmodellen gik i stå [^\n]*_$", answer.text)
    assert INSIDE not in answer.text


def test_a_break_after_what_was_not_carried_gives_the_documents_own_words(stage: Stage) -> None:
    """Nothing had passed, so there is nothing to keep."""

    def script(prompt: Prompt) -> Reply:
        def reply(wire: Wire) -> None:
            wire.head(200, "text/event-stream")
            wire.delta({"content": f"Parken koster 99 mio. kr. {prompt.token(OPENS)}\nOg"})
            wire.reset()

        return reply

    stage.model.script = script
    answer = stage.service.answering.ask(Asked(OPENING))
    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert "99" not in answer.text
    assert AWAY.search(answer.text)


def test_a_model_that_is_slow_but_goes_on_is_waited_for(stage: Stage) -> None:
    """The time is from words to words, and not for all of them."""
    ticking = threading.Event()

    def script(prompt: Prompt) -> Reply:
        def reply(wire: Wire) -> None:
            wire.head(200, "text/event-stream")
            text = f"{OPENS} {prompt.token(OPENS)}"
            for at in range(0, len(text), 8):
                wire.delta({"content": text[at : at + 8]})
                ticking.wait(PATIENCE / 5)
            wire.end()

        return reply

    stage.model.script = script
    answer = stage.service.answering.ask(Asked(OPENING))
    assert answer.mode == "llm"
    assert answer.text.startswith(OPENS)


def test_signs_of_life_buy_a_model_no_time(stage: Stage) -> None:
    """What keeps a connection open is no word: the time runs all the while."""
    signs: list[int] = []

    def reply(wire: Wire) -> None:
        wire.head(200, "text/event-stream")
        while not wire.scripted.closing.wait(PATIENCE / 4):
            wire.delta({"role": "assistant", "content": ""})
            signs.append(1)

    stage.model.script = lambda _: reply
    assert stage.service.answering.ask(Asked(OPENING)).mode == "extractive"
    assert len(signs) < 12


def test_a_model_that_goes_in_circles_is_stopped(stage: Stage) -> None:
    """What it says over and over stands once, and it is not listened to without end."""
    left = threading.Event()

    def script(prompt: Prompt) -> Reply:
        def reply(wire: Wire) -> None:
            wire.head(200, "text/event-stream")
            try:
                # Only whoever listens can end it: they leave, and then writing raises.
                while not wire.scripted.closing.is_set():
                    wire.delta({"content": f"{OPENS} {prompt.token(OPENS)}\n"})
            finally:
                left.set()

        return reply

    stage.model.script = script
    answer = stage.service.answering.ask(Asked(OPENING))
    assert left.wait(20)
    assert answer.mode == "llm"
    assert answer.text.count(OPENS) == 1


@pytest.mark.parametrize("text", ["la ", "[P1]", "\n", "<think>", "**", "1. "])
def test_a_model_that_never_ends_a_sentence_is_stopped(stage: Stage, text: str) -> None:
    """However long it goes on without saying anything."""

    def script(_: Prompt) -> Reply:
        def reply(wire: Wire) -> None:
            wire.head(200, "text/event-stream")
            while not wire.scripted.closing.is_set():
                wire.delta({"content": text * 100})

        return reply

    stage.model.script = script
    answer = stage.service.answering.ask(Asked(OPENING))
    assert OPENS.split(" åbner")[0] in answer.text
    assert answer.mode == "extractive"


def test_an_answer_that_was_cut_at_its_longest_shows_whole_statements(stage: Stage) -> None:
    """What the model had no room for is not shown as if it were all."""
    stage.model.script = lambda prompt: says(
        f"{OPENS} {prompt.token(OPENS)}\nByrådet har afsat 3,5", finish="length"
    )
    answer = stage.service.answering.ask(Asked(OPENING))
    assert answer.text.startswith(OPENS)
    assert "Byrådet har afsat" not in answer.text


def test_the_model_is_asked_again_where_that_helps(stage: Stage) -> None:
    """A server that is busy for a moment is no reason to do without."""
    stage.model.prompts.clear()

    def script(prompt: Prompt) -> Reply | str:
        busy = len(stage.model.prompts) == 1
        return status(503) if busy else f"{OPENS} {prompt.token(OPENS)}"

    stage.model.script = script
    assert stage.service.answering.ask(Asked(OPENING)).mode == "llm"
    assert len(stage.model.prompts) == 2


def test_a_prompt_goes_to_no_other_server(stage: Stage) -> None:
    """A server that points elsewhere is a server that does not answer."""
    with serving(lambda prompt: f"{OPENS} {prompt.token(OPENS)}") as elsewhere:

        def redirect(wire: Wire) -> None:
            wire.send_response(307)
            wire.send_header("Location", f"{elsewhere.base_url}/chat/completions")
            wire.send_header("Content-Length", "0")
            wire.end_headers()

        stage.model.script = lambda _: redirect
        answer = stage.service.answering.ask(Asked(OPENING))
        assert elsewhere.paths == []
    assert answer.mode == "extractive"


def test_a_server_that_is_not_there(tmp_path: Path, model_folder: Path) -> None:
    """Nobody listens at the address: the product starts and answers all the same."""
    modelled.write(tmp_path / "corpus")
    with serving(lambda _: "") as gone:
        address = gone.base_url
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "models").symlink_to(model_folder.parent)
    settings = Settings(
        corpus=tmp_path / "corpus", data=tmp_path / "data", llm="openai:x", llm_base_url=address
    )
    with Service.open(settings) as service:
        service.library.read()
        answer = service.answering.ask(Asked(OPENING))
    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert AWAY.search(answer.text)


def test_more_questions_than_a_model_can_take_are_answered(stage: Stage) -> None:
    """Those for whom it has no place get the documents' own words; nobody waits in vain."""
    go = threading.Event()
    asked = threading.Semaphore(0)

    def script(prompt: Prompt) -> Reply:
        asked.release()
        return says(go, f"{OPENS} {prompt.token(OPENS)}")

    stage.model.script = script
    many = 12
    with ThreadPoolExecutor(many) as pool:
        answers = [pool.submit(stage.service.answering.ask, Asked(OPENING)) for _ in range(many)]
        assert asked.acquire(timeout=20)
        go.set()
        modes = [one.result().mode for one in answers]
    assert set(modes) <= {"llm", "extractive"}
    assert "llm" in modes
