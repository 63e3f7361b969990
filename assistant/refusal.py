"""Whether the documents answer at all: a calibrated judgement over many signals.

No signal decides alone. Of 744 questions to two sets of municipal papers, 281 of them without an
answer, one cosine tells those apart with an AUROC of .72, the best statement's coverage with .73,
all that follows with .92, each set judged by weights that were fitted without it. Curve, threshold
and what was tried stand in docs/quality.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import attributes, municipalities
from assistant.attributes import Attribute
from assistant.extract import Candidate
from assistant.matching import Wanted
from assistant.question import Kind, Question, names
from assistant.retrieval import Found, Search

THRESHOLD = 0.5
_BEST = 5
_HARDLY, _WHOLE = 0.25, 0.6
"""Shares of a question that one statement meets: below one, above the other, each bit counts."""
TOLD = 5
"""Statements that are searched for what is asked for."""
OF_IT = 0.6
"""Share of the best one's coverage that a statement must have to be of the thing asked about."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_THEMES = re.compile(
    r"\b(?:hvilke|hvilket|hvilken|which|what)\b.*\b(?:tema\w*|spor\w*|vision\w*|indsats\w*|tiltag\w*"
    r"|værdi\w*|fokusområde\w*|udviklingspunkt\w*|projekt\w*|theme\w*|track\w*|measure\w*)\b",
    re.IGNORECASE,
)
_FACTS = frozenset({Kind.DATE, Kind.NUMBER, Kind.PERSON})
_USUAL = 0.87
"""The mean cosine of a question and the passage that answers it, by the bundled model. Another
model has a range of its own: there the cosine by itself says nothing for or against."""
_CONSTANT = -26.0
_WEIGHTS: Mapping[str, float] = {
    "unit": 0.2, "whole": 4.2, "nothing": -3.1, "years": -3.8, "pairs": -0.56, "sentence": -1.33,
    "cosine": 29.9, "fused": 0.22, "english": 1.1, "a number": -0.44, "a date": 0.61,
    "no fact": -1.26, "no cause": -1.0, "not given": -3.3, "no count": 2.55, "no money": -1.34,
    "a name": -2.3, "a count": -0.75,
}  # fmt: skip
"""Of a logistic regression; the constant is moved by 0.1, so that off-topic questions stay out."""


@dataclass(frozen=True)
class Case:
    """A question with all that was found for it; ``told`` are the texts of the best units."""

    question: Question
    words: Sequence[Wanted]
    search: Search
    ranked: Sequence[Candidate]
    told: Sequence[str]


def asks_for_themes(question: Question) -> bool:
    """Whether themes are asked for, by whatever name: then headings are the answer."""
    return question.kind is Kind.LIST and bool(_THEMES.search(question.asked))


def answers(case: Case) -> bool:
    """Whether to answer."""
    return likelihood(case) >= THRESHOLD


def likelihood(case: Case) -> float:
    """That the documents answer, 0 to 1; 0 where there is nothing to judge by."""
    return probability(case) if case.ranked and case.words else 0.0


def probability(case: Case) -> float:
    """That the documents answer, 0 to 1."""
    odds = _CONSTANT + sum(_WEIGHTS[name] * value for name, value in signals(case).items())
    return 1 / (1 + math.exp(-odds))


def signals(case: Case) -> dict[str, float]:
    """What speaks for and against an answer; most lie between 0 and 1."""
    return {**_meeting(case), **_finding(case), **_asking(case)}


def _meeting(case: Case) -> dict[str, float]:
    """How the question's words are met by what is said."""
    unit = max((c.met for c in case.ranked if c.fact), default=0.0)
    return {
        "unit": unit,
        "whole": max(0.0, unit - _WHOLE),
        "nothing": max(0.0, _HARDLY - unit),
        "years": _missing_years(case.question, case.ranked[0].found),
        "pairs": case.search.found[0].met.pairs,
        "sentence": max(found.met.sentence for found in case.search.found[:_BEST]),
    }


def _finding(case: Case) -> dict[str, float]:
    """How the passages stand out, by vectors, by words, and by both."""
    first = case.search.found[0]
    return {
        "cosine": first.cosine if case.search.known_model else _USUAL,
        "fused": first.score,
    }


def _asking(case: Case) -> dict[str, float]:
    """What is asked for, and whether it is there."""
    question, kind = case.question, case.question.kind
    sought = attributes.sought(question)
    given = sought is None or any(
        attributes.given(sought, question, list(case.words), text) for text in case.told
    )
    causes = any(one.fact for one in case.ranked[:2])
    return {
        # Vectors of two languages lie further apart.
        "english": float(question.language == "en"),
        "a number": float(kind is Kind.NUMBER),
        "a date": float(kind is Kind.DATE),
        "no fact": float(kind in _FACTS and not case.ranked[0].fact),
        "no cause": float(kind is Kind.CAUSE and not causes),
        "not given": float(not given),
        "no count": float(sought is Attribute.COUNT and not given),
        "no money": float(sought is Attribute.MONEY and not given),
        "a name": float(sought is Attribute.NAME),
        "a count": float(sought is Attribute.COUNT),
    }


def _missing_years(question: Question, found: Found) -> float:
    """The share of the question's years that the passage of the best statement lacks."""
    asked = set(_YEAR.findall(question.asked))
    return len(asked - _numbers(found)) / len(asked) if asked else 0.0


def of_another(question: Question, found: Sequence[Found]) -> bool:
    """Whether the question is about a municipality that nothing of what was found names."""
    strangers = [n for n in municipalities.named(question.text) if not _known(question, n)]
    told = [f"{one.hit.breadcrumb} {one.hit.text}" for one in found]
    return any(not any(names(text, stranger) for text in told) for stranger in strangers)


def _known(question: Question, municipality: str) -> bool:
    return any(names(organisation, municipality) for organisation in question.organisations)


def _numbers(found: Found) -> set[str]:
    hit, metadata = found.hit, found.hit.metadata
    told = f"{hit.text} {hit.breadcrumb} {metadata.period} {metadata.published}"
    years = [int(year) for year in re.findall(r"\d{4}", metadata.period)]
    covered = range(years[0], years[-1] + 1) if years else ()
    return {*_NUMBER.findall(told), *map(str, covered)}
