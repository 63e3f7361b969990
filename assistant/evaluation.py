"""Scores of an assistant on questions with evidence: search, answers, citations, refusals.

A passage shows an evidence quote when it holds 60 % of the quote's word trigrams, so that the
scores are fair across passage sizes.
"""

from __future__ import annotations

import json
import math
import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ingest.errors import StrategiError

_MARK = re.compile(r"\[(\d+)\]")
_BUDGET = 4000
_SHOWN = 0.6
Json = dict[str, Any]


class Asks(Protocol):
    """What is scored: an assistant in this process, or a server."""

    def ask(self, question: str, history: Sequence[Json] = (), organisation: str = "") -> Json:
        """An answer as the API gives it."""

    def search(self, query: str, limit: int, history: Sequence[Json] = ()) -> list[Json]:
        """Passages as the API gives them."""

    def text(self, document_id: str) -> str:
        """A document's canonical text."""


@dataclass(frozen=True)
class Evidence:
    """Any one of ``quotes``, each (document, words), shows what is asked for."""

    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """One line of a question file."""

    id: str
    kind: str
    question: str
    history: tuple[Json, ...]
    evidence: tuple[Evidence, ...]
    answers: tuple[tuple[str, ...], ...]
    answerable: bool


@dataclass
class _Tally:
    retrieval: list[dict[str, float]] = field(default_factory=list)
    complete: list[bool] = field(default_factory=list)
    cited: list[bool] = field(default_factory=list)
    chars: list[int] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    marked: list[bool] = field(default_factory=list)
    refused: dict[str, list[bool]] = field(default_factory=dict)
    false_refusals: list[bool] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


