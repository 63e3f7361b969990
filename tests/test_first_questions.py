"""The first questions of somebody new: small talk, what there is, abbreviations, overviews."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import abbreviations, holdings, overview, reference, smalltalk
from assistant.answer import Answer
from assistant.question import Language, understand
from assistant.service import Service
from ingest.index import Index
from ingest.reading import Reading

MARK = re.compile(r"(?<!\\)\[(\d+)\]")


def language(asked: str) -> Language:
    return understand(asked).language


def told(service: Service, asked: str) -> Answer | None:
    """The overview that a question gets from the product's own documents."""
    catalogue = service.index.catalogue
    known = sorted({entry.metadata.organisation for entry in catalogue.entries()})
    question = understand(asked, (), known)
    return overview.reply(asked, question.language, catalogue, question.organisations)


def stating(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line and not line.startswith("_")]


def plain(text: str) -> str:
    return " ".join(re.sub(r"[*_\\]|(?<!\\)\[\d+\]", "", text).lower().split())


def trusted(answer: Answer, index: Index) -> bool:
    """Whether each line is marked, each quote is its slice, and the quotes bear the line out."""
    cited = {citation.number: citation for citation in answer.citations}
    for citation in answer.citations:
        text = index.catalogue.text(citation.document_id) or ""
        assert text[citation.start : citation.end] == citation.quote
    for line in stating(answer):
        numbers = [int(number) for number in MARK.findall(line)]
        assert numbers, line
        assert re.search(r"\[\d+\]$", line), line
        source = plain(
            " ".join(
                f"{c.quote} {' '.join(c.section)} {c.title} {c.organisation}"
                for c in (cited[number] for number in numbers)
            )
        )
        words = [word for word in re.findall(r"[^\W\d_]+", plain(line)) if len(word) > 3]
        assert all(word in source for word in words), line
        figures = re.findall(r"\d+(?:[.,]\d+)*", plain(line))
        assert set(figures) <= set(re.findall(r"\d+(?:[.,]\d+)*", source)), line
    return bool(stating(answer))


# -- small talk ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "Hej",
        "Hej, hvad kan du hjlæpe med?",
        "Hvem er du, og hvad kan du?",
        "Tak for hjælpen!",
        "Hvordan går det med dig?",
        "Farvel",
        "Skriv et digt om foråret, sne og is",
        "Kan du fortælle en vittighed?",
        "Oversæt teksten til engelsk",
        "Jeg har glemt min adgangskode",
        "Hvordan er vejret i dag?",
        "Skriv en mail til min chef",
        "Jeg er ny her. Hvor skal jeg begynde?",
    ],
)
def test_small_talk_and_foreign_tasks_get_a_friendly_line(asked: str) -> None:
    """Nothing is cited, each line is a remark, and there are examples to go on with."""
    answer = smalltalk.reply(asked, language(asked))
    assert answer is not None
    assert (answer.status, answer.citations, stating(answer)) == ("not_found", (), [])
    assert "Hvilke dokumenter har du?" in answer.text


@pytest.mark.parametrize(
    "asked", ["What can you do?", "Thanks!", "Write a poem", "Reset my password", "Hello there"]
)
def test_small_talk_in_english_is_answered_in_english(asked: str) -> None:
    """The form tells the language where a word or two cannot."""
    answer = smalltalk.reply(asked, language(asked))
    assert answer is not None
    assert "Which documents do you have?" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "Hej! Hvad er mellemformer?",
        "Tak. Hvem er ansvarlig?",
        "Hvad kan du fortælle om fravær?",
        "Skriv et overblik over planen",
        "Hvilket digitalt system bruger de?",
        "Hvad kan vi gøre for børn med fravær?",
        "Hvordan går det med skolefravær?",
        "Hvad kan strategien hjælpe med?",
        "Fortæl historien om centret",
        "Hvem har lavet planen?",
        "Hvad er koden for god praksis?",
        "What can you tell me about absence?",
        "",
        "?",
    ],
)
def test_a_question_is_never_taken_for_small_talk(asked: str) -> None:
    """A courtesy around a question, or a word of small talk inside one, makes it none."""
    assert smalltalk.reply(asked, language(asked)) is None


