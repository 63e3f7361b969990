"""A time axis: which days it spans, where a day stands on it, and how it is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from assistant.pictures.frame import Language

_FAR = 3
"""Days further from the middle half than so many times its length stand outside the axis."""
_YEAR = 365.2425
_LATEST = 9990
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500)
_YEAR_ROOM = 40.0
_NAMES: dict[Language, tuple[str, ...]] = {
    "da": tuple("jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.".split()),
    "en": tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
}
_PARTS: dict[Language, dict[int, str]] = {
    "da": {3: "{}. kv.", 6: "{}. halvår"},
    "en": {3: "Q{}", 6: "H{}"},
}
_PART_ROOM = {1: 34.0, 3: 46.0, 6: 66.0}


@dataclass(frozen=True)
class Mark:
    """A stretch of the axis with its name; days as ordinals, ``end`` not included."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Axis:
    """Days from ``first`` to before ``end``, as ordinals, over ``width`` from ``left``."""

    first: int
    end: int
    left: float
    width: float

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.left + self.width

    def at(self, day: float) -> float:
        """Where a day begins; a day outside stands on the edge."""
        share = (day - self.first) / (self.end - self.first)
        return self.left + self.width * min(max(share, 0.0), 1.0)

    @property
    def year(self) -> float:
        """The width of a year."""
        return self.width * _YEAR / (self.end - self.first)

    def years(self) -> list[Mark]:
        """Years, or as many together as have room for a name."""
        step = next((s for s in _STEPS if s * self.year >= _YEAR_ROOM), _STEPS[-1])
        first, last = date.fromordinal(self.first).year, date.fromordinal(self.end - 1).year
        found = [
            self._mark(_start(year, 1), _start(year + step, 1), str(year))
            for year in range(first - first % step, last + 1, step)
            if year + step > first
        ]
        return [mark for mark in found if mark.end > mark.start]

    def parts(self, language: Language) -> list[Mark]:
        """Months, quarters or half-years, whichever has room for names; none where none has."""
        months = next((m for m, room in _PART_ROOM.items() if m * self.year / 12 >= room), 0)
        return list(self._parts(months, language)) if months else []

    def _parts(self, months: int, language: Language) -> Iterator[Mark]:
        for year in range(
            date.fromordinal(self.first).year, date.fromordinal(self.end - 1).year + 1
        ):
            for month in range(1, 13, months):
                label = _part(month, months, language)
                mark = self._mark(_start(year, month), _start(year, month + months), label)
                if mark.end > mark.start:
                    yield mark

    def _mark(self, start: int, end: int, label: str) -> Mark:
        return Mark(max(start, self.first), min(end, self.end), label)


def _part(month: int, months: int, language: Language) -> str:
    if months == 1:
        return _NAMES[language][month - 1]
    return _PARTS[language][months].format((month - 1) // months + 1)


def _start(year: int, month: int) -> int:
    """The first day of a month; the 13th is the next year's first."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(min(max(year, 1), _LATEST), month, 1).toordinal()


def spanned(days: Sequence[int], first: int | None, end: int | None) -> tuple[int, int]:
    """The days that an axis spans, whole months, quarters or years, ``end`` not included.

    What is not given is taken from ``days``, of which there must be one then, those far from
    the rest left out.
    """
    near = _near(sorted(days)) if days else []
    low = first if first is not None else min(near, default=(end or 2) - 1)
    high = end if end is not None else max(near, default=low) + 1
    high = max(high, low + 1)
    months = 1 if high - low < 130 else 3 if high - low < 3 * _YEAR else 12
    if first is None:
        low = _floor(low, months)
    if end is None:
        high = max(_floor(high - 1, months, after=1), low + 28)
    return low, high


def _near(days: list[int]) -> list[int]:
    if len(days) < 4:
        return days
    lower, _, upper = quantiles(days, n=4, method="inclusive")
    room = _FAR * max(upper - lower, _YEAR)
    return [day for day in days if lower - room <= day <= upper + room]


def _floor(day: int, months: int, after: int = 0) -> int:
    """The first day of the stretch of ``months`` that a day is in, or of one after it."""
    held = date.fromordinal(day)
    return _start(held.year, (held.month - 1) // months * months + 1 + after * months)
