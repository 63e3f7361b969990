"""Drafts: every sentence from a source, each statement where it belongs, and a plain word else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.shared import RGBColor
from hashed import HashedEmbedder

from assistant.asking import Assistant
from assistant.checking import check
from assistant.composing.composer import Composer
from assistant.drafts import markdown
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Draft, Part, PartName, Sentence, Table
from assistant.drafts.errors import BadPeriod, NotHeld
from assistant.library import Library, Unknown
from assistant.service import Service
from assistant.strategy import Strategy
from ingest.index import Index
from ingest.settings import Settings

NOW = datetime(2025, 1, 15, 9, tzinfo=UTC)
SUBJECTS = (
    "implementering af Barnets Lov i Norddjurs",
    "skolefravær i Vesthimmerland",
    "ny organisering i Randers",
    "rekruttering og fastholdelse i Vesthimmerland",
    "ledelsestilsyn i Norddjurs",
    "inddragelse af børn og unge i Faxe",
)
LENGTHS = ("short", "medium", "long")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Service]:
    """The product over an empty folder that a test fills."""
    folder = tmp_path / "papers"
    folder.mkdir()
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        settings = Settings(corpus=folder, data=tmp_path / "data")
        yield Service(settings, index, Assistant(index), Library(index, folder), warm=True)


def compose(service: Service, asked: DraftAsked | str, now: datetime = NOW) -> Draft:
    asked = DraftAsked(asked) if isinstance(asked, str) else asked
    composer = Composer(service.index, Strategy(service.index), service.settings.organisation)
    return composer.compose(asked, draft_id="x", now=now)


def read(service: Service, **papers: str) -> None:
    for name, text in papers.items():
        (service.settings.corpus / f"{name}.md").write_text(text, encoding="utf-8")
    service.library.read()


def part(draft: Draft, name: PartName) -> Part:
    return next(one for one in draft.parts if one.name == name)


def said(draft: Draft, name: PartName, *, origin: str = "cited") -> list[str]:
    """The sentences of a part, its table left out."""
    blocks = [block for block in part(draft, name).blocks if not isinstance(block, Table)]
    lines = Part(name, "", tuple(blocks)).lines()
    return [one.text for line in lines for one in line if one.origin == origin and not one.strong]


def remarks(draft: Draft, name: PartName) -> list[str]:
    return said(draft, name, origin="remark")


def table(draft: Draft) -> Table:
    return next(one for one in part(draft, "status").blocks if isinstance(one, Table))


def cells(draft: Draft) -> list[list[str]]:
    return [[" ".join(one.text for one in cell) for cell in row] for row in table(draft).rows]


def flat(text: str) -> str:
    return " ".join(re.sub(r"[⁰¹²³⁴-⁹]+", "", text).split()).casefold()


def hold(service: Service, draft: Draft) -> None:
    """Every sentence is cited, every quote exact, and nothing said that its quotes do not say."""
    quotes = {one.number: one for one in draft.citations}
    for citation in draft.citations:
        text = service.library.open(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
    assert [one.number for one in draft.citations] == list(range(1, len(draft.citations) + 1))
    for sentence in draft.sentences():
        if sentence.origin == "remark":
            assert not sentence.marks
            continue
        assert sentence.origin == "cited"
        assert sentence.marks
        cited = [quotes[mark].quote for mark in sentence.marks]
        assert is_in(sentence, cited), sentence
        assert check(sentence.text, cited).carried, sentence


def is_in(sentence: Sentence, quotes: list[str]) -> bool:
    """Whether the words are the quotes' own: a full stop and where a name is cut may be ours."""
    words = flat(sentence.text).removesuffix(" …").rstrip(" .:;,")
    return any(words in flat(quote) for quote in quotes)


# -- over real papers -----------------------------------------------------------------------------


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_sentence_of_a_draft_is_its_sources(
    service: Service, subject: str, length: str
) -> None:
    """Over the product's own documents."""
    draft = compose(service, DraftAsked(subject, length=length))  # type: ignore[arg-type]
    hold(service, draft)
    assert draft.title.casefold().endswith(subject.casefold())
    assert {one.name for one in draft.parts} >= {"background", "done", "status", "next", "open"}
    assert all(one.blocks for one in draft.parts)
    assert draft.citations


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_sentence_of_a_draft_of_the_real_papers_is_its_sources(
    real: Service, subject: str, length: str
) -> None:
    """Over the five real documents."""
    draft = compose(real, DraftAsked(subject, length=length))  # type: ignore[arg-type]
    hold(real, draft)
    assert len(draft.citations) >= 5


