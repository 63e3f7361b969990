"""A theme's own page: where it stands, what it says, who else has the same; and its links."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

import pytest
import test_register_pages
import test_web
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from test_register_pages import EVIL, HOSTILE, Visit, over, pressed
from test_web import marked, served

from assistant import api
from assistant.neighbours import Neighbour, neighbours
from assistant.scope import Filters
from assistant.service import Service
from ui import drafts, place, register, texts
from ui.register import near_themes
from ui.register.words import DANISH, ENGLISH

pytestmark = test_web.pytestmark
browser = test_web.browser
visit = test_register_pages.visit

HERE = "http://127.0.0.1/"
OTHERS = """---
title: Skolestrategi
organisation: Ceder Kommune
---

# Skolestrategi

## Tema 1: Rekruttering af lærere

Alle skoler får hjælp til rekruttering af lærere og pædagoger.

## Tema 2: Haveanlæg

Skolehaverne plejes af eleverne selv.
"""
PAPERS = {**test_register_pages.PAPERS, "skolestrategi.md": OTHERS}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Five papers of three municipalities, two of which recruit teachers."""
    with over(tmp_path_factory.mktemp("themes"), PAPERS) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(few: Service) -> Iterator[str]:
    """Where its pages are."""
    with served(few) as address:
        yield address


def client(service: Service) -> TestClient:
    """The pages that a theme's own leads to."""
    app = api.create(service)
    for part in (register, drafts, place):
        app.include_router(part.router)
    return TestClient(app, base_url=HERE)


@pytest.fixture(scope="module")
def near(service: Service) -> dict[str, list[Neighbour]]:
    """The neighbours of each theme of the documents that come with the product."""
    return {one.id: neighbours(service.strategy, one) for one in service.strategy.register()}


