"""Words put into a sentence that otherwise follows its quote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.checking.general import GENERAL
from assistant.checking.words import Word, words
from ingest import analysis, sentences

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDS = ""
"""Stands before the first word of a sentence and behind its last."""


class Following:
    """Which content words follow which in the quotes, and what light words stand between."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._pairs: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
        for text in texts:
            for start, end in sentences.spans(text):
                self._read(text[start:end])

    def _read(self, sentence: str) -> None:
        found = words(sentence)
        stems = [_ENDS, *(word.stems[0] for word in found), _ENDS]
        starts = [*(word.span[0] for word in found), len(sentence)]
        at = 0
        for one, other, start in zip(stems, stems[1:], starts, strict=False):
            self._pairs[one, other].append(_light(sentence[at:start]))
            at = next((word.span[1] for word in found if word.span[0] == start), start)

    def put_in(
        self, text: str, said: Sequence[Word], met: Sequence[bool]
    ) -> Iterator[tuple[Word, ...]]:
        """The runs of the words ``said`` in ``text`` that are unmet, where none stands instead."""
        before, at, run = _ENDS, 0, list[Word]()
        for word, one in zip(said, met, strict=True):
            if not one:
                run.append(word)
                continue
            if _adds(run) and self._adjoin(before, word.stems[0], text[at : word.span[0]]):
                yield tuple(run)
            before, at, run = word.stems[0], word.span[1], []
        if _adds(run) and before and self._adjoin(before, _ENDS, text[at:]):
            yield tuple(run)

    def _adjoin(self, one: str, other: str, between: str) -> bool:
        gaps = self._pairs.get((one, other), ())
        heard = _light(between) if gaps else frozenset()
        return any(gap <= heard for gap in gaps)


def _adds(run: Sequence[Word]) -> bool:
    return any(word.lower not in GENERAL for word in run)


def _light(text: str) -> frozenset[str]:
    """Its words but those of grammar and numbers."""
    found = (match[0].lower() for match in _WORD.finditer(text))
    return frozenset(word for word in found if word not in analysis.STOP_WORDS)
