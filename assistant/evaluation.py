"""Scores of an assistant on questions with evidence: search, answers, trust, refusals, time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant import intervals, measures
from assistant.intervals import Interval
from assistant.question_file import Evidence, Question
from assistant.trust import Trust, trust
from ingest.errors import StrategiError

_SEARCHED = 10
_DIGITS = 3
Json = dict[str, Any]
Parts = tuple[int, int]
"""Of a number of things those that hold, and the number."""
Figures = dict[str, Interval | float | None]
"""Figures by name: an Interval where one was drawn, None where nothing was measured."""


class Asks(Protocol):
    """What is scored: an assistant in this process, or a server."""

    def ask(self, question: str, history: Sequence[Json] = (), organisation: str = "") -> Json:
        """An answer as the API gives it."""

    def search(self, query: str, limit: int, history: Sequence[Json] = ()) -> list[Json]:
        """Passages as the API gives them."""

    def text(self, document_id: str) -> str:
        """A document's canonical text."""


@dataclass(frozen=True)
class Outcome:
    """What came of one question, and of how much of it what can be said.

    ``retrieval`` is empty, and ``cited`` None, where no evidence is known; ``trust`` is None where
    no answer was given. ``ms`` is what the asker waited for the answer.
    """

    question: Question
    answer: Json
    ms: float
    exact: Parts
    hits: Parts
    retrieval: Mapping[str, float]
    unshown: tuple[Evidence, ...]
    strings: tuple[bool, ...]
    cited: bool | None
    trust: Trust | None

    @property
    def given(self) -> bool:
        """Whether it was answered, in whole or in part."""
        return bool(self.answer["status"] != "not_found")

    @property
    def refused(self) -> bool:
        """Whether it was refused, and nothing cited."""
        return not self.given and not self.answer["citations"]


@dataclass(frozen=True)
class Evaluated:
    """What came of each question, and why some could not be asked."""

    outcomes: tuple[Outcome, ...]
    failed: tuple[tuple[Question, str], ...] = ()


def run(
    questions: Sequence[Question], asks: Asks, progress: Callable[[int], None] = lambda _: None
) -> Json:
    """Ask every question and score what comes back."""
    return scores(evaluate(questions, asks, progress))


def evaluate(
    questions: Sequence[Question], asks: Asks, progress: Callable[[int], None] = lambda _: None
) -> Evaluated:
    """Ask every question, and measure what comes back.

    Raises:
        StrategiError: not one of them could be asked.
    """
    texts, outcomes, failed = _Texts(asks), [], []
    for number, question in enumerate(questions, start=1):
        try:
            outcomes.append(_outcome(question, asks, texts))
        except StrategiError as error:
            failed.append((question, str(error)))
            if len(failed) == len(questions):
                raise
        progress(number)
    return Evaluated(tuple(outcomes), tuple(failed))


class _Texts:
    def __init__(self, asks: Asks) -> None:
        self._asks = asks
        self._texts: dict[str, str] = {}

    def exact(self, places: Sequence[tuple[Json, str]]) -> Parts:
        return sum(self._is_exact(place, words) for place, words in places), len(places)

    def _is_exact(self, place: Json, words: str) -> bool:
        name = place["document_id"]
        if name not in self._texts:
            self._texts[name] = self._asks.text(name)
        return bool(words.strip()) and self._texts[name][place["start"] : place["end"]] == words


def _outcome(question: Question, asks: Asks, texts: _Texts) -> Outcome:
    began = time.perf_counter()
    answer = asks.ask(question.question, question.history)
    ms = (time.perf_counter() - began) * 1000
    passages = asks.search(question.question, _SEARCHED, question.history)
    ranked = [(one["document_id"], one["text"]) for one in passages]
    citations, given = answer["citations"], answer["status"] != "not_found"
    evidence = question.evidence if question.answerable else ()
    required = question.answers if question.answerable else ()
    return Outcome(
        question, answer, ms,
        exact=texts.exact([(one, one["quote"]) for one in citations]),
        hits=texts.exact([(one, one["text"]) for one in passages]),
        retrieval=measures.retrieval(ranked, evidence) if evidence else {},
        unshown=tuple(measures.unshown(ranked, evidence)),
        strings=tuple(measures.strings(answer["answer"], required)),
        cited=measures.cited(question, citations) if evidence else None,
        trust=trust(answer["answer"], citations) if given else None,
    )  # fmt: skip


