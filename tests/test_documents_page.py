"""The page of all documents, walked through in a real browser over a real server and index."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import docx
import httpx
import pptx
import pytest
import test_web
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, ViewportSize, expect
from test_web import served, small

from assistant import api
from assistant.library import Library
from assistant.service import Service
from ingest import readers
from ingest.catalogue import Entry
from ingest.errors import Refused
from ingest.kinds import kind_of
from ingest.raw import Step, unheard
from ui import documents, texts
from ui.documents.words import DANISH, ENGLISH, counted
from ui.documents.words import day as written

pytestmark = test_web.pytestmark
browser = test_web.browser

PLAN = "# {title}\n\n## Mål\n\n{words} åbner i 2027, og {words} er for alle i byen.\n"
PROGRAM = b"MZ\x90\0" + bytes(400)
NOTHING = b""
HOSTILE = "<img src=x onerror=window.hacked=1>.md"


@dataclass
class Visit:
    """One person on the page. What the browser asked for and complained of is kept."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "dokumenter") -> Page:
        self.page.goto(self.base + path)
        return self.page

    def add(self, *files: FilePayload) -> None:
        self.page.set_input_files("#choose", files)

    def on_its_way(self, name: str) -> Locator:
        """The row of a file that was added."""
        return self.page.locator("#files > li").filter(
            has=self.page.locator(".name").get_by_text(name, exact=True)
        )

    def listed(self, title: str) -> Locator:
        """The row of a document in the index."""
        return self.page.locator("#documents > li").filter(
            has=self.page.get_by_role("link", name=title, exact=True)
        )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An index that one file of a folder is in already."""
    files = {"havneplan.md": PLAN.format(title="Havneplan", words="Badehuset")}
    with small(tmp_path_factory.mktemp("page"), files, "Havneplan") as opened:
        yield opened


@pytest.fixture(scope="module")
def base(service: Service) -> Iterator[str]:
    """Where the pages and the API are."""
    with served(service) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """Somebody on a narrow screen; whatever they do, no other host is asked, and nothing breaks."""
    context = browser.new_context(
        locale="da-DK", viewport=ViewportSize(width=390, height=844), reduced_motion="reduce"
    )
    visit = Visit(context.new_page(), base)
    context.on("request", lambda request: visit.requests.append(request.url))
    context.on("weberror", lambda error: visit.complaints.append(str(error.error)))
    visit.open()
    yield visit
    context.close()
    met = {urlsplit(url).netloc for url in visit.requests if not url.startswith("data:")}
    assert met == {urlsplit(base).netloc}
    assert not visit.complaints


def file(name: str, data: bytes | str) -> FilePayload:
    """A file as the chooser gives it."""
    raw = data.encode() if isinstance(data, str) else data
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=raw)


def plan(name: str, title: str, words: str) -> FilePayload:
    """A small readable paper."""
    return file(name, PLAN.format(title=title, words=words))


def word(words: str) -> bytes:
    """A Word file."""
    made, data = docx.Document(), io.BytesIO()
    made.add_heading("Notat", 1)
    made.add_paragraph(words)
    made.save(data)
    return data.getvalue()


def button(row: Locator, name: str) -> Locator:
    """What does something with a document."""
    return row.get_by_role("button", name=re.compile(f"^{DANISH[name]} "))


def told(page: Page, label: str) -> Locator:
    """Where something is told of the files that are added."""
    return page.locator("#about").get_by_label(label, exact=True)


def tab_to(page: Page, wanted: Locator) -> None:
    """As somebody without a mouse gets there; who comes past everything has not."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    expect(wanted).to_be_focused()


def slides(*titles: str) -> bytes:
    """A presentation."""
    made, data = pptx.Presentation(), io.BytesIO()
    for title in titles:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"{title} åbner i 2031."
    made.save(data)
    return data.getvalue()


def refusal(base: str, name: str, data: bytes) -> str:
    """What the API says of a file, without the name that the row begins with."""
    detail = httpx.post(f"{base}api/v1/documents", files={"file": (name, data)}).json()["detail"]
    return str(detail).removeprefix(f"{name}: ")


