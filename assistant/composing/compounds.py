"""What kind of thing a compound names: "skolefravær" is a kind of "fravær"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.matching import Wanted
from ingest import analysis
from ingest.catalogue import Catalogue

_SHORTEST = 4
"""Letters of a compound's parts, at least."""
_RARE = 0.05
_FEW = 3
"""A noun that is in more than this share of the passages, and in more than so many, is common."""


def heads(words: Sequence[Wanted], catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The stems of the nouns that a compound is a kind of, by the compound; common ones are none.

    "fravær" tells of "skolefravær"; "udvikling" is said everywhere, and "underretning" is no kind
    of "retning": both parts of a compound are words of the papers.
    """
    cuts = {word.word: list(_cuts(word)) for word in words}
    every = {stem for pairs in cuts.values() for pair in pairs for stem in pair}
    counts = catalogue.frequencies(sorted(every))
    most = max(_FEW, _RARE * catalogue.passage_count())
    return {
        name: frozenset(
            end for first, end in pairs if counts.get(first) and 0 < counts.get(end, 0) <= most
        )
        for name, pairs in cuts.items()
    }


def _cuts(word: Wanted) -> Iterator[tuple[str, str]]:
    """The stems of both parts of a compound, wherever it may be cut."""
    for form in word.forms:
        for at in range(_SHORTEST, len(form) - _SHORTEST):
            first = form[:at]
            for part in {first, first.removesuffix("s")} - analysis.STOP_WORDS:
                yield analysis.stem(part), analysis.stem(form[at:])
