"""The strategy questions over HTTP: themes and timetable, also as calendar, sheet and picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

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


@dataclass(frozen=True)
class Span:
    """Which events are asked for; ``begins`` and ``ends`` are ISO dates, months or years."""

    query: str = ""
    organisation: str = ""
    document: str = ""
    begins: str = ""
    ends: str = ""

    @property
    def filters(self) -> Filters:
        """The documents that are meant."""
        return filters(self.organisation, self.document)


def asked_for(
    query: Text = "",
    organisation: Short = "",
    document: Short = "",
    begins: Annotated[str, Query(alias="from", max_length=10)] = "",
    ends: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Span:
    """The parameters of a timetable's addresses."""
    return Span(query, organisation, document, begins, ends)


Asked = Annotated[Span, Depends(asked_for)]


@router.get("/themes")
def themes(
    request: Request, query: Text = "", organisation: Short = "", document: Short = ""
) -> ThemesOut:
    """The themes that cover ``query``, best first; without one the whole register."""
    with one_of_few(request):
        return found_themes(_service(request), query, filters(organisation, document))


@router.get("/timeline")
def timeline(request: Request, asked: Asked) -> TimelineOut:
    """What happens when, by the dates that the documents write; ``from`` and ``to`` are ISO."""
    with one_of_few(request):
        found = events(_service(request), asked)
    return TimelineOut(events=[EventOut.of(one) for one in found])


@router.get("/timeline.ics", response_class=Response)
def timeline_calendar(request: Request, asked: Asked) -> Response:
    """The timetable as a calendar (iCalendar)."""
    with one_of_few(request):
        body = calendar(_service(request), asked)
    return _file(body, "text/calendar", "tidsplan.ics")


@router.get("/timeline.csv", response_class=Response)
def timeline_sheet(request: Request, asked: Asked) -> Response:
    """The timetable as a sheet (CSV), one event a line."""
    with one_of_few(request):
        body = sheet(_service(request), asked)
    return _file(body, "text/csv", "tidsplan.csv")


@router.post("/compare", responses={404: {"model": Problem}})
def compare(request: Request, body: CompareIn) -> CompareOut:
    """A topic side by side; of two editions of one paper also what differs.

    The topic may be empty where two documents are named.
    """
    with one_of_few(request):
        return compared(_service(request), body)


def found_themes(service: Service, query: str, within: Filters) -> ThemesOut:
    """The themes that cover ``query``, or all of them."""
    found = service.strategy.themes(query, within)
    return ThemesOut(themes=[ThemeOut.of(one) for one in found])


def events(service: Service, asked: Span) -> list[Event]:
    """The events that are asked for.

    Raises:
        BadBound: a bound is no date.
    """
    return service.strategy.timeline(asked.query, asked.filters, asked.begins, asked.ends)


def calendar(service: Service, asked: Span) -> bytes:
    """The same as a calendar; its stamp is when the newest document behind it was read."""
    found = events(service, asked)
    ids = {event.document_id for event in found}
    read = [entry.ingested_at for entry in service.library.entries() if entry.id in ids]
    stamp = datetime.fromisoformat(max(read, default="1970-01-01T00:00:00+00:00"))
    return calendars.calendar(found, stamp=stamp)


def sheet(service: Service, asked: Span) -> bytes:
    """The same as a sheet."""
    return calendars.table(events(service, asked)).encode()


def compared(service: Service, body: CompareIn) -> CompareOut:
    """A topic, or two documents, side by side.

    Raises:
        NoTopic: there is neither.
        Unknown: a document that is named is not there.
    """
    topic = " ".join(body.topic.split())
    if not topic and len(body.documents or ()) != 2:
        raise NoTopic("Skriv et emne, eller nævn to dokumenter.")
    found = service.comparing.compare(topic, body.organisations or (), body.documents or ())
    return CompareOut.of(found)


def filters(organisation: str, document: str) -> Filters:
    """The documents of one organisation, or one document."""
    return Filters(
        documents=(document,) if document else (),
        organisations=(organisation,) if organisation else (),
    )


def _file(body: bytes, media_type: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=f"{media_type}; charset=utf-8", headers=disposition)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
