"""Atoms as intervals of days, by the conventions of the timetable.

Primo, medio and ultimo are days 1-10, 11-20 and 21 to the end of a month; the first, middle and
last month of a longer period (a year's and a half's middle are two months). The end of a period
("udgangen af") is its last day. "Vinter 2023" is the winter that begins in December 2023, as
plans that go from spring to winter of a year have it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.dated import Precision
from ingest.dates.atom import Atom, Part

_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Interval:
    """Days from ``first`` to ``last``, both inclusive."""

    first: date
    last: date
    precision: Precision

    def adjoins(self, later: Interval) -> bool:
        """Whether ``later`` begins the day after this ends."""
        return self.last < date.max and self.last + timedelta(days=1) == later.first

    def to(self, later: Interval) -> Interval:
        """From the beginning of this to the end of ``later``."""
        return Interval(self.first, later.last, "range")

    def moved(self, year: int) -> Interval | None:
        """The same days, from ``year`` on; None where that year has no such day."""
        try:
            first = self.first.replace(year=year)
            last = _moved_end(self.last, year + self.last.year - self.first.year)
        except ValueError:
            return None
        return Interval(first, last, "range")


def _moved_end(last: date, year: int) -> date:
    """The same day; the end of February stays its end."""
    ends = last.day == monthrange(last.year, last.month)[1]
    return _end(year, last.month) if ends else last.replace(year=year)


def interval(atom: Atom, year: int) -> Interval | None:
    """The interval of ``atom`` in ``year``; None where the calendar has no such day."""
    try:
        return _interval(atom, year)
    except (ValueError, OverflowError):
        return None


def _interval(atom: Atom, year: int) -> Interval:
    if atom.unit == "day":
        day = date(year, atom.number, atom.day)
        return Interval(day, day, "day")
    if atom.unit == "week":
        monday = date.fromisocalendar(year, atom.number, 1)
        return Interval(monday, monday + timedelta(days=6), "range")
    if atom.unit == "school":
        return Interval(date(year, 8, 1), date(year + 1, 7, 31), "range")
    if atom.unit == "turn":
        return Interval(date(year, 12, 31), date(year + 1, 1, 1), "range")
    if atom.until is not None:
        return Interval(date(year, 1, 1), date(atom.until, 12, 31), "range")
    return _months(atom, year)


def _months(atom: Atom, year: int) -> Interval:
    count = _MONTHS[atom.unit]
    if atom.unit in {"month", "season"}:
        begin = atom.number
    elif atom.unit == "year":
        begin = 1
    else:
        begin = (atom.number - 1) * count + 1
    first, last = date(year, begin, 1), _end(year, begin + count - 1)
    if not atom.part:
        precision: Precision = atom.unit  # type: ignore[assignment] # a unit of months is one
        return Interval(first, last, precision)
    if atom.part == "end":
        return Interval(last, last, "day")
    return _third(first, last, atom.part) if count == 1 else _month(year, begin, count, atom.part)


def _third(first: date, last: date, part: Part) -> Interval:
    begin, end = {"early": (1, 10), "middle": (11, 20), "late": (21, last.day)}[part]
    return Interval(first.replace(day=begin), first.replace(day=end), "range")


def _month(year: int, begin: int, count: int, part: Part) -> Interval:
    one = {"early": 0, "middle": (count - 1) // 2, "late": count - 1}[part]
    two = count // 2 if part == "middle" else one
    first = _end(year, begin + one).replace(day=1)
    return Interval(first, _end(year, begin + two), "month" if one == two else "range")


def _end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])
