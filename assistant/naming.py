"""What a theme is shown as: its title with the number before it, and what it says."""

from __future__ import annotations

import re

from assistant.markdown import escaped, shortened
from ingest.marks import without_said
from ingest.passages import Span
from ingest.theme import Theme

_BULLETS = " -–•*"
_BEFORE = re.compile(r"(?:^[^\W\d_]+\s+)?\d[\d.]*[.:)–-]*\s*$")
"""The number before a title, with the word that begins the line: "Spor 1: "."""


def span(theme: Theme, text: str) -> Span:
    """Where a theme's number and title stand in its document's ``text``."""
    start, end = theme.name
    line = text.rfind("\n", 0, start) + 1
    before = _BEFORE.search(text[line:start])
    return (line + before.start() if before else start), end


def shown(theme: Theme, text: str) -> str:
    """The same as Markdown."""
    return escaped(text[slice(*span(theme, text))].strip().rstrip(":"))


def told(text: str, longest: int) -> str:
    """Words of a theme as Markdown on one line: as they stand now, and no longer than that."""
    return escaped(shortened(without_said(text).lstrip(_BULLETS), longest))
