"""The index as one thing: catalogue, dense index and embedder, kept in step.

Who reads while a document is being replaced sees the old or the new, never a mix: a change is
published to both halves under the lock that every reading holds.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.catalogue import Catalogue, Prepared
from ingest.embedder import Embedder
from ingest.lock import FolderLock
from ingest.vectors import DenseIndex


class Index:
    """The data folder, open. One process has it at a time; it is a context manager.

    Raises:
        FolderHeld: another process has the folder.
        IndexUnusable: the catalogue is damaged or of another version.
    """

    def __init__(self, folder: Path, embedder: Embedder, *, wait: float = 0) -> None:
        self.folder = folder
        self.embedder = embedder
        self.lock = FolderLock(folder, timeout=wait)
        self.lock.__enter__()
        try:
            self.catalogue = Catalogue(folder / "catalogue.sqlite3")
            self.model_changed = self._adopt_model()
            self.dense = DenseIndex(folder / "chroma", self.catalogue, embedder.fingerprint)
        except BaseException:
            self.lock.__exit__(None, None, None)
            raise
        self._gate = threading.RLock()
        self._writer = threading.RLock()
        self._erase = False

    def _adopt_model(self) -> bool:
        """Vectors of two models must never meet: those of another one go, to be made again."""
        known, chosen = self.catalogue.meta("model"), self.embedder.fingerprint
        changed = bool(known) and known != chosen
        if changed:
            self.catalogue.clear()
        if known != chosen:
            self.catalogue.set_meta("model", chosen)
        return changed

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close both halves and let the folder go."""
        with self._gate:
            self.dense.close()
            self.catalogue.close()
        self.lock.__exit__(None, None, None)

    @contextmanager
    def reading(self) -> Iterator[Catalogue]:
        """Everything read inside is of one state of the index."""
        with self._gate, self.catalogue.snapshot():
            yield self.catalogue

    def publish(self, prepared: Prepared) -> None:
        """Put a document in both halves, in place of an earlier one of its id."""
        with self._writer, self._gate:
            gone, came = self.catalogue.put(prepared)
            self._erase = self._erase or bool(gone)
            self.dense.apply(gone, came)

    def withdraw(self, document_id: str) -> None:
        """Take a document out of both halves."""
        with self._writer, self._gate:
            gone = self.catalogue.remove(document_id)
            self._erase = True
            self.dense.apply(gone, [])

    def settle(self) -> None:
        """After a run of changes: make removals final, and seal what is whole."""
        with self._writer:
            if not self._erase:
                self.dense.seal()
                return
            # Built beside the one in use, so that readers wait for the exchange alone.
            fresh = self.dense.build()
            with self._gate:
                self.catalogue.scrub()
                self.dense.adopt(fresh)
            self._erase = False

    def size(self) -> int:
        """Bytes of catalogue and dense index on disk."""
        kept = [*self.folder.glob("catalogue.*"), *(self.folder / "chroma").rglob("*")]
        return sum(path.stat().st_size for path in kept if path.is_file())
