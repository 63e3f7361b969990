"""The long form that stands beside an abbreviation.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (2003): the long form stands beside the short one in brackets, and its words give
the letters in order. Danish compounds give several letters from one word, so a word may give more
than its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.units import Span
from ingest import analysis

_AROUND = 200
"""Characters on either side of a short form in which its long form is sought."""
_FEWEST = 2
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’]s\b)?")
_BEFORE = re.compile(
    r"[\s,]*(?P<open>[(\[/–-])?\s*(?:(?:herefter|forkortet|også kaldet|kaldet|også|i daglig tale"
    r"|i det følgende(?: kaldet)?|abbreviated|hereafter)[:,]?\s*)?[\"“”»«'’]*$"
)
_AFTER = re.compile(
    r"[\"“”»«'’]*\s*(?P<open>[(=:–-]|,\s*(?:dvs\.|det vil sige|altså)|(?:,?\s*(?:som|der)\s*)?"
    r"(?:står for|betyder|er (?:en )?forkortelsen? for|er kort for|stands for|is short for)"
    r"|\n[^\n:]{1,40}:)\s*[\"“”»«'’]*",
    re.IGNORECASE,
)
_QUOTES = " \n\"“”»«'’"
_CLAUSE = re.compile(r"[^\n.;()\[\]]*")


def beside(text: str, short: Span, letters: str) -> Iterator[tuple[Span, Span]]:
    """The long form before or after the short one: its span, and that of both."""
    start, end = short
    line = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    before = _BEFORE.search(text, line, start)
    if before and before[0].strip(_QUOTES):
        loose = before["open"] in {"(", "["}
        if long := _ending(text, line, before.start(), letters, loose=loose):
            yield long, (long[0], end + (text[end : end + 1] in {")", "]"} and loose))
    if after := _AFTER.match(text, end):
        clause = _CLAUSE.match(text, after.end(), after.end() + _AROUND)
        stop = clause.end() if clause else after.end()
        closed = after["open"] == "(" and text[stop : stop + 1] == ")"
        if long := _beginning(text, after.end(), stop, letters, loose=closed):
            yield long, (start, long[1] + (closed and long[1] == stop))


def _ending(text: str, start: int, end: int, short: str, *, loose: bool) -> Span | None:
    """The fewest words before ``end`` that give the letters of ``short``."""
    spans = _words(text, start, end)[-_most(short) :]
    whole = [at for at, _ in spans if text[at - 1 : at] != "-"]
    for skipping in (False, True) if loose else (False,):
        for first in reversed(whole):
            words = [text[slice(*span)] for span in spans if span[0] >= first]
            if _gives(words, short, skipping=skipping, compound=not skipping):
                return first, spans[-1][1]
    return None


def _beginning(text: str, start: int, end: int, short: str, *, loose: bool) -> Span | None:
    """The words from ``start`` that give the letters: all that a bracket holds, or the fewest.

    Words that give a letter each come before those of which one gives several.
    """
    every = _words(text, start, end)
    words = [text[slice(*span)] for span in every]
    if loose and len(words) <= _most(short) and _gives(words, short, skipping=True):
        return every[0][0], every[-1][1]
    for compound in (False, True):
        for count in range(1, min(len(words), _most(short)) + 1):
            if _gives(words[:count], short, compound=compound):
                return every[0][0], every[count - 1][1]
    return None


def _words(text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text, start, end)]


def _most(short: str) -> int:
    """Words that a long form may have, after Schwartz and Hearst."""
    return min(len(short) + 5, len(short) * 2)


def _gives(
    words: Sequence[str], short: str, *, skipping: bool = False, compound: bool = True
) -> bool:
    """Whether ``words`` give the letters of ``short`` in order, the first of them as its initial.

    Every word gives its own initial and, as a ``compound``, may give more; words without meaning
    of their own ("og", "for") may give none, and where ``skipping`` so may those between the
    first and the last.
    """
    letters = [char for char in short.lower() if char.isalpha()]
    if sum(map(len, words)) <= len(letters) or words[-1].lower() in analysis.STOP_WORDS:
        return False
    reached = {0}
    for number, word in enumerate(words):
        small = number > 0 and word.lower() in analysis.STOP_WORDS
        skipped = skipping and 0 < number < len(words) - 1 and len(letters) > _FEWEST
        reached = {
            at + taken
            for at in reached
            for taken in range(0 if small or skipped else 1, len(letters) - at + 1)
            if (compound or taken <= 1) and _holds(word.lower(), letters[at : at + taken])
        }
    return len(letters) in reached


def _holds(word: str, letters: Sequence[str]) -> bool:
    """Whether ``letters`` stand in ``word`` in order, the first of them at its beginning."""
    rest = iter(word)
    return not letters or (word[0] == letters[0] and all(char in rest for char in letters))
