"""Which themes cover a topic: every one, best first, and no others, with what says why.

Each theme is judged by what it says of its own: its title, its sentences and cells without those
of the themes below it, and the passages that hold them. The score is the probability of a logistic
regression that it covers the topic.

It was fitted on 80 topics over two registers of 126 and 131 themes, 17 of them topics that no paper
has: 13,054 judgements, 428 of them yes, and none of the questions that it is measured by. Each
topic judged by weights that were fitted without it: recall .73 and precision .89 from .34 on, and
no absent topic lists a theme. Of what scored .4 to .6 two thirds covered the topic, of .2 to .4
three in ten, above .95 99 %. Twelve questions over five real papers (88 themes), at the threshold:
recall .88, precision .82; six others, held out to the end (80 themes): .63 and .98 at .34. What is
missed says the topic in other words, which the bundled model's cosines do not tell from its
neighbours: alone they reach recall .43 at precision .41, and cosines of single sentences do no
better.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.covering.meeting import Meeting
from assistant.covering.met import Met
from assistant.covering.near import Near, nearest
from assistant.covering.spans import Key, Unit, below, own_spans, units, words
from assistant.covering.topic import asks, number, read, topic
from assistant.question import Question
from ingest import analysis
from ingest.catalogue import Catalogue
from ingest.passages import Span
from ingest.records import Held
from ingest.theme import Theme
from ingest.vectors import DenseIndex

__all__ = ["Covered", "asks", "covering", "topic"]

THRESHOLD = 0.30
"""A little below where topics that were left out of the fitting balance best (.34): a theme that is
not listed is missed, one too many shows by its evidence that it is. The twelve questions were seen
when it was chosen."""
_MOST = 400
"""Themes that are read; of more, those whose passages or titles come nearest."""
_EVIDENCE = 3
_MET_AT_ALL = 0.2
_MET = 0.5
_CONSTANT = -5.7
_WEIGHTS: Mapping[str, float] = {
    "title": 0.6, "title akin": 1.3, "best": 6.4, "best akin": 4.1, "whole": 1.2, "above": 2.9,
    "near": 1.1, "loose": 7.8, "title loose": 1.5, "share": 2.1,
}  # fmt: skip


@dataclass(frozen=True)
class Covered:
    """A theme with the probability that it covers the topic, and one to three slices that say so.

    Spans are of its document's canonical text, best first.
    """

    held: Held
    score: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class _Judged:
    """A theme with its signals and its sentences that meet the topic."""

    held: Held
    signals: Mapping[str, float]
    said: Sequence[tuple[Met, Unit]]


def covering(
    question: Question,
    vector: Sequence[float],
    themes: Sequence[Held],
    catalogue: Catalogue,
    dense: DenseIndex,
) -> list[Covered]:
    """Those of ``themes`` that cover the topic of ``question``, best first.

    ``vector`` is that of ``topic(question)``; ``themes`` are all of their documents, so that a
    theme's own text is told from that of its children. To be called within one reading of the
    index. Where the topic is a theme's number, it and those below it are listed.
    """
    asked = topic(question)
    numbered = number(asked.asked)
    if numbered is not None:
        return _numbered(*numbered, themes)
    found = []
    for judged in _judged(asked, vector, themes, catalogue, dense):
        score = _probability(judged.signals)
        if score >= THRESHOLD:
            found.append(Covered(judged.held, score, _evidence(judged)))
    return sorted(found, key=lambda covered: -covered.score)


def _probability(found: Mapping[str, float]) -> float:
    odds = _CONSTANT + sum(_WEIGHTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-odds))


def _judged(
    asked: Question,
    vector: Sequence[float],
    themes: Sequence[Held],
    catalogue: Catalogue,
    dense: DenseIndex,
) -> list[_Judged]:
    stems = analysis.stems(asked.lexical)
    meeting = Meeting(read(asked, catalogue.frequencies(stems)), catalogue)
    if meeting.empty or not themes:
        return []
    near = nearest(asked, vector, themes, catalogue, dense)
    children = below(themes)
    titles = {(held.document_id, held.theme.key): held.theme.title for held in themes}
    texts: dict[str, str] = {}
    judged = []
    for held in _chosen(themes, near, meeting):
        if held.document_id not in texts:
            texts[held.document_id] = catalogue.text(held.document_id) or ""
        spans = own_spans(held.theme, children.get((held.document_id, held.theme.key), ()))
        parent = titles.get((held.document_id, held.theme.parent), "")
        said = _said(texts[held.document_id], held.theme, spans, parent, meeting)
        distance = near.to(held, spans or [held.theme.name])
        judged.append(_judge(held, said, parent, meeting, distance))
    return judged


def _said(
    text: str, theme: Theme, spans: Sequence[Span], parent: str, meeting: Meeting
) -> list[tuple[Met, Unit]]:
    about = meeting.about(words(theme.title))
    return [
        (meeting.met(unit.text, words(unit.text), about), unit)
        for unit in units(text, theme, spans, parent)
    ]


def _judge(
    held: Held, said: Sequence[tuple[Met, Unit]], parent: str, meeting: Meeting, near: float
) -> _Judged:
    title = meeting.met(held.theme.title, words(held.theme.title))
    above = meeting.met(parent, words(parent)) if parent else Met()
    own = [title, *(met for met, unit in said if not unit.people)]
    direct, related = max(m.direct for m in own), max(m.related for m in own)
    found = {
        "title": title.direct,
        "title akin": title.related - title.direct,
        "best": direct,
        "best akin": related - direct,
        "whole": max(m.whole for m in own),
        "above": above.direct,
        "near": near,
        "loose": max(m.loose for m in own),
        "title loose": title.loose,
        "share": _share(said),
    }
    return _Judged(held, found, said)


def _share(said: Sequence[tuple[Met, Unit]]) -> float:
    """The share of a theme's text that meets the topic."""
    told = [(met.related, len(unit.text)) for met, unit in said if not unit.people]
    length = sum(chars for _, chars in told)
    return sum(met * chars for met, chars in told if met >= _MET) / max(1, length)


