"""The main clause of a Danish sentence and its finite verb, found by where words stand.

A subordinate clause begins at its conjunction and lasts past its own finite verb; what is left is
the main clause. It need not be a parse: what counts is which verb tells the sentence's tense, and
which words stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.standing.danish_verbs import Form, forms

_TOKEN = re.compile(r"[^\W_]+(?:[-.'’/][^\W_]+)*|[,;:–]")
_NUMBER = re.compile(r"(?:[-–•*]\s+)?(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])\s+(?=[A-ZÆØÅ])")
_ASIDE = re.compile(r"\([^()]{0,400}\)|[\"“”„»«][^\"“”„»«]{1,200}[\"“”„»«]")
_MOST = 4000
_MOST_WORDS = 160
MODALS = frozenset("skal vil kan må bør skulle ville kunne måtte burde".split())
AUXILIARIES = frozenset("er var har havde blev bliver".split())
_OPENERS = frozenset(
    "at som hvor hvordan hvad hvilket hvilke hvilken hvorvidt hvorfor hvorefter hvormed idet når"
    " hvis fordi mens hvem såfremt eftersom selvom skønt dersom ligesom hvortil hvorved hvorpå"
    " hvornår hvorfra hvoraf".split()
)
_FIRST_OPENERS = frozenset("når hvis da mens fordi selvom idet såfremt eftersom siden".split())
_BEFORE_ATTRIBUTE = frozenset(
    "de den det en et vores deres sine sit sin alle disse denne dette flere mange nogle få begge"
    " af med til i på for ved om fra under efter over mellem inden uden og samt eller som nye ny"
    " nyt andre hver hvert samtlige kommunens hele øvrige allerede enkelte to tre fire fem"
    " mod gennem øget fortsat ovenstående følgende".split()
)
_JOINS = frozenset({"og", "samt", "men", ","})
_STOPS = frozenset({",", ";", ":", "–"})
_BEFORE_NOUN = frozenset(
    "de den en et vores deres sine sit sin alle disse denne dette flere mange nogle af med til i på"
    " for ved om fra under efter over mellem inden uden nye andre samtlige hele øvrige enkelte to"
    " at skal vil kan må bør skulle ville kunne".split()
)
_SUBJECTS = frozenset("vi jeg man han hun der i".split())
_PRONOUNS = _SUBJECTS | frozenset("de den det dette disse".split())
_QUALIFIES = re.compile(
    r"\w{2,}(?:[ai]lt|igt|elt|isk|ivt|ært|vist)|fælles|fuldt|helt|delvist|tidligere|nyligt"
    r"|\w{3,}(?:ens|ets|ernes|enes)"
)
"""Adverbs and genitives: before a weak verb's past they make it a noun's attribute."""
_OBJECTS = frozenset("en et den det at sin sit sine deres alle ikke sig".split())
_GRADES = frozenset("mere mest rent helt meget mindre særlig".split())
_NOT_RELATIVE = frozenset(
    "led følge en et del udgangspunkt supplement leder det den nævnt opfølgning resultat konsekvens"
    " forberedelse afslutning forsøg".split()
)


@dataclass(frozen=True)
class Clause:
    """A main clause: ``words`` lower-case, ``verb`` the place of its finite verb, -1 for none.

    ``end`` is where what its first verb says ends and a second finite verb is joined to it.
    """

    words: tuple[str, ...]
    verb: int
    end: int

    @property
    def finite(self) -> str:
        """The finite verb, "" where there is none."""
        return self.words[self.verb] if self.verb >= 0 else ""

    @property
    def after(self) -> tuple[str, ...]:
        """The words that the finite verb governs."""
        return self.words[self.verb + 1 : self.end]


def tokens(text: str) -> list[str]:
    """Lower-case words and the marks that part clauses; asides and quoted names left out."""
    said = text.strip()[:_MOST]
    number = _NUMBER.match(said)
    plain = _ASIDE.sub(" ", said[number.end() :] if number else said)
    found = [match[0].lower() for match in _TOKEN.finditer(plain)]
    return found[:_MOST_WORDS]


def main_clause(words: Sequence[str]) -> Clause:
    """The main clause of ``words``."""
    found = _main(words)
    if found.verb < 0 and "som" in words[1:]:
        # "Fokus på ledelse som fag er …": it opened no clause, and the verb is the main one.
        pairs = zip(words, [*words[1:], ""], strict=True)
        return _main([word for word, after in pairs if word != "som" or _verbal(after)])
    return found


def _main(words: Sequence[str]) -> Clause:
    kept: list[str] = []
    at = _past_first(words)
    verb = end = -1
    while at < len(words):
        word = words[at]
        if _opens(words, at, found=verb >= 0):
            if verb >= 0:
                break
            at = _past(words, at + 1)
            continue
        if verb < 0 and _finite(words, at):
            verb = len(kept)
        elif verb >= 0 > end and word in _JOINS and at + 1 < len(words) and _finite(words, at + 1):
            end = len(kept)
        kept.append(word)
        at += 1
    return Clause(tuple(kept), verb, len(kept) if end < 0 else end)


def _verbal(word: str) -> bool:
    return word in MODALS or word in AUXILIARIES or bool(forms(word))


def _past_first(words: Sequence[str]) -> int:
    """Where the main clause begins behind a subordinate one that stands first."""
    if not words or words[0] not in _FIRST_OPENERS:
        return 0
    for at, word in enumerate(words):
        if word == "," and at + 1 < len(words) and _finite(words, at + 1):
            return at + 1
    return 0


def _opens(words: Sequence[str], at: int, *, found: bool) -> bool:
    word = words[at]
    if word == "at":
        return not (at + 1 < len(words) and Form.INFINITIVE in forms(words[at + 1])) or not found
    if word == "som" and at + 1 < len(words) and words[at + 1] in _NOT_RELATIVE:
        return False
    if word == "så":
        return at > 0 and words[at - 1] == ","
    if word == "der":
        return 0 < at < len(words) - 1 and _relative(words, at, found=found)
    return word in _OPENERS and (at > 0 or word not in _FIRST_OPENERS)


def _relative(words: Sequence[str], at: int, *, found: bool) -> bool:
    """Whether "der" is "who, which" rather than "there"."""
    if words[at - 1] == ",":
        return found or at + 1 < len(words)
    return not (_finite(words, at - 1) or words[at - 1] in {"er", "og", "men"})


def _past(words: Sequence[str], at: int) -> int:
    """Behind a subordinate clause that began before ``at``: past its verb, and its comma."""
    seen = False
    while at < len(words):
        word = words[at]
        if word == "," and seen and words[at + 1 : at + 2] != ["eller"]:
            return at + 1
        if _finite(words, at):
            if seen and words[at - 1] not in {"og", "eller", "samt"}:
                return at
            seen = True
        elif not seen and Form.INFINITIVE in forms(word) and words[at - 1] == "at":
            seen = True
        at += 1
    return at


def _finite(words: Sequence[str], at: int) -> bool:
    """Whether the word stands as a finite verb."""
    word, before = words[at], words[at - 1] if at else ""
    if word in MODALS or word in AUXILIARIES:
        return True
    known = forms(word)
    if Form.PRESENT in known or Form.PASSIVE in known:
        return before not in _BEFORE_NOUN or before in _PRONOUNS
    if Form.PRETERITE not in known or (Form.PARTICIPLE in known and not at):
        return False
    weak = word.endswith(("ede", "te")) and before not in _SUBJECTS
    return not weak or (at > 0 and (_they_did(words, at) or not _attribute(words, at)))


def _they_did(words: Sequence[str], at: int) -> bool:
    """Whether "de" is who did it, "De åbnede et værested", and not "De planlagte møder"."""
    return at == 1 and words[0] == "de" and words[2:3] != [] and words[2] in _OBJECTS


def _attribute(words: Sequence[str], at: int) -> bool:
    """Whether a word that may be a preterite belongs to a noun: "de planlagte", "at nå satte"."""
    before = words[at - 1]
    if _QUALIFIES.fullmatch(before) and _inside(words, at - 1):
        return True
    led = at > 1 and (words[at - 2] in {"at", "og"} or words[at - 2] in MODALS)
    infinitive = led and Form.INFINITIVE in forms(before)
    return infinitive or before in _STOPS or before in _BEFORE_ATTRIBUTE


def _inside(words: Sequence[str], at: int) -> bool:
    """Whether an adverb belongs to the word behind it: before a verb it stands first."""
    return at > 1 or (at == 1 and words[0] not in _GRADES)
