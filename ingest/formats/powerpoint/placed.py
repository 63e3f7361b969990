"""The order in which a person reads boxes that stand freely on a page or slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOST = 200
"""More boxes than this are a drawing, and are merely read from the top."""
_SLACK = 0.06
"""Boxes reach into each other by so much of their size without being meant to."""
_CLEARLY = 1.2
"""So much wider a band between columns must be than one between rows to come first."""
_NARROW = 0.6
"""A column of labels is narrower than this part of the column that it labels; a row of titles
less high."""


@dataclass(frozen=True)
class Box:
    """Where something stands, in any unit, and its ``index`` among all."""

    index: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Cut:
    gap: float
    parts: tuple[list[Box], list[Box]]


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The indices of ``boxes`` as they are read: what stands close together stays together.

    The boxes are parted at the widest empty band that runs through all of them, and each part so
    again; of bands about as wide, the one that parts upper from lower comes first.
    """
    if len(boxes) > _MOST:
        return _from_top(boxes)
    done: list[int] = []
    left: list[list[Box]] = [list(boxes)]
    while left:
        part = left.pop()
        cut = _widest(part)
        if cut is None:
            done += _from_top(part)
        else:
            left += reversed(cut.parts)
    return done


def _from_top(boxes: Sequence[Box]) -> list[int]:
    return [box.index for box in sorted(boxes, key=lambda box: (box.top, box.left, box.index))]


def _widest(boxes: list[Box]) -> _Cut | None:
    if len(boxes) < 2:
        return None
    rows = _cut([(box.top, box.height, box) for box in boxes])
    columns = _cut([(box.left, box.width, box) for box in boxes])
    if rows is None or columns is None:
        return rows or columns
    wider = columns.gap > _CLEARLY * max(rows.gap, 0) and not _labels(*columns.parts)
    return columns if wider else rows


def _labels(left: list[Box], right: list[Box]) -> bool:
    """Whether each box of a narrow column stands beside its own box of the other column."""
    if len(left) != len(right) or max(b.width for b in left) > _NARROW * max(
        b.width for b in right
    ):
        return False
    pairs = zip(sorted(left, key=lambda b: b.top), sorted(right, key=lambda b: b.top), strict=True)
    return all(one.top < other.top + other.height and other.top < one.top + one.height
               for one, other in pairs)  # fmt: skip


def _cut(sides: list[tuple[float, float, Box]]) -> _Cut | None:
    """The widest band along one axis that no box reaches into, or None."""
    spans = sorted(sides, key=lambda side: (side[0] + _SLACK * side[1], side[2].index))
    found: list[tuple[float, int]] = []
    reach = spans[0][0]
    inner = spans[0][0]
    for number, (before, after) in enumerate(pairwise(spans), start=1):
        reach = max(reach, before[0] + before[1])
        inner = max(inner, before[0] + (1 - _SLACK) * before[1])
        if after[0] + _SLACK * after[1] > inner:
            found.append((after[0] - reach, number))
    ordered = [box for _, _, box in spans]
    for gap, number in sorted(found, key=lambda one: (-one[0], one[1])):
        parts = ordered[:number], ordered[number:]
        if not _titles(*parts):
            return _Cut(gap, parts)
    return None


def _titles(upper: list[Box], lower: list[Box]) -> bool:
    """Whether a cut would part titles, or large figures, from the texts that stand below each."""
    own: set[int] = set()
    for box in lower:
        title = _above(box, upper)
        if title is None or title.index in own:
            return False
        if min(box.height, title.height) >= _NARROW * max(box.height, title.height):
            return False
        own.add(title.index)
    return len(own) > 1


def _above(box: Box, upper: list[Box]) -> Box | None:
    """The nearest of ``upper`` that stands right above ``box`` and begins where it does."""
    near = [
        other
        for other in upper
        if other.top + (1 - _SLACK) * other.height <= box.top
        and abs(other.left - box.left) < _SLACK * box.width
    ]
    return max(near, key=lambda other: other.top, default=None)
