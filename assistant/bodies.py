"""How large a request may be: what is larger is not taken in at all."""

from __future__ import annotations

import contextlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.problems import problem

MOST = 10_000_000
"""Bytes of a request; a question with its history takes thousands."""
MOST_UPLOADED = 1_000_000_000
"""Bytes of an upload. It is kept on disk meanwhile, so that a file that is too large is refused
with a word on how large it may be, and the connection is not cut while it is being sent."""
UPLOADS = "/api/v1/documents"


class TooLarge(Exception):
    """More came than was announced."""


def _is_upload(scope: Scope, headers: Headers) -> bool:
    # By address too: what is no form is held in memory, whatever it calls itself.
    kind = headers.get("content-type", "").lower()
    return scope["path"] == UPLOADS and kind.startswith("multipart/form-data")


class Bounded:
    """Refuses requests that are too large, by their announced length and by what comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is small enough."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most, taken = MOST_UPLOADED if _is_upload(scope, headers) else MOST, 0
        refusal = problem(413, f"Forespørgslen er for stor. Grænsen er {most // 1_000_000} MB.")
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > most:
            await refusal(scope, receive, send)
            return

        begun = False

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooLarge
            return message

        async def sending(message: Message) -> None:
            nonlocal begun
            # What the app says of a body that was cut off is not what is wrong with it.
            if taken <= most or begun:
                begun = True
                await send(message)

        with contextlib.suppress(TooLarge):
            await self._app(scope, receiving, sending)
        if taken > most and not begun:
            await refusal(scope, receive, send)
