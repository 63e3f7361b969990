"""Which pieces of the quotes meet a word, looked up: long quotes cost little more than short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.checking.words import Word, bases, related

_POSTINGS = 400
"""Pieces that a word is looked for in; a word of more tells them not apart."""
_NEAR = 64
_EDGE = 4


class Postings:
    """The pieces of a text, each as its words, by the stems that stand in them."""

    def __init__(self, pieces: Sequence[Sequence[Word]]) -> None:
        self._at: dict[str, list[int]] = defaultdict(list)
        self._begin: dict[str, list[str]] = defaultdict(list)
        self._end: dict[str, list[str]] = defaultdict(list)
        self._found: dict[tuple[str, ...], frozenset[int]] = {}
        for number, piece in enumerate(pieces):
            for base in {base for word in piece for base in bases(word)}:
                self._add(base, number)

    def _add(self, base: str, number: int) -> None:
        if base not in self._at and len(base) >= _EDGE:
            for bucket in (self._begin[base[:_EDGE]], self._end[base[-_EDGE:]]):
                if len(bucket) < _NEAR:
                    bucket.append(base)
        if len(self._at[base]) < _POSTINGS:
            self._at[base].append(number)

    def of(self, word: Word) -> frozenset[int]:
        """The pieces with a word that is ``word`` or of its family."""
        if word.stems not in self._found:
            found = (n for base in word.stems for one in self._kin(base) for n in self._at[one])
            self._found[word.stems] = frozenset(found)
        return self._found[word.stems]

    def _kin(self, base: str) -> Sequence[str]:
        if base in self._at:
            return (base,)
        near = (*self._begin.get(base[:_EDGE], ()), *self._end.get(base[-_EDGE:], ()))
        return [one for one in near if related(base, one)]
