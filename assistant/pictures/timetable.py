"""A timetable: the periods and days that documents name, under one calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.pictures import colours
from assistant.pictures.axis import Axis, spanned
from assistant.pictures.drawing import Drawing, Style
from assistant.pictures.frame import EDGE, LEADING, SIZE, SMALL, Language, blank, headline
from assistant.pictures.letters import width
from assistant.pictures.timetable_marks import day, draw, told
from assistant.pictures.timetable_rows import Bar, Row, laid, ordered
from assistant.pictures.written import Format, written

_LABEL = 290.0
_GAP = 18.0
_AXIS = 640.0
_READ_ALOUD = 60
_WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "empty": "Der er ingen datoer at vise.",
        "more": "og {} flere",
        "today": "i dag",
        "described": "Tidsplan med {} datoer og perioder.",
    },
    "en": {
        "empty": "There are no dates to show.",
        "more": "and {} more",
        "today": "today",
        "described": "Timetable of {} dates and periods.",
    },
}


@dataclass(frozen=True)
class Timetable:
    """What a timetable shows. ``first`` and ``last`` are ISO dates that bound its calendar.

    Where they are "" the calendar is that of the bars, those far off left at its edges.
    ``today`` is marked where it is given.
    """

    bars: tuple[Bar, ...]
    title: str
    first: str = ""
    last: str = ""
    today: str = ""
    language: Language = "da"


def timetable(table: Timetable, fmt: Format = "svg") -> bytes:
    """The timetable as a file, by group in their order and by time within each.

    A day is a diamond, a period a bar, an open end an arrow; what lies outside the calendar is a
    hollow arrow at its edge. Of very many bars the first of each group stand.

    Raises:
        ValueError: A date is none.
        StrategiError: The PNG could not be drawn.
    """
    bars = [bar for bar in table.bars if bar.start or bar.end]
    drawing = Drawing(table.title, _described(table, bars), table.language)
    if not bars:
        return written(drawing, blank(drawing, _WORDS[table.language]["empty"]), fmt)
    axis = _axis(table, bars)
    top = headline(drawing, table.title, axis.right - EDGE)
    top = _calendar(drawing, axis, table.language, top)
    rows = list(laid(ordered(bars), top, _LABEL))
    bottom = rows[-1].bottom + 6
    _lines(drawing, axis, table.language, (top, bottom))
    bottom = _foot(drawing, axis, table, (top, bottom), len(bars) - sum(row.stands for row in rows))
    for row in rows:
        _row(drawing, axis, row, _WORDS[table.language]["more"])
    return written(drawing, (axis.right + EDGE, bottom + EDGE), fmt)


def _axis(table: Timetable, bars: Sequence[Bar]) -> Axis:
    days = [found for bar in bars for iso in (bar.start, bar.end) if (found := day(iso))]
    first, last = day(table.first), day(table.last)
    span = spanned(days, first, last and last + 1)
    return Axis(*span, EDGE + _LABEL + _GAP, _AXIS)


def _calendar(drawing: Drawing, axis: Axis, language: Language, top: float) -> float:
    """The names of the years, and below them of their parts."""
    for mark in axis.years():
        left, room = axis.at(mark.start) + 5, axis.at(mark.end) - axis.at(mark.start)
        if width(mark.label, SIZE) + 6 <= room:
            drawing.text((left, top + 12), mark.label, Style(SIZE, strong=True))
    parts = axis.parts(language)
    for mark in parts:
        left, room = axis.at(mark.start) + 5, axis.at(mark.end) - axis.at(mark.start)
        if width(mark.label, SMALL) + 6 <= room:
            drawing.text((left, top + 12 + LEADING), mark.label, Style(SMALL, colour=colours.FAINT))
    return top + LEADING + (LEADING if parts else 0) + 4


def _lines(drawing: Drawing, axis: Axis, language: Language, height: tuple[float, float]) -> None:
    top, bottom = height
    years = axis.years()
    up = 2 * LEADING + 4 if axis.parts(language) else LEADING + 4
    for mark in axis.parts(language):
        drawing.line((axis.at(mark.start), top), (axis.at(mark.start), bottom), colours.PAPER)
    for mark in years:
        drawing.line((axis.at(mark.start), top - up), (axis.at(mark.start), bottom), colours.LINE)
    drawing.line((EDGE, top), (axis.right, top), colours.FAINT)
    drawing.line((EDGE, bottom), (axis.right, bottom), colours.LINE)


def _row(drawing: Drawing, axis: Axis, row: Row, more: str) -> None:
    lines = (more.format(row.more),) if row.more else row.lines
    for below, line in enumerate(lines):
        at = (EDGE, row.top + 4 + below * LEADING + 13)
        colour = colours.FAINT if row.more else colours.INK
        drawing.text(at, line, Style(SIZE, colour=colour, strong=not (row.bar or row.more)))
    if row.bar:
        draw(drawing, axis, row.bar, (row.top + row.bottom) / 2)


def _foot(
    drawing: Drawing, axis: Axis, table: Timetable, height: tuple[float, float], more: int
) -> float:
    """Today's line, and how many bars are left out."""
    (top, bottom), words = height, _WORDS[table.language]
    today = day(table.today)
    under = today is not None and axis.first <= today < axis.end
    if today is not None and under:
        x = axis.at(today + 0.5)
        drawing.line((x, top), (x, bottom + 5), colours.INK, dashed=True)
        half = width(words["today"], SMALL) / 2
        at = min(max(x, axis.left + half), axis.right - half)
        drawing.text((at, bottom + LEADING), words["today"], Style(SMALL, anchor="middle"))
    if more > 0:
        drawing.text(
            (EDGE, bottom + LEADING), words["more"].format(more), Style(SMALL, colour=colours.FAINT)
        )
    return bottom + LEADING + 4 if under or more > 0 else bottom


def _described(table: Timetable, bars: Sequence[Bar]) -> str:
    """The timetable in words, for who does not see it."""
    words = _WORDS[table.language]
    said = [words["described"].format(len(bars))] if bars else [words["empty"]]
    for group, held in groupby(ordered(bars)[:_READ_ALOUD], key=lambda bar: bar.group):
        listed = "; ".join(told(bar) for bar in held)
        said.append(f"{group}: {listed}." if group else f"{listed}.")
    if len(bars) > _READ_ALOUD:
        said.append(words["more"].format(len(bars) - _READ_ALOUD) + ".")
    return " ".join(said)
