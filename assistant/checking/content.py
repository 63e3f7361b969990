"""How much of a statement's content the quotes have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.checking.clauses import clauses
from assistant.checking.evidence import Evidence
from assistant.checking.words import Word, words

_SHARE = 0.6
"""Of a sentence's content words, those that the quotes must have at least."""
_RUN = 3
"""So many content words in a row that no quote has are something added."""
_CLAUSE = 3
"""Content words of a clause that says something of its own."""
_HALF = 0.5
_IS = re.compile(
    r"\b(?:er|var)\s+(?:(?:ikke|meget|så|både|for)\s+)?([^\W\d_]+)\b"
    r"(?=\s*(?:[.,;!]|$|(?:for|i|på|til|med|og|af)\b))"
)
_UNKNOWN = 0.5
"""What an English word weighs that cannot be put into Danish: it may be met and cannot be seen."""


@dataclass(frozen=True)
class _Scale:
    """Log odds that the quotes carry the content: ``start`` + ``words`` share + ``near`` score."""

    start: float
    words: float
    near: float

    def carries(self, share: float, score: float) -> bool:
        return self.start + self.words * share + self.near * (score - _MIDDLE) > 0


_MIDDLE = 0.9
"""About where the embedder's scores lie whatever is compared: it spends little of its scale."""
_SAME = _Scale(-9.7, 11.75, 76.0)
_ACROSS = _Scale(1.5, 7.7, 98.0)
"""In one language, and an English statement of Danish quotes: less alike, and still told apart.

Logistic regressions, each side counting half, of the tuning half of ``tests/gold/statements.jsonl``
with its quotes alone and set into passages of real papers, against the quotes of other entries and
the passages of other papers that are nearest by embedding; the starts then lowered to where these
alone catch about 19 in 20 of those, since numbers and names catch others. ``docs/quality.md`` has
the figures.
"""


def content(
    text: str, said: Sequence[Word], held: Evidence, *, support: float | None, foreign: bool = False
) -> Iterator[str]:
    """What of the words ``said`` in ``text`` the quotes do not have.

    ``support`` is an embedder's score of statement and quotes, 0 to 1, None where there is none;
    ``foreign`` whether the text is English and the quotes are Danish.
    """
    if not said:
        return
    share = _share(said, held.together.met(said))
    scale = _ACROSS if foreign else _SAME
    if not (share >= _SHARE if support is None else scale.carries(share, support)):
        yield "indholdet"
        return
    # Of an English clause too few words can be looked for.
    if not foreign and (part := next(_unheard(text, held), None)):
        yield f'ordene "{part}"'
        return
    met = [held.words.meets(word) for word in said]
    runs = [*_unmet(said, met), *held.following.put_in(text, said, met)]
    if run := next((run for run in runs if all(word.known for word in run)), None):
        yield f'ordene "{text[run[0].span[0] : run[-1].span[1]]}"'


def _unheard(text: str, held: Evidence) -> Iterator[str]:
    """The clauses that the quotes do not say, though another clause may bring the whole near them.

    No more than half of such a clause is in them, or nothing that it adds to those before it, or
    not what it calls something.
    """
    before: set[str] = set()
    found = list(clauses(text))
    for clause in found if len(found) > 1 else ():
        # What is only named beside the quotes says neither yes nor no.
        heard = [(word, held.quoted.meets(word)) for word in clause.words]
        heard = [(word, met) for word, met in heard if met or not held.words.meets(word)]
        met = [one for _, one in heard]
        fresh = [one for word, one in heard if word.lower not in before]
        little = len(met) >= _CLAUSE and sum(met) <= _HALF * len(met)
        if little or (before and (_called(clause.text, held) or (fresh and not any(fresh)))):
            yield clause.text.strip()
        before |= {word.lower for word in clause.words}


def _called(text: str, held: Evidence) -> bool:
    """Whether a clause calls something ("er farlig") what no quote calls anything."""
    found = [words(match[1]) for match in _IS.finditer(text)]
    return any(said and not any(map(held.words.meets, said)) for said in found)


def _share(said: Sequence[Word], met: Sequence[bool]) -> float:
    weights = [1.0 if one or word.known else _UNKNOWN for one, word in zip(met, said, strict=True)]
    return sum(weight for weight, one in zip(weights, met, strict=True) if one) / sum(weights)


def _unmet(said: Sequence[Word], met: Sequence[bool]) -> Iterator[tuple[Word, ...]]:
    """The runs of words that no quote has, where they are long."""
    at = 0
    for one, group in groupby(met):
        length = len(list(group))
        if not one and length >= _RUN:
            yield tuple(said[at : at + length])
        at += length
