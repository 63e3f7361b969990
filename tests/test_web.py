"""The web page, walked through in a real browser over a real server and a real index."""

from __future__ import annotations

import contextlib
import html
import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
import uvicorn
from hashed import HashedEmbedder
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)
from starlette.datastructures import ImmutableMultiDict

from assistant import api
from assistant.answer import Answer, Citation
from assistant.asking import Asked, Assistant
from assistant.library import Library
from assistant.question import Turn
from assistant.service import Service
from ingest.index import Index
from ingest.settings import Settings
from ui import again, rendering, texts, web
from ui.body import Marked
from ui.chat.words import DANISH
from ui.place.words import DANISH as PLACE
from ui.starters import Starters
from ui.talk import Talk

# Gradio sums up its queue with what pandas is about to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "Hvor sidder ungeteamet henne nu?"
UNANSWERED = "Hvem vandt VM i fodbold?"
EVIL = "evil.example"
HOSTILE = f"""# Plan for cykelstier

## Cykelstier &lt;script&gt;window.hacked=1&lt;/script&gt; ![h](http://{EVIL}/h.png)

Cykelstierne \\!\\[billede\\](http://{EVIL}/x.png) bygges i 2025 \\[link\\](http://{EVIL}/l) langs
&lt;img src="http://{EVIL}/i.png" onerror="window.hacked=1"&gt; åen, \\[henvisning\\]\\[ref\\] og
\\[99\\] og \\[1\\] og &lt;http://{EVIL}/auto&gt; eller http://{EVIL}/bar og www.{EVIL} til $x^2$
\\*\\*fed\\*\\* ![raa](http://{EVIL}/raw.png) <img src="http://{EVIL}/raw2.png"> og [ref].

\\[ref\\]: http://{EVIL}/ref

[ref]: http://{EVIL}/ref2
"""
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextlib.contextmanager
def served(service: Service) -> Iterator[str]:
    """The page and the API over ``service``, at an address of this machine."""
    app = web.mount(api.create(service), service)
    config = uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


@contextlib.contextmanager
def small(folder: Path, files: dict[str, str], title: str = "") -> Iterator[Service]:
    """A service over a few files of a test's own, with a quick embedder."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in files.items():
        (corpus / name).write_text(text, "utf-8")
        facts = f"title = {json.dumps(title or name)}\norganisation = {json.dumps(title)}\n"
        with (corpus / "corpus.toml").open("a", encoding="utf-8") as about:
            about.write(f"[documents.{name.split('.')[0]}]\n{facts}")
    settings = Settings(corpus=corpus, data=folder / "data")
    with Index(settings.data, HashedEmbedder()) as index:
        service = Service(settings, index, Assistant(index), Library(index, corpus), warm=True)
        assert not service.library.read().refused
        yield service


@pytest.fixture(scope="module")
def base(service: Service) -> Iterator[str]:
    """Where the page over the product's own documents is."""
    with served(service) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A chromium; of the module alone, since its event loop would be in others' way."""
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=ARGS
            )  # fmt: skip
        except Error as error:
            pytest.skip(f"no chromium can be started here: {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@dataclass
class Visitor:
    """One person's browser. What it asked the net for is kept."""

    browser: Browser
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self) -> Page:
        context = self.browser.new_context(locale="da-DK")
        context.on("request", self._note)
        context.on("console", self._hear)
        page = context.new_page()
        page.goto(self.base)
        expect(page.locator("#question textarea")).to_be_visible()
        return page

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in {"data", "blob"}:
            self.requests.append(request.url)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.requests}


@pytest.fixture
def visitor(browser: Browser, base: str) -> Iterator[Visitor]:
    """Somebody who comes to the page; wherever they go, no other host is asked."""
    visitor = Visitor(browser, base)
    yield visitor
    for context in browser.contexts:
        context.close()
    assert visitor.hosts() <= {urlsplit(base).netloc}
    assert not [c for c in visitor.complaints if "Content Security Policy" in c]


def ask(page: Page, question: str) -> str:
    """Ask, and wait for the answer."""
    before = page.locator("#chat .answer").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    answer = page.locator("#chat .answer").nth(before)
    answer.wait_for()
    return answer.inner_text()


def marked(page: Page) -> str:
    """What is highlighted on a document's page."""
    return "".join(page.locator("mark").all_text_contents())


