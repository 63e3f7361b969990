"""The part of a source that carries a statement: what a reader has to look at, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from assistant.checking import check
from ingest import analysis, sentences
from ingest.passages import Span

_TRIED = 4
"""Sentences that are nearest in words, of which the fewest are taken."""


def narrowed(statement: str, text: str, beside: Sequence[str] = ()) -> list[Span]:
    """The fewest sentences of ``text`` that carry ``statement``, in order; all of it where none."""
    spans = list(sentences.spans(text))
    said = set(analysis.stems(statement))

    def near(span: Span) -> int:
        return -len(said.intersection(analysis.stems(text[slice(*span)])))

    first = sorted(sorted(spans, key=near)[:_TRIED])
    for many in range(1, len(first) + 1):
        for some in combinations(first, many):
            if check(statement, [text[slice(*span)] for span in some], beside=beside).carried:
                return list(some)
    return [(0, len(text))]
