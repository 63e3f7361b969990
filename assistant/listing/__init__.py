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

from assistant.matching import Wanted, Words, meets
from assistant.question import Question
from assistant.said import says
from ingest import analysis
from ingest.records import Held
from ingest.register import kinds

_ASKS = re.compile(
    r"\b(?:hvilke|hvor mange|hvad (?:for|hedder|kalder|er)|liste?|nævn|overskrift\w*|opdelt|delt op"
    r"|bygget op|inddelt|which|what|how many|list)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"\b(?:delt|opdelt|inddelt|bygge[rt]? op|består|divided|built)\b", re.I)
_ANY = re.compile(r"\b(?:hoved)?(?:områder|punkter|dele|areas|parts|points)\b", re.IGNORECASE)
_MAIN = re.compile(r"\bhoved\w+|\boverordnede\b|\bmain\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|hører til|indgår i|below|within|part of)\b", re.IGNORECASE)
_HAS_TO = re.compile(r"\b(?:ansvar\w*|tovholder\w*|står for|responsible)\b", re.IGNORECASE)
_WHOM = re.compile(r"^\W*(?:hvem|hvis|who|whose)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b[^\W\d_]+\s+(?P<number>\d{1,2}(?:\.\d{1,2})*)(?![\d.]*\d|-)")
_FIELDS = (
    ("status", re.compile(r"\bstatus\b|\bhvor langt\b", re.IGNORECASE)),
    ("tidsplan", re.compile(r"\btidsplan\w*|\bhvornår\b|\btimeline\b|\bwhen\b", re.IGNORECASE)),
    ("forventede_resultater", re.compile(r"\bforvente\w* resultat\w*|\bresults\b", re.I)),
)
"""What is asked of each theme of a list."""
_MOST = 12
_BEGINNING = 6
_PAPER = re.compile(
    r"(?P<left>\w*?)-?(?:strategi|plan|politik|status|beretning|rapport|redegørelse|papir|notat"
    r"|program|dokument)(?:e[nrt]?|ens|erne|et|s)?"
)
_SAID = frozenset(
    analysis.stem(word)
    for word in (
        "delt op opdelt inddelt bygget bygger består liste list nævn overskrifter overskrifterne "
        "følger arbejder arbejde arbejdes hedder kalder kaldes gennemgående bærende oversigt "
        "oversigten retter rettet rettede peger ud har er der findes indeholder beskriver dækker "
        "zoomer ind fokus valgt udpeget sat opstillet opstiller bruger egen eget egne sin sit sine "
        "skabe forandring forandringen hører under indgår samlet alt ialt i alt divided built "
        "called named contain have there are main skal mod over for efter hele strategi plan papir "
        "oplyst altså egentlig står nævnes enkelte ansvar ansvaret ansvarlig ansvarlige "
        "tovholder responsible kan du mig give vise show me"
    ).split()
)
Text = Callable[[str], str]
_RESPONSIBLE = "ansvarlig"
_COUNTS = frozenset(
    (
        "en et to tre fire fem seks syv otte ni ti elleve tolv"
        " two three four five six seven eight nine ten"
    ).split()
)
_ALIKE = {
    "spor": ("spor", "udviklingsspor"),
    "tema": ("tema",),
    "indsats": ("indsats", "indsatsområde", "tiltag", "initiativ"),
    "tiltag": ("tiltag", "indsats", "initiativ"),
    "fokusområde": ("fokusområde", "indsatsområde"),
    "indsatsområde": ("indsatsområde", "fokusområde"),
}
"""Kinds that people ask for by each other's names, the asked one first."""


@dataclass(frozen=True)
class Listing:
    """The themes that a question asks for, all of one document, and what they are called there.

    ``whole``: they are all of their kind; else those of a group or a theme.
    """

    kind: str
    themes: tuple[Held, ...]
    whole: bool
    field: str = ""


def counts(question: Question) -> bool:
    """Whether the question asks how many."""
    return bool(re.search(r"\bhvor mange|\bhow many|\bantal", question.asked, re.IGNORECASE))


def listings(
    question: Question, words: Sequence[Wanted], themes: Sequence[Held], text: Text
) -> list[Listing]:
    """What the register lists for a question, a document each; none where a topic is asked for.

    ``text`` gives a document's canonical text by its id.
    """
    by_document: dict[str, list[Held]] = {}
    for held in themes:
        by_document.setdefault(held.document_id, []).append(held)
    if _HAS_TO.search(question.asked):
        if _WHOM.match(question.asked):
            return _whose(question, words, by_document.values())
        return _of_whom(words, by_document.values(), text)
    kind = _kind(question)
    if not kind:
        return []
    told = [word for word in words if not _is_frame(word, kind)]
    found = [_listed(question, kind, told, own) for own in by_document.values()]
    exact = [one for one in found if one and one.kind == kind]
    return [_asking(question, one) for one in exact or found if one]


def _asking(question: Question, one: Listing) -> Listing:
    """A listing with the field that is asked for, where its themes have that."""
    has = {field.name for held in one.themes for field in held.theme.fields}
    asked = (name for name, form in _FIELDS if name in has and form.search(question.asked))
    return replace(one, field=next(asked, ""))


def _kind(question: Question) -> str:
    """The kind that is asked for; "*" for whatever a paper is divided into."""
    asked = question.asked
    if not _ASKS.search(asked):
        return ""
    kind = next((noun.kind for noun in kinds.nouns(asked) if noun.many), "")
    return kind or ("*" if _ANY.search(asked) and _DIVIDED.search(asked) else "")


def _is_frame(word: Wanted, kind: str) -> bool:
    named = kinds.noun(word.word)
    return (
        analysis.stem(word.word) in _SAID
        or word.word in _COUNTS
        or (named is not None and (named.kind == kind or named.many))
        or (kind == "*" and bool(_ANY.fullmatch(word.word)))
    )


def _listed(
    question: Question, kind: str, told: Sequence[Wanted], own: Sequence[Held]
) -> Listing | None:
    if kind == "*":
        chosen = [held for held in own if not held.theme.parent]
        kind = chosen[0].theme.kind if chosen else ""
    else:
        kind = next((k for k in _ALIKE.get(kind, (kind,)) if _of(own, k)), "")
        chosen = _of(own, kind)
    if not chosen:
        return None
    if _UNDER.search(question.asked) and (found := _under(told, chosen, own)):
        return Listing(kind, tuple(found), whole=False)
    if _MAIN.search(question.asked):
        chosen = _outermost(chosen)
    paper = _paper(own[0])
    if all(_explained(word, paper) for word in told):
        return Listing(kind, tuple(chosen), whole=True)
    grouped = [
        held
        for held in chosen
        if all(_explained(word, paper) or _heads(word, held.theme.section) for word in told)
    ]
    return Listing(kind, tuple(grouped), whole=False) if grouped else None


def _heads(word: Wanted, section: Sequence[str]) -> bool:
    """Whether a heading above says it: "borgerne" by "De borgerrettede visioner"."""
    own = Words.of(*section[:-1])
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
    asked = [word for word in told if not _explained(word, paper)]
    for above in own:
        named = (above.theme.number, above.theme.title)
        if asked and all(_explained(word, named) for word in asked):
            found = [held for held in chosen if held.theme.parent == above.theme.key]
            if found:
                return found
    return []


def _whose(
    question: Question, words: Sequence[Wanted], documents: Iterable[Sequence[Held]]
) -> list[Listing]:
    """Who is responsible for the themes that the question names, by number or title."""
    number = _NUMBER.search(question.asked)
    asked = [word for word in words if not _is_frame(word, "*") and not kinds.noun(word.word)]
    found = []
    for own in documents:
        if number:
            named = [held for held in own if _numbered(held.theme.number, number["number"])]
        else:
            named = [held for held in own if asked and _titled(held, asked)]
        theirs = [held for held in named if any(f.name == _RESPONSIBLE for f in held.theme.fields)]
        if 0 < len(theirs) <= _MOST:
            found.append(Listing("", tuple(theirs), whole=False, field=_RESPONSIBLE))
    return found


def _numbered(number: str, asked: str) -> bool:
    return f"{number}.".startswith(f"{asked}.")


def _titled(held: Held, asked: Sequence[Wanted]) -> bool:
    said = Words.of(held.theme.title)
    return all(says(word, said) for word in asked)


def _of_whom(
    words: Sequence[Wanted], documents: Iterable[Sequence[Held]], text: Text
) -> list[Listing]:
    """The themes for which somebody is responsible, by what their own field says."""
    asked = [word for word in words if not _is_frame(word, "*") and not kinds.noun(word.word)]
    if not asked:
        return []
    found = []
    for own in documents:
        whole = text(own[0].document_id)
        theirs = [held for held in own if _has_to(held, asked, whole)]
        if theirs:
            found.append(Listing("", tuple(theirs), whole=False, field=_RESPONSIBLE))
    return found


def _has_to(held: Held, asked: Sequence[Wanted], text: str) -> bool:
    fields = [field for field in held.theme.fields if field.name == _RESPONSIBLE]
    said = Words.of(*(text[slice(*span)] for field in fields for span in field.spans))
    return bool(said.stems) and all(meets(word, said) == 1 for word in asked)
