"""Every page as somebody with a keyboard or a screen reader meets it, in a real browser."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
import test_web
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from test_web import served

from assistant.asking import Asked
from assistant.service import Service

pytestmark = test_web.pytestmark
browser = test_web.browser
QUESTION = test_web.QUESTION
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
GRAVE = {"serious", "critical"}
SIZES = (ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844))
LANGUAGES = ("", "lang=en")
PAGES = (
    "temaer", "temaer?query=ungdom", "temakort", "tidsplan", "sammenlign?topic=forebyggelse",
    "udkast", "journal", "dokumenter", "dokument/norddjurs-status-2024?fra=100&til=140",
)  # fmt: skip
THEIRS: dict[tuple[str, str], str] = {}
"""Gradio's own markup that we cannot reach: (rule, selector) and why it may stand."""
Finding = tuple[str, str]


@pytest.fixture(scope="module")
def base(service: Service) -> Iterator[str]:
    """Where the pages over the product's own documents are."""
    with served(service) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One tab for all that is only looked at; nothing in it moves."""
    context = browser.new_context(locale="da-DK", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def with_language(address: str, language: str) -> str:
    """``address`` in a language; the anchor is not part of any of them."""
    return f"{address}{'&' if '?' in address else '?'}{language}" if language else address


def findings(page: Page) -> set[Finding]:
    """What axe finds grave on the page as it is now: (rule, selector)."""
    # A colour that is on its way from light to dark is none that anybody reads.
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    run = {"type": "tag", "values": RULES}
    found = Axe().run(page, options={"runOnly": run, "resultTypes": ["violations"]}).response
    assert found["testEngine"]["name"] == "axe-core"
    return {
        (rule["id"], " ".join(map(str, node["target"])))
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    }


def looked_at(page: Page) -> set[Finding]:
    """What is found on the page at each width, and in the dark."""
    found: set[Finding] = set()
    for size in SIZES:
        page.set_viewport_size(size)
        found |= findings(page)
    if page.locator("html").get_attribute("lang") == "da":  # the colours know no language
        page.emulate_media(color_scheme="dark")
        found |= findings(page)
        page.emulate_media(color_scheme="light")
    return found


def asked(page: Page, question: str) -> None:
    """A question is put and answered, and its sources are there."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator("#chat .answer").first.wait_for()
    page.locator("#sources a").first.wait_for()


def test_what_is_grave_is_found(page: Page) -> None:
    """The looking itself: pale words and a field without a name do not pass."""
    page.set_content(
        '<html lang="da"><title>x</title><main><h1>x</h1>'
        '<p style="color: #ccc; background: #fff">bleg</p><input id="one"></main>'
    )
    assert {rule for rule, _ in findings(page)} == {"color-contrast", "label"}


@pytest.mark.parametrize("language", LANGUAGES, ids=["da", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_ours_has_no_grave_finding(
    page: Page, base: str, address: str, language: str
) -> None:
    """At both widths and in the dark, and the page says which language it is in."""
    page.goto(base + with_language(address, language))
    expect(page.locator("html")).to_have_attribute("lang", "en" if language else "da")
    assert looked_at(page) == set()


@pytest.mark.parametrize("language", LANGUAGES, ids=["da", "en"])
def test_a_draft_has_no_grave_finding(page: Page, base: str, language: str) -> None:
    """What was drafted, and the place where it is edited."""
    page.goto(base + with_language("udkast", language))
    page.locator("[name=subject]").fill("skolefravær")
    page.locator("[name=subject]").press("Enter")
    page.locator(".paper a.mark").first.wait_for()
    assert looked_at(page) == set()


def test_the_conversation_has_none_but_those_of_the_framework(page: Page, base: str) -> None:
    """Before and after an answer, in both languages; the list of what may stand is no longer."""
    found: set[Finding] = set()
    for language in LANGUAGES:
        page.goto(base + with_language("", language))
        expect(page.locator("#question textarea")).to_be_editable()
        found |= looked_at(page)
        asked(page, QUESTION)
        found |= looked_at(page)
    assert found == set(THEIRS)


# -- by keyboard alone -----------------------------------------------------------------------

FOCUSED = """() => {
  const one = document.activeElement, chain = [];
  for (let part = one; part && chain.length < 7; part = part.parentElement) chain.push(part);
  const drawn = () => chain.map((part) => {
    for (const moving of part.getAnimations()) moving.finish();
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(part);
    const outline = outlineStyle === "none" ? "" : outlineWidth;
    return [outline, boxShadow, borderColor, getComputedStyle(part).backgroundColor].join();
  });
  const focused = drawn().join();
  one.blur();
  const left = drawn().join();
  one.focus({ focusVisible: true, preventScroll: true });
  return {
    selector: one.matches("#question textarea") ? "box" : one.matches("#chat a.mark") ? "mark"
      : one.tagName.toLowerCase(),
    named: (one.textContent || one.getAttribute("aria-label") || one.id || "").trim().slice(0, 40),
    visible: focused !== left,
  };
}"""
MOST_STOPS = 60


def tabbed(page: Page, goal: str) -> list[str]:
    """Tab until the goal; what had no focus to be seen on the way."""
    unseen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if not stop["visible"] and stop["selector"] != "body":
            unseen.append(f"{stop['selector']} {stop['named']}")
        if stop["selector"] == goal:
            return unseen
    raise AssertionError(f"{goal} was not reached in {MOST_STOPS} stops")


@pytest.mark.parametrize("size", SIZES, ids=["laptop", "phone"])
def test_asking_and_opening_a_source_need_no_mouse(
    browser: Browser, base: str, service: Service, size: ViewportSize
) -> None:
    """Tab to the box, write, Enter, Tab to a mark, Enter: the cited words are marked, in view."""
    context = browser.new_context(locale="da-DK", viewport=size)
    page = context.new_page()
    page.goto(base)
    expect(page.locator("#question textarea")).to_be_editable()
    unseen = tabbed(page, "box")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator("#sources a").first.wait_for()
    page.evaluate("scrollTo(0, 0)")
    unseen += tabbed(page, "mark")
    assert unseen == []
    with context.expect_page() as opened:
        page.keyboard.press("Enter")
    document = opened.value
    expect(document.locator("#sted")).to_be_in_viewport()
    cited = {citation.quote for citation in service.assistant.ask(Asked(QUESTION)).citations}
    assert "".join(document.locator("mark").all_text_contents()) in cited
    context.close()


@pytest.mark.parametrize("address", ["temaer", "tidsplan", "udkast", "dokumenter"])
def test_focus_is_seen_at_each_stop_of_a_page(page: Page, base: str, address: str) -> None:
    """The first stops, a way past the top among them where the page has one."""
    page.set_viewport_size(SIZES[0])
    page.goto(base + address)
    for _ in itertools.repeat(None, 15):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["selector"] == "body" or stop["visible"], stop
