"""Two editions of one paper: what is new, changed and gone, and what is neither."""

from __future__ import annotations

import io
import random
import time
from dataclasses import replace

import docx
import pytest
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.editions import Change, Edition, changes, editions, same_paper
from ingest import readers
from ingest.document import Metadata
from ingest.records import Entry, Source

HEADS = ("Spor", "Tiltag", "Ansvarlig", "Status pr. februar 2024")
ROWS = [
    ("Trivsel", "Trivselslog i alle dagtilbud", "Karen Holm", "I gang. Ni dagtilbud er med."),
    ("", "Samtaler ved overgang til skole", "Jens Bach", "Planlagt til maj 2024"),
    ("", "Legepladser i ferierne", "Ida Friis", "Ikke begyndt"),
    ("Fravær", "Fraværsteam med familiebehandler", "Lis Toft", "Afsluttet"),
    ("", "Digital dannelse på 5. årgang", "Bo Kjær", "I gang siden januar 2024"),
]


def edition(data: str | bytes, name: str = "status.md") -> Edition:
    raw = data.encode() if isinstance(data, str) else data
    document = readers.read(raw, name)
    return Edition(document.text, document.elements, document.sections)


def word(
    rows: list[tuple[str, ...]],
    heads: tuple[str, ...] = HEADS,
    heading: str = "Status på tiltag",
    prose: tuple[str, ...] = (),
) -> Edition:
    """A Word file; an empty first cell is merged with the one above."""
    document = docx.Document()
    document.add_heading(heading, 1)
    for text in prose:
        document.add_paragraph(text)
    table = document.add_table(1 + len(rows), len(heads))
    for row, cells in zip(table.rows, (heads, *rows), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for index, row in enumerate(rows, 1):
        if not row[0]:
            table.cell(index - 1, 0).merge(table.cell(index, 0))
    file = io.BytesIO()
    document.save(file)
    return edition(file.getvalue(), "status.docx")


def markdown(rows: list[tuple[str, ...]], heads: tuple[str, ...] = HEADS) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def told(old: Edition, new: Edition) -> list[tuple[str, str, str]]:
    """Kind, old words and new words of each change."""
    return [
        (c.kind, old.text[slice(*c.old)] if c.old else "", new.text[slice(*c.new)] if c.new else "")
        for c in changes(old, new)
    ]


def test_a_status_table_row_by_row() -> None:
    """One row new, one gone, one status changed, one only set anew; a merged group's first goes."""
    rows = list(ROWS)
    rows[4] = ("", "Digital  dannelse på\n5. årgang", "BO KJÆR", "I gang – siden januar 2024.")
    rows[1] = ("Trivsel", rows[1][1], rows[1][2], "Planlagt til juni 2024")
    rows.insert(4, ("", "Aftenklub for de ældste", "Per Lund", "Ny fra august 2024"))
    del rows[0]
    found = told(word(ROWS), word(rows))
    assert [(kind, old.count("\n"), new.count("\n")) for kind, old, new in found] == [
        ("gone", 3, 0), ("changed", 0, 0), ("new", 0, 3),
    ]  # fmt: skip
    assert "Trivselslog i alle dagtilbud" in found[0][1]
    assert found[1][1:] == ("Planlagt til maj 2024", "Planlagt til juni 2024")
    assert "Aftenklub for de ældste" in found[2][2]
    assert "Spor: Fravær" in found[2][2]


def test_rows_that_moved_are_no_change() -> None:
    """Within their group and with it."""
    groups = [("Fravær", *ROWS[4][1:]), ("", *ROWS[3][1:]), ROWS[0], ROWS[2], ROWS[1]]
    assert told(word(ROWS), word(groups)) == []


def test_a_running_number_tells_a_place_and_is_no_change() -> None:
    heads = ("Nr.", "Tiltag", "Status")
    rows = [("1", "Cykelværksted", "I gang"), ("2", "Musikhold", "Afsluttet")]
    later = [("1", "Svømning", "Ny"), ("2", "Cykelværksted", "I gang"), ("3", *rows[1][1:])]
    found = told(edition(markdown(rows, heads)), edition(markdown(later, heads)))
    assert [(kind, "Svømning" in new) for kind, _, new in found] == [("new", True)]


def test_a_renamed_row_is_changed_and_not_another() -> None:
    rows = [*ROWS[:2], ("", "Legepladser og haver i ferierne", "Ida Friis", "Ikke begyndt"),
            *ROWS[3:]]  # fmt: skip
    assert told(word(ROWS), word(rows)) == [
        ("changed", "Legepladser i ferierne", "Legepladser og haver i ferierne")
    ]


def test_rows_that_differ_by_their_figure_are_different_rows() -> None:
    """Skole 3 goes and Skole 9 comes; but the one budget of a year becomes the next year's."""
    heads = ("Enhed", "Status")
    rows = [(f"Skole {n}", "Åben") for n in (1, 2, 3)] + [("Budget 2023", "12 mio. kr.")]
    later = [(f"Skole {n}", "Åben") for n in (1, 2, 9)] + [("Budget 2024", "12 mio. kr.")]
    found = told(edition(markdown(rows, heads)), edition(markdown(later, heads)))
    assert sorted(found) == [
        ("changed", "Budget 2023", "Budget 2024"),
        ("gone", "Enhed: Skole 3\nStatus: Åben", ""),
        ("new", "", "Enhed: Skole 9\nStatus: Åben"),
    ]


def test_heads_and_merged_groups_are_told_once() -> None:
    """Every row repeats them, and only who wrote the paper changed one thing."""
    heads = (*HEADS[:3], "Status pr. september 2024")
    rows = [("Trivsel og ro", *ROWS[0][1:]), *ROWS[1:]]
    assert told(word(ROWS), word(rows, heads)) == [
        ("changed", "Trivsel", "Trivsel og ro"),
        ("changed", "Status pr. februar 2024", "Status pr. september 2024"),
    ]


def test_of_a_long_cell_the_sentence_that_differs() -> None:
    rows = [(*ROWS[0][:3], "I gang. Elleve dagtilbud er med. Evalueres i 2025."), *ROWS[1:]]
    assert told(word(ROWS), word(rows)) == [
        ("changed", "Ni dagtilbud er med.", "Elleve dagtilbud er med."),
        ("new", "", "Evalueres i 2025."),
    ]


def test_a_cell_that_was_empty() -> None:
    """A head that both tables have is never taken for another."""
    heads = ("Tiltag", "Bemærkning", "Status")
    rows = [("Cykelværksted", "Låner lokale", ""), ("Musikhold", "", "Afsluttet")]
    later = [("Cykelværksted", "", "I gang"), ("Musikhold", "", "Afsluttet")]
    later.append(("Kor", "Søger leder", "Ny"))
    found = told(edition(markdown(rows, heads)), edition(markdown(later, heads)))
    assert [change for change in found if "Kor" not in change[2]] == [
        ("new", "", "I gang"),
        ("gone", "Låner lokale", ""),
    ]


PROSE = """# Plan for børn 2022-26

## 1. Baggrund

Byrådet vedtog planen i maj 2022. Der er 12 skoler i kommunen.

- Hver skole har et trivselsteam.
- Forældre inddrages tidligt.

## 2. Ledelse

Lederne mødes hver måned om de vigtigste opgaver.

## 3. Økonomi

Der er afsat 1,5 mio. kr. om året til arbejdet med fællesskaber.
"""


def test_prose_section_by_section() -> None:
    """A figure, a sentence new, one gone, a heading that was renamed, a section that is new."""
    later = (
        PROSE.replace("12 skoler", "11 skoler")
        .replace(
            "## 2. Ledelse", "## 2. Ny mad\n\nAlle køkkener laver mad fra bunden.\n\n## 3. Ledelse"
        )
        .replace("3. Økonomi", "4. Økonomi og personale")
        .replace("- Forældre inddrages tidligt.\n", "")
        .replace("vigtigste opgaver.", "vigtigste opgaver. Mødet er åbent for tillidsfolk.")
        .replace("2022-26", "2026-30")
    )
    assert told(edition(PROSE), edition(later)) == [
        ("changed", "Plan for børn 2022-26", "Plan for børn 2026-30"),
        ("changed", "Der er 12 skoler i kommunen.", "Der er 11 skoler i kommunen."),
        ("gone", "- Forældre inddrages tidligt.", ""),
        ("new", "", "2. Ny mad"),
        ("new", "", "Alle køkkener laver mad fra bunden."),
        ("new", "", "Mødet er åbent for tillidsfolk."),
        ("changed", "3. Økonomi", "4. Økonomi og personale"),
    ]


def test_what_is_only_set_anew_is_no_change() -> None:
    """Line ends, hyphens, dashes, case, quotation marks, the order of sections."""
    first, background, *rest = PROSE.split("\n## ")
    later = "\n## ".join([first, *rest, background + "\n"])
    later = later.replace("fællesskaber", "fælles\u00adskaber").replace("er 12", "er  12")
    later = later.replace("trivselsteam", "Trivsels-team").replace("i maj 2022", "i\nmaj 2022")
    assert told(edition(PROSE), edition(later)) == []
    assert told(edition("Se § 3 – “ny” aftale."), edition('se § 3 - "Ny" aftale')) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Der er 1,5 stilling.", "Der er 15 stillinger."),
        ("Rummet er 12 m².", "Rummet er 12 m³."),
        ("Væksten er -3 %.", "Væksten er 3 %."),
        ("Perioden er 2022-25.", "Perioden er 2022-26."),
        ("Prisen er 100 kr.", "Prisen er 100 €."),
        ("Målet er nået.", "Målet er ikke nået."),
        ("1. maj åbner huset for alle.", "2. maj åbner huset for alle."),
    ],
)
def test_what_means_something_else_is_a_change(old: str, new: str) -> None:
    assert [kind for kind, *_ in told(edition(old), edition(new))] == ["changed"]


