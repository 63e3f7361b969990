"""Which of the weighed units make the answer: enough, nothing twice, and each side heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.extract import Candidate
from assistant.matching import Words
from assistant.question import Kind, Question, names
from ingest.document import Metadata

_CHARS = 550
_LIST_CHARS = 1300
_MOST = 6
_MOST_THEMES = 8
_TITLE = 2.0
"""A theme's own title beside its best unit, by judgement: it is first what it is called."""
_DROP = 2.6
"""How far, in log-odds, a further unit may lie behind the best."""
_AS_WELL = 0.7
"""How far, in log-odds, a line may lie behind the best and still answer about as well."""
_AGEING = frozenset({Kind.NUMBER, Kind.DATE, Kind.PERSON, Kind.STATUS})
_SAME = 0.8
"""Share of a unit's words above which it repeats another."""
_ENDED = re.compile(r"[.!?:;…][\"”»’')\]]*$")


def choose(
    question: Question, ranked: Sequence[Candidate], *, home: str = "", themes: bool = False
) -> list[Candidate]:
    """The units of an answer in the order in which they are told.

    ``home`` is who "us" means; ``themes`` asks for themes, each told once.
    """
    ordered = _homely(ranked, home)
    if themes:
        return _each_theme(ordered)
    chosen = _first_of_each(question, ordered)
    most = _LIST_CHARS if question.kind is Kind.LIST else _CHARS
    room = most - sum(len(one.unit.text) for one in chosen)
    for candidate in ordered:
        if len(chosen) >= _MOST or candidate.score < chosen[0].score - _DROP:
            break
        if len(candidate.unit.text) <= room and _adds(candidate, chosen):
            chosen.append(candidate)
            room -= len(candidate.unit.text)
    return _newest_first(question, _unrepeated(chosen))


def _each_theme(ranked: Sequence[Candidate]) -> list[Candidate]:
    """One unit of each row or section that comes near the best, those first whose titles fit."""
    themes: dict[object, list[Candidate]] = {}
    for one in ranked:
        hit = one.found.hit
        themes.setdefault((hit.document_id, one.unit.row or hit.path), []).append(one)
    best = {key: units[0].score + _TITLE * units[0].title for key, units in themes.items()}
    first = max(best.values())
    near = sorted((key for key in best if best[key] >= first - _DROP), key=lambda key: -best[key])
    return [_telling(themes[key]) for key in near[:_MOST_THEMES]]


def _telling(units: Sequence[Candidate]) -> Candidate:
    """The best of a theme's units that says more than its name."""
    return next((one for one in units if not _names_a_row(one)), units[0])


def _homely(ranked: Sequence[Candidate], home: str) -> list[Candidate]:
    """A small lead for the asker's own organisation; it filters nothing."""
    if not home:
        return list(ranked)

    def score(one: Candidate) -> float:
        own = names(one.found.hit.metadata.organisation, home)
        return one.score + (0.7 if own else 0.0)

    return sorted(ranked, key=lambda one: -score(one))


def _first_of_each(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best unit; where the question asks across organisations, the best of each."""
    if not question.across:
        return [ranked[0]]
    best: dict[str, Candidate] = {}
    for candidate in ranked:
        if candidate.score >= ranked[0].score - 2 * _DROP:
            best.setdefault(candidate.found.hit.metadata.organisation, candidate)
    return list(best.values())[:_MOST]


def _adds(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the unit states something, and something that is not told yet."""
    if _names_a_row(candidate) or _stands_above_a_row(candidate) or _is_a_fragment(candidate):
        return False
    if any(_overlaps(candidate, other) for other in chosen):
        return False
    own = Words.of(candidate.unit.text).stems
    told = (Words.of(other.unit.text).stems for other in chosen)
    return not own or all(len(own & other) <= _SAME * len(own) for other in told)


def _names_a_row(candidate: Candidate) -> bool:
    """Whether the unit is what a row is called by: it states nothing beside another line."""
    unit = candidate.unit
    return unit.row is not None and unit.key is None and unit.start <= unit.row[0] < unit.end


def _stands_above_a_row(candidate: Candidate) -> bool:
    """Whether the unit is a cell left of the row's name: what the row is filed under."""
    unit = candidate.unit
    return unit.row is not None and unit.end <= unit.row[0]


def _is_a_fragment(candidate: Candidate) -> bool:
    """Whether the unit is running text that ends nowhere: a caption, a link, whom a quote is of."""
    unit = candidate.unit
    return unit.kind == "sentence" and not _ENDED.search(unit.text)


def _overlaps(one: Candidate, other: Candidate) -> bool:
    same = one.found.hit.document_id == other.found.hit.document_id
    return same and one.unit.start < other.unit.end and other.unit.start < one.unit.end


def _unrepeated(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Without a row's bare name where another line of that row, which bears it, is told."""
    rows = [one.unit.row for one in chosen]
    return [one for one in chosen if not (_names_a_row(one) and rows.count(one.unit.row) > 1)]


def _newest_first(question: Question, chosen: Sequence[Candidate]) -> list[Candidate]:
    """What one organisation's papers of different dates say of a fact, the newest first.

    Only among lines that answer about as well: age alone makes no line an answer.
    """
    if not of_different_dates(question, [one.found.hit.metadata for one in chosen]):
        return list(chosen)
    near = [one for one in chosen if one.score >= chosen[0].score - _AS_WELL]
    near.sort(key=lambda one: dated(one.found.hit.metadata), reverse=True)
    return [*near, *(one for one in chosen if one not in near)]


def of_different_dates(question: Question, papers: Iterable[Metadata]) -> bool:
    """Whether a fact that ages is told from papers of different dates of one sender."""
    known = {(one.organisation, dated(one)) for one in papers if dated(one)}
    senders = [sender for sender, _ in known]
    return question.kind in _AGEING and any(senders.count(one) > 1 for one in senders)


def dated(metadata: Metadata) -> str:
    """When a document was published, or else the year that its period begins with."""
    return metadata.published or metadata.period[:4]