def load(path: Path) -> list[Question]:
    """The questions of a JSONL file.

    Raises:
        StrategiError: the file cannot be read, or a line is no question; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StrategiError(f"{str(path)!r} kan ikke læses som UTF-8-tekst. Ret stien.") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_question(line, f"{path}:{number}"))
    if not found:
        raise StrategiError(
            f"{str(path)!r} har ingen spørgsmål. Skriv ét JSON-objekt på hver linje."
        )
    return found


def _question(line: str, where: str) -> Question:
    try:
        raw = json.loads(line)
        evidence = tuple(
            Evidence(tuple((e["document"], e["quote"]) for e in item.get("any", [item])))
            for item in raw.get("evidence", [])
        )
        return Question(
            str(raw.get("id", where)), str(raw.get("kind", "")), raw["question"],
            tuple(raw.get("history", [])), evidence,
            tuple(tuple(alternatives) for alternatives in raw.get("answers", [])),
            bool(raw["answerable"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StrategiError(
            f"{where}: linjen er ikke et spørgsmål ({error}). "
            "Den skal mindst have 'question' og 'answerable'."
        ) from error


def run(
    questions: Sequence[Question], asks: Asks, progress: Callable[[int], None] = lambda _: None
) -> Json:
    """Ask every question and score what comes back."""
    tally, texts = _Tally(), _Texts(asks)
    for number, question in enumerate(questions, start=1):
        answer = asks.ask(question.question, question.history)
        passages = asks.search(question.question, 10, question.history)
        _score(question, answer, passages, texts, tally)
        progress(number)
    return _summary(len(questions), tally)


class _Texts:
    def __init__(self, asks: Asks) -> None:
        self._asks = asks
        self._texts: dict[str, str] = {}

    def is_exact(self, place: Json, words: str) -> bool:
        name = place["document_id"]
        if name not in self._texts:
            self._texts[name] = self._asks.text(name)
        return bool(words.strip()) and self._texts[name][place["start"] : place["end"]] == words


def _score(
    question: Question, answer: Json, passages: list[Json], texts: _Texts, tally: _Tally
) -> None:
    tally.times.append(answer["took_ms"])
    tally.exact += [texts.is_exact(c, c["quote"]) for c in answer["citations"]]
    tally.exact += [texts.is_exact(p, p["text"]) for p in passages]
    given = answer["status"] != "not_found"
    if given:
        tally.marked.append(_is_marked(answer))
    if not question.answerable:
        refused = not given and not answer["citations"]
        tally.refused.setdefault(question.kind or "unanswerable", []).append(refused)
        return
    tally.false_refusals.append(not given)
    ranked = [(p["document_id"], p["text"]) for p in passages]
    tally.retrieval.append(retrieval(ranked, question.evidence))
    said = plain("\n".join(x for x in answer["answer"].split("\n") if _MARK.search(x)))
    tally.complete.append(all(any(plain(a) in said for a in alt) for alt in question.answers))
    tally.cited.append(_is_cited(question, answer["citations"]))
    tally.chars.append(len(answer["answer"]))


def retrieval(ranked: Sequence[tuple[str, str]], evidence: Sequence[Evidence]) -> dict[str, float]:
    """hit@1, nDCG@10, recall@5 and recall in the first 4,000 characters, each 0 to 1."""
    shown = [[_shows_any(d, t, e) for e in evidence] for d, t in ranked]
    seen: set[int] = set()
    gain = 0.0
    for place, row in enumerate(shown[:10]):
        new = {i for i, shows in enumerate(row) if shows} - seen
        gain += 1 / math.log2(place + 2) if new else 0.0
        seen |= new
    ideal = sum(1 / math.log2(i + 2) for i in range(min(10, len(evidence)))) or 1.0
    five = {i for row in shown[:5] for i, shows in enumerate(row) if shows}
    return {
        "hit1": float(bool(shown) and any(shown[0])),
        "ndcg": gain / ideal,
        "recall5": len(five) / max(1, len(evidence)),
        "recall4k": len(_within(ranked, evidence)) / max(1, len(evidence)),
    }


def _within(ranked: Sequence[tuple[str, str]], evidence: Sequence[Evidence]) -> set[int]:
    room, found = _BUDGET, set()
    for document, text in ranked:
        if room <= 0:
            break
        found |= {i for i, e in enumerate(evidence) if _shows_any(document, text[:room], e)}
        room -= len(text)
    return found


def _shows_any(document: str, text: str, evidence: Evidence) -> bool:
    return any(document == name and shows(text, quote) for name, quote in evidence.quotes)


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


def plain(text: str) -> str:
    """``text`` in small letters without marks, Markdown signs and repeated white space."""
    bare = re.sub(r"\[\d+\]|[*_\\\u00ad]|</?\w+>", "", text)
    return re.sub(r"\s+", " ", bare).strip().lower()


def _is_marked(answer: Json) -> bool:
    numbers = {citation["number"] for citation in answer["citations"]}
    lines = [line.strip() for line in answer["answer"].split("\n")]
    stating = [
        line
        for line in lines
        if len(_words(_MARK.sub("", line))) >= 6
        and not line.startswith(("#", "_"))
        and not _MARK.sub("", line).rstrip("*_ ").endswith((":", "?"))
    ]
    marks = [[int(n) for n in _MARK.findall(line)] for line in stating]
    return all(found and set(found) <= numbers for found in marks)


def _is_cited(question: Question, citations: Sequence[Json]) -> bool:
    for citation in citations:
        for evidence in question.evidence:
            for document, quote in evidence.quotes:
                if document == citation["document_id"] and _carries(
                    question, citation["quote"], quote
                ):
                    return True
    return False


def _carries(question: Question, cited: str, quote: str) -> bool:
    if shows(cited, quote):
        return True
    within = len(_words(cited)) >= 2 and shows(quote, cited)
    return within and any(plain(a) in plain(cited) for alt in question.answers for a in alt)


def _summary(count: int, tally: _Tally) -> Json:
    every = [refused for kind in tally.refused.values() for refused in kind]
    return {
        "questions": count,
        "retrieval": {
            key: _mean([row[key] for row in tally.retrieval])
            for key in ("hit1", "ndcg", "recall5", "recall4k")
        },
        "answers": {
            "complete": _mean(tally.complete),
            "cited": _mean(tally.cited),
            "chars": statistics.median(tally.chars) if tally.chars else None,
            "marked": _mean(tally.marked),
        },
        "citations": {"exact": _mean(tally.exact)},
        "refusals": {
            "refused": _mean(every),
            "false_refusals": _mean(tally.false_refusals),
            **{kind: _mean(found) for kind, found in tally.refused.items()},
        },
        "ask_ms": {"p50": _at(tally.times, 0.5), "p95": _at(tally.times, 0.95)},
    }


def _mean(values: Sequence[float] | Sequence[bool]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def _at(values: Sequence[float], share: float) -> float | None:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1) if ordered else None
