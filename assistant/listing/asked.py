"""What a question asks of the register: kinds of themes, one by number, a field, whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.matching import Wanted
from assistant.question import Question
from ingest import analysis
from ingest.register import kinds

_ASKS = re.compile(
    r"\b(?:hvilke[nt]?|hvor mange|hvad|liste?|nævn|vis|overskrift\w*|opdelt|delt op|bygget op"
    r"|inddelt|alle|which|what|how many|list|show|all)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:hv(?:ad|em|or\w*|is|ilke\w*)|nævn|vis|liste?|wh(?:ich|at|o|en|ose|y)|how|list)\b", re.I
)
_COUNTS = re.compile(r"\b(?:hvor mange|how many|antal\w*)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:ikke|ingen|intet|uden|aldrig|not|no|without|never)\b", re.IGNORECASE)
_DIVIDED = re.compile(r"\b(?:delt|opdelt|inddelt|bygge[rt]? op|består|divided|built)\b", re.I)
_ANY = re.compile(r"\b(?:hoved|under)?(?:områder|punkter\w*|dele|areas|parts|points)\b", re.I)
_MAIN = re.compile(r"\bhoved\w+|\boverordnede\b|\bmain\b", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:under\w*|ligger|hører til|indgår i|below|within|part of)\b", re.IGNORECASE
)
_COVERS = re.compile(
    r"\b(?:handle\w*|dække\w*|omhandle\w*|vedrøre\w*|drejer sig|går ud på|berøre\w*|nævne\w*"
    r"|omtale\w*|har noget|har fokus|beskæftige\w*|about|covers?|deals? with|address\w*"
    r"|mentions?)\b",
    re.IGNORECASE,
)
_HAS_TO = re.compile(r"\b(?:ansvar\w*|tovholder\w*|står for|responsible)\b", re.IGNORECASE)
_WHOM = re.compile(r"^\W*(?:og\s+|and\s+)?(?:hvem|hvis|who|whose)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?P<word>[^\W\d_]+)\s+(?:nr\.?\s+|nummer\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})*)(?![\d.]*\d|-)"
)
_DOTTED = re.compile(r"(?<![\d.,/-])(?P<number>\d{1,2}(?:\.\d{1,2})+)(?![\d.]*\d|[/,-])")
_JOINING = frozenset("og eller samt and or".split())
_FIELDS = (
    ("status", re.compile(r"\bstatus\b|\bhvor langt\b", re.IGNORECASE)),
    ("tidsplan", re.compile(r"\btidsplan\w*|\bhvornår\b|\btimeline\b|\bwhen\b", re.IGNORECASE)),
    ("forventede_resultater", re.compile(r"\bresultater\w*|\bresults\b", re.IGNORECASE)),
    ("økonomi", re.compile(r"\bøkonomi\w*|\bbudget\w*", re.IGNORECASE)),
    ("handlinger", re.compile(r"\bhandling\w*|\bactions\b", re.IGNORECASE)),
)
RESPONSIBLE = "ansvarlig"
_SAID = frozenset(
    analysis.stem(word)
    for word in (
        "delt op opdelt inddelt bygget bygger består liste list nævn overskrifter overskrifterne "
        "følger arbejder arbejde arbejdes hedder kalder kaldes gennemgående bærende oversigt "
        "oversigten retter rettet rettede peger ud har er der findes indeholder beskriver dækker "
        "fokus valgt udpeget sat opstillet opstiller bruger egen eget egne sin sit sine "
        "skabe hører under indgår samlet alt ialt i alt divided built "
        "called named contain have there are main skal mod over for efter hele strategi plan papir "
        "oplyst altså egentlig står nævnes enkelte ansvar ansvaret ansvarlig ansvarlige alle hver "
        "hvert all each every many mange handler om ligger punkt punktet nummer nr theme "
        "tovholder responsible kan du mig give vise vis show me status tidsplan tidsplanen hvornår "
        "resultater forventede økonomi økonomien handlinger timeline when results actions langt"
    ).split()
)
_NUMERALS = frozenset(
    (
        "en et to tre fire fem seks syv otte ni ti elleve tolv"
        " two three four five six seven eight nine ten"
    ).split()
)
WHATEVER = "*"
"""Whatever a paper is divided into."""


@dataclass(frozen=True)
class Numbered:
    """A theme by its number; ``kind`` is what it is called, or "" where only a number is given."""

    number: str
    kind: str


def said(question: Question) -> str:
    """The words that ask; where a follow-up only names whose or what ("og Norddjurs?"), all."""
    return question.asked if _ASKING.search(question.asked) else question.text


def is_negated(question: Question) -> bool:
    """Whether the question asks for what is not so, which a list of what is cannot answer."""
    return bool(_NOT.search(question.asked))


def counts(question: Question) -> bool:
    """Whether the question asks how many."""
    return bool(_COUNTS.search(said(question)))


def all_kinds(question: Question) -> tuple[str, ...]:
    """The kinds of themes of which all are asked for: "værdier og værktøjer" are two."""
    asked = said(question)
    if not _ASKS.search(asked):
        return ()
    own = _kinds(question.asked)
    called = own or _kinds(asked)
    return called or ((WHATEVER,) if _ANY.search(asked) and _DIVIDED.search(asked) else ())


def _kinds(text: str) -> tuple[str, ...]:
    """The first noun for several themes, and those that are joined to it."""
    told = kinds.words(text)
    many = [(at, noun.kind) for at, word in enumerate(told) if (noun := kinds.noun(word))
            and noun.many]  # fmt: skip
    found: list[str] = []
    last = -1
    for at, kind in many:
        joined = at == last + 2 and told[last + 1].lower() in _JOINING
        if found and not joined and at != last + 1:
            break
        found.append(kind)
        last = at
    return tuple(dict.fromkeys(found))


def field(question: Question, has: set[str]) -> str:
    """Which of the fields that themes have is asked for, or ""."""
    return next((name for name in fields(question) if name in has), "")


def fields(question: Question) -> tuple[str, ...]:
    """The fields that are asked for, whether or not themes have them."""
    return tuple(name for name, form in _FIELDS if form.search(said(question)))


def who(question: Question) -> bool:
    """Whether the question is who is responsible for something."""
    return bool(_HAS_TO.search(question.asked) and _WHOM.match(question.asked))


def what(question: Question) -> bool:
    """Whether the question is what somebody is responsible for."""
    return bool(_HAS_TO.search(question.asked) and not _WHOM.match(question.asked))


def number(question: Question) -> Numbered | None:
    """The theme that is named by its number: "tema 2", "2.1.3"."""
    for found in _NUMBER.finditer(question.asked):
        noun = kinds.noun(found["word"])
        if noun or found["word"].lower() in {"punkt", "punktet", "nummer", "point"}:
            return Numbered(found["number"], noun.kind if noun else "")
    dotted = _DOTTED.search(question.asked)
    return Numbered(dotted["number"], "") if dotted else None


def covers(question: Question) -> bool:
    """Whether the question asks for what covers a topic, not for what stands below a heading."""
    return bool(_COVERS.search(said(question)))


def main_ones(question: Question) -> bool:
    """Whether the outermost themes alone are meant."""
    return bool(_MAIN.search(said(question)))


def under_one(question: Question) -> bool:
    """Whether those below another theme are meant."""
    return bool(_UNDER.search(said(question)))


def is_frame(word: Wanted, called: str) -> bool:
    """Whether a word only asks for a list of what is ``called`` so, and says nothing of which."""
    named = kinds.noun(word.word)
    return (
        analysis.stem(word.word) in _SAID
        or word.word in _NUMERALS
        or (named is not None and (named.kind == called or named.many))
        or bool(_ANY.fullmatch(word.word))
    )
