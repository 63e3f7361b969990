"""Errors as RFC 9457 problems. What a person can act on is said; what is inside stays inside."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answering import NoModel
from assistant.comparing import NoTopic
from assistant.drafting import NoSubject
from assistant.drafts.editing import BadEdit
from assistant.drafts.errors import BadPeriod, NotHeld
from assistant.drafts.store import Damaged, Stale
from assistant.library import Fixed, Unknown
from assistant.timeline import BadBound
from ingest.errors import Refused, StrategiError

_log = logging.getLogger("strategi")
_OOPS = "Der opstod en fejl. Prøv igen, og se serverens log, hvis den bliver ved."
_STATUS: tuple[tuple[type[StrategiError], int], ...] = (
    (Unknown, 404),
    (NotHeld, 404),
    (Fixed, 409),
    (Stale, 409),
    (NoModel, 409),
    (Refused, 422),
    (BadBound, 422),
    (NoTopic, 422),
    (NoSubject, 422),
    (BadPeriod, 422),
    (BadEdit, 422),
    (Damaged, 500),
    (StrategiError, 503),
)


def problem(status: int, detail: str) -> JSONResponse:
    """A problem response."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def status_of(error: Exception) -> int:
    """The HTTP status of one of our errors."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""
    app.add_exception_handler(StrategiError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Unexpected)


async def _ours(_: Request, error: Exception) -> JSONResponse:
    return problem(status_of(error), str(error))


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    place = ".".join(str(part) for part in first.get("loc", ())[1:])
    return problem(
        422, f"{place}: {first.get('msg', 'ugyldig')}. Se formatet på /docs.".lstrip(": ")
    )


async def _http(_: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    if status == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "Adressen findes ikke. Se dem, der gør, på /docs."
    return problem(status, detail)


class Unexpected:
    """The last resort.

    Not an exception handler: Starlette would pass the error on to the log, and its message may
    hold what somebody asked.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a problem where nothing has been answered yet."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - whatever it is, its insides stay inside
            note(error, str(scope.get("path", "")))
            if scope["type"] == "http" and not begun:
                await problem(500, _OOPS)(scope, receive, send)


def note(error: Exception, path: str) -> None:
    """Log the kind and the place of an error, never its message."""
    _log.error("%s at %s", type(error).__name__, path)
