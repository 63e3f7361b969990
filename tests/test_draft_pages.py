"""The pages of drafts, walked through in a real browser over a real server and index."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
import test_register_pages
import test_web
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Page, Route, expect
from test_register_pages import EVIL, PAPERS, Visit, over
from test_web import marked, served

from assistant import api
from assistant.answer import Citation
from assistant.asking import Asked
from assistant.drafting import Drafting
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Bullets, Draft, Paragraph, Part, Sentence, Table
from assistant.drafts.errors import NotHeld
from assistant.scope import Filters
from assistant.service import Service
from ingest.index import Index
from ui import texts, web
from ui.drafts.words import DANISH, ENGLISH
from ui.register import words as register

pytestmark = test_web.pytestmark
browser = test_web.browser
visit = test_register_pages.visit

MENTORS = "Nye lærere får en mentor fra august 2027."
SEMINAR = "Rekruttering af lærere sker sammen med seminariet."
NUMBER = "I august 2027 er der 40 mentorer."
ASKED = "Hvordan sker rekruttering af lærere?"
NONE = "Dokumenterne nævner ingen åbne punkter."
CELLS = ("Legepladser", "Park og Vej", "2. kvartal 2028", "Udbud er i gang")


def cited(index: Index, document_id: str, quotes: tuple[str, ...], first: int) -> list[Citation]:
    """Citations of what stands in a document, numbered from ``first``."""
    with index.reading() as catalogue:
        entry, text = catalogue.entry(document_id), catalogue.text(document_id)
    assert entry
    assert text
    about = entry.metadata
    return [
        Citation(
            number, document_id, about.title, about.organisation, ("Afsnit",), None,
            text.index(quote), text.index(quote) + len(quote), quote,
        )
        for number, quote in enumerate(quotes, first)
    ]  # fmt: skip


@dataclass
class Scripted:
    """Composes the same few sentences of whatever it is asked for, but holds no nuclear power."""

    index: Index
    asked: list[DraftAsked] = field(default_factory=list)

    def compose(self, asked: DraftAsked, *, draft_id: str, now: datetime) -> Draft:
        self.asked.append(asked)
        if asked.subject == "atomkraft":
            raise NotHeld("Dokumenterne har ikke noget om 'atomkraft'.")
        citations = cited(self.index, "skoleplan", (SEMINAR, MENTORS), 1)
        citations += cited(self.index, "boerneplan", CELLS, 3)
        row = tuple((Sentence(cell, (number,)),) for number, cell in enumerate(CELLS, 3))
        heads = ("Indsats", "Ansvarlig", "Frist", "Status")
        parts = (
            Part("background", "Baggrund", (Paragraph((Sentence(SEMINAR, (1,)),)),)),
            Part(
                "done",
                "Hvad er gjort",
                (Bullets(((Sentence(MENTORS, (2,)), Sentence(NUMBER, (2,))),)),),
            ),
            Part("status", "Status", (Table(heads, (row,)),)),
            Part("open", "Åbne punkter", (Paragraph((Sentence(NONE, origin="remark"),)),)),
        )
        return Draft(
            draft_id, "Status på rekruttering", "Bøgely Kommune, til udvalget", parts,
            tuple(citations), asked, now.isoformat(),
        )  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The papers of two municipalities."""
    with over(tmp_path_factory.mktemp("drafts"), PAPERS) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(service: Service) -> Iterator[str]:
    """Where the pages and the API are."""
    with served(service) as address:
        yield address


@pytest.fixture(autouse=True)
def composer(service: Service) -> Scripted:
    """What composes the drafts of a test."""
    scripted = Scripted(service.index)
    service.drafting = Drafting(service.index, scripted, service.assistant, service.settings)
    for one in service.drafting.drafts():
        service.drafting.remove(one.id)
    for kept in service.drafting.records():
        service.drafting.remove_record(kept.id)
    return scripted


@pytest.fixture
def draft(service: Service) -> Draft:
    """A draft that is there already."""
    return service.drafting.make(DraftAsked(subject="rekruttering"))


