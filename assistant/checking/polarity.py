"""Whether a clause says yes where the quotes' clause says no: denials and opposites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.clauses import Clause
from assistant.checking.words import related, words

_DENIAL = re.compile(
    r"(?<!\w)(?:(?P<clause>ikke|ej|aldrig|hverken|næppe|not|never|neither|nor|cannot|\w+n't)"
    r"|(?P<phrase>ingen|intet|ingenting|uden|no|none|without))(?!\w)"
    r"(?! (?:blot|kun|alene|only|mindst|least))",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(r"\b(?:uden (?:for|om|over)|no\.)", re.IGNORECASE)
_FOCUS = 1
"""Content words behind "ingen" or "uden" that are denied."""
_OPPOSITES = """
stige stiger steg steget stigning stigende vokse vokser voksede vokset voksende
 rises risen rose rising grow grows grown increase increased increases
 | falde falder faldt faldet fald faldende fall falls fallen
 fell falling drop dropped decrease decreased decreases
øge øger øges øget øgede forøge forøget udvide udvidet udvides
 | mindske mindsker mindskes mindsket nedbringe nedbringes nedbragt reducere reducerer reduceret
 reduceres formindske sænke sænkes sænket
flere fleste more most | færre færrest fewer fewest less
mere more | mindre less fewer
højere højest højeste høj højt høje higher highest
 | lavere lavest laveste lav lavt lave lower lowest
større størst største stor store larger bigger | mindre mindst mindste lille små smaller
længere længst længste lang langt longer | kortere kortest korteste kort shorter
bedre bedst bedste forbedre forbedres forbedret forbedring better improve improved
 | dårligere værre ringere værst forværre forværres forværret forværring
 worse worsen worsened
hurtigere hurtigst faster | langsommere langsomst slower
før inden forud before | efter after
først første begynde begynder begyndte start starter startede first
 | sidst sidste slutter sluttede afslutter last
højst maksimalt | mindst minimum
over | under
åbne åbner åbnede åbnet åben åbent open opens opened
 | lukke lukker lukkede lukket close closed closes
godkende godkender godkendte godkendt vedtage vedtager vedtog vedtaget tiltræde tiltrådt
 approve approved adopted
 | afvise afviser afviste afvist forkaste forkaster forkastede forkastet nedstemt
 rejected reject
indføre indfører indført indførte | afskaffe afskaffer afskaffet afskaffede fjerne fjernet
styrke styrker styrkes styrket | svække svækker svækkes svækket
overskud mindreforbrug | underskud merforbrug
intern interne internt | ekstern eksterne eksternt
frivillig frivillige frivilligt | tvungen tvungne obligatorisk obligatoriske
lovlig lovligt | ulovlig ulovligt
positiv positive positivt | negativ negative negativt
let lettere nem nemmere | svær sværere vanskelig vanskeligere
tidligere tidligst | senere senest
ansætte ansat ansættes | afskedige afskediget afskediges fyret fyre
støtter | imod modsætter
enig enige | uenig uenige
tilfreds tilfredse | utilfreds utilfredse
sikker sikre sikkert | usikker usikre usikkert
tilstrækkelig tilstrækkeligt tilstrækkelige | utilstrækkelig utilstrækkeligt utilstrækkelige
"""


def _opposites() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    text = _OPPOSITES.replace("\n ", " ")
    for number, pair in enumerate(line for line in text.split("\n") if line.strip()):
        one, other = pair.split("|")
        for sign, side in ((1, one), (-1, other)):
            for word in side.split():
                found.setdefault(word, set()).add(sign * (number + 1))
    return {word: frozenset(signs) for word, signs in found.items()}


_SIGNS = _opposites()
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Polarity:
    """``denied`` counts what denies a clause; ``signs`` are its sides of pairs of opposites."""

    denials: tuple[tuple[str, str], ...]
    signs: frozenset[int]


@lru_cache(maxsize=4096)
def polarity(text: str) -> Polarity:
    """The denials of ``text``, each with the words that it denies ("" for the clause)."""
    found = []
    for match in _DENIAL.finditer(text):
        if _NO_DENIAL.match(text, match.start()):
            continue
        focus = ""
        if match["phrase"]:
            behind = words(text[match.end() : match.end() + 80])[:_FOCUS]
            focus = " ".join(word.lower for word in behind)
        found.append((match[0].lower(), focus))
    signs = {sign for word in _WORD.findall(text.lower()) for sign in _SIGNS.get(word, ())}
    return Polarity(tuple(found), frozenset(signs))


def turned(clause: Clause, quoted: list[Clause]) -> Iterator[str]:
    """What ``clause`` denies or affirms against all of ``quoted``; nothing where one agrees."""
    against = [_against(clause, one) for one in quoted]
    if against and all(against):
        yield against[0]


def _against(clause: Clause, other: Clause) -> str:
    """How both differ, "" where they agree."""
    ours, theirs = polarity(clause.whole), polarity(other.whole)
    denied = len(ours.denials)
    quoted = sum(1 for _, focus in theirs.denials if not focus or _said(focus, clause))
    clash = _clash(ours.signs, theirs.signs)
    if (denied % 2 != quoted % 2) == bool(clash):
        return ""
    if clash:
        return f'modsætningen "{_word(clause.whole, clash)}"'
    word = (ours.denials or theirs.denials)[0][0]
    return f'benægtelsen "{word}"' if denied else f'sætningen uden "{word}"'


def _said(focus: str, clause: Clause) -> bool:
    """Whether what is denied is spoken of there at all."""
    stems = {stem for word in (*clause.words, *words(clause.above)) for stem in word.stems}
    denied = [stem for word in words(focus) for stem in word.stems]
    return any(one in stems or any(related(one, stem) for stem in stems) for one in denied)


def _clash(ours: frozenset[int], theirs: frozenset[int]) -> int:
    """A pair of which the one has one side alone and the other the other."""
    return next((s for s in sorted(ours) if -s in theirs and s not in theirs and -s not in ours), 0)


def _word(text: str, sign: int) -> str:
    return next((w for w in _WORD.findall(text) if sign in _SIGNS.get(w.lower(), ())), "")
