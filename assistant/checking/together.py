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
        pieces = [words(text[a:b]) for text in texts for a, b in sentences.spans(text)]
        self._postings = Postings(pieces)
        self._beside = Vocabulary(beside)

    def met(self, said: Sequence[Word]) -> list[bool]:
        """Which of the words the few sentences have that have most of them."""
        found = [self._postings.of(word) for word in said]
        met = [self._beside.meets(word) for word in said]
        for _ in range(_FEW):
            left = Counter(n for one, at in zip(met, found, strict=True) if not one for n in at)
            if not left:
                break
            best = left.most_common(1)[0][0]
            met = [one or best in at for one, at in zip(met, found, strict=True)]
        return met