def test_added_files_are_listed_and_answered_from(visit: Visit, service: Service) -> None:
    """Two formats at once: each is read, in the list, linked, and behind an answer."""
    table = "Projekt;Åbner\nSvømmehallen;2031\nSkaterparken;2032\n"
    visit.add(plan("cykelplan.md", "Cykelplan", "Cykelbroen"), file("anlæg.csv", table))
    for name in ("cykelplan.md", "anlæg.csv"):
        expect(visit.on_its_way(name).locator(".state")).to_have_text(re.compile("Læst: [12] pass"))
        expect(visit.on_its_way(name).locator("progress")).to_be_hidden()
    expect(visit.listed("Cykelplan")).to_contain_text("cykelplan.md")
    expect(visit.page.locator("#documents")).to_contain_text("anlæg.csv")
    entries = service.library.entries()
    passages = sum(entry.passages for entry in entries)
    documents = counted("document", "several documents", len(entries), "da")
    held = f"{documents}, {counted('passage', 'passages', passages, 'da')}"
    expect(visit.page.locator("#count")).to_have_text(held)
    for question, document in (
        ("Hvornår åbner Cykelbroen?", "cykelplan"),
        ("Hvornår åbner Skaterparken?", "anlæg"),
    ):
        answer = httpx.post(f"{visit.base}api/v1/ask", json={"question": question}).json()
        assert document in {citation["document_id"] for citation in answer["citations"]}
    visit.on_its_way("cykelplan.md").get_by_role("link", name=DANISH["open"]).click()
    expect(visit.page.get_by_role("heading", level=1, name="Cykelplan")).to_be_visible()


def test_a_refusal_is_the_apis_own_and_the_other_files_go_on(visit: Visit) -> None:
    """Each bad file says what is wrong with it, and can be tried again; the good one is read."""
    bad = {"program.docx": PROGRAM, "tom.md": NOTHING}
    rest = plan("skovplan.md", "Skovplan", "Skovstien")
    visit.add(*(file(name, data) for name, data in bad.items()), rest)
    for name, data in bad.items():
        row = visit.on_its_way(name)
        expect(row.locator(".state")).to_have_text(DANISH["refused"])
        expect(row.locator(".detail")).to_have_text(refusal(visit.base, name, data))
        row.get_by_role("button", name=DANISH["again"]).click()
        expect(row.locator(".state")).to_have_text(DANISH["refused"])
    expect(visit.listed("Skovplan")).to_be_visible()
    told = visit.page.get_by_role("log")
    expect(told).to_contain_text(f"tom.md. {DANISH['refused']}")
    expect(told).to_contain_text("skovplan.md. Læst")


def test_a_dropped_file_is_added(visit: Visit) -> None:
    """What is dropped anywhere on the page is taken, and the page stays."""
    script = "text => { const d = new DataTransfer(); d.items.add(new File([text], 'sluppet.md'));"
    text = PLAN.format(title="Sluppet plan", words="Søbadet")
    dropped = visit.page.evaluate_handle(f"{script} return d; }}", text)
    visit.page.dispatch_event("h1", "dragover", {"dataTransfer": dropped})
    expect(visit.page.locator("body")).to_have_class("over")
    visit.page.dispatch_event("h1", "drop", {"dataTransfer": dropped})
    expect(visit.page.locator("body")).not_to_have_class("over")
    expect(visit.listed("Sluppet plan")).to_be_visible()


def test_what_is_told_of_a_document_lands_in_the_index(visit: Visit, service: Service) -> None:
    """A wrong period is refused in the API's words; put right, the same file is taken."""
    page = visit.page
    page.get_by_text(DANISH["about"]).click()
    given = {"title": "Mit navn", "organisation": "Lemvig Kommune", "kind": "plan",
             "period": "snart", "published": "2024-09"}  # fmt: skip
    for name, value in given.items():
        told(page, DANISH[name]).fill(value)
    visit.add(plan("vejplan.md", "Vejplan", "Ringvejen"))
    row = visit.on_its_way("vejplan.md")
    expect(row.locator(".detail")).to_contain_text("Skriv 2022 eller 2022-2026.")
    told(page, "Periode").fill("2024-2028")
    row.get_by_role("button", name=DANISH["again"]).click()
    expect(visit.listed("Mit navn")).to_contain_text("Lemvig Kommune · plan · 2024-2028")
    metadata = service.library.open("vejplan").entry.metadata
    assert {name: getattr(metadata, name) for name in given} == {**given, "period": "2024-2028"}


