"""Whether words say what was asked, strictly: a list is to hold what is meant and no more."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.matching import Wanted, Words
from ingest import analysis

_SHORTEST = 5
"""Shorter words stand in too many others to be looked for inside them."""
_DOING = ("ing", "ning", "ering", "else", "ation")
"""What makes a verb's stem a noun, which stemming leaves ("evalu-eres", "evalu-ering")."""
_DEED = re.compile(r"(?:ation|(?:er)?ing|else)(?:en|er|erne)?s?$")
"""The same of two nouns of one verb: "organis-ation" and "organis-ering"."""
_PART = 4


def says(wanted: Wanted, said: Words) -> bool:
    """Whether a form of the word is said: itself, inflected, in a compound, or as its parts.

    "fravær" is said by "skolefravær", and "skolefravær" by "fravær" and "skole" together.
    """
    if any(analysis.stem(form) in said.stems for form in wanted.forms):
        return True
    return any(
        any(_alike(form, word) for word in said.words) or _in_parts(form, said.stems)
        for form in wanted.forms
    )


@lru_cache(maxsize=100_000)
def _alike(form: str, word: str) -> bool:
    """Whether ``word`` is a compound with ``form``, or another form of it."""
    stem, other = analysis.stem(form), analysis.stem(word)
    # "skole" has a stem of four letters, which stand in too much; the word itself leads.
    compound = stem in word if len(stem) >= _SHORTEST else word.startswith(form)
    if compound and len(form) >= _SHORTEST and form.isalpha():
        return True
    short, long = sorted((stem, other), key=len)
    if len(short) >= _SHORTEST and any(long == short + ending for ending in _DOING):
        return True
    done, doing = _DEED.sub("", form), _DEED.sub("", word)
    return done == doing and len(done) >= _SHORTEST and done not in {form, word}


def _in_parts(form: str, stems: frozenset[str]) -> bool:
    """Whether both parts of a compound are said, with or without the s that joins them."""
    cuts = range(_PART, len(form) - _PART + 1)
    return any(
        analysis.stem(form[cut:]) in stems
        and any(analysis.stem(left) in stems for left in (form[:cut], form[:cut].removesuffix("s")))
        for cut in cuts
    )
