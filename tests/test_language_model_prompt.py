"""What a language model is given: numbered sources, what was said before, and no personal data."""

from __future__ import annotations

import json

import pytest
from modelled import OPENING, OPENS, Stage, generating, saying
from scripted import Prompt

from assistant.asking import Asked
from assistant.generation import prompt
from assistant.generation.masking import Masking
from assistant.question import Turn

CPR = "140362-1234"


def test_the_model_is_given_numbered_sources_and_the_question(stage: Stage) -> None:
    """Each with its place, the best first, behind rules; and nothing but this is asked of it."""
    stage.model.paths.clear()
    stage.model.script = saying(f"{OPENS} [PARK]")
    stage.service.answering.ask(Asked(OPENING))
    prompt = stage.model.prompts[-1]
    assert stage.model.paths == ["/v1/chat/completions"]
    assert [one["role"] for one in prompt.messages] == ["system", "user"]
    assert list(prompt.passages) == list(range(1, len(prompt.passages) + 1))
    assert OPENS in prompt.passages[1]
    assert "Egelund Kommune › Plan for parker og stier › Bredåparken" in prompt.last
    assert prompt.question == OPENING
    assert prompt.body["model"] == "scripted"
    assert str(stage.service.settings.data) not in json.dumps(prompt.body)


def test_what_was_said_before_goes_along_within_a_budget(stage: Stage) -> None:
    """The newest turns, without our marks; not all that was ever said."""
    turns = [
        Turn("user" if n % 2 == 0 else "assistant", f"Tur {n}: {'ord ' * 60} [1][2]")
        for n in range(40)
    ]
    stage.model.script = saying(f"{OPENS} [PARK]")
    stage.service.answering.ask(Asked(OPENING, tuple(turns)))
    prompt = stage.model.prompts[-1]
    before = [str(one["content"]) for one in prompt.messages[1:-1]]
    assert "Tur 39" in before[-1]
    assert "Tur 0:" not in prompt.sent
    assert 0 < sum(map(len, before)) < 4000
    assert not [turn for turn in before if "[1]" in turn]
    roles = [one["role"] for one in prompt.messages]
    assert roles[1:] == ["user", "assistant"] * (len(roles[1:]) // 2) + ["user"]


@pytest.mark.parametrize(
    ("question", "mode"),
    [("Hej!", None), ("Hvem vandt VM i fodbold?", None), (OPENING, "extractive")],
)
def test_the_model_is_not_asked_in_vain(stage: Stage, question: str, mode: None) -> None:
    """A greeting, what the documents do not have, and who wants the documents' own words."""
    stage.model.paths.clear()
    answer = stage.service.answering.ask(Asked(question), mode)
    assert answer.mode == "extractive"
    assert stage.model.paths == []


PERSONAL = f"Hvem svarer på spørgsmål om cykelstien? Mit CPR-nummer er {CPR}."
PRIVATE = (CPR, "ole.lund@egelund.example", "98 76 54 32", "anna@hjemme.example")
TOLD = Turn("user", "Skriv til mig på anna@hjemme.example.")


def test_a_remote_model_sees_no_personal_data(stage: Stage) -> None:
    """Of the question, the history and the sources; the asker is told, and the answer has them."""
    fact = "Spørgsmål til stien rettes til Ole Lund på {} eller telefon {}."

    def script(prompt: Prompt) -> str:
        mail, phone = masked(prompt)
        return f"{fact.format(mail, phone)} {prompt.token('Ole Lund')}"

    def masked(prompt: Prompt) -> tuple[str, str]:
        text = next(text for text in prompt.passages.values() if "Ole Lund" in text)
        words = text.split("Ole Lund på ", 1)[1].split()
        return words[0], words[3].rstrip(".")

    model = generating(stage).model
    stage.model.script = script
    model.remote = True
    try:
        answer = stage.service.answering.ask(Asked(PERSONAL, (TOLD,)))
    finally:
        model.remote = False
    sent = json.dumps(stage.model.prompts[-1].body, ensure_ascii=False)
    assert not [one for one in PRIVATE if one in sent]
    assert "skjult for sprogmodellen" in answer.text
    assert all(kind in answer.text for kind in ("CPR-numre", "e-mailadresser", "telefonnumre"))
    shown = answer.text.replace("\\", "")
    assert fact.format("ole.lund@egelund.example", "98 76 54 32") in shown
    assert "ole.lund@egelund.example" in answer.citations[0].quote


def test_a_model_on_this_machine_sees_what_is_there(stage: Stage) -> None:
    """Nothing leaves it, so nothing is hidden, and nothing is said of it."""
    stage.model.script = saying("INTET SVAR")
    answer = stage.service.answering.ask(Asked(PERSONAL, (TOLD,)))
    assert not [one for one in PRIVATE if one not in stage.model.prompts[-1].sent]
    assert "skjult" not in answer.text


@pytest.mark.parametrize(
    ("question", "history", "hidden"),
    [
        ("Mit CPR er 1403\u200b62-1234.", (), ("140362",)),
        ("Skriv til anna@\u00adhjemme.example.", (), ("anna@",)),
        (OPENING, (Turn("user", "z" * 1990 + " 140362-1234"),), ("140362", "{{cpr-")),
        (OPENING, (Turn("user", "140362-1234 " + "z" * 1990),), ("140362",)),
        (OPENING, (Turn("user", "y" * 1992 + " anna@hjemme.example"),), ("anna", "{{e-mail")),
    ],
)
def test_what_is_masked_is_what_is_sent(
    question: str, history: tuple[Turn, ...], hidden: tuple[str, ...]
) -> None:
    """A sign that nobody sees hides no number from us, and a cut leaves no half of one."""
    masking = Masking()
    asked = Asked(question, history)
    sent = "\n".join(one.content for one in prompt.messages(asked, (), "da", masking.mask))
    assert masking.kinds
    assert not [words for words in hidden if words in sent.replace("{{cpr-1}}", "")]
