"""The timetable for other programs: a calendar (iCalendar) and a sheet (CSV)."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import icalendar

from assistant.timeline import Event

_NAME = "Strategi: tidsplan"
_PRODUCT = "-//Strategi//Tidsplan//DA"
_UIDS = uuid.uuid5(uuid.NAMESPACE_URL, "strategi:timeline")
_HEADS = (
    "Fra", "Til", "Præcision", "Skrevet som", "Hvad", "Organisation", "Dokument", "Afsnit", "Side",
    "Citat",
)  # fmt: skip
_PRECISIONS = {
    "day": "dag", "month": "måned", "quarter": "kvartal", "season": "årstid", "half": "halvår",
    "year": "år", "range": "periode",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def calendar(events: Sequence[Event], *, stamp: datetime) -> bytes:
    """``events`` as all-day entries; one with an open end stands on the day that is known.

    ``stamp`` says when what they rest on was read (with its zone), so that the same events give
    the same bytes.
    """
    made = icalendar.Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", _NAME)
    for event in events:
        made.add_component(_entry(event, stamp))
    return bytes(made.to_ical())


def _entry(event: Event, stamp: datetime) -> icalendar.Event:
    first, last = event.start or event.end, event.end or event.start
    entry = icalendar.Event()
    entry.add("uid", str(uuid.uuid5(_UIDS, _place(event))))
    entry.add("dtstamp", stamp)
    entry.add("transp", "TRANSPARENT")  # A plan's dates make nobody busy.
    entry.add("summary", _summary(event))
    entry.add("description", _description(event))
    if event.organisation:
        entry.add("categories", [event.organisation])
    if first and last:
        entry.add("dtstart", date.fromisoformat(first))
        entry.add("dtend", date.fromisoformat(last) + timedelta(days=1))
    return entry


def _place(event: Event) -> str:
    return f"{event.document_id}:{event.citation.start}:{event.start}/{event.end}"


def _summary(event: Event) -> str:
    whose = f" ({event.organisation})" if event.organisation else ""
    which = "" if event.start and event.end else "fra: " if event.start else "til: "
    return f"{which}{event.label}{whose}"


def _description(event: Event) -> str:
    citation = event.citation
    place = [citation.title or event.document_id, *citation.section]
    if citation.page is not None:
        place.append(f"side {citation.page}")
    return f"»{citation.quote}«\n\n{' › '.join(place)}"


def table(events: Sequence[Event]) -> str:
    """``events`` as CSV, as a Danish Excel opens it: a byte-order mark, semicolons between cells.

    What a sheet would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(_HEADS)
    writer.writerows([_guarded(cell) for cell in _row(event)] for event in events)
    return "\ufeff" + written.getvalue()


def _row(event: Event) -> tuple[str, ...]:
    citation = event.citation
    return (
        event.start or "",
        event.end or "",
        _PRECISIONS[event.precision],
        event.expression,
        event.label,
        event.organisation,
        citation.title or event.document_id,
        " › ".join(citation.section),
        "" if citation.page is None else str(citation.page),
        citation.quote,
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
