"""Weighing what answers: units of the best passages, by what they say and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import facts
from assistant.matching import Wanted, Words, coverage
from assistant.question import Kind, Question
from assistant.retrieval import Found
from assistant.units import Unit

# Weights of a logistic regression over 3,488 units of 93 questions to five Danish documents,
# rounded. Vectors of single units were tried: three units then held all that was asked for no
# more often (.74 against .76), and computing them took 0.2 to 0.5 s a question.
_NEAR = 3.2
_WIDE = 0.9
_PASSAGE = 0.4
_RANK = -0.3
_NO_FACT = -3.3
_COLUMN = 0.4
_OTHER_COLUMN = -0.6
_LIST = 0.3
_PROPER = 1.5  # By judgement, as the next: the fit had too few to tell.
_DEFINITION = 1.0
_LENGTH = 0.6
_ITEM = 0.8
"""Share of the best item's coverage that another item must have to be told with it."""
_FACT_KINDS = frozenset({Kind.DATE, Kind.NUMBER, Kind.PERSON})


@dataclass(frozen=True)
class Candidate:
    """A unit of a found passage, scored.

    ``score`` is a log-odds, fit to compare units of one question; ``met`` is how far unit, row and
    breadcrumb meet the question's words, 0 to 1, ``title`` how far its row's name or its heading
    does; ``fact`` whether the kind of fact asked for is in
    the unit itself.
    """

    found: Found
    unit: Unit
    score: float
    met: float
    title: float
    fact: bool


def candidates(  # noqa: PLR0913 - what a unit is weighed by
    question: Question, words: Sequence[Wanted], found: Found, units: Sequence[Unit], *,
    rank: int, text: str,
) -> list[Candidate]:  # fmt: skip
    """The units of one passage; ``rank`` is the passage's place, ``text`` its document's."""
    crumb = found.hit.breadcrumb
    scored = []
    for whole in units:
        unit = _narrowed(words, whole, crumb, text)
        row = text[slice(*unit.row)] if unit.row else ""
        title = coverage(words, Words.of(row or " ".join(found.hit.path[-1:])))
        near = coverage(words, Words.of(unit.text))
        wide = coverage(words, Words.of(unit.text, unit.head, row, crumb))
        fact = facts.holds(question.kind, question, unit.text)
        named = _named(question, f"{unit.text} {row}")
        score = (
            _NEAR * near + _WIDE * wide + _PASSAGE * found.score + _RANK * rank
            + _LENGTH * min(len(unit.text), 600) / 300 + _PROPER * named
            + _fitting(question, unit, fact=fact)
        )  # fmt: skip
        scored.append(Candidate(found, unit, score, wide, title, fact))
    return scored


def _named(question: Question, text: str) -> float:
    """The share of the question's proper names that ``text`` has whole: "loven" is not one."""
    if not question.proper:
        return 0.0
    flat = " ".join(text.lower().split())
    return sum(name in flat for name in question.proper) / len(question.proper)


def _narrowed(words: Sequence[Wanted], unit: Unit, crumb: str, text: str) -> Unit:
    """A list of which only some items are asked for, as those items.

    Where its lead-in or heading meets the question as well as any item does, the list itself is
    asked for, and stays whole.
    """
    if unit.kind != "list" or len(unit.items) < 2:
        return unit
    lead = text[slice(*unit.lead)] if unit.lead else ""
    above = coverage(words, Words.of(lead, crumb))
    met = [coverage(words, Words.of(text[slice(*item)])) for item in unit.items]
    if max(met) <= above:
        return unit
    items = tuple(i for i, own in zip(unit.items, met, strict=True) if own >= _ITEM * max(met))
    start, end = items[0][0], items[-1][1]
    kept = "\n".join(text[slice(*item)] for item in items)
    return replace(unit, start=start, end=end, text=kept, lead=None, items=items)


def _fitting(question: Question, unit: Unit, *, fact: bool) -> float:
    """How well the unit's form fits what is asked: kind of fact, column, list."""
    fitting = 0.0
    if question.kind in _FACT_KINDS and not fact:
        fitting += _NO_FACT
    if unit.kind == "cell" and facts.asks_for_a_column(question):
        fits = facts.column_fits(question, f"{unit.head} {unit.text[:40]}")
        fitting += _COLUMN if fits else _OTHER_COLUMN
    if question.kind is Kind.LIST and unit.items:
        fitting += _LIST
    if question.kind is Kind.DEFINITION and facts.defines(unit.text, question.content):
        fitting += _DEFINITION
    return fitting
