"""The conversation's own ways: narrowing, links, reloading, opinions, copying, English."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from test_web import QUESTION, UNANSWERED, Visitor, ask, marked, served
from test_web import browser as browser  # noqa: PLC0414 - the fixture is used here too

from assistant import feedback
from assistant.answer import Answer, Citation
from assistant.asking import Asked
from assistant.feedback import Feedback, Opinion
from assistant.scope import Filters
from assistant.service import Service
from ui.chat.narrowing import Choices
from ui.chat.talks import Talks
from ui.chat.words import DANISH, ENGLISH
from ui.talk import Exchange, Talk

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
KEY = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def base(service: Service) -> Iterator[str]:
    """Where the page over the product's own documents is."""
    with served(service) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, base: str) -> Iterator[Visitor]:
    """Somebody who comes to the page."""
    visitor = Visitor(browser, base)
    yield visitor
    for context in browser.contexts:
        context.close()


def narrow(page: Page, label: str, value: str) -> None:
    """Choose one value of a filter."""
    field = page.get_by_role("combobox", name=label, exact=True)
    if not field.is_visible():
        page.locator("#narrow > button").click()
    field.click()
    page.get_by_role("option", name=value).click()
    page.keyboard.press("Escape")


# -- marks ------------------------------------------------------------------------------------


def test_a_mark_shows_its_quote_before_it_is_opened(visitor: Visitor, service: Service) -> None:
    """By pointer and by keyboard; the source beside it is lit, and Escape puts it away."""
    page = visitor.open()
    ask(page, QUESTION)
    citation = service.assistant.ask(Asked(QUESTION)).citations[0]
    mark = page.locator("#chat a.mark").first
    mark.hover()
    tip = page.get_by_role("tooltip")
    expect(tip.locator(".quote")).to_contain_text(" ".join(citation.quote.split())[:60])
    expect(tip).to_contain_text(citation.title)
    expect(page.locator("#sources li.lit .number")).to_have_text("1")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    mark.focus()
    expect(tip).to_be_visible()
    expect(mark).to_have_attribute("aria-describedby", "peek")


# -- narrowing --------------------------------------------------------------------------------


def test_a_question_is_put_to_what_was_chosen_alone(visitor: Visitor, service: Service) -> None:
    """Every source is of the chosen organisation, and the question says what it was put to."""
    page = visitor.open()
    narrow(page, DANISH.organisation, "Faxe Kommune")
    expect(page.locator("#narrow > button")).to_contain_text(f"{DANISH.narrow} (1)")
    question = "Hvordan arbejder de med forebyggelse?"
    ask(page, question)
    expect(page.locator("#chat .user-row")).to_contain_text(f"{DANISH.narrowed} Faxe Kommune")
    whole = service.assistant.ask(Asked(question))
    own = service.assistant.ask(Asked(question, filters=Filters(organisations=("Faxe Kommune",))))
    assert {c.organisation for c in whole.citations} != {"Faxe Kommune"}
    assert {c.organisation for c in own.citations} == {"Faxe Kommune"}
    expect(page.locator("#sources li")).to_have_count(len(own.citations))
    assert set(page.locator("#sources .whose").all_inner_texts()) == {"Faxe Kommune"}


def test_where_the_narrowing_leaves_nothing_the_way_out_is_named(visitor: Visitor) -> None:
    """An answer that stands in another document is not found, and the page says why."""
    page = visitor.open()
    narrow(page, DANISH.organisation, "Faxe Kommune")
    ask(page, QUESTION)
    widen = DANISH.widen.format(scope="Faxe Kommune")
    expect(page.locator("#chat .bot-row")).to_contain_text(widen)


def test_what_can_be_chosen_is_what_the_documents_are(service: Service) -> None:
    """Organisations, titles, kinds and years; what has gone meanwhile still narrows."""
    entries = service.library.entries()
    choices = Choices.of(entries)
    assert {value for _, value in choices.documents} == {entry.id for entry in entries}
    assert ("2024", "2024") in choices.years
    assert ("1999", "1999") not in choices.years
    given = [["Faxe Kommune", "Atlantis"], ["nix"], ["status"], ["2024", "1999", "x"]]
    filters = choices.filters(given)
    assert filters == Filters(("nix",), ("Faxe Kommune", "Atlantis"), ("status",), (2024, 1999))
    assert choices.chosen(filters) == [["Faxe Kommune"], [], ["status"], ["2024"]]
    assert choices.scope(filters) == "Faxe Kommune, Atlantis, nix, status, 2024, 1999"


# -- addresses --------------------------------------------------------------------------------


