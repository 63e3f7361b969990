"""The numbered sources at the end of an answer: written, and cut off an answer that comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.markdown import escaped
from assistant.question import Language

_HEADS: dict[Language, str] = {"da": "Kilder:", "en": "Sources:"}
_PAGES: dict[Language, str] = {"da": "s.", "en": "p."}
_ENTRY = re.compile(r"\[\d+\] ")
_BREAK = "  \n"
"""Markdown's own break of a line: readers of it would set plain lines as one paragraph."""


def written(citations: Sequence[Citation], language: Language) -> str:
    """What follows the answer's text: a blank line, a head, one line a source; "" without any."""
    if not citations:
        return ""
    entries = (f"[{one.number}] {_place(one, language)}" for one in citations)
    return "\n\n" + _BREAK.join([_HEADS[language], *entries])


def _place(citation: Citation, language: Language) -> str:
    page = f"{_PAGES[language]} {citation.page}" if citation.page is not None else ""
    section = " › ".join(citation.section)
    return escaped(
        ", ".join(part for part in (citation.title, citation.organisation, section, page) if part)
    )


def without(text: str) -> str:
    """``text`` without the sources at its end."""
    lines = text.splitlines()
    at = len(lines)
    while at and (not lines[at - 1].strip() or _ENTRY.match(lines[at - 1])):
        at -= 1
    if 0 < at < len(lines) and lines[at - 1].strip() in _HEADS.values():
        return "\n".join(lines[: at - 1]).rstrip()
    return text
