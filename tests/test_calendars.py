"""The timetable as a calendar and as a sheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest

from assistant.answer import Citation
from assistant.calendars import calendar, table
from assistant.timeline import Event

STAMP = datetime(2025, 3, 1, 8, 30, tzinfo=UTC)
QUOTE = "Huset åbner i 2. kvartal 2026; så er der fest, taler\nog kage."
EVENT = Event(
    start="2026-04-01",
    end="2026-06-30",
    precision="quarter",
    expression="2. kvartal 2026",
    label="Nyt værested",
    document_id="værestedsplan",
    organisation="Sydby Kommune",
    citation=Citation(
        1, "værestedsplan", "Værestedsplan", "Sydby Kommune", ("Steder", "Huset"), 7, 10, 70, QUOTE
    ),
)


def read(*events: Event) -> list[icalendar.Event]:
    made = icalendar.Calendar.from_ical(calendar(events, stamp=STAMP))
    return list(made.walk("VEVENT"))


def test_an_event_lasts_all_its_days_and_ends_on_the_day_after() -> None:
    (entry,) = read(EVENT)
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (
        date(2026, 4, 1),
        date(2026, 7, 1),
    )
    assert str(entry["summary"]) == "Nyt værested (Sydby Kommune)"
    assert entry.categories == ["Sydby Kommune"]
    assert entry.decoded("dtstamp") == STAMP


def test_an_event_makes_nobody_busy() -> None:
    (entry,) = read(EVENT)
    assert str(entry["transp"]) == "TRANSPARENT"


def test_an_event_tells_what_it_rests_on() -> None:
    (entry,) = read(EVENT)
    assert str(entry["description"]) == f"»{QUOTE}«\n\nVærestedsplan › Steder › Huset › side 7"


@pytest.mark.parametrize(
    ("start", "end", "summary", "day"),
    [
        ("2026-08-01", None, "fra: Nyt værested (Sydby Kommune)", date(2026, 8, 1)),
        (None, "2025-12-31", "til: Nyt værested (Sydby Kommune)", date(2025, 12, 31)),
    ],
)
def test_an_open_period_stands_on_the_day_that_is_known(
    start: str | None, end: str | None, summary: str, day: date
) -> None:
    (entry,) = read(replace(EVENT, start=start, end=end))
    assert str(entry["summary"]) == summary
    assert entry.decoded("dtstart") == day
    assert (entry.decoded("dtend") - day).days == 1


def test_the_same_events_give_the_same_calendar_and_each_its_own_name() -> None:
    other = replace(EVENT, start="2027-01-01", end="2027-12-31")
    assert calendar([EVENT, other], stamp=STAMP) == calendar([EVENT, other], stamp=STAMP)
    assert len({str(entry["uid"]) for entry in read(EVENT, other)}) == 2


def test_a_calendar_keeps_its_name_and_its_lines_short() -> None:
    written = calendar([EVENT], stamp=STAMP)
    assert b"X-WR-CALNAME:Strategi: tidsplan\r\n" in written
    assert b"PRODID:" in written
    assert max(map(len, written.split(b"\r\n"))) <= 75


def test_a_sheet_has_a_row_an_event_and_a_mark_that_excel_knows() -> None:
    written = table([EVENT])
    assert written.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")
    assert row == {
        "Fra": "2026-04-01",
        "Til": "2026-06-30",
        "Præcision": "kvartal",
        "Skrevet som": "2. kvartal 2026",
        "Hvad": "Nyt værested",
        "Organisation": "Sydby Kommune",
        "Dokument": "Værestedsplan",
        "Afsnit": "Steder › Huset",
        "Side": "7",
        "Citat": QUOTE,
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_a_sheet_would_reckon_with_is_made_text(sign: str) -> None:
    written = table([replace(EVENT, label=f"{sign}HYPERLINK(1)")])
    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")
    assert row["Hvad"] == f"'{sign}HYPERLINK(1)"