def test_a_title_is_never_that_of_two_documents(visit: Visit, service: Service) -> None:
    """With several files, or for the next one, the documents' own titles hold."""
    page = visit.page
    page.get_by_text(DANISH["about"]).click()
    told(page, "Titel").fill("Fælles navn")
    told(page, "Organisation").fill("Odder Kommune")
    visit.add(plan("ene.md", "Den ene", "Molen"), plan("anden.md", "Den anden", "Kajen"))
    for title in ("Den ene", "Den anden"):
        expect(visit.listed(title)).to_contain_text("Odder Kommune")
    visit.add(plan("tredje.md", "Den tredje", "Broen"))
    expect(visit.listed("Fælles navn")).to_be_visible()
    visit.add(plan("fjerde.md", "Den fjerde", "Tunnelen"))
    expect(visit.listed("Den fjerde")).to_be_visible()
    assert service.library.open("tredje").entry.metadata.title == "Fælles navn"


def test_a_document_goes_only_when_the_question_is_answered_with_yes(
    visit: Visit, service: Service
) -> None:
    """Regret keeps it. Afterwards neither list, index nor server has it."""
    visit.add(plan("fortryd.md", "Fortrudt plan", "Tårnet"))
    remove = visit.listed("Fortrudt plan").get_by_role(
        "button", name=f"{DANISH['remove']} Fortrudt"
    )
    dialog = visit.page.get_by_role("dialog")
    remove.click()
    expect(dialog).to_contain_text("Fortrudt plan")
    dialog.get_by_role("button", name=DANISH["keep"]).click()
    expect(dialog).to_be_hidden()
    assert service.library.open("fortryd")
    remove.click()
    dialog.get_by_role("button", name=DANISH["remove"]).click()
    expect(dialog).to_be_hidden()
    expect(visit.listed("Fortrudt plan")).to_have_count(0)
    expect(visit.page.locator("#listed")).to_be_focused()
    assert httpx.get(f"{visit.base}api/v1/documents/fortryd").status_code == 404


def test_a_removal_that_is_refused_says_why(visit: Visit, service: Service) -> None:
    """The problem's own words stand in the dialog, and the list is as it really is."""
    visit.add(plan("dobbelt.md", "Dobbelt fjernet", "Parken"))
    button(visit.listed("Dobbelt fjernet"), "remove").click()
    service.library.remove("dobbelt")
    detail = httpx.delete(f"{visit.base}api/v1/documents/dobbelt").json()["detail"]
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("button", name=DANISH["remove"]).click()
    expect(dialog.get_by_role("alert")).to_have_text(detail)
    visit.page.keyboard.press("Escape")
    expect(visit.listed("Dobbelt fjernet")).to_have_count(0)


def test_a_file_of_the_folder_says_so_and_cannot_be_removed_here(visit: Visit) -> None:
    """It goes where its file goes; while that is there it can be put right and read again."""
    row = visit.listed("Havneplan")
    expect(row).to_contain_text(f"{DANISH['folder']} · havneplan.md")
    expect(row.get_by_role("button")).to_have_text([DANISH["correct"], DANISH["reread"]])


def test_a_hostile_name_is_only_read(visit: Visit) -> None:
    """Markup in a file's name, title and metadata is shown as the words it is."""
    page, evil = visit.page, "<script>window.hacked=1</script>\"'><b>x"
    page.get_by_text(DANISH["about"]).click()
    told(page, "Organisation").fill(evil)
    title = "&lt;img src=x onerror=window.hacked=1&gt;"
    visit.add(file(HOSTILE, PLAN.format(title=title, words="Voldgraven")), file(f"2{HOSTILE}", b""))
    expect(visit.on_its_way(HOSTILE).locator(".state")).to_have_text("Læst: 1 passage")
    expect(visit.on_its_way(f"2{HOSTILE}").locator(".detail")).to_contain_text("Filen er tom.")
    shown = "<img src=x onerror=window.hacked=1>"
    for _ in range(2):
        expect(visit.listed(shown)).to_contain_text(evil)
        assert page.locator("img, main script, b").count() == 0
        assert page.evaluate("window.hacked") is None
        page.reload()
    button(visit.listed(shown), "remove").click()
    expect(page.get_by_role("dialog")).to_contain_text(shown)
    page.get_by_role("dialog").get_by_role("button", name=DANISH["remove"]).click()
    expect(visit.listed(shown)).to_have_count(0)


