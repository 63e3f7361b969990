"""How many requests may compute at once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager

from fastapi import FastAPI, Request

from ingest.errors import Busy

_PLACES = 32
"""Questions at once; the server's threads are 40, and the rest must have some left."""


def install(app: FastAPI) -> None:
    """Give ``app`` its places."""
    app.state.places = threading.BoundedSemaphore(_PLACES)


def one_of_few(request: Request) -> AbstractContextManager[None]:
    """A place for ``request``, as ``place`` gives it.

    Raises:
        Busy: all places are taken.
    """
    app: FastAPI = request.app
    return place(app)


@contextlib.contextmanager
def place(app: FastAPI) -> Iterator[None]:
    """A place among those that compute: beyond them threads would wait, and nobody be answered.

    Raises:
        Busy: all places are taken.
    """
    places: threading.BoundedSemaphore = app.state.places
    if not places.acquire(blocking=False):
        raise Busy("Serveren har travlt. Prøv igen om lidt.")
    try:
        yield
    finally:
        places.release()
