"""A small embedder for tests: hashed bags of words, so that its rankings mean something."""

from __future__ import annotations

import hashlib
import math

from ingest.analysis import content_words, stem
from ingest.embedder import Embedder

SIZE = 64


class HashedEmbedder(Embedder):
    """Counts what it is asked for, so that a test can see that nothing was embedded again."""

    def __init__(self, name: str = "hashed", size: int = SIZE) -> None:
        self.name = name
        self.size = size
        self.embedded = 0

    @property
    def fingerprint(self) -> str:
        return f"{self.name}@1"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += len(texts)
        return [vector(text, self.size) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return vector(text, self.size)


def vector(text: str, size: int = SIZE) -> list[float]:
    """A unit vector of the words of ``text``."""
    counts = [0.01] * size
    for word in content_words(text):
        digest = hashlib.sha256(stem(word).encode()).digest()
        counts[digest[0] % size] += 1 if digest[1] % 2 else -1
    length = math.sqrt(sum(x * x for x in counts))
    return [x / length for x in counts]
