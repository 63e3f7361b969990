"""Themes in running text: list items, paragraphs that begin with a name, or with what they are.

"Respekt: Vi …", "Tidlig indsats. Vi …", "Mål 1: Flere i arbejde. Vi …"; the items of a list that
its lead announces ("Vi har tre temaer:").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.document import Document, Element, Section
from ingest.passages import Span
from ingest.register import announcing, fields, titles
from ingest.register.draft import Draft, titled
from ingest.register.lists import FEWEST, MARKER, MOST, Lists, Run, name_of
from ingest.register.sections import Sections
from ingest.words import folded

_WORDED = frozenset({"paragraph", "item", "caption"})
_BEHIND = ":–-."
"""Signs between what a theme is called and its name."""
_LINE = 300
_LEAD = re.compile(r"(?P<name>[^\n:;–.]{2,80}?)\s*(?::|\s–|;)\s+(?=\S)")
_BRIEF = re.compile(r"(?P<name>[A-ZÆØÅ][^\W\d_]*(?:[ -][^\W\d_]+){0,4})[.!]\s+(?=[A-ZÆØÅ])")
"""A name of up to five words, set as a sentence before what is told of it."""
_TITLE = re.compile(r"[A-ZÆØÅ][^\n.:;]{2,60}\s*:")
_WORD = re.compile(r"\w+")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_SHORT = 90
"""Characters of a list item that is a name and no sentence."""


def read(own: Lists, headed: Sections, known: set[str]) -> list[Draft]:
    """Themes that stand as items or paragraphs, of kinds that no table or heading has."""
    found: list[Draft] = []
    for themes in (_below_headings(own, headed), _worded(own, headed), _led_to(own, headed)):
        taken = known | {draft.kind for draft in found}
        found += [draft for draft in themes if draft.kind not in taken]
    return found


def _below_headings(own: Lists, headed: Sections) -> Iterator[Draft]:
    """What stands below a heading that names several themes, and has no headings below."""
    for index, section in enumerate(own.document.sections):
        title = headed.title(index)
        # "Initiativer" below each of several themes: some have one.
        fewest = 1 if headed.titled[folded(title)] > 1 else FEWEST
        kind = announcing.headed(title, below=False)
        free = index not in headed.found and not headed.below.get(index)
        if not kind or not free or headed.framed(index):
            continue
        # "Mål" below a theme is a field of it.
        if headed.owner(index) < 0 or not fields.is_head(titles.unnumbered(title)):
            yield from _named(own, section, kind, fewest)


def _led_to(own: Lists, headed: Sections) -> Iterator[Draft]:
    """The items of lists whose leads announce them, outside of themes."""
    for run in own.runs:
        if run.lead is None or run.lead.kind != "paragraph" or len(run.items) < FEWEST:
            continue
        if headed.framed(run.lead.section) or headed.owner(run.lead.section) >= 0:
            continue
        kind = announcing.led(own.document.text[run.lead.start : run.lead.end])
        if kind:
            yield from _of_items(own.document, run, kind)


def _named(lists: Lists, section: Section, kind: str, fewest: int) -> list[Draft]:
    """The themes that a section without sub-headings names: list items, or paragraphs so led."""
    document = lists.document
    within = lists.elements(section.start + 1, section.end)
    told = [element for element in within if element.kind == "paragraph"]
    beginning = _by_first_word(document, told)
    runs = [r for r in lists.within(section.start, section.end) if len(r.items) >= fewest]
    for run in runs:
        if found := _paragraphs(document, run, beginning, kind):
            return found
    led = [one for one in (_led(document, element, kind) for element in told) if one]
    if sum(not fields.is_head(one.title) for one in led) < FEWEST:
        led = list(_briefly(document, told, kind))
    if sum(not fields.is_head(one.title) for one in led) < FEWEST:
        led = list(_titled(document, within, kind))
    if len(led) >= FEWEST and not _lists_themes(runs):
        return led
    return _of_items(document, runs[0], kind) if runs else []


def _lists_themes(runs: Sequence[Run]) -> bool:
    """Whether a section's first list holds its themes, and is not told of one of them."""
    return bool(runs) and runs[0].lead is not None and runs[0].lead.kind == "heading"


def _of_items(document: Document, run: Run, kind: str) -> list[Draft]:
    """The items of a list as themes, each by its lead ("Respekt: …") or by its first sentence."""
    found = []
    for item, (end, below) in zip(run.items, run.below, strict=True):
        marker = MARKER.match(document.text, item.start, item.end)
        led = _led(document, item, kind)
        if led is None:
            if fields.of_lines(document.text, (item.start, item.end)):
                continue
            start = marker.end() if marker else item.start
            number, title, name = titled(document, (start, item.end))
            led = Draft(kind, number, title, name, item.start, item.end)
        number = led.number or (marker["number"] or "" if marker else "")
        told = (fields.of_lines(document.text, (one.start, one.end)) for one in below)
        own = fields.merged(one for some in told for one in some)
        found.append(replace(led, number=number, end=end, fields=own))
    return [one for one in found if one.title]


