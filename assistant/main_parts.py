"""A document as a whole: what it says of its purpose, and its main parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.opened import Opened
from assistant.units import Span, units
from ingest import analysis, sentences
from ingest.document import Element, Section

_FEWEST_WORDS = 6
_LONGEST = 320
_LONGEST_PURPOSE = 420
_OPENING = 3000
"""Characters in which a document says what it is for."""
_MOST_NAMES = 8
_NAME_CHARS = 160
_WHOLE = 0.8
"""A section that holds more than this of the text is no part of it: those below it are."""
_COLOPHON = re.compile(
    r"(?:[\d.]+\s*)?(?:indhold\w*|kolofon\w*|kontakt\w*|litteratur\w*|kilder|kildeliste|referencer"
    r"|noter|bilag\b.*|appendi\w*|forkortelser|ordliste|contents|references|contact\w*|sources)\W*",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:nedenfor|nedenstående|ovenfor|ovenstående|i det følgende|følgende afsnit|\w*figur\w*"
    r"|tabel\w*|kolonne\w*|markeret|se side|below|above|table|figure)\b"
    r"|^(?:dernæst|desuden|derudover|derfor|dermed|endvidere|endelig|samtidig|disse|dette|hertil"
    r"|som det fremgår|furthermore|moreover|therefore|this|these)\b",
    re.IGNORECASE,
)
"""What leads to something else on the page, or back, says little where it stands alone."""
_PURPOSE = re.compile(
    r"\b(?:formål\w*|retning\w*|vision\w*|mission\w*|samler|præsenterer|beskriver|handler om|dækker"
    r"|omfatter|redegør\w*|sætter|målet|purpose|aims?|sets|describes|covers|presents)\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*(?:[-–*•●▪◦]|\d{1,2}[.)])\s+")
_END = re.compile(r"(?<!\bdvs)(?<!\bfx)(?<!\bjf)(?<!\beks)(?<!\bbl\.a)[.!?][\"”»')\]]*$")


@dataclass(frozen=True)
class Part:
    """A main part: where it is named, and what tells of it: a sentence, or the names below it."""

    name: Span | None
    told: tuple[Span, ...] = ()
    length: int = 0


# -- what it is for -----------------------------------------------------------------------------


def purpose(document: Opened, elements: Sequence[Element], kinds: Sequence[str]) -> Span | None:
    """The sentence near the beginning that best says what the document is for.

    ``kinds`` are stems of what the document calls itself ("strategi", "udviklingsplan").
    """
    opening = [element for element in elements if element.start < _OPENING]
    found = list(_sentences(document, opening, _LONGEST_PURPOSE))
    if not found:
        return None
    # Above the first heading stands mostly whose the paper is and how it may be used.
    first = document.sections[0].start if document.sections else 0
    scores = {
        span: _says_purpose(document.text[slice(*span)], kinds) - order / 4 - (span[0] < first)
        for order, span in enumerate(found)
    }
    return max(found, key=lambda span: scores[span])


def _says_purpose(sentence: str, kinds: Sequence[str]) -> float:
    stems = [analysis.stem(word) for word in analysis.words(sentence)]
    of_itself = [at for at, stem in enumerate(stems) if stem.endswith(tuple(kinds))]
    score = 2.0 * bool(of_itself) + 1.0 * bool(of_itself and of_itself[0] < _FEWEST_WORDS)
    return score + 2.0 * bool(_PURPOSE.search(sentence)) - 2.0 * bool(_POINTS.search(sentence))


# -- its parts ----------------------------------------------------------------------------------


def parts(document: Opened, elements: Sequence[Element], said: Span | None) -> list[Part]:
    """The main parts in reading order; of a document without headings the groups of its table.

    ``said`` is a sentence that has been told already and is not told again.
    """
    if top := _top(document):
        found = (_part(document, section, elements, said) for section in top)
        return [part for part in found if part]
    rows = [element for element in elements if element.kind == "row" and element.cells]
    if rows:
        return _groups(document, rows)
    paragraphs = ([element] for element in elements if element.kind == "paragraph")
    firsts = (next(_sentences(document, one), None) for one in paragraphs)
    fresh = (span for span in firsts if span and not _overlap(span, said))
    return [Part(None, (span,), span[1] - span[0]) for span in fresh]


def _top(document: Opened) -> list[Section]:
    """The outermost sections; in place of one that holds nearly all, those below it."""
    top = [section for section in document.sections if len(section.path) == 1]
    while whole := next((one for one in top if _holds_all(document, one)), None):
        at = top.index(whole)
        top[at : at + 1] = _below(document, whole)
    kept = [section for section in top if not _COLOPHON.fullmatch(section.path[-1])]
    return kept or top


def _holds_all(document: Opened, section: Section) -> bool:
    wide = section.end - section.start > _WHOLE * len(document.text)
    return wide and bool(_below(document, section))


def _below(document: Opened, section: Section) -> list[Section]:
    """The sections right below ``section``."""
    inside = (s for s in document.sections if section.start < s.start < section.end)
    return [other for other in inside if other.path[:-1] == section.path]


def _part(
    document: Opened, section: Section, elements: Sequence[Element], said: Span | None
) -> Part | None:
    first = bisect_left(elements, section.start, key=lambda element: element.start)
    last = bisect_left(elements, section.end, key=lambda element: element.start)
    inside = elements[first:last]
    heading = next((e for e in inside if e.kind == "heading" and e.start == section.start), None)
    if heading is None:
        return None
    below = _below(document, section)
    stop = below[0].start if below else section.end
    own = [element for element in inside if heading.end <= element.start < stop]
    named = _headings(document, below, inside)
    # Two headings or more say what a part holds better than its first sentence does.
    told = named if named[1:] else _told(document, own, said) or named or _keys(document, inside)
    name = document.text[heading.start : heading.end]
    told = tuple(span for span in told if document.text[slice(*span)] != name)
    return Part((heading.start, heading.end), told, section.end - section.start)


def _told(document: Opened, own: Sequence[Element], said: Span | None) -> tuple[Span, ...]:
    """The first sentence that stands for itself."""
    spans = (span for span in _sentences(document, own) if not _overlap(span, said))
    best = next((one for one in spans if not _POINTS.search(document.text[slice(*one)])), None)
    return (best,) if best else ()


def _overlap(span: Span, said: Span | None) -> bool:
    return said is not None and span[0] < said[1] and said[0] < span[1]


def _headings(
    document: Opened, below: Sequence[Section], inside: Sequence[Element]
) -> tuple[Span, ...]:
    ends = {element.start: element.end for element in inside if element.kind == "heading"}
    spans = [(section.start, ends[section.start]) for section in below if section.start in ends]
    return tuple(_short(document.text, spans))


def _groups(document: Opened, rows: Sequence[Element]) -> list[Part]:
    """Rows under the name that their first cell gives them, where that is not their own."""
    groups: dict[str, list[Element]] = {}
    for row in rows:
        first = row.cells[0]
        groups.setdefault(document.text[first.start : first.end], []).append(row)
    found = []
    for members in groups.values():
        first = members[0].cells[0]
        names = _short(document.text, [(first.start, first.end)])
        own = [row for row in members if row.key]
        length = sum(row.end - row.start for row in members)
        found += [Part(name, _keys(document, own), length) for name in names]
    return found


def _keys(document: Opened, elements: Sequence[Element]) -> tuple[Span, ...]:
    """What the rows of a table, or the items of a list, are called, each name once."""
    named: dict[str, Span] = {}
    for element in elements:
        if span := _called(document.text, element):
            named.setdefault(document.text[slice(*span)], span)
    return tuple(_short(document.text, list(named.values())))


def _called(text: str, element: Element) -> Span | None:
    """The name of a row, or its first sentence where that is a whole text; a list's item."""
    if element.kind == "item":
        dash = _DASH.match(text, element.start, element.end)
        return (dash.end() if dash else element.start), element.end
    if element.kind != "row" or not element.cells:
        return None
    cell = element.cells[element.key]
    if cell.end - cell.start <= _NAME_CHARS:
        return cell.start, cell.end
    start, end = next(sentences.spans(text[cell.start : cell.end]))
    return cell.start + start, cell.start + end


def _short(text: str, spans: Sequence[Span]) -> list[Span]:
    """Names that a line can hold: none that runs over lines or is a whole text."""
    fit = [(a, b) for a, b in spans if b - a <= _NAME_CHARS and "\n" not in text[a:b]]
    return fit[:_MOST_NAMES]


def _sentences(
    document: Opened, elements: Sequence[Element], longest: int = _LONGEST
) -> Iterator[Span]:
    """Whole sentences of running text: no lead-ins, list items, captions or cells."""
    running = [element for element in elements if element.kind == "paragraph"]
    if not running:
        return
    hit = document.at((running[0].start, running[-1].end))
    for unit in units(hit, running, document.text):
        if unit.kind == "sentence" and len(unit.text) <= longest and _whole(unit.text):
            yield unit.start, unit.end


def _whole(sentence: str) -> bool:
    words = len(re.findall(r"\w+", sentence))
    complete = bool(_END.search(sentence)) and not sentence[0].islower()
    return complete and words >= _FEWEST_WORDS and "\n" not in sentence
