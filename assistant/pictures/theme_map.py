"""A map of themes and organisations: which of them says how much about what."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from assistant.pictures import colours
from assistant.pictures.drawing import Drawing, Point, Style
from assistant.pictures.frame import (
    EDGE,
    LEADING,
    NARROWEST,
    SIZE,
    SMALL,
    Language,
    blank,
    headline,
)
from assistant.pictures.letters import clean, longest, width, wrapped
from assistant.pictures.written import Format, written

_GAP = 18.0
_NARROW, _BROAD = 64.0, 128.0
_LABEL = 320.0
_HEAD_LINES = 3
_MOST_ROWS, _MOST_COLUMNS = 100, 24
_LARGEST = 12.0
_SMALLEST = {"count": 8.0, "score": 3.0}
"""Radii; a circle with a number in it must hold the number."""
_READ_ALOUD = 40
_WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "empty": "Der er ingen temaer at vise.",
        "rows": "og {} flere",
        "columns": "og {} organisationer mere",
        "count": "Tallene er antal temaer.",
        "score": "Jo større cirkel, jo mere handler temaet om emnet.",
        "described": "Kort over {} emner og {} organisationer.",
        "nothing": "ingen",
    },
    "en": {
        "empty": "There are no themes to show.",
        "rows": "and {} more",
        "columns": "and {} more organisations",
        "count": "The numbers are how many themes.",
        "score": "The larger the circle, the more the theme is about the topic.",
        "described": "Map of {} topics and {} organisations.",
        "nothing": "none",
    },
}


@dataclass(frozen=True)
class MapRow:
    """A theme or topic, with a value a column: None or 0 where there is nothing."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Map:
    """Themes by organisations. ``measure`` is what a value is: themes counted, or a score."""

    columns: tuple[str, ...]
    rows: tuple[MapRow, ...]
    title: str
    language: Language = "da"
    measure: Literal["count", "score"] = "count"


@dataclass(frozen=True)
class _Sheet:
    """Where things stand across: labels from the margin, columns of one width behind them."""

    label: float
    column: float
    count: int
    most: float

    @property
    def right(self) -> float:
        return EDGE + self.label + _GAP + self.count * self.column

    def centre(self, index: int) -> float:
        return self.right - (self.count - index - 0.5) * self.column


def theme_map(picture: Map, fmt: Format = "svg") -> bytes:
    """The map as a file.

    Circles tell by their area, so that neither colour nor a printer matters. A row with fewer
    values than columns has nothing in the others; of very many rows or columns the first stand.

    Raises:
        StrategiError: The PNG could not be drawn.
    """
    drawing = Drawing(picture.title, _described(picture), picture.language)
    if not picture.rows or not picture.columns:
        return written(drawing, blank(drawing, _WORDS[picture.language]["empty"]), fmt)
    sheet = _laid(picture)
    across = max(sheet.right - EDGE, NARROWEST)
    top = headline(drawing, picture.title, across)
    top = _heads(drawing, picture, sheet, top)
    for row in picture.rows[:_MOST_ROWS]:
        top = _row(drawing, picture, sheet, row, top)
    bottom = _foot(drawing, picture, across, top)
    return written(drawing, (across + 2 * EDGE, bottom + EDGE), fmt)


def _laid(picture: Map) -> _Sheet:
    columns = [clean(name) for name in picture.columns[:_MOST_COLUMNS]]
    labels = [width(clean(row.label), SIZE) for row in picture.rows[:_MOST_ROWS]]
    column = max(longest(name, SMALL) for name in columns) + 12
    values = [_value(row, index) for row in picture.rows for index in range(len(columns))]
    count, label = len(columns), min(max(labels), _LABEL)
    column = min(max(column, _NARROW), _BROAD)
    spare = NARROWEST - (label + _GAP + count * column)
    return _Sheet(label + max(spare, 0.0), column, count, max(values))


def _value(row: MapRow, index: int) -> float:
    value = row.values[index] if index < len(row.values) else None
    return value if value is not None and math.isfinite(value) and value > 0 else 0.0


def _heads(drawing: Drawing, picture: Map, sheet: _Sheet, top: float) -> float:
    """The organisations, their last lines on one base line."""
    names = [
        wrapped(clean(name), SMALL, sheet.column - 8, _HEAD_LINES)
        for name in picture.columns[:_MOST_COLUMNS]
    ]
    bottom = top + max(len(lines) for lines in names) * LEADING
    for index, lines in enumerate(names):
        for above, line in enumerate(reversed(lines)):
            at = (sheet.centre(index), bottom - above * (LEADING - 2) - 6)
            drawing.text(at, line, Style(SMALL, colour=colours.FAINT, anchor="middle", strong=True))
    drawing.line((EDGE, bottom + 4), (sheet.right, bottom + 4), colours.FAINT)
    return bottom + 4


def _row(drawing: Drawing, picture: Map, sheet: _Sheet, row: MapRow, top: float) -> float:
    lines = wrapped(clean(row.label), SIZE, sheet.label, 2) or [""]
    bottom = top + len(lines) * LEADING + 14
    for below, line in enumerate(lines):
        drawing.text((EDGE, top + 7 + below * LEADING + 13), line, Style(SIZE))
    for index in range(sheet.count):
        centre = (sheet.centre(index), (top + bottom) / 2)
        said = f"{row.label} – {picture.columns[index]}"
        _mark(drawing, centre, _value(row, index), sheet.most, (picture.measure, said))
    drawing.line((EDGE, bottom), (sheet.right, bottom), colours.LINE)
    return bottom


def _mark(
    drawing: Drawing, centre: Point, value: float, most: float, told: tuple[str, str]
) -> None:
    """A circle whose area grows with the value; a speck where there is nothing."""
    measure, said = told
    if not value:
        drawing.circle(centre, 1.5, colours.LINE)
        return
    small = _SMALLEST[measure]
    radius = math.sqrt(small**2 + (_LARGEST**2 - small**2) * value / most)
    drawing.circle(centre, radius, colours.ACCENT, f"{said}: {_number(value)}")
    if measure == "count":
        at = (centre[0], centre[1] + 3.8)
        size = 10.5 if value < 100 else 8.0
        drawing.text(
            at, _number(value), Style(size, colour=colours.ON_ACCENT, anchor="middle", strong=True)
        )


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}".replace(".", ",")


def _foot(drawing: Drawing, picture: Map, across: float, top: float) -> float:
    words = _WORDS[picture.language]
    said = [words[picture.measure]]
    if len(picture.columns) > _MOST_COLUMNS:
        said.insert(0, words["columns"].format(len(picture.columns) - _MOST_COLUMNS))
    if len(picture.rows) > _MOST_ROWS:
        said.insert(0, words["rows"].format(len(picture.rows) - _MOST_ROWS))
    for line in (line for text in said for line in wrapped(text, SMALL, across, 2)):
        top += LEADING + 3
        drawing.text((EDGE, top), line, Style(SMALL, colour=colours.FAINT))
    return top


def _described(picture: Map) -> str:
    """The map in words, for who does not see it."""
    words = _WORDS[picture.language]
    said = [words["described"].format(len(picture.rows), len(picture.columns))]
    for row in picture.rows[:_READ_ALOUD]:
        held = [
            f"{name} {_number(_value(row, index))}"
            for index, name in enumerate(picture.columns)
            if _value(row, index)
        ]
        said.append(f"{row.label}: {', '.join(held) or words['nothing']}.")
    if len(picture.rows) > _READ_ALOUD:
        said.append(words["rows"].format(len(picture.rows) - _READ_ALOUD) + ".")
    return " ".join(said)
