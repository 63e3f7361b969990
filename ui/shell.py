"""What stands around the page: headers on every response, and the page's own first lines."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import texts

_STATIC = Path(__file__).parent / "static"
_INLINE = "'self' 'unsafe-inline'"
POLICY = (
    f"default-src 'self'; script-src {_INLINE}; style-src {_INLINE}; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'none'; form-action 'self'"
)
READING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'none'"
)
"""For pages of ours that need no script: whatever a document smuggled in could not run."""

ASKING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
"""For pages of ours that need no script either, but have a form and pictures of our own."""


def working_policy(program: str) -> str:
    """For a page of ours that runs ``program``, and no other script, against our own server."""
    digest = base64.b64encode(hashlib.sha256(program.encode()).digest()).decode()
    return (
        f"{READING_POLICY}; script-src 'sha256-{digest}'; connect-src 'self'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


_EXACT = frozenset(
    ("/", "/config", "/theme.css", "/gradio_api/startup-events", "/gradio_api/cancel")
)
_BELOW = ("/assets/", "/static/", "/gradio_api/queue/", "/gradio_api/heartbeat/")


class SafeHeaders:
    """Sets the headers that keep a browser from anything but our own host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers added."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", POLICY)
                headers["x-content-type-options"] = "nosniff"
                headers.setdefault("referrer-policy", "no-referrer")
            await send(message)

        await self._app(scope, receive, sending)


class OnlyThePage(Mount):
    """A mount at the root that takes what the page itself asks for, and no other address.

    Everything else stays the API's, so that its errors keep their form; and the framework's
    further addresses (uploads, files, proxies, monitoring) are not there at all.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__("/", _Opening(app))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Only the addresses that the page needs."""
        path = _path(scope)
        if path in _EXACT or path.startswith(_BELOW):
            return super().matches(scope)
        return Match.NONE, {}


def narrowed(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    """``routes``, the last of them the page's mount, with that mount made narrow."""
    *others, page = routes
    if not isinstance(page, Mount) or page.path:
        raise TypeError(f"Expected the page's mount at the root, not {page!r}.")
    return [*others, OnlyThePage(page.app)]


def _path(scope: Scope) -> str:
    """The address below the prefix that a proxy may have put before ours."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


class _Opening:
    """Puts the page's language, icon and style into the HTML that the framework sends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, the page itself with our lines in it."""
        if scope["type"] != "http" or _path(scope) != "/":
            await self._app(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def collecting(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            html = Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
            # A HEAD request has no body, and its length is left as it is.
            shown = opened(body.decode()).encode() if html and body else bytes(body)
            if body:
                MutableHeaders(scope=start)["content-length"] = str(len(shown))
            await send(start)
            await send({"type": "http.response.body", "body": shown})

        await self._app({**scope, "headers": plain}, receive, collecting)


_THEIRS = re.compile(
    r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*|<link\s+rel="manifest"[^>]*>'
)


def opened(html: str) -> str:
    """The page's HTML in Danish, with our style, icon and description in its head."""
    html = _THEIRS.sub("", html).replace('lang="en"', 'lang="da"', 1)
    words = {"language": "da", "conversation": texts.CONVERSATION}
    ours = f"{head('chat.css')}<script>{script('chat.js', words)}</script>"
    html = html.replace("</head>", f"{ours}</head>", 1)
    return html.replace("<gradio-app", f"<noscript>{texts.NO_SCRIPT}</noscript><gradio-app", 1)


def head(*styles: str) -> str:
    """What the head of each of our pages has: description, icon and styles."""
    icon = "data:image/svg+xml," + quote(_static("icon.svg"), safe="")
    return (
        f'<meta name="description" content="{escape(texts.TAGLINE)}">'
        f'<link rel="icon" href="{icon}">'
        f"<style>{''.join(map(_static, ('colours.css', 'navigation.css', *styles)))}</style>"
    )


def script(name: str, words: Mapping[str, object]) -> str:
    """A script of ours as it stands in a page, with what it says and knows as ``words``."""
    return f"{{const words = {json.dumps(words)};{_static(name)}}}"


@cache
def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