# -- which documents ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "Hvilke dokumenter har du, og hvor nye er de?",
        "Hvilke dokumetner har du",
        "Hej, hvad ved du noget om?",
        "Hvor er dine oplysninger fra?",
        "Hvilke kommuner har du papirer fra?",
        "Which documents do you have?",
    ],
)
def test_the_documents_are_listed_newest_first(service: Service, asked: str) -> None:
    """A cited line each; what only the catalogue knows stands in remarks."""
    answer = holdings.reply(asked, language(asked), service.index.catalogue)
    assert answer is not None
    assert answer.status == "answered"
    assert trusted(answer, service.index)
    lines = stating(answer)
    assert len(lines) == len(service.library.entries())
    assert "Norddjurs" in lines[0]
    assert "Randers" in lines[-1]
    remarks = [line for line in answer.text.split("\n") if line.startswith("_")]
    assert any("september 2024" in line.lower() for line in remarks)
    assert all(line.endswith("_") for line in remarks)


def test_documents_of_one_organisation_or_kind_alone(service: Service) -> None:
    """What is asked for narrows the list; whose papers there are none of is no list."""
    catalogue = service.index.catalogue
    randers = holdings.reply("Hvilke papirer har du fra Randers?", "da", catalogue)
    kinds = holdings.reply("Hvilke strategier har du?", "da", catalogue)
    assert randers is not None
    assert kinds is not None
    assert {c.organisation for c in randers.citations} == {"Randers Kommune"}
    assert {c.organisation for c in kinds.citations} == {"Faxe Kommune", "Randers Kommune"}
    assert holdings.reply("Hvilke dokumenter har du fra Skive?", "da", catalogue) is None
    one = holdings.reply("Hvilke dokumenter har du?", "da", catalogue, ["faxe-udviklingsstrategi"])
    assert one is not None
    assert {c.document_id for c in one.citations} == {"faxe-udviklingsstrategi"}


@pytest.mark.parametrize(
    "asked",
    ["Hvad ved du om fravær?", "Hvilke data bruger de?", "Hvilke planer har de for unge?"],
)
def test_a_question_about_what_documents_say_gets_no_list(service: Service, asked: str) -> None:
    assert holdings.reply(asked, "da", service.index.catalogue) is None


def test_many_documents_are_counted_and_the_newest_shown(index: Index, tmp_path: Path) -> None:
    """Twenty lines at most; the rest are counted, and titles bring no signs of Markdown."""
    for year in range(1999, 2024):
        head = f'---\ntitle: "Plan *{year}*"\npublished: "{year}"\n---\n\n'
        body = f"# Plan {year}\n\nByen vil plante mange nye træer langs havnen i {year}.\n"
        (tmp_path / f"plan-{year}.md").write_text(head + body, "utf-8")
    Reading(index).run([tmp_path])
    answer = holdings.reply("Hvilke dokumenter har du?", "da", index.catalogue)
    assert answer is not None
    assert trusted(answer, index)
    lines = stating(answer)
    assert len(lines) == 20
    assert r"Plan \*2023\*" in lines[0]
    assert answer.text.split("\n")[-1].startswith("_Og 5 mere.")


# -- abbreviations ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Hvad står CPP for?", "CPP"),
        ("hvad står cpp for", "cpp"),
        ("Hvad betyder bogstaverne CPP?", "CPP"),
        ("Hvad dækker forkortelsen CPP over?", "CPP"),
        ("Hvad er CPP en forkortelse for?", "CPP"),
        ("Jeg støder på TUT. Hvad er det?", "TUT"),
        ("Kan du fortælle mig, hvad CPP står for?", "CPP"),
        ("What does CPP stand for?", "CPP"),
        ("Hvad er CPP?", ""),
        ("Hvad står strategien for?", ""),
        ("Hvad står der i planen for 2022?", ""),
        ("Hvad betyder fravær?", ""),
        ("Hvem er ansvarlig for CPP, og hvad står det for?", ""),
    ],
)
def test_the_short_form_is_read_off_the_question(asked: str, short: str) -> None:
    assert abbreviations.asked_for(asked) == short


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("CPP", "Center for Psykologi og Pædagogik"),
        ("FFU", "Familiefagligt Udviklingscenter"),
        ("DUBU", "Digitalisering – Udsatte Børn og Unge"),
        ("LMU", "lokale MED-udvalg"),
        ("øk", "Økonomiudvalget"),
        ("SDQ", "Strengths and Difficulties Questionnaire"),
    ],
)
def test_an_abbreviation_is_told_in_the_first_line(service: Service, short: str, long: str) -> None:
    """Compounds give several letters, and the question may be in small ones."""
    answer = abbreviations.reply(f"Hvad står {short} for?", service.index.catalogue)
    assert answer is not None
    assert answer.status == "answered"
    assert long in answer.text.split("\n")[0]
    assert trusted(answer, service.index)


