"""A theme while it is being found: not yet in a tree, not yet named within its document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Document
from ingest.passages import Span
from ingest.theme import Field
from ingest.words import folded

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=\w{4}[.!?])\s+(?=[A-ZÆØÅ\"”“»«])")
_ASIDE = re.compile(r"\s+\((?:[^()]*$|[^()]*,[^()]*,[^()]*\).*)", re.DOTALL)
"""A list in brackets behind a name, or one that the line's end cuts."""
_SIGNS = " .:;,–-"


@dataclass(frozen=True)
class Draft:
    """``name`` is where the title stands; ``above`` the ``name`` of the theme that it is under."""

    kind: str
    number: str
    title: str
    name: Span
    start: int
    end: int
    fields: tuple[Field, ...] = ()
    above: Span | None = None

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
    title = _ASIDE.sub("", _SENTENCE.split(line)[0]).rstrip(_SIGNS)
    return number, title, (start, start + len(title))
