"""How much of a statement's content the quotes have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.checking.evidence import Evidence
from assistant.checking.words import Word

_SHARE = 0.6
"""Of a sentence's content words, those that the quotes must have at least."""
_RUN = 3
"""So many content words in a row that no quote has are something added."""
_UNKNOWN = 0.5
"""What an English word weighs that cannot be put into Danish: it may be met and cannot be seen."""
ENOUGH = 0.92
"""A support score from which on missing words are another wording. NOT YET CALIBRATED."""
LEAST = 0.75
"""A support score below which the words may agree as they like. NOT YET CALIBRATED."""


def content(
    text: str, said: Sequence[Word], held: Evidence, *, support: float | None
) -> Iterator[str]:
    """What of the words ``said`` in ``text`` the quotes do not have.

    ``support`` is an embedder's score of statement and quotes, 0 to 1, None where there is none.
    """
    if not said:
        return
    if support is not None and support < LEAST:
        yield "indholdet"
        return
    if support is not None and support >= ENOUGH:
        return
    if _share(said, held.together.met(said)) < _SHARE:
        yield "indholdet"
        return
    met = [held.words.meets(word) for word in said]
    runs = [*_unmet(said, met), *held.following.put_in(said, met)]
    if run := next((run for run in runs if all(word.known for word in run)), None):
        yield f'ordene "{text[run[0].span[0] : run[-1].span[1]]}"'


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
