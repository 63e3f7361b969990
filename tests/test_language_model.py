"""Answers by a language model: only what its sources carry is shown, as soon as that is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from modelled import DOORS, MONEY, OPENING, OPENS, Stage, generating, saying

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.asking import Asked


def ask(stage: Stage, text: str, question: str = OPENING) -> Answer:
    """The answer where the model says ``text``."""
    stage.model.script = saying(text)
    return stage.service.answering.ask(Asked(question))


@pytest.mark.parametrize("door", DOORS)
def test_what_a_source_carries_is_shown_with_its_place(stage: Stage, door: str) -> None:
    """At every door: the statement with its mark, and the very words that it rests on."""
    stage.model.script = saying(f"{OPENS} [PARK]\n{MONEY} [PARK]")
    told = DOORS[door](stage, OPENING)
    assert told.text.startswith(f"{OPENS} [1]\n\n{MONEY} [2]")
    assert [one["quote"] for one in told.citations] == [OPENS, MONEY]
    assert told.mode in {"llm", ""}
    for one in told.citations:
        text = stage.service.library.open(one["document_id"]).text
        assert text[one["start"] : one["end"]] == one["quote"]
        assert (one["document_id"], one["section"][-1]) == ("parker", "Bredåparken")


@pytest.mark.parametrize(
    "said",
    [
        "Bredåparken åbner den 14. juni 2026. [PARK]",
        "Byrådet afsatte 3.500.000 kr. til parken. [PARK]",
        "Der kommer 40 nye træer i parken [PARK].",
        "Cykelstien er forsinket, fordi entreprenøren gik konkurs. [PATH]",
        "Vestbyens Skole får plads til 560 elever. [SCHOOL]",
        "Parken får en sti langs åen [PARK], og Cykelstien bliver 4,2 km. [PATH]",
    ],
)
def test_other_words_for_the_same_are_shown(stage: Stage, said: str) -> None:
    """A statement may be put in the model's own words."""
    answer = ask(stage, said, "Hvad koster parken, cykelstien og Vestbyens Skole?")
    assert (answer.status, answer.mode) == ("answered", "llm")
    assert "_" not in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"{OPENS} [PARK][P77]", f"{OPENS} [1]"),
        (f"{OPENS} (PARK)", f"{OPENS} [1]"),
        (f"{OPENS} [kilde 1]", f"{OPENS} [1]"),
        (f"- {OPENS} [PARK]\n- {MONEY} [PARK]", f"- {OPENS} [1]\n- {MONEY} [2]"),
        (f"**{OPENS}** [PARK]", f"{OPENS} [1]"),
        (f"## {OPENS} [PARK]", f"{OPENS} [1]"),
        (f"<think>{MONEY} [PARK]</think>{OPENS} [PARK]", f"{OPENS} [1]"),
        (f"{OPENS} {MONEY} [PARK]", f"{OPENS} [1] {MONEY} [2]"),
        (f"{OPENS} [PARK]\n\n{OPENS} [PARK]", f"{OPENS} [1]"),
        (f"Svar:\n{OPENS} [PARK]", f"{OPENS} [1]"),
        ("14. juni 2026 åbner Bredåparken. [PARK]", r"14\. juni 2026 åbner Bredåparken. [1]"),
    ],
)
def test_what_models_put_around_their_statements_goes(stage: Stage, said: str, shown: str) -> None:
    """Unknown tokens vanish; signs, thoughts and repetitions are no part of an answer."""
    assert ask(stage, said).text == shown


DROPPED = {
    "an unknown source": f"{MONEY} [P77]",
    "another passage's token": f"{MONEY} [PATH]",
    "another document's token": f"{MONEY} [SCHOOL]",
    "an invented number": "Parken får 45 nye træer. [PARK]",
    "an invented amount": "Byrådet har afsat 5,3 mio. kr. til parken. [PARK]",
    "an invented date": "Karla Holmbjerg åbner Bredåparken den 4. juli 2026. [PARK]",
    "an invented name": "Borgmester Vagn Rosenkilde åbner parken. [PARK]",
    "a negation": "Borgmesteren åbner ikke Bredåparken den 14. juni 2026. [PARK]",
    "a negation that is gone": "Kommunen bygger en cafe i parken. [PARK]",
    "an invented cause": "Parken åbner i juni, fordi borgmesteren stiller op til valget. [PARK]",
    "an invented thing": "Parken får en minigolfbane og et badeland. [PARK]",
    "a false link": "Læs mere på https://parker.example/aaben. [PARK]",
}


