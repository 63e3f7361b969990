"""The pages of the register, walked through in a real browser over a real server and index."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import icalendar
import pytest
import test_web
from fastapi.testclient import TestClient
from hashed import HashedEmbedder
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect
from test_web import marked, served

from assistant import api
from assistant.asking import Assistant
from assistant.library import Library
from assistant.scope import Filters
from assistant.service import Service
from assistant.strategy import Strategy
from ingest.errors import Busy
from ingest.index import Index
from ingest.settings import Settings
from ui import register, texts
from ui.register.words import DANISH, ENGLISH

pytestmark = test_web.pytestmark
browser = test_web.browser

PAGES = ("temaer", "temakort", "tidsplan", "sammenlign")
ASKED = (
    "temaer?query=rekruttering", "temakort?query=rekruttering", "tidsplan?from=2027&to=2027",
    "sammenlign?topic=rekruttering", "sammenlign?document=status-marts&document=status-september",
)  # fmt: skip
EVIL = "<img src=x onerror=window.hacked=1>"

PLAN = """---
title: Skoleplan 2027-2030
organisation: Bøgely Kommune
kind: plan
---

# Skoleplan 2027-2030

## Tema 1: Rekruttering

Skolerne mangler folk. Rekruttering af lærere sker sammen med seminariet.

### 1.1 Mentorer for nye lærere

Nye lærere får en mentor fra august 2027.

## Tema 2: Fravær

Skolefravær opdages tidligt, og forældre bliver ringet op den 3. marts 2027.
"""
LONG = "Børneplan for " + "meget" * 16
TABLE = f"""---
title: {LONG}
organisation: Aadal Kommune
kind: plan
---

# {LONG}

## Indsatser

| Indsats | Ansvarlig | Tidsplan | Status |
|---|---|---|---|
| Legepladser | Park og Vej | 2. kvartal 2028 | Udbud er i gang |
| Fritidspas | Kultur | forår 2029 | Besluttet |
"""
STATUS = """---
title: Status på planen, {month} 2028
organisation: Aadal Kommune
kind: status
{more}---

# Status på planen

## Punkter

| Punkt | Ansvarlig | Status |
|---|---|---|
| Cykelbroen | Plan | {bridge} |
| Badehuset | Havn | Taget i brug |
| {last} | Kultur | Drøftet i udvalget |
"""
HOSTILE = f"""---
title: '{EVIL}'
organisation: '{EVIL} Kommune'
---

# Ond plan

## Tema 1: {EVIL.replace("<", "&lt;")}

