"""Which themes cover a topic, over the product's own corpus with its own model."""

from __future__ import annotations

from time import perf_counter
from typing import Protocol

import pytest

from assistant.covering import Covered, covering, topic
from assistant.covering.meeting import Meeting
from assistant.covering.met import Met
from assistant.covering.spans import words
from assistant.covering.topic import read
from assistant.question import understand
from assistant.retrieval import Retriever
from assistant.service import Service


class Ask(Protocol):
    """What the register of some documents has on a query."""

    def __call__(self, query: str, documents: tuple[str, ...] = ...) -> list[Covered]: ...


PLAN, STATUS, TRACKS, TEMAER = (
    "vesthimmerland-udviklingsplan",
    "norddjurs-status-2024",
    "faxe-udviklingsstrategi",
    "randers-udviklingsstrategi",
)
CULTURE = (
    "Arbejdskulturen og arbejdsmiljøet i Børne- og Familierådgivningen skal forbedres med ekstern "
    "hjælp til proces og supervision"
)
TOPICS = {
    "tandpleje": ({"1.2.2", "1.2.3", "1.2"}, {"1.2.1", "1"}),
    "hjemløshed": ({"2.3.2"}, {"2.3", "2"}),
    "børn med højt fravær": ({"2.1.1", "2.1.2"}, {"2.1", "2"}),
    "samarbejde med frivillige": (
        {"3.1", "Styrkelse af relationerne internt og eksternt"},
        {"3", "Fælles langsigtet strategi på Børne- og Familieområdet", "En strategi udarbejdes"},
    ),
    "retssikkerhed": (
        {"Retssikkerhed"},
        {"Troværdighed", "Ordentlighed (i relation og sag)", "Medbestemmelse og inddragelse",
         "Børne- og Familierådgivningen får mere ledelse"},
    ),
    "tillid": ({"Tillid og kommunikation får øget fokus", "Social kapital"}, {"Troværdighed"}),
    "børnesyn": ({"1", "1.1", "1.1.1", "1.1.2"}, {"1.2", "2.1"}),
    "efterværn": ({"Nytænkning af indsatserne"}, {"3.3.1", "2.2"}),
    "psykologisk tryghed": (
        {CULTURE},
        {"Understøtte kultur og arbejdsmiljø"},
    ),
    "sociale medier": (
        {"En fælles tilgang til kommunikation udarbejdes"}, {"Kommunikation og transparens"},
    ),
    "Signs of Safety": (
        {"Netværksinddragelse", "Medbestemmelse og inddragelse"},
        {"Forandringsledelse og implementering"},
    ),
    "praktiserende læger": ({"2.1.3", "2.2"}, {"2.1", "2"}),
    "børn med handicap": ({"4.3", "2.1.1"}, {"2.1", "2", "4"}),
}  # fmt: skip
"""Topic to what covers it, and to what may be listed or not, read by hand: numbers, else titles."""


@pytest.fixture(scope="module")
def ask(service: Service) -> Ask:

    def asked(
        query: str, documents: tuple[str, ...] = (PLAN, STATUS, TRACKS, TEMAER)
    ) -> list[Covered]:
        question = understand(query)
        vector = Retriever(service.index).vector(topic(question))
        with service.index.reading() as catalogue:
            themes = catalogue.themes(documents)
            return covering(question, vector, themes, catalogue, service.index.dense)

    return asked


def names(found: list[Covered]) -> set[str]:
    """Numbers of a plan whose numbers are unique, else titles."""
    return {
        c.held.theme.number if c.held.document_id == PLAN else c.held.theme.title for c in found
    }


def test_what_is_listed_is_relevant_and_what_is_relevant_is_listed(ask: Ask) -> None:
    right = wrong = missed = 0
    for query, (relevant, optional) in TOPICS.items():
        listed = names(ask(query))
        right += len(listed & relevant)
        wrong += len(listed - relevant - optional)
        missed += len(relevant - listed)
    assert right / (right + missed) >= 0.85
    assert right / (right + wrong) >= 0.8


@pytest.mark.parametrize(
    "query",
    [
        "vindmøller", "wind turbines", "cykelstier", "affaldssortering", "kunstig intelligens",
        "hundeparkering på månen", "asdf qwer zxcv", "Hvilke temaer dækker spildevand?", "?", "og",
    ],
)  # fmt: skip
def test_a_topic_that_is_not_there_lists_nothing(ask: Ask, query: str) -> None:
    assert ask(query) == []