@pytest.mark.parametrize(
    "subject",
    [
        "cykelstier", "skolefravær i Aarhus", "ældrepleje i Randers", "parkeringsafgifter",
        "klimatilpasning af kloakker", "hvordan bager man rugbrød", "?", "bike lanes",
        "Hvordan går det?",
    ],
)  # fmt: skip
def test_what_the_documents_do_not_hold_gives_no_draft(service: Service, subject: str) -> None:
    """A plain word, and what to do."""
    with pytest.raises(NotHeld, match="siger ikke noget om"):
        compose(service, subject)


def test_an_english_subject_is_understood(service: Service) -> None:
    """The draft is of the Danish papers."""
    draft = compose(service, "school absence in Vesthimmerland")
    hold(service, draft)
    assert {one.organisation for one in draft.citations} == {"Vesthimmerlands Kommune"}


def test_themes_of_the_register_are_told_of_whole(service: Service) -> None:
    """A theme that is picked brings those below it, and nothing else."""
    themes = service.index.catalogue.themes()
    parent = next(one for one in themes if one.theme.number.rstrip(".") == "2.1")
    draft = compose(service, DraftAsked(themes=(parent.id,)))
    hold(service, draft)
    assert "2.1" in draft.title
    inside = range(parent.theme.start, parent.theme.end)
    assert {one.document_id for one in draft.citations} == {parent.document_id}
    told = [mark for name in ("done", "status", "next") for line in part(draft, name).lines()
            for one in line for mark in one.marks]  # fmt: skip
    assert told
    assert all(draft.citations[mark - 1].start in inside for mark in told)


def test_a_theme_that_is_not_there_is_said_so(service: Service) -> None:
    """A mistyped id is no empty draft."""
    with pytest.raises(Unknown, match="intet tema"):
        compose(service, DraftAsked(themes=("intet:sted",)))


# -- where each statement belongs -----------------------------------------------------------------

STATUS = """# Status på ungeindsatsen, juni 2024

Sandby Kommune

Byrådet vedtog i marts 2023 en plan for ungeindsatsen, fordi flere unge stod uden uddannelse.

| Spor | Tiltag | Ansvarlig | Tidsplan | Status |
| --- | --- | --- | --- | --- |
| Ungeindsatsen | Ungeguide til alle over 15 år | Ungechefen | Opstart august 2024 | \
Der er i maj 2024 ansat tre ungeguider. Guiderne begynder på skolerne i august 2024. \
Evalueringen af ungeguiderne er udskudt til marts 2025. |
| Ungeindsatsen | Fælles visitation i ungeindsatsen | | Opstart januar 2025 | \
Der er planlagt en fælles visitation for unge. Et nyt lokale er endnu ikke fundet. |
"""


def test_each_statement_stands_where_it_belongs(own: Service) -> None:
    """Done, coming, open: by what is said, not by where it stood."""
    read(own, status=STATUS)
    draft = compose(
        own, DraftAsked("ungeindsatsen", length="long"), datetime(2024, 7, 1, tzinfo=UTC)
    )
    hold(own, draft)
    told = [*said(draft, "done"), *(" ".join(row) for row in cells(draft))]
    assert any("ansat tre ungeguider" in one for one in told)
    coming = " ".join(said(draft, "next"))
    assert "Opstart januar 2025" in coming
    assert "Ungechefen." in coming
    assert "Ansvarlig:" in remarks(draft, "next")
    assert not any("ansat tre" in one for one in said(draft, "next"))
    late = " ".join([*said(draft, "open"), *(" ".join(row) for row in cells(draft))])
    assert "udskudt til marts 2025" in late
    assert any("flere unge stod uden uddannelse" in one for one in said(draft, "background"))


def test_deadlines_that_have_passed_are_told_apart(own: Service) -> None:
    """By the day on which the draft is made."""
    read(own, status=STATUS)
    before = compose(own, "ungeindsatsen", datetime(2024, 7, 1, tzinfo=UTC))
    after = compose(own, "ungeindsatsen", datetime(2025, 6, 1, tzinfo=UTC))
    assert not any("passeret" in one for one in remarks(before, "next"))
    assert "Disse datoer er passeret:" in remarks(after, "next")
    assert "Status mangler for de datoer, der er passeret." in remarks(after, "open")
    assert sum("Opstart" in one for one in said(after, "next")) == 2