Gravearbejdet ved volden begynder den 4. maj 2027 {EVIL.replace("<", "&lt;")}.
"""
PAPERS = {
    "skoleplan.md": PLAN,
    "boerneplan.md": TABLE,
    "status-marts.md": STATUS.format(month="marts", more="", bridge="Projekteres", last="Torvet"),
    "status-september.md": STATUS.format(
        month="september", more="supersedes: status-marts\n", bridge="Bygges", last="Parken"
    ),
}


@contextlib.contextmanager
def over(folder: Path, files: dict[str, str]) -> Iterator[Service]:
    """A service over a few papers, with a quick embedder."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in files.items():
        (corpus / name).write_text(text, "utf-8")
    settings = Settings(corpus=corpus, data=folder / "data")
    with Index(settings.data, HashedEmbedder()) as index:
        service = Service(settings, index, Assistant(index), Library(index, corpus), warm=True)
        assert not service.library.read().refused
        yield service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Four papers of two municipalities, two of them editions of one."""
    with over(tmp_path_factory.mktemp("register"), PAPERS) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(service: Service) -> Iterator[str]:
    """Where the pages and the API are."""
    with served(service) as address:
        yield address


@dataclass
class Visit:
    """One person on the pages. What the browser asked for and complained of is kept."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """Somebody on a narrow screen without JavaScript; no other host is asked, nothing breaks."""
    context = browser.new_context(
        locale="da-DK",
        viewport=ViewportSize(width=390, height=844),
        java_script_enabled=False,
        accept_downloads=True,
    )
    visit = Visit(context.new_page(), base)
    context.on("request", lambda request: visit.requests.append(request.url))
    context.on("console", lambda said: visit.complaints.append(said.text))
    yield visit
    context.close()
    met = {urlsplit(url).netloc for url in visit.requests if not url.startswith("data:")}
    assert met <= {urlsplit(base).netloc}
    assert not [said for said in visit.complaints if "Content Security Policy" in said]


def pressed(page: Page, form: Locator, button: str) -> Page:
    """The page that a form leads to."""
    form.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    return page


# -- themes -----------------------------------------------------------------------------------


def test_a_topic_leads_to_its_themes_and_they_to_the_very_place(visit: Visit) -> None:
    """Best first, with the words that say why; each is a link to where it is highlighted."""
    page = visit.open("temaer")
    page.get_by_label(DANISH["about"]).fill("rekruttering")
    page = pressed(page, page.locator("form"), DANISH["find"])
    assert page.url.endswith("temaer?query=rekruttering&organisation=&document=")
    expect(page.locator("h2").first).to_have_text("1 tema dækker rekruttering")
    first = page.locator(".hits > li").first
    expect(first.locator(".theme")).to_contain_text("Rekruttering")
    expect(first.locator(".facts")).to_contain_text("Bøgely Kommune")
    expect(page.locator(".hits")).not_to_contain_text("Fravær")
    first.locator(".why a").first.click()
    expect(page.locator("#sted")).to_be_in_viewport()
    assert "Rekruttering af lærere sker sammen med seminariet." in marked(page)


def test_a_topic_that_no_theme_covers_is_said_so(visit: Visit) -> None:
    """Plainly, with a way on."""
    page = visit.open("temaer?query=atomkraft")
    expect(page.locator("h2")).to_have_text("Ingen temaer dækker atomkraft.")
    expect(page.locator("main").get_by_role("link", name=DANISH["ask"])).to_be_visible()


def test_without_a_topic_the_register_is_a_tree(visit: Visit) -> None:
    """By document, folded, with counts; a theme's fields are behind it and lead to their cells."""
    page = visit.open("temaer")
    trees = page.locator(".tree > details")
    expect(trees).to_have_count(4)
    row = trees.filter(has_text="Skoleplan")
    expect(row.locator("summary").first).to_contain_text("2 temaer, 1 under dem")
    expect(row.get_by_role("link", name="Mentorer for nye lærere")).to_be_hidden()
    row.locator("summary").first.click()
    inner = row.locator("ul ul").get_by_role("link", name="Mentorer for nye lærere")
    expect(inner).to_be_visible()
    table = trees.filter(has_text="Børneplan")
    table.locator("summary").first.click()
    play = table.locator("li").filter(has_text="Legepladser")
    play.locator(".fields summary").click()
    expect(play.locator("dt")).to_have_text(["Ansvarlig", "Tidsplan", "Status"])
    play.get_by_role("link", name="2. kvartal 2028").click()
    assert marked(page) == "2. kvartal 2028"
    page.go_back()
    table.locator("summary").first.click()
    play.get_by_role("link", name=DANISH["open place"]).click()
    assert marked(page) == "Legepladser"


def test_filters_narrow_and_stay_in_the_address(visit: Visit) -> None:
    """The organisation that is chosen is the only one listed, and is still chosen afterwards."""
    page = visit.open("temaer")
    page.get_by_label(DANISH["organisation"], exact=True).select_option("Aadal Kommune")
    page = pressed(page, page.locator("form"), DANISH["find"])
    expect(page.locator(".tree > details")).to_have_count(3)
    expect(page.locator(".tree")).not_to_contain_text("Skoleplan")
    chosen = page.get_by_label(DANISH["organisation"], exact=True)
    expect(chosen).to_have_value("Aadal Kommune")
    page.get_by_role("link", name=DANISH["clear"]).click()
    expect(page.locator(".tree > details")).to_have_count(4)


# -- the map ----------------------------------------------------------------------------------


def test_the_map_has_the_same_as_picture_and_as_table(visit: Visit, service: Service) -> None:
    """A row an outermost theme, a column an organisation; of topics the themes are counted."""
    page = visit.open("temakort")
    expect(page.locator("thead th")).to_have_text(["Tema", "Aadal Kommune", "Bøgely Kommune"])
    rows = page.locator("tbody th").all_inner_texts()
    outer = [one.held.theme for one in service.strategy.themes("", Filters())]
    assert rows == list(dict.fromkeys(theme.title for theme in outer if not theme.parent))
    school = page.locator("tbody tr").filter(has=page.get_by_text("Rekruttering", exact=True))
    expect(school.locator("td")).to_have_text(["–", DANISH["own theme"]])
    links = [school.locator("th a"), school.locator("td a")]
    assert {link.get_attribute("href") for link in links} == {"temaer/skoleplan:tema-1"}
    source = page.locator("figure img").get_attribute("src")
    drawn = ET.fromstring(httpx.get(f"{visit.base}{source}").text)  # noqa: S314 - our own
    assert all(row in "".join(drawn.itertext()) for row in rows)
    page.get_by_label(DANISH["topics"]).fill("rekruttering\natomkraft")
    page = pressed(page, page.locator("form"), DANISH["draw"])
    expect(page.locator("tbody th")).to_have_text(["rekruttering", "atomkraft"])
    found = service.strategy.themes("rekruttering", Filters())
    counts = [
        str(sum(one.held.metadata.organisation == name for one in found) or "–")
        for name in ("Aadal Kommune", "Bøgely Kommune")
    ]
    expect(page.locator("tbody tr").first.locator("td")).to_have_text(counts)
    expect(page.locator("tbody tr").last.locator("td")).to_have_text(["–", "–"])