def test_a_section_under_another_name_is_known_by_its_words() -> None:
    found = told(edition(PROSE), edition(PROSE.replace("2. Ledelse", "2. Samarbejde på tværs")))
    assert found == [("changed", "2. Ledelse", "2. Samarbejde på tværs")]


def test_a_table_that_became_prose() -> None:
    """Its rows are gone and the sentences are new."""
    table = edition(f"# Status\n\n{markdown(ROWS[:1])}\n")
    text = edition("# Status\n\nKaren Holm har ansvaret for loggen. Arbejdet går godt.\n")
    assert [kind for kind, *_ in told(table, text)] == ["gone", "new", "new"]
    assert [kind for kind, *_ in told(text, table)] == ["gone", "gone", "new"]


def test_what_is_said_of_marked_changes_is_not_compared() -> None:
    """Struck out and coloured in a Word file: the edition before says nothing of it."""
    document = docx.Document()
    opening = document.add_paragraph("Huset åbner ")
    opening.add_run("i april").font.strike = True
    opening.add_run("i maj").font.color.rgb = RGBColor(255, 0, 0)
    opening.add_run(" for alle børn og unge i byen.")
    file = io.BytesIO()
    document.save(file)
    marked = edition(file.getvalue(), "status.docx")
    assert "[udgået: i april]" in marked.text
    assert told(edition("Huset åbner i maj for alle børn og unge i byen."), marked) == []


