"""How far a word or a sentence meets a topic or a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Met:
    """How far a text meets a topic, each 0 to 1.

    ``direct`` by its words, ``related`` by what else it is called too, ``whole`` by the very words
    and kinds of them alone. Of a topic of several parts, ``loose`` is how far its parts are met
    wherever they stand, and the others how far all of them are met near each other. ``first``: by
    the first part of a compound alone ("familieområdet" for "familier").
    """

    direct: float = 0.0
    related: float = 0.0
    whole: float = 0.0
    loose: float = 0.0
    first: bool = False


_NOT = Met()


def most(found: Iterable[Met]) -> Met:
    """The most of each."""
    met = [one for one in found if one.related]
    if len(met) <= 1:
        return met[0] if met else _NOT
    return Met(
        max(one.direct for one in met),
        max(one.related for one in met),
        max(one.whole for one in met),
        first=all(one.first for one in met),
    )


def least(found: Iterable[Met]) -> Met:
    """The least of each of one or more."""
    met = list(found)
    return Met(
        min(one.direct for one in met),
        min(one.related for one in met),
        min(one.whole for one in met),
    )


def less(met: Met, share: float) -> Met:
    """``share`` of what is met."""
    return Met(met.direct * share, met.related * share, met.whole * share)
