"""A topic's words with their weights, to be met by the sentences of themes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.covering.concepts import RELATED
from assistant.covering.met import Met, least, less, most
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
_NAME = 0.7
"""What a name counts: who takes part, and not what is done."""
_UNIT = re.compile(
    r"(?:team|cent(?:er|r)|afdeling|forvaltning|udvalg|chef|rådgivning|sekretariat)\w{0,5}$"
)
_OF = 0.5
"""What a name, or what is of the asked ("familieområdet"), counts for a part of the topic."""
_TITLED = 0.9
"""What a title that says nothing else counts in the sentences below it."""
_UNSAID = Met(0.5, 0.5, 0.5)
"""A faint word of the topic ("nye") that a sentence does not say."""
_WINDOW = 8
"""Content words within which the parts of a topic are to be met."""
_Said = tuple[str, bool]
"""A word of a sentence, and whether it stands there as a name alone."""


@dataclass
class _Asked:
    """One word of the topic; ``found`` remembers what each word of the texts meets of it."""

    word: Word
    weight: float
    related: Mapping[str, float]
    found: dict[tuple[str, bool], Met] = field(default_factory=dict)


class Meeting:
    """A topic, to be met by sentences; ``catalogue`` tells how usual a part of a compound is."""

    def __init__(self, topic: Topic, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._passages = catalogue.passage_count()
        self._phrases = topic.phrases
        self._rarest = math.log((self._passages + 1) / 0.5)
        self._usual: dict[str, float] = {}
        in_phrase = {stem for phrase in topic.phrases for stem in phrase}
        self._groups = [[self._asked(word, in_phrase) for word in g] for g in topic.groups]
        self._weights = [math.sqrt(max(asked.weight for asked in group)) for group in self._groups]
        self._found: dict[_Said, list[Met]] = {}
        self._acronyms = [word.forms[0] for group in topic.groups for word in group if word.acronym]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be met."""
        return not self._groups

    def met(self, text: str, words: Words, about: Sequence[Met] = ()) -> Met:
        """How far a text meets the topic; ``about`` is what the title above it says of it."""
        keys = _keys(words)
        far = [(name, False) for name in self._acronyms if _stands(name, text)]
        whole = self._phrased(words)
        if len(self._groups) > 1:
            return self._together(keys, far, about, whole)
        found = self._group(self._groups[0], [*keys, *far])
        direct, related, said = (whole * _covered([value], self._weights) for value in found)
        return Met(direct, related, said)

    def about(self, words: Words) -> list[Met]:
        """What a title says of each of several parts, less where it says more of other things."""
        if len(self._groups) == 1:
            return []
        rows = self._rows(_keys(words))
        met = sum(max(found.related for found in word) for word in zip(*rows, strict=True))
        share = _TITLED * min(1.0, 2 * met / max(1, len(words.words)))
        return [less(most(row), share) for row in rows]

    def _together(
        self, keys: Sequence[_Said], far: Sequence[_Said], about: Sequence[Met], whole: float
    ) -> Met:
        """How far all parts of a topic are met near each other."""
        rows, given = self._rows(keys), [most(row) for row in self._rows(far)]
        anywhere = [most([*row, base]).direct for row, base in zip(rows, given, strict=True)]
        for i, group in enumerate(self._groups):
            unsaid = [_UNSAID] if all(asked.word.faint for asked in group) else []
            given[i] = most([given[i], *unsaid, *about[i : i + 1]])
        if not all(
            base.related or most(row).related for row, base in zip(rows, given, strict=True)
        ):
            return Met(loose=whole * _covered(anywhere, self._weights))
        near = [
            least([most([*r[at : at + _WINDOW], g]) for r, g in zip(rows, given, strict=True)])
            for at in range(len(keys))
            if any(row[at].related for row in rows)
        ]
        return replace(less(most(near), whole), loose=whole * _covered(anywhere, self._weights))

    def _rows(self, keys: Sequence[_Said]) -> list[list[Met]]:
        """What each word meets of each part."""
        for key in keys:
            if key not in self._found:
                self._found[key] = [most([self._one(a, key) for a in g]) for g in self._groups]
        rows = [[self._found[key][i] for key in keys] for i in range(len(self._groups))]
        for at, (_, named) in enumerate(keys):
            for row in rows:
                if row[at].related and (named or row[at].first):
                    alone = all(o[at].related < _MET for o in rows if o is not row)
                    row[at] = less(row[at], _OF) if alone else row[at]
        return rows

    def _group(self, group: Sequence[_Asked], words: Sequence[_Said]) -> tuple[float, float, float]:
        best = [most([self._one(asked, key) for key in words]) for asked in group]
        direct, related, whole = zip(*((m.direct, m.related, m.whole) for m in best), strict=True)
        return _mixed(direct), _mixed(related), _mixed(whole)

    def _one(self, asked: _Asked, key: _Said) -> Met:
        met = asked.found.get(key)
        if met is None:
            met = asked.found[key] = self._word(asked, *key)
        return met

    def _word(self, asked: _Asked, other: str, named: bool) -> Met:  # noqa: FBT001
        if asked.word.acronym:
            same = float(other == asked.word.forms[0])
            return Met(same, max(same, asked.related.get(other, 0.0)), same)
        direct = whole = 0.0
        first = False
        for form in asked.word.forms:
            met = meets(form, other)
            strength = met.strength * (self._telling(other) if met.own else 1.0)
            if named or (met.first and _UNIT.search(other)):
                strength *= _NAME
            elif met.whole:
                whole = 1.0
            if strength > direct:
                direct, first = strength, met.first
        akin = self._akin(asked, other, _NAME if named else 1.0)
        return Met(direct, max(direct, akin), whole, first=first)

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


def _keys(words: Words) -> list[_Said]:
    return [(word, word in words.names) for word in words.words]


def _stands(acronym: str, text: str) -> bool:
    return not text.isupper() and bool(re.search(rf"(?<!\w){acronym}(?!\w)", text))


def _mixed(values: Sequence[float]) -> float:
    return _BEST * max(values) + (1 - _BEST) * sum(values) / len(values)


def _covered(groups: Sequence[float], weights: Sequence[float]) -> float:
    """The weighed share of the groups, less where some are not met at all."""
    share = sum(w * value for w, value in zip(weights, groups, strict=True)) / sum(weights)
    met = sum(value >= _MET * _BEST for value in groups) / len(groups)
    return share * (1 + met) / 2
