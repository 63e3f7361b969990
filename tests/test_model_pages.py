"""The pages where a language model writes: the talk, what is kept of it, and drafts."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import modelled
import pytest
from fastapi.testclient import TestClient
from modelled import OPENING, OPENS, PAPERS, TREES, Stage, saying, staged
from playwright.sync_api import expect
from scripted import Prompt, Wire, says
from test_web import Visitor, browser, served  # noqa: F401 - a fixture

from assistant import api
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Draft
from assistant.generation import wording
from assistant.generation.redrafting import Redrafting
from ui import web
from ui.chat.words import DANISH as CHAT
from ui.drafts.words import DANISH
from ui.talk import Talk

ABSENCE = """# Plan mod skolefravær

## Skolefravær

Skolefraværet er steget fra 6 til 8 procent. Kommunen har ansat to fraværsvejledere mod skolefravær.
Skolerne har indført et fælles skema over skolefravær. Kommunen vil afprøve et morgenhold mod
skolefravær i 2027. Skolerne skal i 2027 evaluere skemaet over skolefravær.
"""
TEACHERS = "Kommunen har ansat to fraværsvejledere mod skolefravær."
ANSWER = f"{OPENS.removesuffix('.')} [PARK]. Den koster 999 mio. kr. [PARK]."


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Iterator[Stage]:
    """Two papers, and a model that each test scripts anew."""
    folder = tmp_path_factory.mktemp("pages")
    papers = {**PAPERS, "fravaer.md": ("Egelund Kommune", ABSENCE)}
    modelled.write(folder / "corpus", papers)
    with staged(folder, model_folder) as found:
        yield found


@pytest.fixture
def pages(stage: Stage) -> Iterator[TestClient]:
    """A client of the pages, as a browser of this machine."""
    app = web.mount(api.create(stage.service), stage.service)
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def talked(stage: Stage) -> Talk:
    """A talk with one answer by the model."""
    stage.model.script = saying(ANSWER)
    return Talk().asking(OPENING).answered(stage.service.answering, "")


def test_the_talk_grows_while_the_model_writes(stage: Stage) -> None:
    """What has passed the check is shown at once; what has not is never shown."""
    stage.model.script = saying(ANSWER)
    grown = list(Talk().asking(OPENING).growing(stage.service.answering, ""))
    first, last = grown[0].exchanges[-1], grown[-1].exchanges[-1]
    assert first.answer is None
    assert "14. juni 2026" in first.html("da")
    assert last.answer
    assert last.answer.mode == "llm"
    assert all("999" not in talk.exchanges[-1].html("da") for talk in grown)


def test_an_answer_by_the_model_is_kept_as_it_was_shown(stage: Stage, pages: TestClient) -> None:
    """Asked again the model would say something else, so it is not asked again."""
    talk = talked(stage)
    answer = talk.exchanges[-1].answer
    assert answer
    stage.model.script = saying("Noget helt andet [PARK].")
    before = len(stage.model.prompts)
    address = f"/{talk.exchanges[-1].keep}"
    shown = pages.get(address)
    assert "14. juni 2026" in shown.text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text))
    sent = {name: html.unescape(value) for name, value in fields.items()}
    kept = pages.post(urlsplit(address).path, data=sent, follow_redirects=False)
    record = stage.service.drafting.record(kept.headers["location"].rsplit("/", 1)[-1]).record
    assert (record.text, record.citations) == (answer.text, answer.citations)
    assert (record.made.mode, record.made.language_model) == ("llm", "openai:scripted")
    assert len(stage.model.prompts) == before


def test_an_answer_that_is_no_longer_there_says_so(stage: Stage, pages: TestClient) -> None:
    """It cannot be had again, and nothing else is kept in its place."""
    name = parse_qs(urlsplit(talked(stage).exchanges[-1].keep).query)["svar"][0]
    gone = pages.get("/journal/svar", params={"svar": name + "x"})
    assert gone.status_code == 422
    assert DANISH["answer gone"] in gone.text
    before = stage.service.drafting.records()
    refused = pages.post("/journal/svar", data={"svar": name + "x", "known": "1"})
    assert refused.status_code == 422
    assert stage.service.drafting.records() == before


def test_people_are_told_that_a_model_writes(stage: Stage, visitor: Visitor) -> None:
    """Before the first answer; then the answer comes sentence by sentence, with its sources."""
    second = threading.Event()

    def script(prompt: Prompt) -> object:
        one, other = (f"{said.removesuffix('.')} {prompt.token(said)}." for said in (OPENS, TREES))
        return says(f"{one}\n", second, other)

    stage.model.script = script  # type: ignore[assignment]
    page = visitor.open()
    expect(page.get_by_text(CHAT.model)).to_be_visible()
    page.locator("#question textarea").fill(OPENING)
    page.get_by_role("button", name=CHAT.send).click()
    expect(page.locator(".answer")).to_contain_text("14. juni 2026")
    expect(page.locator(".answer")).not_to_contain_text("40 nye træer")
    second.set()
    expect(page.locator(".answer")).to_contain_text("40 nye træer")
    expect(page.locator("#sources blockquote")).to_have_count(2)
    expect(page.locator(".answer a.mark")).to_have_count(2)


@pytest.fixture
def visitor(browser: object, stage: Stage) -> Iterator[Visitor]:  # noqa: F811 - a fixture
    """Somebody at the page where a model writes."""
    with served(stage.service) as base:
        visitor = Visitor(browser, base)  # type: ignore[arg-type]
        yield visitor
        assert visitor.hosts() == {urlsplit(base).netloc}


# -- drafts -----------------------------------------------------------------------------------


def telling(prompt: Prompt) -> str:
    """Tells each statement that it is given, and one that nobody has made."""
    told = [f"{text.strip().removesuffix('.')} [P{n}]." for n, text in prompt.passages.items()]
    return " ".join([*told, "Der er brugt 999 mio. kr. [P1]."])


def test_a_draft_is_told_anew_and_only_what_is_carried_stands_in_it(stage: Stage) -> None:
    """The evidence is that of the draft without a model; so are its tables and remarks."""
    asked = DraftAsked("skolefravær")
    plain = stage.service.drafting.make(asked)
    stage.model.script = telling
    draft = stage.service.drafting.make(asked, "llm")
    assert (plain.mode, draft.mode) == ("extractive", "llm")
    assert draft.unsupported == ()
    assert "999" not in "".join(one.text for one in draft.sentences())
    assert all(one.marks or one.origin == "remark" for one in draft.sentences())
    assert {one.quote for one in draft.citations} == {one.quote for one in plain.citations}
    assert TEACHERS in [one.text for one in draft.sentences()]


def remarks(draft: Draft) -> list[str]:
    """What is remarked in a draft."""
    return [one.text for one in draft.sentences() if one.origin == "remark"]


@pytest.mark.parametrize("away", [False, True])
def test_a_draft_stays_as_it_is_where_the_model_gives_nothing(stage: Stage, *, away: bool) -> None:
    """Nothing is lost, it does not say that a model wrote it, and it says that it tried."""

    def reset(wire: Wire) -> None:
        wire.reset()

    stage.model.script = lambda _: reset if away else "Der er brugt 999 mio. kr. [P1]."
    before = len(stage.model.prompts)
    asked = DraftAsked("skolefravær")
    told = stage.service.drafting.make(asked, "llm")
    plain = stage.service.drafting.make(asked)
    said = [one for one in told.sentences() if one.origin != "remark"]
    assert said == [one for one in plain.sentences() if one.origin != "remark"]
    assert told.mode == "extractive"
    assert remarks(told) == [*remarks(plain), wording.OWN_WORDS]
    if away:
        # Asked once, with the library's retries, and not again for each part.
        assert len(stage.model.prompts) - before <= 3


def test_a_marked_sentence_of_a_draft_names_no_source_that_it_was_not_given(stage: Stage) -> None:
    """Where what fails is shown, it is shown with those of its tokens that mean something."""
    model = stage.service.model
    assert model
    plain = stage.service.drafting.make(DraftAsked("skolefravær"))
    stage.model.script = lambda prompt: f"{telling(prompt)} Der er brugt 888 kr. [P1][P99]."
    draft = Redrafting(model, marks=True).redrafted(plain)
    marked = [one for one in draft.sentences() if one.missing]
    assert marked
    assert {mark for one in marked for mark in one.marks} <= {one.number for one in plain.citations}


def test_an_answer_by_the_model_is_kept_without_what_it_does_not_lean_on(stage: Stage) -> None:
    """What somebody asked earlier is no part of a case that has nothing to do with it."""
    stage.model.script = saying(ANSWER)
    talk = Talk()
    for question in ("Hvad er planen mod skolefravær?", OPENING):
        talk = talk.asking(question).answered(stage.service.answering, "")
    name = parse_qs(urlsplit(talk.exchanges[-1].keep).query)["svar"][0]
    kept = stage.service.answering.recent.get(name)
    assert kept
    assert kept[0].history == ()


def test_a_draft_by_the_model_is_asked_for_at_the_doors(stage: Stage, pages: TestClient) -> None:
    """By the API and on the page, which offers it where there is a model; never unasked."""
    stage.model.script = telling
    before = len(stage.model.prompts)
    assert pages.post("/api/v1/drafts", json={"subject": "skolefravær"}).status_code == 200
    assert len(stage.model.prompts) == before
    made = pages.post("/api/v1/drafts", json={"subject": "skolefravær", "mode": "llm"}).json()
    assert pages.get(f"/api/v1/drafts/{made['id']}").json()["mode"] == "llm"
    assert DANISH["write by model"] in pages.get("/udkast").text
    form = {"subject": "skolefravær", "mode": "llm"}
    shown = pages.post("/udkast", data=form)
    assert shown.status_code == 200
    assert DANISH["read written"] in html.unescape(shown.text)


def test_a_record_may_be_of_the_models_answer(stage: Stage, pages: TestClient) -> None:
    """The API answers, and keeps that answer."""
    stage.model.script = saying(ANSWER)
    asked = {"question": OPENING}
    by_model, own = (
        pages.post("/api/v1/records", json={**asked, "mode": mode}).json()["record"]
        for mode in ("llm", "extractive")
    )
    assert by_model["made"]["language_model"] == "openai:scripted"
    assert "udeladt" in by_model["text"]
    assert own["made"]["language_model"] is None


def test_the_state_names_the_model(stage: Stage) -> None:
    """So that whoever looks after the machine sees who writes."""
    assert stage.client.get("/api/v1/status").json()["language_model"] == "openai:scripted"
