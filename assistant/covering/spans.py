"""What a theme says of its own: its sentences and cells, without those of the themes below it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest import analysis, marks, sentences
from ingest.passages import Span
from ingest.records import Held
from ingest.theme import Theme

Key = tuple[str, str]
"""A document and the key of a theme in it; "" stands above them all."""
_PEOPLE = frozenset({"ansvarlig", "involverede"})
_HEAD = re.compile(r"[^\n:.]{2,60}:[ \t]+")
_NAMED = re.compile(
    r"(?:(?<=[\wæøå,/)-] )|(?<=[\wæøå]-)|(?<=[\wæøå)] - ))[A-ZÆØÅ][a-zæøå][\wæøå]*-?"
)
"""A capital inside a sentence: the name of a department or a person, in Danish."""
_ACROSS = re.compile(
    r"(?:på tværs af|samarbejdspartner\w*\s+(?:inden ?for|fra|i|\())([^.;:()\n]{3,80}?)"
    r"(?=\b(?:med|for|som|der|så|samt|i)\b|[.;:()\n]|$)",
    re.IGNORECASE,
)
"""Between whom one works, which is no more what one works on."""


@dataclass(frozen=True)
class Words:
    """The content words of a sentence, in order; ``names`` stand in it as names alone."""

    words: tuple[str, ...]
    names: frozenset[str]
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """One sentence or cell of a theme; ``people``: it says who takes part, and no more."""

    start: int
    end: int
    text: str
    people: bool


def below(themes: Sequence[Held]) -> Mapping[Key, list[Theme]]:
    """The themes right below each theme, by document and key."""
    found: dict[Key, list[Theme]] = defaultdict(list)
    for held in themes:
        found[held.document_id, held.theme.parent].append(held.theme)
    return found


def own_spans(theme: Theme, children: Sequence[Theme]) -> list[Span]:
    """The parts of a theme's span that none of its children has."""
    spans, at = [], theme.start
    for start, end in sorted((child.start, child.end) for child in children):
        if at < start <= theme.end:
            spans.append((at, start))
        at = max(at, end)
    if at < theme.end:
        spans.append((at, theme.end))
    return spans


def units(text: str, theme: Theme, spans: Sequence[Span], parent: str) -> Iterator[Unit]:
    """The sentences and cells of ``spans``, without heads and without the ``parent``'s title."""
    people = [s for field in theme.fields if field.name in _PEOPLE for s in field.spans]
    heads = [field.head.rstrip(": ").lower() for field in theme.fields]
    for first, last in spans:
        for a, b in _sentences(text[first:last]):
            start, end = first + a, first + b
            head = _HEAD.match(text, start, end)
            if head and (theme.fields or head[0].rstrip(": \t").lower() in heads):
                start = head.end()
            # What was struck out is no evidence.
            end = marks.standing(text, start, end)
            piece = text[start:end]
            if piece.strip() and piece.strip(" .").lower() != parent.lower():
                yield Unit(start, end, piece, _within(start, end, people))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentences.spans(text))


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether more than half of a piece lies in one of ``spans``."""
    return any(2 * (min(end, b) - max(start, a)) > end - start for a, b in spans)


@lru_cache(maxsize=65_536)
def words(text: str) -> Words:
    """The words of a sentence."""
    found = analysis.content_words(text)
    named = frozenset[str]()
    if not text.isupper():
        said = [*_NAMED.findall(text), *_ACROSS.findall(text)]
        named = frozenset(word for name in said for word in analysis.content_words(name))
        if named:
            rest = _NAMED.sub(" ", _ACROSS.sub(" ", text))
            named -= frozenset(analysis.content_words(rest))
    return Words(tuple(found), named, tuple(analysis.stem(word) for word in found))
