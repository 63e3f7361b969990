"""What a Danish clause is about: the head of its subject, and whether it is a thing or a doer."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.standing.danish_clause import Clause
from assistant.standing.danish_verbs import Form, forms

_PREPOSITIONS = frozenset(
    "af med til i på for ved om fra under efter over mellem inden uden mod gennem via hos blandt"
    " omkring inklusive herunder ud som".split()
)
_ENDS = _PREPOSITIONS | frozenset({",", ";", ":", "–", "og", "eller", "samt", "at"})
_ADVERBS = frozenset(
    "så derfor dermed desuden derudover endvidere samtidig samtidigt her hermed herudover fremover"
    " endelig således også ligeledes hertil fremadrettet sideløbende herefter ikke".split()
)
_THING = re.compile(
    r"\w*(?:(?:indsats|strategi|proces|aftale|ordning|model|politik|metode|ramme|løsning|pulje"
    r"|opgave|retningslinje|tilgang|platform|database|kampagne|konference|guide|pjece|app|praksis|kultur|idé"
    r"|ydelse|funktion|portal|struktur)(?:s?en|n|r|er|erne|rne|ne)?"
    r"|(?:forløb|tilbud|projekt|tiltag|initiativ|værktøj|system|skema|program|koncept|kursus|møde"
    r"|netværk|arbejde|redskab|sprog|princip|spor|pejlemærke|mål|miljø|materiale|samvær|fundament"
    r"|plan|budget|lov|kodeks|katalog|format|fokus|oplæg|overblik|kompas)(?:p?er|p?et|t|r|ne|s?ene"
    r"|p?erne|rne|en|sene|met|merne)?"
    r"|\w{2,}(?:ing|else|tion|hed)(?:en|n|er|r|erne|rne)?)"
)
_DOER = re.compile(
    r"\w*(?:forvaltning|afdeling|enhed|institution|organisation|kommission|administration|ledelse"
    r"|bestyrelse|forening|forsyning|delegation|delegering|myndighed|menighed|styrelse|befolkning"
    r"|besætning|minoritet)(?:en|n|er|r|erne|rne)?"
)
_SOMEBODY = re.compile(
    r"vi|jeg|de|man|alle|\w*(?:kommune|udvalg|råd|team|center|centre|skole|direktion|regering"
    r"|region|leder|chef|konsulent|medarbejder|lærer|gruppe|styre|stab|hus|ministerie"
    r"|ministeri)(?:s?en|n|r|er|erne|rne|ne|et|t)?|centret|\w+centret"
)
_POINTS = frozenset("det den dette denne disse".split())


def is_thing(clause: Clause) -> bool:
    """Whether the subject is a plan, effort or the like rather than somebody who does things."""
    head = _head(clause)
    if head in _POINTS:
        return True
    return _THING.fullmatch(head) is not None and _DOER.fullmatch(head) is None


def is_doer(clause: Clause) -> bool:
    """Whether the subject is an office, a body or people."""
    head = _head(clause)
    return _DOER.fullmatch(head) is not None or _SOMEBODY.fullmatch(head) is not None


def _head(clause: Clause) -> str:
    """The noun that the subject is about; "" where none is found."""
    first = clause.words[: clause.verb]
    fronted = not first or first[0] in _PREPOSITIONS | _ADVERBS
    told = clause.after if fronted else first
    group = list(takewhile(lambda word: word not in _ENDS and not _infinitive(word), told))
    named = [word for word in group if word not in _ADVERBS and word.isalpha()]
    return named[-1] if named else ""


def _infinitive(word: str) -> bool:
    return Form.INFINITIVE in forms(word) and _THING.fullmatch(word) is None
