"""Who may talk to a server that binds this machine alone.

A browser walks through a closed port: any page can make it send requests here, and a name that
resolves to 127.0.0.1 makes their answers readable. So the Host must be this machine's, and what
changes something must come from a page of this server.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.problems import problem

_OWN = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Refuses foreign Hosts and cross-site changes; ``hosts`` are further names it answers to."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = _OWN | {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is ours."""
        if scope["type"] in {"http", "websocket"} and (detail := self._refusal(scope)):
            if scope["type"] == "http":
                await problem(403, detail)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = _name(f"//{headers.get('host', '')}")
        if host not in self._hosts:
            return "Serveren svarer ikke på dette navn. Tilføj det i STRATEGI_HOSTS."
        origin = headers.get("origin")
        if scope.get("method") in _SAFE or origin is None:
            return ""
        if _name(origin) == host or _name(origin) in self._hosts:
            return ""
        return "En side fra et andet sted må ikke ændre noget her."


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
