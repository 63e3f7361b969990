"""How near the passages of a theme come to a topic, by their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.question import Question
from ingest import analysis
from ingest.catalogue import Catalogue
from ingest.passages import Span
from ingest.records import Held, Hit
from ingest.vectors import DenseIndex

_PASSAGES = 600


@dataclass(frozen=True)
class Near:
    """Passages by document with how near they are, in standard deviations from the mean."""

    passages: Mapping[str, Sequence[tuple[Hit, float]]]

    def to(self, held: Held, spans: Sequence[Span]) -> float:
        """The nearest passage that a theme's own spans fill by half, or that holds half of them."""
        length = sum(end - start for start, end in spans)
        best = None
        for hit, near in self.passages.get(held.document_id, ()):
            if hit.end <= held.theme.start or hit.start >= held.theme.end:
                continue
            shared = sum(max(0, min(hit.end, b) - max(hit.start, a)) for a, b in spans)
            if 2 * shared >= min(hit.end - hit.start, length) and shared:
                best = near if best is None else max(best, near)
        return best or 0.0


def nearest(
    asked: Question,
    vector: Sequence[float],
    themes: Sequence[Held],
    catalogue: Catalogue,
    dense: DenseIndex,
) -> Near:
    """The passages of the themes' documents, all or those that come nearest, with their cosines."""
    ids = catalogue.passage_ids()
    sample = ids[:: max(1, len(ids) // _PASSAGES)]
    if len(ids) > _PASSAGES:
        documents = sorted({held.document_id for held in themes})
        grams, stems = analysis.grams(asked.lexical), analysis.stems(asked.lexical)
        near = [rowid for rowid, _ in dense.nearest(vector, _PASSAGES // 2, documents)]
        told = [rowid for rowid, _ in catalogue.lexical(stems, grams, _PASSAGES // 2, documents)]
        ids = list(dict.fromkeys([*near, *told]))
    stored = catalogue.vectors(list({*ids, *sample}))
    query = np.asarray(vector, dtype=np.float32)
    usual = np.array([float(query @ stored[rowid]) for rowid in sample] or [0.0])
    mean, spread = float(usual.mean()), float(usual.std()) or 1.0
    passages: dict[str, list[tuple[Hit, float]]] = {}
    for rowid, hit in catalogue.hits(ids).items():
        cosine = (float(query @ stored[rowid]) - mean) / spread
        passages.setdefault(hit.document_id, []).append((hit, cosine))
    return Near(passages)