# -- summing up ---------------------------------------------------------------------------------


def scores(found: Evaluated) -> Json:
    """The figures of each group by name, and under ``intervals`` the 95 % bounds of most of them.

    A figure that nothing was measured for is None, and has no bounds.
    """
    groups = _groups(found.outcomes)
    bounds = {group: _bounds(figures) for group, figures in groups.items()}
    return {
        "questions": len(found.outcomes),
        "failed": len(found.failed),
        **{
            group: {name: _value(figure) for name, figure in figures.items()}
            for group, figures in groups.items()
        },
        "intervals": {group: found for group, found in bounds.items() if found},
    }


def _value(figure: Interval | float | None) -> float | None:
    value = figure.value if isinstance(figure, Interval) else figure
    return None if value is None else round(value, _DIGITS)


def _bounds(figures: Figures) -> dict[str, list[float]]:
    return {
        name: [round(figure.low, _DIGITS), round(figure.high, _DIGITS)]
        for name, figure in figures.items()
        if isinstance(figure, Interval)
    }


def _groups(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    found = [one.retrieval for one in outcomes if one.retrieval]
    trusted = [one.trust for one in outcomes if one.trust]
    times = [one.ms for one in outcomes]
    return {
        "retrieval": {name: _mean([row[name] for row in found]) for name in measures.RETRIEVAL},
        "answers": _answers([one for one in outcomes if one.question.answerable]),
        "trust": {
            "marked": _mean([one.marked for one in trusted]),
            "supported": _share([(one.supported, one.statements) for one in trusted]),
        },
        "citations": {
            "count": sum(one.exact[1] for one in outcomes),
            "exact": _share([one.exact for one in outcomes]),
            "hits": _share([one.hits for one in outcomes]),
        },
        "refusals": _refusals(outcomes),
        "ask_ms": {"p50": _at(times, 0.5), "p95": _at(times, 0.95)},
    }


def _answers(asked: Sequence[Outcome]) -> Figures:
    required = [one.strings for one in asked if one.strings]
    chars = [len(one.answer["answer"]) for one in asked]
    return {
        "strings": _mean([sum(found) / len(found) for found in required]),
        "complete": _mean([all(found) for found in required]),
        "cited": _mean([one.cited for one in asked if one.cited is not None]),
        "chars": intervals.median(chars) if chars else None,
        "chars_p90": _at(chars, 0.9),
        "citations": _mean([len(one.answer["citations"]) for one in asked]),
    }


def _refusals(outcomes: Sequence[Outcome]) -> Figures:
    kinds: dict[str, list[bool]] = {}
    for one in outcomes:
        if not one.question.answerable:
            kinds.setdefault(one.question.kind or "unanswerable", []).append(one.refused)
    refused = [each for kind in kinds.values() for each in kind]
    asked = [one for one in outcomes if one.question.answerable]
    return {
        "refused": _mean(refused),
        "false_refusals": _mean([not one.given for one in asked]),
        **{kind: _mean(found) for kind, found in kinds.items()},
    }


def _mean(values: Sequence[float]) -> Interval | None:
    return intervals.mean(values) if values else None


def _share(parts: Sequence[Parts]) -> Interval | None:
    """Drawn by question, for what comes from one answer is not independent."""
    if not any(of for _, of in parts):
        return None
    return intervals.mean([held for held, _ in parts], [of for _, of in parts])


def _at(values: Sequence[float], share: float) -> float | None:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1) if ordered else None
