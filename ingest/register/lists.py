"""Lists that name themes: those that announce headings, and those that are the register itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest import analysis
from ingest.document import Document, Element, Section
from ingest.passages import Span
from ingest.register.draft import Draft, titled
from ingest.register.kinds import many, noun, nouns, words
from ingest.words import folded

_COUNTS = frozenset(
    (
        "to tre fire fem seks syv otte ni ti elleve tolv"
        " two three four five six seven eight nine ten"
    ).split()
)
_FOLLOWING = frozenset("følgende nedenstående disse vores following these".split())
_MET = 0.6
"""Share of the words of the shorter of heading and item that both have."""
_PREFIX = 8
_LEAD = re.compile(r"(?P<name>[^\n:;–.]{2,80}?)\s*(?::|\s–|;)\s+(?=\S)")
_MARKER = re.compile(r"\s*(?:[-–•*]|\d{1,2}[.)])\s+")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_SHORT = 90
"""Characters of a list item that is a name and no sentence."""
_FEWEST = 2
_MOST = 60
_AHEAD = 300
"""Headings behind a list among which those that it announces are looked for."""


@dataclass(frozen=True)
class Listed:
    """Headings that a list announces: their sections, what it calls them, and what is in them."""

    kind: str
    within: str
    sections: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """A list: what leads to it (or None), and its items of the outermost level."""

    lead: Element | None
    items: tuple[Element, ...]


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
    items: list[Element] = []
    for element in document.elements:
        if element.kind == "item":
            if not document.text[element.start : element.start + 1].isspace():
                items.append(element)
            continue
        if items:
            yield Run(above, tuple(items))
            items = []
        above = element if element.kind in {"paragraph", "heading"} else None
    if items:
        yield Run(above, tuple(items))


def listed(lists: Lists, titles: Sequence[str]) -> Iterator[Listed]:
    """The lists that announce headings further on, and say what they are."""
    document = lists.document
    places = [section.start for section in document.sections]
    for run in lists.runs:
        if not run.lead or len(run.items) > _MOST:
            continue
        kind, within = _called(document, run.lead)
        if not kind:
            continue
        first = bisect_right(places, run.lead.start)
        later = list(enumerate(titles[first : first + _AHEAD], first))
        names = [_name(document, item) for item in run.items]
        sections = tuple(_announced(names, later))
        if len(sections) >= max(_FEWEST, len(names) // 2):
            yield Listed(kind, within, sections)


def _called(document: Document, lead: Element) -> tuple[str, str]:
    """What a list's lead calls its items, and what it, or the heading, says is told of them."""
    said = document.text[lead.start : lead.end]
    kind = led_kind(said)
    head = document.sections[lead.section] if lead.section >= 0 else None
    heading = head.path[-1] if head else ""
    others = [one.kind for one in (*nouns(heading), *nouns(said)) if one.many and one.kind != kind]
    return kind, next(iter(others), "")


def led_kind(said: str) -> str:
    """The kind of which a lead says that a list follows: "Vi har tre temaer:"; or ""."""
    said = said.rstrip()
    if not said.endswith(":"):
        return ""
    sentence = re.split(r"[.!?]\s", said)[-1]
    told = words(sentence)
    for before, word in pairwise(told):
        called = noun(word)
        if called and called.many and before.lower() in _COUNTS:
            return called.kind
    return many(sentence)


def _announced(names: Sequence[str], titles: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The headings that the names announce, in their order, each once."""
    at = missed = 0
    for name in names:
        places = (p for p in range(at, len(titles)) if alike(name, titles[p][1]))
        place = next(places, None)
        if place is None:
            missed += 1
            if missed > len(names) // 2:
                return
            continue
        yield titles[place][0]
        at = place + 1


def alike(name: str, title: str) -> bool:
    """Whether a list's item names a heading, in other words perhaps."""
    (one, own), (other, its) = _said(name), _said(title)
    if one == other:
        return True
    if min(len(one), len(other)) >= _PREFIX and (one.startswith(other) or other.startswith(one)):
        return True
    both, fewer, more = len(own & its), *sorted((len(own), len(its)))
    return both >= _FEWEST and both >= max(_MET * fewer, more / 2)


@lru_cache(maxsize=10_000)
def _said(name: str) -> tuple[str, frozenset[str]]:
    return folded(name), frozenset(analysis.stems(name))


def announced(lists: Lists, section: Section) -> list[str]:
    """The names in the lists of a section."""
    runs = lists.within(section.start, section.end)
    return [_name(lists.document, item) for run in runs for item in run.items]


def among(title: str, names: Sequence[str]) -> bool:
    """Whether one of ``names`` is the heading's."""
    return any(folded(name) == folded(title) for name in names)


def _name(document: Document, item: Element) -> str:
    return _MARKER.sub("", document.text[item.start : item.end], count=1).strip(" .;:")


def named(lists: Lists, section: Section, kind: str) -> list[Draft]:
    """The themes that a section without sub-headings names: list items, or paragraphs so led."""
    document = lists.document
    within = lists.elements(section.start + 1, section.end)
    runs = lists.within(section.start, section.end)
    for run in runs:
        if len(run.items) >= _FEWEST and (found := _paragraphs(document, run, within, kind)):
            return found
    for run in runs:
        if len(run.items) >= _FEWEST:
            return of_items(document, run, kind)
    led = [_led(document, e, kind) for e in within if e.kind == "paragraph"]
    found = [one for one in led if one]
    return found if len(found) >= _FEWEST else []


def of_items(document: Document, run: Run, kind: str) -> list[Draft]:
    """The items of a list as themes, each by its lead ("Respekt: …") or by its first sentence."""
    found = []
    for item in run.items:
        led = _led(document, item, kind)
        if led is None:
            marker = _MARKER.match(document.text, item.start, item.end)
            start = marker.end() if marker else item.start
            number, title, name = titled(document, (start, item.end))
            led = Draft(kind, number, title, name, item.start, item.end)
        found.append(led)
    return [one for one in found if one.title]


def _led(document: Document, element: Element, kind: str) -> Draft | None:
    """The theme that a paragraph or item is that begins with its name."""
    marker = _MARKER.match(document.text, element.start, element.end)
    start = marker.end() if marker else element.start
    found = _LEAD.match(document.text, start, element.end)
    if not found or len(found["name"]) > _SHORT:
        return None
    number, title, name = titled(document, found.span("name"))
    return Draft(kind, number, title, name, element.start, element.end)


def _paragraphs(document: Document, run: Run, within: Sequence[Element], kind: str) -> list[Draft]:
    """The paragraphs that begin with the names of a list, where each item has one."""
    found = []
    for item in run.items:
        name = _ASIDE.sub("", _name(document, item))
        told = next(
            (e for e in within if e.kind == "paragraph" and _begins(document, e, name)), None
        )
        if not name or len(name) > _SHORT or told is None:
            return []
        span: Span = (told.start, told.start + len(name))
        found.append(Draft(kind, "", document.text[slice(*span)], span, told.start, told.end))
    return found


def _begins(document: Document, element: Element, name: str) -> bool:
    said = document.text[element.start : element.start + len(name) + 1]
    return said[: len(name)].lower() == name.lower() and not said[len(name) :].isalnum()
