"""How many requests may compute at once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from fastapi import FastAPI, Request

from ingest.errors import Busy

_PLACES = 32
"""Questions at once; the server's threads are 40, and the rest must have some left."""


def install(app: FastAPI) -> None:
    """Give ``app`` its places."""
    app.state.places = threading.BoundedSemaphore(_PLACES)


@contextlib.contextmanager
def one_of_few(request: Request) -> Iterator[None]:
    """A place among those that compute: beyond them threads would wait, and nobody be answered.

    Raises:
        Busy: all places are taken.
    """
    places: threading.BoundedSemaphore = request.app.state.places
    if not places.acquire(blocking=False):
        raise Busy("Serveren har travlt. Prøv igen om lidt.")
    try:
        yield
    finally:
        places.release()
