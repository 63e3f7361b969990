"""Documents that are sent to the API, with word on how far their reading is."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant import problems
from assistant.library import Library
from assistant.service import Service
from assistant.wire import DocumentOut, Problem, ProgressOut
from ingest import readers
from ingest.errors import StrategiError

router = APIRouter(prefix="/api/v1")
_STREAM = "text/event-stream"
_MOST_NEWS = 1000
"""Word that nobody has fetched yet; who reads slowly, or not at all, misses some."""
_OOPS = "Der opstod en fejl. Prøv igen."


@router.post(
    "/documents", status_code=201, response_model=DocumentOut, responses={422: {"model": Problem}}
)
def upload(  # noqa: PLR0913, PLR0917 - one form field each, as the contract has them
    request: Request,
    file: Annotated[UploadFile, File()],
    title: Annotated[str, Form()] = "",
    organisation: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    period: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    valid_from: Annotated[str, Form()] = "",
    valid_to: Annotated[str, Form()] = "",
    supersedes: Annotated[str, Form()] = "",
) -> Response | DocumentOut:
    """Add a document; one of an id that was uploaded before is replaced.

    Whoever accepts ``text/event-stream`` is told how it goes: ``progress`` (``{"done", "of"}``,
    in pages, slides or sheets, as often as there is news), then ``document`` or ``error``.
    """
    service: Service = request.app.state.service
    name = file.filename or ""
    readers.check_size(file.size or 0, name)
    metadata = {
        "title": title, "organisation": organisation, "kind": kind, "period": period,
        "published": published, "valid_from": valid_from, "valid_to": valid_to,
        "supersedes": supersedes,
    }  # fmt: skip
    service.library.check_free()
    data = file.file.read()
    if _STREAM in request.headers.get("accept", ""):
        return EventSourceResponse(_events(service.library, name, data, metadata))
    return DocumentOut.of(service.library.upload(name, data, metadata))


def _events(
    library: Library, name: str, data: bytes, metadata: Mapping[str, str]
) -> Iterator[ServerSentEvent]:
    """What happens while a file is read, until it is in the index or refused."""
    news: queue.SimpleQueue[ServerSentEvent | None] = queue.SimpleQueue()

    def step(done: int, of: int) -> None:
        if news.qsize() >= _MOST_NEWS:
            return
        progress = ProgressOut(done=done, of=of)
        news.put(ServerSentEvent(progress.model_dump_json(), event="progress"))

    def work() -> None:
        try:
            out = DocumentOut.of(library.upload(name, data, metadata, step))
            news.put(ServerSentEvent(out.model_dump_json(), event="document"))
        except StrategiError as error:
            news.put(_failed(problems.status_of(error), str(error)))
        except Exception as error:  # noqa: BLE001 - the stream has begun: its error is an event
            problems.note(error, "/api/v1/documents")
            news.put(_failed(HTTPStatus.INTERNAL_SERVER_ERROR, _OOPS))
        news.put(None)

    # On its own: a reader that goes away must not leave the index half way.
    threading.Thread(target=work, name="upload", daemon=True).start()
    while (event := news.get()) is not None:
        yield event


def _failed(status: int, detail: str) -> ServerSentEvent:
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return ServerSentEvent(told.model_dump_json(), event="error")
