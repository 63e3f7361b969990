"""What documents call their themes: the nouns, in Danish and plain English.

A compound is called by its last part: "forandringsspor" are spor, "effektmål" are mål.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Noun:
    """A noun that names a kind of theme; ``many``: it stands for several of them."""

    kind: str
    many: bool


_NOUNS = {
    "udviklingspunkt": "udviklingspunkt udviklingspunktet | udviklingspunkter udviklingspunkterne",
    "udviklingsspor": "udviklingsspor udviklingssporet | udviklingsspor udviklingssporene",
    "fokusområde": "fokusområde fokusområdet fokuspunkt | fokusområder fokusområderne fokuspunkter",
    "indsatsområde": "indsatsområde indsatsområdet | indsatsområder indsatsområderne",
    "tema": "tema temaet theme | temaer temaerne themes",
    "spor": "spor sporet track | spor sporene tracks",
    "vision": "vision visionen | visioner visionerne visions",
    "værdi": "værdi værdien value | værdier værdierne values",
    "værktøj": "værktøj værktøjet redskab tool | værktøjer værktøjerne redskaber redskaberne tools",
    "indsats": "indsats indsatsen | indsatser indsatserne",
    "tiltag": "tiltag tiltaget measure | tiltag tiltagene measures",
    "projekt": "projekt projektet project | projekter projekterne projects",
    "mål": "mål målet målsætning målsætningen goal objective | mål målene målsætninger "
    "målsætningerne goals objectives",
    "initiativ": "initiativ initiativet initiative | initiativer initiativerne initiatives",
    "pejlemærke": "pejlemærke pejlemærket | pejlemærker pejlemærkerne",
    "princip": "princip princippet | principper principperne",
    "ambition": "ambition ambitionen | ambitioner ambitionerne",
}
"""Kind: its forms for one, and for several; "spor" is both."""
_DOINGS = {
    "handling": "handling handlingen action | handlinger handlingerne actions",
    "aktivitet": "aktivitet aktiviteten activity | aktiviteter aktiviteterne activities",
    "opgave": "opgave opgaven task | opgaver opgaverne tasks",
    "anbefaling": "anbefaling anbefalingen | anbefalinger anbefalingerne",
}
"""What is done about a theme more often than it is one: themes where a table's rows are named so,
and nothing else of the row is."""
_NO_COMPOUNDS = frozenset("theme track value tool measure goal objective action task".split())
_OTHER = re.compile(r"formål|målgruppe|handlingsplan")
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _forms(nouns: dict[str, str]) -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for kind, forms in nouns.items():
        one, _, many = forms.partition("|")
        found |= {form: Noun(kind, many=False) for form in one.split()}
        found |= {form: Noun(kind, many=True) for form in many.split()}
    return found


_THEMES = _forms(_NOUNS)
_DONE = _forms(_DOINGS)


@lru_cache(maxsize=10_000)
def noun(word: str, *, doings: bool = False) -> Noun | None:
    """The noun that ``word`` is, or ends in; ``doings`` takes handlinger and the like too."""
    word = word.lower()
    forms = _THEMES | _DONE if doings else _THEMES
    if word in forms:
        return forms[word]
    if _OTHER.search(word):
        return None
    ends = [form for form in forms if _ends(word, form)]
    return forms[max(ends, key=len)] if ends else None


def _ends(word: str, form: str) -> bool:
    before = len(word) - len(form)
    return form not in _NO_COMPOUNDS and before >= _SHORTEST and word.endswith(form)


def nouns(text: str, *, doings: bool = False) -> list[Noun]:
    """The nouns of ``text`` that name kinds of themes, in order."""
    found = (noun(word, doings=doings) for word in words(text))
    both = [one for one in found if one]
    if "focus area" in text.lower():
        both.append(Noun("fokusområde", many="focus areas" in text.lower()))
    return both


def words(text: str) -> list[str]:
    """The words of ``text``, numbers left out."""
    return [match[0] for match in _WORD.finditer(text)]


def many(text: str) -> str:
    """The kind of which ``text`` names several, or ""; the last where it names several such."""
    return next((one.kind for one in reversed(nouns(text)) if one.many), "")
