"""What a heading or a list's lead announces: several themes of one kind, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.register.kinds import is_preposition, placed, words

_COUNTS = frozenset(
    (
        "to tre fire fem seks syv otte ni ti elleve tolv"
        " two three four five six seven eight nine ten"
    ).split()
)
_FOLLOWING = frozenset("følgende nedenstående disse dette række these following".split())
_SIGNS = _COUNTS | _FOLLOWING
_OWN = frozenset("vores our".split())
_AIMS = frozenset("for til under hvis når efter udover gennem if when under".split())
"""What a sentence begins with that tells something else of its themes: "For at nå de to mål …:"."""
_ON = frozenset(
    "status opfølgning arbejdet arbejde fremdrift gennemgang beskrivelse fokus plan progress "
    "work follow-up".split()
)
"""What a heading may say of the themes that stand below it: "Status på indsatserne"."""
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.):]?\s+")
_MOST_WORDS = 8
_FEW_WORDS = 3
_TAIL = 500
"""Characters of a lead in which its last sentence stands."""


def headed(title: str, *, below: bool = True) -> str:
    """The kind of which a heading announces several, or "".

    ``below``: they are headings of their own below it, of which it may tell something ("Status på
    …"). One that is told of in passing ("Erfaringer med projekter") announces nothing.
    """
    told = words(_NUMBERED.sub("", title, count=1))
    if len(told) > _MOST_WORDS:
        return ""
    many = [(at, one.kind) for at, one in placed(told) if one.many]
    for at, kind in reversed(many):
        before = [word.lower() for word in told[:at]]
        cut = next((i for i, word in enumerate(before) if is_preposition(word)), -1)
        if cut < 0 or (below and before[cut - 1] in _ON):
            return kind
    return ""


def led(said: str, *, loosely: bool = False) -> str:
    """The kind of which a lead says that a list follows: "Vi har tre temaer:"; or "".

    ``loosely``: the sentence need but name them, since something else tells that they follow.
    """
    said = said[-_TAIL:].rstrip()
    if not said.endswith(":"):
        return ""
    told = [word.lower() for word in words(re.split(r"[.!?]\s", said)[-1])]
    many = [(at, one.kind) for at, one in placed(told) if one.many]
    counted = [kind for at, kind in many if at and told[at - 1] in _COUNTS]
    found = [kind for at, kind in many if loosely or _announced(told, at)]
    return next((kind for kind in counted if kind in found), found[-1] if found else "")


def _announced(told: Sequence[str], at: int) -> bool:
    """Whether the noun at a place is what the list holds, not what its items are told of."""
    if told[0] in _AIMS and at < len(told) - 2:
        return False
    begin = next((i + 1 for i in range(at - 1, -1, -1) if is_preposition(told[i])), 0)
    phrase = set(told[begin:at])
    if phrase & _SIGNS:
        return True
    if set(told) & _SIGNS:
        # "Planens mål hviler på følgende grundlag:" announces something else.
        return False
    last = at == len(told) - 1
    return (begin == 0 and at <= _FEW_WORDS) or (last and bool(phrase & _OWN))
