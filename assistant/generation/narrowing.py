"""The parts of sources that carry a statement: what a reader has to look at, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from assistant.checking.windows import Window, ranked
from ingest.passages import Span

_TRIED = 4
"""Windows that are nearest in words, alone, and then two of them together."""
Carries = Callable[[Sequence[str]], bool]
"""Whether quotes carry the statement."""


def narrowed(statement: str, texts: Sequence[str], carries: Carries) -> list[tuple[int, Span]]:
    """The least of ``texts`` that carries ``statement``: numbers of texts with spans, in order.

    Each of several texts has a part in it; all of them whole where no parts carry it.
    """
    for some in _sets(statement, texts):
        if carries([texts[one.text][one.start : one.end] for one in some]):
            return sorted((one.text, (one.start, one.end)) for one in some)
    return [(number, (0, len(text))) for number, text in enumerate(texts)]


def _sets(statement: str, texts: Sequence[str]) -> Iterator[tuple[Window, ...]]:
    if len(texts) == 1:
        first = ranked(statement, texts)[:_TRIED]
        yield from ((one,) for one in first)
        yield from (pair for pair in combinations(first, 2) if _apart(*pair))
        return
    best = [_of(number, ranked(statement, [text])) for number, text in enumerate(texts)]
    for place in range(_TRIED):
        yield tuple(one[min(place, len(one) - 1)] for one in best if one)


def _of(number: int, found: Sequence[Window]) -> list[Window]:
    return [Window(number, one.start, one.end) for one in found]


def _apart(one: Window, other: Window) -> bool:
    return one.end <= other.start or other.end <= one.start
