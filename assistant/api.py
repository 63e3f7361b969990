"""The REST API. Work that counts runs in threads: the event loop is for waiting."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant import (
    busy,
    drafts_api,
    mcp_api,
    openai_api,
    problems,
    strategy_api,
    strategy_pictures,
    uploads,
)
from assistant.answer import Answer
from assistant.bodies import Bounded
from assistant.busy import one_of_few
from assistant.guard import Guard
from assistant.service import Service
from assistant.streaming import Pieces, sent
from assistant.wire import (
    AskIn,
    AskOut,
    CitationsOut,
    CorrectionIn,
    DocumentOut,
    DocumentsOut,
    DocumentTextOut,
    PassageOut,
    Problem,
    SearchIn,
    SearchOut,
    StatusOut,
    TokenOut,
)
from ingest.errors import StrategiError

health = APIRouter(prefix="/health", tags=["health"])
api = APIRouter(
    prefix="/api/v1",
    responses={422: {"model": Problem}, 503: {"model": Problem}},
)


def create(service: Service) -> FastAPI:
    """The API over an open service; the caller closes the service."""
    app: FastAPI = FastAPIOffline(
        title="Strategi", version="1", redoc_url=None, static_url="/docs/static",
        description="Svar med kilder fra kommunens strategier, planer og statuspapirer.",
    )  # fmt: skip
    app.state.service = service
    busy.install(app)
    app.include_router(health)
    app.include_router(api)
    app.include_router(uploads.router)
    app.include_router(strategy_api.router)
    app.include_router(drafts_api.router)
    app.include_router(openai_api.router)
    mcp_api.install(app, service)
    strategy_pictures.install(app)
    problems.install(app)
    hosts = service.settings.hosts.replace(",", " ").split()
    app.add_middleware(Bounded)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


@health.get("/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@health.get("/ready", responses={503: {"model": Problem}})
async def ready(request: Request) -> Response:
    """Questions can be answered."""
    reason = _service(request).unready()
    return problems.problem(503, reason) if reason else JSONResponse({"status": "ready"})


@api.post("/search")
def search(request: Request, body: SearchIn) -> SearchOut:
    """Passages for a question, best first."""
    began = time.perf_counter()
    with one_of_few(request):
        found = _service(request).assistant.search(body.asked(), body.limit)
    return SearchOut(passages=[PassageOut.of(f) for f in found], took_ms=_ms(began))


@api.post("/ask", response_model=AskOut, responses={409: {"model": Problem}})
def ask(request: Request, body: AskIn) -> Response | AskOut:
    """An answer with citations; with ``stream`` as server-sent events."""
    service = _service(request)
    service.answering.serves(body.mode)
    if body.stream:
        pieces = _pieces(request, body)
        return EventSourceResponse(sent(_events(pieces, time.perf_counter()), pieces))
    with one_of_few(request):
        return answered(service, body)


@api.get("/status")
def status(request: Request) -> StatusOut:
    """Documents, model, size and health of the index."""
    return StatusOut.of(_service(request))


@api.get("/documents")
def documents(request: Request) -> DocumentsOut:
    """Every document in the index."""
    return DocumentsOut(documents=[DocumentOut.of(e) for e in _service(request).library.entries()])


@api.get("/documents/{document_id}", responses={404: {"model": Problem}})
def document(request: Request, document_id: str) -> DocumentTextOut:
    """A document with its canonical text and sections."""
    return DocumentTextOut.opened(_service(request).library.open(document_id))


@api.patch(
    "/documents/{document_id}",
    responses={404: {"model": Problem}, 409: {"model": Problem}},
)
def correct(request: Request, document_id: str, body: CorrectionIn) -> DocumentOut:
    """Put right what is known of a document; answers and search have it at once.

    What is left out stays as it is, and "" goes back to what the folder's `corpus.toml` or the
    document itself says. The correction is kept with the index and comes before both; neither
    file is changed. The document is read anew: 409 where its file is gone.
    """
    return DocumentOut.of(_service(request).library.correct(document_id, body.given()))


@api.post(
    "/documents/{document_id}/read",
    responses={404: {"model": Problem}, 409: {"model": Problem}},
)
def reread(request: Request, document_id: str) -> DocumentOut:
    """Read a document's file anew, be it changed or not; 409 where the file is gone.

    A file that cannot be read any more is a 422, and the document stays as it was.
    """
    return DocumentOut.of(_service(request).library.reread(document_id))


@api.delete(
    "/documents/{document_id}",
    status_code=204,
    responses={404: {"model": Problem}, 409: {"model": Problem}},
)
def remove(request: Request, document_id: str) -> None:
    """Remove an uploaded document; 409 for a file of a folder."""
    _service(request).library.remove(document_id)


def answered(service: Service, body: AskIn) -> AskOut:
    """The answer to ``body``, with the time that it took."""
    began = time.perf_counter()
    return AskOut.of(service.answering.ask(body.asked(), body.mode), _ms(began))


def _pieces(request: Request, body: AskIn) -> Pieces:
    with one_of_few(request):
        yield from _service(request).answering.stream(body.asked(), body.mode)


def _events(pieces: Iterable[str | Answer], began: float) -> Iterator[ServerSentEvent]:
    try:
        for piece in pieces:
            if isinstance(piece, str):
                yield ServerSentEvent(TokenOut(text=piece).model_dump_json(), event="token")
            else:
                out = AskOut.of(piece, _ms(began))
                cited = CitationsOut(citations=out.citations)
                yield ServerSentEvent(cited.model_dump_json(), event="citations")
                yield ServerSentEvent(out.model_dump_json(), event="done")
    except Exception as error:  # noqa: BLE001 - the stream has begun: its error is an event
        yield ServerSentEvent(_problem(error).model_dump_json(), event="error")


def _problem(error: Exception) -> Problem:
    """What is told of an error: of ours all, of any other nothing of its insides."""
    if isinstance(error, StrategiError):
        status = HTTPStatus(problems.status_of(error))
        return Problem(title=status.phrase, status=status, detail=str(error))
    problems.note(error, "/api/v1/ask")
    detail = "Der opstod en fejl. Prøv igen."
    return Problem(title="Internal Server Error", status=500, detail=detail)


def _ms(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
