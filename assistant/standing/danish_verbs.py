"""The forms of Danish verbs as status papers use them: what tense a word tells.

Regular endings are made from stems, strong verbs are listed, and a verb is known with its
prefixes ("udarbejdes", "viderefører"). A word is only a verb's form where it stands like one;
that is for ``danish_clause`` to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

from assistant.standing import danish_words


class Form(Enum):
    """A form of a verb."""

    INFINITIVE = auto()
    PRESENT = auto()
    PRETERITE = auto()
    PARTICIPLE = auto()
    PASSIVE = auto()


_LONGEST = max(map(len, danish_words.PREFIXES))
_RE_FORMS = (
    (re.compile(r"\w{2,}erede"), Form.PRETERITE),
    (re.compile(r"\w{2,}eret"), Form.PARTICIPLE),
    (re.compile(r"\w{2,}eres"), Form.PASSIVE),
    (re.compile(r"\w{2,}erer"), Form.PRESENT),
)
_PASSIVE = re.compile(r"\w+[^\W_]es")
_NO_PASSIVE = re.compile(
    r"(?:\w*(?:proces|succes|kongres)|\w+ies|\w+(?:ernes|enes)|tvær\w+|\w+(?:skes|hedes|elses)|\w+udvalges)"
)
_NO_PAST = re.compile(
    r"\w*billede|tilstede|allerede|fremmede|(?:her|der)?nede|vrede"
    r"|\w*(?:kvarter|center|teater|register|semester|nummer|kammer|mønster|alter|papir)et"
)
"""Nouns and adverbs in -ede and -eret."""


def forms(word: str) -> frozenset[Form]:
    """The forms that a lower-case ``word`` may be; none for what is no verb that is known."""
    return _forms(word) if len(word) <= 40 else frozenset()


@lru_cache(maxsize=20_000)
def _forms(word: str) -> frozenset[Form]:
    if word in danish_words.NOUNS or _NO_PAST.fullmatch(word):
        return frozenset()
    found = set(_listed(word))
    found |= {form for shape, form in _RE_FORMS if shape.fullmatch(word)}
    if word.endswith("ere") and _may_be_infinitive(word):
        found.add(Form.INFINITIVE)
    if _PASSIVE.fullmatch(word) and _may_be_passive(word):
        found.add(Form.PASSIVE)
    if len(word) > 5 and word.endswith("ede"):
        found.add(Form.PRETERITE)
    return frozenset(found)


def _may_be_infinitive(word: str) -> bool:
    """Whether "evaluere" and its like, and not "hurtigere" or those who do a thing, "deltagere"."""
    doers = Form.INFINITIVE in set(_listed(word[:-2]))
    return not doers and word not in danish_words.COMPARED and not word.endswith("igere")


def _may_be_passive(word: str) -> bool:
    return word not in danish_words.GENITIVES and not _NO_PASSIVE.fullmatch(word)


def _listed(word: str, deep: int = 2) -> Iterator[Form]:
    """The forms of ``word``, or of what is left of it behind one or two prefixes."""
    if word in _FORMS:
        yield from _FORMS[word]
    elif deep:
        for cut in range(2, min(_LONGEST, len(word) - 2) + 1):
            if word[:cut] in danish_words.PREFIXES:
                yield from _listed(word[cut:], deep - 1)


def _made() -> dict[str, set[Form]]:
    found: dict[str, set[Form]] = {}

    def add(word: str, form: Form) -> None:
        found.setdefault(word, set()).add(form)

    for stems, past, done in ((danish_words.EDE, "ede", "et"), (danish_words.TE, "te", "t")):
        for stem in stems:
            add(f"{stem}e", Form.INFINITIVE)
            add(f"{stem}er", Form.PRESENT)
            add(f"{stem}es", Form.PASSIVE)
            add(stem + past, Form.PRETERITE)
            add(stem + done, Form.PARTICIPLE)
    for line in danish_words.STRONG.split("|"):
        infinitive, present, preterite, participle = line.split()
        add(infinitive, Form.INFINITIVE)
        add(present, Form.PRESENT)
        add(f"{infinitive}s", Form.PASSIVE)
        add(preterite, Form.PRETERITE)
        add(participle, Form.PARTICIPLE)
    # Its present is the conjunction "når" nearly always.
    add("nå", Form.INFINITIVE)
    add("nåede", Form.PRETERITE)
    add("nået", Form.PARTICIPLE)
    return found


_FORMS = _made()
