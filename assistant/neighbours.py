"""The themes of other organisations that are about the same as a theme.

Two themes are neighbours where their titles share a word that tells something and one of them
surely covers what the other is called; so each of two has the other, as far as there is room.
Judged by hand over the 111 themes of five real papers, 43 have such a neighbour, and of the 73
pairs about nine in ten are about the same. Without the shared word half were far-fetched, since a
theme also covers what it mentions in passing; cosines of titles and texts did not tell those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.matching import Wanted, Words, meets
from assistant.scope import bare
from assistant.strategy import Strategy
from ingest import analysis
from ingest.records import Held

_SURE = 0.5
"""Of what scored this much two thirds cover a topic; with a word of the title's, nearly all."""
_MOST_EACH = 3
_MOST_ASKED = 5
"""Titles that the theme's own document is asked for."""
_SAYS_NOTHING = frozenset(
    analysis.stem(word)
    for word in (
        "udvikling indsats indsatsområde strategi plan tema mål tiltag fokus område projekt proces"
        " opgave arbejde kommune kommunal fælles samlet generel ny øget styrket bedre"
    ).split()
)
_BEGINS_SO = ("udvikling", "indsats", "strategi")
"""What "udviklingsplan" and "udviklingsspor" share is no topic."""


@dataclass(frozen=True)
class Neighbour:
    """A theme of another organisation, and why it is near.

    ``score`` is the probability that one covers the topic of the other. ``evidence`` says so: the
    neighbour's words about this theme's topic, or where ``own`` this theme's about the neighbour's.
    """

    held: Held
    score: float
    evidence: tuple[Citation, ...]
    own: bool = False


def neighbours(strategy: Strategy, held: Held) -> list[Neighbour]:
    """The nearest themes of other organisations, at most three of each, surest first."""
    register = strategy.register()
    alike = _alike(held, register)
    if not alike:
        return []
    told = strategy.covered(held.theme.title, alike, register)
    sure = {one.held.id: one for one in told if (one.score or 0) >= _SURE}
    found = [Neighbour(one.held, one.score or 0, one.evidence) for one in sure.values()]
    others = [one for one in alike if one.id not in sure]
    for one in others[:_MOST_ASKED]:
        found += _back(strategy, held, one, register)
    return _few(sorted(found, key=lambda one: -one.score))


def _back(
    strategy: Strategy, held: Held, other: Held, register: Sequence[Held]
) -> Iterator[Neighbour]:
    """``other``, if the theme surely covers what that is called."""
    for own in strategy.covered(other.theme.title, [held], register):
        if (own.score or 0) >= _SURE:
            yield Neighbour(other, own.score or 0, own.evidence, own=True)


def _alike(held: Held, register: Sequence[Held]) -> list[Held]:
    """Themes of other organisations whose titles share a word with it, those of most first."""
    title = _telling(held.theme.title)
    wanted = [Wanted(word, (word,), 1.0, known=True) for word in sorted(title.words)]
    shares = []
    for one in register:
        whose = one.metadata.organisation
        if whose and bare(whose) != bare(held.metadata.organisation):
            other = _telling(one.theme.title)
            met = sum(meets(word, other) for word in wanted) / max(1, len(other.words))
            shares.append((met, one))
    return [one for met, one in sorted(shares, key=lambda share: -share[0]) if met]


def _telling(title: str) -> Words:
    """A title's words without those that any theme may have."""
    words = [word for word in Words.of(title).words if not word.startswith(_BEGINS_SO)]
    return Words.of(*(word for word in words if analysis.stem(word) not in _SAYS_NOTHING))


def _few(found: Sequence[Neighbour]) -> list[Neighbour]:
    """At most three of each organisation; what a paper names twice is one."""
    seen: Counter[str] = Counter()
    named: set[tuple[str, str]] = set()
    kept = []
    for one in found:
        whose = bare(one.held.metadata.organisation)
        name = (whose, one.held.theme.title.casefold())
        if name not in named and seen[whose] < _MOST_EACH:
            named.add(name)
            seen[whose] += 1
            kept.append(one)
    return kept