def test_the_best_is_first_and_scores_are_probabilities(ask: Ask) -> None:
    found = ask("psykisk mistrivsel")
    scores = [covered.score for covered in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert found[0].held.theme.number == "2.1.3"


@pytest.mark.parametrize("query", ["forebyggelse", "rekruttering", "kultur", "inddragelse"])
def test_the_evidence_is_slices_of_the_theme_that_say_why(
    ask: Ask, service: Service, query: str
) -> None:
    found = ask(query)
    assert found
    for covered in found:
        theme = covered.held.theme
        text = service.index.catalogue.text(covered.held.document_id) or ""
        assert 1 <= len(covered.evidence) <= 3
        for start, end in covered.evidence:
            assert theme.start <= start < end <= theme.end
            assert text[start:end] == text[start:end].strip()
    best = found[0]
    text = service.index.catalogue.text(best.held.document_id) or ""
    said = " ".join(text[start:end] for start, end in best.evidence).lower()
    assert query[:6] in said


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("skolefravær", "skolefravær"),
        ("Hvilke temaer dækker skolefravær?", "skolefravær"),
        ("Hvor mange tiltag handler om ledelse?", "ledelse"),
        ("hvilke af temaerne handler om børn, unge og familier?", "børn, unge og familier"),
        ("Hvilke temaer i planen dækker sundhed", "sundhed"),
        ("Hvilke kommuner har temaer om forebyggelse?", "forebyggelse"),
        ("Hvilke spor har fokus på effekt?", "effekt"),
        ("Hvad står der om tillid?", "tillid"),
        ("which themes cover school absence?", "school absence"),
        ("What themes are about prevention", "prevention"),
    ],
)
def test_what_asks_is_no_part_of_the_topic(query: str, subject: str) -> None:
    found = topic(understand(query))
    assert found.asked == found.text == subject
    assert topic(found) == found


def test_whose_themes_is_no_part_of_the_topic() -> None:
    known = ["Randers Kommune", "Faxe Kommune"]
    for query in (
        "Hvilke temaer i Randers Kommune dækker sundhed?",
        "Hvilke af Randers' temaer dækker sundhed?",
        "Hvilke temaer dækker sundhed i Randers?",
    ):
        assert topic(understand(query, (), known)).asked == "sundhed", query


def test_a_question_lists_what_its_topic_lists(ask: Ask) -> None:
    assert names(ask("Hvilke temaer dækker tandpleje?")) == names(ask("tandpleje"))
    assert "2.1.2" in names(ask("Which themes cover school absence?"))


def test_a_number_names_its_theme_and_those_below_it(ask: Ask) -> None:
    assert names(ask("tema 2.1")) == {"2.1", "2.1.1", "2.1.2", "2.1.3"}
    assert names(ask("1.2.3")) == {"1.2.3"}
    assert names(ask("Hvad står der i tema 5?")) == {"5", "5.1", "5.2"}
    assert names(ask("spor 3")) == {"Styring med effekt"}
    assert ask("tema 9.9") == []


def test_one_document_is_judged_alone(ask: Ask) -> None:
    found = ask("forebyggelse", (TRACKS,))
    assert {covered.held.document_id for covered in found} == {TRACKS}
    assert ask("forebyggelse", ()) == []


def test_a_register_is_searched_while_one_waits(ask: Ask) -> None:
    ask("samarbejde med skoler og dagtilbud")
    begun = perf_counter()
    ask("kompetenceudvikling af ledere og medarbejdere")
    assert perf_counter() - begun < 2


def meets(service: Service, query: str, text: str, title: str = "") -> Met:
    meeting = Meeting(read(topic(understand(query)), {}), service.index.catalogue)
    return meeting.met(text, words(text), meeting.about(words(title)))


def test_the_parts_of_a_topic_are_met_near_each_other(service: Service) -> None:
    query = "inddragelse af børn, unge og familier"
    said = meets(service, query, "De unge skal inddrages i alle møder.")
    apart = meets(
        service, query,
        "Politikerne inddrages i arbejdet med budgettet, der udarbejdes hvert forår sammen med den "
        "øvrige økonomiplan for kommunen, inden sommerferien, hvor cykler til unge er på plakaten.",
    )  # fmt: skip
    assert said.direct > 0.9
    assert apart.related < 0.3
    assert apart.loose > 0
    assert meets(service, query, "Økonomiudvalget inddrages.").related == 0


def test_a_title_says_a_part_of_the_topic_for_the_sentences_below_it(service: Service) -> None:
    query, text = "inddragelse af unge", "Vi hører de unge i hver eneste sag."
    alone = meets(service, query, text).direct
    below = meets(service, query, text, "Inddragelse").direct
    elsewhere = meets(service, query, text, "Inddragelse af erhvervsliv, museer og havn").direct
    assert alone == 0
    assert alone < elsewhere < below


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("Aftalen laves sammen med Sundhed.", "Aftalen styrker borgernes sundhed."),
        ("En gruppe på tværs af familie og sundhed.", "En gruppe om familie og sundhed."),
    ],
)
def test_who_takes_part_says_less_than_what_is_done(
    service: Service, named: str, said: str
) -> None:
    name, word = meets(service, "sundhed", named), meets(service, "sundhed", said)
    assert 0 < name.direct < word.direct
    assert name.whole == 0 < word.whole


def test_the_name_of_a_unit_says_less_than_its_work(service: Service) -> None:
    unit = meets(service, "forebyggelse", "En ny leder for forebyggelsesteamet.")
    assert unit.direct < meets(service, "forebyggelse", "En ny forebyggelsesindsats.").direct
