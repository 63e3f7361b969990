"""Footnotes: the small lines at the foot of a page, and what in the text refers to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.pdf.grids import Stroke
from ingest.formats.pdf.words import Strip
from ingest.words import Growing, raised

_MARK = re.compile(r"(?P<mark>[⁰¹²³⁴-⁹]{1,3}|\d{1,3}(?=[ \t]|[A-ZÆØÅ”])|\*{1,3})[ \t]*(?=[^\s\d])")
_REFERENCE = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[ ]?([⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹])")
_UNIT = re.compile(r"\b[kcdm]?m[²³]")
_SMALLER = 0.94
_LOWER = 0.35
"""Notes stand below this share of a page's height."""


@dataclass(slots=True)
class NoteText:
    """A footnote with its mark, raised, and the page that it begins on."""

    mark: str
    text: Growing
    page: int

    def shown(self) -> str:
        """As a reader sees it: "¹ Text"."""
        return f"{self.mark} {self.text.text().strip()}"


def foot(strips: Sequence[Strip], body: float, height: float, rules: Sequence[Stroke]) -> int:
    """Where among ``strips``, from the top down, the footnotes of a page begin."""
    below = len(strips)
    for at in range(len(strips) - 1, -1, -1):
        strip = strips[at]
        if strip.size > _SMALLER * body or strip.base < _LOWER * height:
            break
        ruled = any(_is_separator(rule, strip, strips[at - 1] if at else None) for rule in rules)
        if ruled or _MARK.match(strip.text):
            below = at
        if ruled:
            break
    return below


def _is_separator(rule: Stroke, strip: Strip, above: Strip | None) -> bool:
    high = strip.top - 1.2 * strip.size < rule.at < strip.top + 0.3 * strip.size
    return high and rule.end - rule.start > 20 and (above is None or above.base < rule.at + 2)


def notes(strips: Sequence[Strip], open_note: NoteText | None) -> list[NoteText]:
    """The notes in the foot of a page; its first lines may go on with ``open_note``."""
    found: list[NoteText] = []
    last = open_note
    for strip in strips:
        text = strip.text.replace("\t", " ")
        match = _MARK.match(strip.text)
        if match:
            mark = raised(match["mark"])
            last = NoteText(mark, Growing(text[match.end() :]), strip.page)
            found.append(last)
        elif last is not None:
            last.text.add(text)
        else:
            last = NoteText("", Growing(text), strip.page)
            found.append(last)
    return found


def references(text: str) -> list[str]:
    """The marks in ``text`` that may refer to notes, in order."""
    return _REFERENCE.findall(_UNIT.sub("m", text))