def test_the_link_of_an_answer_opens_the_same_question(visitor: Visitor) -> None:
    """A follow-up takes along what it leans on, a narrowed one what it was put to."""
    page = visitor.open()
    narrow(page, DANISH.year, "2023")
    ask(page, "Hvad er formålet med investeringsplanen i Faxe?")
    ask(page, "Hvordan finansieres den?")
    link = page.locator("#sources a.share")
    href = link.evaluate("link => link.href")
    assert href.startswith(visitor.base)
    assert "year=2023" in href
    other = visitor.open()
    other.goto(href)
    expect(other.locator("#chat .answer").last).to_have_text(
        page.locator("#chat .answer").last.inner_text(), use_inner_text=True
    )
    expect(other.locator("#chat .user-row").last).to_contain_text("Hvordan finansieres den?")
    expect(other.get_by_text(DANISH.reminder)).to_be_visible()


def test_a_link_in_the_same_tab_goes_on_from_the_talk(visitor: Visitor) -> None:
    """What was said stays above it, once; the same question put to another place is another."""
    page = visitor.open()
    ask(page, QUESTION)
    given = {"question": "Hvad er formålet med strategien?", "within": "Faxe Kommune"}
    for _ in range(2):
        page.goto(f"{visitor.base}?{urlencode(given)}")
        expect(page.locator("#chat .user-row")).to_have_count(2)
    expect(page.locator("#chat .user-row").first).to_contain_text(QUESTION)
    page.goto(f"{visitor.base}?{urlencode({**given, 'within': 'Randers Kommune'})}")
    expect(page.locator("#chat .user-row")).to_have_count(3)
    expect(page.locator("#chat .user-row").last).to_contain_text("Randers Kommune")
    expect(page.locator("#chat .answer").last).to_contain_text("Randers Kommune")


