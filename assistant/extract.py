"""Choosing what answers: units of the best passages, weighed by what they say and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import facts
from assistant.matching import Wanted, Words, coverage
from assistant.question import Kind, Question
from assistant.retrieval import Found
from assistant.units import Unit

_CONTEXT = 0.6
"""What a word counts that is met in the heading, lead-in or row that a unit belongs to."""


@dataclass(frozen=True)
class Candidate:
    """A unit of a found passage with its score, and how far it meets the question, 0 to 1."""

    found: Found
    unit: Unit
    score: float
    met: float
    fact: bool


def candidates(
    question: Question, words: Sequence[Wanted], found: Found, units: Sequence[Unit], rank: int, text: str
) -> list[Candidate]:
    """The units of one passage, scored; ``rank`` is the passage's place, ``text`` its document's."""
    crumb = Words.of(found.hit.breadcrumb)
    ranked = []
    for unit in units:
        own = Words.of(unit.text)
        around = Words.of(unit.head, text[slice(*unit.key)] if unit.key else "")
        near = coverage(words, own)
        context = coverage(words, Words(own.stems | around.stems, own.words | around.words))
        wide = Words(own.stems | around.stems | crumb.stems, own.words | around.words | crumb.words)
        met = near + _CONTEXT * (max(context, coverage(words, wide) * 0.9) - near)
        fact = facts.holds(question.kind, question, unit.text)
        score = met + _bonus(question, unit, fact=fact) - 0.05 * rank
        ranked.append(Candidate(found, unit, score, met, fact))
    return ranked


def _bonus(question: Question, unit: Unit, *, fact: bool) -> float:
    bonus = 0.0
    if question.kind in {Kind.DATE, Kind.NUMBER, Kind.PERSON}:
        bonus += 0.3 if fact else -0.2
    if unit.kind == "cell" and facts.asks_for_a_column(question):
        bonus += 0.3 if facts.column_fits(question, f"{unit.head} {unit.text[:40]}") else -0.1
    if question.kind is Kind.LIST and unit.items:
        bonus += 0.15
    if question.kind is Kind.DEFINITION and facts.defines(unit.text, question.content):
        bonus += 0.3
    if len(unit.text) < 25 and not unit.items:
        bonus -= 0.2
    return bonus
