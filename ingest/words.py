"""Small judgements on Danish text that several stages share."""

from __future__ import annotations

import re
from collections.abc import Callable

_TERMINAL = re.compile(r"[.!?:;…][\"”»')\]⁰¹²³⁴-⁹]*$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_MARKS = re.compile(r"(?:[⁰¹²³⁴-⁹]+|\[[a-z]{1,4}\])+$")
_COORDINATION = re.compile(r"(?:og|eller|samt|såvel|til)\b")
_OWN_HYPHEN = re.compile(r"(?:\d|\b[A-ZÆØÅ]{2,5})[-–]$")
_TAIL = 100
"""So much of a text's end decides how it goes on; judging all of it again and again is slow."""


def raised(number: str) -> str:
    """A number as footnotes have it: "12" as "¹²"."""
    return number.translate(_RAISED)


def unmarked(text: str) -> str:
    """``text`` without the marks of footnotes at its end."""
    return _NOTE_MARKS.sub("", text)


def last_sign(text: str) -> str:
    """The character that ``text`` ends with, marks of footnotes behind it aside."""
    return unmarked(text)[-1:] or text[-1:]


def finished(text: str) -> bool:
    """Whether ``text`` ends as a sentence, a lead-in or a listed clause does."""
    return bool(_TERMINAL.search(text.rstrip()[-20:]))


def mend(left: str, right: str) -> str:
    """Two halves of one text that a line or page end cut, joined again.

    A hyphen between a letter and a small letter was the typesetter's and goes; one before a
    conjunction ("børne- og …") or a capital ("Børne-/Ungeudvalget") is the word's own, and so is
    one behind a figure or an abbreviation ("MED-struktur").
    """
    left, right = left.rstrip(), right.lstrip()
    if _OWN_HYPHEN.search(left[-12:]) and not _COORDINATION.match(right):
        return left + right
    if left.endswith("/") and right[:1].isalpha() and not left.endswith(" /"):
        return left + right
    if left.endswith("-") and left[-2:-1].isalpha():
        if right[:1].islower() and not _COORDINATION.match(right):
            return left[:-1] + right
        if right[:1].isupper():
            return left + right
    return f"{left} {right}"


def continues(left: str, right: str) -> bool:
    """Whether ``right`` goes on with the sentence that ``left`` left open."""
    return right[:1].islower() and right[1:2] != ")" and bool(left) and not finished(left)


class Growing:
    """A text to which pieces are joined, each at a cost of its own length alone."""

    def __init__(self, text: str) -> None:
        self._done: list[str] = []
        self.tail = text
        """The end of the text: enough of it to judge how it goes on."""

    def add(self, right: str, join: Callable[[str, str], str] = mend) -> None:
        """Let ``right`` follow, joined as ``join`` joins two halves."""
        whole = join(self.tail, right)
        self._done.append(whole[:-_TAIL])
        self.tail = whole[-_TAIL:]

    def text(self) -> str:
        """All of it."""
        return "".join([*self._done, self.tail])


def folded(text: str) -> str:
    """Letters and digits alone, in small letters: for comparing titles across typography."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
