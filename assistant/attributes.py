"""What a question asks to know of a thing, where it can be told by its form: a price, a name.

The commonest near miss names what the documents treat and asks for something that they do not say
of it. Whether a text gives such a thing can often be read off its form, whatever the thing is.
"""

from __future__ import annotations

import re
from enum import Enum

from assistant.matching import Wanted, Words, meets
from assistant.question import Kind, Question
from ingest import analysis


class Attribute(Enum):
    """What is asked for, of whatever thing."""

    MONEY = "money"
    CONTACT = "contact"
    ADDRESS = "address"
    CLOCK = "clock"
    DAY = "day"
    NAME = "name"
    VOTE = "vote"
    LAW = "law"
    PLACE = "place"
    COUNT = "count"


_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_ASKED: tuple[tuple[Attribute, str], ...] = (
    (
        Attribute.MONEY,
        (
            r"koste[rd]?\w*|pris\w*|timepris\w*|lønn?\w*|timeløn\w*|honorar\w*|gebyr\w*|takst\w*|beløb\w*"
            r"|budgettet|hvor mange (?:penge|kroner|kr|millioner|mio)|hvor meget (?:penge|koster)"
            r"|salary|price|cost|fee|how much money"
        ),
    ),
    (
        Attribute.CONTACT,
        r"telefon\w*|tlf|e-?mail\w*|mailadresse\w*|phone\w*|web ?site|webadresse\w*",
    ),
    (Attribute.ADDRESS, r"adresse\w*|postnummer\w*|hvilken (?:vej|gade)\w*|address\w*"),
    (
        Attribute.CLOCK,
        r"klokkeslæt\w*|hvad tid|hvilke[nt] ugedag\w*|åbningstid\w*|what time|opening hours",
    ),
    (Attribute.DAY, r"hvilken (?:dato|dag)\w*|what date|which day"),
    (Attribute.VOTE, r"partie?r?|stemte|stemmer|afstemning\w*|votes?|voted|party"),
    (Attribute.LAW, r"hvilken paragraf\w*|hvilke paragraffer|which section of the"),
    (
        Attribute.NAME,
        (
            r"hvad hed(?:der)?|navn(?:e|et|ene)? (?:på|til)|what (?:is|was) the name|names? of"
            r"|hvilke[nt]? \w*(?:firma|virksomhed|leverandør|forsker)\w*"
            r"|which (?:\w+ ){0,2}(?:company|consultant|firm|researcher)"
        ),
    ),
    (Attribute.COUNT, r"hvor mange|antal(?:let)?|how many|number of"),
    (
        Attribute.PLACE,
        (
            r"hvor (?:blev|bliver|er|ligger|lå|holdes|afholdes|foregår|foregik|arbejdede|sidder|bor"
            r"|flyttede)"
            r"|hvorhen|where (?:is|was|are|were|did)"
        ),
    ),
)
_GIVEN = {
    Attribute.MONEY: (
        r"\d[\d.,]*\s*(?:mio|mia|millioner|milliarder|tusind|kr|kroner|t\.kr|euro)\b"
        r"|\bkr\.?\s*\d"
    ),
    Attribute.CONTACT: r"@|\bwww\.|https?:|(?<!\d)(?:\d{2} ?){4}(?!\d)",
    Attribute.ADDRESS: (
        r"\b[A-ZÆØÅ]\w*(?:vej|gade|allé|plads|vænget|torv|stræde)(?:en|et)? \d+|\b\d{4} [A-ZÆØÅ]\w+"
    ),
    Attribute.CLOCK: (
        r"\bkl\.? ?\d|\b\d{1,2}[.:][0-5]\d\b|\b(?:man|tirs|ons|tors|fre|lør|søn)dage?n?e?s?\b"
    ),
    Attribute.DAY: rf"\b\d{{1,2}}\. ?(?:{_MONTHS})|\b\d{{1,2}}[./-]\d{{1,2}}",
    Attribute.LAW: r"§|\bparagraf\w*",
    Attribute.PLACE: r"\b(?:i|på|til|ved|hos|fra) (?:den |det |de )?[A-ZÆØÅ]\w+",
    Attribute.VOTE: (
        r"\bstemm\w*|\bstemte\b|\bSocialdemokrat\w*|\bVenstre\b|\bKonservative\b|\bRadikale\b"
        r"|\bEnhedslisten\b|\bDansk Folkeparti\b|\bSF\b|\bLiberal Alliance\b"
    ),
}
_NAME = re.compile(r"[\"“”»«][^\"“”»«]{3,60}[\"“”»«]|(?<![.!?:] )(?<!^)\b[A-ZÆØÅ][\w&-]+")
_NUMBER = re.compile(
    r"\d[\d.,]*%?|(?:en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|halvdelen|ingen|flere)"
)
_WITHIN = 5
"""Words that may lie between a number and what it counts."""


def sought(question: Question) -> Attribute | None:
    """What the question asks for by name, or None; "hvorfor …" asks for none of these.

    Nor does "hvor …" of no municipality: there any one's name is the place.
    """
    if question.kind is Kind.CAUSE:
        return None
    asked = question.asked.lower()
    found = (kind for kind, form in _ASKED if re.search(rf"(?<!\w)(?:{form})(?!\w)", asked))
    kind = next(found, None)
    return None if kind is Attribute.PLACE and not question.organisations else kind


def given(attribute: Attribute, question: Question, words: list[Wanted], text: str) -> bool:
    """Whether ``text`` gives something of that form."""
    if attribute is Attribute.NAME:
        asked = question.text.lower()
        return any(found.strip('"“”»«').lower() not in asked for found in _NAME.findall(text))
    if attribute is Attribute.COUNT:
        return _counts(question, words, text)
    flags = re.IGNORECASE if attribute in {Attribute.MONEY, Attribute.DAY} else 0
    return bool(re.search(_GIVEN[attribute], text, flags))


def _counts(question: Question, words: list[Wanted], text: str) -> bool:
    """Whether a number stands near what is to be counted: the first word after "hvor mange"."""
    after = re.split(r"hvor mange|antal(?:let)?(?: af)?|how many|number of", question.asked.lower())
    noun = next(iter(analysis.content_words(after[-1])), "")
    counted = next((word for word in words if word.word == noun), None)
    told = list(analysis.words(text))
    numbers = [at for at, word in enumerate(told) if _NUMBER.fullmatch(word)]
    if counted is None or not numbers or (question.language == "en" and not counted.known):
        return bool(numbers)
    places = [at for at, word in enumerate(told) if meets(counted, Words.of(word))]
    return any(0 < abs(at - number) <= _WITHIN for at in places for number in numbers)
