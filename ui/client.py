"""The command line's way to an assistant: the server that holds the folder, or one of its own."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol, TypeVar

import httpx
from pydantic import ValidationError

from assistant import drafts_api, strategy_api
from assistant.answering import Mode
from assistant.api import answered
from assistant.drafts.asked import DraftAsked
from assistant.drafts_wire import DraftIn, DraftOut
from assistant.evaluation import Asks
from assistant.service import Service
from assistant.strategy_api import Span
from assistant.strategy_wire import CompareIn, EventOut, TimelineOut
from assistant.wire import AskIn, PassageOut, SearchIn, StatusOut
from ingest import lock
from ingest.errors import FolderHeld, StrategiError
from ingest.settings import Settings
from ui import console

Json = dict[str, Any]
Body = TypeVar("Body", AskIn, SearchIn, CompareIn, DraftIn)
FileKind = Literal["ics", "csv"]
_WAIT = 10.0
"""Seconds to wait for another short command to let the folder go."""


class Client(Asks, Protocol):
    """What the commands ask of an assistant, near or far."""

    def status(self) -> Json:
        """Documents, model, size and health."""

    def themes(self, query: str, organisation: str) -> Json:
        """The themes that cover ``query``, or all."""

    def timeline(self, asked: Span) -> Json:
        """What happens when."""

    def file(self, kind: FileKind, asked: Span) -> bytes:
        """The same as a calendar or a sheet."""

    def compare(self, topic: str, organisations: Sequence[str], documents: Sequence[str]) -> Json:
        """A topic, or two documents, side by side."""

    def draft(self, asked: DraftAsked, mode: Mode | None = None) -> Json:
        """A draft, which is kept."""

    def draft_file(self, draft_id: str, kind: drafts_api.FileKind) -> bytes:
        """A draft as a file."""


class LocalClient:
    """An assistant in this process."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(self, question: str, history: Sequence[Json] = (), organisation: str = "") -> Json:
        """An answer as the API gives it."""
        body = _checked(AskIn, question=question, history=list(history), organisation=organisation)
        return answered(self._service, body).model_dump()

    def search(self, query: str, limit: int, history: Sequence[Json] = ()) -> list[Json]:
        """Passages as the API gives them."""
        body = _checked(SearchIn, query=query, limit=limit, history=list(history))
        found = self._service.assistant.search(body.asked(), limit)
        return [PassageOut.of(one).model_dump() for one in found]

    def text(self, document_id: str) -> str:
        """A document's canonical text."""
        return self._service.library.open(document_id).text

    def status(self) -> Json:
        """Documents, model, size and health."""
        return {"server": None, **StatusOut.of(self._service).model_dump()}

    def themes(self, query: str, organisation: str) -> Json:
        """The themes that cover ``query``, or all."""
        within = strategy_api.filters(organisation, "")
        return strategy_api.found_themes(self._service, query, within).model_dump()

    def timeline(self, asked: Span) -> Json:
        """What happens when."""
        found = strategy_api.events(self._service, asked)
        return TimelineOut(events=[EventOut.of(one) for one in found]).model_dump()

    def file(self, kind: FileKind, asked: Span) -> bytes:
        """The same as a calendar or a sheet."""
        made = strategy_api.calendar if kind == "ics" else strategy_api.sheet
        return made(self._service, asked)

    def compare(self, topic: str, organisations: Sequence[str], documents: Sequence[str]) -> Json:
        """A topic, or two documents, side by side."""
        body = _checked(
            CompareIn, topic=topic, organisations=list(organisations), documents=list(documents)
        )
        return strategy_api.compared(self._service, body).model_dump()

    def draft(self, asked: DraftAsked, mode: Mode | None = None) -> Json:
        """A draft, which is kept."""
        body = _checked(DraftIn, **_drafted(asked, mode))
        return DraftOut.of(self._service.drafting.make(body.asked(), body.mode)).model_dump()

    def draft_file(self, draft_id: str, kind: drafts_api.FileKind) -> bytes:
        """A draft as a file."""
        return drafts_api.file(self._service, self._service.drafting.draft(draft_id), kind)