def test_whom_nobody_names_is_an_open_point(own: Service) -> None:
    """A measure without anyone responsible is said to have none."""
    read(own, status=STATUS)
    draft = compose(own, "ungeindsatsen")
    assert "Dokumenterne nævner ingen ansvarlig for:" in remarks(draft, "open")
    assert any("Fælles visitation" in one for one in said(draft, "open"))
    assert not any("Ungeguide til alle" in one for one in said(draft, "open"))


def test_a_part_without_a_source_says_so(own: Service) -> None:
    """It is not filled in."""
    read(
        own,
        plan="# Plan for fritid 2024\n\nSandby Kommune\n\n| Indsats | Handlinger |\n| --- | --- |\n"
        "| Fritidspas | Alle børn får et fritidspas. |\n",
    )
    draft = compose(own, "fritidspas")
    hold(own, draft)
    assert remarks(draft, "done") == ["Dokumenterne siger ikke, hvad der er gjort."]
    assert "Dokumenterne siger ikke, hvor langt arbejdet er." in remarks(draft, "status")


def test_a_plan_that_was_carried_out_is_told_as_done(own: Service) -> None:
    """A status that grows downwards says first what was planned."""
    read(
        own,
        status="# Status på familiehuset, maj 2024\n\nSandby Kommune\n\n| Tiltag | Status |\n"
        "| --- | --- |\n| Familiehuset bygges ud | Der er planlagt ansættelse af to psykologer i "
        "familiehuset.<br>Der er pr. april 2024 ansat to psykologer i familiehuset. |\n",
    )
    draft = compose(own, "familiehuset")
    hold(own, draft)
    everything = markdown.text(draft)
    assert "ansat to psykologer" in everything
    assert "planlagt ansættelse" not in everything


def test_a_period_keeps_what_happened_in_it(own: Service) -> None:
    """By the dates of the statements."""
    read(
        own,
        beretning="# Beretning om tandplejen\n\nSandby Kommune\n\n## Tandplejen\n\nTandplejen fik "
        "en ny klinik i maj 2022. Tandplejen blev lagt sammen med sundhedsplejen i marts 2023.\n",
    )
    of_2022 = compose(own, DraftAsked("tandplejen", period="2022"))
    of_all = compose(own, "tandplejen")
    assert said(of_2022, "done") == ["Tandplejen fik en ny klinik i maj 2022."]
    assert len(said(of_all, "done")) == 2
    assert "Perioden 2022." in of_2022.byline


@pytest.mark.parametrize(
    "asked",
    [
        DraftAsked("fravær", period="engang"),
        DraftAsked("fravær", since="15/3"),
    ],
)
def test_a_period_that_is_none_is_refused(service: Service, asked: DraftAsked) -> None:
    """With how to write one."""
    with pytest.raises(BadPeriod, match="Skriv den som"):
        compose(service, asked)


def test_of_several_organisations_each_is_named(own: Service) -> None:
    """Whose words they are stands before them."""
    for name in ("Sandby", "Engby"):
        read(
            own,
            **{
                name.lower(): f"# Sundhedspolitik\n\n{name} Kommune\n\n## Søvn\n\n"
                f"{name} holdt i maj 2024 en uge om søvn for alle skoler.\n"
            },
        )
    draft = compose(own, "søvn")
    hold(own, draft)
    assert {"Sandby Kommune:", "Engby Kommune:"} <= set(remarks(draft, "done"))
    alone = compose(own, DraftAsked("søvn", organisation="engby"))
    assert remarks(alone, "done") == []
    assert {one.organisation for one in alone.citations} == {"Engby Kommune"}


def test_a_date_has_one_form(service: Service) -> None:
    """However it was written, a date is compared and kept as one."""
    draft = compose(service, DraftAsked("skolefravær", since="20240531"))
    assert draft.asked.since == "2024-05-31"


def test_an_organisation_without_documents_is_said_so(service: Service) -> None:
    """It is not the subject that is missing."""
    with pytest.raises(NotHeld, match="ingen dokumenter fra 'Hillerød'"):
        compose(service, DraftAsked("skolefravær", organisation="Hillerød"))


def test_a_period_of_which_nothing_is_said_gives_no_draft(service: Service) -> None:
    """What comes later is not of it."""
    with pytest.raises(NotHeld, match="i perioden 1999"):
        compose(service, DraftAsked("skolefravær", period="1999"))