def test_every_theme_has_a_page_and_all_its_links_lead_somewhere(
    service: Service, near: dict[str, list[Neighbour]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole register of the documents that come with the product, in both languages."""
    monkeypatch.setattr(near_themes, "neighbours", lambda _, held: near[held.id])
    themes = service.strategy.register()
    links: set[str] = set()
    with client(service) as pages:
        for held, language in itertools.product(themes, ("", "?lang=en")):
            address = f"{HERE}temaer/{quote(held.id)}{language}"
            answer = pages.get(address)
            assert answer.status_code == 200
            assert f"{html.escape(held.theme.title)}</h1>" in answer.text
            found = re.findall(r' href="([^"#]+)', answer.text)
            links |= {urljoin(address, html.unescape(one)) for one in found if one[:5] != "data:"}
        met = {urlsplit(link).path: link for link in links}
        assert {f"/temaer/{quote(held.id, safe=':')}" for held in themes} <= met.keys()
        elsewhere = {path for path in met if path in {"/", "/dokumenter"}}
        for path in met.keys() - elsewhere:
            link = path if path.startswith("/temaer/") else met[path]
            assert pages.get(link).status_code == 200, link


def test_it_says_where_it_stands_and_what_its_document_says(visit: Visit) -> None:
    """From the list to the page to the marked words, and up the path again."""
    page = visit.open("temaer?document=boerneplan")
    page.get_by_role("link", name="Legepladser", exact=True).click()
    expect(page.locator("h1")).to_have_text("Legepladser")
    assert unquote(page.url).endswith("/temaer/boerneplan:indsats-legepladser")
    path = page.get_by_role("navigation", name=DANISH["path"])
    expect(path.get_by_role("link").first).to_have_text(DANISH["themes"])
    expect(page.locator(".beside")).to_contain_text("Aadal Kommune")
    expect(page.locator(".cells dt")).to_have_text(["Ansvarlig", "Tidsplan", "Status"])
    expect(page.locator(".events .when")).to_have_text("2. kvartal 2028")
    page.locator(".cells").get_by_role("link", name="Park og Vej").click()
    expect(page.locator("#sted")).to_be_in_viewport()
    assert marked(page) == "Park og Vej"
    page.go_back()
    page.get_by_role("link", name=DANISH["open place"], exact=True).click()
    assert marked(page) == "Legepladser"
    page.go_back()
    path.get_by_role("link").last.click()
    expect(page.locator(".tree > details")).to_have_count(1)


def test_a_theme_of_prose_shows_its_paragraphs_and_those_below_it(visit: Visit) -> None:
    """Its own words without those of the themes below, which have pages of their own."""
    page = visit.open("temaer/skoleplan:tema-1")
    expect(page.locator(".written p")).to_have_count(1)
    expect(page.locator(".written")).not_to_contain_text("mentor")
    page.locator(".inner").get_by_role("link", name="Mentorer for nye lærere").click()
    expect(page.locator("h1")).to_have_text("1.1 Mentorer for nye lærere")
    expect(page.get_by_role("navigation", name=DANISH["path"])).to_contain_text("Rekruttering")
    expect(page.locator(".events .when")).to_have_text("august 2027")


def test_its_neighbours_are_those_of_others_that_are_about_the_same(
    visit: Visit, few: Service
) -> None:
    """With their words and a way to their pages; where there is none that is said."""
    page = visit.open("temaer/skoleplan:tema-1")
    near = page.locator("section.found")
    expect(near.locator("h3")).to_have_text("Ceder Kommune")
    expect(near.locator(".hits .theme")).to_have_text("1 Rekruttering af lærere")
    expect(near.locator(".why")).to_contain_text("Alle skoler får hjælp til rekruttering")
    near.get_by_role("link", name="Rekruttering af lærere", exact=True).click()
    expect(page.locator("h1")).to_have_text("1 Rekruttering af lærere")
    expect(page.locator("section.found .hits .theme")).to_have_text("1 Rekruttering")
    page = visit.open("temaer/skolestrategi:tema-2")
    expect(page.locator("main")).to_contain_text(DANISH["no neighbours"])
    assert not page.locator("section.found").count()
    assert few.strategy.register()


def test_neighbours_are_always_of_other_organisations_and_few(
    service: Service, near: dict[str, list[Neighbour]]
) -> None:
    """At most three of each and never of one's own; most have each other."""
    pairs = []
    for held in service.strategy.register():
        whose = [one.held.metadata.organisation for one in near[held.id]]
        assert held.metadata.organisation not in whose
        assert all(whose.count(name) <= 3 for name in whose)
        pairs += [(held.id, one) for one in near[held.id]]
    assert len(pairs) > 20
    for one, other in pairs:
        said = one if other.own else other.held.id
        assert all(said.startswith(f"{why.document_id}:") for why in other.evidence)
    back = [one in {back.held.id for back in near[other.held.id]} for one, other in pairs]
    assert sum(back) > 0.75 * len(back)


def test_one_can_go_on_with_a_theme(visit: Visit) -> None:
    """To a draft on it, to compare it, and to a question about it."""
    page = visit.open("temaer/skoleplan:tema-1")
    acts = page.locator(".acts")
    asking = acts.get_by_role("link", name=DANISH["ask theme"]).get_attribute("href") or ""
    assert parse_qs(urlsplit(asking).query)["question"] == [
        "Hvad siger Bøgely Kommune om Rekruttering?"
    ]
    assert urlsplit(asking).path == "../"
    acts.get_by_role("link", name=DANISH["compare theme"]).click()
    expect(page.get_by_label(DANISH["about"])).to_have_value("Rekruttering")
    page.go_back()
    acts.get_by_role("link", name=DANISH["draft theme"]).click()
    expect(page.locator("input[name=theme]:checked")).to_have_value("skoleplan:tema-1")


def test_the_address_may_be_composed_otherwise_and_nothing_else_is_found(few: Service) -> None:
    """Decomposed letters and capitals find it; what is not there is a page that says so."""
    (one,) = (h for h in few.strategy.register() if h.theme.title == "Haveanlæg")
    assert one.id == "skolestrategi:tema-2"
    with client(few) as pages:
        ways = ("BOERNEPLAN:Indsats-Fritidspas", "boerneplan:indsats-fritidspas")
        for way in (*ways, unicodedata.normalize("NFD", "skoleplan:tema-1")):
            assert pages.get(f"/temaer/{quote(way)}").status_code == 200
        for way in (
            "nix",
            "nix:tema-1",
            "skoleplan:nix",
            "skoleplan:",
            ":",
            "%00",
            EVIL,
            "æ" * 900,
        ):
            for language, words in (("", DANISH), ("?lang=en", ENGLISH)):
                answer = pages.get(f"/temaer/{quote(way, safe='')}{language}")
                assert answer.status_code == 404
                assert words["unknown"] in answer.text
                assert f'href="../temaer{language}"' in answer.text
                assert "<img" not in answer.text


def test_it_speaks_english_around_danish_words(visit: Visit) -> None:
    """The switch stands at the top and keeps the theme; the document's words say what they are."""
    page = visit.open("temaer/skoleplan:tema-1")
    page.get_by_role("link", name=texts.OTHER_LANGUAGE["da"], exact=True).click()
    assert page.url.endswith("/temaer/skoleplan:tema-1?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_attribute("lang", "da")
    expect(page.locator(".written")).to_have_attribute("lang", "da")
    expect(page.locator(".beside")).to_contain_text(ENGLISH["organisation"])
    expect(page.locator(".beside dd[lang=da]").first).to_have_text("Skoleplan 2027-2030")
    expect(page.locator("section.found .facts span[lang=da]")).to_have_text("Skolestrategi")
    expect(page.locator("section.found .facts span:not([lang])")).to_have_text("theme")
    page.locator(".inner").get_by_role("link").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("theme", ["skoleplan:tema-1", "boerneplan:indsats-legepladser", "nix:nix"])
def test_it_can_be_read_by_anybody(visit: Visit, theme: str) -> None:
    """One heading, none skipped, nothing wider than a telephone, and no script."""
    page = visit.open(f"temaer/{theme}")
    source = page.content()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".pages [aria-current=page]")).to_have_text(DANISH["themes"])
    levels = [int(level) for level in re.findall(r"<h(\d)", source)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert "<script" not in source
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_hostile_name_is_only_read(tmp_path: Path) -> None:
    """Title, organisation and theme are shown as the words they are, here and at a neighbour's."""
    rival = HOSTILE.replace(f"organisation: '{EVIL} Kommune'", "organisation: Anden Kommune")
    with (
        over(tmp_path, {"ond.md": HOSTILE, "anden.md": rival}) as service,
        client(service) as pages,
    ):
        for held in service.strategy.register():
            for language in ("", "?lang=en"):
                shown = pages.get(f"/temaer/{quote(held.id)}{language}").text
                assert "<img" not in shown
                assert "&lt;img src=x" in shown
                assert "<title>&lt;img src=x" in shown
                assert "&amp;lt;" not in shown
        assert service.strategy.themes("", Filters())


def test_from_a_search_to_the_page_to_the_place(visit: Visit) -> None:
    """What a topic finds leads on to the theme, and it to the words."""
    page = visit.open("temaer")
    page.get_by_label(DANISH["about"]).fill("skolehaverne")
    page = pressed(page, page.locator("form"), DANISH["find"])
    page.locator(".hits .theme a").first.click()
    expect(page.locator("h1")).to_have_text("2 Haveanlæg")
    page.locator(".written a").first.click()
    expect(page.locator("#sted")).to_be_in_viewport()
    assert marked(page) == "Skolehaverne plejes af eleverne selv."