THINGS = (
    "Cykelværksted Musikhold Svømmehal Bibliotek Fraværsteam Køkkenhave Legestue Ungeråd "
    "Sommerlejr Lektiecafé Tandpleje Naturskole Idrætsdag Forældrekursus Mentorordning Besøgsven"
).split()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(THINGS), unique=True, min_size=2, max_size=16),
    st.data(),
    st.randoms(use_true_random=False),
)
def test_rows_that_come_and_go_are_found_exactly(
    names: list[str], data: st.DataObject, order: random.Random
) -> None:
    """Whatever their order, and nothing else is."""
    gone = data.draw(st.sets(st.sampled_from(names), max_size=len(names) - 1))
    new = data.draw(st.sets(st.sampled_from(THINGS)).map(lambda s: s - set(names)))
    later = [name for name in names if name not in gone] + sorted(new)
    order.shuffle(later)
    heads = ("Tiltag", "Status")
    old, young = [
        edition(markdown([(name, f"I gang med {name.lower()}") for name in held], heads))
        for held in (names, later)
    ]
    found = told(old, young)
    assert {o.split("\n")[0][8:] for kind, o, _ in found if kind == "gone"} == gone
    assert {n.split("\n")[0][8:] for kind, _, n in found if kind == "new"} == new
    assert len(found) == len(gone) + len(new)


WORDS = st.text(alphabet="aæå1. \n#|-*’,²", max_size=120)


