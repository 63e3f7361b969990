"""What a theme is shown as: its title with the number and word that stand before it."""

from __future__ import annotations

import re

from assistant.markdown import escaped
from ingest.passages import Span
from ingest.theme import Theme

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
