"""What documents call their themes: the nouns, in Danish and plain English.

A compound is called by its last part: "forandringsspor" are spor, "effektmål" are mål.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    "udviklingsområde": "udviklingsområde udviklingsområdet | udviklingsområder "
    "udviklingsområderne",
    "kerneområde": "kerneområde kerneområdet | kerneområder kerneområderne",
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
    "princip": "princip princippet principle | principper principperne principles",
    "ambition": "ambition ambitionen | ambitioner ambitionerne ambitions",
    "satsning": "satsning satsningen | satsninger satsningerne",
    "prioritet": "prioritet prioriteten priority | prioriteter prioriteterne priorities",
    "søjle": "søjle søjlen pillar | søjler søjlerne pillars",
    "løfte": "løfte løftet commitment | løfter løfterne commitments",
}
"""Kind: its forms for one, and for several; "spor" is both."""
_DOINGS = {
    "handling": "handling handlingen action | handlinger handlingerne actions",
    "aktivitet": "aktivitet aktiviteten activity | aktiviteter aktiviteterne activities",
    "opgave": "opgave opgaven task | opgaver opgaverne tasks",
    "anbefaling": "anbefaling anbefalingen recommendation | anbefalinger anbefalingerne "
    "recommendations",
}
"""What is done about a theme more often than it is one: themes where a table's rows or numbered
headings are named so."""
_NO_COMPOUNDS = frozenset(
    "theme track value tool measure goal objective action task løfte løftet".split()
)
_OTHER = re.compile(
    r"formål|målgruppe|handlingsplan|spørgsmål|modersmål|super?vision|television|provision"
    r"|(?:be|for|af|mis)handling"
)
"""Words that end in one of the nouns, and are none."""
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREPOSITIONS = frozenset(
    "af ad bag efter for fra før gennem hos i ift imod inden med mellem mod om omkring over på "
    "samt til uden under ved vedr vedrørende of on for with in about from by as som der".split()
)
_ONE = frozenset("et det dette hvert intet hvilket a an the this each".split())


def _forms(nouns: dict[str, str]) -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for kind, forms in nouns.items():
        one, _, many = forms.partition("|")
        found |= {form: Noun(kind, many=False) for form in one.split()}
        found |= {form: Noun(kind, many=True) for form in many.split()}
    return found


_THEMES = _forms(_NOUNS)
_ALL = _THEMES | _forms(_DOINGS)
_BOTH = frozenset({"mål", "spor", "tiltag", "udviklingsspor"})
"""Forms for one and for several."""


@lru_cache(maxsize=10_000)
def noun(word: str, *, doings: bool = False) -> Noun | None:
    """The noun that ``word`` is, or ends in; ``doings`` takes handlinger and the like too."""
    word = word.lower()
    forms = _ALL if doings else _THEMES
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
    told = words(text)
    return [one for _, one in placed(told, doings=doings)]


def placed(told: Sequence[str], *, doings: bool = False) -> list[tuple[int, Noun]]:
    """The nouns among the words of a text, each with its place among them."""
    found = []
    for at, word in enumerate(told):
        before = told[at - 1].lower() if at else ""
        if before == "focus" and word.lower() in {"area", "areas"}:
            found.append((at, Noun("fokusområde", many=word.lower() == "areas")))
        elif one := noun(word, doings=doings):
            single = before in _ONE and any(word.lower().endswith(form) for form in _BOTH)
            found.append((at, Noun(one.kind, many=one.many and not single)))
    return found


def words(text: str) -> list[str]:
    """The words of ``text``, numbers left out."""
    return [match[0] for match in _WORD.finditer(text)]


def is_preposition(word: str) -> bool:
    """Whether what follows ``word`` is told of what stands before it."""
    return word.lower() in _PREPOSITIONS