def pressed(page: Page, name: str) -> Page:
    """The page that a button leads to."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
    return page


# -- asking -----------------------------------------------------------------------------------


def test_a_subject_becomes_a_paper_whose_marks_lead_to_the_very_place(
    visit: Visit, composer: Scripted
) -> None:
    """All that the form offers is asked for; the draft comes at an address of its own."""
    page = visit.open("udkast")
    expect(page.locator("main header")).to_contain_text(DANISH["machine"])
    page.get_by_label(DANISH["subject"]).fill("rekruttering")
    page.get_by_label(DANISH["own organisation"]).select_option("Bøgely Kommune")
    page.get_by_label(DANISH["period"], exact=True).fill("2027")
    page.get_by_label(DANISH["since"]).fill("2026-03-01")
    page.get_by_label(DANISH["audience"]).fill("ledergruppe")
    page.get_by_label(DANISH["length"]).select_option("long")
    page = pressed(page, DANISH["write"])
    assert composer.asked == [
        DraftAsked(
            "rekruttering", (), "Bøgely Kommune", "2027", "2026-03-01", "ledergruppe", "long"
        )
    ]
    assert re.search(r"/udkast/[0-9a-f]{18}$", page.url)
    expect(page.locator("h1")).to_have_text("Status på rekruttering")
    expect(page.locator(".paper h2")).to_have_text(
        ["Baggrund", "Hvad er gjort", "Status", "Åbne punkter"]
    )
    expect(page.locator("aside")).to_contain_text(DANISH["read first"])
    with page.context.expect_page() as opened:
        page.locator(".paper .mark").first.click()
    expect(opened.value.locator("#sted")).to_be_in_viewport()
    assert marked(opened.value) == SEMINAR


def test_themes_are_picked_without_losing_what_was_written(
    visit: Visit, composer: Scripted, service: Service
) -> None:
    """One document's themes at a time; those of another stay chosen. Enter still makes a draft."""
    page = visit.open("udkast")
    page.get_by_label(DANISH["subject"]).fill("lærere")
    page.get_by_text(DANISH["pick"]).click()
    for document, theme in (("skoleplan", "Fravær"), ("boerneplan", "Fritidspas")):
        page.get_by_label(DANISH["pick from"]).select_option(document)
        page = pressed(page, DANISH["show themes"])
        expect(page.get_by_label(DANISH["subject"])).to_have_value("lærere")
        page.get_by_label(theme).check()
    expect(page.get_by_label("Fravær")).to_be_checked()
    page.get_by_label(DANISH["subject"]).press("Enter")
    page.wait_for_url("**/udkast/*")
    assert composer.asked[0].subject == "lærere"
    with service.index.reading() as catalogue:
        titles = {held.id: held.theme.title for held in catalogue.themes(None)}
    assert sorted(titles[one] for one in composer.asked[0].themes) == ["Fravær", "Fritidspas"]


def test_a_theme_of_the_register_is_one_step_from_a_draft(visit: Visit) -> None:
    """Beside a theme stands the way to the form, with that theme chosen."""
    page = visit.open("temaer?query=rekruttering")
    page.locator(".hits .draft").first.click()
    expect(page.get_by_label("Rekruttering")).to_be_checked()
    page = visit.open("temaer")
    row = page.locator(".tree > details").filter(has_text="Skoleplan")
    row.locator("summary").first.click()
    row.locator(".draft").last.click()
    expect(page.get_by_label("Fravær")).to_be_checked()


def test_what_the_documents_do_not_hold_is_said_and_the_form_stays_filled(visit: Visit) -> None:
    """No draft is made, and nothing has to be written again."""
    page = visit.open("udkast")
    page.get_by_label(DANISH["subject"]).fill("atomkraft")
    page.get_by_label(DANISH["audience"]).fill("borgmesteren")
    page = pressed(page, DANISH["write"])
    expect(page.get_by_role("alert")).to_have_text("Dokumenterne har ikke noget om 'atomkraft'.")
    expect(page.get_by_label(DANISH["subject"])).to_have_value("atomkraft")
    expect(page.get_by_label(DANISH["audience"])).to_have_value("borgmesteren")
    expect(page.get_by_role("heading", name=DANISH["earlier"])).to_have_count(0)


def test_a_form_that_cannot_be_taken_says_why(base: str, composer: Scripted) -> None:
    """Nothing, too much, too many themes, or a theme that is gone."""
    themes = {"theme": [f"skoleplan:{number}" for number in range(51)]}
    for given, told in (
        ({}, DANISH["nothing asked"]),
        ({"subject": " ", "length": "enormous"}, DANISH["nothing asked"]),
        ({"subject": "skole " * 500}, register.DANISH["too long"]),
        ({"subject": "skole", "period": "2" * 300}, register.DANISH["too long"]),
        (themes, DANISH["many themes"].format(most=50)),
    ):
        response = httpx.post(f"{base}udkast", data=given)
        assert response.status_code == 422
        assert told in response.text
        assert response.headers["content-type"].startswith("text/html")
    assert not composer.asked
    assert DANISH["theme gone"] in httpx.get(f"{base}udkast?theme=skoleplan:nix").text


def test_earlier_drafts_are_listed_newest_first(visit: Visit, service: Service) -> None:
    """With when they were made or changed, and whether by hand."""
    first = service.drafting.make(DraftAsked(subject="første"))
    service.drafting.make(DraftAsked(subject="anden"))
    page = visit.open("udkast")
    items = page.locator(".kept li")
    expect(items).to_have_count(2)
    assert (items.last.get_by_role("link").get_attribute("href") or "").endswith(first.id)
    expect(items.first.locator(".facts")).to_contain_text(DANISH["untouched"])
    items.last.get_by_role("link").click()
    page.get_by_role("link", name=DANISH["edit"]).click()
    page.get_by_label("Baggrund").fill("Vi har talt om det.")
    pressed(page, DANISH["save"])
    page.get_by_role("link", name=DANISH["back to drafts"]).click()
    changed = page.locator(".kept li").filter(has_text=DANISH["edited"])
    assert (changed.get_by_role("link").get_attribute("href") or "").endswith(first.id)


# -- the paper --------------------------------------------------------------------------------


def test_what_no_source_carries_is_marked_in_words(visit: Visit, draft: Draft) -> None:
    """Beside the sentence and counted above; what it says beyond its source is named."""
    page = visit.open(f"udkast/{draft.id}")
    expect(page.locator(".lacking")).to_have_text(NUMBER)
    item = page.locator(".paper li")
    expect(item.locator(".sign")).to_have_text("uden kilde")
    expect(item.locator(".why-lack")).to_contain_text("40")
    expect(page.locator("aside strong")).to_have_text(DANISH["one uncarried"])
    expect(page.locator(".remark")).to_have_text(NONE)