def test_a_picked_theme_of_which_nothing_is_told_is_named(own: Service) -> None:
    """It does not vanish from the draft."""
    read(
        own,
        plan="# Plan\n\nSandby Kommune\n\n| Tiltag | Handlinger | Økonomi |\n| --- | --- | --- |\n"
        "| Læsehjælp | Der ansættes to læsevejledere. | |\n| Madordning | | Det sædvanlige. |\n",
    )
    themes = own.index.catalogue.themes()
    assert [one.theme.title for one in themes] == ["Læsehjælp", "Madordning"]
    draft = compose(own, DraftAsked(themes=tuple(one.id for one in themes)))
    hold(own, draft)
    assert "Dokumenterne siger ikke mere om:" in remarks(draft, "open")
    assert "Madordning" in said(draft, "open")


@pytest.mark.parametrize("other", ["ny organisation i Randers", "den nye organisering i Randers"])
def test_two_nouns_of_one_verb_are_one_subject(service: Service, other: str) -> None:
    """The papers may say organisering where somebody asks for the organisation."""
    draft = compose(service, other)
    hold(service, draft)
    assert len(draft.citations) >= 6


def test_whom_it_is_for_is_said_and_heard(service: Service) -> None:
    """Those who do the work are spoken to more plainly; another reader is named as given."""
    staff = compose(service, DraftAsked(SUBJECTS[1], audience="medarbejdere"))
    board = compose(service, DraftAsked(SUBJECTS[1], audience="forældrerådet"))
    assert "til medarbejderne" in staff.byline
    assert "til forældrerådet" in board.byline
    headings = [[one.heading for one in draft.parts] for draft in (staff, board)]
    assert headings[0] != headings[1]
    assert "Hvad der nu skal ske" in headings[0]


# -- what is new since last time ------------------------------------------------------------------


def edition(month: str, rows: str) -> str:
    return (
        f"---\norganisation: Sandby Kommune\npublished: 2024-{month}\n---\n"
        f"# Status på skoleområdet, 2024-{month}\n\n| Tiltag | Tidsplan | Status |\n"
        f"| --- | --- | --- |\n{rows}"
    )


def test_two_editions_tell_what_is_new_moved_finished_and_gone(own: Service) -> None:
    """Of the subject alone, with what stood before."""
    read(
        own,
        status_marts=edition(
            "03",
            "| Fraværsteam mod skolefravær | Opstart maj 2024 | Fraværsteamet er ved at blive "
            "sat sammen. |\n"
            "| Vejledning om skolefravær | Klar juni 2024 | Vejledningen skrives. |\n"
            "| Forældrekaffe om skolefravær | Hver måned | Der er holdt kaffe to gange. |\n"
            "| Kantinens åbningstid | Maj 2024 | Kantinen er lukket. |\n",
        ),
        status_september=edition(
            "09",
            "| Fraværsteam mod skolefravær | Opstart november 2024 | Fraværsteamet er ved at blive "
            "sat sammen. |\n"
            "| Vejledning om skolefravær | Klar juni 2024 | Vejledningen er afsluttet i juni 2024. "
            "|\n"
            "| Sms til forældre ved skolefravær | Opstart august 2024 | Ordningen er begyndt på to "
            "skoler. |\n"
            "| Kantinens åbningstid | Juni 2024 | Kantinen er åben igen. |\n",
        ),
    )
    draft = compose(own, DraftAsked("skolefravær", length="long"))
    hold(own, draft)
    news = markdown.text(draft).split("## Nyt siden sidst")[1].split("\n## ")[0]
    kinds = re.split(r"_(Nyt|Afsluttet|Flyttet|Ændret|Udgået):_", news)
    told = dict(zip(kinds[1::2], kinds[2::2], strict=True))
    assert "Ordningen er begyndt" in told["Nyt"]
    assert "Vejledningen er afsluttet" in told["Afsluttet"]
    assert "_Før:_ Vejledningen skrives." in told["Afsluttet"]
    assert "Opstart november 2024" in told["Flyttet"]
    assert "_Før:_ Opstart maj 2024" in told["Flyttet"]
    assert "kaffe" in told["Udgået"]
    assert "Kantinen" not in news
    # The older edition tells of what changed, and of nothing else.
    assert "maj 2024" not in markdown.text(draft).replace(news, "")


