"""How much of a statement a few sentences of the quotes say together.

A long quote has most words of its subject somewhere; that it has them in one place is what counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.checking.postings import Postings
from assistant.checking.words import Vocabulary, Word, words
from ingest import sentences

_FEW = 3
"""Sentences that one sentence may be drawn from."""


class Together:
    """The sentences of the quotes; what may be named beside them is met wherever it stands."""

    def __init__(self, texts: Sequence[str], beside: Sequence[str]) -> None:
        self._texts = [text[a:b] for text in texts for a, b in sentences.spans(text)]
        self._postings = Postings([words(text) for text in self._texts])
        self._beside = Vocabulary(beside)

    def met(self, said: Sequence[Word]) -> list[bool]:
        """Which of the words the few sentences have that have most of them."""
        return self._few(said)[0]

    def near(self, said: Sequence[Word]) -> str:
        """Those sentences, each with the one before it and the one behind it; without words all."""
        few = self._few(said)[1] or range(len(self._texts))
        near = sorted({at + step for at in few for step in (-1, 0, 1)})
        return " ".join(self._texts[at] for at in near if 0 <= at < len(self._texts))

    def _few(self, said: Sequence[Word]) -> tuple[list[bool], list[int]]:
        found = [self._postings.of(word) for word in said]
        met = [self._beside.meets(word) for word in said]
        few: list[int] = []
        for _ in range(_FEW):
            left = Counter(n for one, at in zip(met, found, strict=True) if not one for n in at)
            if not left:
                break
            (best, most), *_ = left.most_common(1)
            few += (n for n, many in left.items() if many == most)
            met = [one or best in at for one, at in zip(met, found, strict=True)]
        return met, few
