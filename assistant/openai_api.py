"""The API in the shapes of OpenAI's, for programs that know no other."""

from __future__ import annotations

import time
import uuid
from itertools import chain
from typing import NoReturn

from fastapi import APIRouter, Request, Response
from sse_starlette import EventSourceResponse

from assistant.answer import Answer
from assistant.answering import Mode
from assistant.asking import Asked
from assistant.busy import one_of_few
from assistant.openai import messages, sources
from assistant.openai.errors import OpenAIRoute, Rejected, shown
from assistant.openai.stream import Stream, beside
from assistant.openai.wire import (
    MODEL,
    ChatIn,
    ChatOut,
    ChoiceOut,
    ErrorOut,
    MessageOut,
    ModelOut,
    ModelsOut,
)
from assistant.question import Language, understand
from assistant.service import Service
from assistant.streaming import Pieces, sent

router = APIRouter(
    prefix="/v1",
    tags=["OpenAI"],
    route_class=OpenAIRoute,
    responses={"4XX": {"model": ErrorOut}, "5XX": {"model": ErrorOut}},
)
_MADE = 1763683200
"""21 November 2025; a model of OpenAI's has a date, and nothing reads ours."""
_METHODS = {"chat/completions": "POST", "models": "GET", f"models/{MODEL}": "GET"}


@router.post("/chat/completions", response_model=ChatOut)
def complete(request: Request, body: ChatIn) -> Response | ChatOut:
    """An answer to the last message of the user, with its sources; ``stream`` sends it in chunks.

    Earlier messages of the user and the assistant are the history. Messages of the roles
    ``system``, ``developer`` and ``tool`` are accepted and neither read nor obeyed, as are
    parameters that steer other models (``temperature``, ``max_tokens``, ``tools`` and so on).
    Beside OpenAI's own, ``organisation``, ``filters`` and ``mode`` are those of ``/api/v1/ask``,
    and the answer has ``citations``, ``status`` and ``mode``. ``usage`` counts words.
    """
    _known(body.model)
    if body.n not in {None, 1}:
        raise Rejected("Her gives ét svar ad gangen. Udelad 'n', eller brug 1.", "n")
    asked = messages.asked(body)
    if body.stream:
        return _streamed(request, body, asked)
    with one_of_few(request):
        answer = _service(request).answering.ask(asked, body.mode)
    return _whole(asked, answer)


@router.get("/models")
def models() -> ModelsOut:
    """The models that can be asked for: there is one."""
    return ModelsOut(data=[ModelOut(created=_MADE)])


@router.get("/models/{model:path}")
def model(model: str) -> ModelOut:
    """The one model."""
    _known(model)
    return ModelOut(created=_MADE)


@router.api_route(
    "/{path:path}",
    methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    include_in_schema=False,
    response_model=None,
)
def unknown(path: str) -> NoReturn:
    """Nothing else is here; other routes would answer with problems of another shape."""
    if method := _METHODS.get(path):
        raise Rejected(f"Brug {method} på denne adresse.", status=405)
    raise Rejected("Adressen findes ikke. Se dem, der gør, på /docs.", status=404)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _known(name: str) -> None:
    if name != MODEL:
        told = f"Modellen '{shown(name)}' findes ikke her. Brug '{MODEL}'."
        raise Rejected(told, "model", "model_not_found", 404)


def _whole(asked: Asked, answer: Answer) -> ChatOut:
    text = answer.text + sources.written(answer.citations, _language(asked))
    return ChatOut(
        id=_id(), created=int(time.time()),
        choices=[ChoiceOut(message=MessageOut(content=text))],
        usage=messages.usage(asked, text),
        **beside(answer),
    )  # fmt: skip


def _streamed(request: Request, body: ChatIn, asked: Asked) -> Response:
    pieces = _pieces(request, asked, body.mode)
    # What goes wrong before there is anything to send still has a status of its own.
    first = next(pieces)
    counting = bool(body.stream_options and body.stream_options.include_usage)
    path = str(request.scope["path"])
    stream = Stream(_id(), int(time.time()), asked, _language(asked), path, counting)
    events = stream.events(chain([first], pieces))
    return EventSourceResponse(sent(events, pieces), sep="\n")


def _pieces(request: Request, asked: Asked, mode: Mode | None) -> Pieces:
    with one_of_few(request):
        yield from _service(request).answering.stream(asked, mode)


def _language(asked: Asked) -> Language:
    return understand(asked.question).language


def _id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"
