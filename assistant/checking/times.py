"""Whether a clause says of another time what the quotes say: done, or to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.checking.clauses import Clause, Match
from assistant.checking.verbs import verb
from assistant.checking.words import Word, related, words
from assistant.standing import Standing, standing
from assistant.standing.danish_clause import main_clause, tokens
from assistant.standing.danish_verbs import Form, forms

_AHEAD = frozenset({Standing.PLANNED, Standing.OPEN})
_NEAR = 0.6
"""The share of a clause's words that the quotes' clause has at least."""
_TOLD = {
    Standing.DONE: "at det er sket",
    Standing.PLANNED: "at det er planlagt",
    Standing.OPEN: "at det ikke er sket",
}
_SUBORDINATE = re.compile(
    r"\s*(?:og |men |samt )?(?:at|om|hvor\w*|hvilke\w*|hvem|hvad|når|hvis|mens|fordi|idet"
    r"|såfremt|selvom|efter at|that|which|who|when|if|while|because|where|how"
    r"|(?-i:som|der|da|så|inden|før))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\s(?:(?P<at>at)(?=\s)|(?:og|samt|men|eller|hvorefter|and|but)\s(?:der\s|det\s)?)",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?<!\w)(?:beslut\w*|vedt[ao]g\w*|aftal\w*|planl\w+|bedt|bad|lov(?:et|ede|er)|foresl\w+"
    r"|indstill?\w*|opfordr\w*|\w*søg(?:t|te|er)|afsat|bevil\w+|ønske\w*|overvej\w*|pålagt"
    r"|forpligt\w*|tilsagn|mulighed\w*|midler\w*|penge\w*|tilladelse\w*|opgave\w*|for|om)(?!\w)",
    re.IGNORECASE,
)
"""What makes that which stands behind it a thing to come: "har besluttet at …"."""
_WORD = re.compile(r"\w+")
_GOING_ON = re.compile(
    r"(?<!\w)(?:ved at|i (?:fuld )?gang med|i færd med|under \w+(?:ing|else))(?!\w)", re.IGNORECASE
)
_AT_ONCE = frozenset(
    "begynde starte påbegynde opstarte åbne lukke ansætte opsige oprette etablere nedlægge købe"
    " indkøbe sælge indføre vedtage beslutte flytte indvie afslutte stifte overtage underskrive"
    " udgive nedsætte udpege hjemtage".split()
)
"""Verbs of what happens once: their present tells of what is to come."""


def moved(clause: Clause, matches: Sequence[Match]) -> Iterator[str]:
    """What ``clause`` tells as done or to come, where all that say the same tell the other."""
    if _SUBORDINATE.match(clause.text):
        return
    near = [match.clause for match in matches if match.share >= _NEAR]
    told = list(_told(clause.text)) if near else []
    for part, ours, alone in told:
        if all(_otherwise(part, ours, one, alone=alone) for one in near):
            yield _TOLD[ours]
            return


def _told(text: str) -> Iterator[tuple[str, Standing, bool]]:
    """The parts of a clause that tell of something done or to come, and whether it has no other."""
    found = [(part, _stands(part)) for part, governed in _split(text) if not governed]
    if len(found) == 1:
        found = [(found[0][0], _stands(text))]
    alone = len(found) == 1
    for part, ours in found:
        if ours in _TOLD and (alone or main_clause(tokens(part)).finite):
            yield part, ours, alone


@lru_cache(maxsize=4096)
def _stands(text: str) -> Standing:
    found = standing(text)
    if found is Standing.OTHER and _is_once(text):
        return Standing.PLANNED
    return found


def _is_once(text: str) -> bool:
    finite = main_clause(tokens(text)).finite
    present = Form.PRESENT in forms(finite) and Form.PRETERITE not in forms(finite)
    return present and verb(finite) in _AT_ONCE


def _otherwise(part: str, ours: Standing, other: Clause, *, alone: bool) -> bool:
    theirs = _standings(part, other, alone=alone)
    if _folded(part) in _folded(other.sentence) or ours in theirs or not theirs:
        return False
    if ours is not Standing.DONE:
        return theirs == {Standing.DONE}
    if Standing.UNDERWAY not in theirs:
        return theirs <= _AHEAD
    return _GOING_ON.search(other.text) is not None or _another_verb(part, other)


def _folded(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _standings(part: str, other: Clause, *, alone: bool) -> frozenset[Standing]:
    """Where ``other`` or a part of it may stand; those count that have the verb of ``part``.

    Where none has it, all count for a part that is ``alone`` in its clause, none for another.
    """
    if _SUBORDINATE.match(other.text):
        return frozenset()
    asked = _verbs(part)
    every = list(_parts(other.text))
    told = [one for one in every if _has(one[0], asked)] or (every if alone else [])
    found = {one for _, standings in told for one in standings}
    return frozenset(found - {Standing.OTHER})


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """The joined parts of a clause, and whether "at" stands before each."""
    at, governed = 0, False
    for match in [*_PART.finditer(text), None]:
        yield text[at : match.start() if match else len(text)], governed
        at = match.end() if match else len(text)
        governed = bool(match and match["at"])


def _parts(text: str) -> Iterator[tuple[str, frozenset[Standing]]]:
    """The joined parts of a clause, and where each may stand."""
    whole, above = _stands(text), ""
    for part, governed in _split(text):
        finite = main_clause(tokens(part)).finite
        own = frozenset({_stands(part)} if finite else {_stands(part), whole})
        if governed:
            own = frozenset(_governed(_stands(f"{above} at {part}"), above))
            own |= {whole} if finite else frozenset()
        above = f"{above} at {part}" if governed else part
        yield part, own


def _governed(whole: Standing, above: str) -> Iterator[Standing]:
    """Where that may stand which stands behind ``above`` and "at"."""
    if whole is not Standing.UNDERWAY:
        yield Standing.PLANNED
    if whole is not Standing.DONE or not _MEANT.search(above):
        yield whole


def _verbs(text: str) -> list[Word]:
    return [word for word in words(text) if forms(word.lower)]


def _has(part: str, asked: Sequence[Word]) -> bool:
    """Whether one of the verbs ``asked`` stands in ``part``, in any form."""
    heard = words(part)
    return any(_same(one, other) for one in asked for other in heard)


def _same(one: Word, other: Word) -> bool:
    if (known := verb(one.lower)) and known == verb(other.lower):
        return True
    return any(stem == other.stems[0] or related(stem, other.stems[0]) for stem in one.stems)


def _another_verb(part: str, other: Clause) -> bool:
    """Whether no verb of the one is one of the other."""
    asked = _verbs(part)
    return bool(asked) and not any(_same(one, word) for one in asked for word in other.words)
