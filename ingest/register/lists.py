"""A document's lists, and those of them that announce headings further on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import analysis
from ingest.document import Document, Element
from ingest.register import announcing, titles
from ingest.register.kinds import nouns
from ingest.words import folded

_MET = 0.6
"""Share of the words of the shorter of heading and item that both have."""
_PREFIX = 8
MARKER = re.compile(r"\s*(?:[-–•*]|(?P<number>\d{1,2})[.)])\s+")
FEWEST = 2
"""Themes that a list holds at least."""
MOST = 60
_AHEAD = 300
"""Headings behind a list among which those that it announces are looked for."""


_Said = tuple[str, frozenset[str]]
"""A name folded, and its stems."""


@dataclass(frozen=True)
class Listed:
    """Headings that a list announces: their sections, what it calls them, and what is in them."""

    kind: str
    within: str
    sections: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """A list: what leads to it (or None), and its items of the outermost level.

    ``below`` are for each item where it ends, with those that are nested in it, and these.
    """

    lead: Element | None
    items: tuple[Element, ...]
    below: tuple[tuple[int, tuple[Element, ...]], ...]


class Lists:
    """The lists of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.runs = tuple(_runs(document))
        self._starts = [run.items[0].start for run in self.runs]
        self._places = [element.start for element in document.elements]

    def within(self, start: int, end: int) -> Sequence[Run]:
        """The lists that begin between two places."""
        return self.runs[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def elements(self, start: int, end: int) -> Sequence[Element]:
        """The elements that begin between two places."""
        first, stop = bisect_left(self._places, start), bisect_left(self._places, end)
        return self.document.elements[first:stop]


def _runs(document: Document) -> Iterator[Run]:
    above: Element | None = None
    items: list[tuple[Element, list[Element]]] = []
    for element in document.elements:
        if element.kind == "item":
            nested = document.text[element.start : element.start + 1].isspace()
            if nested and items:
                items[-1][1].append(element)
            elif not nested:
                items.append((element, []))
            continue
        if items:
            yield _run(above, items)
            items = []
        above = element if element.kind in {"paragraph", "heading"} else None
    if items:
        yield _run(above, items)


def _run(above: Element | None, items: Sequence[tuple[Element, Sequence[Element]]]) -> Run:
    below = [([item, *nested][-1].end, tuple(nested)) for item, nested in items]
    return Run(above, tuple(item for item, _ in items), tuple(below))


def listed(lists: Lists, headings: Sequence[str]) -> Iterator[Listed]:
    """The lists that announce headings further on, and say what they are."""
    document = lists.document
    places = [section.start for section in document.sections]
    known = _Headings(headings)
    for run in lists.runs:
        if not run.lead or len(run.items) > MOST:
            continue
        kind, within = _called(document, run.lead)
        if not kind:
            continue
        first = bisect_right(places, run.lead.start)
        names = [name_of(document, item) for item in run.items]
        sections = tuple(known.announced(names, first))
        if len(sections) >= max(FEWEST, len(names) // 2):
            yield Listed(kind, within, sections)


def _called(document: Document, lead: Element) -> tuple[str, str]:
    """What a list's lead calls its items, and what it, or the heading, says is told of them."""
    said = document.text[lead.start : lead.end]
    kind = announcing.led(said, loosely=True)
    head = document.sections[lead.section] if lead.section >= 0 else None
    heading = head.path[-1] if head else ""
    others = [one.kind for one in (*nouns(heading), *nouns(said)) if one.many and one.kind != kind]
    return kind, next(iter(others), "")


class _Headings:
    """A document's headings, found by what a list's item says."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._said = [_said(titles.unnumbered(title)) for title in headings]
        self._by: dict[str, list[int]] = {}
        for index, said in enumerate(self._said):
            for sign in _signs(said):
                self._by.setdefault(sign, []).append(index)

    def announced(self, names: Sequence[str], first: int) -> Iterator[int]:
        """The headings from ``first`` on that the names announce, in their order, each once."""
        at, stop = first, first + _AHEAD
        missed = 0
        for name in names:
            index = self._named(_said(name), at, stop)
            if index < 0:
                missed += 1
                if missed > len(names) // 2:
                    return
                continue
            yield index
            at = index + 1

    def _named(self, said: _Said, at: int, stop: int) -> int:
        """The first heading between two that is alike, -1 for none."""
        places: set[int] = set()
        for sign in _signs(said):
            found = self._by.get(sign, ())
            places.update(found[bisect_left(found, at) : bisect_left(found, stop)])
        return next((one for one in sorted(places) if _alike(said, self._said[one])), -1)


def _signs(said: _Said) -> Iterator[str]:
    """What two that are alike have one of in common."""
    name, stems = said
    yield f"={name}"
    yield f"^{name[:_PREFIX]}"
    yield from stems


def _alike(said: _Said, other: _Said) -> bool:
    """Whether a list's item names a heading, in other words perhaps."""
    (one, own), (its_name, its) = said, other
    if one == its_name:
        return True
    longer, shorter = max(one, its_name, key=len), min(one, its_name, key=len)
    if len(shorter) >= _PREFIX and longer.startswith(shorter):
        return True
    both, fewer, more = len(own & its), *sorted((len(own), len(its)))
    return both >= FEWEST and both >= max(_MET * fewer, more / 2)


def _said(name: str) -> _Said:
    return folded(name), frozenset(analysis.stems(name))


def announced(lists: Lists, start: int, end: int) -> frozenset[str]:
    """The names in the lists between two places, folded."""
    runs = lists.within(start, end)
    return frozenset(folded(name_of(lists.document, item)) for run in runs for item in run.items)


def name_of(document: Document, item: Element) -> str:
    """What an item says, without its marker and the sign at its end."""
    return MARKER.sub("", document.text[item.start : item.end], count=1).strip(" .;:")
