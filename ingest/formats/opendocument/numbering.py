"""Numbers of lists and headings in an OpenDocument text, counted as a reader sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.formats.opendocument.package import Element, attribute, children, number, tag
from ingest.formats.opendocument.styles import OUTLINE, Styles

_PLACE = re.compile(r"%(\d{1,2})%")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_LETTERS = 2_600
_MOST_ROMAN = 4_000
_DEEPEST = 10


@dataclass(frozen=True)
class _Level:
    """How one level of a list counts; ``shape`` has "%1%" where the number of level 1 stands."""

    bullet: bool
    counts: str
    shape: str
    start: int


@dataclass
class Counters:
    """Where the numbers of one list stand, by level from 1; levels without one yet are missing."""

    at: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A list that is open: its style, its level from 1, and the counters that it counts on."""

    style: str
    level: int
    counters: Counters
    goes_on: bool = False


@dataclass
class Numbering:
    """Counts the lists and the headings of one document, in reading order."""

    styles: Styles
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _by_id: dict[str, Counters] = field(default_factory=dict)
    _by_style: dict[str, Counters] = field(default_factory=dict)
    _outline: Counters = field(default_factory=Counters)

    def begin(self, element: Element, outer: Place | None, missing: str) -> Place:
        """A ``text:list`` begins; ``missing`` is the style that its first paragraph asks for."""
        goes_on = attribute(element, "text:continue-numbering") == "true"
        style = attribute(element, "text:style-name")
        if outer:
            goes_on = goes_on or outer.goes_on
            return Place(style or outer.style, outer.level + 1, outer.counters, goes_on)
        style = style or missing
        counters = self._by_id.get(attribute(element, "text:continue-list"))
        goes_on = goes_on or counters is not None
        if goes_on and counters is None:
            counters = self._by_style.get(style)
        counters = counters or Counters()
        self._by_style[style] = counters
        if own := attribute(element, "xml:id"):
            self._by_id[own] = counters
        return Place(style, 1, counters, goes_on)

    def label(self, place: Place, item: Element) -> str:
        """The mark of the next item of a list: "-", "1.2", "a)", or "" where it has none."""
        levels = self._of(place.style)
        given = number(item, "text:start-value", -1)
        _count(place.counters, levels, place.level, given)
        if not levels:
            return "-"
        level = levels.get(min(place.level, _DEEPEST))
        if level is None or level.bullet:
            return "-" if level else ""
        return _label(place.counters, levels, level)

    def restart(self, place: Place) -> None:
        """A list inside an item begins, which counts anew unless it says otherwise."""
        if not place.goes_on:
            place.counters.at.pop(place.level, None)

    def heading(self, element: Element, depth: int) -> str:
        """The number of a heading that stands in no list, "" where headings have none."""
        levels = self._of(OUTLINE)
        if attribute(element, "text:is-list-header") == "true" or depth not in levels:
            return ""
        given = number(element, "text:start-value", -1)
        if given < 0 and attribute(element, "text:restart-numbering") == "true":
            given = levels[depth].start
        _count(self._outline, levels, depth, given)
        return _label(self._outline, levels, levels[depth])

    def _of(self, style: str) -> dict[int, _Level]:
        if style not in self._levels:
            found = self.styles.lists.get(style)
            made = [] if found is None else [_level(child) for child in found]
            self._levels[style] = dict(made)
        return self._levels[style]


def _level(element: Element) -> tuple[int, _Level]:
    deep = number(element, "text:level")
    counts = attribute(element, "style:num-format")
    bullet = tag(element) not in {"text:list-level-style-number", "text:outline-level-style"}
    shape = attribute(element, "loext:num-list-format")
    if not shape:
        first = deep - max(1, number(element, "text:display-levels")) + 1
        places = ".".join(f"%{level}%" for level in range(max(1, first), deep + 1))
        before, after = (attribute(element, f"style:num-{end}") for end in ("prefix", "suffix"))
        shape = f"{before}{places}{after}"
    return deep, _Level(bullet, counts, shape, number(element, "text:start-value"))


def _count(counters: Counters, levels: dict[int, _Level], deep: int, given: int) -> None:
    at = counters.at
    start = levels[deep].start if deep in levels else 1
    at[deep] = given if given >= 0 else at.get(deep, start - 1) + 1
    for below in [level for level in at if level > deep]:
        del at[below]


def _label(counters: Counters, levels: dict[int, _Level], level: _Level) -> str:
    if not level.counts:
        return ""

    def counted(match: re.Match[str]) -> str:
        other = levels.get(int(match[1]))
        if other is None or not other.counts or other.bullet:
            return ""
        return _shown(counters.at.get(int(match[1]), other.start), other.counts)

    # A level above that has no number leaves its full stop behind.
    return re.sub(r"^\.+|(?<=\.)\.+", "", _PLACE.sub(counted, level.shape)).strip()


def _shown(value: int, counts: str) -> str:
    if counts[:1] in {"a", "A"} and 0 < value <= _MOST_LETTERS:
        shown = chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)
    elif counts[:1] in {"i", "I"} and 0 < value < _MOST_ROMAN:
        shown = _roman(value)
    else:
        return str(value)
    return shown.upper() if counts[0].isupper() else shown


def _roman(value: int) -> str:
    shown = ""
    for worth, letters in _ROMAN:
        shown += letters * (value // worth)
        value %= worth
    return shown


def first_paragraph_style(element: Element) -> str:
    """The style of the first paragraph of a list, or ""."""
    for item in children(element, "text:list-item", "text:list-header"):
        for paragraph in children(item, "text:p", "text:h"):
            return attribute(paragraph, "text:style-name")
    return ""
