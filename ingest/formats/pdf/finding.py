"""Where on PDF pages a quote stands: its letters held against those of the pages.

Letters and digits alone are compared, without case and accents, so that line ends, hyphens,
ligatures and bullets make no difference. Where the same words stand more than once, what is
around them decides; where that does not tell either, nothing is found: no place is better than a
wrong one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, pairwise

from ingest.shown import Wanted

Span = tuple[int, int]
_SHORTEST = 8
"""Letters; a shorter run in common is chance."""
_SURE = 20
"""Letters that may begin or end within a word: nothing else reads like them."""
_AROUND = 80
_SLACK = 700
"""Letters between two parts of one sentence: a page's foot and the next one's head."""
_ENOUGH = 0.5
_MOST_PLACES = 60
_MOST_LETTERS = 4_000


def plain(text: str) -> str:
    """The letters and digits of ``text``, folded."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


@dataclass(frozen=True)
class Script:
    """Folded letters with the sign that each is of, and whether it begins a word."""

    letters: str
    signs: tuple[int, ...]
    begins: frozenset[int]

    @classmethod
    def of(cls, signs: Iterable[str]) -> Script:
        """From the signs of a page in their order, blanks among them."""
        letters: list[str] = []
        owners: list[int] = []
        begins = {0}
        for number, sign in enumerate(signs):
            folded = plain(sign)
            if not folded and not unicodedata.combining(sign[:1] or " "):
                begins.add(len(letters))
            letters += folded
            owners += [number] * len(folded)
        return cls("".join(letters), tuple(owners), frozenset({*begins, len(letters)}))

    def whole(self, start: int, end: int) -> bool:
        """Whether a run of letters is of whole words."""
        return start in self.begins and end in self.begins


class Finding:
    """One quote, looked for on one run of pages."""

    def __init__(self, wanted: Wanted, script: Script) -> None:
        before, after = plain(wanted.before), plain(wanted.after)
        parts = [plain(part) for part in wanted.parts]
        ends = list(accumulate(map(len, parts), initial=len(before)))
        self._parts: list[Span] = [span for span in pairwise(ends) if span[0] < span[1]]
        self._all: Span = (ends[0], min(ends[-1], ends[0] + _MOST_LETTERS))
        self._quote = before + "".join(parts) + after
        self._script = script

    def found(self) -> list[Span]:
        """Runs of the script's letters; empty where too little of the quote is there."""
        start, end = self._all
        whole = self._place(start, end, 0, len(self._script.letters))
        if whole is not None:
            return [(whole, whole + end - start)]
        parts = [part for part in self._parts if part[1] <= end] or [self._all]
        spans = sorted({span for part in parts for span in self._part(*part)})
        share = sum(stop - begin for begin, stop in spans) / max(1, end - start)
        return spans if share >= _ENOUGH else []

    def _part(self, start: int, end: int) -> list[Span]:
        size = len(self._script.letters)
        at = self._place(start, end, 0, size)
        return [(at, at + end - start)] if at is not None else list(self._runs(start, end, 0, size))

    def _runs(self, start: int, end: int, low: int, high: int) -> Iterator[Span]:
        """What ``quote[start:end]`` and ``letters[low:high]`` have in common, in both's order."""
        if end - start < _SHORTEST or high - low < _SHORTEST:
            return
        best = self._matcher.find_longest_match(start, end, low, high)
        stop = best.a + best.size
        at = self._place(best.a, stop, low, high) if best.size >= _SHORTEST else None
        if at is None:
            return
        yield at, at + best.size
        yield from self._runs(start, best.a, max(low, at - 2 * (best.a - start) - _SLACK), at)
        beyond = at + best.size
        yield from self._runs(stop, end, beyond, min(high, beyond + 2 * (end - stop) + _SLACK))

    def _place(self, start: int, end: int, low: int, high: int) -> int | None:
        """Where ``quote[start:end]`` stands within ``letters[low:high]``; None where unclear."""
        places = list(self._places(self._quote[start:end], low, high))
        if not places or len(places) > _MOST_PLACES:
            return None
        scores = {place: self._around(start, end, place) for place in places}
        first, *others = sorted(places, key=lambda place: -scores[place])
        if others:
            return first if scores[first] > scores[others[0]] else None
        sure = end - start >= _SHORTEST or scores[first] >= _SHORTEST
        return first if sure else None

    def _places(self, words: str, low: int, high: int) -> Iterator[int]:
        at = self._script.letters.find(words, low, high) if words else -1
        while at >= 0:
            if len(words) >= _SURE or self._script.whole(at, at + len(words)):
                yield at
            at = self._script.letters.find(words, at + 1, high)

    def _around(self, start: int, end: int, place: int) -> int:
        """How much of what is around a run in the quote is around it on the page as well."""
        beyond = place + end - start
        quote, letters = self._quote, self._script.letters
        return _common(
            quote[max(0, start - _AROUND) : start], letters[max(0, place - _AROUND) : place]
        ) + _common(quote[end : end + _AROUND], letters[beyond : beyond + _AROUND])

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        return SequenceMatcher(None, self._quote, self._script.letters, autojunk=False)


def _common(one: str, other: str) -> int:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 4)


def signs_of(script: Script, spans: Sequence[Span]) -> list[int]:
    """The signs that runs of letters are of, ascending, each once."""
    return sorted({script.signs[at] for start, end in spans for at in range(start, end)})
