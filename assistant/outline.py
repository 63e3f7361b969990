"""How a document is divided, where that is what is asked: its tracks, visions, themes by name.

"Hvilke spor har planen?" is not a search for a passage: the answer is the headings below one
heading, or the values of one column, all of them and in the document's order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Citing
from assistant.markdown import escaped
from assistant.matching import Wanted, Words, meets
from assistant.opened import Opened, cite, opened
from assistant.question import Question
from ingest import analysis, sentences
from ingest.catalogue import Catalogue, Hit
from ingest.document import Element, Section
from ingest.passages import Span

_ASKS = re.compile(
    r"\b(?:hvilke|hvad (?:for|hedder|kalder)|liste?|nævn|overskrift\w*|opdelt|delt op|bygget op"
    r"|inddelt|which|what|list)\b",
    re.IGNORECASE,
)
_NOUNS = re.compile(
    r"\b\w*(?:tema|temaer|temaerne|spor|sporene|vision|visioner|visionerne|værdier|værdierne"
    r"|værktøjer|værktøjerne|redskaber|indsatsområder|fokusområder|udviklingspunkter|hovedområder"
    r"|mål|målene|indsatser|tiltag|projekter|themes|tracks|visions|values|tools)\b",
    re.IGNORECASE,
)
_DIVIDED = frozenset(
    analysis.stem(word)
    for word in (
        "delt opdelt inddelt bygget bygger består liste nævn overskrifter overskrifterne følger "
        "arbejder arbejde hedder kalder gennemgående bærende oversigt oversigten "
        "retter rettet list divided built called named"
    ).split()
)
_ENOUGH = 0.5
"""The weighed share of the question's words that heading, title and organisation must meet."""
_NEAR = 0.05
_MOST = 60
"""Parts of a list that is still one; what has more is a register, not an outline."""
_SENTENCE = 170
_STEM = 4


Part = tuple[Span, Span | None]


@dataclass(frozen=True)
class Outline:
    """The parts of a whole: each its name's span and that of its first sentence, or None."""

    document: Opened
    parts: tuple[Part, ...]
    score: float


def outlines(
    question: Question, words: Sequence[Wanted], hits: Sequence[Hit], catalogue: Catalogue
) -> list[Outline]:
    """The outlines that answer, best first, one a document; none where a topic is asked for."""
    noun = _NOUNS.search(question.lexical)
    if not noun or not _ASKS.search(question.asked):
        return []
    told = [word for word in words if analysis.stem(word.word) not in _DIVIDED]
    found: dict[str, Outline] = {}
    for hit in {hit.document_id: hit for hit in hits}.values():
        entry = catalogue.entry(hit.document_id)
        if entry is None:
            continue
        document = opened(entry, catalogue)
        elements = catalogue.elements(entry.id, 0, len(document.text))
        whose = f"{entry.metadata.title} {entry.metadata.organisation}"
        for above, parts in (
            *_divisions(document, noun[0]),
            *_columns(elements, document, noun[0]),
        ):
            one = Outline(document, tuple(parts), _met(told, f"{above} {whose}"))
            best = found.get(entry.id)
            enough = one.score >= _ENOUGH and len(parts) <= _MOST
            if enough and (best is None or one.score > best.score):
                found[entry.id] = one
    best_score = max((one.score for one in found.values()), default=0.0)
    near = [one for one in found.values() if one.score >= best_score - _NEAR]
    near.sort(key=lambda one: -one.score)
    return near if question.across else near[:1]


def lines(outline: Outline, citing: Citing) -> list[str]:
    """The parts of a whole, a line each: its name, and what it begins by saying."""
    document, found = outline.document, []
    for name, sentence in outline.parts:
        marks = cite(document, name, citing)
        told = escaped(document.text[slice(*name)].strip().rstrip(":"))
        if sentence:
            told = f"**{told}**: {escaped(document.text[slice(*sentence)])}"
            marks += cite(document, sentence, citing)
        found.append(f"- {told} {marks}")
    return found


def _met(words: Sequence[Wanted], text: str) -> float:
    own = Words.of(text)
    total = sum(word.weight for word in words) or 1.0
    return sum(w.weight * max(meets(w, own), 0.8 * _ends(w.word, own)) for w in words) / total


def _ends(word: str, text: Words) -> float:
    """Whether a compound of ``text`` ends in ``word``: "forandringsspor" are "spor"."""
    stem = analysis.stem(word)
    return float(len(stem) >= _STEM and any(other.endswith(stem) for other in text.stems))


def _named(noun: str, heading: str) -> bool:
    own = Words.of(heading)
    stem = analysis.stem(noun.lower())
    tail = next((t for t in _TAILS if stem.endswith(t)), stem)
    return any(other.endswith(tail) for other in own.stems)


_TAILS = tuple(
    analysis.stem(word)
    for word in "temaer spor visioner værdier værktøjer indsatser tiltag projekter mål".split()
)


def _divisions(document: Opened, noun: str) -> Iterator[tuple[str, list[Part]]]:
    """The children of each heading that the noun names, or that are themselves so called."""
    for above in [None, *document.sections]:
        path = above.path if above else ()
        children = [s for s in document.sections if s.path[:-1] == path and s.path != path]
        called = [child for child in children if _named(noun, child.path[-1])]
        if len(called) >= 2:
            children = called
        elif above is None or not _named(noun, above.path[-1]):
            continue
        if len(children) >= 2:
            yield " ".join((*path, noun)), [_part(child, document.text) for child in children]


def _part(section: Section, text: str) -> Part:
    end = text.find("\n", section.start)
    end = section.end if end < 0 else min(end, section.end)
    for a, b in sentences.spans(text[end : section.end]):
        sentence = text[end + a : end + b]
        whole = sentence[:1].isupper() and sentence.endswith(".")
        return (section.start, end), (end + a, end + b) if whole and b - a <= _SENTENCE else None
    return (section.start, end), None


def _columns(
    elements: Sequence[Element], document: Opened, noun: str
) -> Iterator[tuple[str, list[Part]]]:
    """The values of each column whose head is the noun, each once."""
    text, columns = document.text, dict[str, dict[str, Span]]()
    for element in elements:
        for cell in element.cells:
            if cell.head and _named(noun, cell.head):
                end = text.find("\n", cell.start, cell.end)
                span = (cell.start, cell.end if end < 0 else end)
                columns.setdefault(cell.head, {}).setdefault(text[slice(*span)].strip(), span)
    for head, values in columns.items():
        if len(values) >= 2:
            yield f"{head} {noun}", [(span, None) for span in values.values()]