def test_everything_can_be_done_from_the_keyboard(visit: Visit) -> None:
    """A file is chosen, and a document is removed, without a mouse; focus is seen on the way."""
    page = visit.page
    # From the start: a chooser that opens before anybody listens is lost.
    page.on("filechooser", lambda _: None)
    tab_to(page, page.get_by_label(DANISH["choose"]))
    expect(page.get_by_label(DANISH["choose"])).to_be_focused()
    outline = "getComputedStyle(document.querySelector('#zone label')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    for key in ("Space", "Enter"):
        with page.expect_file_chooser(timeout=5000) as chooser:
            page.keyboard.press(key)
    chooser.value.set_files(plan("tastet.md", "Tastet plan", "Fyret"))
    expect(visit.listed("Tastet plan")).to_be_visible()
    remove = button(visit.listed("Tastet plan"), "remove")
    tab_to(page, remove)
    page.keyboard.press("Enter")
    keep = page.get_by_role("dialog").get_by_role("button", name=DANISH["keep"])
    expect(keep).to_be_focused()
    page.keyboard.press("Escape")
    expect(remove).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(visit.listed("Tastet plan")).to_have_count(0)


def test_nothing_is_wider_than_a_telephone(visit: Visit) -> None:
    """Neither a long name, a long title nor an unfolded form makes the page scroll sideways."""
    page, long = visit.page, "meget" * 16
    page.get_by_text(DANISH["about"]).click()
    visit.add(plan(f"{long}.md", long * 2, "Kanalen"), file(f"{long}.docx", PROGRAM))
    expect(visit.on_its_way(f"{long}.docx").locator(".detail")).to_be_visible()
    button(visit.listed(long * 2), "remove").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


SCRIPT = "window.hacked = 1"
INJECTED = (
    f"eval('{SCRIPT}')",
    f"document.body.innerHTML += '<img src=data:, onerror=\"{SCRIPT}\">'",
    f"const s = document.createElement('script'); s.text = '{SCRIPT}'; document.body.append(s)",
    f"const b = document.createElement('i'); b.setAttribute('onclick', '{SCRIPT}'); b.click()",
)


@pytest.mark.parametrize("way", INJECTED)
def test_a_script_that_was_smuggled_in_does_not_run(visit: Visit, way: str) -> None:
    """What runs on a page without a policy does not run on this one."""
    # Later: what a debugger evaluates at once may do more than the page itself.
    attempt = f"() => {{ setTimeout(() => {{ {way} }}) }}"
    for address, expected in (("about:blank", 1), (f"{visit.base}dokumenter", None)):
        visit.page.goto(address)
        visit.page.evaluate(attempt)
        visit.page.wait_for_timeout(150)
        assert visit.page.evaluate("window.hacked ?? null") == expected
    # What the policy stopped was an error of the page; here that is as it should be.
    visit.complaints.clear()


