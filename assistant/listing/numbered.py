"""Questions about a theme that is named by its number: "hvad er spor 2", "under tema 1"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.listing import asked
from assistant.listing.asked import Numbered
from assistant.listing.found import Listing, Listings
from assistant.listing.paper import Paper
from assistant.matching import Wanted
from assistant.question import Question
from ingest.records import Held
from ingest.register import kinds


def by_number(
    question: Question, number: Numbered, words: Sequence[Wanted], papers: Sequence[Paper]
) -> Listings:
    """The theme of a number, a field of it, or what is below it; nothing where more is asked.

    Where papers number such themes and none has this number or that field, it is refused: what
    comes nearest would be of another theme.
    """
    told = [word for word in words if not _is_frame(word)]
    meant = [paper for paper in papers if all(paper.explains(word) for word in told)]
    if not any(_numbers(paper, number) for paper in meant):
        return Listings()
    found = tuple(one for paper in meant for one in _of(question, number, paper))
    return Listings(found, refused=not found)


def _is_frame(word: Wanted) -> bool:
    number = not any(letter.isalpha() for letter in word.word) and len(word.word) < 4
    return number or "." in word.word or asked.is_frame(word, "") or bool(kinds.noun(word.word))


def _numbers(paper: Paper, wanted: Numbered) -> bool:
    """Whether a paper numbers themes that are called so."""
    if not wanted.kind:
        return any(held.theme.number == wanted.number for held in paper.themes)
    return any(h.theme.number and h.theme.kind.endswith(wanted.kind) for h in paper.themes)


def _of(question: Question, number: Numbered, paper: Paper) -> Iterator[Listing]:
    named = list(paper.numbered(number))
    if not named or named[0].theme.number.rstrip(".") != number.number:
        return
    below = [held for held in named if held.theme.parent == named[0].theme.key]
    wanted = (asked.RESPONSIBLE,) if asked.who(question) else asked.fields(question)
    if wanted:
        yield from _field(wanted, named)
    elif asked.under_one(question) or asked.counts(question):
        if below:
            yield Listing(tuple(below))
    else:
        yield Listing((named[0], *below), whole=True)


def _field(wanted: Sequence[str], named: Sequence[Held]) -> Iterator[Listing]:
    """The themes that have the field that is asked for: the named one, else those below it."""
    for name in wanted:
        having = [h for h in named if any(field.name == name for field in h.theme.fields)]
        if having:
            own = having[:1] if having[0] is named[0] else having
            yield Listing(tuple(own), name)
            return
