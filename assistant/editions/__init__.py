"""Two editions of one paper: what is new, changed and gone, row by row and sentence by sentence.

What moved, was set anew or is written with other punctuation or case is no change; a figure or
date that differs always is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.editions.family import editions, same_paper
from assistant.editions.fold import folded
from assistant.editions.pairing import Pairing
from assistant.editions.rows import differences, rows
from assistant.editions.sections import Part, paired, parts
from assistant.editions.units import Edition, Line, Sentence, lines, prose
from ingest.passages import Span

__all__ = ["Change", "Edition", "changes", "editions", "same_paper"]

_REWORDED = 0.5
_MOVED = 0.8
"""How alike a sentence must be to be one that was reworded, in its section and outside it."""


@dataclass(frozen=True)
class Change:
    """A slice of the old text, of the new one, or of both."""

    kind: Literal["new", "changed", "gone"]
    old: Span | None
    new: Span | None


def changes(old: Edition, new: Edition) -> list[Change]:
    """What differs, in the order of the new edition; what is gone, where it stood."""
    rows_old, rows_new, prose_old, prose_new = lines(old), lines(new), prose(old), prose(new)
    before = parts(old, [*rows_old, *prose_old], old=True)
    known = paired(before, parts(new, [*rows_new, *prose_new], old=False))
    places = {part.index: -2 - part.index for part in known.old} | {-1: -1}
    places |= {a.index: b.index for a, b in known.pairs}
    table = rows([replace(row, place=places[row.place]) for row in rows_old], rows_new)
    said = _sentences([replace(said, place=places[said.place]) for said in prose_old], prose_new)
    found = [*_headings(known), *_rows((old.text, new.text), table), *_prose(said)]
    spans = [(a.heading, b.heading) for a, b in known.pairs]
    spans += [(a.span, b.span) for a, b in table.pairs]
    spans += [(a.span, b.span) for a, b in said.pairs]
    return _ordered(found, spans)


def _sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Pairing[Sentence]:
    pairing = Pairing(list(old), list(new))
    pairing.equal(lambda sentence: (sentence.place, sentence.words))
    pairing.equal(lambda sentence: sentence.words)
    pairing.near(lambda sentence: sentence.words, _REWORDED, lambda sentence: sentence.place)
    pairing.near(lambda sentence: sentence.words, _MOVED, lambda _: True)
    return pairing


def _headings(known: Pairing[Part]) -> Iterator[Change]:
    for a, b in known.pairs:
        if a.title != b.title:
            yield Change("changed", a.heading, b.heading)
    yield from (Change("gone", part.heading, None) for part in known.old if part.title)
    yield from (Change("new", None, part.heading) for part in known.new if part.title)


def _prose(said: Pairing[Sentence]) -> Iterator[Change]:
    for a, b in said.pairs:
        if a.words != b.words:
            yield Change("changed", a.span, b.span)
    yield from (Change("gone", sentence.span, None) for sentence in said.old)
    yield from (Change("new", None, sentence.span) for sentence in said.new)


def _rows(texts: tuple[str, str], table: Pairing[Line]) -> Iterator[Change]:
    told = set[tuple[str, str]]()
    for a, b in sorted(table.pairs, key=lambda pair: pair[1].span):
        for difference in differences(texts, a, b):
            change = _change(difference.old, difference.new)
            words = _folded(texts[0], change.old), _folded(texts[1], change.new)
            if difference.shared and words in told:
                continue
            told.add(words)
            yield change
    yield from (Change("gone", row.span, None) for row in table.old)
    yield from (Change("new", None, row.span) for row in table.new)


def _folded(text: str, span: Span | None) -> str:
    return folded(text[slice(*span)]) if span else ""


def _change(old: Span | None, new: Span | None) -> Change:
    if old and new:
        return Change("changed", old, new)
    return Change("gone", old, None) if old else Change("new", None, new)


def _ordered(found: Sequence[Change], kept: Sequence[tuple[Span, Span]]) -> list[Change]:
    """``found`` as a reader of the new edition meets it; ``kept`` tells where old places are."""
    kept = sorted(kept)
    starts = [old[0] for old, _ in kept]

    def place(change: Change) -> tuple[int, int, int]:
        old = change.old[0] if change.old else 0
        if change.new:
            return change.new[0], 0, old
        before = bisect_right(starts, old)
        return (kept[before - 1][1][1] if before else -1), 1, old

    return sorted(found, key=place)
