"""The strategy questions over HTTP: themes and timetable, also as calendar, sheet and picture."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant import calendars
from assistant.busy import one_of_few
from assistant.comparing import NoTopic
from assistant.scope import Filters
from assistant.service import Service
from assistant.strategy_wire import (
    CompareIn,
    CompareOut,
    EventOut,
    ThemeOut,
    ThemesOut,
    TimelineOut,
)
from assistant.timeline import Event
from assistant.wire import MOST_CHARS, Problem

router = APIRouter(
    prefix="/api/v1",
    tags=["strategy"],
    responses={422: {"model": Problem}, 503: {"model": Problem}},
)
Text = Annotated[str, Query(max_length=MOST_CHARS)]
Short = Annotated[str, Query(max_length=200)]


@router.get("/themes")
def themes(
    request: Request, query: Text = "", organisation: Short = "", document: Short = ""
) -> ThemesOut:
    """The themes that cover ``query``, best first; without one the whole register."""
    with one_of_few(request):
        found = _service(request).strategy.themes(query, _filters(organisation, document))
    return ThemesOut(themes=[ThemeOut.of(one) for one in found])


@router.get("/timeline")
def timeline(  # noqa: PLR0913, PLR0917 - one parameter each, as the contract has them
    request: Request,
    query: Text = "",
    organisation: Short = "",
    document: Short = "",
    begins: Annotated[str, Query(alias="from", max_length=10)] = "",
    ends: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> TimelineOut:
    """What happens when, by the dates that the documents write; ``from`` and ``to`` are ISO."""
    found = _events(request, query, _filters(organisation, document), begins, ends)
    return TimelineOut(events=[EventOut.of(one) for one in found])


@router.get("/timeline.ics", response_class=Response)
def timeline_calendar(  # noqa: PLR0913, PLR0917 - as above
    request: Request,
    query: Text = "",
    organisation: Short = "",
    document: Short = "",
    begins: Annotated[str, Query(alias="from", max_length=10)] = "",
    ends: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Response:
    """The timetable as a calendar (iCalendar)."""
    found = _events(request, query, _filters(organisation, document), begins, ends)
    body = calendars.calendar(found, stamp=_read_at(request, found))
    return _file(body, "text/calendar", "tidsplan.ics")


@router.get("/timeline.csv", response_class=Response)
def timeline_sheet(  # noqa: PLR0913, PLR0917 - as above
    request: Request,
    query: Text = "",
    organisation: Short = "",
    document: Short = "",
    begins: Annotated[str, Query(alias="from", max_length=10)] = "",
    ends: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Response:
    """The timetable as a sheet (CSV), one event a line."""
    found = _events(request, query, _filters(organisation, document), begins, ends)
    return _file(calendars.table(found).encode(), "text/csv", "tidsplan.csv")


@router.post("/compare", responses={404: {"model": Problem}})
def compare(request: Request, body: CompareIn) -> CompareOut:
    """A topic side by side; of two editions of one paper also what differs.

    The topic may be empty where two editions are compared.
    """
    topic = " ".join(body.topic.split())
    if not topic and len(body.documents or ()) != 2:
        raise NoTopic("Skriv et emne i 'topic', eller nævn to dokumenter i 'documents'.")
    with one_of_few(request):
        found = _service(request).comparing.compare(
            topic, body.organisations or (), body.documents or ()
        )
    return CompareOut.of(found)


def _file(body: bytes, media_type: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=f"{media_type}; charset=utf-8", headers=disposition)


def _events(request: Request, query: str, filters: Filters, begins: str, ends: str) -> list[Event]:
    with one_of_few(request):
        return _service(request).strategy.timeline(query, filters, begins, ends)


def _read_at(request: Request, events: list[Event]) -> datetime:
    """When the newest of the documents behind ``events`` was read."""
    ids = {event.document_id for event in events}
    read = [e.ingested_at for e in _service(request).library.entries() if e.id in ids]
    return datetime.fromisoformat(max(read, default="1970-01-01T00:00:00+00:00"))


def _filters(organisation: str, document: str) -> Filters:
    return Filters(
        documents=(document,) if document else (),
        organisations=(organisation,) if organisation else (),
    )


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
