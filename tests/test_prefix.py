"""Everything works below a path of a proxy's own, whatever that tells about itself."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import test_web
import uvicorn
from hashed import HashedEmbedder
from playwright.sync_api import Error, FilePayload, Page, expect, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from test_web import ARGS, served

from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest.index import Index
from ingest.settings import Settings

pytestmark = test_web.pytestmark
NAME = "strategi.test"
PREFIX = "/strategi"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
PLAN = "# Havneplan\n\n## Mål\n\nBadehuset åbner i 2027, og badehuset er for alle i byen.\n"
HOP = {b"connection", b"host", b"transfer-encoding"}


@dataclass
class Proxy:
    """Hands on what is asked below the prefix; what was asked beside it is kept."""

    upstream: str
    tells: bool
    beside: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        """The proxy as a server runs it."""
        return Starlette(
            routes=[Route("/{path:path}", self._passed, methods=METHODS)], lifespan=self._working
        )

    @contextlib.asynccontextmanager
    async def _working(self, _app: Starlette) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            yield {"client": client}

    async def _passed(self, request: Request) -> Response:
        path: bytes = request.scope["raw_path"]
        if not path.startswith(f"{PREFIX}/".encode()):
            self.beside.append(path.decode())
            return Response(status_code=404)
        query: bytes = request.scope["query_string"]
        url = httpx.URL(self.upstream).copy_with(
            raw_path=path.removeprefix(PREFIX.encode()) + (b"?" + query if query else b"")
        )
        client: httpx.AsyncClient = request.state.client
        headers = [pair for pair in request.headers.raw if pair[0] not in HOP]
        answer = await client.send(
            client.build_request(
                request.method, url, headers=[*headers, *self._told(request)],
                content=await request.body(),
            ),
            stream=True,
        )  # fmt: skip
        sent = StreamingResponse(_pieces(answer), answer.status_code)
        sent.raw_headers = [pair for pair in answer.headers.raw if pair[0].lower() not in HOP]
        return sent

    def _told(self, request: Request) -> list[tuple[bytes, bytes]]:
        if not self.tells:
            return []
        host = request.headers["host"].encode()
        return [
            (b"host", host), (b"x-forwarded-host", host), (b"x-forwarded-proto", b"http"),
            (b"x-forwarded-prefix", PREFIX.encode()),
        ]  # fmt: skip


async def _pieces(answer: httpx.Response) -> AsyncIterator[bytes]:
    """What comes, as it comes; whoever turns away ends it at the other side too."""
    async with contextlib.aclosing(answer):
        async for piece in answer.aiter_raw():
            yield piece


@contextlib.contextmanager
def running(app: Any) -> Iterator[int]:  # noqa: ANN401 - uvicorn's own
    """``app`` on a port of this machine."""
    config = uvicorn.Config(
        app, port=0, log_level="warning", timeout_graceful_shutdown=1, loop="asyncio"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product over one paper, which answers to the proxy's name."""
    folder = tmp_path_factory.mktemp("prefix")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "havneplan.md").write_text(PLAN, "utf-8")
    settings = Settings(corpus=folder / "corpus", data=folder / "data", hosts=NAME)
    with Index(settings.data, HashedEmbedder()) as index:
        library = Library(index, settings.corpus)
        service = Service(settings, index, Assistant(index), library, warm=True)
        assert not library.read().refused
        with served(service) as address:
            yield address


@dataclass
class Visit:
    """A page behind the proxy, and all that it asked for."""

    page: Page
    base: str
    proxy: Proxy
    requests: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        asked = [url for url in self.requests if not url.startswith(("data:", "blob:"))]
        return [url for url in asked if not url.startswith(self.base)]


@pytest.fixture(params=[False, True], ids=["silent", "forwarding"])
def visit(request: pytest.FixtureRequest, upstream: str) -> Iterator[Visit]:
    """Somebody who comes by way of a proxy, which tells where it stands or does not."""
    proxy = Proxy(upstream, tells=request.param)
    with running(proxy.app()) as port, sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[*ARGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
            )
        except Error as error:
            pytest.skip(f"no chromium can be started here: {error.message.splitlines()[0]}")
        context = browser.new_context(locale="da-DK")
        visit = Visit(context.new_page(), f"http://{NAME}:{port}{PREFIX}/", proxy)
        context.on("request", lambda asked: visit.requests.append(asked.url))
        visit.page.goto(visit.base)
        yield visit
        browser.close()
    assert not visit.outside()
    assert not proxy.beside


def test_a_question_is_answered_and_its_mark_opens_the_place(visit: Visit) -> None:
    """The page's own files, its events and its links all stay below the prefix."""
    visit.page.fill("#question textarea", "Hvornår åbner badehuset?")
    visit.page.press("#question textarea", "Enter")
    mark = visit.page.locator("#chat a.mark").first
    with visit.page.context.expect_page() as opened:
        mark.click()
    expect(opened.value.locator("mark").first).to_contain_text("2027")
    assert opened.value.url.startswith(f"{visit.base}dokument/")


def test_every_page_and_its_ways_on_stay_below_the_prefix(visit: Visit) -> None:
    """From each page of the top, every page of the top is reached, in both languages."""
    expect(visit.page.locator("nav a").first).to_be_visible()
    ways = visit.page.locator("nav a").evaluate_all("all => all.map((one) => one.href)")
    assert len(ways) >= 5
    for way in [*ways, visit.base + "dokument/havneplan", visit.base + "temaer?lang=en"]:
        answer = visit.page.goto(way)
        assert answer is not None
        assert answer.ok
        expect(visit.page.locator("nav a").first).to_be_attached()
        on = visit.page.locator("a[href], form[action], img[src], link[href]").evaluate_all(
            "all => all.map((one) => one.href || one.action || one.src)"
        )
        ours = [link for link in on if not link.startswith("data:")]
        assert [link for link in ours if not link.startswith(visit.base)] == []


def test_a_file_is_added_through_the_proxy(visit: Visit, request: pytest.FixtureRequest) -> None:
    """The upload, its progress and the new list come through."""
    name = f"plan-{request.node.callspec.id}.md"
    visit.page.goto(f"{visit.base}dokumenter")
    paper = FilePayload(name=name, mimeType="text/markdown", buffer=PLAN.encode() + name.encode())
    visit.page.set_input_files("#choose", [paper])
    expect(visit.page.locator("#documents")).to_contain_text(name)