def _evidence(judged: _Judged) -> tuple[Span, ...]:
    """The sentences and cells that meet the topic best; the title where none does."""
    told = [(_told(met), unit) for met, unit in judged.said if _told(met) >= _MET_AT_ALL]
    told = [one for one in told if not one[1].people] or told
    if not told:
        return (judged.held.theme.name,)
    told.sort(key=lambda one: (-one[0], one[1].start))
    least = told[0][0] * 0.6
    return tuple((unit.start, unit.end) for met, unit in told[:_EVIDENCE] if met >= least)


def _told(met: Met) -> float:
    return (met.direct + max(met.related, met.loose)) / 2 + met.loose / 4


def _numbered(kind: str, wanted: str, themes: Sequence[Held]) -> list[Covered]:
    """The themes of that number, of that kind where there are such, and those below them."""
    same = [held for held in themes if held.theme.number.rstrip(".") == wanted]
    alike = [held for held in same if kind and _same_kind(kind, held.theme.kind)]
    listed = {(held.document_id, held.theme.key) for held in alike or same}
    found = []
    for held in themes:
        own, above = (held.document_id, held.theme.key), (held.document_id, held.theme.parent)
        if own in listed or above in listed:
            listed.add(own)
            found.append(Covered(held, 1.0, (held.theme.name,)))
    return found


def _same_kind(asked: str, kind: str) -> bool:
    return kind.lower().endswith(asked) or asked.startswith(kind.lower())


def _chosen(themes: Sequence[Held], near: Near, meeting: Meeting) -> Sequence[Held]:
    """All themes, or of many those that a near passage or the title speaks for."""
    if len(themes) <= _MOST:
        return themes
    marks: dict[Key, float] = {}
    for held in themes:
        title = meeting.met(held.theme.title, words(held.theme.title)).related
        marks[held.document_id, held.theme.key] = 4 * title + near.to(
            held, [(held.theme.start, held.theme.end)]
        )
    best = sorted(themes, key=lambda held: -marks[held.document_id, held.theme.key])[:_MOST]
    kept = {(held.document_id, held.theme.key) for held in best}
    return [held for held in themes if (held.document_id, held.theme.key) in kept]