def test_the_machine_says_that_it_is_one_before_the_first_answer(visitor: Visitor) -> None:
    """The notice, the product's name and questions to begin with are there when the page opens."""
    page = visitor.open()
    expect(page.get_by_text(DANISH.machine)).to_be_visible()
    expect(page.get_by_role("heading", name=texts.NAME)).to_be_visible()
    expect(page.locator(".starter").first).to_be_visible()
    expect(page).to_have_title(texts.NAME)
    expect(page.locator("html")).to_have_attribute("lang", "da")
    assert page.locator("#chat").count() == 0


def test_an_answer_has_marks_and_its_sources_beside_it(visitor: Visitor, service: Service) -> None:
    """Every citation is a mark in the answer and an entry with its quote among the sources."""
    page = visitor.open()
    shown = ask(page, QUESTION)
    citations = service.assistant.ask(Asked(QUESTION)).citations
    assert citations
    assert all(f"[{citation.number}]" in shown for citation in citations)
    sources = page.locator("#sources")
    expect(sources.get_by_role("heading", name=DANISH.sources)).to_be_visible()
    expect(sources.locator("li")).to_have_count(len(citations))
    for entry, citation in zip(sources.locator("li").all(), citations, strict=True):
        expect(entry.locator("blockquote")).to_have_text(citation.quote.removeprefix("- "))
        expect(entry.locator(".number")).to_have_text(str(citation.number))
        expect(entry).to_contain_text(citation.section[-1])
    expect(sources).to_contain_text(citations[0].title)
    expect(sources).to_contain_text(citations[0].organisation)


def test_a_mark_leads_to_the_very_words_that_it_cites(visitor: Visitor, service: Service) -> None:
    """The link opens a new tab where the quote, and nothing else, is highlighted and in view."""
    page = visitor.open()
    ask(page, QUESTION)
    citations = service.assistant.ask(Asked(QUESTION)).citations
    for number, citation in enumerate(citations):
        with page.context.expect_page() as opened:
            page.locator("#chat a.mark").nth(number).click()
        document = opened.value
        expect(document.locator("#sted")).to_be_in_viewport()
        assert marked(document) == citation.quote
        assert document.evaluate("window.opener") is None


def test_the_page_of_a_document_works_without_javascript(browser: Browser, base: str) -> None:
    """A cited place is marked and in view in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}dokument/norddjurs-status-2024?fra=100&til=140#sted")
    expect(page.locator("#sted")).to_be_in_viewport()
    expect(page.get_by_role("navigation").get_by_role("link").first).to_be_visible()
    context.close()


def test_a_follow_up_is_understood_from_what_came_before(
    visitor: Visitor, service: Service
) -> None:
    """A question that leaves its subject unsaid is answered as the assistant does with history."""
    first, second = "Hvad er formålet med investeringsplanen i Faxe?", "Og i Randers?"
    page = visitor.open()
    ask(page, first)
    ask(page, second)
    history = (
        Turn("user", first),
        Turn("assistant", service.assistant.ask(Asked(first)).text),
    )
    expected = service.assistant.ask(Asked(second, history))
    assert expected != service.assistant.ask(Asked(second))
    last = page.locator("#chat .answer").last
    expect(last.locator("a.mark")).to_have_count(expected.text.count("]"))
    expect(page.locator("#sources li")).to_have_count(
        len(expected.citations) or len(expected.nearest)
    )


def test_where_nothing_answers_the_nearest_places_are_shown(visitor: Visitor) -> None:
    """Under "Tættest på" stand links to what comes closest, and the answer has no marks."""
    page = visitor.open()
    ask(page, UNANSWERED)
    expect(page.locator("#sources").get_by_role("heading", name=DANISH.nearest)).to_be_visible()
    expect(page.locator("#sources a.open").first).to_be_visible()
    assert page.locator("#chat .answer a").count() == 0


def test_below_the_sources_is_the_way_to_keep_the_answer(
    visitor: Visitor, service: Service
) -> None:
    """In a new tab, where the same answer stands; also where there is none, not for small talk."""
    before = service.drafting.records()
    page = visitor.open()
    for question in (QUESTION, UNANSWERED):
        ask(page, question)
        with page.context.expect_page() as opened:
            page.locator("#sources").get_by_role("link", name=DANISH.keep).click()
        shown = opened.value
        expect(shown.locator("h1")).to_have_text(question)
        given = service.assistant.ask(Asked(question))
        expect(shown.locator(".paper a.mark")).to_have_count(given.text.count("]"))
        assert shown.evaluate("window.opener") is None
    ask(page, "hej")
    expect(page.get_by_role("link", name=DANISH.keep)).to_have_count(0)
    assert service.drafting.records() == before


def test_only_a_follow_up_takes_along_what_was_asked_before(service: Service) -> None:
    """The address has the turns that the answer rests on, and the asker's own organisation."""
    talk = Talk()
    for question in (QUESTION, "Hvad er formålet med investeringsplanen i Faxe?", "Og i Randers?"):
        talk = talk.asking(question).answered(service.answering, "Faxe Kommune")
    _, alone, leaning = (parse_qs(urlsplit(one.keep).query) for one in talk.exchanges)
    assert alone == {"question": [talk.exchanges[1].question], "organisation": ["Faxe Kommune"]}
    assert leaning["before"] == [talk.exchanges[1].question]
    asked = again.read(ImmutableMultiDict(parse_qsl(urlsplit(talk.exchanges[2].keep).query)))
    assert asked.question == "Og i Randers?"
    assert service.assistant.ask(asked) == talk.exchanges[2].answer
    assert html.escape(talk.exchanges[2].keep) in talk.sources()
    talk = talk.asking("tak").answered(service.answering, "Faxe Kommune")
    assert talk.exchanges[-1].keep == ""


