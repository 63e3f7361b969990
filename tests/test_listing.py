"""Questions that the register answers: which, how many, whose; listed in full and counted right."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer
from assistant.asking import Asked
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
