"""Questions that the register answers: which themes a paper has, how many, whose they are.

"Hvilke spor har Faxe", "hvor mange tiltag er der i statuspapiret", "hvilke tiltag hører under
Organisering", "hvad har CPP ansvar for": no search for passages, but all that there are.
Each word of such a question must be explained by a paper, a heading or a theme; else it is
about something, and what covers that is for the search (``assistant/covering.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.covering import Covered
from assistant.listing import asked
from assistant.matching import Wanted, Words, meets
from assistant.question import Question
from assistant.said import says
from ingest.records import Held
from ingest.register import kinds

_PAPER = re.compile(
    r"(?P<left>\w*?)-?(?:strategi|plan|politik|status|beretning|rapport|redegørelse|papir|notat"
    r"|program|dokument)(?:e[nrt]?|ens|erne|et|s)?"
)
Text = Callable[[str], str]
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


@dataclass(frozen=True)
class Listing:
    """The themes that a question asks for, all of one document; ``field`` is asked of each."""

    kind: str
    themes: tuple[Held, ...]
    field: str = ""


def listings(
    question: Question, words: Sequence[Wanted], themes: Sequence[Held], text: Text
) -> list[Listing]:
    """What the register lists for a question, a document each; none where a topic is asked for.

    ``text`` gives a document's canonical text by its id.
    """
    by_document: dict[str, list[Held]] = {}
    for held in themes:
        by_document.setdefault(held.document_id, []).append(held)
    if asked.who(question):
        return _whose(question, words, by_document.values())
    if asked.what(question):
        return _of_whom(words, by_document.values(), text)
    kind = asked.kind(question)
    if not kind:
        return []
    told = [word for word in words if not asked.is_frame(word, kind)]
    found = [_listed(question, kind, told, own) for own in by_document.values()]
    exact = [one for one in found if one and one.kind == kind]
    return [_asking(question, one) for one in exact or found if one]


def of_asked_kind(question: Question, covered: Sequence[Covered]) -> list[Covered]:
    """Those of the kind that is asked for, where that is no other word for themes of any kind."""
    kind = asked.kind(question)
    called = [one for one in covered if one.held.theme.kind in _ALIKE.get(kind, (kind,))]
    return called if called and kind in _OF_THEIR_OWN else list(covered)


def _asking(question: Question, one: Listing) -> Listing:
    """A listing with the field that is asked for, where its themes have that."""
    has = {told.name for held in one.themes for told in held.theme.fields}
    return replace(one, field=asked.field(question, has))


def _listed(
    question: Question, kind: str, told: Sequence[Wanted], own: Sequence[Held]
) -> Listing | None:
    if kind == asked.WHATEVER:
        chosen = [held for held in own if not held.theme.parent]
        kind = chosen[0].theme.kind if chosen else ""
    else:
        kind = next((k for k in _ALIKE.get(kind, (kind,)) if _of(own, k)), "")
        chosen = _of(own, kind)
    if not chosen:
        return None
    if asked.under_one(question) and (found := _under(told, chosen, own)):
        return Listing(kind, tuple(found))
    if asked.main_ones(question):
        chosen = _outermost(chosen)
    paper = _paper(own[0])
    if all(_explained(word, paper) for word in told):
        return Listing(kind, tuple(chosen))
    grouped = [
        held
        for held in chosen
        if all(_explained(word, paper) or _heads(word, held) for word in told)
    ]
    return Listing(kind, tuple(grouped)) if grouped else None


def _heads(word: Wanted, held: Held) -> bool:
    """Whether a heading above says it: "borgerne" by "De borgerrettede visioner"."""
    section = held.theme.section
    own_heading = bool(section) and held.theme.title in section[-1]
    own = Words.of(*(section[:-1] if own_heading else section))
    return meets(word, own) == 1 or any(
        other.startswith(word.word[:_BEGINNING]) and len(word.word) >= _BEGINNING
        for other in own.words
    )


def _of(own: Iterable[Held], kind: str) -> list[Held]:
    return [held for held in own if held.theme.kind == kind]


def _outermost(chosen: Sequence[Held]) -> list[Held]:
    """Those that are under none of the same kind."""
    keys = {held.theme.key for held in chosen}
    return [held for held in chosen if held.theme.parent not in keys]


def _paper(held: Held) -> tuple[str, ...]:
    known = held.metadata
    dates = (known.period, known.published, known.valid_from, known.valid_to)
    years = {year for date in dates for year in re.findall(r"\d{4}", date)}
    between = range(int(min(years)), int(max(years)) + 1) if years else ()
    return (known.title, known.organisation, known.kind, *map(str, between), known.period)


def _explained(word: Wanted, texts: Sequence[str]) -> bool:
    """Whether a word of the question is said by ``texts``; a kind of paper ("…strategi") is none.

    "Familiestrategi" is explained by a paper of "Familie", "plejefamilier" is not.
    """
    if word.word[:1].isdigit():
        return any(word.word in text for text in texts)
    said = Words.of(*texts)
    if says(word, said):
        return True
    paper = _PAPER.fullmatch(word.word)
    if not paper:
        return False
    left = paper["left"].removesuffix("s")
    return not left or says(Wanted(left, (left,), 1.0, known=True), said)


def _under(told: Sequence[Wanted], chosen: Sequence[Held], own: Sequence[Held]) -> list[Held]:
    """The children of the theme that the rest of the question names."""
    paper = _paper(own[0])
    left = [word for word in told if not _explained(word, paper)]
    for above in own:
        named = (above.theme.number, above.theme.title)
        if left and all(_explained(word, named) for word in left):
            found = [held for held in chosen if held.theme.parent == above.theme.key]
            if found:
                return found
    return []


def _whose(
    question: Question, words: Sequence[Wanted], documents: Iterable[Sequence[Held]]
) -> list[Listing]:
    """Who is responsible for the themes that the question names, by number or title."""
    number = asked.number(question)
    told = _subject(words)
    found = []
    for own in documents:
        if number:
            named = [held for held in own if _numbered(held.theme.number, number)]
        else:
            named = [held for held in own if told and _titled(held, told)]
        theirs = [
            held for held in named if any(f.name == asked.RESPONSIBLE for f in held.theme.fields)
        ]
        if 0 < len(theirs) <= _MOST:
            found.append(Listing("", tuple(theirs), field=asked.RESPONSIBLE))
    return found


def _subject(words: Sequence[Wanted]) -> list[Wanted]:
    """The words that say whom or what a question about responsibility is of."""
    return [
        word
        for word in words
        if not asked.is_frame(word, asked.WHATEVER) and not kinds.noun(word.word)
    ]


def _numbered(number: str, wanted: str) -> bool:
    return f"{number}.".startswith(f"{wanted}.")


def _titled(held: Held, told: Sequence[Wanted]) -> bool:
    said = Words.of(held.theme.title)
    return all(says(word, said) for word in told)


def _of_whom(
    words: Sequence[Wanted], documents: Iterable[Sequence[Held]], text: Text
) -> list[Listing]:
    """The themes for which somebody is responsible, by what their own field says."""
    told = _subject(words)
    if not told:
        return []
    found = []
    for own in documents:
        whole = text(own[0].document_id)
        theirs = [held for held in own if _has_to(held, told, whole)]
        if theirs:
            found.append(Listing("", tuple(theirs), field=asked.RESPONSIBLE))
    return found


def _has_to(held: Held, told: Sequence[Wanted], text: str) -> bool:
    fields = [field for field in held.theme.fields if field.name == asked.RESPONSIBLE]
    said = Words.of(*(text[slice(*span)] for field in fields for span in field.spans))
    return bool(said.stems) and all(meets(word, said) == 1 for word in told)
