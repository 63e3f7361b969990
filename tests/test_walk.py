"""One walk through the whole web app in a real browser, as somebody's first morning with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import Browser, Page, expect
from test_conversation import narrow
from test_web import QUESTION, UNANSWERED, Visitor, ask, marked, served
from test_web import browser as browser  # noqa: PLC0414 - the fixture is used here too

from assistant.asking import Asked
from assistant.service import Service
from ui.chat.words import DANISH

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
SUBJECT = "skolefravær"


@dataclass
class Walker:
    """Who walks, with everything that their browser has asked for on the way."""

    visitor: Visitor
    page: Page
    service: Service
    folder: Path

    def to(self, name: str) -> None:
        """Go on by the way at the top of the page."""
        self.page.get_by_role("navigation").first.get_by_role("link", name=name).click()
        expect(self.page.locator("[aria-current=page]")).to_have_text(name)


@pytest.fixture
def walker(browser: Browser, service: Service, tmp_path: Path) -> Iterator[Walker]:
    """Somebody new, over the product's own documents."""
    with served(service) as base:
        visitor = Visitor(browser, base)
        yield Walker(visitor, visitor.open(), service, tmp_path)
        for context in browser.contexts:
            context.close()
        assert visitor.hosts() == {urlsplit(base).netloc}
        assert not [c for c in visitor.complaints if "Content Security Policy" in c]


def test_a_first_morning(walker: Walker) -> None:
    """Ask, follow up, open a source, narrow, themes, comparison, timetable, draft, documents."""
    _ask(walker)
    _look_around(walker)
    _draft(walker)
    _add(walker)
    _come_back(walker)


def _ask(walker: Walker) -> None:
    page = walker.page
    ask(page, QUESTION)
    cited = walker.service.assistant.ask(Asked(QUESTION)).citations[0]
    with page.context.expect_page() as opened:
        page.locator("#chat a.mark").first.click()
    expect(opened.value.locator("#sted")).to_be_in_viewport()
    assert marked(opened.value) == cited.quote
    opened.value.close()
    ask(page, "Hvem leder det?")
    narrow(page, DANISH.organisation, "Faxe Kommune")
    ask(page, "Hvad er formålet med strategien?")
    assert set(page.locator("#sources .whose").all_inner_texts()) == {"Faxe Kommune"}


def _look_around(walker: Walker) -> None:
    page = walker.page
    walker.to("Temaer")
    page.locator("[name=query]").fill(SUBJECT)
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".hits > li").first).to_be_visible()
    page.locator(".hits .theme a").first.click()
    expect(page).to_have_url(re.compile("/temaer/."))
    expect(page.locator("h1")).not_to_be_empty()
    walker.to("Sammenlign")
    page.locator("#topic").fill("forebyggelse")
    page.locator("#topic").press("Enter")
    expect(page.locator("article").nth(1)).to_be_visible()
    walker.to("Tidsplan")
    expect(page.locator("main li").first).to_be_visible()
    with page.expect_download() as calendar:
        page.locator('a[href*=".ics"]').first.click()
    assert b"BEGIN:VEVENT" in calendar.value.path().read_bytes()


def _draft(walker: Walker) -> None:
    page = walker.page
    walker.to("Udkast")
    page.locator("[name=subject]").fill(SUBJECT)
    page.get_by_role("button", name="Skriv udkast").click()
    with page.expect_download() as word:
        page.locator('a[href*=".docx"]').first.click()
    paper = docx.Document(BytesIO(word.value.path().read_bytes()))
    assert SUBJECT in "\n".join(paragraph.text for paragraph in paper.paragraphs).lower()


def _add(walker: Walker) -> None:
    page = walker.page
    good, bad = walker.folder / "cykelplan.md", walker.folder / "ugyldig.pdf"
    good.write_text("# Cykelplan\n\nStien langs åen bliver bygget i 2031.\n", "utf-8")
    bad.write_bytes(b"%PDF-1.7 intet")
    walker.to("Dokumenter")
    page.locator("#choose").set_input_files([good, bad])
    expect(page.locator("#files .added")).to_contain_text(good.name)
    expect(page.locator("#files .refused .detail")).not_to_be_empty()
    walker.to("Spørg")
    page.locator("#new").click()
    expect(page.locator("#welcome")).to_be_visible()
    assert "2031" in ask(page, "Hvornår bliver stien langs åen bygget?")


def _come_back(walker: Walker) -> None:
    page = walker.page
    page.reload()
    expect(page.locator("#chat .answer")).to_contain_text("2031")
    other = walker.visitor.open()
    ask(other, UNANSWERED)
    assert "2031" not in other.locator("body").inner_text()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#chat .answer")).to_contain_text("2031")
    assert UNANSWERED not in page.locator("body").inner_text()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").lower()
    for word in ("2031", "stien", "ungeteam", "formål", "fodbold"):
        assert word not in kept, json.loads(kept)
    walker.service.library.remove("cykelplan")
