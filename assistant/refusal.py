"""Whether the documents answer at all: plain rules on what the best passage and unit meet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extract import Candidate
from assistant.matching import Wanted, Words, coverage, meets
from assistant.question import Kind, Question
from assistant.retrieval import Found

_PASSAGE = 0.55
"""Weighed share of the question's words that one passage must meet, breadcrumb included."""
_UNIT = 0.3
"""The same of the statement itself, context counted."""
_THEMES = re.compile(
    r"\b(?:hvilke|hvilket|hvilken|which|what)\b.*\b(?:tema\w*|spor\w*|vision\w*|indsats\w*|tiltag\w*"
    r"|værdi\w*|fokusområde\w*|udviklingspunkt\w*|projekt\w*|theme\w*|track\w*|measure\w*)\b",
    re.IGNORECASE,
)


def asks_for_themes(question: Question) -> bool:
    """Whether themes are asked for, by whatever name: then headings are the answer."""
    return question.kind is Kind.LIST and bool(_THEMES.search(question.asked))


def judge(
    question: Question,
    words: Sequence[Wanted],
    found: Sequence[Found],
    ranked: Sequence[Candidate],
) -> bool:
    """Whether to answer."""
    if not ranked or not words:
        return False
    best = max(_passage(words, one) for one in found[:5])
    fact = question.kind in {Kind.DATE, Kind.NUMBER, Kind.PERSON}
    units = [c.met for c in ranked if c.fact or not fact]
    return best >= _PASSAGE and bool(units) and max(units) >= _UNIT


def _passage(words: Sequence[Wanted], found: Found) -> float:
    return coverage(words, Words.of(found.hit.breadcrumb, found.hit.text))
