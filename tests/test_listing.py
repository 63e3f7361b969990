"""Questions that the register answers: which, how many, whose; listed in full and counted right."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.question import Turn
from assistant.service import Service


def ask(service: Service, question: str) -> Answer:
    return service.assistant.ask(Asked(question))


def listed(answer: Answer) -> list[str]:
    """The names that an answer lists, each with a mark behind it."""
    lines = [line for line in answer.text.split("\n") if line.startswith("- ")]
    assert all(re.search(r"\[\d+\]$", line) for line in lines)
    return [re.split(r"\*\*:| \[", line.removeprefix("- "))[0].strip("*") for line in lines]


def counted(answer: Answer) -> list[int]:
    """The numbers that its remarks begin with."""
    return [int(n) for n in re.findall(r"^_(\d+) ", answer.text, re.MULTILINE)]


@pytest.mark.parametrize(
    ("question", "number", "some"),
    [
        ("Hvilke spor har Faxe?", 5, ["Spor 4: Retssikkerhed"]),
        ("Hvor mange værktøjer bruger Faxe til at skabe forandring?", 4, ["Forenkling"]),
        ("Which values does Faxe have?", 4, ["Respekt"]),
        ("Hvor mange tiltag er der i Norddjurs' status?", 19, ["To fagchefer ansættes"]),
        ("Hvilke tiltag hører under Organisering i Norddjurs?", 4, ["MED-strukturen tilpasses"]),
        ("Hvilke visioner har Randers over for borgerne?", 5, ["Kvalitet i opgaveløsningen"]),
        ("Hvilke visioner har Randers for sin egen organisation?", 5, ["Social kapital"]),
        ("Hvilke fokusområder har årsberetningen fra Randers?", 6, ["Kompetenceudvikling"]),
        ("Hvilke hovedtemaer er Vesthimmerlands plan delt op i?", 6, ["Tema 3. Børnene Først"]),
    ],
)
def test_what_a_paper_has_is_listed_in_full_and_counted(
    service: Service, question: str, number: int, some: list[str]
) -> None:
    """As many lines as are counted, in the paper's order, and none but of its own document."""
    answer = ask(service, question)
    assert answer.status == "answered"
    assert counted(answer) == [number]
    names = listed(answer)
    assert len(names) == number
    assert set(some) <= set(names)
    assert len({citation.document_id for citation in answer.citations}) == 1


def test_themes_below_themes_are_counted_apart(service: Service) -> None:
    """Six themes with theirs below them, not seventeen of a kind."""
    answer = ask(service, "Hvor mange temaer har Vesthimmerland?")
    assert re.match(r"_6 temaer med \d+ under sig – ", answer.text)


def test_two_papers_are_told_apart(service: Service) -> None:
    """Each under its own line, so that nobody adds up what is not one."""
    answer = ask(service, "Hvilke temaer har kommunerne?")
    assert len(counted(answer)) == 2
    assert {citation.organisation for citation in answer.citations} == {
        "Randers Kommune", "Vesthimmerlands Kommune",
    }  # fmt: skip


def test_what_somebody_answers_for_is_found_by_the_field(service: Service) -> None:
    """Every theme whose own field names them, and that field as source."""
    answer = ask(service, "Hvilke tiltag har Tandplejen ansvaret for?")
    assert answer.status == "answered"
    assert any("1.2.2" in name for name in listed(answer))
    assert any("Tandplejen" in citation.quote for citation in answer.citations)
    assert all("tandpleje" in line.lower() for line in answer.text.split("\n") if "**:" in line)


def test_a_topic_is_answered_with_every_theme_that_covers_it(service: Service) -> None:
    """Counted, each named with its source; the same themes as the API lists."""
    answer = ask(service, "Hvilke temaer dækker skolefravær?")
    themes = service.strategy.themes("skolefravær", Asked("").filters)
    assert counted(answer) == [len(themes)]
    names = listed(answer)
    assert all(any(one.held.theme.title in name for name in names) for one in themes)


@pytest.mark.parametrize(
    "question",
    [
        "Hvilke spor har direktionen i Faxe meldt ud?",
        "Hvilke temaer blev valgt i Randers' udviklingsstrategi for 2031-2034?",
        "Hvilke visioner har Randers for havnen?",
    ],
)
def test_what_the_register_does_not_explain_is_not_listed_from_it(
    service: Service, question: str
) -> None:
    """Each word must be explained by a paper, a heading or a theme; else it is another question."""
    assert counted(ask(service, question)) == []