def test_an_abbreviation_that_no_document_explains_is_left_to_others(service: Service) -> None:
    """NEXUS is used and never explained; XYZ does not occur."""
    for short in ("NEXUS", "XYZ"):
        assert abbreviations.reply(f"Hvad står {short} for?", service.index.catalogue) is None


@pytest.fixture
def glossary(index: Index, tmp_path: Path) -> Index:
    """Documents that explain abbreviations each in its own way."""
    folder = tmp_path / "forkortelser"
    folder.mkdir()
    texts = {
        "a": "Havnen har et Fælles Vandråd (FVR), som mødes hver måned med byens fiskere.",
        "b": "FVR står for Fynske Vandløbsråd i denne tekst om åer og bække.",
        "c": "ICT, dvs. Indsats for Cykler og Tog, er byens nye plan for trafikken.",
        "d": "Vi bruger PLK (Parkernes Lokale Klub) til at passe de mange bede i parken.",
        "e": "Byens gartnere har købt en traktor (GTK) og en lille bil til parkens veje.",
        "f": "Foreningen af nuværende og tidligere rorgængere (FTR) holder fest hvert år.",
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(f"# Papir {name}\n\n{text}\n", "utf-8")
    Reading(index).run([folder])
    return index


def test_long_forms_stand_in_many_ways(glossary: Index) -> None:
    """In brackets before or after, after "dvs.", and with words left out."""
    for short, long in [
        ("ICT", "Indsats for Cykler og Tog"),
        ("PLK", "Parkernes Lokale Klub"),
        ("FTR", "Foreningen af nuværende og tidligere rorgængere"),
    ]:
        [found] = abbreviations.definitions(glossary.catalogue, short)
        assert found.long == long
        text = glossary.catalogue.text(found.document_id) or ""
        assert long in text[found.start : found.end]
        assert short in text[found.start : found.end]
    assert not abbreviations.definitions(glossary.catalogue, "GTK")


def test_what_documents_explain_differently_is_told_for_each(glossary: Index) -> None:
    answer = abbreviations.reply("Hvad står FVR for?", glossary.catalogue)
    assert answer is not None
    assert {c.document_id for c in answer.citations} == {"a", "b"}
    assert "Fælles Vandråd" in answer.text
    assert "Fynske Vandløbsråd" in answer.text
    only = abbreviations.reply("Hvad står FVR for?", glossary.catalogue, ["b"])
    assert only is not None
    assert {c.document_id for c in only.citations} == {"b"}


# -- overviews ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "documents"),
    [
        ("Hvad handler planen om?", {"vesthimmerland-udviklingsplan"}),
        ("hvad handlr planen om", {"vesthimmerland-udviklingsplan"}),
        ("Giv mig et overblik over Faxes strategi", {"faxe-udviklingsstrategi"}),
        ("Giv mig et overblik over planen i Faxe", {"faxe-udviklingsstrategi"}),
        ("Opsummer årsberetningen", {"randers-aarsberetning-2022"}),
        ("Kort fortalt, hvad står der i statussen fra Norddjurs?", {"norddjurs-status-2024"}),
        (
            "Hvad går strategien ud på?",
            {"faxe-udviklingsstrategi", "randers-udviklingsstrategi"},
        ),
        ("Hvad handler den seneste strategi om?", {"faxe-udviklingsstrategi"}),
        ("Hvad indeholder strategien 2020-23?", {"randers-udviklingsstrategi"}),
        ("What is the annual report about?", {"randers-aarsberetning-2022"}),
    ],
)
def test_a_document_is_told_of_as_a_whole(
    service: Service, asked: str, documents: set[str]
) -> None:
    """Ten cited lines at most, shared among the documents that are meant."""
    answer = told(service, asked)
    assert answer is not None
    assert answer.status == "answered"
    assert {citation.document_id for citation in answer.citations} == documents
    assert 4 <= len(stating(answer)) <= 10
    assert trusted(answer, service.index)


