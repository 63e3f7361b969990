"""Text to vectors. LangChain's ``Embeddings`` is the seam; sentence-transformers is named here."""

from __future__ import annotations

import hashlib
import os
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import ArrayLike

from ingest import bundled, hub
from ingest.errors import IndexUnusable
from ingest.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 8
"""Small batches of like lengths: 32 of mixed lengths were 1.5 times slower, 8 a little faster."""
_SLICE = 4 * BATCH
"""Texts that are embedded before a question that waits gets its turn."""
_SAMPLES, _SAMPLE = 64, 16_384
"""What is read of a file of weights to tell it from another: so many pieces of so many bytes."""
Progress = Callable[[int, int], None]


class Embedder(Embeddings):
    """An embedder that says which model it is: vectors of two models must never meet."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Name and revision of the model and the type it counts in."""


class LocalEmbedder(Embedder):
    """A sentence-transformers model on this machine's processor, loaded at first use.

    Vectors are L2-normalised. One call computes at a time: threads that share two cores only
    make each other wait longer.
    """

    def __init__(self, settings: Settings, unpacking: Progress | None = None) -> None:
        self._settings = settings
        self._unpacking = unpacking
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()
        self._queue = threading.Lock()
        self._fingerprint = ""

    @property
    def fingerprint(self) -> str:
        """Name and revision, and the precision where it is not the default."""
        if not self._fingerprint:
            base = _identity(self._settings.embedding_model)
            precision = self._settings.embedding_precision
            self._fingerprint = base if precision == "float32" else f"{base}+{precision}"
        return self._fingerprint

    @contextmanager
    def _turn(self) -> Iterator[SentenceTransformer]:
        """The model for one caller. Who waits for it goes before who comes back for more.

        Only the first of the queue waits for the model, so that nobody else can take it first.
        """
        with self._queue:
            self._lock.acquire()
        try:
            yield self.model()
        finally:
            self._lock.release()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in order. Questions are let in on the way."""
        # Longest first over the whole call: like lengths fill a batch without padding.
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        vectors: dict[int, list[float]] = {}
        for start in range(0, len(order), _SLICE):
            numbers = order[start : start + _SLICE]
            with self._turn() as model:
                found = model.encode_document(
                    [texts[number] for number in numbers], batch_size=BATCH,
                    normalize_embeddings=True, show_progress_bar=False,
                )  # fmt: skip
            vectors |= {number: _unit(row) for number, row in zip(numbers, found, strict=True)}
        return [vectors[number] for number in range(len(texts))]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        with self._turn() as model:
            found = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return _unit(found)

    def model(self) -> SentenceTransformer:
        """The model itself, loaded at first use."""
        if self._model is None:
            self._model = self._load()
        return self._model

    def _load(self) -> SentenceTransformer:
        name = self._settings.embedding_model
        local = hub.is_local(self._settings)
        hub.go_offline(self._settings)
        # Threads that spin while they wait take the cores from each other: with a busy neighbour a
        # query took 950 ms instead of 12. OpenMP reads this when torch is first imported.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        # Imported late: torch takes seconds, and 'strategi status' needs no model.
        import torch  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(os.cpu_count() or 1)
        folder = self._bundled() if name == "bundled" else name
        dtype = getattr(torch, self._settings.embedding_precision)
        try:
            return SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=local,
                trust_remote_code=False,
                model_kwargs={"dtype": dtype, "use_safetensors": True},
            )
        except (OSError, ValueError) as error:
            raise IndexUnusable(
                f"Modellen {name!r} kan ikke indlæses. Angiv 'bundled' eller en mappe med en "
                "sentence-transformers-model i STRATEGI_EMBEDDING_MODEL."
            ) from error

    def _bundled(self) -> Path:
        target = self._settings.data / "models" / bundled.MODEL_NAME
        return bundled.unpack(target, self._unpacking)


def _unit(row: ArrayLike) -> list[float]:
    # In bfloat16 the model's own normalisation leaves lengths down to 0.9966.
    vector = np.asarray(row, dtype=np.float64)
    return [float(x) for x in vector / (float(np.linalg.norm(vector)) or 1.0)]


def _identity(name: str) -> str:
    """Which model ``name`` is: of a folder its contents too, since they may be exchanged."""
    if name == "bundled":
        return bundled.fingerprint()
    folder = Path(name)
    return f"{folder.resolve().name}@{_digest(folder)}" if folder.is_dir() else name


def _digest(folder: Path) -> str:
    """Names, sizes and a sample of the bytes: gigabytes are not read for a 'strategi status'."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in within.parts):
            size = path.stat().st_size
            found.update(f"{within.as_posix()}:{size}\n".encode())
            with path.open("rb") as file:
                for piece in range(_SAMPLES):
                    file.seek(max(piece * _SAMPLE, piece * size // _SAMPLES))
                    found.update(file.read(_SAMPLE))
    return found.hexdigest()[:12]
