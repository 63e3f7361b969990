"""Lines and areas that set off words in a text, underlined or marked, and part no table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.pdf_page import Box, Page
from ingest.formats.pdf_words import Word

_NEAR = 3.0

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
    if fill.height > 40:
        return False
    middle = (fill.top + fill.bottom) / 2
    for base in range(round(fill.top), round(fill.bottom) + 3):
        for word in lines.get(base, ()):
            size = word.look.size
            if fill.height > 1.9 * size or abs(word.base - 0.3 * size - middle) > 0.5 * size:
                continue
            beside = -_NEAR < word.x0 - fill.x1 < 0.5 * size
            before = -_NEAR < fill.x0 - word.x1 < 0.5 * size
            whole = abs(word.x0 - fill.x0) < 1 and fill.x1 - fill.x0 < word.x1 - word.x0 + 2
            if beside or before or whole:
                return True
    return False
