"""What somebody says, reduced to its form: small letters, no signs, slips mended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_WORD = re.compile(r"\w+(?:[-'/]\w+)*")
_MENDED = 5
"""Shorter words are left as they are: too many of them are one letter from another word."""
_ALIKE = 0.8
_BEFORE = re.compile(
    r"(?:(?:hej(?:sa)?|hallo|goddag|dav|god(?: morgen|morgen| dag| aften)|hi|hello|hey|good morning"
    r"|tak|thanks|ok|okay|undskyld|please|venligst|vær(?: så)? (?:sød|venlig)(?: at)?"
    r"|(?:kan|kunne|vil|må) (?:du|jeg|i)(?: ikke)?|(?:can|could|would|will) you"
    r"|jeg (?:vil|kunne|ville) gerne(?: (?:bede om|have|vide|høre))?|jeg er ny(?: her)?(?: og)?"
    r"|ved du(?= hvad)|i would like|i want|i'd like|lige|gerne|kort fortalt|kort sagt"
    r"|i korte træk|in short|briefly|fortæl(?:le)? mig(?! om)|sige? mig|tell me(?! about))"
    r"[ ,.!:]+)+",
    re.IGNORECASE,
)
"""Courtesies before what is asked, with their signs or, in plain words, without."""
_AFTER = re.compile(
    r"(?: (?:(?:på forhånd |mange |tusind )?tak|please|thanks|thank you|venligst|for mig|for me"
    r"|kort(?: fortalt| sagt)?|i korte træk|i hovedtræk|egentlig|in short|briefly))+$"
)


def plain(asked: str, known: Iterable[str] = ()) -> str:
    """The words of ``asked`` in small letters; one that is nearly a ``known`` word becomes it."""
    words = _WORD.findall(asked.lower().replace("’", "'").replace("–", "-"))
    vocabulary = frozenset(known)
    return " ".join(_mended(word, vocabulary) for word in words)


def request(asked: str, known: Iterable[str] = ()) -> str:
    """``plain`` without the greetings and courtesies around what is asked."""
    words = plain(asked, known) + " "
    return _AFTER.sub("", words[opening(words) :].strip())


def opening(asked: str) -> int:
    """Where in ``asked`` what is asked begins: after "Hej!", "Kan du fortælle mig" and the like."""
    match = _BEFORE.match(asked)
    return match.end() if match else 0


def _mended(word: str, known: frozenset[str]) -> str:
    if len(word) < _MENDED or word in known:
        return word
    alike = [other for other in known if abs(len(other) - len(word)) <= 1]
    near = get_close_matches(word, alike, n=1, cutoff=_ALIKE)
    # Another ending is another word, not a slip: "historien" is not "historie".
    inflected = any(word.startswith(other) or other.startswith(word) for other in near)
    return near[0] if near and not inflected else word
