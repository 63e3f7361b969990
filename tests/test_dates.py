"""Dates and periods as Danish documents write them, as intervals."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import dates, readers
from ingest.blocks import Block, Heading, Note, Paragraph, Row
from ingest.document import Document, Metadata, compose

Expected = tuple[str, str, str, str]


def paper(*blocks: Block | str, period: str = "", title: str = "") -> Document:
    """A document of ``blocks``, a text being a paragraph."""
    made = [Paragraph(block) if isinstance(block, str) else block for block in blocks]
    return compose(made, Metadata(title=title, period=period))


def found(document: Document) -> list[Expected]:
    return [
        (document.text[slice(*date.expression)], date.first, date.last, date.precision)
        for date in dates.find(document)
    ]


ONE: Sequence[tuple[str, str, str, str, str]] = (
    # Days.
    ("Budgettet vedtages den 9. oktober 2025.", "9. oktober 2025", "2025-10-09", "", "day"),
    ("Godkendt d. 3. juni 2021 af udvalget.", "3. juni 2021", "2021-06-03", "", "day"),
    ("Opgjort pr. 1. januar 2025.", "1. januar 2025", "2025-01-01", "", "day"),
    ("Kvalitetsrapporten er dateret 28.02.2023.", "28.02.2023", "2023-02-28", "", "day"),
    ("Udgave 2024-06-17", "2024-06-17", "2024-06-17", "", "day"),
    ("Frist: 01-09-2024", "01-09-2024", "2024-09-01", "", "day"),
    ("Høringen slutter 5/11-24.", "5/11-24", "2024-11-05", "", "day"),
    ("Mødet er den 5/11 2024.", "5/11 2024", "2024-11-05", "", "day"),
    ("Senest fredag den 12. december 2025", "12. december 2025", "2025-12-12", "", "day"),
    ("Skoleåret slutter 27. jun. 2025.", "27. jun. 2025", "2025-06-27", "", "day"),
    ("Loven gælder fra den 1. juli 2024.", "1. juli 2024", "2024-07-01", "", "day"),
    ("Indsatsen ophører med udgangen af marts 2026.", "udgangen af marts 2026", "2026-03-31", "",
     "day"),
    ("The plan was adopted on 4 June 2024.", "4 June 2024", "2024-06-04", "", "day"),
    ("Signed on March 3rd, 2025", "March 3rd, 2025", "2025-03-03", "", "day"),
    # Months.
    ("Udbuddet går i gang i august 2025.", "august 2025", "2025-08-01", "2025-08-31", "month"),
    ("Tallene er fra februar måned 2024.", "februar måned 2024", "2024-02-01", "2024-02-29",
     "month"),
    ("Evaluering, nov. 2023", "nov. 2023", "2023-11-01", "2023-11-30", "month"),
    ("Ibrugtagning ultimo 2027", "ultimo 2027", "2027-12-01", "2027-12-31", "month"),
    ("Primo 2. kvartal 2026 åbner tilbuddet.", "Primo 2. kvartal 2026", "2026-04-01", "2026-04-30",
     "month"),
    ("I begyndelsen af 2024 var der ti hold.", "begyndelsen af 2024", "2024-01-01", "2024-01-31",
     "month"),
    ("Published in May 2024.", "May 2024", "2024-05-01", "2024-05-31", "month"),
    # Quarters, halves, seasons, years.
    ("Analysen ligger klar i 3. kvt. 2024.", "3. kvt. 2024", "2024-07-01", "2024-09-30", "quarter"),
    ("Q3 2024: pilot", "Q3 2024", "2024-07-01", "2024-09-30", "quarter"),
    ("Afsluttes 2024 Q4", "2024 Q4", "2024-10-01", "2024-12-31", "quarter"),
    ("En status fra andet kvartal 2025 er klar.", "andet kvartal 2025", "2025-04-01", "2025-06-30",
     "quarter"),
    ("i fjerde kvartal af 2022", "fjerde kvartal af 2022", "2022-10-01", "2022-12-31", "quarter"),
    ("Sidste kvartal 2023 blev travlt.", "Sidste kvartal 2023", "2023-10-01", "2023-12-31",
     "quarter"),
    ("1. halvår 2026", "1. halvår 2026", "2026-01-01", "2026-06-30", "half"),
    ("anden halvdel af 2025", "anden halvdel af 2025", "2025-07-01", "2025-12-31", "half"),
    ("the second half of 2025", "second half of 2025", "2025-07-01", "2025-12-31", "half"),
    ("Sommeren 2024 var der lukket.", "Sommeren 2024", "2024-06-01", "2024-08-31", "season"),
    ("Spring 2023 saw a new plan.", "Spring 2023", "2023-03-01", "2023-05-31", "season"),
    ("Byggeriet hviler i vinteren 2023/24.", "vinteren 2023/24", "2023-12-01", "2024-02-29",
     "season"),
    ("vinter 2023", "vinter 2023", "2023-12-01", "2024-02-29", "season"),
    ("Budget 2026", "2026", "2026-01-01", "2026-12-31", "year"),
    ("Målet er nået i år 2030.", "2030", "2030-01-01", "2030-12-31", "year"),
    # Parts of months, and years' middles.
    ("Primo december 2024", "Primo december 2024", "2024-12-01", "2024-12-10", "range"),
    ("medio maj 2025", "medio maj 2025", "2025-05-11", "2025-05-20", "range"),
    ("ultimo februar 2024", "ultimo februar 2024", "2024-02-21", "2024-02-29", "range"),
    ("Medio 2025 gøres der status.", "Medio 2025", "2025-06-01", "2025-07-31", "range"),
    ("mid-2025", "mid-2025", "2025-06-01", "2025-07-31", "range"),
    # Ranges and joined periods.
    ("Sundhedspolitik 2024-28", "2024-28", "2024-01-01", "2028-12-31", "range"),
    ("Aftalen dækker 2025 – 2027.", "2025 – 2027", "2025-01-01", "2027-12-31", "range"),
    ("fra 2023 til 2026", "2023 til 2026", "2023-01-01", "2026-12-31", "range"),
    ("mellem 2022 og 2025", "2022 og 2025", "2022-01-01", "2025-12-31", "range"),
    ("between 2022 and 2025", "2022 and 2025", "2022-01-01", "2025-12-31", "range"),
    ("I perioden 1. maj til 30. september 2024", "1. maj til 30. september 2024", "2024-05-01",
     "2024-09-30", "range"),
    ("den 12.-14. juni 2025", "12.-14. juni 2025", "2025-06-12", "2025-06-14", "range"),
    ("1.1.2024-30.6.2024", "1.1.2024-30.6.2024", "2024-01-01", "2024-06-30", "range"),
    ("November - februar 2025", "November - februar 2025", "2024-11-01", "2025-02-28", "range"),
    ("apr.-sep. 2023", "apr.-sep. 2023", "2023-04-01", "2023-09-30", "range"),
    ("1.-3. kvartal 2024", "1.-3. kvartal 2024", "2024-01-01", "2024-09-30", "range"),
    ("Q1-Q2 2025", "Q1-Q2 2025", "2025-01-01", "2025-06-30", "range"),
    ("maj/juni 2025", "maj/juni 2025", "2025-05-01", "2025-06-30", "range"),
    ("januar, februar og marts 2024", "januar, februar og marts 2024", "2024-01-01", "2024-03-31",
     "range"),
    ("forår og sommer 2025", "forår og sommer 2025", "2025-03-01", "2025-08-31", "range"),
    ("2024, 2025 og 2026", "2024, 2025 og 2026", "2024-01-01", "2026-12-31", "range"),
    ("primo 2025 til medio 2026", "primo 2025 til medio 2026", "2025-01-01", "2026-07-31", "range"),
    ("I skoleåret 2024/25 er der flere hold.", "skoleåret 2024/25", "2024-08-01", "2025-07-31",
     "range"),
    ("uge 8-9 2025", "uge 8-9 2025", "2025-02-17", "2025-03-02", "range"),
    ("efteråret 2022-foråret 2023", "efteråret 2022-foråret 2023", "2022-09-01", "2023-05-31",
     "range"),
    ("Evalueres efteråret 2022/foråret 2023", "efteråret 2022/foråret 2023", "2022-09-01",
     "2023-05-31", "range"),
    ("efterår/forår 2023", "efterår/forår 2023", "2022-09-01", "2023-05-31", "range"),
    ("fra 2024 frem mod 2030", "2024 frem mod 2030", "2024-01-01", "2030-12-31", "range"),
    ("Ved årsskiftet 2024/25", "årsskiftet 2024/25", "2024-12-31", "2025-01-01", "range"),
    ("1/1-31/12 2024", "1/1-31/12 2024", "2024-01-01", "2024-12-31", "range"),
    ("2021/20", "2021/20", "2020-01-01", "2021-12-31", "range"),
)  # fmt: skip
OPEN: Sequence[tuple[str, str, str, str]] = (
    ("Fra 2. halvår 2025 og frem drives det samlet.", "Fra 2. halvår 2025 og frem", "2025-07-01",
     ""),
    ("Beløbet er 2 mio. kr. i 2026 og overslagsårene.", "2026 og overslagsårene", "2026-01-01", ""),
    ("Der måles fra 2025 og fremadrettet.", "fra 2025 og fremadrettet", "2025-01-01", ""),
    ("Siden 2017 er tallet faldet.", "Siden 2017", "2017-01-01", ""),
    ("Ordningen gælder fra august 2025.", "fra august 2025", "2025-08-01", ""),
    ("gælder fra og med 1. marts 2025", "fra og med 1. marts 2025", "2025-03-01", ""),
    ("Puljen løber til udgangen af 2026.", "til udgangen af 2026", "", "2026-12-31"),
    ("Forsøget fortsætter indtil maj 2027.", "indtil maj 2027", "", "2027-05-31"),
    ("Stillingen er bevilget frem til medio 2025.", "frem til medio 2025", "", "2025-07-31"),
    ("Støtten gives til og med 30. juni 2026.", "til og med 30. juni 2026", "", "2026-06-30"),
    ("Open until June 2026.", "until June 2026", "", "2026-06-30"),
    ("from 2026 onwards", "from 2026 onwards", "2026-01-01", ""),
)  # fmt: skip
NONE: Sequence[str] = (
    "Opholdet varer i tre år.",
    "De næste fire år skal der bygges.",
    "Der holdes temadag hvert forår.",
    "Rapporten udkommer årligt i maj.",
    "Der følges op den 1. juni hvert år.",
    "Sagen afgøres efter § 2023.",
    "Jf. lov nr. 2021 om forsøg.",
    "Ring på tlf. 20 23 20 24.",
    "Telefon 2023 2024",
    "Beløbet er 2.023 kr.",
    "Der er afsat 2025 kr. til formålet.",
    "Kommunen har 2024 elever.",
    "CVR-nr. 20242025",
    "Sag 27.00.00-P05-4-2023",
    "I foråret mødes de igen.",
    "I marts mødes de igen.",
    "Senest den 1. i hver måned",
    "Den 31. februar 2023 findes ikke.",
    "32. maj 2024",
    "August Krogh og Maj Hansen sad med.",
    "Bilag 3.4 og 12-14 år",
    "Vi kan løse 3/4 af sagerne.",
    "Halvdelen af de unge og første halvdel af holdet",
    "1990'erne",
    "2000 Frederiksberg",
)


def test_a_date_is_read_as_the_days_that_it_means(subtests: pytest.Subtests) -> None:
    for text, expression, first, last, precision in ONE:
        with subtests.test(text):
            assert found(paper(text)) == [(expression, first, last or first, precision)]


def test_a_period_with_one_end_is_open_at_the_other(subtests: pytest.Subtests) -> None:
    for text, expression, first, last in OPEN:
        with subtests.test(text):
            assert found(paper(text)) == [(expression, first, last, "range")]


@pytest.mark.parametrize("text", NONE)
def test_numbers_durations_and_what_recurs_are_no_dates(text: str) -> None:
    assert found(paper(text)) == []


def test_two_that_do_not_adjoin_are_two_events() -> None:
    text = "Udvalget mødes den 3. februar og den 16. juni 2025, og i august og november."
    assert found(paper(text)) == [
        ("3. februar", "2025-02-03", "2025-02-03", "day"),
        ("16. juni 2025", "2025-06-16", "2025-06-16", "day"),
        ("august", "2025-08-01", "2025-08-31", "month"),
        ("november", "2025-11-01", "2025-11-30", "month"),
    ]


def test_spring_and_autumn_of_a_year_are_two_events() -> None:
    for text in ("Holdet mødes i forår/efterår 2025.", "I efteråret 2024 og foråret 2025"):
        assert len(found(paper(text))) == 2


CUT = (
    ("1. august 2025 -\n31. januar 2026", "2025-08-01", "2026-01-31"),
    ("1. august 2025\ntil 31. januar 2026", "2025-08-01", "2026-01-31"),
    ("1. august 2025 til\nden 31. januar 2026", "2025-08-01", "2026-01-31"),
    ("4. kvartal 2024/\n1. kvartal 2025", "2024-10-01", "2025-03-31"),
    ("forår –\nsommer 2025", "2025-03-01", "2025-08-31"),
    ("31.\njanuar 2026", "2026-01-31", "2026-01-31"),
    ("2. kvartal\n2026", "2026-04-01", "2026-06-30"),
)


def test_a_date_that_a_line_of_a_cell_cuts_is_one(subtests: pytest.Subtests) -> None:
    for text, first, last in CUT:
        with subtests.test(text):
            told = paper(Row(("Tiltag", "Tid"), ("Nyt værested", text)))
            (date,) = dates.find(told)
            assert told.text[slice(*date.expression)] == text
            assert (date.first, date.last) == (first, last)
            assert told.text[slice(*date.context)] == text


def test_dates_of_a_list_and_of_two_cells_stay_apart() -> None:
    listed = paper(Row(("Tiltag", "Tid"), ("Hus", "- maj 2025\n- juli 2025\n2026")))
    assert [date[0] for date in found(listed)] == ["maj 2025", "juli 2025", "2026"]
    cells = paper(Row(("Tiltag", "Fra", "2026"), ("Hus", "maj 2025 -", "venter")))
    assert [date[0] for date in found(cells)] == ["maj 2025", "2026"]


def test_what_is_said_of_marks_is_no_date_of_its_own() -> None:
    """Struck out it no longer holds; new it stands in the text already."""
    told = paper(
        "Huset åbner i maj 2025.",
        Note("[ændret: i maj 2025] [udgået: i juni 2024]"),
        Row(("Tiltag", "Tid", "År"), ("Hus", "maj 2026\n[udgået: maj 2024]", "[udgået: 2023]")),
        Row(("Tiltag", "Tid", "År"), ("Gade", "[ændret: 2027]", "2028")),
    )
    assert [date[0] for date in found(told)] == ["maj 2025", "maj 2026", "2028"]


def test_a_year_that_is_put_off_is_not_open() -> None:
    assert found(paper("Åbningen er udskudt til oktober 2026.")) == [
        ("oktober 2026", "2026-10-01", "2026-10-31", "month")
    ]
    assert found(paper("En undersøgelse fra 2019 viste det samme.")) == [
        ("2019", "2019-01-01", "2019-12-31", "year")
    ]


def test_the_same_period_of_another_year_has_the_months_of_the_one_before() -> None:
    text = "I januar - marts 2024 kom der 40 klager. I samme periode i 2023 kom der 52."
    assert found(paper(text)) == [
        ("januar - marts 2024", "2024-01-01", "2024-03-31", "range"),
        ("samme periode i 2023", "2023-01-01", "2023-03-31", "range"),
    ]


def test_a_year_is_told_by_the_sentence_before_the_document() -> None:
    text = "Arbejdet begyndte i maj 2021, og i juni var det færdigt."
    assert found(paper(text, period="2024"))[1][1] == "2021-06-01"


def test_a_year_is_told_by_the_paragraph_and_then_by_the_document() -> None:
    told = paper(
        "Holdet begyndte i maj 2021. I oktober var det fuldt.",
        "I november kom der flere.",
        "Ved årets udgang var der venteliste.",
        period="2022",
    )
    assert [date.first for date in dates.find(told)] == [
        "2021-05-01",
        "2021-10-01",
        "2022-11-01",
        "2022-12-31",
    ]


def test_a_year_is_told_by_the_section_and_its_heading_where_the_document_has_several() -> None:
    told = paper(
        Heading("Plan for 2026", 1),
        "I marts besluttes det.",
        Heading("Opfølgning", 1),
        "Planen blev til i 2025.",
        "I april blev den sendt rundt.",
        Heading("Bilag", 1),
        "I august mødes vi.",
        period="2025-2028",
    )
    assert [date.first for date in dates.find(told)] == [
        "2026-01-01",
        "2026-03-01",
        "2025-01-01",
        "2025-04-01",
    ]


def test_a_year_of_a_title_or_an_opening_is_the_documents_own() -> None:
    assert found(paper("I efteråret åbner huset.", title="Handleplan 2027"))[0][1] == "2027-09-01"
    opened = paper("Årsberetning 2020", "Indledning", "I efteråret åbnede huset.")
    assert found(opened)[-1][1] == "2020-09-01"


def test_a_date_of_a_cell_has_the_cell_for_its_context() -> None:
    heads = ("Tiltag", "Status pr. 1/2-25", "Tid")
    told = paper(Row(heads, ("Nyt værested", "Er åbnet i marts.", "1. halvår 2025")))
    read = [(told.text[slice(*d.context)], d.first) for d in dates.find(told)]
    assert read == [
        ("Status pr. 1/2-25", "2025-02-01"),
        ("Er åbnet i marts.", "2025-03-01"),
        ("1. halvår 2025", "2025-01-01"),
    ]


def test_a_date_of_a_long_cell_or_of_prose_has_its_sentence() -> None:
    long = "Der arbejdes videre. " * 20 + "Huset åbner i maj 2026. Så holdes der fest."
    for told in (paper(long), paper(Row(("Tiltag", "Status"), ("Værested", long)))):
        (date,) = dates.find(told)
        assert told.text[slice(*date.context)] == "Huset åbner i maj 2026."


def test_figures_of_a_table_are_no_years() -> None:
    heads = ("Skole", "Elever", "Ansatte", "År")
    told = paper(Row(heads, ("Nordskolen", "2013", "140", "2024")))
    assert found(told) == [("2024", "2024-01-01", "2024-12-31", "year")]


@given(st.text(alphabet="0123456789 .,-–/:§'maj ogtilfrdens\xa0\n½", max_size=200))
def test_whatever_is_written_the_dates_are_slices_in_order(text: str) -> None:
    told = paper(text)
    ends = 0
    for date in dates.find(told):
        start, end = date.expression
        assert ends <= start < end <= len(told.text)
        assert date.context[0] <= start
        assert end <= date.context[1]
        assert not date.first or not date.last or date.first <= date.last
        ends = end


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "2023-", "maj og ", "fra ", "(", "primo ", "den 3. og ", "maj -\n", "\n"]
)
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    """A hundred times the text would take ten thousand times the time of a quadratic reader."""
    started = time.monotonic()
    dates.find(paper("x" + piece * (400_000 // len(piece))))
    assert time.monotonic() - started < 20


def test_a_table_of_dates_is_read_so_far_and_no_farther() -> None:
    """A log of thousands of days is no timetable; what stands first is kept."""
    rows = "".join(f"| Dag {n} | {n % 28 + 1}. maj 2024 |\n" for n in range(6000))
    document = readers.read(f"| Hvad | Frist |\n|--|--|\n{rows}".encode(), "log.md")
    found = dates.find(document)
    assert len(found) == 5000
    assert found[0].first == "2024-05-01"