def test_a_file_says_how_far_it_is_and_two_are_sent_at_a_time(
    visit: Visit, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages or slides while it is read, then the index; the third file waits for its turn."""
    reading, go, indexed = service.library.upload, threading.Event(), threading.Event()

    def slow(name: str, data: bytes, known: Mapping[str, str], step: Step = unheard) -> Entry:
        step(12, 80)
        go.wait(20)
        step(80, 80)
        indexed.wait(20)
        return reading(f"{name}.md", data, known)

    monkeypatch.setattr(service.library, "upload", slow)
    names = ("trin.pdf", "trin.pptx", "trin.xlsx")
    visit.add(*(plan(name, f"Plan {name}", "Slottet") for name in names))
    states = [visit.on_its_way(name).locator(".state") for name in names]
    expect(states[0]).to_have_text("Læser side 12 af 80")
    expect(states[1]).to_have_text("Læser slide 12 af 80")
    expect(states[2]).to_have_text(DANISH["waiting"])
    bar = visit.on_its_way("trin.pdf").get_by_role("progressbar", name="trin.pdf")
    assert bar.evaluate("bar => bar.value") == 12 / 80
    go.set()
    expect(states[0]).to_have_text(DANISH["indexing"])
    indexed.set()
    for state in states:
        expect(state).to_have_text("Læst: 1 passage")


def test_how_much_is_sent_is_told(visit: Visit) -> None:
    """While bytes go out, the row says how many of a hundred."""
    states = """row => { window.states = []; new MutationObserver(() => states.push(
        document.querySelector('#files .state')?.textContent)).observe(document.body,
        { childList: true, subtree: true, characterData: true }); }"""
    visit.page.evaluate(states)
    visit.add(file("stor.docx", bytes(8_000_000)))
    expect(visit.on_its_way("stor.docx").locator(".detail")).to_be_visible()
    seen: Sequence[str] = visit.page.evaluate("states")
    assert any(state and re.fullmatch(r"Sender … \d+ %", state) for state in seen)


def test_a_file_that_is_too_large_is_not_sent(visit: Visit, tmp_path: Path) -> None:
    """It is refused at once, in the words that the API has for it."""
    large = tmp_path / "kæmpestor.pdf"
    with large.open("wb") as file_:
        file_.truncate(readers.MOST_BYTES + 1_000_000)
    visit.page.set_input_files("#choose", large)
    row = visit.on_its_way(large.name)
    with pytest.raises(Refused) as refused:
        readers.check_size(large.stat().st_size, large.name)
    told = f"{refused.value.reason} {refused.value.advice}"
    expect(row.locator(".detail")).to_have_text(told)
    expect(row.get_by_role("button")).to_have_count(0)
    assert not [url for url in visit.requests if "api/v1/documents" in url]


def test_a_broken_connection_is_said_and_the_file_can_be_sent_again(visit: Visit) -> None:
    """Nothing is lost: the same file goes out once the server is back."""
    visit.page.route("**/api/v1/documents", lambda route: route.abort())
    visit.add(plan("afbrudt.md", "Afbrudt plan", "Møllen"))
    row = visit.on_its_way("afbrudt.md")
    expect(row.locator(".detail")).to_have_text(DANISH["cut"])
    visit.page.unroute("**/api/v1/documents")
    row.get_by_role("button", name=DANISH["again"]).click()
    expect(row).to_be_focused()
    expect(visit.listed("Afbrudt plan")).to_be_visible()


def test_a_readers_warnings_are_folded_away_in_both_places(visit: Visit) -> None:
    """A Word file under another name is read, with a word on that."""
    visit.add(file("forklædt.odt", word("Gågaden åbner i 2029 for alle i byen.")))
    row = visit.page.locator("#documents > li").filter(has_text="forklædt.odt")
    for place in (visit.on_its_way("forklædt.odt"), row):
        warning = place.get_by_text("Filen hedder .odt")
        expect(warning).to_be_hidden()
        place.get_by_text("1 bemærkning").click()
        expect(warning).to_be_visible()


def test_a_new_document_does_not_fold_what_was_unfolded(visit: Visit) -> None:
    """The list takes in what is new, and rows that are as they were stay."""
    visit.add(file("udfoldet.odt", word("Bymuren åbner i 2029 for alle i byen.")))
    row = visit.page.locator("#documents > li").filter(has_text="udfoldet.odt")
    row.get_by_text("1 bemærkning").click()
    visit.add(plan("nykommer.md", "Aller nyeste plan", "Pladsen"))
    expect(visit.listed("Aller nyeste plan")).to_be_visible()
    expect(row.get_by_text("Filen hedder .odt")).to_be_visible()


def test_the_page_works_behind_a_proxys_prefix(visit: Visit) -> None:
    """Every address is relative to the page's own."""
    prefix = f"{visit.base}strategi/"

    def proxied(route: Route) -> None:
        route.continue_(url=route.request.url.replace(prefix, visit.base))

    visit.page.route(f"{prefix}**", proxied)
    visit.open("strategi/dokumenter")
    visit.requests.clear()
    visit.add(plan("bagved.md", "Bagved plan", "Haven"))
    button(visit.listed("Bagved plan"), "remove").click()
    visit.page.get_by_role("dialog").get_by_role("button", name=DANISH["remove"]).click()
    expect(visit.listed("Bagved plan")).to_have_count(0)
    visit.listed("Havneplan").get_by_role("link").click()
    expect(visit.page.get_by_role("heading", level=1, name="Havneplan")).to_be_visible()
    assert len(visit.requests) >= 5
    assert all(url.startswith((prefix, "data:")) for url in visit.requests)


def test_the_conversation_leads_here_and_back(visit: Visit) -> None:
    """By the bar at the top, which is the same on both."""
    page = visit.open("")
    page.get_by_role("link", name=DANISH["documents"], exact=True).click()
    expect(page).to_have_title(f"{DANISH['documents']} – {texts.NAME}")
    page.get_by_role("link", name=texts.PAGES["da"][0], exact=True).click()
    expect(page).to_have_title(texts.NAME)


def test_without_javascript_the_list_is_there(browser: Browser, base: str) -> None:
    """And a word on what adding needs; nothing is shown that would not work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}dokumenter")
    expect(page.locator("noscript p")).to_have_text(DANISH["no script"])
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("link", name="Havneplan", exact=True)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text(DANISH["choose"])).to_be_hidden()
    context.close()


def test_the_formats_are_those_that_the_api_names() -> None:
    """The page promises what a refusal offers, and the limit is the reader's."""
    with pytest.raises(Refused) as refused:
        kind_of(b"noget", "fil.xyz")
    assert refused.value.advice == f"{DANISH['formats']} kan læses."


def test_an_empty_index_has_a_kind_word(tmp_path: Path) -> None:
    """And there is no list to be puzzled by."""
    with small(tmp_path, {}) as service:
        app = api.create(service)
        app.include_router(documents.router)
        with TestClient(app, base_url="http://127.0.0.1") as client:
            html = client.get("/dokumenter").text
    assert DANISH["none"] in html
    assert '<ul id="documents"></ul>' in html
    assert f"{readers.MOST_BYTES // 1_000_000} MB" in html


def test_the_library_is_what_is_listed(base: str, service: Service) -> None:
    """Every document's link, once, by organisation and title."""
    assert isinstance(service.library, Library)
    found = re.findall(r'<h3><a href="dokument/([^"]+)"', httpx.get(f"{base}dokumenter").text)
    assert sorted(httpx.URL(f"/{one}").path[1:] for one in found) == [
        entry.id for entry in service.library.entries()
    ]


# -- what is there, put right and read anew ---------------------------------------------------


def of_folder(service: Service, name: str, text: str) -> Path:
    """A file that the folder gets, read at once."""
    path = service.settings.corpus / name
    path.write_text(text, "utf-8")
    service.library.read()
    return path


def test_a_document_is_put_right_from_the_keyboard(visit: Visit, service: Service) -> None:
    """The form has what is known; what is saved is on the page, in the index and in answers."""
    page = visit.page
    of_folder(service, "stadion.md", PLAN.format(title="Stadionplan", words="Tribunen"))
    visit.open()
    correct = button(visit.listed("Stadionplan"), "correct")
    tab_to(page, correct)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=DANISH["correct title"])
    expect(dialog.get_by_label(DANISH["title"])).to_be_focused()
    expect(dialog.get_by_label(DANISH["title"])).to_have_value("Stadionplan")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Plan for Tribunen")
    page.keyboard.press("Tab")
    page.keyboard.type("Ikast Kommune")
    with page.expect_request(lambda request: request.method == "PATCH") as sent:
        page.keyboard.press("Enter")
    assert sent.value.post_data_json == {
        "title": "Plan for Tribunen", "organisation": "Ikast Kommune",
    }  # fmt: skip
    row = visit.listed("Plan for Tribunen")
    expect(row.locator(".whose")).to_have_text("Ikast Kommune")
    expect(row.locator(".news")).to_have_text(DANISH["saved"])
    expect(button(row, "correct")).to_be_focused()
    expect(page.get_by_role("log")).to_contain_text(f"{DANISH['saved']} Plan for Tribunen")
    asked = {"question": "Hvornår åbner Tribunen?"}
    cited = httpx.post(f"{visit.base}api/v1/ask", json=asked).json()["citations"][0]
    assert (cited["title"], cited["organisation"]) == ("Plan for Tribunen", "Ikast Kommune")
    page.reload()
    expect(visit.listed("Plan for Tribunen")).to_be_visible()


