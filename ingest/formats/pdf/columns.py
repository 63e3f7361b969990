"""The reading order of a page: columns one after the other, between what runs across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Generic, Protocol, TypeVar

_DEEPEST = 4
_STEP = 3.0
_GUTTER = 8.0
"""Columns lie at least so many points apart."""
_NARROWEST = 60.0
_LINES = 3
_SET_OFF = 2
"""So many lines are enough of what is set in another size than the text beside it."""
_OTHER = 1.15
_HEADING = 3
_CHARS = 12
_FILLED = 0.45
"""Lines of prose fill more than this of their column in the middle."""
_PARTED = 0.25
_JUSTIFIED = 0.88
_MOSTLY = 0.6
_LEVEL = 3.0
"""Points by which things on one line may differ."""
_ASIDE = 0.62
"""A left column narrower than this share of the right one stands beside the text."""


class Placed(Protocol):
    """Whatever has an area and text on a page."""

    @property
    def x0(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True)
class Region(Generic[P]):
    """Things of one column; ``aside`` is one beside the text and none of its columns."""

    things: tuple[P, ...]
    aside: bool = False


def regions(things: Sequence[P]) -> list[Region[P]]:
    """``things`` in the order in which they are read."""
    return _ordered(sorted(things, key=lambda thing: (thing.top, thing.x0)), 0)


def _ordered(things: list[P], deep: int) -> list[Region[P]]:
    gutter = _gutter(things) if deep < _DEEPEST and len(things) >= 2 * _LINES else None
    if gutter is None:
        return [Region(tuple(things))] if things else []
    found: list[Region[P]] = []
    across: list[P] = []
    for band in _bands(things, gutter):
        left, right = _sides(band, gutter)
        if not _are_columns(left, right):
            across += band
            continue
        above, left, right, below = _trimmed(left, right)
        found += _ordered(across + above, deep + 1)
        across = below
        sides = [_ordered(left, deep + 1), _ordered(right, deep + 1)]
        if (_stands_beside(left, right) and len(sides[1]) == 1) or _is_set_off(left, right):
            sides = [sides[1], _aside(sides[0])]
        elif _is_set_off(right, left):
            sides = [sides[0], _aside(sides[1])]
        found += sides[0] + sides[1]
    return found + _ordered(across, deep + 1)


def _trimmed(left: list[P], right: list[P]) -> tuple[list[P], list[P], list[P], list[P]]:
    """Two columns, and what stands above and below both: a heading need not reach across."""
    above: list[P] = []
    below: list[P] = []
    for side, other in ((left, right), (right, left)):
        top, bottom = min(t.top for t in other), max(t.bottom for t in other)
        first = next((i for i, t in enumerate(side) if t.bottom > top), 0)
        if 0 < first < len(side) and _is_apart(side[first - 1], side[first]):
            above += side[:first]
            del side[:first]
        last = next((i for i, t in enumerate(side) if t.top > bottom), len(side))
        for at in range(max(1, last), len(side)):
            if _is_apart(side[at], side[at - 1]):
                # More than a heading for what comes is the longer of two columns.
                if len(_rows(side[at:])) > _HEADING:
                    break
                below += side[at:]
                del side[at:]
                break
    return above, left, right, below


def _is_apart(thing: Placed, beside: Placed) -> bool:
    """Whether a thing is set in another size than what it stands over or under, or far from it."""
    one, other = thing.bottom - thing.top, beside.bottom - beside.top
    gap = max(thing.top, beside.top) - min(thing.bottom, beside.bottom)
    return max(one, other) > _OTHER * min(one, other) or gap > 1.5 * max(one, other)


def _aside(side: list[Region[P]]) -> list[Region[P]]:
    return [Region(region.things, aside=True) for region in side]


def _is_set_off(side: list[P], text: list[P]) -> bool:
    """Whether a few lines are set in another size than the text beside them, as quotes are."""
    one, other = (median(t.bottom - t.top for t in things) for things in (side, text))
    return len(side) <= len(text) and max(one, other) > _OTHER * min(one, other)


def _stands_beside(left: list[P], right: list[P]) -> bool:
    return _width(left) < _ASIDE * _width(right) and len(left) < len(right)


def _gutter(things: list[P]) -> float | None:
    """Where the page parts best into two columns, or None."""
    first = min(thing.x0 for thing in things) + _NARROWEST
    last = max(thing.x1 for thing in things) - _NARROWEST
    best, found = 0, None
    # Only where something begins can a column begin.
    starts = sorted({round(t.x0 / _STEP) * _STEP for t in things if first < t.x0 < last + _GUTTER})
    for start in starts:
        x = start - _GUTTER / 2
        score = 0
        for band in _bands(things, x):
            left, right = _sides(band, x)
            if _are_columns(left, right):
                score += min(len(_rows(left)), len(_rows(right)))
        if score > best:
            best, found = score, x
    return found


def _bands(things: list[P], x: float) -> list[list[P]]:
    """Runs of things, from the top, that all cross ``x`` or all do not."""
    found: list[list[P]] = []
    crossing: bool | None = None
    for thing in things:
        crosses = thing.x0 < x - 1 and thing.x1 > x + 1
        if crosses != crossing:
            found.append([])
            crossing = crosses
        found[-1].append(thing)
    return found


def _sides(band: list[P], x: float) -> tuple[list[P], list[P]]:
    left = [thing for thing in band if thing.x1 <= x + 1]
    right = [thing for thing in band if thing.x0 >= x - 1]
    if len(left) + len(right) < len(band):
        return [], []
    return left, right


def _are_columns(left: list[P], right: list[P]) -> bool:
    if not left or not right:
        return False
    least = _SET_OFF if _is_set_off(left, right) or _is_set_off(right, left) else _LINES
    if len(left) < least or len(right) < least:
        return False
    if max(t.x1 for t in left) + _GUTTER > min(t.x0 for t in right):
        return False
    both = min(t.top for t in left) < max(t.bottom for t in right) and min(
        t.top for t in right
    ) < max(t.bottom for t in left)
    return both and _is_prose(left, least) and _is_prose(right, least)


def _is_prose(side: list[P], least: int) -> bool:
    """Whether a side is lines of a column: long ones, or justified ones from edge to edge."""
    width = _width(side)
    rows = _rows(side)
    if width < _NARROWEST or len(rows) < least:
        return False
    extents = [max(t.x1 for t in row) - min(t.x0 for t in row) for row in rows]
    chars = median(sum(len(t.text) for t in row) for row in rows)
    parted = sum(len(row) > 1 for row in rows)
    if parted > _PARTED * len(rows):
        full = sum(extent > _JUSTIFIED * width for extent in extents)
        return chars >= _CHARS and full >= _MOSTLY * len(rows)
    filled = median(extents) >= _FILLED * width
    return chars >= _CHARS and (filled or _are_prose(_clusters(side), least))


def _are_prose(clusters: list[list[P]], least: int) -> bool:
    """Whether a side is columns itself, whose lines stand at heights of their own."""
    return len(clusters) > 1 and all(_is_prose(cluster, least) for cluster in clusters)


def _clusters(side: list[P]) -> list[list[P]]:
    """Things parted where nothing stands from the top down."""
    found: list[list[P]] = []
    end = -1e9
    for thing in sorted(side, key=lambda thing: thing.x0):
        if thing.x0 >= end + _GUTTER:
            found.append([])
        found[-1].append(thing)
        end = max(end, thing.x1)
    return found


def _rows(side: list[P]) -> list[list[P]]:
    """Things of one column by the line that they stand on."""
    rows: list[list[P]] = []
    for thing in sorted(side, key=lambda thing: thing.bottom):
        if rows and thing.bottom - rows[-1][0].bottom < _LEVEL:
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return rows


def _width(side: list[P]) -> float:
    return max(t.x1 for t in side) - min(t.x0 for t in side)