def _led(document: Document, element: Element, kind: str) -> Draft | None:
    """The theme that a paragraph or item is that begins with its name."""
    marker = MARKER.match(document.text, element.start, element.end)
    start = marker.end() if marker else element.start
    found = _LEAD.match(document.text, start, element.end)
    if not found or len(found["name"]) > _SHORT or _labels(found["name"]):
        return None
    number, title, name = titled(document, found.span("name"))
    return Draft(kind, number, title, name, element.start, element.end)


def _worded(own: Lists, headed: Sections) -> list[Draft]:
    """Paragraphs, items and titles of tables that are numbered by their kind."""
    document = own.document
    found: dict[tuple[str, str], Draft] = {}
    for index, element in enumerate(document.elements):
        if element.kind not in _WORDED or headed.framed(element.section):
            continue
        marker = MARKER.match(document.text, element.start, element.end)
        start = marker.end() if marker else element.start
        line = document.text[start : min(element.end, start + _LINE)].split("\n")[0]
        told = titles.worded(line)
        if told and told.number and line[: told.name].rstrip()[-1:] in _BEHIND:
            _, title, name = titled(document, (start + told.name, element.end))
            end = _end(document, index)
            draft = Draft(told.kind, told.number, title, name, element.start, end)
            found.setdefault((told.kind, told.number), draft)
    kinds = Counter(kind for kind, _ in found)
    return [one for (kind, _), one in found.items() if kinds[kind] >= FEWEST and one.title]


def _from(document: Document, index: int) -> Iterator[Element]:
    return (document.elements[at] for at in range(index, len(document.elements)))


def _end(document: Document, index: int) -> int:
    """Where an element ends; with its rows where it is their title."""
    element = document.elements[index]
    said = document.text[element.start : element.end]
    below = _from(document, index + 1) if element.kind == "caption" else ()
    rows = takewhile(lambda one: one.kind == "row" and one.caption == said, below)
    return max((row.end for row in rows), default=element.end)


def _labels(name: str) -> bool:
    """Whether a lead is the label of a field, and could name no theme."""
    return fields.is_head(name) and not titles.may_name(name)


def _briefly(document: Document, told: Sequence[Element], kind: str) -> Iterator[Draft]:
    """Paragraphs that all begin with a few words and a full stop: "Tidlig indsats. Vi …"."""
    found = [_BRIEF.match(document.text, one.start, one.end) for one in told]
    # What stands before the first of them introduces them.
    first = next((at for at, one in enumerate(found) if one), len(found))
    if not all(found[first:]) or first > 1:
        return
    for element, match in zip(told[first:], found[first:], strict=True):
        if match:
            number, title, name = titled(document, match.span("name"))
            yield Draft(kind, number, title, name, element.start, element.end)


def _titled(document: Document, within: Sequence[Element], kind: str) -> Iterator[Draft]:
    """What stands below lines that are a name and a colon, as headings were before they were lost.

    "Inddragelse:" on a line of its own, then what is told of it, until the next such line.
    """
    lines = [
        at
        for at, one in enumerate(within)
        if one.kind == "paragraph" and _TITLE.fullmatch(document.text, one.start, one.end)
    ]
    for at, stop in zip(lines, [*lines[1:], len(within)], strict=False):
        element = within[at]
        if stop > at + 1 and not _labels(document.text[element.start : element.end].rstrip(" :")):
            number, title, name = titled(document, (element.start, element.end))
            yield Draft(kind, number, title, name, element.start, within[stop - 1].end)


def _by_first_word(document: Document, told: Sequence[Element]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for one in told:
        found.setdefault(_first_word(document.text[one.start : one.end]), []).append(one)
    return found


def _first_word(text: str) -> str:
    word = _WORD.match(text[:_SHORT])
    return word[0].lower() if word else ""


def _paragraphs(
    document: Document, run: Run, beginning: Mapping[str, Sequence[Element]], kind: str
) -> list[Draft]:
    """The paragraphs that begin with the names of a list, where each item has one."""
    if len(run.items) > MOST:
        return []
    found = []
    for item in run.items:
        name = _ASIDE.sub("", name_of(document, item))
        told = beginning.get(_first_word(name), ())[:MOST]
        own = next((one for one in told if _begins(document, one, name)), None)
        if not name or len(name) > _SHORT or own is None:
            return []
        span: Span = (own.start, own.start + len(name))
        found.append(Draft(kind, "", document.text[slice(*span)], span, own.start, own.end))
    return found


def _begins(document: Document, element: Element, name: str) -> bool:
    said = document.text[element.start : element.start + len(name) + 1]
    return said[: len(name)].lower() == name.lower() and not said[len(name) :].isalnum()
