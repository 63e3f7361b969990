"""Questions that the register answers: which themes a paper has, how many, whose they are.

"Hvilke spor har Faxe", "hvor mange tiltag er der i statuspapiret", "hvilke tiltag hører under
Organisering", "hvad har CPP ansvar for": no search for passages, but all that there are.
Each word of such a question must be explained by a paper, a heading or a theme; else it is
about something, and what covers that is for :mod:`assistant.covering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.covering import Covered
from assistant.listing import asked
from assistant.listing.found import Listing, Listings
from assistant.listing.numbered import by_number
from assistant.listing.paper import Paper, Text
from assistant.matching import Wanted, Words, meets
from assistant.question import Question
from assistant.said import says
from ingest.passages import Span
from ingest.records import Held
from ingest.register import kinds

__all__ = ["Listing", "Listings", "concerns", "listings", "of_asked_kind"]

_MOST = 12
"""Themes of one paper that may be meant by a title; of more, the question is about a field."""
_BEGINNING = 6
_ALIKE = {
    "spor": ("spor", "udviklingsspor"),
    "tema": ("tema",),
    "indsats": ("indsats", "indsatsområde", "tiltag", "initiativ"),
    "tiltag": ("tiltag", "indsats", "initiativ"),
    "fokusområde": ("fokusområde", "indsatsområde"),
    "indsatsområde": ("indsatsområde", "fokusområde"),
}
"""Kinds that people ask for by each other's names, the asked one first."""


_OF_THEIR_OWN = frozenset({"spor", "vision", "værdi", "værktøj", "projekt"})
"""Kinds that nobody means themes of another kind by."""


def concerns(question: Question) -> bool:
    """Whether the register may have something to list for a question."""
    return bool(
        asked.all_kinds(question)
        or asked.number(question)
        or asked.who(question)
        or asked.what(question)
    )


def listings(
    question: Question, words: Sequence[Wanted], themes: Sequence[Held], text: Text
) -> Listings:
    """What the register lists for a question; nothing where a topic is asked for.

    ``text`` gives a document's canonical text by its id.
    """
    if asked.is_negated(question):
        return Listings()
    by_document: dict[str, list[Held]] = {}
    for held in themes:
        if not question.organisations or held.metadata.organisation in question.organisations:
            by_document.setdefault(held.document_id, []).append(held)
    own = [Paper(tuple(held), text) for held in by_document.values()]
    number = asked.number(question)
    if number and not asked.what(question):
        return by_number(question, number, words, own)
    if asked.who(question):
        return Listings(tuple(_whose(words, own)))
    if asked.what(question):
        return Listings(tuple(_of_whom(words, own)))
    found = [
        one for kind in asked.all_kinds(question) for one in _of_kind(question, kind, words, own)
    ]
    there = {held.metadata.organisation for one in found for held in one.themes}
    missing = [name for name in question.organisations if name not in there]
    return Listings(tuple(found), tuple(missing) if found else ())


def _of_kind(
    question: Question, kind: str, words: Sequence[Wanted], papers: Sequence[Paper]
) -> list[Listing]:
    """The themes of one kind; of another one that it is used for where a paper has that alone."""
    told = [word for word in words if not asked.is_frame(word, kind)]
    found = [
        (called, one)
        for paper in papers
        for called, one in [_listed(question, kind, told, paper)]
        if one
    ]
    exact = {one.themes[0].metadata.organisation for called, one in found if called == kind}
    several = len(question.organisations) > 1

    def heard(called: str, one: Listing) -> bool:
        whose = one.themes[0].metadata.organisation
        return called == kind or not exact or (several and whose not in exact)

    return [_asking(question, one) for called, one in found if heard(called, one)]


def of_asked_kind(question: Question, covered: Sequence[Covered]) -> list[Covered]:
    """Those of the kind that is asked for, where that is no other word for themes of any kind."""
    wanted = asked.all_kinds(question)
    alike = {other for kind in wanted for other in _ALIKE.get(kind, (kind,))}
    called = [one for one in covered if one.held.theme.kind in alike]
    return called if called and set(wanted) <= _OF_THEIR_OWN else list(covered)


