"""What an author marked as new or as struck out, kept as words behind the text that it is in.

Status papers say in red or with tracked changes what is new since last time. The text itself
reads as it stands now, so that a sentence is whole and quotable; what no longer holds is taken
out of it and named behind it: ``[udgået: planlagt til maj]``, ``[ændret: afsluttet i juni]``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ingest.words import folded

WARNING = "Dokumentet har markerede ændringer; de er læst som [ændret] og [udgået]."
"""What a reader that met marks says of it."""
_SAID = re.compile(r"\[(?:ændret|udgået)[:\]]")
_WHOLE = re.compile(r"\s*\[(?:ændret|udgået)(?:: [^\]]*)?\]")
_DESIGN = 0.5
"""Where more of a text than this is coloured, colour is how it looks and says nothing."""
MARKER = "marker"
"""The hue of a highlighter, whichever it is: it marks, and is no code."""
_CODE = 0.2
"""A second hue that is less than this of the first is a slip."""


class Mark(StrEnum):
    """How a stretch of text is marked; the words are what a reader of the text sees."""

    CHANGED = "ændret"
    GONE = "udgået"


@dataclass(frozen=True)
class Run:
    """A stretch of text of one mark, or of none. ``coloured`` names the hue that alone marks it."""

    text: str
    mark: Mark | None = None
    coloured: str = ""


@dataclass(frozen=True)
class Marked:
    """A text as it stands now, and the marks to be said behind it ("" for none)."""

    text: str
    said: str = ""

    def cell(self) -> str:
        """As the text of a table cell: the marks on a line of their own."""
        return "\n".join(part for part in (self.text, self.said) if part)


def marked(runs: Sequence[Run]) -> Marked:
    """One paragraph, heading, item or cell, of its runs in order."""
    text = _tidy("".join(run.text for run in runs if run.mark is not Mark.GONE))
    said = [_said(mark, _stretches(runs, mark), text) for mark in (Mark.CHANGED, Mark.GONE)]
    return Marked(text, " ".join(part for part in said if part))


def standing(text: str, start: int, end: int) -> int:
    """Where what stands in ``text[start:end]`` ends: before the line that says its marks."""
    line = start
    while line < end:
        if _SAID.match(text, line, end):
            return max(start, line - 1)
        line = text.find("\n", line, end) + 1 or end
    return end


def without_said(text: str) -> str:
    """``text`` as it stands, without the words that say its marks."""
    return _WHOLE.sub("", text)


def without_design(texts: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """The runs of a whole document, with colour as a mark only where it can be one.

    Colour that most of a paper has is how it looks, and several hues are a code (green for what
    goes well, red for what is late): what is new since last time has one colour.
    """
    of_all = sum(len(run.text) for runs in texts for run in runs)
    hues: Counter[str] = Counter()
    for run in (run for runs in texts for run in runs if run.coloured):
        hues[run.coloured] += len(run.text)
    most = [count for name, count in hues.most_common(3) if name != MARKER]
    code = len(most) > 1 and most[1] >= _CODE * most[0]
    if not code and hues.total() <= _DESIGN * of_all:
        return [list(runs) for runs in texts]
    return [[Run(run.text) if run.coloured else run for run in runs] for runs in texts]


def _stretches(runs: Sequence[Run], mark: Mark) -> list[str]:
    """The texts of one mark; runs that follow one another are one stretch."""
    groups = groupby(runs, key=lambda run: run.mark is mark)
    found = [_tidy("".join(run.text for run in group)) for wanted, group in groups if wanted]
    return [text for text in found if text.strip(" .,;:–-")]


def _said(mark: Mark, stretches: list[str], text: str) -> str:
    if not stretches:
        return ""
    if mark is Mark.CHANGED and folded(" ".join(stretches)) == folded(text):
        return f"[{mark}]"
    return f"[{mark}: {'; '.join(' '.join(s.split()) for s in stretches)}]"


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