def test_an_older_edition_never_speaks_for_the_newer(own: Service) -> None:
    """What the newer has dropped is told as gone, though the older alone says it."""
    row = "| Ordblindetest i 3. klasse | Opstart maj 2024 | Testen er ved at blive valgt. |\n"
    other = "| Skolehaver | Opstart maj 2024 | Haverne er ved at blive gravet. |\n"
    read(own, status_marts=edition("03", row + other), status_september=edition("09", other))
    draft = compose(own, "ordblindetest")
    hold(own, draft)
    told = markdown.text(draft)
    assert "_Udgået:_" in told
    assert told.count("ved at blive valgt") == 1
    with pytest.raises(NotHeld):
        compose(own, DraftAsked("ordblindetest", since="2024-12-01"))


def test_a_column_of_dates_is_a_timetable_whatever_it_is_called(own: Service) -> None:
    """Papers have names of their own for it."""
    read(
        own,
        plan="# Plan for it\n\nSandby Kommune\n\n| Tiltag | Etape | Status |\n| --- | --- | --- |\n"
        "| Ny telefoni | Forår 2026 | Udbuddet er ved at blive skrevet. |\n",
    )
    draft = compose(own, "telefoni")
    hold(own, draft)
    assert "Forår 2026" in " ".join(cells(draft)[0])
    assert any("Forår 2026" in one for one in said(draft, "next"))


def test_what_a_document_marks_as_changed_is_new(own: Service) -> None:
    """A status paper says in red what is new since last time."""
    paper = WordDocument()
    paper.add_heading("Status på lektiecaféen, september 2024", 1)
    paper.add_paragraph("Sandby Kommune")
    old = "Lektiecaféen holder åbent hver tirsdag på biblioteket i Sandby midtby. "
    line = paper.add_paragraph(old * 3)
    new = line.add_run("Lektiecaféen er i august 2024 flyttet til skolen.")
    new.font.color.rgb = RGBColor(0xFF, 0, 0)
    paper.save(str(own.settings.corpus / "lektier.docx"))
    own.library.read()
    draft = compose(own, "lektiecaféen")
    hold(own, draft)
    assert said(draft, "changes") == ["Lektiecaféen er i august 2024 flyttet til skolen."]


def test_a_date_tells_what_has_happened_since(own: Service) -> None:
    """What was done on that day or later; and where there is nothing, that is said."""
    read(own, status=STATUS)
    draft = compose(own, DraftAsked("ungeindsatsen", since="2024-04-01"))
    assert said(draft, "changes") == ["Der er i maj 2024 ansat tre ungeguider."]
    later = compose(own, DraftAsked("ungeindsatsen", since="2024-12-01"))
    assert remarks(later, "changes") == [
        "Dokumenterne siger ikke, hvad der er nyt om emnet siden da."
    ]
    plain = compose(own, "ungeindsatsen")
    assert "changes" not in [one.name for one in plain.parts]


# -- words of documents ---------------------------------------------------------------------------


def test_signs_of_a_document_do_nothing_in_the_draft(own: Service) -> None:
    """Markdown, tables and bracketed digits of a source are its words and nothing more."""
    read(
        own,
        status="# Status på svømning, maj 2024\n\nSandby Kommune\n\n"
        "| Tiltag | Status |\n| --- | --- |\n"
        "| Svømning | Svømning er sat i gang \\| i maj 2024 \\[99\\] \\*nu\\* "
        "![x](http://example.org/x.png). |\n",
    )
    text = markdown.text(compose(own, "svømning"))
    assert r"\[99\]" in text
    assert "![x](" not in text
    assert re.search(r"(?<!\\)\[99\]", text) is None
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {3}


def test_the_file_lists_each_source_with_its_place_and_quote(service: Service) -> None:
    """Document, section, page and quote of every mark."""
    draft = compose(service, SUBJECTS[0])
    sources = markdown.file(draft).split("## Kilder")[1]
    for citation in draft.citations:
        assert f"[{citation.number}] " in sources
    assert sources.count("»") == len(draft.citations)


def test_a_measure_that_names_the_kind_of_thing_is_told_of(service: Service) -> None:
    """The theme that covers school absence calls it absence."""
    draft = compose(service, "skolefravær")
    rows = [row[0] for row in cells(draft)]
    assert any("højt fravær" in name for name in rows)


# -- what is about the subject, and what only looks like it ----------------------------------------