def test_the_map_of_the_register_is_made_once(
    service: Service, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks the register row by row, and again only when the index has changed."""
    asked: list[str] = []
    listing = Strategy.themes

    def counting(self: Strategy, query: str, filters: Filters) -> object:
        asked.append(query)
        return listing(self, query, filters)

    monkeypatch.setattr(Strategy, "themes", counting)
    first = httpx.get(f"{base}api/v1/themes.svg").content
    asked.clear()
    assert httpx.get(f"{base}api/v1/themes.svg").content == first
    assert asked == []
    service.library.upload("ny.md", PLAN.replace("Fravær", "Tandpleje").encode(), {})
    try:
        assert "Tandpleje" in httpx.get(f"{base}api/v1/themes.svg").text
        assert "Tandpleje" in asked
    finally:
        service.library.remove("ny")


# -- the timetable ----------------------------------------------------------------------------


def test_the_timetable_is_listed_by_year_and_quarter_and_narrowed(visit: Visit) -> None:
    """Each event says what, when in the document's words and whose, and leads to its sentence."""
    page = visit.open("tidsplan")
    assert page.locator("h3.year").all_inner_texts() == ["2027", "2028", "2029"]
    page.locator(".years").get_by_role("link", name="2028").click()
    assert page.locator("h3.year").all_inner_texts()[-1] == "2028"
    page.get_by_label(DANISH["about"]).fill("legepladser")
    page = pressed(page, page.locator("form"), DANISH["find"])
    expect(page.locator(".events li")).to_have_count(1)
    event = page.locator(".events li")
    expect(page.locator("h4")).to_have_text("2. kvartal")
    expect(event.locator(".when")).to_have_text("2. kvartal 2028")
    expect(event.locator(".theme")).to_have_text("Legepladser")
    expect(event).to_contain_text("Aadal Kommune")
    event.get_by_role("link").click()
    expect(page.locator("#sted")).to_be_in_viewport()
    assert "2. kvartal 2028" in marked(page)


def test_the_downloads_have_what_the_page_shows(visit: Visit) -> None:
    """Calendar, sheet and pictures, of the same choice, as files that others can open."""
    page = visit.open("tidsplan?organisation=Bøgely+Kommune&from=2027&to=2027")
    shown = page.locator(".events .theme").all_inner_texts()
    assert len(shown) > 1
    files = {}
    for name in (DANISH["calendar"], DANISH["sheet"], "SVG", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        files[name] = download.value.path().read_bytes()
    calendar = icalendar.Calendar.from_ical(files[DANISH["calendar"]])
    summaries = sorted(str(event["summary"]) for event in calendar.walk("VEVENT"))
    assert [s.split(": ")[-1] for s in summaries] == sorted(f"{s} (Bøgely Kommune)" for s in shown)
    lines = list(csv.reader(io.StringIO(files[DANISH["sheet"]].decode("utf-8-sig")), delimiter=";"))
    assert sorted(line[4] for line in lines[1:]) == sorted(shown)
    drawn = ET.fromstring(files["SVG"])  # noqa: S314 - our own
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Bøgely Kommune" in "".join(drawn.itertext())
    assert files["PNG"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 5), ("query=legepladser", 1), ("organisation=Aadal Kommune", 2),
        ("document=skoleplan", 3), ("from=2027-03&to=2027-03", 2), ("to=2027&lang=en", 3),
        ("query=mentor&organisation=Bøgely Kommune&document=skoleplan&from=2027", 1),
    ],
)  # fmt: skip
def test_every_filter_of_the_timetable_is_in_force_in_its_files(
    base: str, asked: str, count: int
) -> None:
    """The links of the page give as many events as it lists, whatever has been chosen."""
    page = httpx.get(f"{base}tidsplan?{asked}").text
    assert page.count('<p class="when"') == count
    links = dict.fromkeys(re.findall(r'href="(api/v1/timeline\.\w+[^"]*)"', page))
    files = {link.split("?")[0]: httpx.get(base + html.unescape(link)) for link in links}
    assert all(file.status_code == 200 for file in files.values())
    assert files["api/v1/timeline.ics"].text.count("BEGIN:VEVENT") == count
    lines = csv.reader(io.StringIO(files["api/v1/timeline.csv"].text), delimiter=";")
    assert len(list(lines)) == count + 1


