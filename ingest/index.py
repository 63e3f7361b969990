"""The index as one thing: catalogue, dense index and embedder, kept in step.

Who reads while a document is being replaced sees the old or the new, never a mix: a change is
published to both halves under the lock that every reading holds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from ingest.catalogue import Catalogue, Prepared
from ingest.embedder import Embedder
from ingest.errors import IndexUnusable
from ingest.lock import FolderLock
from ingest.vectors import DenseIndex

_GROUP = 256
"""Passages that are embedded anew between two notes of how far it is."""
Progress = Callable[[int, int, str], None]
"""Done, in all, and what is at hand."""


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
            self.catalogue.count_terms()
            self.catalogue.read_register()
            self.model_changed = self._differs()
            # Opened with the model of the catalogue's embeddings, which need not be the chosen.
            self.dense = DenseIndex(folder / "chroma", self.catalogue, self.catalogue.meta("model"))
        except BaseException:
            self.lock.__exit__(None, None, None)
            raise
        if self.model_changed:
            self.dense.barred = self._other_model()
        self._gate = threading.RLock()
        self._writer = threading.RLock()
        self._erase = False
        if self.dense.mended:
            # A run that was cut off may not have made its removals final.
            self.catalogue.condense()
            self.catalogue.scrub()

    def _differs(self) -> bool:
        """Whether the embeddings are of another model than the chosen one.

        Nothing is changed for that: the choice may be a slip, and reading is what makes new ones.
        """
        known, chosen = self.catalogue.meta("model"), self.embedder.fingerprint
        if known != chosen and not (known and self.catalogue.entries()):
            self.catalogue.set_meta("model", chosen)
            return False
        return known != chosen

    def _other_model(self) -> str:
        return (
            f"Indekset er lavet med modellen {self.catalogue.meta('model')!r}, og den valgte er "
            f"{self.embedder.fingerprint!r}. Kør 'strategi ingest' for at gå over til den valgte, "
            "eller ret STRATEGI_EMBEDDING_MODEL og STRATEGI_EMBEDDING_PRECISION tilbage."
        )

    @property
    def unusable(self) -> str:
        """Why no question can be answered from it now, and what to do about it, or ""."""
        return self.dense.unusable

    def adopt_model(self, progress: Progress | None = None) -> int:
        """Go over to the chosen model where it is another; returns how many passages it embedded.

        Vectors of two models must never meet: the new ones lie beside the old, from one run to
        the next, until there is one for each passage. Texts are kept, and no file is needed.
        """
        if not self.model_changed:
            return 0
        chosen = self.embedder.fingerprint
        with self._writer:
            made = self._remake(chosen, progress)
            with self._gate:
                self.catalogue.exchange(chosen)
                self.dense.turn_to(chosen)
                self.dense.barred, self.model_changed = "", False
        return made

    def _remake(self, model: str, progress: Progress | None) -> int:
        ready = self.catalogue.remade(model)
        missing = [rowid for rowid in self.catalogue.passage_ids() if rowid not in ready]
        for start in range(0, len(missing), _GROUP):
            hits = self.catalogue.hits(missing[start : start + _GROUP])
            if progress:
                first = next(iter(hits.values()))
                progress(start, len(missing), first.metadata.title)
            made = self.embedder.embed_documents([hit.embedded_text for hit in hits.values()])
            vectors = [np.asarray(vector, dtype=np.float32) for vector in made]
            self.catalogue.keep_remade(model, dict(zip(hits, vectors, strict=True)))
        return len(missing)

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
        """After a run of changes: make removals final, mend what broke, and seal what is whole.

        Raises:
            IndexUnusable: the dense index cannot be built.
        """
        with self._writer:
            if self._erase:
                self.catalogue.condense()
            elif self.dense.whole():
                self.dense.seal()
                return
            # Built beside the one in use, so that readers wait for the exchange alone.
            try:
                fresh = self.dense.build()
                with self._gate:
                    scrubbed = self.catalogue.scrub()
                    self.dense.adopt(fresh)
            except Exception as error:
                self.dense.broken = True
                raise IndexUnusable(self.dense.unusable) from error
            self._erase = self._erase and not scrubbed

    def size(self) -> int:
        """Bytes of catalogue and dense index on disk."""
        kept = [*self.folder.glob("catalogue.*"), *(self.folder / "chroma").rglob("*")]
        return sum(path.stat().st_size for path in kept if path.is_file())
