"""Errors in OpenAI's shape. What a person can act on is said; what is inside stays inside."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from assistant import problems
from assistant.answering import NoModel
from assistant.openai.wire import ErrorOut, FaultOut
from ingest.errors import StrategiError

_OOPS = "Der opstod en fejl. Prøv igen, og se serverens log, hvis den bliver ved."
_LONGEST = 300
"""Characters of an echoed name."""


class Rejected(StrategiError):
    """A request that cannot be met; ``param`` names the field that is wrong."""

    def __init__(
        self, message: str, param: str | None = None, code: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.param = param
        self.code = code
        self.status = status


class OpenAIRoute(APIRoute):
    """A route whose errors are all of OpenAI's shape, whatever their cause."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, and its errors."""
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handler(request)
            except Exception as error:  # noqa: BLE001 - whatever it is, its insides stay inside
                status, told = fault(error, str(request.scope["path"]))
                return JSONResponse(told.model_dump(), status_code=status)

        return handled


def fault(error: Exception, path: str) -> tuple[int, ErrorOut]:
    """The HTTP status of an error and what is said of it; one of the inside is logged by kind."""
    match error:
        case Rejected():
            return _error(error.status, str(error), error.param, error.code)
        case RequestValidationError():
            return _invalid(error)
        # Not the 409 of ask: the official clients would try that again.
        case NoModel():
            return _error(400, str(error), "mode", "no_language_model")
        case StrategiError():
            return _error(problems.status_of(error), str(error))
        case HTTPException():
            return _error(error.status_code, "Forespørgslen kan ikke læses. Send gyldig JSON.")
    problems.note(error, path)
    return _error(500, _OOPS)


def shown(name: str) -> str:
    """A name of the caller's own, fit to be repeated."""
    return name[:_LONGEST].encode("utf-8", "replace").decode()


def _error(
    status: int, message: str, param: str | None = None, code: str | None = None
) -> tuple[int, ErrorOut]:
    ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = "server_error" if ours else "invalid_request_error"
    told = FaultOut.model_validate(
        {"message": message, "type": kind, "param": param, "code": code},
    )
    return status, ErrorOut(error=told)


def _invalid(error: RequestValidationError) -> tuple[int, ErrorOut]:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _error(400, "Forespørgslen er ikke gyldig JSON.")
    param = _param(first["loc"][1:], error.body) or None
    what = f"Feltet '{param}'" if param else "Forespørgslen"
    if first["type"] == "missing":
        return _error(400, f"{what} mangler. Se formatet på /docs.", param)
    return _error(400, f"{what} har ikke den rette form: {first['msg']}. Se /docs.", param)


def _param(steps: tuple[str | int, ...], body: object) -> str:
    """A place as OpenAI writes it (``messages[0].role``), without the names of the forms tried."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            body = body[step] if isinstance(body, list) and step < len(body) else None
            path += f"[{step}]"
        elif isinstance(body, dict):
            body = body.get(step)
            path += f".{shown(step)}" if path else shown(step)
    return path
