"""How near a statement is to what it cites, by the embedder that the passages were found with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.checking.windows import likeliest
from ingest import bundled
from ingest.embedder import Embedder

_WINDOWS = 4
"""Parts of the quotes that are embedded. With all of them, 16 in the mean, true statements score
the same, and those of other passages a little higher."""
_KEPT = 4_096
"""Vectors that are kept: statements of one answer cite the same passages."""


class Support:
    """Scores statements against their quotes; what was embedded lately is not embedded again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, list[float]] = {}

    def score(self, statement: str, quotes: Sequence[str]) -> float | None:
        """The cosine of ``statement`` and the part of ``quotes`` that is nearest, for ``check``.

        None where nothing is quoted or said, and with another model than the bundled one: what a
        score says was measured for that one alone.

        Raises:
            IndexUnusable: the model cannot be loaded.
        """
        if not self._embedder.fingerprint.startswith(bundled.MODEL_NAME):
            return None
        held = likeliest(statement, quotes, _WINDOWS)
        if not held or not statement.strip():
            return None
        own, *others = self._embedded([statement, *held])
        return float(max(np.asarray(others) @ np.asarray(own)))

    def _embedded(self, texts: Sequence[str]) -> list[list[float]]:
        known = self._vectors
        new = [text for text in dict.fromkeys(texts) if text not in known]
        found = dict(zip(new, self._embedder.embed_documents(new), strict=True)) if new else {}
        vectors = [found[text] if text in found else known[text] for text in texts]
        # Exchanged as a whole: threads that score at once may embed twice, and never miss one.
        self._vectors = ({} if len(known) > _KEPT else known) | found
        return vectors
