"""The rivals' embeddings: the bundled model as LangChain loads it, each text embedded once.

What was embedded is kept in a file, so that a later run embeds only what is new.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

_SLICE = 256
"""Texts that are embedded between two savings."""
Vector = NDArray[np.float32]


class Kept(Embeddings):
    """Embeddings that remember; ``make`` loads the model, when something new is asked for."""

    def __init__(self, make: Callable[[], Embeddings], file: Path) -> None:
        self._make = make
        self._file = file
        self._model: Embeddings | None = None
        self._known: dict[str, Vector] = _read(file)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in order."""
        keys = [_key("document", text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        # Like lengths together: a batch is as slow as its longest.
        ordered = sorted(new, key=lambda key: len(new[key]))
        for start in range(0, len(ordered), _SLICE):
            some = ordered[start : start + _SLICE]
            found = self._loaded().embed_documents([new[key] for key in some])
            self._keep(some, found)
            self.save()
        return [_floats(self._known[key]) for key in keys]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        key = _key("query", text)
        if key not in self._known:
            self._keep([key], [self._loaded().embed_query(text)])
        return _floats(self._known[key])

    def save(self) -> None:
        """Write everything that is known."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_name(f".{self._file.name}.npz")
        np.savez(fresh, keys=np.array(list(self._known)), rows=np.array([*self._known.values()]))
        fresh.replace(self._file)

    def _loaded(self) -> Embeddings:
        if self._model is None:
            self._model = self._make()
        return self._model

    def _keep(self, keys: Sequence[str], found: Sequence[Sequence[float]]) -> None:
        for key, row in zip(keys, found, strict=True):
            self._known[key] = np.asarray(row, dtype=np.float32)


def langchain(folder: Path) -> Embeddings:
    """The sentence-transformers model in ``folder``, with its own prompts, by LangChain."""
    # Threads that spin while they wait take the cores from whoever else is on the machine; OpenMP
    # reads this when torch is first imported, and langchain_huggingface may be missing.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415

    found: Embeddings = HuggingFaceEmbeddings(
        model_name=str(folder),
        model_kwargs={"device": "cpu", "local_files_only": True},
        encode_kwargs={"prompt_name": "passage", "batch_size": 8},
        query_encode_kwargs={"prompt_name": "query"},
    )
    return found


def _read(file: Path) -> dict[str, Vector]:
    if not file.exists():
        return {}
    with np.load(file) as kept:
        return dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))


def _key(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\0{text}".encode()).hexdigest()


def _floats(vector: Vector) -> list[float]:
    return [float(x) for x in vector]
