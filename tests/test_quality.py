"""What makes an answer good: the right passages, lists whole, and no answer where there is none."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hashed import HashedEmbedder
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from assistant import attributes, facts
from assistant.answer import Answer
from assistant.asking import Asked
from assistant.attributes import Attribute
from assistant.question import Kind, Turn, understand
from assistant.service import Service
from ingest import analysis
from ingest.index import Index
from ingest.reading import Reading
from ingest.settings import Settings

ORGANISATIONS = ["Faxe Kommune", "Norddjurs Kommune", "Randers Kommune", "Vesthimmerlands Kommune"]


def ask(service: Service, question: str, *history: str) -> Answer:
    turns = tuple(Turn("user", said) for said in history)
    return service.assistant.ask(Asked(question, turns))


def lines(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.strip()]


# -- terms and search ---------------------------------------------------------------------------


def test_grams_join_compounds_and_forgive_a_slip() -> None:
    """A compound shares grams with its parts, a slip of the keyboard with what was meant."""
    assert analysis.grams("mål") == ["_mål", "mål_"]
    assert set(analysis.grams("fravær")) & set(analysis.grams("skolefravær"))
    assert len(set(analysis.grams("underretninger")) & set(analysis.grams("underetninger"))) > 5


@pytest.mark.parametrize("asked", ["hvad er mellemforme", "hvad er melemformer", "mellem-former?"])
def test_a_slip_of_the_keyboard_finds_the_passage(service: Service, asked: str) -> None:
    """The word that was meant is found, however it is spelt."""
    found = service.assistant.search(Asked(asked), 3)
    assert any("mellemformer" in one.hit.text.lower() for one in found)


def test_terms_of_an_older_index_are_counted_anew_and_nothing_is_lost(
    tmp_path: Path, papers: Path
) -> None:
    """A catalogue whose terms were counted otherwise needs no file and no embedding."""
    embedder = HashedEmbedder()
    with Index(tmp_path / "data", embedder) as index:
        Reading(index).run([papers])
        before = index.catalogue.lexical(["trivsel"], analysis.grams("trivsel"), 20)
        text = index.catalogue.text("faxe-udviklingsstrategi")
    spent = embedder.embedded
    with sqlite3.connect(tmp_path / "data" / "catalogue.sqlite3") as db:
        db.executescript(
            "DROP TABLE lexical_terms; DROP TABLE lexical; DROP TABLE grams_terms; "
            "DROP TABLE grams; DELETE FROM meta WHERE key = 'terms'; "
            "CREATE VIRTUAL TABLE lexical USING fts5(head, body); PRAGMA user_version = 1;"
        )
    with Index(tmp_path / "data", embedder) as index:
        assert index.catalogue.lexical(["trivsel"], analysis.grams("trivsel"), 20) == before
        assert index.catalogue.text("faxe-udviklingsstrategi") == text
    assert before
    assert embedder.embedded == spent


def test_each_organisation_that_is_named_is_among_the_first(service: Service) -> None:
    """A comparison needs passages of both, not ten of one."""
    asked = "Sammenlign Faxe og Randers: hvad siger de om inddragelse?"
    found = service.assistant.search(Asked(asked), 10)
    first = {one.hit.metadata.organisation for one in found[:2]}
    assert first == {"Faxe Kommune", "Randers Kommune"}


def test_an_english_question_finds_the_danish_passage(service: Service) -> None:
    """The words are looked up in Danish."""
    found = service.assistant.search(Asked("How many notifications in 2021?"), 5)
    assert any("1.274" in one.hit.text for one in found)


# -- questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "Kører det stadig?", "Hvad er grunden til det?", "Er den færdig?", "Hvor længe varer det?",
        "Gør Randers noget på det felt?", "Hvilke opgaver har sådan nogle?", "Is it finished?",
    ],
)  # fmt: skip
def test_a_question_that_points_back_is_read_with_what_was_said(asked: str) -> None:
    """What "det" is, the question before says."""
    history = [Turn("user", "Hvad er en tværkommunal aktionsstyrke?")]
    assert "aktionsstyrke" in understand(asked, history, ORGANISATIONS).text


@pytest.mark.parametrize(
    "asked",
    [
        "Hvad siger det nye team om forældresamarbejde?",
        "Hvornår vedtog Norddjurs den fælles langsigtede strategi?",
    ],
)
def test_an_article_does_not_point_back(asked: str) -> None:
    """Before what they belong to, "det" and "den" are articles."""
    history = [Turn("user", "Hvad er en tværkommunal aktionsstyrke?")]
    assert understand(asked, history, ORGANISATIONS).text == asked


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Hvorfor blev planen lavet?", Kind.CAUSE),
        ("Hvad er grunden til forsinkelsen?", Kind.CAUSE),
        ("Hvor længe varer forløbet?", Kind.DATE),
        ("Hvor tit mødes de?", Kind.DATE),
        ("Hvor gamle er børnene?", Kind.NUMBER),
    ],
)
def test_reasons_spans_and_ages_are_kinds_of_their_own(asked: str, kind: Kind) -> None:
    """What is sought decides what answers."""
    assert understand(asked).kind is kind


# -- answers ------------------------------------------------------------------------------------


def test_the_tracks_of_a_plan_are_listed_in_full_and_in_order(service: Service) -> None:
    """Each heading once, as the document has them."""
    answer = ask(service, "Hvilke forandringsspor har Faxe?")
    assert answer.status == "answered"
    assert re.findall(r"Spor (\d)", "\n".join(c.quote.split("\n")[0] for c in answer.citations))
    told = [line for line in lines(answer) if line.startswith("- ")]
    assert [re.search(r"Spor (\d)", line)[1] for line in told] == list("12345")  # type: ignore[index]


def test_the_values_of_a_column_are_listed_once(service: Service) -> None:
    """A status table's tracks are its first column, however many rows each has."""
    answer = ask(service, "Hvilke udviklingsspor er Norddjurs' statusrapport bygget op om?")
    told = [re.sub(r"\s*\[\d+\]", "", line) for line in lines(answer)]
    assert len(told) == len(set(told)) >= 4
    assert "- Organisering" in told