@settings(deadline=None, max_examples=80)
@given(WORDS, WORDS)
def test_spans_lie_in_their_texts_and_a_paper_is_itself(one: str, other: str) -> None:
    """Of any text; what is new has no old place, what is gone no new one."""
    a, b = edition(f"Ord {one}", "a.md"), edition(f"Ord {other}", "b.md")
    assert changes(a, a) == []
    for change in changes(a, b):
        for span, text in ((change.old, a.text), (change.new, b.text)):
            assert span is None or (0 <= span[0] < span[1] <= len(text))
        places = (change.old is not None, change.new is not None)
        assert (
            places
            == {"new": (False, True), "changed": (True, True), "gone": (True, False)}[change.kind]
        )


def test_long_papers_that_have_nothing_in_common_are_compared_quickly() -> None:
    """Near-linear: twice 800 sentences and 200 rows of words drawn anew."""
    draw = random.Random(5)  # noqa: S311 - words, not secrets

    def paper() -> Edition:
        def words(count: int) -> str:
            return " ".join(
                "".join(draw.choices("aeioudrnstlkgmbf", k=draw.randint(3, 9)))
                for _ in range(count)
            ).capitalize()

        text = "\n\n".join(f"{words(12)}." for _ in range(800))
        rows = [(words(3), words(2), words(8)) for _ in range(200)]
        return edition(f"# Plan\n\n{text}\n\n{markdown(rows, ('Tiltag', 'Hvem', 'Status'))}")

    old, new = paper(), paper()
    start = time.perf_counter()
    assert len(changes(old, new)) > 1900
    assert time.perf_counter() - start < 5


def entry(name: str, title: str, **known: str) -> Entry:
    metadata = replace(
        Metadata(title=title, organisation="Solbjerg Kommune", kind="status"), **known
    )
    return Entry(name, metadata, Source(f"{name}.docx", "", "folder", "", ""), (), "", 1)


FEBRUARY = entry("a", "Status på børneområdet, februar 2024")
SEPTEMBER = entry("b", "Status på børneområdet – september 2024")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (FEBRUARY, SEPTEMBER),
        (entry("a", "Udviklingsplan 2022-26"), entry("b", "Udviklingsplan 2026-2030")),
        (entry("b", "Årsberetning", period="2022"), entry("a", "Årsberetning", period="2023")),
        (entry("a", "Plan", published="2023-04-01"), entry("b", "Plan", published="2023-05")),
        (entry("a", "Politik for natur, udkast"), entry("b", "Politik for natur")),
        (entry("a", "Politik for natur, version 2"), entry("b", "Politik for natur, version 10")),
        (entry("a", "Status 1. kvartal 2024"), entry("b", "Status 3. kvartal 2024")),
        (entry("a", "Den gamle plan"), entry("b", "Noget nyt", supersedes="Den gamle plan")),
        (entry("a", "Plan", organisation="X"), entry("b", "Mål", supersedes="a.docx")),
    ],
)
def test_which_of_two_editions_is_the_older(older: Entry, newer: Entry) -> None:
    """By what says so, or by the dates and words in what is else one title."""
    assert same_paper(older, newer) == same_paper(newer, older) == (older, newer)
    assert editions([newer, older]) == [(older.id, newer.id)]


@pytest.mark.parametrize(
    "other",
    [
        FEBRUARY,
        entry("b", "Status på ældreområdet, september 2024"),
        entry("b", "Status på børneområdet, september 2024", organisation="Faxe Kommune"),
        entry("b", "Status på børneområdet, september 2024", kind="strategi"),
        entry("b", "Status på børneområdet, februar 2024"),
        entry("b", "Status på børneområdet del 2, september 2024"),
        entry("b", "September 2024"),
    ],
)
def test_what_is_no_other_edition(other: Entry) -> None:
    """The same one, another subject, organisation, kind or part, or nothing to tell them by."""
    assert same_paper(FEBRUARY, other) is None
    assert editions({FEBRUARY.id: FEBRUARY, other.id: other}.values()) == []


def test_editions_of_many_documents_are_chains() -> None:
    """Each with the next; what others say of themselves comes first."""
    years = [entry(f"y{year}", f"Årsberetning {year}") for year in (2021, 2019, 2020)]
    plans = [entry("p1", "Børneplan 2018"), entry("p2", "Trivselsplan", supersedes="p1")]
    assert editions([*years, *plans, FEBRUARY]) == [
        ("p1", "p2"), ("y2019", "y2020"), ("y2020", "y2021"),
    ]  # fmt: skip


def test_a_change_says_what_it_is() -> None:
    old, new = edition("Huset er åbent i maj."), edition("Huset er lukket i maj.")
    assert changes(old, new) == [Change("changed", (0, 21), (0, 22))]
