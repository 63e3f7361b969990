"""Pictures of the pages that quotes stand on: made by a process of its own, a few kept for a while.

They are made of the file that the document was read from, found through the catalogue alone. One
that is gone or has changed since has no pictures: it would show another text than the one cited.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fastapi import Request

from ingest import files, readers
from ingest.document import Element
from ingest.errors import Busy, Refused
from ingest.kinds import Kind, kind_of
from ingest.records import Source
from ingest.sandbox import Limits, Sandbox
from ingest.shown import Picture, Wanted
from ui.body import Marked
from ui.place.quote import wanted

Pictures = tuple[Picture, ...]
_AT_ONCE = 2
_WAITING = 4
"""Who may wait for a place; each holds one of the server's threads."""
_PATIENCE = 6.0
_LIMITS = Limits(silence=6.0, uncounted=10.0, total=15.0, output=40_000_000)
_KEPT = 32
_KEPT_BYTES = 24_000_000
_Key = tuple[str, Wanted]
"""The quote, not its offsets: a text that is read anew may have others."""


class Originals:
    """Pictures by file and quote. Threads may share it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Pictures] = OrderedDict()
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._queue = threading.BoundedSemaphore(_AT_ONCE + _WAITING)

    def pictures(self, source: Source, marked: Marked, elements: Sequence[Element]) -> Pictures:
        """The pages that the marked place stands on; none where there is nothing to show.

        Raises:
            Busy: too many others are waiting for theirs.
        """
        quote = wanted(marked, elements)
        if quote is None:
            return ()
        key = (source.sha256, quote)
        path = Path(source.path)
        try:
            data = files.content(path, readers.MOST_BYTES)
            unchanged = hashlib.sha256(data).hexdigest() == source.sha256
            if not unchanged or kind_of(data, path.name) is not Kind.PDF:
                return ()
            known = self._known(key)
            if known is not None:
                return known
        except Refused:
            return ()
        made = self._made(data, path.name, quote)
        self._keep(key, made)
        return made

    def _made(self, data: bytes, name: str, quote: Wanted) -> Pictures:
        """None where the file cannot be drawn: kept too, for each attempt may take long."""
        try:
            with self._place(), Sandbox(_LIMITS) as sandbox:
                return tuple(sandbox.places(data, name, quote))
        except Refused:
            return ()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._queue.acquire(blocking=False):
            raise Busy(_BUSY)
        try:
            if not self._places.acquire(timeout=_PATIENCE):
                raise Busy(_BUSY)
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._queue.release()

    def _known(self, key: _Key) -> Pictures | None:
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: _Key, made: Pictures) -> None:
        with self._turn:
            self._kept[key] = made
            while len(self._kept) > _KEPT or self._bytes() > _KEPT_BYTES:
                self._kept.popitem(last=False)

    def _bytes(self) -> int:
        return sum(len(picture.png) for made in self._kept.values() for picture in made)


_BUSY = "Serveren har travlt. Prøv igen om lidt."


async def originals(request: Request) -> Originals:
    """Those of the running app, made when first asked for.

    It never waits, so that the event loop lets nobody else make another between.
    """
    state = request.app.state
    if not hasattr(state, "originals"):
        state.originals = Originals()
    kept: Originals = state.originals
    return kept
