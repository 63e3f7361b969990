"""95 % intervals by the bootstrap: questions are drawn anew, with replacement, ten thousand times.

The draws of a count of questions are the same each time: two systems that were asked the same
questions are compared on the same draws, which is what makes a difference of theirs paired.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
_SEED = 20_240_611
_AT_ONCE = 1_000
"""Resamples held in memory together."""
_BOUNDS = (2.5, 97.5)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A figure, the bounds that 95 % of its resamples lie within, and the cases behind it."""

    value: float
    low: float
    high: float
    count: int


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> Interval:
    """The mean; with ``weights`` the sum of ``values`` over the sum of weights.

    The second is for a share of parts, such as statements, of which each case has several: its
    values are how many of them hold, its weights how many there are.

    Raises:
        ValueError: there are no values.
    """
    top = np.asarray(values, dtype=np.float64)
    under = np.ones_like(top) if weights is None else np.asarray(weights, dtype=np.float64)
    found = [top[draw].sum(axis=1) / _or_nan(under[draw].sum(axis=1)) for draw in _draws(top.size)]
    value = float(top.sum() / under.sum()) if under.sum() else float("nan")
    return _interval(value, found, top.size)


def median(values: Sequence[float]) -> Interval:
    """The median.

    Raises:
        ValueError: there are no values.
    """
    given = np.asarray(values, dtype=np.float64)
    found = [np.median(given[draw], axis=1) for draw in _draws(given.size)]
    return _interval(float(np.median(given)), found, given.size)


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """The mean of ours less theirs, case by case.

    Raises:
        ValueError: there are none, or not as many of the one as of the other.
    """
    return mean([mine - other for mine, other in zip(ours, theirs, strict=True)])


def _draws(count: int) -> Iterator[NDArray[np.intp]]:
    if not count:
        raise ValueError("there is nothing to draw from")
    random = np.random.default_rng(_SEED)
    for _ in range(RESAMPLES // _AT_ONCE):
        yield random.integers(count, size=(_AT_ONCE, count), dtype=np.intp)


def _or_nan(sums: Floats) -> Floats:
    return np.where(sums > 0, sums, np.nan)


def _interval(value: float, found: Sequence[Floats], count: int) -> Interval:
    low, high = np.nanpercentile(np.concatenate(found), _BOUNDS)
    return Interval(value, float(low), float(high), count)
