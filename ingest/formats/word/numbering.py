"""The numbers of headings and lists, which a Word file does not hold but have to be counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ingest.formats.word.xml import Element, W, child, number, switch, value

BULLET = "-"
_MOST_LETTERS = 780
_MOST_ROMAN = 3999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str


@dataclass(frozen=True)
class _List:
    """A list as paragraphs name it. Lists with the same ``base`` count on from one another."""

    base: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, which have to be told in order."""

    def __init__(self, root: Element | None, list_of_style: Callable[[str], str | None]) -> None:
        abstract = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        numbers = {} if root is None else _by_id(root, "num", "numId")
        self._lists = {key: _list(one, abstract) for key, one in numbers.items()}
        self._links = {
            key: value(child(abstract[one.base], "numStyleLink"))
            for key, one in self._lists.items()
            if one.base in abstract
        }
        self._list_of_style = list_of_style
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def depth_of_style(self, number: str, style: str) -> int | None:
        """The depth that the list ``number`` has paragraphs of ``style`` at."""
        found = self._found(number)
        levels = found.levels if found else {}
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def label(self, number: str, depth: int) -> str | None:
        """The number of the next paragraph of a list ("1.2", "a)"), ``BULLET``, or "" for none.

        None where there is no such list.
        """
        found = self._found(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return None
        counts = self._counts.setdefault(found.base, {})
        self._count(found, counts, number, depth)
        return _label(found.levels, counts, level)

    def _found(self, number: str) -> _List | None:
        found = self._lists.get(number)
        if found is None or found.levels or not self._links.get(number):
            return found
        # A list that is defined by a style is defined once, and named by way of the style.
        other = self._list_of_style(self._links[number])
        defined = self._lists.get(other or "")
        return replace(defined, starts=found.starts) if defined else found

    def _count(self, found: _List, counts: dict[int, int], number: str, depth: int) -> None:
        for above in range(depth):
            if above in found.levels:
                counts.setdefault(above, found.levels[above].start)
        if depth in found.starts and (number, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        self._begun.add((number, depth))
        for below in [below for below in counts if below > depth]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or depth < restart:
                del counts[below]


def _by_id(root: Element, name: str, key: str) -> dict[str, Element]:
    return {value(element, key): element for element in root.iterchildren(f"{W}{name}")}


def _list(element: Element, abstract: Mapping[str, Element]) -> _List:
    base = value(child(element, "abstractNumId"))
    levels = _levels(abstract[base]) if base in abstract else {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(f"{W}lvlOverride"):
        depth = number(override, "ilvl")
        start = number(child(override, "startOverride"))
        if depth is not None and start is not None:
            starts[depth] = start
        levels |= _levels(override)
    return _List(base, levels, starts)


def _levels(element: Element) -> dict[int, _Level]:
    levels = {}
    for level in element.iterchildren(f"{W}lvl"):
        depth = number(level, "ilvl")
        if depth is not None and 0 <= depth < 9:
            levels[depth] = _level(level)
    return levels


def _level(element: Element) -> _Level:
    picture = child(element, "lvlPicBulletId") is not None
    return _Level(
        number(child(element, "start")) or 0,
        "bullet" if picture else value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")),
        number(child(element, "lvlRestart")),
        bool(switch(child(element, "isLgl"))),
        value(child(element, "pStyle")),
    )


def _label(levels: Mapping[int, _Level], counts: Mapping[int, int], level: _Level) -> str:
    if level.form == "bullet":
        return BULLET

    def counted(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        if depth not in levels:
            return ""
        form = "decimal" if level.legal else levels[depth].form
        return _written(counts.get(depth, levels[depth].start), form)

    label = re.sub(r"%([1-9])", counted, level.text).strip()
    return BULLET if label and not any(map(str.isalnum, label)) else label


def _written(count: int, form: str) -> str:
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= _MOST_LETTERS:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _MOST_ROMAN:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "decimalZero":
        return f"{count:02}"
    return f"{count}." if form == "ordinal" else str(count)


def _roman(count: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (count // worth)
        count %= worth
    return written
