"""A topic's words with their weights, to be met by the sentences of themes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.covering.concepts import RELATED
from assistant.covering.spans import Words
from assistant.covering.topic import Topic, Word
from assistant.covering.words import meets
from ingest import analysis
from ingest.catalogue import Catalogue

_FAINT, _LEAST = 0.3, 0.3
_ACRONYM = 0.8
_PART = 6
"""Letters of a concept's word that a longer topic may end with ("børnemistrivsel")."""
_BEST = 0.8
"""What the best met of several alternatives counts, the rest their mean."""
_MET = 0.5
_OUT_OF_PHRASE = 0.3
_NAME = 0.75


@dataclass(frozen=True)
class Met:
    """How far a text meets a topic, each 0 to 1.

    ``direct`` by its words, ``related`` by what else it is called too, ``whole`` by the very words
    and kinds of them alone.
    """

    direct: float = 0.0
    related: float = 0.0
    whole: float = 0.0


@dataclass
class _Asked:
    """One word of the topic; ``found`` remembers what each word of the texts meets of it."""

    word: Word
    weight: float
    related: Mapping[str, float]
    found: dict[tuple[str, bool], Met] = field(default_factory=dict)


class Meeting:
    """A topic, to be met by sentences.

    ``frequencies`` counts passages by stem, and tells how usual a part of a compound is.
    """

    def __init__(self, topic: Topic, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._passages = catalogue.passage_count()
        self._phrases = topic.phrases
        self._rarest = math.log((self._passages + 1) / 0.5)
        self._usual: dict[str, float] = {}
        in_phrase = {stem for phrase in topic.phrases for stem in phrase}
        self._groups = [[self._asked(word, in_phrase) for word in g] for g in topic.groups]
        self._weights = [max(asked.weight for asked in group) for group in self._groups]
        self._acronyms = [word.forms[0] for group in topic.groups for word in group if word.acronym]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be met."""
        return not self._groups

    def met(self, text: str, words: Words) -> Met:
        """How far a text meets the topic."""
        found = [(word, word in words.names) for word in words.words]
        found += [(name, False) for name in self._acronyms if _stands(name, text)]
        groups = [self._group(group, found) for group in self._groups]
        whole = self._phrased(words)
        total = sum(self._weights)
        direct, related, exact = (
            whole * _covered([m[i] for m in groups], self._weights, total) for i in range(3)
        )
        return Met(direct, related, exact)

    def _group(
        self, group: Sequence[_Asked], words: Sequence[tuple[str, bool]]
    ) -> tuple[float, float, float]:
        best = [self._best(asked, words) for asked in group]
        direct, related, whole = zip(*((m.direct, m.related, m.whole) for m in best), strict=True)
        return _mixed(direct), _mixed(related), _mixed(whole)

    def _best(self, asked: _Asked, words: Sequence[tuple[str, bool]]) -> Met:
        direct = related = whole = 0.0
        for key in words:
            met = asked.found.get(key)
            if met is None:
                met = asked.found[key] = self._word(asked, *key)
            direct, related = max(direct, met.direct), max(related, met.related)
            whole = max(whole, met.whole)
        return Met(direct, max(direct, related), whole)

    def _word(self, asked: _Asked, other: str, named: bool) -> Met:  # noqa: FBT001
        if asked.word.acronym:
            same = float(other == asked.word.forms[0])
            return Met(same, max(same, asked.related.get(other, 0.0)), same)
        direct = whole = 0.0
        for form in asked.word.forms:
            met = meets(form, other)
            strength = met.strength * (self._telling(other) if met.own else 1.0)
            if named and not (met.whole and analysis.stem(form) == analysis.stem(other)):
                strength *= _NAME
            elif met.whole:
                whole = 1.0
            direct = max(direct, strength)
        return Met(direct, self._akin(asked, other, _NAME if named else 1.0), whole)

    def _akin(self, asked: _Asked, other: str, share: float) -> float:
        best = 0.0
        for name, strength in asked.related.items():
            met = meets(name, other)
            if not met.strength or met.own or (met.whole and len(name) < _PART and name != other):
                continue
            best = max(best, met.strength * strength * share)
        return best

    def _telling(self, word: str) -> float:
        """How much a part of the asked compound says by itself, 0 to 1."""
        stem = analysis.stem(word)
        if stem not in self._usual:
            held = self._catalogue.frequencies([stem]).get(stem, 0)
            rare = math.log((self._passages + 1) / (held + 0.5)) / self._rarest
            self._usual[stem] = max(0.0, min(1.0, 1.5 * rare - 0.5))
        return self._usual[stem]

    def _asked(self, word: Word, in_phrase: set[str]) -> _Asked:
        if word.acronym:
            own = RELATED.get(word.forms[0].lower(), {})
            return _Asked(word, self._rarest * _ACRONYM, own)
        stems = [analysis.stem(form) for form in word.forms]
        held = self._catalogue.frequencies(stems)
        weights = [math.log((self._passages + 1) / (held.get(s, 0) + 0.5)) for s in stems]
        weight = _FAINT if word.faint else max(_LEAST, min(weights))
        related = {} if set(stems) & in_phrase else _related(word.forms)
        return _Asked(word, weight, related)

    def _phrased(self, words: Words) -> float:
        """A proper name counts whole: "loven" is no "Barnets Lov"."""
        said = f" {' '.join(words.stems)} "
        whole = all(f" {' '.join(phrase)} " in said for phrase in self._phrases)
        return 1.0 if whole else _OUT_OF_PHRASE


def _related(forms: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for form in forms:
        for concept, others in RELATED.items():
            met = meets(concept, form)
            same = analysis.stem(concept) == analysis.stem(form)
            if met.whole and (same or len(concept) >= _PART):
                for other, strength in others.items():
                    found[other] = max(found.get(other, 0.0), strength * (1 if same else _BEST))
    return found


def _stands(acronym: str, text: str) -> bool:
    return not text.isupper() and bool(re.search(rf"(?<!\w){acronym}(?!\w)", text))


def _mixed(values: Sequence[float]) -> float:
    return _BEST * max(values) + (1 - _BEST) * sum(values) / len(values)


def _covered(groups: Sequence[float], weights: Sequence[float], total: float) -> float:
    """The weighed share of the groups, less where some are not met at all."""
    share = sum(w * value for w, value in zip(weights, groups, strict=True)) / total
    met = sum(value >= _MET * _BEST for value in groups) / len(groups)
    return share * (1 + met) / 2
