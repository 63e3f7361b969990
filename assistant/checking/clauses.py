"""The clauses of a text, each with its content, and which of the quotes' clauses says the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from assistant.checking.postings import Postings
from assistant.checking.words import Word, words
from ingest import sentences
from ingest.passages import Span

_CUT = re.compile(r"[,;:()\n](?=\s|$)| - |(?<=\w)(?= (?:men|mens|but|while|whereas) )")
_GOVERNED = re.compile(
    r"\s*(?:at|om|hvornår|hvordan|hvorvidt|hvor|hvilke[nt]?|hvem|that|whether|when|how|which|who)\b",
    re.IGNORECASE,
)
_ALIKE = 0.85
"""Of the best match: clauses that match so well may be meant as well."""
_MOST = 8
_LEAST = 0.4
_OWN = 0.2
"""What it counts that a clause of the quotes says little besides."""


@dataclass(frozen=True)
class Clause:
    """A part of a sentence between its commas; ``above`` is what it depends on ("… at …").

    ``span`` is its place in the text, ``sentence`` the whole that it is of.
    """

    text: str
    span: Span
    words: tuple[Word, ...]
    above: str = ""
    sentence: str = ""

    @property
    def whole(self) -> str:
        """It and what it depends on."""
        return f"{self.above} {self.text}" if self.above else self.text


def clauses(text: str, *, foreign: bool = False) -> Iterator[Clause]:
    """The clauses of a plain ``text`` in order."""
    for first, last in sentences.spans(text):
        before, above = "", ""
        for start, end in _cut(text, first, last):
            said = text[start:end]
            above = _tail(f"{above} {before}") if before and _GOVERNED.match(said) else ""
            found = tuple(words(said, foreign=foreign))
            yield Clause(said, (start, end), found, above, text[first:last])
            before = said


_TAIL = 300


def _tail(text: str) -> str:
    return text.strip()[-_TAIL:]


def _cut(text: str, first: int, last: int) -> Iterator[Span]:
    at = first
    for match in _CUT.finditer(text, first, last):
        if text[at : match.start()].strip():
            yield at, match.start()
            at = match.end()
    if text[at:last].strip():
        yield at, last


@dataclass(frozen=True)
class Match:
    """A clause of the quotes, and the share of the asked clause's words that it has."""

    clause: Clause
    share: float


class Aligned:
    """The clauses of the quotes, asked which of them a statement's clause is about."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = [clause for text in texts for clause in clauses(text)]
        self._postings = Postings([clause.words for clause in self._all])

    def with_the_same(self, clause: Clause) -> list[Match]:
        """The clauses that say most of ``clause``, none where all say little of it."""
        counts = Counter(n for word in clause.words for n in self._postings.of(word))
        said = len(clause.words)
        scores = {n: met / said + _OWN * met / len(self._all[n].words) for n, met in counts.items()}
        best = max(scores.values(), default=0)
        if best < _LEAST:
            return []
        near = nlargest(_MOST, scores, key=lambda n: (scores[n], -n))
        near = sorted(n for n in near if scores[n] >= _ALIKE * best)
        return [Match(self._all[n], counts[n] / said) for n in near]
