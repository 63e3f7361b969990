"""``strategi serve``: read what is new, then answer."""

from __future__ import annotations

import contextlib
import logging
import socket

import uvicorn

from assistant import api
from assistant.service import Service
from ingest.errors import SettingsError
from ingest.settings import Settings
from ui import console, web


def run(settings: Settings) -> None:
    """Serve until stopped. Documents that are new or changed are read first.

    Raises:
        SettingsError: the port is taken, told before anything is read.
        FolderHeld: another process has the data folder.
    """
    with _bound(settings) as door, Service.open(settings, console.unpacking()) as service:
        if service.index.dense.mended:
            console.say(f"Indekset er bygget op igen ({service.index.dense.mended}).")
        console.refusals(service.library.read(console.reading()).refused)
        service.warm_up()
        app = web.mount(api.create(service), service)
        config = uvicorn.Config(
            app,
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        # uvicorn has ended in order when it passes Ctrl-C on.
        with contextlib.suppress(KeyboardInterrupt):
            _Announcing(config, service, _url(settings.host, door)).run(sockets=[door])


class _Announcing(uvicorn.Server):
    """Says where it answers once it does, to people and to other commands of ours."""

    def __init__(self, config: uvicorn.Config, service: Service, url: str) -> None:
        super().__init__(config)
        self._service = service
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce the address."""
        await super().startup(sockets)
        if self.started:
            self._service.index.lock.announce(self._url)
            console.say(f"Strategi svarer på {self._url}  (stop med Ctrl-C)")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is being read, since its requests would be waited for; then stop."""
        self._service.library.stop()
        await super().shutdown(sockets)


def _bound(settings: Settings) -> socket.socket:
    """The server's own socket, taken before the documents are read, which may take long."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        door.close()
        raise SettingsError(
            f"Port {settings.port} på {settings.host} kan ikke bruges ({error.strerror}). "
            "Vælg en anden med STRATEGI_PORT."
        ) from error
    return door


def _url(host: str, door: socket.socket) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}"