def test_an_overview_names_purpose_and_themes(service: Service) -> None:
    """The title and what it says of itself first, then the parts in order."""
    answer = told(service, "Giv mig et overblik over udviklingsplanen i Vesthimmerland")
    assert answer is not None
    first, *rest = stating(answer)
    assert first.startswith("**Udviklingsplan 2022-2026")
    assert "Planen samler" in first
    themes = [line for line in rest if line.startswith("- **Tema ")]
    assert [line[9] for line in themes] == list("123456")
    assert "1.1. Børnesyn og mindset" in themes[0]


@pytest.mark.parametrize(
    "asked",
    [
        "Giv mig et overblik over skolefravær",
        "Giv mig et overblik over temaerne i planen",
        "Hvad handler tema 3 i planen om?",
        "Hvad siger planen om fravær?",
        "Hvad siger Faxes strategi om børn og unge?",
        "Hvad handler Barnets Lov om?",
        "Hvad handler beredskabsplanen om?",
        "Hvad handler planen i Skive om?",
        "Hvad handler strategien Vores Vesthimmerland om?",
        "Hvad er planen for fravær?",
        "Hvad handler den om?",
    ],
)
def test_a_subject_is_no_document(service: Service, asked: str) -> None:
    """What is said of a subject, or of a paper that is only mentioned, is for the search."""
    assert told(service, asked) is None


def test_a_table_without_headings_is_told_by_its_groups(index: Index, tmp_path: Path) -> None:
    """What the first column joins is a part, and the rows are what it holds."""
    table = (
        "| Spor | Tiltag | Status |\n|---|---|---|\n"
        "| Havnen | Nye både | Er købt i maj. |\n| Havnen | Ny kran | Er sat op. |\n"
        "| Skoven | Flere stier | Er på vej. |\n"
    )
    body = f"---\ntitle: Status for byen\nkind: status\n---\n\n# Status for byen\n\n{table}"
    (tmp_path / "status.md").write_text(body, "utf-8")
    Reading(index).run([tmp_path])
    answer = overview.reply("Hvad står der i statussen?", "da", index.catalogue)
    assert answer is not None
    assert trusted(answer, index)
    assert "**Havnen** – Nye både; Ny kran" in answer.text
    assert "**Skoven** – Flere stier" in answer.text


def test_many_fitting_documents_share_the_lines(index: Index, tmp_path: Path) -> None:
    """The newest are told of, and the others counted."""
    for year in range(2010, 2018):
        head = f"---\ntitle: Havneplan {year}\nkind: plan\npublished: {year}\n---\n\n"
        body = (
            f"# Havneplan {year}\n\n## Formål\n\nPlanen beskriver, hvordan byens havn skal se ud "
            "om ti år.\n\n## Både\n\nDer skal være plads til hundrede nye både i havnen.\n"
        )
        (tmp_path / f"plan-{year}.md").write_text(head + body, "utf-8")
    Reading(index).run([tmp_path])
    answer = overview.reply("Hvad handler planen om?", "da", index.catalogue)
    assert answer is not None
    assert len(stating(answer)) == 10
    assert trusted(answer, index)
    assert "Havneplan 2017" in answer.text
    assert "Havneplan 2012" not in answer.text
    assert answer.text.split("\n")[-1].startswith("_3 dokumenter mere passer.")
    latest = overview.reply("Hvad handler den nyeste plan om?", "da", index.catalogue)
    assert latest is not None
    assert {c.title for c in latest.citations} == {"Havneplan 2017"}


def test_an_empty_index_holds_nothing_to_tell(index: Index) -> None:
    """Nothing is invented where there is nothing."""
    assert holdings.reply("Hvilke dokumenter har du?", "da", index.catalogue) is None
    assert overview.reply("Hvad handler planen om?", "da", index.catalogue) is None
    assert abbreviations.reply("Hvad står CPP for?", index.catalogue) is None
    assert reference.meant("planen", index.catalogue.entries()) == []