def test_a_date_that_is_none_is_told_beside_the_form(visit: Visit) -> None:
    """What was written stays, so that it can be put right."""
    page = visit.open("tidsplan?from=snart")
    expect(page.get_by_role("alert")).to_contain_text("'snart' er ingen dato.")
    expect(page.get_by_label(DANISH["from"], exact=True)).to_have_value("snart")


# -- comparison -------------------------------------------------------------------------------


def test_two_organisations_stand_side_by_side(visit: Visit) -> None:
    """One says it, with marks that lead to the words and its themes; the other does not."""
    page = visit.open("sammenlign")
    form = page.locator("form").first
    form.get_by_label(DANISH["about"]).fill("rekruttering")
    for name in ("Aadal Kommune", "Bøgely Kommune"):
        form.get_by_label(name).check()
    page = pressed(page, form, DANISH["set beside"])
    sides = page.locator(".sides article")
    expect(sides.locator("h3")).to_have_text(["Aadal Kommune", "Bøgely Kommune"])
    expect(sides.first).to_contain_text(DANISH["not mentioned"])
    expect(sides.first.get_by_role("link")).to_have_count(0)
    expect(sides.last.locator(".named")).to_contain_text("Rekruttering")
    with page.context.expect_page() as opened:
        sides.last.locator("a.mark").first.click()
    expect(opened.value.locator("#sted")).to_be_in_viewport()
    assert "ekruttering" in marked(opened.value)


def test_two_editions_show_exactly_what_differs(visit: Visit) -> None:
    """The page knows which papers are editions; each change has its old and its new place."""
    page = visit.open("sammenlign")
    page.locator(".pairs").get_by_role("link").click()
    rows = page.locator("table.changes tbody tr")
    found = {
        (row.get_attribute("class"), *(cell.inner_text() for cell in row.locator("td").all()))
        for row in rows.all()
    }
    kinds = [kind for kind, *_ in found]
    assert sorted(kinds, key=str) == ["changed", "gone", "new"]
    assert ("changed", "Projekteres", "Bygges") in found
    gone = rows.and_(page.locator(".gone"))
    expect(gone.locator("td").first).to_contain_text("Torvet")
    expect(page.locator("tr.new td").last).to_contain_text("Parken")
    expect(page.locator("tr.changed th")).to_contain_text("Cykelbroen · Status")
    expect(page.locator("tr.changed del")).to_have_text("Projekteres")
    page.locator("tr.changed td").last.get_by_role("link").click()
    assert "/dokument/status-september?" in page.url
    assert marked(page) == "Bygges"


def test_what_cannot_be_compared_is_said(visit: Visit) -> None:
    """One document, the same twice, one that is gone, or two that are no editions."""
    for path, told in (
        ("document=skoleplan&document=", "one only"),
        ("document=skoleplan&document=skoleplan", "same twice"),
        ("document=skoleplan&document=nix", "gone document"),
        ("document=skoleplan&document=boerneplan", "not editions"),
    ):
        page = visit.open(f"sammenlign?{path}")
        expect(page.locator(".note")).to_have_text(DANISH[told])


# -- what holds for all -----------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, *ASKED])
def test_every_page_can_be_read_by_anybody(visit: Visit, path: str) -> None:
    """One heading, every field labelled, every picture told, nothing wider than a telephone."""
    page = visit.open(path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.get_by_role("navigation").first.get_by_role("link")).to_have_text(
        list(texts.PAGES["da"])
    )
    expect(page.locator(".pages [aria-current=page]")).to_have_count(1)
    ids = re.findall(r' id="([^"]+)"', page.content())
    assert len(ids) == len(set(ids))
    html = page.content()
    for name in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html):
        assert f'<label for="{name}">' in html
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert described in ids
    assert all(re.search(r' alt="[^"]{10,}"', image) for image in re.findall(r"<img[^>]*>", html))
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    wide = page.locator("body").bounding_box()
    assert wide is not None
    assert wide["width"] == 390
    for part in page.locator("main section, form, .note").all():
        box = part.bounding_box()
        assert box is None or box["x"] + box["width"] <= 390


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_english_where_that_is_chosen(visit: Visit, path: str) -> None:
    """The switch keeps the rest of the address, and forms and links keep the language."""
    page = visit.open(f"{path}?organisation=Aadal+Kommune")
    page.get_by_role("link", name=texts.OTHER_LANGUAGE["da"], exact=True).click()
    assert page.url.endswith(f"{path}?organisation=Aadal+Kommune&lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".pages a").nth(1)).to_have_attribute("href", "temaer?lang=en")
    page.locator("form button").first.click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name=texts.OTHER_LANGUAGE["en"], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "da")


