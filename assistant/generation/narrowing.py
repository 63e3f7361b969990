"""The part of a source that carries a statement: what a reader has to look at, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from assistant.checking.windows import Window, ranked
from ingest.passages import Span

_TRIED = 4
"""Windows that are nearest in words, alone, and then two of them together."""
Carries = Callable[[Sequence[str]], bool]
"""Whether quotes carry the statement."""


def narrowed(statement: str, text: str, carries: Carries) -> list[Span]:
    """The least of ``text`` that carries ``statement``, in order; all of it where no part does."""
    first = ranked(statement, [text])[:_TRIED]
    for some in _sets(first):
        if carries([text[one.start : one.end] for one in some]):
            return sorted((one.start, one.end) for one in some)
    return [(0, len(text))]


def _sets(windows: Sequence[Window]) -> Iterator[tuple[Window, ...]]:
    """Each window, and each two that have nothing in common."""
    yield from ((one,) for one in windows)
    for one, other in combinations(windows, 2):
        if one.end <= other.start or other.end <= one.start:
            yield one, other
