"""The register's pictures over HTTP, as SVG and PNG, for a page or a report."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, FastAPI, Query, Request, Response

from assistant.busy import one_of_few
from assistant.drawings import Crossing, ThemeMaps, timetable_of
from assistant.pictures.theme_map import theme_map
from assistant.pictures.timetable import timetable
from assistant.pictures.written import Format
from assistant.scope import Filters
from assistant.service import Service
from assistant.strategy_api import Asked, Short, Text, events, filters
from assistant.wire import Problem

router = APIRouter(
    prefix="/api/v1",
    tags=["strategy"],
    responses={422: {"model": Problem}, 503: {"model": Problem}},
)
Tongue = Annotated[Literal["da", "en"], Query(alias="lang")]
_MEDIA: dict[Format, str] = {"svg": "image/svg+xml", "png": "image/png"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
"""A picture that is opened by itself is a page of ours: nothing in it may run."""


def install(app: FastAPI) -> None:
    """Give ``app``, which has its service, the pictures."""
    service: Service = app.state.service
    app.state.maps = ThemeMaps(service.index, service.strategy)
    app.include_router(router)


@router.get("/themes.svg", response_class=Response)
@router.get("/themes.png", response_class=Response)
def themes(
    request: Request,
    query: Annotated[list[Text] | None, Query()] = None,
    organisation: Short = "",
    document: Short = "",
    language: Tongue = "da",
) -> Response:
    """A map: how many themes cover each ``query``; without one, who works with each theme."""
    within = filters(organisation, document)
    with one_of_few(request):
        found = crossing(request, query or [], within)
        drawn = theme_map(found.picture(language), _format(request))
    return _file(request, drawn, "temaer")


@router.get("/timeline.svg", response_class=Response)
@router.get("/timeline.png", response_class=Response)
def timeline(request: Request, asked: Asked, language: Tongue = "da") -> Response:
    """The timetable as a picture, by organisation."""
    service: Service = request.app.state.service
    today = datetime.now().astimezone().date().isoformat()
    with one_of_few(request):
        table = timetable_of(
            events(service, asked), language, query=asked.query, begins=asked.begins,
            ends=asked.ends, today=today,
        )  # fmt: skip
        drawn = timetable(table, _format(request))
    return _file(request, drawn, "tidsplan")


def crossing(request: Request, topics: list[str], within: Filters) -> Crossing:
    """The map of ``topics``, or of the register where there are none."""
    maps: ThemeMaps = request.app.state.maps
    wanted = [topic for topic in topics if topic.strip()]
    return maps.topics(wanted, within) if wanted else maps.register(within)


def _format(request: Request) -> Format:
    return "png" if request.url.path.endswith(".png") else "svg"


def _file(request: Request, body: bytes, name: str) -> Response:
    fmt = _format(request)
    headers = {
        "content-disposition": f'inline; filename="{name}.{fmt}"',
        "content-security-policy": _POLICY,
        "cache-control": "no-store",
    }
    return Response(body, media_type=_MEDIA[fmt], headers=headers)