def _asking(question: Question, one: Listing) -> Listing:
    """A listing with the field that is asked for, where its themes have that."""
    has = {told.name for held in one.themes for told in held.theme.fields}
    return replace(one, field=asked.field(question, has))


def _listed(
    question: Question, kind: str, told: Sequence[Wanted], paper: Paper
) -> tuple[str, Listing | None]:
    """What one paper calls the kind, and its themes of it that the question is about."""
    if kind == asked.WHATEVER:
        chosen = [held for held in paper.themes if not held.theme.parent]
        kind = chosen[0].theme.kind if chosen else ""
    else:
        kind = next((k for k in _ALIKE.get(kind, (kind,)) if paper.of(k)), "")
        chosen = paper.of(kind)
    if not chosen:
        return kind, None
    if asked.under_one(question) and (found := _under(told, chosen, paper)):
        return kind, Listing(tuple(found))
    if asked.main_ones(question):
        chosen = _outermost(chosen)
    if all(paper.explains(word) for word in told):
        return kind, Listing(tuple(chosen))
    if asked.covers(question):
        # What a heading says is no list of what covers a topic.
        return kind, None
    grouped = [
        held for held in chosen if all(paper.explains(word) or _heads(word, held) for word in told)
    ]
    return kind, Listing(tuple(grouped)) if grouped else None


def _heads(word: Wanted, held: Held) -> bool:
    """Whether a heading above says it: "borgerne" by "De borgerrettede visioner"."""
    section = held.theme.section
    own_heading = bool(section) and held.theme.title in section[-1]
    own = Words.of(*(section[:-1] if own_heading else section))
    return meets(word, own) == 1 or any(
        other.startswith(word.word[:_BEGINNING]) and len(word.word) >= _BEGINNING
        for other in own.words
    )


def _outermost(chosen: Sequence[Held]) -> list[Held]:
    """Those that are under none of the same kind."""
    keys = {held.theme.key for held in chosen}
    return [held for held in chosen if held.theme.parent not in keys]


def _under(told: Sequence[Wanted], chosen: Sequence[Held], paper: Paper) -> list[Held]:
    """The children of the theme that the rest of the question names."""
    left = [word for word in told if not paper.explains(word)]
    for above in paper.themes:
        named = Words.of(above.theme.number, above.theme.title)
        if left and all(says(word, named) for word in left):
            found = [held for held in chosen if held.theme.parent == above.theme.key]
            if found:
                return found
    return []


def _whose(words: Sequence[Wanted], papers: Iterable[Paper]) -> Iterator[Listing]:
    """Who is responsible for the themes that the question names by their titles."""
    told = _subject(words)
    for paper in papers if told else ():
        theirs = tuple(
            held
            for held in paper.themes
            if _titled(held, told) and any(f.name == asked.RESPONSIBLE for f in held.theme.fields)
        )
        if 0 < len(theirs) <= _MOST:
            yield Listing(theirs, asked.RESPONSIBLE)


def _subject(words: Sequence[Wanted]) -> list[Wanted]:
    """The words that say whom or what a question about responsibility is of."""
    return [
        word
        for word in words
        if not asked.is_frame(word, asked.WHATEVER) and not kinds.noun(word.word)
    ]


def _titled(held: Held, told: Sequence[Wanted]) -> bool:
    said = Words.of(held.theme.title)
    return all(says(word, said) for word in told)


def _of_whom(words: Sequence[Wanted], papers: Iterable[Paper]) -> Iterator[Listing]:
    """The themes for which somebody is responsible, by what their own field says."""
    told = _subject(words)
    for paper in papers if told else ():
        theirs: dict[Held, Span] = {}
        for held in paper.themes:
            if span := _has_to(held, told, paper.whole):
                theirs[held] = span
        if theirs:
            spans = {held.theme.key: span for held, span in theirs.items()}
            yield Listing(tuple(theirs), asked.RESPONSIBLE, spans)


def _has_to(held: Held, told: Sequence[Wanted], text: str) -> Span | None:
    """What names somebody as responsible for a theme."""
    for field in held.theme.fields:
        if field.name != asked.RESPONSIBLE:
            continue
        for span in field.spans:
            said = Words.of(text[slice(*span)])
            if all(meets(word, said) == 1 for word in told):
                return span
    return None