def test_each_track_is_cited_on_the_page_where_it_stands(
    tmp_path: Path, model_folder: Path
) -> None:
    """A PDF's tracks begin on pages of their own, most of which no search has found."""
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    data.mkdir()
    (data / "models").symlink_to(model_folder.parent)
    tracks = ["Trygge havne", "Lyse gader", "Grønne haver", "Stille stier", "Rene strande"]
    styles, story = getSampleStyleSheet(), []
    for number, track in enumerate(tracks, 1):
        story.append(Paragraph(f"Spor {number}: {track}", styles["Heading1"]))
        told = f"Klitby Kommune arbejder for {track.lower()} sammen med byens foreninger. "
        story += [Paragraph(told * 12, styles["BodyText"]) for _ in range(4)] + [PageBreak()]
    title = Paragraph('<font size="28">Strategi for Klitby Kommune</font>', styles["Title"])
    SimpleDocTemplate(str(corpus / "klitby.pdf")).build([title, *story])
    with Service.open(Settings(corpus=corpus, data=data)) as service:
        assert not service.library.read().refused
        answer = ask(service, "Hvilke spor har strategien for Klitby?")
        sections = service.index.catalogue.sections("klitby")
    named = [c for c in answer.citations if c.quote.startswith("Spor ")]
    assert [c.quote.split(": ")[1] for c in named] == tracks
    assert [c.page for c in named] == [1, 2, 3, 4, 5]
    assert [c.section for c in named] == [one.path for one in sections if "Spor" in one.path[-1]]


def test_another_municipalitys_plan_has_no_outline_here(service: Service) -> None:
    """The themes of the plan that there is are not told of a plan that there is not."""
    assert ask(service, "Hvilke temaer har udviklingsplanen for Hjørring?").status == "not_found"


def test_a_subject_keeps_the_list_from_being_the_whole_plan(service: Service) -> None:
    """Which themes cover a subject is another question than which themes there are."""
    answer = ask(service, "Hvilke temaer dækker skolefravær?")
    assert "2.1.2" in answer.text
    assert len(lines(answer)) < 6


def test_a_fact_that_the_question_says_is_no_answer() -> None:
    """The question "før 2000?" asks for another year than 2000."""
    question = understand("Hvad skete der før 2000, og hvornår var det?")
    assert not facts.holds(Kind.DATE, question, "Det var i 2000.")
    assert facts.holds(Kind.DATE, question, "Det var i 1946, og igen i 2000.")


# -- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "Hvad er telefonnummeret til Familiehuset?",
        "Hvad er e-mailadressen på familiechefen i Randers?",
        "Hvad koster licensen til DUBU om året?",
        "Hvilken adresse har Familiefagligt Udviklingscenter?",
        "What is the phone number of Tandplejen?",
    ],
)
def test_what_is_not_said_of_a_known_thing_is_not_found_and_says_where_it_is_told_of(
    service: Service, asked: str
) -> None:
    """No line states anything; the nearest place is named."""
    answer = ask(service, asked)
    assert answer.status == "not_found"
    assert answer.citations == ()
    assert answer.nearest
    assert all(line.startswith("_") and line.endswith("_") for line in lines(answer))


@pytest.mark.parametrize(
    ("asked", "sought"),
    [
        ("Hvad koster det pr. barn?", Attribute.MONEY),
        ("Hvad er telefonnummeret?", Attribute.CONTACT),
        ("Hvad hedder lederen?", Attribute.NAME),
        ("Hvor mange ansatte er der?", Attribute.COUNT),
        ("Hvilken ugedag mødes de?", Attribute.CLOCK),
        ("Hvorfor koster det så meget?", None),
        ("Hvad er mellemformer?", None),
    ],
)
def test_what_is_asked_of_a_thing_is_read_off_the_question(
    asked: str, sought: Attribute | None
) -> None:
    """By its form alone, whatever the thing is."""
    assert attributes.sought(understand(asked)) is sought


@pytest.mark.parametrize(
    ("asked", "text", "given"),
    [
        ("Hvad koster det?", "Det koster 1,5 mio. kr. om året.", True),
        ("Hvad koster det?", "Det begynder i 2025 med 12 deltagere.", False),
        ("Hvad er telefonnummeret?", "Ring på 12 34 56 78.", True),
        ("Hvad er telefonnummeret?", "Der var 1.274 i 2021.", False),
        ("Hvad hedder lederen?", "Området ledes af Anne Berg.", True),
        ("Hvad hedder lederen?", "Området ledes af en leder.", False),
        ("Hvilken ugedag mødes de?", "De mødes tirsdag kl. 10.", True),
        ("Hvilken ugedag mødes de?", "De mødes hver måned.", False),
    ],
)
def test_whether_it_is_given_is_read_off_the_text(asked: str, text: str, *, given: bool) -> None:
    """A price is an amount of money, a name a name."""
    question = understand(asked)
    sought = attributes.sought(question)
    assert sought is not None
    assert attributes.given(sought, question, [], text) is given
