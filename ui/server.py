"""``strategi serve``: read what is new, then answer."""

from __future__ import annotations

import contextlib
import logging

import uvicorn

from assistant import api
from assistant.service import Service
from ingest.settings import Settings
from ui import console, web


def run(settings: Settings) -> None:
    """Serve until stopped. Documents that are new or changed are read first."""
    with Service.open(settings, console.unpacking()) as service:
        if service.index.dense.mended:
            console.say(f"Indekset er bygget op igen ({service.index.dense.mended}).")
        console.refusals(service.library.read(console.reading()).refused)
        service.warm_up()
        app = web.mount(api.create(service), service)
        config = uvicorn.Config(
            app, host=settings.host, port=settings.port, log_level=logging.WARNING,
            access_log=False, server_header=False, timeout_graceful_shutdown=5,
        )  # fmt: skip
        # uvicorn has ended in order when it passes Ctrl-C on.
        with contextlib.suppress(KeyboardInterrupt):
            _Announcing(config, service).run()


class _Announcing(uvicorn.Server):
    """Says where it answers once it does, to people and to other commands of ours."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Start, then announce the address that was really bound (the port may be 0)."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if not self.started:
            return
        port = self.servers[0].sockets[0].getsockname()[1]
        url = f"http://{_bracketed(self.config.host)}:{port}"
        self._service.index.lock.announce(url)
        console.say(f"Strategi svarer på {url}  (stop med Ctrl-C)")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