def test_an_emptied_field_goes_back_to_what_the_document_says(visit: Visit) -> None:
    """A correction can be taken back as easily as it was made."""
    dialog = visit.page.get_by_role("dialog")
    visit.add(plan("ruin.md", "Ruinplan", "Voldstedet"))
    for there, value, after in (("Ruinplan", "Ny ruin", "Ny ruin"), ("Ny ruin", "", "Ruinplan")):
        button(visit.listed(there), "correct").click()
        dialog.get_by_label(DANISH["title"]).fill(value)
        dialog.get_by_role("button", name=DANISH["save"]).click()
        expect(visit.listed(after)).to_be_visible()
        expect(dialog).to_be_hidden()


def test_a_bad_value_is_told_at_its_field(visit: Visit, service: Service) -> None:
    """In the API's words, with the focus there; nothing is changed, and the way out is short."""
    page = visit.page
    dialog = page.get_by_role("dialog")
    correct = button(visit.listed("Havneplan"), "correct")
    correct.click()
    period = dialog.get_by_label(DANISH["period"])
    period.fill("snart")
    page.keyboard.press("Enter")
    told = dialog.locator(".field.period").get_by_role("alert")
    expect(told).to_have_text("period = 'snart' er ingen periode. Skriv 2022 eller 2022-2026.")
    expect(period).to_be_focused()
    expect(period).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(correct).to_be_focused()
    assert service.library.open("havneplan").entry.metadata.period == ""
    correct.click()
    expect(period).to_have_value("")
    expect(period).not_to_have_attribute("aria-invalid", "true")
    expect(dialog.locator(".problem")).to_have_text("")


