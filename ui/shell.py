"""What stands around the page: headers on every response, and the page's own first lines."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.pictures.frame import Language
from ui import navigation, texts
from ui.chat.words import WORDS
from ui.navigation import language_of

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
ENGLISH = "/en"
"""Where the English page has its own addresses; it is opened at the root, by ``?lang=en``."""
_NAMED = re.compile(r"/assets/[^/]+-[\w-]{8,}\.(?:js|css)$")
_THERE = (200, 304)
_FOR_GOOD = "public, max-age=31536000, immutable"
"""For what is named after what it holds: asked for once, and not some sixty times a visit."""
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
    """A mount of a page that takes what the page itself asks for, and no other address.

    Everything else stays the API's, so that its errors keep their form; and the framework's
    further addresses (uploads, files, proxies, monitoring) are not there at all.
    """

    def __init__(self, app: ASGIApp, prefix: str = "", also: Mount | None = None) -> None:
        super().__init__(prefix or "/", app)
        self._also = also

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Only the addresses that the page needs, and at the root the other language's page."""
        if self._also and _path(scope) == "/" and _asks_for_english(scope):
            # One address for both: the language is the address's business on every page.
            at = scope["path"].removesuffix("/") + ENGLISH + "/"
            moved = {"path": at, "raw_path": at.encode()}
            found, child = Mount.matches(self._also, {**scope, **moved})
            return found, {**child, **moved}
        path = _path(scope).removeprefix(self.path)
        if path in (_EXACT if self._opens else _EXACT - {"/"}) or path.startswith(_BELOW):
            return super().matches(scope)
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the page that was matched, which may be the other language's."""

        async def sending(message: Message) -> None:
            named = message["type"] == "http.response.start" and _NAMED.search(scope["path"])
            if named and message["status"] in _THERE:
                MutableHeaders(scope=message)["cache-control"] = _FOR_GOOD
            await send(message)

        await scope["endpoint"](scope, receive, sending)

    @property
    def _opens(self) -> bool:
        """Whether the page is opened here; the English one is at the other's address."""
        return self._also is not None


def narrowed(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    """``routes``, the last two the pages' mounts, English and Danish, with those made narrow."""
    *others, english, danish = routes
    for mount, path in ((english, ENGLISH), (danish, "")):
        if not isinstance(mount, Mount) or mount.path != path:
            raise TypeError(f"Expected the page's mount at {path!r}, not {mount!r}.")
    other = OnlyThePage(_Opening(english.app, "en"), ENGLISH)  # type: ignore[attr-defined]
    root = OnlyThePage(_Opening(danish.app, "da"), also=other)  # type: ignore[attr-defined]
    return [*others, other, root]


def _asks_for_english(scope: Scope) -> bool:
    given = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    return language_of(given.get("lang")) == "en"


def _path(scope: Scope) -> str:
    """The address below the prefix that a proxy may have put before ours."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


class _Opening:
    """Puts the page's language, icon, style and top into the HTML that the framework sends."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self._app = app
        self._language = language

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
            shown = self._opened(scope, bytes(body)) if html and body else bytes(body)
            headers = MutableHeaders(scope=start)
            if body and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                shown = gzip.compress(shown, _LEVEL)
                headers["content-encoding"] = "gzip"
                headers.add_vary_header("accept-encoding")
            if body:
                headers["content-length"] = str(len(shown))
            await send(start)
            await send({"type": "http.response.body", "body": shown})

        await self._app({**scope, "headers": plain}, receive, collecting)

    def _opened(self, scope: Scope, body: bytes) -> bytes:
        given = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        switch = navigation.switched("./", given, self._language)
        return opened(body.decode(), self._language, switch).encode()


_LEVEL = 5
_THEIRS = re.compile(
    r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*|<link\s+rel="manifest"[^>]*>'
    # Fits the page into a frame, which the policy forbids; and it is asked for beside a prefix.
    r"|<script>(?:(?!</script>).)*iframeResizer\.contentWindow(?:(?!</script>).)*</script>",
    re.DOTALL,
)
_WHERE = (
    "<script>gradio_config.root ="
    ' new URL(".", location).href.replace(/[/]$/, "") + "{below}"</script>'
)
"""What a proxy puts before our addresses only the browser knows."""


def opened(html: str, language: Language, switch: str) -> str:
    """The page's HTML in its language, with our head, and our top above what Gradio draws.

    ``switch`` is the escaped address of the page in the other language.
    """
    words = WORDS[language]
    html = _THEIRS.sub("", html).replace('lang="en"', f'lang="{language}"', 1)
    told = {"language": language, **asdict(words)}
    where = _WHERE.replace("{below}", ENGLISH if language == "en" else "")
    where += f'<meta name="description" content="{escape(words.tagline)}">'
    ours = f"{where}{head('chat.css')}<script>{script('chat.js', told)}</script>"
    html = html.replace("</head>", f"{ours}</head>", 1)
    top = navigation.bar(navigation.ASK, "", language, switch)
    heading = f'<h1 class="unseen">{texts.NAME}</h1><noscript>{words.no_script}</noscript>'
    return html.replace("<gradio-app", f"{top}{heading}<gradio-app", 1)


def head(*styles: str) -> str:
    """What the head of each of our pages has: icon and styles."""
    icon = "data:image/svg+xml," + quote(_static("icon.svg"), safe="")
    return (
        f'<link rel="icon" href="{icon}">'
        f'<style>:root{{--logo:url("{icon}")}}'
        f"{''.join(map(_static, ('colours.css', 'navigation.css', *styles)))}</style>"
    )


def script(name: str, words: Mapping[str, object]) -> str:
    """A script of ours as it stands in a page, with what it says and knows as ``words``."""
    return f"{{const words = {json.dumps(words)};{_static(name)}}}"


@cache
def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