def test_a_theme_that_is_no_topic_of_any_paper_is_not_invented(service: Service) -> None:
    """No list, and the plain word that there is no answer."""
    answer = ask(service, "Hvilke temaer dækker vindmøller?")
    assert answer.status == "not_found"
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "organisation", "found"),
    [
        ("Hvilke spor har vi?", "Norddjurs Kommune", "Organisering"),
        ("Hvilke spor har vi?", "Faxe Kommune", "Spor 4: Retssikkerhed"),
    ],
)
def test_us_is_whom_the_asker_works_for(
    service: Service, question: str, organisation: str, found: str
) -> None:
    """The own papers alone, whatever others call the same."""
    answer = service.assistant.ask(Asked(question, organisation=organisation))
    assert found in listed(answer)
    assert {citation.organisation for citation in answer.citations} == {organisation}


def test_nothing_of_another_is_listed_for_us(service: Service) -> None:
    """Faxe's paper has no focus areas; those of Randers are no answer."""
    answer = service.assistant.ask(Asked("Hvilke fokusområder har vi?", organisation="Faxe"))
    assert counted(answer) == []


def test_each_organisation_that_is_named_is_heard(service: Service) -> None:
    """Under the word that its own paper has; and one without is said to have none."""
    both = ask(service, "Hvilke spor har Faxe og Norddjurs?")
    assert counted(both) == [5, 6]
    one = ask(service, "Hvilke værktøjer har Faxe og Norddjurs?")
    assert counted(one) == [4]
    assert re.search(r"^_Norddjurs Kommune: .*ingen.*_$", one.text, re.MULTILINE)


def test_two_kinds_at_once_and_how_many_in_all(service: Service) -> None:
    """Both are listed; a number over several papers is their sum."""
    assert counted(ask(service, "Hvilke værdier og værktøjer har Faxe?")) == [4, 4]
    answer = ask(service, "Hvor mange temaer er der i alt?")
    assert answer.text.endswith("i alt._")
    assert len(listed(answer)) == int(re.findall(r"_(\d+) i alt", answer.text)[0])


@pytest.mark.parametrize("topic", ["forebyggelse", "sundhed", "samarbejde"])
def test_a_topic_that_is_a_heading_too_is_still_a_topic(service: Service, topic: str) -> None:
    """What stands below a heading of that word is not all that covers it."""
    answer = ask(service, f"Hvilke temaer handler om {topic}?")
    themes = service.strategy.themes(topic, Asked("").filters)
    assert counted(answer) == [len(themes)]


def test_what_is_not_so_cannot_be_listed(service: Service) -> None:
    """A negation is not passed over."""
    assert counted(ask(service, "Hvilke temaer handler ikke om børn?")) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hvad er spor 4 i Faxe?", "Retssikkerhed"),
        ("Hvad handler tema 2 om i Vesthimmerland?", "2.1. Tværfagligt samarbejde"),
        ("Hvad er tidsplanen for 1.2.2?", "1.2.2. Tandpleje til 18-21-årige"),
        ("Hvem er ansvarlig for 2.3.2?", "Misbrugsafdelingen"),
        ("Hvad er status på alle tiltag under Organisering?", "socialchef"),
    ],
)
def test_a_theme_is_found_by_its_number(service: Service, question: str, said: str) -> None:
    """Itself, what is below it, or the field that is asked for."""
    answer = ask(service, question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    ["Hvem er ansvarlig for spor 7 i Faxe?", "Hvad handler tema 8 om i Vesthimmerland?"],
)
def test_a_number_that_there_is_not_is_refused(service: Service, question: str) -> None:
    """What comes nearest would be of another theme."""
    answer = ask(service, question)
    assert answer.status == "not_found"
    assert answer.citations == ()


def test_a_follow_up_that_names_another_is_asked_the_same(service: Service) -> None:
    """What is left out, "og Norddjurs?", is that of the tracks before."""
    before = (Turn("user", "Hvilke spor har Faxe?"), Turn("assistant", "…"))
    answer = service.assistant.ask(Asked("og Norddjurs?", history=before))
    assert counted(answer) == [6]
