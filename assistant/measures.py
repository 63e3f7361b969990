"""What is counted of one question: what its passages show, and what its answer holds.

A passage shows an evidence quote when it holds 60 % of the quote's word trigrams, so that the
scores are fair across passage sizes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from assistant.question_file import Evidence, Question

RETRIEVAL = ("hit1", "mrr", "ndcg", "recall5", "recall4k")
_MARK = re.compile(r"\[(\d+)\]")
_DEPTH = 10
_FIVE = 5
_BUDGET = 4000
"""Characters, about what a prompt has room for."""
_SHOWN = 0.6
Json = dict[str, Any]
Ranked = Sequence[tuple[str, str]]
"""Passages, best first: each a document's id and the passage's text."""


def retrieval(ranked: Ranked, evidence: Sequence[Evidence]) -> dict[str, float]:
    """Each of ``RETRIEVAL``, 0 to 1: hit@1, MRR@10, nDCG@10, recall@5, recall in 4,000 characters.

    Recall is the share of ``evidence``, of which there is at least one.
    """
    shown = [_shown_by(document, text, evidence) for document, text in ranked]
    first = next((place for place, found in enumerate(shown[:_DEPTH], 1) if found), None)
    return {
        "hit1": float(first == 1),
        "mrr": 1 / first if first else 0.0,
        "ndcg": _ndcg(shown[:_DEPTH], len(evidence)),
        "recall5": len(set().union(*shown[:_FIVE])) / len(evidence),
        "recall4k": len(_within(ranked, evidence)) / len(evidence),
    }


def unshown(ranked: Ranked, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that none of the first five passages shows."""
    shown = set().union(*(_shown_by(name, text, evidence) for name, text in ranked[:_FIVE]))
    return [one for number, one in enumerate(evidence) if number not in shown]


def _ndcg(shown: Sequence[set[int]], count: int) -> float:
    """Only evidence that no passage before has shown counts as a gain."""
    seen: set[int] = set()
    gain = 0.0
    for place, found in enumerate(shown):
        gain += _discounted(place) if found - seen else 0.0
        seen |= found
    return gain / sum(_discounted(place) for place in range(min(_DEPTH, count)))


def _discounted(place: int) -> float:
    return 1 / math.log2(place + 2)


def _within(ranked: Ranked, evidence: Sequence[Evidence]) -> set[int]:
    room = _BUDGET
    found: set[int] = set()
    for document, text in ranked:
        if room <= 0:
            break
        found |= _shown_by(document, text[:room], evidence)
        room -= len(text)
    return found


def _shown_by(document: str, text: str, evidence: Sequence[Evidence]) -> set[int]:
    return {
        number
        for number, one in enumerate(evidence)
        if any(document == name and shows(text, quote) for name, quote in one.quotes)
    }


def shows(text: str, quote: str) -> bool:
    """Whether ``text`` holds 60 % of the word trigrams of ``quote``."""
    words = _words(quote)
    size = min(3, len(words)) or 1
    wanted = _grams(words, size)
    return len(wanted & _grams(_words(text), size)) >= _SHOWN * len(wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"</?\w+>", " ", text).lower())


def _grams(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}


def strings(answer: str, required: Sequence[Sequence[str]]) -> list[bool]:
    """Of each required string, whether one of its alternatives stands in a line with a mark."""
    said = plain("\n".join(line for line in answer.split("\n") if _MARK.search(line)))
    return [any(plain(one) in said for one in alternatives) for alternatives in required]


def cited(question: Question, citations: Sequence[Json]) -> bool:
    """Whether a citation shows evidence, or lies within it and holds a required string."""
    return any(
        document == citation["document_id"] and _carries(question, citation["quote"], quote)
        for citation in citations
        for evidence in question.evidence
        for document, quote in evidence.quotes
    )


def _carries(question: Question, quoted: str, quote: str) -> bool:
    if shows(quoted, quote):
        return True
    within = len(_words(quoted)) >= 2 and shows(quote, quoted)
    return within and any(plain(a) in plain(quoted) for alt in question.answers for a in alt)


def plain(text: str) -> str:
    """``text`` in small letters without marks, Markdown signs and repeated white space."""
    bare = re.sub(r"\[\d+\]|[*_\\\u00ad]|</?\w+>", "", text)
    return re.sub(r"\s+", " ", bare).strip().lower()
