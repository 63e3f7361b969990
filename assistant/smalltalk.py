"""Small talk, and tasks that are none of ours: a short, friendly line on what there is to ask.

A form fits a whole utterance or it does not fit: "Hvad kan du?" is small talk, and "Hvad kan du
fortælle om fravær?" is a question.
"""

from __future__ import annotations

import re

from assistant import utterance
from assistant.answer import Answer
from assistant.markdown import remark
from assistant.question import Language
from assistant.smalltalk_forms import FORMS, Form, Topic

_CHARS = 300
"""Who says more than this asks for something."""
_SENTENCES = re.compile(r"[.!?\n]+(?:\s|$)")
_CLAUSES = re.compile(r"[,;:]+\s(?:(?:og|and)\s)?|\s(?:og|and|men|but|så)\s", re.IGNORECASE)
_KNOWN = frozenset(word for form in FORMS for word in re.findall(r"[a-zæøå]{5,}", form.pattern))
_PATTERNS = tuple((form, re.compile(form.pattern)) for form in FORMS)
_GREETING = FORMS[0]
_SAID: dict[Topic, dict[Language, str]] = {
    "greeting": {
        "da": "Hej! Jeg svarer på spørgsmål om dokumenterne og viser, hvor svaret står.",
        "en": "Hello! I answer questions about the documents and show where the answer stands.",
    },
    "thanks": {
        "da": "Velbekomme! Spørg endelig igen.",
        "en": "You're welcome! Do ask again.",
    },
    "farewell": {
        "da": "Farvel, og kom endelig igen.",
        "en": "Goodbye, and do come back.",
    },
    "wellbeing": {
        "da": "Tak, alt kører, som det skal. Jeg svarer på spørgsmål om dokumenterne.",
        "en": "Fine, thank you: everything is running. I answer questions about the documents.",
    },
    "identity": {
        "da": (
            "Jeg er Strategi, et program, der finder svar i dokumenterne. "
            "Svarene er dokumenternes egne ord, og jeg viser, hvor de står."
        ),
        "en": (
            "I am Strategi, a program that finds answers in the documents. "
            "The answers are the documents' own words, and I show where they stand."
        ),
    },
    "ability": {
        "da": (
            "Jeg kan svare på spørgsmål om dokumenterne, give overblik over et dokument, forklare "
            "en forkortelse og sige, hvilke dokumenter jeg har. Jeg viser altid, hvor svaret står."
        ),
        "en": (
            "I can answer questions about the documents, give an overview of one, explain an "
            "abbreviation and say which documents I have. I always show where the answer stands."
        ),
    },
    "task": {
        "da": "Det kan jeg ikke hjælpe med. Jeg svarer på spørgsmål om dokumenterne.",
        "en": "I can't help with that. I answer questions about the documents.",
    },
}
_TRY: dict[Language, str] = {
    "da": (
        "Prøv fx: Hvilke dokumenter har du? Hvad handler planen om? "
        "Hvem er ansvarlig for indsatsen mod fravær?"
    ),
    "en": (
        "Try: Which documents do you have? What is the plan about? "
        "Who is responsible for the work on absence?"
    ),
}


def reply(asked: str, language: Language) -> Answer | None:
    """What there is to say to small talk; None to everything else.

    The line is in the language of what was said where that can be told, else in ``language``.
    """
    forms = _forms(asked) if len(asked) <= _CHARS else []
    if not forms:
        return None
    # What comes last is what was wanted: "Hej! Hvad kan du?"
    last = next((form for form in reversed(forms) if form.topic != "greeting"), forms[-1])
    spoken = last.language or language
    lines = [_SAID[last.topic][spoken], _TRY[spoken]]
    return Answer("not_found", "\n\n".join(remark(line) for line in lines))


def _forms(asked: str) -> list[Form]:
    """The forms that make up all of what was said, or none."""
    found: list[Form] = []
    for sentence in filter(str.strip, _SENTENCES.split(asked)):
        whole = _form(sentence)
        clauses = [whole] if whole else [_form(part) for part in _CLAUSES.split(sentence)]
        if None in clauses:
            return []
        found += [form for form in clauses if form]
    return found


def _form(said: str) -> Form | None:
    plain, bare = utterance.plain(said, _KNOWN), utterance.request(said, _KNOWN)
    if plain and not bare:
        return _first(plain) or _GREETING
    return _first(plain) or _first(bare)


def _first(words: str) -> Form | None:
    return next((form for form, pattern in _PATTERNS if pattern.fullmatch(words)), None)
