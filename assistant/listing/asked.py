"""What a question asks of the register: a kind of theme, a field of them, whose they are."""

from __future__ import annotations

import re

from assistant.matching import Wanted
from assistant.question import Question
from ingest import analysis
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
RESPONSIBLE = "ansvarlig"
_SAID = frozenset(
    analysis.stem(word)
    for word in (
        "delt op opdelt inddelt bygget bygger består liste list nævn overskrifter overskrifterne "
        "følger arbejder arbejde arbejdes hedder kalder kaldes gennemgående bærende oversigt "
        "oversigten retter rettet rettede peger ud har er der findes indeholder beskriver dækker "
        "zoomer ind fokus valgt udpeget sat opstillet opstiller bruger egen eget egne sin sit sine "
        "skabe hører under indgår samlet alt ialt i alt divided built "
        "called named contain have there are main skal mod over for efter hele strategi plan papir "
        "oplyst altså egentlig står nævnes enkelte ansvar ansvaret ansvarlig ansvarlige "
        "tovholder responsible kan du mig give vise show me"
    ).split()
)
_COUNTS = frozenset(
    (
        "en et to tre fire fem seks syv otte ni ti elleve tolv"
        " two three four five six seven eight nine ten"
    ).split()
)
WHATEVER = "*"
"""Whatever a paper is divided into."""


def kind(question: Question) -> str:
    """The kind of theme of which all are asked for, or ""."""
    asked = question.asked
    if not _ASKS.search(asked):
        return ""
    called = next((noun.kind for noun in kinds.nouns(asked) if noun.many), "")
    return called or (WHATEVER if _ANY.search(asked) and _DIVIDED.search(asked) else "")


def field(question: Question, has: set[str]) -> str:
    """Which of the fields that themes have is asked for, or ""."""
    asked = (name for name, form in _FIELDS if name in has and form.search(question.asked))
    return next(asked, "")


def who(question: Question) -> bool:
    """Whether the question is who is responsible for something."""
    return bool(_HAS_TO.search(question.asked) and _WHOM.match(question.asked))


def what(question: Question) -> bool:
    """Whether the question is what somebody is responsible for."""
    return bool(_HAS_TO.search(question.asked) and not _WHOM.match(question.asked))


def number(question: Question) -> str:
    """The number of the theme that is named ("tema 2.1"), or ""."""
    found = _NUMBER.search(question.asked)
    return found["number"] if found else ""


def main_ones(question: Question) -> bool:
    """Whether the outermost themes alone are meant."""
    return bool(_MAIN.search(question.asked))


def under_one(question: Question) -> bool:
    """Whether those below another theme are meant."""
    return bool(_UNDER.search(question.asked))


def is_frame(word: Wanted, called: str) -> bool:
    """Whether a word only asks for a list of what is ``called`` so, and says nothing of which."""
    named = kinds.noun(word.word)
    return (
        analysis.stem(word.word) in _SAID
        or word.word in _COUNTS
        or (named is not None and (named.kind == called or named.many))
        or (called == WHATEVER and bool(_ANY.fullmatch(word.word)))
    )
