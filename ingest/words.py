"""Small judgements on Danish text that several stages share."""

from __future__ import annotations

import re

_TERMINAL = re.compile(r"[.!?:;…][\"”»')\]⁰¹²³⁴-⁹]*$")
_COORDINATION = re.compile(r"(?:og|eller|samt|såvel|til)\b")
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def finished(text: str) -> bool:
    """Whether ``text`` ends as a sentence, a lead-in or a listed clause does."""
    return bool(_TERMINAL.search(text.rstrip()))


def mend(left: str, right: str) -> str:
    """Two halves of one text that a line or page end cut, joined again.

    A hyphen between a letter and a small letter was the typesetter's and goes; one before a
    conjunction ("børne- og …") or a capital ("Børne-/Ungeudvalget") is the word's own.
    """
    left, right = left.rstrip(), right.lstrip()
    if left.endswith("-") and left[-2:-1].isalpha():
        if right[:1].islower() and not _COORDINATION.match(right):
            return left[:-1] + right
        if right[:1].isupper():
            return left + right
    return f"{left} {right}"


def continues(left: str, right: str) -> bool:
    """Whether ``right`` goes on with the sentence that ``left`` left open."""
    return right[:1].islower() and bool(left) and not finished(left)


def folded(text: str) -> str:
    """Letters and digits alone, in small letters: for comparing titles across typography."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
