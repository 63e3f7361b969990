"""The parts of the quotes that say most of a statement: sentences and lines, and pairs of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from assistant.checking.language import english
from assistant.checking.plain import plain
from assistant.checking.postings import Postings
from assistant.checking.words import words
from ingest import sentences

_LENGTH = 5_000
"""Characters that weigh as much as one rare word: of two that say the same the shorter is meant."""


@dataclass(frozen=True)
class Window:
    """A part of a text: which of the texts, and from where to where."""

    text: int
    start: int
    end: int


def windows(texts: Sequence[str]) -> list[Window]:
    """Every sentence and every two that follow each other."""
    found = []
    for number, text in enumerate(texts):
        spans = list(sentences.spans(text))
        found += [Window(number, *span) for span in spans]
        found += [Window(number, one[0], other[1]) for one, other in pairwise(spans)]
    return found


def likeliest(statement: str, texts: Sequence[str], most: int) -> list[str]:
    """The ``most`` windows of ``texts`` with most of the statement's words, rare ones first."""
    held = [texts[one.text][one.start : one.end] for one in ranked(statement, texts)]
    return list(dict.fromkeys(held[:most]))


def ranked(statement: str, texts: Sequence[str]) -> list[Window]:
    """All windows of ``texts``, those with most of the statement's words first."""
    found = windows(texts)
    held = [texts[one.text][one.start : one.end] for one in found]
    foreign = english(statement) and not english(" ".join(texts))
    postings = Postings([words(plain(one)) for one in held])
    scores = [-len(one) / _LENGTH for one in held]
    for word in words(plain(statement), foreign=foreign):
        places = postings.of(word)
        for place in places:
            scores[place] += 1 / (1 + log(1 + len(places)))
    return [found[at] for at in sorted(range(len(held)), key=lambda at: (-scores[at], at))]
