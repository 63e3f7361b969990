"""Whether the documents answer at all.

A logistic regression over five signals, fitted on 144 questions of which 51 have no answer: all
that are off topic are refused, of near misses two in five. The quality of this judgement is
measured in docs/measurements.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import municipalities
from assistant.extract import Candidate
from assistant.matching import Wanted, Words, coverage
from assistant.question import Kind, Question, names
from assistant.retrieval import Found, Search

THRESHOLD = 0.5
_BEST = 5
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THEMES = re.compile(
    r"\b(?:hvilke|hvilket|hvilken|which|what)\b.*\b(?:tema\w*|spor\w*|vision\w*|indsats\w*|tiltag\w*"
    r"|værdi\w*|fokusområde\w*|udviklingspunkt\w*|projekt\w*|theme\w*|track\w*|measure\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signals:
    """What speaks for and against an answer, each 0 to 1 but ``apart``.

    ``passage``: the question's words met by the best passage; ``unit``: by the best statement that
    holds the kind of fact asked for; ``unknown``: words that no document has; ``numbers``: asked
    numbers that the best passages lack; ``apart``: standard deviations between the nearest passage
    and a sample of all, so that a model's own range of cosines does not matter.
    """

    passage: float
    unit: float
    unknown: float
    numbers: float
    apart: float

    @property
    def probability(self) -> float:
        """That the documents answer, 0 to 1."""
        odds = (
            1.0 * self.passage + 2.3 * self.unit - 1.2 * self.unknown - 3.1 * self.numbers
            + 0.35 * self.apart - 1.5
        )  # fmt: skip
        return 1 / (1 + math.exp(-odds))


def asks_for_themes(question: Question) -> bool:
    """Whether themes are asked for, by whatever name: then headings are the answer."""
    return question.kind is Kind.LIST and bool(_THEMES.search(question.asked))


def answers(
    question: Question, words: Sequence[Wanted], search: Search, ranked: Sequence[Candidate]
) -> bool:
    """Whether to answer."""
    if not ranked or not words or _of_another(question, search.found[:_BEST]):
        return False
    return signals(question, words, search, ranked).probability >= THRESHOLD


def signals(
    question: Question, words: Sequence[Wanted], search: Search, ranked: Sequence[Candidate]
) -> Signals:
    """The signals of one question."""
    total = sum(word.weight for word in words) or 1.0
    best = search.found[:3]
    return Signals(
        passage=max(_met(words, found) for found in best),
        unit=max((c.met for c in ranked if c.fact), default=0.0),
        unknown=sum(word.weight for word in words if not word.known) / total,
        numbers=_missing_numbers(question, search.found[:_BEST]),
        apart=search.apart,
    )


def _met(words: Sequence[Wanted], found: Found) -> float:
    return coverage(words, Words.of(found.hit.breadcrumb, found.hit.text))


def _missing_numbers(question: Question, found: Sequence[Found]) -> float:
    """The share of the question's numbers that even the best of ``found`` lacks."""
    asked = set(_NUMBER.findall(question.text))
    if not asked:
        return 0.0
    return min(len(asked - _numbers(one)) / len(asked) for one in found)


def _of_another(question: Question, found: Sequence[Found]) -> bool:
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