def test_both_languages_say_the_same_things() -> None:
    """No word is missing in one, and what is filled in is the same."""
    assert DANISH.keys() == ENGLISH.keys()
    for name, said in DANISH.items():
        assert set(re.findall(r"{\w+}", said)) == set(re.findall(r"{\w+}", ENGLISH[name]))


@pytest.mark.parametrize("path", [*PAGES, "dokumenter"])
def test_no_page_runs_what_it_did_not_bring(base: str, path: str) -> None:
    """The register's pages have no script at all; nothing of theirs is stored on the way."""
    response = httpx.get(base + path)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert response.headers["cache-control"] == "no-store"
    if path in PAGES:
        assert "script-src" not in policy
        assert "<script" not in response.text


def test_the_pages_work_behind_a_proxys_prefix(visit: Visit) -> None:
    """Every address is relative to the page's own: forms, pictures, sources."""
    prefix = f"{visit.base}strategi/"

    def proxied(route: Route) -> None:
        route.continue_(url=route.request.url.replace(prefix, visit.base))

    visit.page.route(f"{prefix}**", proxied)
    page = visit.open("strategi/tidsplan")
    page.get_by_label(DANISH["about"]).fill("legepladser")
    page = pressed(page, page.locator("form"), DANISH["find"])
    page.locator(".events").get_by_role("link").first.click()
    assert "/strategi/dokument/boerneplan?" in page.url
    page.get_by_role("navigation").first.get_by_role("link", name=DANISH["compare"]).click()
    assert page.url == f"{prefix}sammenlign"
    assert all(url.startswith((prefix, "data:")) for url in visit.requests)


def test_markup_from_documents_and_addresses_is_only_read(tmp_path: Path) -> None:
    """A title, a theme, an organisation and a question are shown as the words they are."""
    with over(tmp_path, {"ond.md": HOSTILE, **PAPERS}) as service:
        app = api.create(service)
        app.include_router(register.router)
        with TestClient(app, base_url="http://127.0.0.1") as client:
            for path in PAGES:
                for name in ("query", "topic", "organisation", "from"):
                    html = client.get(f"/{path}", params={name: EVIL}).text
                    shown = re.sub(
                        r'<img src="api/v1/[^"<>]*" alt="[^"<>]*" loading="lazy">', "", html
                    )
                    assert "<img" not in shown
                    assert "<h1>" in shown
            assert "&lt;img src=x" in client.get("/temaer").text
            assert "<img" not in client.get("/api/v1/themes.svg").text
            assert "sandbox" in client.get("/api/v1/themes.svg").headers["content-security-policy"]


def test_an_empty_index_and_one_without_themes_have_a_kind_word(tmp_path: Path) -> None:
    """Nobody is left with an empty page."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    plain = {"brev.md": "Kære alle. Tak for et godt møde, og på gensyn i parken.\n"}
    for folder, files, themes, dates in (
        ("a", {}, "no documents", "no documents"),
        ("b", plain, "no themes", "no dates"),
    ):
        with over(tmp_path / folder, files) as service:
            app = api.create(service)
            app.include_router(register.router)
            with TestClient(app, base_url="http://127.0.0.1") as client:
                assert DANISH[themes] in client.get("/temaer").text
                assert DANISH[dates] in client.get("/tidsplan").text
                assert client.get("/temakort").status_code == 200
                assert client.get("/sammenlign?topic=parken").status_code == 200


def test_what_goes_wrong_is_told_on_the_page(
    service: Service, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is busy, and an address that is too long, are pages like the others."""

    def busy(*_: object) -> None:
        raise Busy("Serveren har travlt. Prøv igen om lidt.")

    monkeypatch.setattr(service.strategy, "themes", busy)
    response = httpx.get(f"{base}temaer?query=skole")
    assert response.status_code == 503
    assert "Serveren har travlt." in response.text
    assert response.headers["content-type"].startswith("text/html")
    long = httpx.get(f"{base}temaer", params={"query": "skole " * 500})
    assert long.status_code == 422
    assert DANISH["too long"] in long.text