def test_a_compound_is_no_kind_of_what_it_happens_to_end_with(own: Service) -> None:
    """The end of one word may be another word; but skolefravær is a kind of fravær."""
    read(
        own,
        a="# Notat\n\nSandby Kommune\n\nAntallet af underretninger er steget siden 2022.\n",
        b="# Strategi\n\nSandby Kommune\n\nRetningen er lagt for de næste år i Sandby.\n",
        c="# Skolen\n\nSandby Kommune\n\nSkolefravær er stigende i Sandby. Skole og hjem taler "
        "sammen om fravær hver uge.\n",
    )
    reports = compose(own, "underretninger")
    assert {one.document_id for one in reports.citations} == {"a"}
    absence = markdown.text(compose(own, "skolefravær"))
    assert "taler sammen om fravær" in absence


def test_a_status_is_told_to_its_end(own: Service) -> None:
    """What stands last may have overtaken what says the subject."""
    read(
        own,
        status="# Status på tiltag, juni 2024\n\nSandby Kommune\n\n| Tiltag | Status |\n"
        "| --- | --- |\n| Ny it | Der er indgået aftale om ny tolkeordning i maj 2023.<br>"
        "Samarbejdet er afbrudt i august 2023. |\n",
    )
    draft = compose(own, DraftAsked("tolkeordning", length="short"))
    hold(own, draft)
    assert "afbrudt i august 2023" in " ".join(cells(draft)[0])


def test_what_is_finished_has_no_deadlines(own: Service) -> None:
    """Its timetable is no list of what was missed."""
    read(
        own,
        status="# Status på tiltag\n\nSandby Kommune\n\n| Tiltag | Tidsplan | Status |\n"
        "| --- | --- | --- |\n| Læsevejleder på alle skoler | "
        "Opstart august 2023, færdig juni 2024 | "
        "Ordningen med læsevejleder er gennemført og afsluttet. |\n",
    )
    draft = compose(own, "læsevejleder")
    hold(own, draft)
    assert remarks(draft, "next") == ["Dokumenterne siger ikke, hvad der skal ske nu."]
    assert "Status mangler for de datoer, der er passeret." not in remarks(draft, "open")


def test_plans_of_a_period_that_has_ended_are_told_apart(own: Service) -> None:
    """An old plan is not told as what comes."""
    read(
        own,
        plan="---\nperiod: 2019-2021\n---\n# Plan for motion\n\nSandby Kommune\n\n"
        "Der skal etableres motion i alle skoler.\n",
    )
    draft = compose(own, "motion")
    hold(own, draft)
    assert "Dette stod i planer, hvis periode er udløbet:" in remarks(draft, "next")
    earlier = compose(own, "motion", datetime(2020, 1, 1, tzinfo=UTC))
    assert remarks(earlier, "next") == []


def test_a_paper_that_is_named_for_the_subject_is_told_of(own: Service) -> None:
    """Though its sentences do not say it again."""
    read(
        own,
        plan="# Handleplan mod ensomhed\n\nSandby Kommune\n\nFrivillige har besøgt 40 ældre siden "
        "marts 2024. Der skal ansættes en koordinator i 2026.\n",
    )
    draft = compose(own, "ensomhed")
    hold(own, draft)
    assert any("besøgt 40 ældre" in one for one in said(draft, "done"))
    assert any("koordinator" in one for one in said(draft, "next"))


def test_a_foreign_name_is_looked_up_as_it_is_written(own: Service) -> None:
    """A name that reads as English is not translated away."""
    read(
        own,
        notat="# Notat om metoder\n\nSandby Kommune\n\nSigns of Safety er indført i alle teams i "
        "2023.\n",
    )
    draft = compose(own, "Signs of Safety")
    hold(own, draft)
    assert any("indført i alle teams" in one for one in said(draft, "done"))


def test_an_item_says_what_its_lead_in_says(own: Service) -> None:
    """A bullet below "I 2026 vil vi:" is planned."""
    read(
        own,
        plan="# Legepladser\n\nSandby Kommune\n\n## Legepladser\n\nI 2026 vil kommunen:\n\n"
        "- nye legepladser i tre byer\n- mere skygge på de gamle legepladser\n",
    )
    draft = compose(own, "legepladser")
    hold(own, draft)
    assert any("mere skygge" in one.lower() for one in said(draft, "next"))


def test_nothing_is_said_twice(own: Service) -> None:
    """A sentence that two papers share stands once."""
    line = "Der er i maj 2024 ansat en forfatter på biblioteket i Sandby."
    read(
        own,
        a=f"# Notat a\n\nSandby Kommune\n\n{line}\n",
        b=f"# Notat b\n\nSandby Kommune\n\n{line}\n",
    )
    text = markdown.text(compose(own, "forfatter på biblioteket"))
    assert text.count("ansat en forfatter") == 1
