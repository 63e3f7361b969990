"""Lines and areas that set off words in a text, underlined or marked, and part no table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.pdf.page import Box, Page
from ingest.formats.pdf.words import Word

_NEAR = 3.0
_HIGHEST = 40.0
_STRUCK = (0.12, 0.5)
"""A line so many type sizes above the base, at least and at most, strikes out."""

_Lines = dict[int, list[Word]]


def without_emphasis(page: Page, words: Sequence[Word]) -> Page:
    """``page`` without what underlines, strikes out or marks ``words`` of running text."""
    lines: _Lines = {}
    for word in words:
        lines.setdefault(round(word.base), []).append(word)
    return replace(
        page,
        rules=tuple(rule for rule in page.rules if not _underlines(rule, lines)),
        fills=tuple(fill for fill in page.fills if not _marks(fill, lines)),
    )


def struck(page: Page, words: Sequence[Word]) -> list[Word]:
    """``words``, those that a line runs through marked as such."""
    lines: _Lines = {}
    for word in words:
        lines.setdefault(round(word.base), []).append(word)
    gone = {id(word) for rule in page.rules for word in _under(rule, lines)}
    return [replace(word, struck=True) if id(word) in gone else word for word in words]


def _under(rule: Box, lines: _Lines) -> list[Word]:
    """The words that a level line runs through from the first to the last."""
    at = (rule.top + rule.bottom) / 2
    if rule.width < 3 * rule.height:
        return []
    for base in range(round(at), round(at) + 12):
        through = [
            word
            for word in lines.get(base, ())
            if rule.x0 - 1 <= (word.x0 + word.x1) / 2 <= rule.x1 + 1
            and _STRUCK[0] * word.look.size < word.base - at < _STRUCK[1] * word.look.size
        ]
        if through and _spans(rule, through):
            return through
    return []


def _underlines(rule: Box, lines: _Lines) -> bool:
    """Whether a level line begins and ends with words that it stands under or runs through."""
    if rule.width < rule.height:
        return False
    at = (rule.top + rule.bottom) / 2
    for base in range(round(at) - 5, round(at) + 9):
        near = [
            word
            for word in lines.get(base, ())
            if word.x1 > rule.x0 + 1
            and word.x0 < rule.x1 - 1
            and -0.6 * word.look.size < at - word.base < 0.3 * word.look.size
        ]
        if near and _spans(rule, near):
            return True
    return False


def _spans(rule: Box, words: list[Word]) -> bool:
    first, last = min(word.x0 for word in words), max(word.x1 for word in words)
    return abs(first - rule.x0) < _NEAR and abs(last - rule.x1) < _NEAR


def _marks(fill: Box, lines: _Lines) -> bool:
    """Whether an area lies behind a part of one line, which goes on beside it."""
    if fill.height > _HIGHEST:
        return False
    for base in range(round(fill.top), round(fill.bottom) + 3):
        line = lines.get(base, ())
        inside = [word for word in line if fill.x0 - 1 <= (word.x0 + word.x1) / 2 <= fill.x1 + 1]
        if inside and _is_as_high(fill, inside[0]) and _goes_on(fill, inside, line):
            return True
    return False


def _is_as_high(fill: Box, word: Word) -> bool:
    size = word.look.size
    middle = (fill.top + fill.bottom) / 2
    return fill.height <= 1.9 * size and abs(word.base - 0.3 * size - middle) <= 0.5 * size


def _goes_on(fill: Box, inside: list[Word], line: Sequence[Word]) -> bool:
    """Whether words end where the area does, and others follow or precede at a word's distance."""
    size = inside[0].look.size
    first, last = min(w.x0 for w in inside), max(w.x1 for w in inside)
    close = 0.45 * size
    if first - fill.x0 > close or fill.x1 - last > close:
        return False
    return any(0 < w.x0 - last < close or 0 < first - w.x1 < close for w in line) or (
        fill.x1 - fill.x0 < last - first + 0.2 * size
    )
