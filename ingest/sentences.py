"""Danish sentence ends: where a text may be cut without cutting a sentence.

Rules rather than a model: the ends that matter here are few, and a wrong cut shows in an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = (
    "pr kr mio mia mdr md d ca bl bla inkl ekskl evt fx f.eks feks jf jfr jvf nr s stk vedr ift "
    "mhp mht hhv dvs osv mv m.v m.m mfl m.fl o.l o.lign u.å p.t tlf kl st str afd adm dir ph.d phd "
    "cand jan feb mar apr jun jul aug sep sept okt nov dec kap pkt pba bl.a i.e bilag fig tab red"
)
_END = re.compile(r"[.!?…][\"”»')\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?=\s)|\n+")
_WORD_BEFORE = re.compile(r"([\w.]+)$")
_ORDINAL = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_PROTECTED = frozenset(_ABBREVIATIONS.split())


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences in ``text``, without surrounding white space.

    A line break always ends one: canonical text has line breaks only where the author put them.
    """
    start = 0
    for match in _END.finditer(text):
        if match[0][0] != "\n" and not _ends(text, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _ends(text: str, match: re.Match[str]) -> bool:
    if match[0][0] != ".":
        return not _small_letter_after(text, match.end())
    word = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    before = word[1] if word else ""
    if before.lower() in _PROTECTED:
        # "osv." and its like may also end a sentence: a capital decides, but not after "pr.".
        return before.lower() in {"osv", "mv", "m.v", "m.m", "mfl", "m.fl"} and _capital_after(
            text, match.end()
        )
    if _ORDINAL.fullmatch(before):
        # "1. marts", "4. kvartal", or the number of a heading at the beginning of its line.
        numbers = _numbers_a_line(text, match.start(), before)
        return _capital_after(text, match.end()) and not numbers
    return not _small_letter_after(text, match.end())


def _numbers_a_line(text: str, dot: int, number: str) -> bool:
    start = dot - len(number)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip(" -–*•")


def _next(text: str, at: int) -> str:
    return text[at:].lstrip("\n\t \"”»'(-–")[:1] if at < len(text) else ""


def _capital_after(text: str, at: int) -> bool:
    return _next(text[at : at + 20], 0).isupper()


def _small_letter_after(text: str, at: int) -> bool:
    return _next(text[at : at + 20], 0).islower()
