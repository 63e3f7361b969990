"""Weighing what answers: units of the best passages, by what they say and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import facts
from assistant.matching import Wanted, Words, coverage
from assistant.question import Kind, Question
from assistant.reranking import Meeting, Told
from assistant.retrieval import Found
from assistant.units import Unit

_WEIGHTS = {
    "stems": 0.95, "pairs": 1.15, "wide": 3.65, "words": 0.55, "beside": -1.15, "before": 0.55,
    "passage": 0.39, "rank": -0.09, "first": 0.9, "no fact": -1.5, "no cause": -0.65,
    "column": 0.8, "asked list": 0.95, "new": 0.7, "cell": 0.45, "list": 0.65, "defines": 0.65,
    "passage sentence": -1.95, "passage grams": -1.6,
}  # fmt: skip
"""Of a logistic regression over 44,904 units of 1,270 questions to two sets of municipal papers
and to public Danish paragraphs, rounded. Five-fold cross-validation: the five or fewer units that
fit an answer hold all that was asked for in .71, .75 and .82 of them, against .65, .69 and .80 with
fewer signals. The units' own vectors were tried again: .70 and .73 against .70 and .72."""
_ITEM = 0.8
"""Share of the best item's coverage that another item must have to be told with it."""
_NEW = 8
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

    @property
    def place(self) -> tuple[str, int, int]:
        """Document, start and end."""
        return self.found.hit.document_id, self.unit.start, self.unit.end


@dataclass(frozen=True)
class Weighing:
    """A question with what weighs the units that may answer it."""

    question: Question
    words: Sequence[Wanted]
    meeting: Meeting


def candidates(  # noqa: PLR0913 - what a unit is weighed by
    asked: Weighing, found: Found, units: Sequence[Unit], *, rank: int, behind: float, text: str
) -> list[Candidate]:
    """The units of one passage, weighed.

    ``rank`` is the passage's place, ``behind`` how far its score lies under the best (0 or less),
    ``text`` its document's.
    """
    crumb = found.hit.breadcrumb
    told = [_narrowed(asked.words, unit, crumb, text) for unit in units]
    rows = [text[slice(*unit.row)] if unit.row else "" for unit in told]
    met = [
        asked.meeting.text(unit.text, f"{row} {unit.head} {crumb}")
        for unit, row in zip(told, rows, strict=True)
    ]
    both = [0.0, *(one.both for one in met), 0.0]
    passage = {
        "passage": behind, "rank": float(rank), "first": float(not rank),
        "passage sentence": found.met.sentence, "passage grams": found.met.grams,
    }  # fmt: skip
    weighed = []
    for place, (unit, row, own) in enumerate(zip(told, rows, met, strict=True)):
        around = {"beside": max(both[place], both[place + 2]), "before": both[place]}
        fact = facts.holds(asked.question.kind, asked.question, unit.text)
        fit = {**passage, **around, **_fit(asked, unit, own, fact=fact)}
        score = sum(_WEIGHTS[name] * value for name, value in fit.items())
        title = coverage(asked.words, Words.of(row or " ".join(found.hit.path[-1:])))
        wide = coverage(asked.words, Words.of(unit.text, unit.head, row, crumb))
        weighed.append(Candidate(found, unit, score, wide, title, fact))
    return weighed


def _fit(asked: Weighing, unit: Unit, met: Told, *, fact: bool) -> dict[str, float]:
    """How well one unit fits the question, by its words, its kind of fact and its form."""
    question = asked.question
    column = unit.kind == "cell" and facts.asks_for_a_column(question)
    defines = question.kind is Kind.DEFINITION and facts.defines(unit.text, question.content)
    return {
        "stems": met.stems, "pairs": met.pairs, "wide": met.wide,
        "words": coverage(asked.words, Words.of(unit.text)),
        "no fact": float(question.kind in _FACT_KINDS and not fact),
        "no cause": float(question.kind is Kind.CAUSE and not fact),
        "column": float(
            column and facts.column_fits(question, f"{unit.head} {unit.text[:40]}")
        ),
        "asked list": float(question.kind is Kind.LIST and bool(unit.items)),
        "new": min(met.new, _NEW) / _NEW,
        "cell": float(unit.kind == "cell"), "list": float(unit.kind == "list"),
        "defines": float(defines),
    }  # fmt: skip


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
