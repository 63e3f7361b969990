"""Errors as RFC 9457 problems. What a person can act on is said; what is inside stays inside."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.library import Fixed, Unknown
from ingest.errors import Refused, StrategiError

_log = logging.getLogger("strategi")
_STATUS: tuple[tuple[type[StrategiError], int], ...] = (
    (Unknown, 404),
    (Fixed, 409),
    (Refused, 422),
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


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""
    app.add_exception_handler(StrategiError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _ours(_: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return problem(status, str(error))


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


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    # The kind and the address, never the message: it may hold what somebody asked.
    _log.error("%s at %s", type(error).__name__, request.scope.get("path", ""))
    return problem(500, "Der opstod en fejl. Prøv igen, og se serverens log, hvis den bliver ved.")
