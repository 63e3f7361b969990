"""Dates that a text says, and whether another says them as exactly or more exactly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate

from ingest.dates.atom import Atom
from ingest.dates.chains import Chain, Link, chains, pieces
from ingest.dates.intervals import Interval, interval
from ingest.dates.lexing import atoms
from ingest.passages import Span

_WINDOW = 20_000
_ANY_YEAR = 2000
"""A leap year: every day that a date may name without its year is in it."""
_MOST_YEARS = 12
_WEEKDAYS = {
    name: number
    for names in (
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    )
    for number, name in enumerate(names.lower().split())
}
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(_WEEKDAYS)})(?:en|e|ene|s)?(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """A date as written; ``days`` without a year are those of ``_ANY_YEAR``."""

    span: Span
    days: Interval
    dated: bool


@dataclass(frozen=True)
class Dates:
    """The dates of one text, the weekdays beside them, and all that is no number in it."""

    said: tuple[Said, ...]
    weekdays: tuple[tuple[Span, int], ...]
    spans: tuple[Span, ...]


def dates(text: str) -> Dates:
    """The dates of a plain ``text``."""
    said: list[Said] = []
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        for offset in range(0, len(line), _WINDOW):
            window = line[offset : offset + _WINDOW]
            for chain in chains(window, atoms(window)):
                if chain.own or not (chain.dated or chain.alone):
                    continue
                start = at + offset
                said += (_moved(one, start) for one in _of(chain))
                spans += ((start + atom.start, start + atom.end) for atom in chain.atoms)
        at += len(line) + 1
    weekdays = tuple(
        (match.span(), _WEEKDAYS[match["name"].lower()]) for match in _WEEKDAY.finditer(text)
    )
    return Dates(tuple(said), weekdays, tuple(sorted(spans)))


def _moved(said: Said, by: int) -> Said:
    return replace(said, span=(said.span[0] + by, said.span[1] + by))


def _of(chain: Chain) -> Iterator[Said]:
    """Each atom on its own, the two years of a pair as well: a range says both of its ends."""
    for atom, year in zip(chain.atoms, _years(chain), strict=True):
        single = replace(atom, until=None, unit="year") if atom.until is not None else atom
        for one, of in ((single, year), *_end(atom)):
            if days := interval(one, of if of is not None else _ANY_YEAR):
                yield Said((atom.start, atom.end), days, of is not None)


def _end(atom: Atom) -> Iterator[tuple[Atom, int | None]]:
    if atom.until is not None:
        yield replace(atom, until=None, unit="year"), atom.until


def _years(chain: Chain) -> list[int | None]:
    """The year of each atom: its own, or what its neighbours in the chain give it."""
    if not chain.dated:
        return [None] * len(chain.atoms)
    apart: Link = "apart"
    alone = Chain(chain.atoms, (apart,) * (len(chain.atoms) - 1))
    told = {piece.start: piece.days.first.year for piece in pieces(alone, None)}
    return [atom.year if atom.year is not None else told.get(atom.start) for atom in chain.atoms]


@dataclass(frozen=True)
class Held:
    """The dates of the quotes; ``years`` are those that a date without its own may be of."""

    all: tuple[Said, ...]
    weekdays: frozenset[int]
    years: tuple[int, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> tuple[Held, list[Dates]]:
        """The dates of ``texts``, together and of each."""
        each = [dates(text) for text in texts]
        said = tuple(one for found in each for one in found.said)
        years = dict.fromkeys(one.days.first.year for one in said if one.dated)
        weekdays = frozenset(day for found in each for _, day in found.weekdays)
        return cls(said, weekdays, tuple(years)[:_MOST_YEARS]), each

    @cached_property
    def _dated(self) -> _Spans:
        return _Spans(
            (days.first, days.last) if dated else _in(days, year)
            for days, dated in ((one.days, one.dated) for one in self.all)
            for year in ((0,) if dated else self.years)
        )

    @cached_property
    def _undated(self) -> _Spans:
        return _Spans(_in(one.days, _ANY_YEAR) for one in self.all)

    def carries(self, said: Said) -> bool:
        """Whether a date of the quotes is ``said`` or lies within it."""
        held = self._dated if said.dated else self._undated
        return held.any_within(said.days.first, said.days.last)


class _Spans:
    """Spans of days, asked in the time of a look-up whether any lies within another."""

    def __init__(self, spans: Iterable[tuple[date, date]]) -> None:
        ordered = sorted(set(spans))
        self._first = [first for first, _ in ordered]
        self._earliest_end = list(accumulate((last for _, last in reversed(ordered)), min))[::-1]

    def any_within(self, first: date, last: date) -> bool:
        at = bisect_left(self._first, first)
        return at < len(self._first) and self._earliest_end[at] <= last


def _in(days: Interval, year: int) -> tuple[date, date]:
    moved = days.moved(year)
    return (moved.first, moved.last) if moved else (days.first, days.last)
