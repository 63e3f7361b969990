"""The smallest parts of the quotes that say something by themselves, each with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.checking import dates, numbers
from assistant.checking.words import Word, words
from assistant.standing.danish_clause import main_clause, tokens
from assistant.standing.danish_verbs import forms
from ingest import sentences
from ingest.passages import Span

_CUT = re.compile(
    r"(?P<stop>[,;:])(?=\s)|\s(?=(?:og|samt|men|mens|and|but|while)\s)", re.IGNORECASE
)
_JOINING = re.compile(r"\W*(?:(?:og|samt|men|mens|and|but|while)\s+)?(?P<first>\w+)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?<!\w)(?:første|sidste|forrige|næste|first|last|previous|next|second|anden|andet|tredje|third)"
    r"(?!\w)",
    re.IGNORECASE,
)

_JOINED = re.compile(r"\s(?:og|and)\s(?:den\s)?", re.IGNORECASE)
"""Between two figures that are said of one thing: "mellem 0 og 22"."""
_OF_ALL = frozenset({"hvilket", "which"})
"""Opens a part that is said of the whole before it, not of one thing in it."""


@dataclass(frozen=True)
class Figures:
    """The numbers and dates of a text, and what it carries of them."""

    counted: tuple[numbers.Number, ...]
    days: tuple[dates.Said, ...]
    numbers: numbers.Held
    dates: dates.Held
    ordinals: frozenset[str]

    @property
    def spans(self) -> list[Span]:
        """Where they stand."""
        return sorted({one.span for one in self.counted} | {one.span for one in self.days})


@lru_cache(maxsize=4096)
def figures(text: str) -> Figures:
    """What a plain ``text`` says in figures."""
    held, (found,) = dates.Held.of([text])
    every = tuple(numbers.numbers(text, found.spans))
    counted = tuple(one for one in every if not one.weak)
    ordinals = frozenset(match[0].lower() for match in _ORDINAL.finditer(text))
    return Figures(counted, found.said, numbers.Held(every), held, ordinals)


@dataclass(frozen=True)
class Segment:
    """A part of a sentence with its figures; ``words`` are its own and those it leans on."""

    words: tuple[Word, ...]
    said: Figures


def segments(text: str, years: Sequence[int]) -> Iterator[Segment]:
    """The segments of a plain ``text``; a date without its year may be of one of ``years``."""
    for start, end in sentences.spans(text):
        before: tuple[Word, ...] = ()
        for first, last in _parts(text[start:end]):
            part = text[start + first : start + last]
            said = figures(part)
            own = undated(words(part), said)
            before = (*_leant(part, before), *own)
            dated = replace(said.dates, years=tuple(years))
            yield Segment(before, replace(said, dates=dated))


def undated(said: Sequence[Word], told: Figures) -> tuple[Word, ...]:
    """The words that are no part of a date."""
    days = [one.span for one in told.days]
    return tuple(word for word in said if not any(a <= word.span[0] < b for a, b in days))


def _parts(sentence: str) -> Iterator[Span]:
    """The parts of ``sentence``, cut between each two of its figures where it may be cut."""
    said = figures(sentence)
    days = {one.span for one in said.days}
    at = 0
    for one, other in pairwise(said.spans):
        cuts = list(_CUT.finditer(sentence, one[1], other[0]))
        alike = (one in days) == (other in days)
        if cuts and not (alike and _JOINED.fullmatch(sentence, one[1], other[0])):
            cut = max(cuts, key=lambda match: (bool(match["stop"]), match.start())).start()
            yield at, cut
            at = cut
    yield at, len(sentence)


def _leant(part: str, before: Sequence[Word]) -> Sequence[Word]:
    """What of the words ``before`` it a part goes on with, where it has no subject of its own."""
    opening = _JOINING.match(part)
    first = opening["first"].lower() if opening else ""
    if first in _OF_ALL:
        return ()
    if forms(first):
        return [word for word in before if not forms(word.lower)]
    return () if main_clause(tokens(part)).finite else before