@pytest.mark.parametrize("case", DROPPED)
def test_what_its_sources_do_not_carry_is_dropped(stage: Stage, case: str) -> None:
    """Beside what they do carry, which is shown with a remark that something is left out."""
    answer = ask(stage, f"{DROPPED[case]}\n{OPENS} [PARK]\n{DROPPED[case]}")
    shown, *remarks = answer.text.split("\n\n")
    assert shown == f"{OPENS} [1]"
    assert all(line.startswith("_") and line.endswith("_") for line in remarks)
    assert [one.quote for one in answer.citations] == [OPENS]


def test_what_names_no_source_is_dropped(stage: Stage) -> None:
    """However true it is."""
    answer = ask(stage, f"{OPENS} [PARK]\n{MONEY}\n\nGod fornøjelse med besøget!")
    assert answer.text.startswith(f"{OPENS} [1]")
    assert "mio." not in answer.text
    assert "fornøjelse" not in answer.text


@pytest.mark.parametrize("case", ["an invented number", "a negation", "another document's token"])
def test_what_fails_may_be_shown_as_such(stage: Stage, case: str) -> None:
    """Where the owner has chosen so, on a line of its own in italics, and without a mark."""
    stage.model.script = saying(f"{OPENS} [PARK]\n{DROPPED[case]}")
    marking = Answering(stage.service.assistant, replace(generating(stage), marks=True))
    answer = marking.ask(Asked(OPENING))
    failed = DROPPED[case].rpartition(" [")[0]
    assert answer.text == f"{OPENS} [1]\n\n_Ikke fundet i kilderne: {failed}_"
    assert len(answer.citations) == 1


@pytest.mark.parametrize("door", ["ask", "ask streaming"])
def test_where_nothing_holds_nothing_is_found(stage: Stage, door: str) -> None:
    """No citation, the nearest places, and a word on why."""
    stage.model.script = saying(f"{DROPPED['an invented number']}\n{DROPPED['an invented name']}")
    told = DOORS[door](stage, OPENING)
    assert (told.status, told.mode) == ("not_found", "llm")
    assert told.citations == []
    assert "Rosenkilde" not in told.text
    assert all(line.startswith("_") for line in told.text.split("\n\n"))
    body = stage.client.post("/api/v1/ask", json={"question": OPENING}).json()
    assert body["nearest"]


@pytest.mark.parametrize(
    "said",
    [
        "INTET SVAR",
        "Intet svar.",
        "**INTET SVAR**",
        "NO ANSWER",
        "Kilderne svarer ikke på spørgsmålet.",
        "Det fremgår ikke af kilderne, hvornår parken åbner.",
        "The sources do not mention it.",
        "INTET SVAR [PARK]",
    ],
)
def test_a_model_that_finds_no_answer_is_believed(stage: Stage, said: str) -> None:
    """It says that the sources do not answer: not found, with the nearest places."""
    answer = ask(stage, said)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.nearest
    assert "INTET" not in answer.text
    assert "svarede ikke" not in answer.text


def test_a_part_that_is_missing_is_named(stage: Stage) -> None:
    """In the asker's words, not in the model's."""
    question = "Hvornår åbner Bredåparken, og hvem spiller musik til åbningen?"
    answer = ask(
        stage, f"{OPENS} [PARK]\nMANGLER: hvem der spiller musik til åbningen i Tivoli", question
    )
    assert answer.status == "partial"
    assert answer.text.startswith(f"{OPENS} [1]")
    assert "hvem spiller musik til åbningen" in answer.text
    assert "Tivoli" not in answer.text


def test_an_english_question_is_answered_in_english(stage: Stage) -> None:
    """Its rules, its remarks and its answer; what is Danish is checked all the same."""
    asked = "When does the park Bredåparken open?"
    answer = ask(
        stage,
        "Mayor Karla Holmbjerg opens Bredåparken on 14 June 2026. [PARK]\n"
        "The park opens on 15 June 2026. [PARK]",
        asked,
    )
    prompt = stage.model.prompts[-1]
    assert "Answer in English" in prompt.rules
    assert prompt.question == asked
    first, remark = answer.text.split("\n\n")
    assert first == "Mayor Karla Holmbjerg opens Bredåparken on 14 June 2026. [1]"
    assert remark.startswith("_One sentence of the language model's")
    assert answer.citations[0].quote == OPENS
    assert "can't find" in ask(stage, "NO ANSWER", asked).text
