"""Our own answers on a set: whole, cited, marked, supported, short, and refused where they must be.

The product's own scoring is what counts; what it leaves out is added here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant import intervals, measures
from assistant.evaluation import Asks
from assistant.intervals import Interval
from assistant.measures import plain
from assistant.question_file import Question
from assistant.trust import Trust, trust
from bench.quality.sets import QuestionSet

_EARLY = 300
"""Characters that a reader sees at once."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One question's answer, scored; None where a score does not apply to it."""

    kind: str
    answerable: bool
    given: bool
    refused: bool
    chars: int
    complete: float | None
    cited: float | None
    early: float | None
    trust: Trust | None


@dataclass(frozen=True)
class Answers:
    """The figures of a set's answers, and how many of each kind were refused that should be."""

    figures: dict[str, Interval]
    refusals: dict[str, Interval]


def answers(given: QuestionSet, asks: Asks) -> Answers:
    """Ask every question of ``given``, and sum up what comes back."""
    told = [_told(one, asks.ask(one.question, one.history)) for one in given.questions]
    refused: dict[str, list[float]] = {}
    for one in told:
        if not one.answerable:
            refused.setdefault(one.kind, []).append(float(one.refused))
    by_kind = {kind: intervals.mean(values) for kind, values in refused.items()}
    return Answers(_figures(told, whole=given.whole), by_kind)


def _told(question: Question, answer: Json) -> Told:
    given, citations = answer["status"] != "not_found", answer["citations"]
    known = question.answerable and bool(question.answers)
    return Told(
        question.kind, question.answerable, given, not given and not citations,
        len(answer["answer"]),
        all(measures.strings(answer["answer"], question.answers)) if known else None,
        measures.cited(question, citations) if known else None,
        _early(question, answer) if known else None,
        trust(answer["answer"], citations) if given else None,
    )  # fmt: skip


def _early(question: Question, answer: Json) -> float:
    """Whether a reader sees each required string, as words of its own, at once."""
    seen = plain(answer["answer"])[:_EARLY]
    return float(all(any(_stands(word, seen) for word in words) for words in question.answers))


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(words))}(?!\w)", text) is not None


def _figures(told: Sequence[Told], *, whole: bool) -> dict[str, Interval]:
    asked = [one for one in told if one.answerable]
    known = [one for one in asked if one.complete is not None]
    trusted = [one.trust for one in told if one.trust]
    figures = {
        "complete": _share([one.complete for one in known]),
        "cited": _share([one.cited for one in known]),
        "early": _share([one.early for one in known]) if whole else None,
        "chars": intervals.median([one.chars for one in asked]) if asked else None,
        "marked": _share([one.marked for one in trusted]),
        "supported": _parts(trusted),
        "false_refusals": _share([not one.given for one in asked]),
    }
    return {name: figure for name, figure in figures.items() if figure is not None}


def _share(values: Sequence[float | None]) -> Interval | None:
    given = [float(value) for value in values if value is not None]
    return intervals.mean(given) if given else None


def _parts(trusted: Sequence[Trust]) -> Interval | None:
    if not any(one.statements for one in trusted):
        return None
    held, stated = [one.supported for one in trusted], [one.statements for one in trusted]
    return intervals.mean(held, stated)