def _checked(kind: type[Body], **given: object) -> Body:
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StrategiError(f"{where}: {first['msg']}. Ret spørgsmålet, og prøv igen.") from error


class ServerClient:
    """The server that holds the data folder."""

    def __init__(self, url: str) -> None:
        self._url = url
        # The environment's proxies are not for a server on this machine.
        self._http = httpx.Client(base_url=url, timeout=120, trust_env=False)

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _json(self, method: str, path: str, body: Json | None = None) -> Json:
        found: Json = self._asked(method, path, json=body).json()
        return found

    def _asked(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's
        try:
            response = self._http.request(method, path, **more)
        except httpx.HTTPError as error:
            raise StrategiError(
                f"Serveren på {self._url} svarer ikke. Vent lidt, eller genstart den."
            ) from error
        if response.is_error:
            found: Json = response.json()
            raise StrategiError(str(found.get("detail", response.reason_phrase)))
        return response

    def ask(self, question: str, history: Sequence[Json] = (), organisation: str = "") -> Json:
        """An answer as the API gives it."""
        body = {"question": question, "history": list(history), "organisation": organisation}
        return self._json("POST", "/api/v1/ask", body)

    def search(self, query: str, limit: int, history: Sequence[Json] = ()) -> list[Json]:
        """Passages as the API gives them."""
        body = {"query": query, "limit": limit, "history": list(history)}
        passages: list[Json] = self._json("POST", "/api/v1/search", body)["passages"]
        return passages

    def text(self, document_id: str) -> str:
        """A document's canonical text."""
        return str(self._json("GET", f"/api/v1/documents/{document_id}")["text"])

    def status(self) -> Json:
        """Documents, model, size and health."""
        return {"server": self._url, **self._json("GET", "/api/v1/status")}

    def themes(self, query: str, organisation: str) -> Json:
        """The themes that cover ``query``, or all."""
        asked = {"query": query, "organisation": organisation}
        found: Json = self._asked("GET", "/api/v1/themes", params=asked).json()
        return found

    def timeline(self, asked: Span) -> Json:
        """What happens when."""
        found: Json = self._asked("GET", "/api/v1/timeline", params=_parameters(asked)).json()
        return found

    def file(self, kind: FileKind, asked: Span) -> bytes:
        """The same as a calendar or a sheet."""
        path = f"/api/v1/timeline.{kind}"
        return self._asked("GET", path, params=_parameters(asked)).content

    def compare(self, topic: str, organisations: Sequence[str], documents: Sequence[str]) -> Json:
        """A topic, or two documents, side by side."""
        body = {"topic": topic, "organisations": list(organisations), "documents": list(documents)}
        return self._json("POST", "/api/v1/compare", body)

    def draft(self, asked: DraftAsked, mode: Mode | None = None) -> Json:
        """A draft, which is kept."""
        return self._json("POST", "/api/v1/drafts", _drafted(asked, mode))

    def draft_file(self, draft_id: str, kind: drafts_api.FileKind) -> bytes:
        """A draft as a file."""
        return self._asked("GET", f"/api/v1/drafts/{draft_id}.{kind}").content


def _drafted(asked: DraftAsked, mode: Mode | None) -> Json:
    return {**vars(asked), "themes": list(asked.themes), "mode": mode}


def _parameters(asked: Span) -> dict[str, str]:
    given = {**vars(asked), "from": asked.begins, "to": asked.ends}
    return {name: given[name] for name in ("query", "organisation", "document", "from", "to")}


@contextlib.contextmanager
def connect(settings: Settings, *, warm: bool = True) -> Iterator[Client]:
    """The assistant over the data folder of ``settings``.

    Raises:
        FolderHeld: a process that is no server keeps the folder.
    """
    deadline = time.monotonic() + _WAIT
    while True:
        if lock.is_held(settings.data) and (url := _server(settings)):
            server = ServerClient(url)
            with contextlib.closing(server):
                yield server
            return
        try:
            service = Service.open(settings, console.unpacking())
            break
        except FolderHeld:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    with service:
        if warm and not service.library.entries():
            service.library.read(console.reading())
        yield LocalClient(service)


def _server(settings: Settings) -> str | None:
    held = lock.holder(settings.data)
    return held.url if held else None
