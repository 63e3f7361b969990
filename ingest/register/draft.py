"""A theme while it is being found: not yet in a tree, not yet named within its document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest import sentences
from ingest.document import Document
from ingest.passages import Span
from ingest.theme import Field
from ingest.words import folded

LIKE = "tiltag"
"""What that is called which tells who does it and when, where the paper does not say what it is."""
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)")
_ASIDE = re.compile(r"\s+\((?:[^()]*$|[^()]*,[^()]*,[^()]*\).*)", re.DOTALL)
"""A list in brackets behind a name, or one that the line's end cuts."""
_LONGEST = 1000
"""Characters of a line in which its first sentence ends."""
_SIGNS = " .:;,–-"


@dataclass(frozen=True)
class Draft:
    """``name`` is where the title stands; ``above`` the ``name`` of the theme that it is under.

    ``gathers``: rows that may lie apart are under it, and what stands between them is not.
    """

    kind: str
    number: str
    title: str
    name: Span
    start: int
    end: int
    fields: tuple[Field, ...] = ()
    above: Span | None = None
    gathers: bool = False

    @property
    def said(self) -> str:
        """The title, so that two ways to write it are one."""
        return folded(self.title)

    def holds(self, other: Draft) -> bool:
        """Whether ``other`` stands within this one."""
        return self.start <= other.start and other.end <= self.end


def titled(document: Document, span: Span) -> tuple[str, str, Span]:
    """Number ("" where there is none), title and its place, of the text that names a theme.

    The first sentence of its first line: what follows is told of the theme.
    """
    start, end = span
    text = document.text[start:end]
    start += len(text) - len(text.lstrip())
    line = document.text[start:end].split("\n")[0]
    found = _NUMBER.match(line)
    number = found["number"] if found else ""
    start += found.end() if found else 0
    line = line[found.end() :] if found else line
    first = next(sentences.spans(line[:_LONGEST]), (0, 0))
    start += first[0]
    title = _ASIDE.sub("", line[slice(*first)]).rstrip(_SIGNS)
    return number, title, (start, start + len(title))