def test_a_second_question_waits_for_the_first(
    visitor: Visitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks again while an answer is on its way has both, in their order."""
    answering, go = service.assistant.ask, threading.Event()

    def slow(asked: Asked) -> Answer:
        go.wait(20)
        return answering(asked)

    page = visitor.open()
    monkeypatch.setattr(service.assistant, "ask", slow)
    for question in (QUESTION, UNANSWERED):
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        expect(page.locator("#chat .waiting")).to_be_visible()
    go.set()
    expect(page.locator("#chat .answer")).to_have_count(2)
    rows = page.locator("#chat .user-row")
    expect(rows.first).to_have_text(QUESTION)
    expect(rows.last).to_have_text(UNANSWERED)


def test_a_link_with_nonsense_in_it_opens_the_page(visitor: Visitor) -> None:
    """What there is no document of narrows nothing away, and markup stays text."""
    given = {"question": "<img src=x onerror=window.hacked=1> Hvad er ungeteamet?", "year": "x",
             "document": "../../etc", "within": "Atlantis", "organisation": "<b>"}  # fmt: skip
    page = visitor.open()
    page.goto(f"{visitor.base}?{urlencode(given)}")
    expect(page.locator("#chat .user-row")).to_contain_text("<img src=x")
    page.locator("#chat .answer").first.wait_for()
    assert page.evaluate("window.hacked") is None


# -- reloading --------------------------------------------------------------------------------


def test_a_reload_keeps_the_talk_and_the_browser_keeps_no_word_of_it(visitor: Visitor) -> None:
    """Follow-ups go on from it; another tab, and whoever begins anew, has none of it."""
    page = visitor.open()
    ask(page, QUESTION)
    page.reload()
    expect(page.locator("#chat .user-row")).to_contain_text(QUESTION)
    expect(page.locator("#sources li").first).to_be_visible()
    ask(page, "Hvem leder det?")
    expect(page.locator("#chat .user-row")).to_have_count(2)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "ungeteam" not in kept.lower()
    local, session = json.loads(kept)
    assert not [value for value in local.values() if len(value) > 100]
    assert re.fullmatch(r"[0-9a-f]{32}", session.pop("talk"))
    assert visitor.open().locator("#chat").count() == 0
    page.get_by_role("button", name=DANISH.new).click()
    expect(page.locator("#welcome")).to_be_visible()
    page.reload()
    expect(page.locator("#welcome")).to_be_visible()
    assert page.locator("#chat").count() == 0


def test_a_talk_is_had_by_its_own_key_alone_and_for_a_while() -> None:
    """What is no key of ours keeps nothing, and an idle talk is forgotten."""
    now = [0.0]
    talks, talk = Talks(lambda: now[0]), Talk((Exchange("q"),))
    for bad in ("", "x", KEY.replace("a", "A"), "../" + KEY):
        talks.keep(bad, talk, 0)
        assert talks.get(bad) == Talk()
    talks.keep(KEY, talk, 0)
    assert talks.get(KEY) == talk
    assert talks.get(KEY[::-1]) == Talk()
    now[0] = 9 * 3600
    assert talks.get(KEY) == Talk()


def test_a_talk_that_was_left_does_not_come_back() -> None:
    """An answer that is ready after somebody began anew is not kept, one to what came next is."""
    talks, left, new = Talks(), Talk((Exchange("q"),)), Talk((Exchange("r"),))
    turn = talks.turn(KEY)
    talks.anew(KEY)
    talks.keep(KEY, left, turn)
    assert talks.get(KEY) == Talk()
    talks.keep(KEY, new, talks.turn(KEY))
    assert talks.get(KEY) == new


# -- opinions ---------------------------------------------------------------------------------


def test_a_thumb_is_kept_without_the_question_unless_it_is_given(
    visitor: Visitor, service: Service
) -> None:
    """The first line has no word of what was said; the question comes by its own button alone."""
    path = service.index.folder / feedback.NAME
    path.unlink(missing_ok=True)
    page = visitor.open()
    ask(page, QUESTION)
    page.get_by_role("button", name=DANISH.useless).click()
    expect(page.get_by_text(DANISH.thanks)).to_be_visible()
    assert QUESTION not in path.read_text("utf-8")
    page.get_by_label(DANISH.word).fill("Ring til 12 34 56 78 om det")
    page.get_by_role("button", name=DANISH.with_question).click()
    expect(page.get_by_text(DANISH.thanks_whole)).to_be_visible()
    first, second = map(json.loads, path.read_text("utf-8").splitlines())
    assert first["about"] == second["about"]
    assert (first["useful"], first["word"], first["question"]) == (False, "", "")
    assert (second["useful"], second["question"]) == (False, QUESTION)
    assert "12 34 56 78" not in second["word"]
    cited = service.assistant.ask(Asked(QUESTION)).citations[0]
    assert second["cited"][0] == {
        "document_id": cited.document_id, "start": cited.start, "end": cited.end
    }  # fmt: skip


def test_opinions_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound no line is added, and those before it stay whole."""
    monkeypatch.setattr(feedback, "_MOST_BYTES", 900)
    given = Answer("answered", "x [1]", (Citation(1, "a", "T", "O", (), None, 0, 1, "q"),))
    kept = Feedback(tmp_path)
    added = [kept.add(Opinion(str(n), useful=True, word="ord " * 20), given) for n in range(20)]
    lines = (tmp_path / feedback.NAME).read_text("utf-8").splitlines()
    assert 0 < len(lines) == sum(added) < 20
    assert [json.loads(line)["about"] for line in lines] == [str(n) for n in range(len(lines))]


# -- copying ----------------------------------------------------------------------------------


def test_an_answer_is_copied_with_its_sources(visitor: Visitor, service: Service) -> None:
    """Marks, quotes, titles and whole addresses; and the link of the question by itself."""
    page = visitor.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name=DANISH.copy).click()
    expect(page.locator("#told")).to_have_text(DANISH.copied)
    text = page.evaluate("navigator.clipboard.readText()")
    for citation in service.assistant.ask(Asked(QUESTION)).citations:
        assert f"[{citation.number}]" in text
        assert citation.title in text
        assert f"{visitor.base}dokument/{citation.document_id}?fra={citation.start}" in text
    page.get_by_role("link", name=DANISH.share).click()
    expect(page.locator("#told")).to_have_text(DANISH.copied_link)
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{visitor.base}?question=")


# -- English ----------------------------------------------------------------------------------


def test_the_page_is_english_for_who_chooses_so(visitor: Visitor) -> None:
    """The talk goes along, the documents' words are marked as Danish, and so on every page."""
    page = visitor.open()
    ask(page, QUESTION)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name=ENGLISH.send, exact=True)).to_be_visible()
    expect(page.locator("#chat .user-row")).to_contain_text(QUESTION)
    expect(page.locator("#chat .answer").first).to_have_attribute("lang", "da")
    expect(page.locator("#sources blockquote").first).to_have_attribute("lang", "da")
    with page.context.expect_page() as opened:
        page.locator("#chat a.mark").first.click()
    expect(opened.value.locator("html")).to_have_attribute("lang", "en")
    assert marked(opened.value)
    ask(page, UNANSWERED)
    expect(page.locator("#sources h2")).to_have_text(ENGLISH.nearest)
    page.get_by_role("link", name="Themes").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Dansk").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")


def test_both_languages_say_the_same_things() -> None:
    """Every word is there, with the same to be filled in."""
    for name in DANISH.__dataclass_fields__:
        danish, english = getattr(DANISH, name), getattr(ENGLISH, name)
        assert english
        assert re.findall(r"{\w+}", danish) == re.findall(r"{\w+}", english)
