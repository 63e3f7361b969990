"""The dense index in Chroma, derived from the catalogue. Chroma is named in this file alone.

Chroma cannot tell that it is damaged: with a link file cut in half it counts right, reads every
vector back, and searches worse (measured with 1.5.9). So each state that was written whole is
sealed with the sizes of its files, and whatever does not fit its seal is built anew from the
catalogue. Only ids, vectors and the owning document stand in it, never a document's words.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings

from ingest.catalogue import Catalogue, Vectors
from ingest.errors import IndexUnusable

Chroma = Any
"""Its clients and collections; their published types know neither ``close`` nor our filters."""
_NAME = "passages"
_PAGE = 2000
"""Below Chroma's limits for one call, which differ by version and platform."""
_SAMPLE = 64
_BROKEN = (
    "Vektorindekset kunne ikke skrives. Se efter, om der er plads på disken, "
    "og kør 'strategi ingest', eller genstart serveren."
)
_HNSW = {"space": "cosine", "ef_search": 256, "ef_construction": 200}


class DenseIndex:
    """Nearest passages by vector. Opening mends what is missing, damaged or of another model."""

    def __init__(self, folder: Path, catalogue: Catalogue, fingerprint: str) -> None:
        self._root = folder
        self._catalogue = catalogue
        self._fingerprint = fingerprint
        self._client: Chroma = None
        self._collection: Chroma = None
        self._current: Path | None = None
        self.mended = ""
        self.barred = ""
        """Why nothing may be sought though all is whole, or ""."""
        self.broken = False
        """Whether Chroma has failed and does not hold what the catalogue does."""
        reason = self._opened()
        if reason:
            self.rebuild()
            self.mended = reason if reason != "new" else ""

    # -- reading ----------------------------------------------------------------------------

    def nearest(
        self, vector: Sequence[float], limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """Row ids and cosine similarities, nearest first.

        Raises:
            IndexUnusable: it is broken, or barred.
        """
        if self.unusable:
            raise IndexUnusable(self.unusable)
        count = self._collection.count()
        if not count or (documents is not None and not documents):
            return []
        where = {"document_id": {"$in": list(documents)}} if documents is not None else None
        found = self._collection.query(
            query_embeddings=[list(vector)],
            n_results=min(limit, count),
            where=where,
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(rowid), 1.0 - float(distance)) for rowid, distance in pairs]

    def count(self) -> int:
        """How many vectors Chroma says that it holds."""
        return int(self._collection.count())

    @property
    def unusable(self) -> str:
        """Why nothing can be sought now, and what to do about it, or ""."""
        return self.barred or (_BROKEN if self.broken else "")

    def whole(self) -> bool:
        """Whether Chroma holds as many vectors as the catalogue, as far as it can tell."""
        try:
            return not self.broken and self.count() == len(self._catalogue.passage_ids())
        except Exception:  # noqa: BLE001 - a Chroma that cannot count is not whole
            return False

    # -- changing ---------------------------------------------------------------------------

    def apply(self, gone: Sequence[int], came: Sequence[int]) -> None:
        """Follow one change of the catalogue. Where Chroma fails, everything is built anew.

        Where that fails too it is ``broken``: the catalogue is the truth, and goes on.
        """
        self._seal().unlink(missing_ok=True)
        if self.broken:
            return
        try:
            for ids in _paged(gone):
                self._collection.delete(ids=[str(rowid) for rowid in ids])
            self._add(self._collection, came)
        except Exception:  # noqa: BLE001 - whatever Chroma raised, the catalogue is the truth
            self._try_rebuild()

    def turn_to(self, fingerprint: str) -> None:
        """Follow the catalogue to the embeddings of another model."""
        self._seal().unlink(missing_ok=True)
        self._fingerprint = fingerprint
        self._try_rebuild()

    def _try_rebuild(self) -> None:
        self.broken = True
        with contextlib.suppress(Exception):
            self.rebuild()

    def rebuild(self) -> None:
        """Build a new folder from the catalogue, without embedding, and put it in place.

        Also how a removal is made final: Chroma keeps deleted vectors in its files.
        """
        self.adopt(self.build())

    def build(self) -> Path:
        """A new folder with all that the catalogue holds; readers go on with the one in place."""
        fresh = self._root / uuid.uuid4().hex[:12]
        client = _client(fresh)
        try:
            collection = client.create_collection(
                _NAME, configuration={"hnsw": _HNSW}, embedding_function=None
            )
            self._add(collection, self._catalogue.passage_ids())
        finally:
            client.close()
        return fresh

    def adopt(self, fresh: Path) -> None:
        """Put a folder that was built in place of the one in use, once it has been opened."""
        client = _client(fresh)
        try:
            collection = client.get_collection(_NAME, embedding_function=None)
        except BaseException:
            client.close()
            raise
        before, self._client = self._client, client
        self._collection, self._current, self.broken = collection, fresh, False
        if before is not None:
            with contextlib.suppress(Exception):
                before.close()
        self.seal()
        self._sweep()

    def seal(self) -> None:
        """Note that the index is whole: which generation, model and file sizes.

        Where it is not whole there is no seal, so that the next start builds it anew.
        """
        if self._current is not None and self.whole():
            self._write_seal(self._current)

    def _write_seal(self, folder: Path) -> None:
        seal = {
            "folder": folder.name,
            "generation": self._catalogue.generation,
            "model": self._fingerprint,
            "files": _sizes(folder),
        }
        written = self._seal().with_suffix(".tmp")
        written.write_text(json.dumps(seal), encoding="utf-8")
        written.replace(self._seal())

    def close(self) -> None:
        """Close Chroma; the seal stays true where nothing was changed since it was set."""
        sealed = self._seal().exists()
        if self._client is not None:
            self._client.close()
            self._client = None
        if sealed and self._current is not None:
            self._write_seal(self._current)

    # -- opening ----------------------------------------------------------------------------

    def _seal(self) -> Path:
        return self._root / "seal.json"

    def _opened(self) -> str:
        """Open what is there; returns why it cannot be trusted, or ""."""
        self._root.mkdir(parents=True, exist_ok=True)
        try:
            seal = json.loads(self._seal().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return "ikke afsluttet" if any(self._root.iterdir()) else "new"
        if seal.get("model") != self._fingerprint:
            return "en anden model"
        if seal.get("generation") != self._catalogue.generation:
            return "ældre end kataloget"
        folder = self._root / str(seal.get("folder"))
        if not folder.is_dir() or _sizes(folder) != seal.get("files"):
            return "filer er ændret"
        return self._tested(folder)

    def _tested(self, folder: Path) -> str:
        try:
            self._client = _client(folder)
            self._collection = self._client.get_collection(_NAME, embedding_function=None)
            whole = self._matches()
        except Exception:  # noqa: BLE001 - Chroma raises many kinds; each means the same here
            whole = False
        if whole:
            self._current = folder
            return ""
        if self._client is not None:
            self._client.close()
        self._client = None
        return "vektorer mangler"

    def _matches(self) -> bool:
        """Counts agree, and a sample reads back and finds itself."""
        ids = self._catalogue.passage_ids()
        if self._collection.count() != len(ids):
            return False
        sample = [ids[i] for i in range(0, len(ids), max(1, len(ids) // _SAMPLE))]
        stored = self._catalogue.vectors(sample)
        for page in _paged(sample):
            found = self._collection.get(ids=[str(i) for i in page], include=["embeddings"])
            read = {
                int(i): np.asarray(v)
                for i, v in zip(found["ids"], found["embeddings"], strict=True)
            }
            if set(read) != set(page) or any(
                not np.allclose(read[i], stored[i], atol=1e-3) for i in page
            ):
                return False
        return all(self.nearest([float(x) for x in stored[i]], 1)[0][1] > 0.99 for i in sample[:8])

    def _add(self, collection: Chroma, rowids: Sequence[int]) -> None:
        for page in _paged(rowids):
            stored = self._catalogue.vectors(page)
            owners = self._catalogue.owners(page)
            vectors: list[Vectors] = [stored[i] for i in page]
            collection.add(
                ids=[str(i) for i in page],
                embeddings=np.stack(vectors),
                metadatas=[{"document_id": owners[i]} for i in page],
            )

    def _sweep(self) -> None:
        for path in self._root.iterdir():
            if path.is_dir() and path != self._current:
                shutil.rmtree(path, ignore_errors=True)


def _client(folder: Path) -> Chroma:
    settings = ChromaSettings(anonymized_telemetry=False, allow_reset=False)
    return chromadb.PersistentClient(str(folder), settings=settings)


def _paged(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _PAGE):
        yield ids[start : start + _PAGE]


def _sizes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