def test_a_file_is_read_again_and_the_row_says_what_was_found(
    visit: Visit, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is read that is said; then the row is the new one, and still at hand."""
    path = of_folder(service, "bibliotek.md", PLAN.format(title="Bibliotek", words="Læsesalen"))
    visit.open()
    reading, go = service.library.reread, threading.Event()

    def slow(name: str) -> Entry:
        go.wait(20)
        return reading(name)

    monkeypatch.setattr(service.library, "reread", slow)
    path.write_text(PLAN.format(title="Mediehus", words="Læsesalen"), "utf-8")
    title = service.library.open("bibliotek").entry.metadata.title
    row = visit.page.locator("#documents > li").filter(has_text="bibliotek.md")
    button(row, "reread").press("Enter")
    expect(row.get_by_role("progressbar", name=DANISH["rereading"])).to_be_visible()
    go.set()
    expect(row.locator(".news")).to_have_text("Læst igen. 1 passage.")
    expect(button(row, "reread")).to_be_focused()
    assert "Mediehus" in service.library.open("bibliotek").text
    expect(visit.page.get_by_role("log")).to_contain_text("Læst igen. 1 passage. Mediehus")
    assert title == "Bibliotek"


def test_a_file_that_is_gone_is_said_and_its_document_can_go(
    visit: Visit, service: Service
) -> None:
    """At the attempt with the reason; from then on the row says so, and has the way out."""
    path = of_folder(service, "kro.md", PLAN.format(title="Kroplan", words="Kroen"))
    visit.open()
    path.unlink()
    detail = httpx.post(f"{visit.base}api/v1/documents/kro/read").json()["detail"]
    row = visit.listed("Kroplan")
    button(row, "reread").click()
    expect(row.locator(".news")).to_have_text(detail)
    expect(row.locator(".facts")).to_contain_text(DANISH["gone"])
    expect(row.get_by_role("button")).to_have_text([DANISH["remove"]])
    button(row, "remove").click()
    visit.page.get_by_role("dialog").get_by_role("button", name=DANISH["remove"]).click()
    expect(visit.listed("Kroplan")).to_have_count(0)


def test_a_row_says_how_its_document_was_read(visit: Visit) -> None:
    """Passages, tables and slides are counted; when that was is told."""
    table = "Projekt;Åbner\nSvømmehallen;2031\nSkaterparken;2032\n"
    visit.add(file("tabel.csv", table), file("lysbilleder.pptx", slides("Havnen", "Molen")))
    rows = visit.page.locator("#documents > li")
    day = written(datetime.now(tz=UTC).astimezone().date().isoformat(), "da")
    for name, parts in (("tabel.csv", ("1 tabel",)), ("lysbilleder.pptx", ("2 slides",))):
        for part in (*parts, DANISH["read on"].format(day=day)):
            expect(rows.filter(has_text=name).locator(".facts")).to_contain_text(part)


def test_many_documents_can_be_narrowed_down(visit: Visit, service: Service) -> None:
    """A filter comes with the ninth, and hides what does not hold every word."""
    for number in range(9):
        path = service.settings.corpus / f"nr-{number}.md"
        path.write_text(PLAN.format(title=f"Nummer {number}", words="Broen"), "utf-8")
    service.library.read()
    page = visit.open()
    box, rows = page.get_by_label(DANISH["find"]), page.locator("#documents > li")
    expect(box).to_be_visible()
    all_ = rows.count()
    box.fill("NUMMER 8")
    expect(rows.locator("visible=true")).to_have_count(1)
    expect(visit.listed("Nummer 8")).to_be_visible()
    status = page.get_by_role("status").filter(has_text=f"1 af {all_} dokumenter")
    expect(status).to_be_visible()
    box.fill("")
    expect(rows.locator("visible=true")).to_have_count(all_)
    expect(status).to_have_count(0)


def test_few_documents_have_no_filter(browser: Browser, tmp_path: Path) -> None:
    """It would be one more thing to come past."""
    files = {"ene.md": PLAN.format(title="Ene", words="Broen")}
    with small(tmp_path, files) as service, served(service) as base:
        page = browser.new_page()
        page.goto(f"{base}dokumenter")
        expect(page.locator("#documents > li")).to_have_count(1)
        expect(page.get_by_label(DANISH["find"])).to_be_hidden()
        page.close()


# -- in English -------------------------------------------------------------------------------


def test_the_page_speaks_english_when_asked(visit: Visit) -> None:
    """Chrome and script; what is the documents' and the API's own is marked as Danish."""
    page = visit.open("dokumenter?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH["documents"])
    visit.add(plan("english.md", "Engelsk plan", "Engen"), file("empty.md", NOTHING))
    row = visit.on_its_way("empty.md")
    expect(row.locator(".state")).to_have_text(ENGLISH["refused"])
    expect(row.locator(".detail")).to_have_attribute("lang", "da")
    expect(visit.on_its_way("english.md").locator(".state")).to_have_text("Read: 1 passage")
    listed = visit.listed("Engelsk plan")
    expect(listed.locator(".facts")).to_contain_text("1 passage · read ")
    expect(listed.get_by_role("link")).to_have_attribute("lang", "da")
    expect(listed.get_by_role("link")).to_have_attribute("href", "dokument/english?lang=en")
    listed.get_by_role("button", name=ENGLISH["reread"]).click()
    expect(listed.locator(".news")).to_have_text("Read again. 1 passage.")
    foreign = {DANISH[key] for key in DANISH if "{" not in DANISH[key]} - set(ENGLISH.values())
    lines = page.evaluate("""() => { document.querySelectorAll('[lang=da]').forEach(
        one => one.remove()); return document.body.innerText.split('\\n'); }""")
    assert not foreign.intersection(lines)


def test_the_other_language_is_one_click_away(visit: Visit) -> None:
    """There and back, on the same page."""
    page = visit.page
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Dansk", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
    assert page.url == f"{visit.base}dokumenter"


def test_both_languages_say_the_same_things() -> None:
    """No word is missing in one, and what is filled in is the same."""
    assert DANISH.keys() == ENGLISH.keys()
    for name, said in DANISH.items():
        assert set(re.findall(r"{\w+}", said)) == set(re.findall(r"{\w+}", ENGLISH[name]))


@pytest.mark.parametrize("path", ["dokumenter", "dokumenter?lang=en"])
def test_nothing_keeps_anybody_out(visit: Visit, path: str) -> None:
    """Neither the page, nor its unfolded parts, nor its dialogs have a finding of weight."""
    page = visit.open(path)
    visit.add(file("axe.odt", word("Bymuren åbner i 2029 for alle i byen.")), file("x.md", NOTHING))
    expect(page.locator("#files .refused")).to_have_count(1)
    row = page.locator("#documents > li").filter(has_text="axe.odt")
    expect(row).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert not findings(page)
    for name in (".correct", ".remove"):
        row.locator(name).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert not findings(page)
        page.keyboard.press("Escape")


def findings(page: Page) -> list[tuple[str, object]]:
    """What axe-core finds that is serious or critical."""
    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in grave]