def test_the_sources_are_listed_with_their_words(visit: Visit, draft: Draft) -> None:
    """By document, each quote as it stands there, each with the way to it."""
    page = visit.open(f"udkast/{draft.id}")
    cited = page.locator(".cited")
    expect(cited.locator("blockquote")).to_have_text([SEMINAR, MENTORS, *CELLS])
    expect(cited.locator("h3")).to_contain_text(["Bøgely Kommune", "Aadal Kommune"])
    with page.context.expect_page() as opened:
        cited.get_by_role("link").last.click()
    assert marked(opened.value) == CELLS[-1]


def test_the_table_of_measures_can_be_read_on_a_telephone(visit: Visit, draft: Draft) -> None:
    """As cards that name each field, and to a screen reader as the table that it is."""
    page = visit.open(f"udkast/{draft.id}")
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_contain_text("Legepladser")
    expect(table.get_by_role("cell")).to_contain_text(list(CELLS[1:]))
    heads = [cell.get_attribute("data-head") for cell in table.get_by_role("cell").all()]
    assert heads == ["Ansvarlig", "Frist", "Status"]
    box = table.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390


def test_the_page_leads_to_the_files(visit: Visit, draft: Draft) -> None:
    """Word, PDF and Markdown, of the API."""
    page = visit.open(f"udkast/{draft.id}")
    for suffix, name in (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown")):
        link = page.get_by_role("link", name=f"{DANISH['download']} {name}")
        expect(link).to_have_attribute("href", f"../api/v1/drafts/{draft.id}.{suffix}")


def test_a_draft_is_checked_again_on_request(visit: Visit, draft: Draft) -> None:
    """And the page says that it was."""
    page = pressed(visit.open(f"udkast/{draft.id}"), DANISH["check"])
    expect(page.get_by_role("status")).to_have_text(DANISH["checked"])
    expect(page.locator(".lacking")).to_have_text(NUMBER)


def test_a_draft_goes_only_when_it_was_asked_for_twice(visit: Visit, draft: Draft) -> None:
    """Behind the first button is the second; afterwards its address says that it is gone."""
    page = visit.open(f"udkast/{draft.id}")
    sure = page.get_by_role("button", name=DANISH["remove yes"])
    expect(sure).to_be_hidden()
    page.get_by_text(DANISH["remove"], exact=True).click()
    pressed(page, DANISH["remove yes"])
    assert page.url == f"{visit.base}udkast"
    expect(page.locator(".kept")).to_have_count(0)
    assert httpx.get(f"{visit.base}udkast/{draft.id}").status_code == 404
    again = httpx.post(f"{visit.base}udkast/{draft.id}/gem")
    assert again.status_code == 404
    assert DANISH["not there"] in again.text
    page = visit.open(f"udkast/{draft.id}")
    expect(page.locator("h1")).to_have_text(DANISH["not there"])
    expect(page.get_by_role("link", name=DANISH["back to drafts"])).to_be_visible()


# -- editing ----------------------------------------------------------------------------------


def test_what_is_changed_by_hand_is_marked_and_the_rest_keeps_its_sources(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """A sentence added, one taken away, a cell rewritten, the title changed: by fields alone."""
    page = visit.open(f"udkast/{draft.id}")
    page.get_by_role("link", name=DANISH["edit"]).click()
    expect(page.locator("main header")).to_contain_text("[3] bag en sætning er dens kilde")
    page.get_by_label(DANISH["title"], exact=True).fill("Rekruttering, status")
    done = page.get_by_label("Hvad er gjort")
    assert done.input_value() == f"- {MENTORS} [2] {NUMBER} [2]"
    done.fill(f"- {MENTORS} [2] Det går godt.\n- Vi fortsætter.")
    row = page.get_by_role("group", name=DANISH["row"].format(number=1))
    expect(row.get_by_role("textbox")).to_have_count(4)
    row.get_by_label("Status").fill("Færdig")
    page = pressed(page, DANISH["save"])
    expect(page.get_by_role("status")).to_have_text(DANISH["saved"])
    expect(page.locator("h1")).to_have_text("Rekruttering, status")
    expect(page.locator(".own")).to_have_text(["Det går godt.", "Vi fortsætter.", "Færdig"])
    assert [sign for sign in page.locator(".sign").all_inner_texts() if sign == "egen"] == [
        "egen"
    ] * 3
    expect(page.locator(".paper li").first).to_contain_text(f"{MENTORS} [2] Det går godt.")
    expect(page.locator("aside")).to_contain_text(DANISH["several own"].format(count=3))
    kept = service.drafting.draft(draft.id)
    assert list(kept.parts[0].lines()) == list(draft.parts[0].lines())
    assert kept.edited


def test_a_text_that_is_saved_as_it_was_stays_as_it_was(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """The way through the fields and back changes nothing."""
    page = pressed(visit.open(f"udkast/{draft.id}/ret"), DANISH["save"])
    expect(page.locator(".own")).to_have_count(0)
    assert service.drafting.draft(draft.id) == draft


def test_a_text_that_somebody_else_changed_meanwhile_is_kept_on_the_page(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """What was written stands in the fields; saved once more, it holds."""
    page = visit.open(f"udkast/{draft.id}/ret")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label(DANISH["title"], exact=True).fill("Den andens titel")
    pressed(other, DANISH["save"])
    page.get_by_label("Baggrund").fill("Mine ord.\n\nOg <flere>.")
    page.get_by_label("Ansvarlig").fill("Vejen")
    page = pressed(page, DANISH["save"])
    expect(page.get_by_role("alert")).to_contain_text(DANISH["stale"])
    expect(page.get_by_label("Baggrund")).to_have_value("Mine ord.\n\nOg <flere>.")
    expect(page.get_by_label("Ansvarlig")).to_have_value("Vejen")
    expect(page.get_by_label(DANISH["title"], exact=True)).to_have_value(draft.title)
    assert service.drafting.draft(draft.id).title == "Den andens titel"
    with page.context.expect_page() as newer:
        page.get_by_role("link", name=DANISH["see newer"]).click()
    expect(newer.value.locator("h1")).to_have_text("Den andens titel")
    page = pressed(page, DANISH["save anyway"])
    expect(page.locator(".own").first).to_have_text("Mine ord.")
    assert service.drafting.draft(draft.id).title == draft.title


def test_what_was_written_outlives_the_draft_and_a_refusal(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """An empty title is refused, and a draft that is gone cannot be saved: the words stay."""
    page = visit.open(f"udkast/{draft.id}/ret")
    page.get_by_label("Baggrund").fill("Mine ord.")
    page.get_by_label(DANISH["title"], exact=True).fill(" ")
    page = pressed(page, DANISH["save"])
    expect(page.get_by_role("alert")).to_contain_text("Titlen er tom.")
    expect(page.get_by_label("Baggrund")).to_have_value("Mine ord.")
    service.drafting.remove(draft.id)
    page.get_by_label(DANISH["title"], exact=True).fill("Titel")
    page = pressed(page, DANISH["save"])
    expect(page.get_by_role("heading", name=DANISH["not saved"])).to_be_visible()
    assert "Mine ord." in [area.input_value() for area in page.locator("textarea").all()]


def test_a_row_that_went_meanwhile_leaves_what_was_written_in_it(
    visit: Visit, draft: Draft
) -> None:
    """It has no place in the draft any more, so it stands below, to be copied."""
    page = visit.open(f"udkast/{draft.id}/ret")
    other = page.context.new_page()
    other.goto(page.url)
    for cell in other.get_by_role("group").get_by_role("textbox").all():
        cell.fill("")
    pressed(other, DANISH["save"])
    expect(other.get_by_role("table")).to_have_count(0)
    page.get_by_role("group").get_by_label("Status").fill("Næsten færdig")
    page = pressed(page, DANISH["save"])
    left = page.get_by_label(DANISH["left"])
    assert "Næsten færdig" in [area.input_value() for area in left.all()]


# -- what is kept for a case ------------------------------------------------------------------


def test_a_record_says_whether_its_sources_still_read_the_same(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """Unchanged, then with a document that was replaced, then with one that is gone."""
    text = PAPERS["skoleplan.md"].replace("Skoleplan 2027-2030", "Fraværsplan")
    service.library.upload("fravaersplan.md", text.encode(), {})
    quotes = cited(service.index, "fravaersplan", (SEMINAR, MENTORS), 1)
    own = replace(draft, citations=(*quotes, *draft.citations[2:]), id="c" * 18)
    service.drafting._drafts.add(own)
    page = pressed(visit.open(f"udkast/{own.id}"), DANISH["freeze"])
    address = page.url
    assert re.search(r"/journal/[0-9a-f]{18}$", address)
    expect(page.locator("h1")).to_have_text(own.title)
    expect(page.locator("aside")).to_contain_text(DANISH["intact"])
    expect(page.locator("aside")).to_contain_text(DANISH["all same"])
    expect(page.locator(".papers")).to_contain_text(
        service.library.open("fravaersplan").entry.source.sha256
    )
    expect(page.locator(".made")).to_contain_text("rekruttering")
    record_id = address.rsplit("/", 1)[1]
    download = page.get_by_role("link", name=DANISH["as json"])
    expect(download).to_have_attribute("href", f"../api/v1/records/{record_id}")
    changed = text.replace("sammen med seminariet", "uden seminariet")
    service.library.upload("fravaersplan.md", changed.encode(), {})
    page.goto(address)
    expect(page.locator("aside strong")).to_have_text(DANISH["not all same"])
    states = page.locator(".cited .state")
    assert states.all_inner_texts()[0] == DANISH["changed"]
    assert states.all_inner_texts()[2:] == [DANISH["same"]] * 4
    expect(page.locator(".papers .state").first).to_have_text(DANISH["paper changed"])
    service.library.remove("fravaersplan")
    page.goto(address)
    assert states.all_inner_texts()[:2] == [DANISH["gone"]] * 2
    expect(page.locator(".paper")).to_contain_text(SEMINAR)
    page.get_by_role("link", name=DANISH["see draft"]).click()
    page.get_by_role("link", name=re.compile("kl\\. ")).click()
    assert page.url == address


def test_a_record_that_was_tampered_with_says_so(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """Whoever opens it sees at once that it is not what was kept."""
    kept = service.drafting.freeze(draft.id)
    path = service.index.folder / "records" / f"{kept.id}.json"
    path.write_text(path.read_text("utf-8").replace("august 2027", "august 2028"), "utf-8")
    page = visit.open(f"journal/{kept.id}")
    expect(page.locator("aside strong").first).to_have_text(DANISH["broken"])


def test_an_answer_that_was_kept_has_a_page_too(visit: Visit, service: Service) -> None:
    """Its question is the heading, and its marks lead to where they led."""
    kept = service.drafting.freeze_answer(Asked("Hvordan sker rekruttering af lærere?"))
    assert kept.citations
    page = visit.open(f"journal/{kept.id}")
    expect(page.locator("h1")).to_have_text("Hvordan sker rekruttering af lærere?")
    with page.context.expect_page() as opened:
        page.locator(".paper .mark").first.click()
    expect(opened.value.locator("#sted")).to_be_in_viewport()
    page = visit.open("udkast")
    expect(page.locator(".kept")).to_contain_text(DANISH["answer"])


# -- keeping an answer ------------------------------------------------------------------------


def test_an_answer_is_shown_before_it_is_kept_and_then_has_its_address(
    visit: Visit, service: Service
) -> None:
    """Question, answer and sources as in the conversation; nothing is kept until the button."""
    page = visit.open(f"journal/svar?{urlencode({'question': ASKED})}")
    given = service.assistant.ask(Asked(ASKED))
    assert given.citations
    expect(page.locator("h1")).to_have_text(ASKED)
    expect(page.locator(".paper .mark")).to_have_count(given.text.count("["))
    expect(page.locator(".cited blockquote")).to_have_text([one.quote for one in given.citations])
    expect(page.locator("aside")).to_contain_text(DANISH["keep lead"])
    with page.context.expect_page() as opened:
        page.locator(".paper .mark").first.click()
    assert marked(opened.value) == given.citations[0].quote
    assert not service.drafting.records()
    page = pressed(page, DANISH["freeze"])
    (kept,) = service.drafting.records()
    assert page.url == f"{visit.base}journal/{kept.id}"
    expect(page.locator("h1")).to_have_text(ASKED)
    assert service.drafting.record(kept.id).record.text == given.text


def test_a_follow_up_is_kept_with_what_it_leans_on(visit: Visit, service: Service) -> None:
    """What was asked before is shown with it, as is whose the asker is, and both stay with it."""
    before, asked = "Hvad siger skoleplanen om fravær?", "Og hvem har ansvaret?"
    given = {"question": asked, "before": before, "organisation": "Bøgely Kommune"}
    page = visit.open(f"journal/svar?{urlencode(given)}")
    expect(page.locator(".byline")).to_have_text(f"{DANISH['asked before']}: {before}")
    page = pressed(page, DANISH["freeze"])
    (kept,) = service.drafting.records()
    held = service.drafting.record(kept.id).record.asked
    assert held["history"] == [{"role": "user", "content": before}]
    assert held["organisation"] == "Bøgely Kommune"
    expect(page.locator(".byline")).to_have_text(f"{DANISH['asked before']}: {before}")
    fact = page.locator(".made dl > div").filter(has=page.get_by_text(DANISH["home"]))
    expect(fact.locator("dd")).to_have_text("Bøgely Kommune")


NARROWED = {
    "within": "Bøgely Kommune",
    "document": "skoleplan",
    "kind": "plan",
    "year": "2028",
}
SCOPE = "Bøgely Kommune, Skoleplan 2027-2030, plan, 2028"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_answer_says_what_it_was_narrowed_to(visit: Visit, service: Service, lang: str) -> None:
    """Before it is kept and afterwards, with documents by their titles."""
    told = {"da": "Afgrænset til", "en": "Narrowed to"}[lang]
    words = {"da": DANISH, "en": ENGLISH}[lang]
    given = {"question": ASKED, **NARROWED, "lang": lang}
    page = visit.open(f"journal/svar?{urlencode(given)}")
    expect(page.locator(".paper h1 + .byline")).to_have_text(f"{told} {SCOPE}")
    expect(page.locator(".byline span")).to_have_attribute("lang", lang)
    page = pressed(page, words["freeze"])
    (kept,) = service.drafting.records()
    assert f"/journal/{kept.id}" in page.url
    expect(page.locator(".paper h1 + .byline")).to_have_text(f"{told} {SCOPE}")
    fact = page.locator(".made dl > div").filter(has=page.get_by_text(told, exact=True))
    expect(fact.locator("dd")).to_have_text(SCOPE)
    assert service.drafting.record(kept.id).record.asked["filters"] == {
        "documents": ["skoleplan"],
        "organisations": ["Bøgely Kommune"],
        "kinds": ["plan"],
        "years": [2028],
    }


def test_a_record_names_a_document_as_it_was_called(visit: Visit, service: Service) -> None:
    """What an answer was narrowed to can be read when the document is gone."""
    text = PAPERS["skoleplan.md"].replace("Skoleplan 2027-2030", "Lærerplan")
    service.library.upload("laererplan.md", text.encode(), {})
    kept = service.drafting.freeze_answer(Asked(ASKED, filters=Filters(("laererplan",))))
    service.library.remove("laererplan")
    assert kept.documents
    page = visit.open(f"journal/{kept.id}")
    expect(page.locator(".paper .byline")).to_have_text("Afgrænset til Lærerplan")


@pytest.mark.parametrize("filters", [None, "x", {}, {"years": ["x"], "kinds": "plan"}])
def test_a_record_without_readable_filters_still_opens(
    visit: Visit, service: Service, filters: object
) -> None:
    """One from before they were kept, and one that somebody has changed: nothing is narrowed."""
    kept = service.drafting.freeze_answer(Asked(ASKED))
    path = service.index.folder / "records" / f"{kept.id}.json"
    found = json.loads(path.read_text("utf-8"))
    del found["asked"]["filters"]
    if filters is not None:
        found["asked"]["filters"] = filters
    path.write_text(json.dumps(found), "utf-8")
    page = visit.open(f"journal/{kept.id}")
    expect(page.locator("h1")).to_have_text(ASKED)
    expect(page.locator(".byline")).to_have_count(0)


def test_an_answer_that_is_not_there_can_be_kept_too(visit: Visit, service: Service) -> None:
    """That the documents say nothing of something may matter to a case."""
    page = visit.open(f"journal/svar?{urlencode({'question': 'Hvem vandt VM i fodbold?'})}")
    page = pressed(page, DANISH["freeze"])
    (kept,) = service.drafting.records()
    assert service.drafting.record(kept.id).record.citations == ()
    expect(page.locator("h1")).to_have_text("Hvem vandt VM i fodbold?")


def test_an_answer_that_is_another_by_now_is_shown_before_it_is_kept(
    visit: Visit, service: Service
) -> None:
    """Nobody keeps what they have not seen: the new answer is shown, and kept on a second press."""
    text = PAPERS["skoleplan.md"].replace("Skoleplan 2027-2030", "Svømmeplan")
    text = text.replace("Skolefravær opdages tidligt", "Svømmebassinet bygges om")
    service.library.upload("svoemmeplan.md", text.encode(), {})
    asked = "Hvad siger planen om svømmebassinet?"
    page = visit.open(f"journal/svar?{urlencode({'question': asked})}")
    expect(page.locator(".paper")).to_contain_text("bygges om")
    changed = text.replace("Svømmebassinet bygges om", "Svømmebassinet males")
    service.library.upload("svoemmeplan.md", changed.encode(), {})
    page = pressed(page, DANISH["freeze"])
    expect(page.get_by_role("status")).to_have_text(DANISH["answer changed"])
    expect(page.locator(".paper")).to_contain_text("males")
    assert not service.drafting.records()
    page = pressed(page, DANISH["freeze"])
    assert re.search(r"/journal/[0-9a-f]{18}$", page.url)
    service.library.remove("svoemmeplan")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_question_that_cannot_be_kept_says_why(base: str, service: Service, lang: str) -> None:
    """None, or one that is longer than anybody writes, by address and by form."""
    words = {"da": DANISH, "en": ENGLISH}[lang]
    long = register.DANISH["too long"] if lang == "da" else register.ENGLISH["too long"]
    for given, told in (
        ({}, words["no question"]),
        ({"question": " "}, words["no question"]),
        ({"question": "x" * 2001}, long),
        ({"question": "x", "before": ["y" * 401]}, long),
        ({"question": "x", "organisation": "y" * 201}, long),
    ):
        fields = {**given, "lang": lang}
        asked = httpx.get(f"{base}journal/svar", params=fields)
        sent = httpx.post(f"{base}journal/svar?lang={lang}", data=given)
        for response in (asked, sent):
            assert response.status_code == 422
            assert html.escape(told) in response.text
            assert response.headers["content-type"].startswith("text/html")
    assert not service.drafting.records()


# -- all that is kept -------------------------------------------------------------------------


def test_all_that_is_kept_is_listed_newest_first(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """From the page of drafts, and from each record; with its kind and its time."""
    page = visit.open("udkast")
    expect(page.get_by_role("link", name=DANISH["all records"])).to_have_count(0)
    first = service.drafting.freeze(draft.id)
    for number in range(6):
        latest = service.drafting.freeze_answer(Asked(f"{ASKED} {number}"))
    page = visit.open("udkast")
    expect(page.get_by_role("link", name=re.compile("^Status på"))).to_have_count(1)
    page.get_by_role("link", name=DANISH["all records"]).click()
    assert page.url == f"{visit.base}journal"
    items = page.locator(".kept li")
    expect(items).to_have_count(7)
    expect(items.first.locator(".facts")).to_contain_text([DANISH["answer"]])
    expect(items.first.locator(".facts")).to_contain_text([str(datetime.now().astimezone().year)])
    expect(items.last.locator(".facts")).to_contain_text([DANISH["draft"]])
    expect(items.last.get_by_role("link")).to_have_text(draft.title)
    assert (items.last.get_by_role("link").get_attribute("href") or "") == f"journal/{first.id}"
    items.first.get_by_role("link").click()
    assert page.url == f"{visit.base}journal/{latest.id}"
    page.get_by_role("link", name=DANISH["all records"]).click()
    assert page.url == f"{visit.base}journal"


def test_what_is_kept_goes_only_when_it_was_asked_for_twice(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """It says what is lost; afterwards the list says that it is gone, and the draft is there."""
    kept = service.drafting.freeze(draft.id)
    page = visit.open(f"journal/{kept.id}")
    expect(page.get_by_text(DANISH["remove record sure"])).to_be_hidden()
    expect(page.get_by_role("button", name=DANISH["remove yes"])).to_be_hidden()
    page.get_by_text(DANISH["remove"], exact=True).click()
    expect(page.get_by_text(DANISH["remove record sure"])).to_be_visible()
    assert service.drafting.records()
    page = pressed(page, DANISH["remove yes"])
    expect(page.get_by_role("status")).to_have_text(DANISH["removed"])
    expect(page.locator("main")).to_contain_text(DANISH["no records"])
    assert not list((service.index.folder / "records").glob(f"*{kept.id}*"))
    assert service.drafting.draft(draft.id) == draft
    assert httpx.get(f"{visit.base}journal/{kept.id}").status_code == 404
    again = httpx.post(f"{visit.base}journal/{kept.id}/slet")
    assert again.status_code == 404
    assert DANISH["not there"] in again.text


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_settings_of_a_record_have_names(
    visit: Visit, draft: Draft, service: Service, lang: str
) -> None:
    """No name of the program's own is on the page."""
    words = {"da": DANISH, "en": ENGLISH}[lang]
    kept = service.drafting.freeze(draft.id)
    page = visit.open(f"journal/{kept.id}?lang={lang}")
    expect(page.locator(".made")).to_contain_text(words["set embedding_precision"])
    for name in service.drafting.record(kept.id).record.made.settings:
        assert f"set {name}" in words
        assert f">{name}<" not in page.content()


# -- what holds for all -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    "kind", ["ask", "pick", "draft", "edit", "record", "records", "answer", "none"]
)
def test_every_page_can_be_read_by_anybody(
    visit: Visit, draft: Draft, service: Service, kind: str, lang: str
) -> None:
    """One heading, every field labelled, nothing wider than a telephone, no script."""
    words = {"da": DANISH, "en": ENGLISH}[lang]
    path = {
        "ask": "udkast", "pick": "udkast?document=skoleplan&theme=boerneplan:legepladser",
        "draft": f"udkast/{draft.id}", "edit": f"udkast/{draft.id}/ret",
        "record": f"journal/{service.drafting.freeze(draft.id).id}", "records": "journal",
        "answer": f"journal/svar?{urlencode({'question': ASKED, 'before': 'x' * 200})}",
        "none": f"journal/svar?{urlencode({'question': 'Hvem vandt VM i fodbold?'})}",
    }[kind]  # fmt: skip
    said = {"ask": "write", "pick": "write", "records": "records lead", "none": "keep lead"}
    page = visit.open(path)
    if lang == "en":
        page.get_by_role("link", name=texts.OTHER_LANGUAGE["da"], exact=True).click()
        expect(page.locator("main")).to_contain_text(words[said.get(kind, "sources")])
    source = page.content()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    pages = page.get_by_role("navigation").first.get_by_role("link")
    expect(pages).to_have_text(list(texts.PAGES["en" if lang == "en" else "da"]))
    expect(page.locator(".pages [aria-current=page]")).to_have_text(words["drafts"])
    ids = re.findall(r' id="([^"]+)"', source)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', source):
        assert f'for="{name}">' in source
    assert set(re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', source)) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h(\d)", source)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert "<script" not in source
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_both_languages_say_the_same_things() -> None:
    """No word is missing in one, and what is filled in is the same."""
    assert DANISH.keys() == ENGLISH.keys()
    for name, said in DANISH.items():
        assert set(re.findall(r"{\w+}", said)) == set(re.findall(r"{\w+}", ENGLISH[name]))


def test_the_answer_to_a_form_cannot_be_switched(visit: Visit, draft: Draft) -> None:
    """Its address alone would lose what was written; the form itself can be had in English."""
    switch = 'hreflang="en" href="'
    page = visit.open("udkast")
    assert f'{switch}udkast?lang=en"' in page.content()
    page.get_by_label(DANISH["subject"]).fill("atomkraft")
    page = pressed(page, DANISH["write"])
    expect(page.get_by_role("alert")).to_contain_text("atomkraft")
    assert switch not in page.content()
    page = visit.open(f"udkast/{draft.id}/ret")
    assert f'{switch}../../udkast/{draft.id}/ret?lang=en"' in page.content()


def test_the_language_stays_through_forms_and_links(visit: Visit) -> None:
    """Asked for in English, the draft and its editing are in English around the Danish text."""
    page = visit.open("udkast?lang=en")
    page.get_by_label(ENGLISH["subject"]).fill("rekruttering")
    page = pressed(page, ENGLISH["write"])
    expect(page.locator("aside")).to_contain_text(ENGLISH["read first"])
    expect(page.locator(".paper")).to_have_attribute("lang", "da")
    page = pressed(page, ENGLISH["check"])
    page.get_by_role("link", name=ENGLISH["edit"]).click()
    page = pressed(page, ENGLISH["save"])
    expect(page.get_by_role("status")).to_have_text(ENGLISH["saved"])
    page = pressed(page, ENGLISH["freeze"])
    expect(page.locator("aside")).to_contain_text(ENGLISH["intact"])


def test_places_open_in_the_language_of_the_page(
    visit: Visit, draft: Draft, service: Service
) -> None:
    """Marks and sources of a draft, of a record and of an answer; on a Danish page nothing more."""
    record = service.drafting.freeze(draft.id)
    answer = service.drafting.freeze_answer(Asked(ASKED))
    own = [f"udkast/{draft.id}", f"udkast/{draft.id}/ret"]
    kept = [f"journal/{one.id}" for one in (record, answer)]
    for path in (*own, *kept, f"journal/svar?{urlencode({'question': ASKED})}"):
        for lang in ("da", "en"):
            page = visit.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
            links = page.locator("a[href*='dokument/']").all()
            assert len(links) > 1
            for link in links:
                href = link.get_attribute("href") or ""
                assert ("&lang=en" in href) == (lang == "en")


def test_a_page_from_elsewhere_can_change_nothing(
    base: str, draft: Draft, service: Service, composer: Scripted
) -> None:
    """Every form's address refuses what a page of another host sends, or one that hides itself."""
    kept = service.drafting.freeze(draft.id)
    before = len(composer.asked)
    own = f"udkast/{draft.id}"
    acts = (f"{own}/tjek", f"{own}/gem", f"{own}/slet", f"{own}/ret", f"journal/{kept.id}/slet")
    given = {"subject": "x", "title": "x", "question": ASKED}
    for path in ("udkast", "journal/svar", *acts):
        for origin in ("https://evil.example", "null"):
            response = httpx.post(base + path, headers={"Origin": origin}, data=given)
            assert response.status_code == 403
    assert service.drafting.draft(draft.id) == draft
    assert len(composer.asked) == before
    assert [one.id for one in service.drafting.records()] == [kept.id]


def test_the_pages_are_locked_down(base: str, draft: Draft, service: Service) -> None:
    """No script may run, no form may leave, nothing is stored on the way."""
    record = service.drafting.freeze(draft.id)
    own = f"udkast/{draft.id}"
    kept = ("journal", "journal/svar", "journal/svar?question=x", f"journal/{record.id}")
    for path in ("udkast", own, f"{own}/ret", *kept):
        headers = httpx.get(base + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "script-src" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"


def test_the_pages_work_behind_a_proxys_prefix(visit: Visit) -> None:
    """Every address is relative to the page's own, and so is where a form leads."""
    prefix = f"{visit.base}strategi/"

    def proxied(route: Route) -> None:
        url = route.request.url.replace(prefix, visit.base)
        route.fulfill(response=route.fetch(url=url, max_redirects=0))

    visit.page.route(f"{prefix}**", proxied)
    page = visit.open("strategi/udkast")
    page.get_by_label(DANISH["subject"]).fill("rekruttering")
    page = pressed(page, DANISH["write"])
    assert re.search(r"/strategi/udkast/[0-9a-f]{18}$", page.url)
    # What a redirect leads to is no request that the browser's driver can send elsewhere.
    page.goto(page.url)
    page.get_by_role("link", name=DANISH["edit"]).click()
    page = pressed(page, DANISH["save"])
    page.goto(page.url)
    page = pressed(page, DANISH["freeze"])
    assert page.url.startswith(f"{prefix}journal/")
    page.goto(page.url)
    source = page.locator(".cited").get_by_role("link").first.get_attribute("href") or ""
    assert source.startswith("../dokument/skoleplan?")
    page = visit.open(f"strategi/journal/svar?{urlencode({'question': ASKED})}")
    page = pressed(page, DANISH["freeze"])
    assert re.search(r"/strategi/journal/[0-9a-f]{18}$", page.url)
    page.goto(page.url)
    page.get_by_text(DANISH["remove"], exact=True).click()
    page = pressed(page, DANISH["remove yes"])
    assert page.url == f"{prefix}journal?done=removed"


def test_markup_from_documents_and_forms_is_only_read(tmp_path: Path) -> None:
    """Titles, sentences, cells, quotes and whatever was typed are shown as the words they are."""
    files = {**PAPERS, "ond.md": test_register_pages.HOSTILE}
    with over(tmp_path, files) as service:
        service.drafting = Drafting(
            service.index, Scripted(service.index), service.assistant, service.settings
        )
        with TestClient(web_app(service), base_url="http://127.0.0.1") as client:
            made = service.drafting.make(DraftAsked(subject=EVIL, audience=EVIL))
            service.drafting._drafts.add(hostile(made))
            kept = service.drafting.freeze("d" * 18)
            pages = [
                client.get("/udkast", params={"subject": EVIL, "document": "ond", "theme": EVIL}),
                client.post("/udkast", data={"subject": "atomkraft", "audience": EVIL}),
                client.get(f"/udkast/{'d' * 18}"),
                client.get(f"/udkast/{'d' * 18}/ret"),
                client.post(f"/udkast/{'d' * 18}/ret", data={"title": EVIL, "text-done": EVIL}),
                client.get(f"/udkast/{EVIL}"),
                client.get(f"/journal/{kept.id}"),
                client.get("/journal"),
                client.get("/udkast"),
                client.get("/journal/svar", params={"question": f"Hej {EVIL}", "before": EVIL}),
                client.get("/journal/svar", params={"question": "volden", "organisation": EVIL}),
            ]
            for page in pages:
                assert "<img" not in page.text
                assert "&lt;img" in page.text
                assert "&amp;lt;" not in page.text


def web_app(service: Service) -> FastAPI:
    """The pages and the API over ``service``."""
    return web.mount(api.create(service), service)


def hostile(made: Draft) -> Draft:
    """A draft of which every word is markup."""
    evil = Sentence(EVIL, (1,), missing=EVIL)
    parts = (
        Part("background", EVIL, (Paragraph((evil,)), Bullets(((replace(evil, strong=True),),)))),
        Part("done", EVIL, (Paragraph((replace(evil, origin="own"),)),)),
        Part("status", EVIL, (Table((EVIL, EVIL), (((evil,), ()),)),)),
        Part("open", EVIL, (Paragraph((Sentence(EVIL, origin="remark"),)),)),
    )
    citations = (
        replace(made.citations[0], title=EVIL, organisation=EVIL, section=(EVIL,), quote=EVIL),
    )
    return replace(
        made, id="d" * 18, title=EVIL, byline=EVIL, parts=parts, citations=citations
    )  # fmt: skip
