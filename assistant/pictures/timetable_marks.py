"""How a date or period stands on the axis of a timetable."""

from __future__ import annotations

from datetime import date

from assistant.pictures import colours
from assistant.pictures.axis import Axis
from assistant.pictures.drawing import Drawing, Style
from assistant.pictures.frame import SMALL
from assistant.pictures.letters import clean, width
from assistant.pictures.timetable_rows import Bar

_THICK = 12.0
_HALF = 6.5
_TIP = 9.0


def day(iso: str) -> int | None:
    """An ISO date as an ordinal; None for ""."""
    return date.fromisoformat(iso).toordinal() if iso else None


def told(bar: Bar) -> str:
    """A bar in words."""
    return ": ".join(part for part in (bar.label, bar.expression or _dates(bar)) if part)


def _dates(bar: Bar) -> str:
    return bar.start if bar.start == bar.end else f"{bar.start}–{bar.end}"


def draw(drawing: Drawing, axis: Axis, bar: Bar, middle: float) -> None:
    """Draw a bar and what its document writes, around the height ``middle``."""
    left, right = _figure(drawing, axis, bar, middle)
    _expression(drawing, axis, bar, (left, right, middle))


def _figure(drawing: Drawing, axis: Axis, bar: Bar, middle: float) -> tuple[float, float]:
    """Draw the bar; returns where it begins and ends."""
    first, last = day(bar.start), day(bar.end)
    start, end = first or axis.first - 1, last + 1 if last else axis.end + 1
    start, end = min(start, end - 1), max(start + 1, end)
    said = told(bar)
    if end <= axis.first or start >= axis.end:
        return _outside(drawing, axis, said, middle, before=end <= axis.first)
    left, right = axis.at(start), axis.at(end)
    if bar.precision == "day" and end - start == 1:
        return _diamond(drawing, (left + right) / 2, middle, said)
    return _stretch(drawing, (left, right, middle), said, (start < axis.first, end > axis.end))


def _diamond(drawing: Drawing, x: float, y: float, said: str) -> tuple[float, float]:
    points = [(x - _HALF, y), (x, y - _HALF), (x + _HALF, y), (x, y + _HALF)]
    drawing.shape(points, colours.ACCENT, said)
    return x - _HALF, x + _HALF


def _stretch(
    drawing: Drawing, place: tuple[float, float, float], said: str, goes_on: tuple[bool, bool]
) -> tuple[float, float]:
    """A bar, pointed on the sides where it goes on."""
    left, right, y = place
    right = max(right, left + 4)
    before, after = goes_on
    half = _THICK / 2
    if not (before or after):
        drawing.bar((left, y - half), (right - left, _THICK), colours.ACCENT, said)
        return left, right
    tip = min(_TIP, (right - left) / (before + after))
    a, b = (left + tip if before else left), (right - tip if after else right)
    points = [(a, y - half), (b, y - half)]
    points += [(right, y)] if after else []
    points += [(b, y + half), (a, y + half)]
    points += [(left, y)] if before else []
    drawing.shape(points, colours.ACCENT, said)
    return left, right


def _outside(
    drawing: Drawing, axis: Axis, said: str, y: float, *, before: bool
) -> tuple[float, float]:
    """A hollow arrow at the edge that the bar lies beyond."""
    x, way = (axis.left + 3, 1) if before else (axis.right - 3, -1)
    points = [(x, y), (x + way * 8, y - 5.5), (x + way * 8, y + 5.5)]
    drawing.shape(points, colours.SHEET, said, edge=colours.ACCENT)
    return (x, x + 8) if before else (x - 8, x)


def _expression(drawing: Drawing, axis: Axis, bar: Bar, place: tuple[float, float, float]) -> None:
    """What the document itself writes, behind the bar or before it, whole or not at all."""
    left, right, y = place
    words = clean(bar.expression) or _years(bar)
    long = width(words, SMALL) + 7
    if right + long <= axis.right:
        drawing.text((right + 7, y + 4), words, Style(SMALL, colour=colours.FAINT, halo=True))
    elif left - long >= axis.left:
        at = (left - 7, y + 4)
        drawing.text(at, words, Style(SMALL, colour=colours.FAINT, anchor="end", halo=True))


def _years(bar: Bar) -> str:
    return "–".join(dict.fromkeys(iso[:4].lstrip("0") for iso in (bar.start, bar.end) if iso))
