"""How far a piece of text meets the words of a question, weighed by how rare they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from assistant import glossary
from assistant.question import ATTRIBUTES, Question
from ingest import analysis

_NEAR = 0.8
"""What a word counts that is met in another form or in a compound, not as its own stem."""
_FAINT = 0.3
"""What a word counts that is said in many ways ("jan-sep.") or by a column's head ("Tidsplan")."""
_TIME = frozenset(
    analysis.stem(word)
    for word in (
        "år året årets måned måneder måneden første sidste seneste to tre fire fem seks syv otte"
        " ni ti dag dage uge uger periode perioden antal antallet samlet nuværende aktuelt ny nye"
        " nyt year years month months first last number current new"
    ).split()
)
_SHORTEST = 5
"""Shorter words are met whole or not at all."""


@dataclass(frozen=True)
class Wanted:
    """One word of the question: the forms that meet it, and its weight (inverse frequency)."""

    word: str
    forms: tuple[str, ...]
    weight: float
    known: bool


@dataclass(frozen=True)
class Words:
    """The distinct words of a text, by stem."""

    stems: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, *texts: str) -> Words:
        """The content words of ``texts``."""
        found = frozenset(word for text in texts for word in analysis.content_words(text))
        return cls(frozenset(analysis.stem(word) for word in found), found)


def wanted(question: Question, frequencies: Mapping[str, int], passages: int) -> list[Wanted]:
    """The question's words with their weights; an unknown English word is left to the vectors."""
    found: list[Wanted] = []
    for word in question.content:
        forms = tuple(glossary.danish([word])) if question.language == "en" else (word,)
        counts = [frequencies.get(analysis.stem(form), 0) for form in forms]
        weight = math.log((passages + 1) / (max(counts, default=0) + 0.5))
        weight *= _FAINT if analysis.stem(word) in _TIME | ATTRIBUTES else 1.0
        found.append(Wanted(word, forms, max(weight, 0.1), any(counts)))
    return found


def coverage(words: Sequence[Wanted], text: Words) -> float:
    """The weighed share of ``words`` that ``text`` meets, 0 to 1; 1 where there are none."""
    total = sum(word.weight for word in words)
    if not total:
        return 1.0
    return sum(word.weight * meets(word, text) for word in words) / total


def meets(word: Wanted, text: Words) -> float:
    """1 where a form stands in the text, ``_NEAR`` where a relative of it does, else 0."""
    if any(analysis.stem(form) in text.stems for form in word.forms):
        return 1.0
    near = any(_related(form, other) for form in word.forms for other in text.words)
    return _NEAR if near else 0.0


@lru_cache(maxsize=200_000)
def _related(one: str, other: str) -> bool:
    """Whether one is part of the other as a compound, or both begin alike ("evaluer-")."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST or not short.isalpha():
        return False
    stem = analysis.stem(short)
    if len(stem) >= _SHORTEST and stem in long:
        return True
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False))
    common = sum(1 for _ in alike)
    return common >= max(_SHORTEST, 0.7 * len(short))


def frequent_terms(question: Question) -> Iterable[str]:
    """The stems whose frequencies :func:`wanted` needs."""
    for word in question.content:
        forms = glossary.danish([word]) if question.language == "en" else (word,)
        yield from (analysis.stem(form) for form in forms)