def test_the_address_of_an_answer_stays_short() -> None:
    """The oldest turns go first; a question that fits in no address has none."""
    turns = tuple(Turn("user", f"{number} " + "å" * 380) for number in range(3))
    address = again.address(Asked("Og hvad så? " + "x" * 1500, turns))
    assert len(address) <= 4000
    kept = again.read(ImmutableMultiDict(parse_qsl(urlsplit(address).query)))
    assert kept.history == turns[-1:]
    assert again.address(Asked("å" * 2000, turns)) == ""


def test_a_starter_question_is_asked_by_a_click_and_has_an_answer(visitor: Visitor) -> None:
    """What the page offers to begin with is worth asking."""
    page = visitor.open()
    starter = page.locator(".starter").first
    question = starter.inner_text()
    starter.click()
    page.locator("#chat .answer a.mark").first.wait_for()
    expect(page.locator("#chat .user-row")).to_have_text(question)


def test_a_new_conversation_begins_empty(visitor: Visitor) -> None:
    """After "Ny samtale" neither question, answer nor sources are on the page."""
    page = visitor.open()
    ask(page, QUESTION)
    page.get_by_role("button", name=DANISH.new).click()
    expect(page.get_by_text(DANISH.machine)).to_be_visible()
    assert page.locator("#chat, #sources").count() == 0
    assert QUESTION not in page.locator("body").inner_text()
    ask(page, UNANSWERED)
    expect(page.locator("#chat .user-row")).to_have_count(1)


