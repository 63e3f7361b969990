"""Words put into a sentence that otherwise follows its quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.checking.words import Word, words
from ingest import sentences

_ENDS = ""
"""Stands before the first word of a sentence and behind its last."""


class Following:
    """Which content words follow which in the quotes."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._pairs: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            for start, end in sentences.spans(text):
                stems = [word.stems[0] for word in words(text[start:end])]
                for one, other in zip([_ENDS, *stems], [*stems, _ENDS], strict=True):
                    self._pairs[one].add(other)

    def put_in(self, said: Sequence[Word], met: Sequence[bool]) -> Iterator[tuple[Word, ...]]:
        """The runs of words unmet where nothing of the quotes stands in their place."""
        before, run = _ENDS, list[Word]()
        for word, one in zip(said, met, strict=True):
            if not one:
                run.append(word)
                continue
            if run and self._adjoin(before, word.stems[0]):
                yield tuple(run)
            before, run = word.stems[0], []
        if run and before and self._adjoin(before, _ENDS):
            yield tuple(run)

    def _adjoin(self, one: str, other: str) -> bool:
        return other in self._pairs.get(one, ())
