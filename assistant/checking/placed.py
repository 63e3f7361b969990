"""Numbers and dates that stand in the quotes where something else is told.

A long quote has many figures. Where a part of it says all that the part with the statement's figure
says of the statement, and more, and has another figure there, the figures were exchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from assistant.checking import dates, numbers
from assistant.checking.clauses import Clause
from assistant.checking.postings import Postings
from assistant.checking.segments import Figures, Segment, figures, segments, undated
from assistant.checking.words import Word

_FEWEST = 2
"""Words and figures that another part must have of a clause, at least one word among them."""
_SHARE = 0.5
"""Of a clause's words, those that another part must have."""


@dataclass(frozen=True)
class _Figure:
    """A number or date of a statement: its phrase, and which texts carry or replace it."""

    phrase: str
    carried: Callable[[Figures], bool]
    replaced: Callable[[Figures, Figures], bool]


@dataclass(frozen=True)
class _Told:
    """What a segment has of a clause: words by number, figures by number, ordinals."""

    words: frozenset[int]
    figures: frozenset[int]
    ordinals: frozenset[str]

    def beyond(self, other: _Told, figure: int) -> bool:
        """Whether it has all that ``other`` has but ``figure``, and more."""
        ours = (self.words, self.figures, self.ordinals)
        theirs = (other.words, other.figures - {figure}, other.ordinals)
        held = all(a >= b for a, b in zip(ours, theirs, strict=True))
        return held and ours != theirs


class Placed:
    """The segments of the quotes, asked what is told where a figure stands."""

    def __init__(self, texts: Sequence[str], years: Sequence[int]) -> None:
        self._texts = texts
        self._years = years

    @cached_property
    def _all(self) -> Sequence[Segment]:
        return [one for text in self._texts for one in segments(text, self._years)]

    @cached_property
    def _postings(self) -> Postings:
        return Postings([one.words for one in self._all])

    def elsewhere(self, clause: Clause) -> Iterator[str]:
        """The figures of ``clause`` that are told of something else."""
        ours, whole = figures(clause.text), figures(clause.sentence)
        asked = list(_figures(clause.text, ours))
        said = undated(clause.words, ours)
        if not asked or not said or len(self._all) == 1:
            return
        told = self._told(said, asked, ours)
        for number, figure in enumerate(asked):
            held = [one for one in told if number in one.figures]
            others = (
                one
                for one, segment in zip(told, self._all, strict=True)
                if number not in one.figures
                and _enough(one, len(said))
                and figure.replaced(segment.said, whole)
            )
            if held and any(all(one.beyond(own, number) for own in held) for one in others):
                yield figure.phrase

    def _told(self, said: Sequence[Word], asked: Sequence[_Figure], ours: Figures) -> list[_Told]:
        met = [self._postings.of(word) for word in said]
        return [
            _Told(
                frozenset(at for at, found in enumerate(met) if number in found),
                frozenset(at for at, one in enumerate(asked) if one.carried(segment.said)),
                segment.said.ordinals & ours.ordinals,
            )
            for number, segment in enumerate(self._all)
        ]


def _enough(one: _Told, said: int) -> bool:
    every = len(one.words) + len(one.figures) + len(one.ordinals)
    return every >= _FEWEST and len(one.words) >= max(1, _SHARE * said)


def _figures(text: str, ours: Figures) -> Iterator[_Figure]:
    for number in ours.counted:
        yield _Figure(
            f'tallet "{number.said.strip()}"',
            partial(_counts, number),
            partial(_counts_otherwise, number.unit),
        )
    for date in ours.days:
        phrase = f'datoen "{text[slice(*date.span)]}"'
        yield _Figure(phrase, partial(_dates, date), _dates_otherwise)


def _counts(number: numbers.Number, said: Figures) -> bool:
    return said.numbers.carries(number)


def _dates(date: dates.Said, said: Figures) -> bool:
    return said.dates.carries(date)


def _counts_otherwise(unit: str, theirs: Figures, ours: Figures) -> bool:
    """Whether they have a number of that unit that the statement has not."""
    return any(one.unit == unit and not ours.numbers.carries(one) for one in theirs.counted)


def _dates_otherwise(theirs: Figures, ours: Figures) -> bool:
    return any(not ours.dates.carries(one) for one in theirs.days)