def test_an_answer_that_comes_too_late_stays_out_of_the_new_conversation(
    visitor: Visitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who begins anew while a question is being answered does not see it come back."""
    answering, go = service.assistant.ask, threading.Event()

    def slow(asked: Asked) -> Answer:
        go.wait(20)
        return answering(asked)

    page = visitor.open()
    monkeypatch.setattr(service.assistant, "ask", slow)
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    expect(page.get_by_text(DANISH.searching)).to_be_visible()
    page.fill("#question textarea", "imens")
    page.get_by_role("button", name=DANISH.new).click()
    expect(page.get_by_text(DANISH.machine)).to_be_visible()
    go.set()
    page.wait_for_timeout(1000)
    assert page.locator("#chat, #sources").count() == 0
    ask(page, UNANSWERED)
    expect(page.locator("#chat .user-row")).to_have_count(1)


def test_two_people_never_see_each_others_talk(visitor: Visitor) -> None:
    """Each browser has the conversation that was held in it, also after both have asked."""
    mine, yours = visitor.open(), visitor.open()
    ask(mine, QUESTION)
    ask(yours, UNANSWERED)
    ask(mine, "Hvilke værdier har Faxe?")
    assert UNANSWERED not in mine.locator("body").inner_text()
    assert QUESTION not in yours.locator("body").inner_text()
    expect(yours.locator("#chat .user-row")).to_have_count(1)


def test_nothing_that_was_said_stays_in_the_browser(visitor: Visitor) -> None:
    """Neither question nor answer is in the browser's stores, and a reload begins anew."""
    page = visitor.open()
    answer = ask(page, QUESTION)
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert QUESTION not in stored
    assert answer[:20] not in stored
    assert page.context.cookies() == []
    page.reload()
    expect(page.get_by_text(DANISH.machine)).to_be_visible()
    assert page.locator("#chat").count() == 0


def test_the_organisation_that_is_chosen_is_whom_us_means(
    visitor: Visitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The selector offers the organisations of the index, and the assistant is told the choice."""
    told: list[Asked] = []
    answering = service.assistant.ask

    def listening(asked: Asked) -> Answer:
        told.append(asked)
        return answering(asked)

    monkeypatch.setattr(service.assistant, "ask", listening)
    page = visitor.open()
    page.get_by_role("combobox", name=DANISH.home).click()
    expect(page.get_by_role("option")).to_have_count(5)
    page.get_by_role("option", name="Randers Kommune").click()
    ask(page, QUESTION)
    assert told[-1].organisation == "Randers Kommune"


def test_a_failure_is_told_kindly_and_without_insides(
    visitor: Visitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What went wrong inside never reaches the browser."""

    def failing(_: Asked) -> Answer:
        raise RuntimeError("/hemmelig/sti")

    page = visitor.open()
    monkeypatch.setattr(service.assistant, "ask", failing)
    assert ask(page, QUESTION) == DANISH.failed
    assert "hemmelig" not in page.content()


def test_markup_from_a_hostile_document_is_only_read(browser: Browser, tmp_path: Path) -> None:
    """Pictures, links, tags and scripts of a document are shown as the words they are."""
    title = f"<img src=http://{EVIL}/t.png onerror=window.hacked=1> ![t](http://{EVIL}/u.png)"
    with small(tmp_path, {"plan.md": HOSTILE}, title) as service, served(service) as base:
        visitor = Visitor(browser, base)
        page = visitor.open()
        shown = ask(page, "Hvornår bygges cykelstierne?")
        for words in (f"![billede](http://{EVIL}/x.png)", "<img src=", "[99]", "**fed**"):
            assert words in shown
        links = page.locator("#chat a, #sources a").all()
        assert links
        ways = [a.get_attribute("href") or "" for a in links]
        assert {way.split("?")[0] for way in ways} == {"dokument/plan", again.PATH, "./"}
        assert page.locator("#chat img, #sources img, #home img").count() == 0
        page.goto(f"{base}dokument/plan?fra=0&til=99999#sted")
        assert page.locator("img, script, article a").count() == 0
        assert f'<img src="http://{EVIL}/i.png"' in page.locator("article").inner_text()
        assert page.evaluate("window.hacked") is None
        assert visitor.hosts() == {urlsplit(base).netloc}
        page.context.close()


def test_an_empty_index_says_how_to_add_documents(browser: Browser, tmp_path: Path) -> None:
    """Whoever comes first is told what to do."""
    with small(tmp_path, {}) as service, served(service) as base:
        page = Visitor(browser, base).open()
        expect(page.get_by_text(DANISH.empty)).to_be_visible()
        assert page.locator(".starter").count() == 0
        page.context.close()


class _Article(HTMLParser):
    """Collects the text within <article>."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._inside = False

    def handle_starttag(self, tag: str, _: object) -> None:
        self._inside = self._inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""


def test_a_documents_page_has_every_character_of_it(base: str, service: Service) -> None:
    """Between the tags stands the canonical text itself, wherever the mark is."""
    for entry in service.library.entries():
        text = service.library.open(entry.id).text
        for span in ("", "?fra=0&til=40", f"?fra=500&til={len(text) - 500}", "?fra=9&til=x"):
            parser = _Article()
            parser.feed(httpx.get(f"{base}dokument/{entry.id}{span}").text)
            assert parser.text == text


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2", "4", "cd"), ("-5", "2", "ab"), ("4", "999", "ef"), ("4", "2", ""), ("x", "", ""),
        ("9" * 5000, "1", ""), ("", "3", ""),
    ],
)  # fmt: skip
def test_offsets_out_of_bounds_are_clamped(start: str, end: str, expected: str) -> None:
    """An address that somebody changed marks what it can, and never fails."""
    span = Marked.of("abcdef", start, end)
    assert span.text[span.start : span.end] == expected


def test_an_unknown_document_is_said_not_to_be_there(base: str) -> None:
    """The page is a 404 in Danish with the way back."""
    response = httpx.get(f"{base}dokument/%3Cb%3Efindes-ikke")
    assert response.status_code == 404
    assert PLACE["unknown"] in response.text
    assert 'href="../"' in response.text


@pytest.mark.parametrize("path", ["", "docs", "openapi.json", "health/live", "dokument/nix"])
def test_every_response_keeps_the_browser_at_home(base: str, path: str) -> None:
    """The policy lets nothing load from another host; sniffing and referrers are off."""
    headers = httpx.get(base + path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/upload", "gradio_api/info", "gradio_api/file=/etc/passwd", "monitoring",
        "gradio_api/runs", "gradio_api/openapi.json", "gradio_api/vibe-code", "api/v1/nix",
    ],
)  # fmt: skip
def test_the_frameworks_other_addresses_are_not_there(base: str, path: str) -> None:
    """What the page does not need answers nobody, in the API's own form."""
    response = httpx.get(base + path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_the_api_answers_beside_the_page(base: str) -> None:
    """The addresses of the contract, and their errors, are as they are without the page."""
    assert httpx.get(f"{base}health/live").json() == {"status": "live"}
    assert httpx.post(f"{base}api/v1/ask", json={"question": QUESTION}).is_success
    assert httpx.get(f"{base}api/v1/ask").status_code == 405
    assert "gradio" not in httpx.get(f"{base}openapi.json").text.lower()


def test_the_pages_first_lines_are_ours(base: str) -> None:
    """Language, icon and style are in the HTML as it is sent; no other host is named in it."""
    source = httpx.get(base).text
    assert '<html\n\tlang="da"' in source or '<html lang="da"' in source
    assert "data:image/svg+xml" in source
    assert "raw.githubusercontent.com" not in source
    assert httpx.head(base).status_code == 200


def test_starter_questions_are_the_same_for_the_same_documents(service: Service) -> None:
    """At most four, each about another organisation here, and all of them answered."""
    questions = Starters(service).questions()
    assert questions == Starters(service).questions()
    assert len(questions) == len({q.split(" Kommune")[0] for q in questions}) == 4
    for question in questions:
        assert service.assistant.ask(Asked(question)).status == "answered"


def test_only_the_last_ten_turns_are_handed_on() -> None:
    """The assistant hears the plain text of the latest turns, however long the talk has been."""
    heard: list[Asked] = []

    class Listening:
        model = ""

        def stream(self, asked: Asked, _: object = None) -> Iterator[str | Answer]:
            heard.append(asked)
            yield Answer("answered", f"svar på {asked.question}")

    talk = Talk()
    for number in range(8):
        talk = talk.asking(f"spørgsmål {number}").answered(Listening(), "")  # type: ignore[arg-type]
    history = heard[-1].history
    assert len(history) == 10
    assert history[0] == Turn("user", "spørgsmål 2")
    assert history[-1] == Turn("assistant", "svar på spørgsmål 6")


LINK = (
    '<a class="mark" href="dokument/a%2Fb?fra=1&amp;til=2#sted" title="q&#10;T, S" '
    'target="_blank" rel="noopener">[1]</a>'
)


def _citation(number: int) -> Citation:
    return Citation(number, "a/b", "T", "O", ("S",), None, 1, 2, "q")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("tekst [1]", f"<p>tekst {LINK}</p>"),
        (r"tekst \[1\] [2]", "<p>tekst [1] [2]</p>"),
        ("![x](http://e.dk/x.png)", "<p>![x](http://e.dk/x.png)</p>"),
        ("[l](http://e.dk) http://e.dk <b>", "<p>[l](http://e.dk) http://e.dk &lt;b&gt;</p>"),
        ("_nej_", "<p><em>nej</em></p>"),
        ("[r]\n\n[r]: http://e.dk", "<p>[r]</p> <p>[r]: http://e.dk</p>"),
    ],
)  # fmt: skip
def test_marks_become_links_and_nothing_else_does(markdown: str, html: str) -> None:
    """Of all Markdown only emphasis, lists and the marks of given citations are known."""
    rendered = rendering.answer(Answer("answered", markdown, (_citation(1),)))
    assert rendered == f'<div class="answer">{html} </div>'


@pytest.mark.parametrize(("page", "shown"), [(3, "S</span>, side 3<"), (None, ">S<")])
def test_a_page_number_is_shown_where_there_is_one(page: int | None, shown: str) -> None:
    """A source in a document with pages says which."""
    citation = Citation(1, "a", "T", "O", ("S",), page, 1, 2, "q")
    assert shown in rendering.sources(Answer("answered", "x [1]", (citation,)))
