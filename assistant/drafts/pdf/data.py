"""A draft as data that the printed page is set from."""

from __future__ import annotations

import re
from typing import Any

from assistant.drafts.columns import widths
from assistant.drafts.draft import Block, Bullets, Draft, Line, Paragraph
from assistant.drafts.markdown import MISSING
from assistant.drafts.telling import (
    AUTHOR,
    Note,
    Told,
    cited,
    clean,
    keywords,
    leads_in,
    notice,
    told,
)

_LONG = re.compile(r"\S{30,}")
"""A word that may be wider than what it stands in; no hyphenation knows how to cut an address."""
_TENTH = re.compile(r"\S{10}(?=[^\s\u0300-\u036f\u200b-\u200f\ufe00-\ufe0f])")
_HERE = "\N{ZERO WIDTH SPACE}"
_WHOLE = 1000
"""What the widths of a table's columns add up to."""


def data(draft: Draft) -> dict[str, Any]:
    """What ``draft.typ`` reads: plain texts, each source's note once, and where it is used."""
    return _Data(draft).whole()


def _cut(text: str) -> str:
    """``text`` with places to cut it in its longest words."""
    return _LONG.sub(lambda word: _TENTH.sub(rf"\g<0>{_HERE}", word[0]), text)


class _Data:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._citations = cited(draft)
        self._notes: dict[str, dict[str, str]] = {}

    def whole(self) -> dict[str, Any]:
        draft = self._draft
        parts = [
            {"heading": _cut(clean(part.heading)), "blocks": [*map(self._block, part.blocks)]}
            for part in draft.parts
        ]
        return {
            "title": clean(draft.title),
            "headline": _cut(clean(draft.title)),
            "byline": _cut(clean(draft.byline)),
            "author": AUTHOR,
            "notice": notice(draft),
            "keywords": keywords(draft),
            "missing": MISSING,
            "parts": parts,
            "notes": self._notes,
        }

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            led = leads_in(block.line)
            return {"kind": "paragraph", "leads": led, "line": self._line(block.line)}
        if isinstance(block, Bullets):
            return {"kind": "bullets", "items": [self._line(item) for item in block.items]}
        return {
            "kind": "table",
            "heads": [_cut(clean(head)) for head in block.heads],
            "widths": widths(block, _WHOLE),
            "cells": [self._line(cell) for row in block.rows for cell in row],
        }

    def _line(self, line: Line) -> list[dict[str, Any]]:
        return [self._sentence(one) for one in told(line, self._citations)]

    def _sentence(self, one: Told) -> dict[str, Any]:
        return {
            "text": _cut(one.text),
            "strong": one.strong,
            "remark": one.remark,
            "missing": one.missing,
            "notes": [self._use(note) for note in one.notes],
        }

    def _use(self, note: Note) -> dict[str, Any]:
        """A note where it is used: told of at its first use, and only its number later."""
        first = note.key not in self._notes
        words = {"before": note.before, "title": note.title, "after": note.after}
        self._notes[note.key] = {name: _cut(text) for name, text in words.items()}
        return {"note": note.key, "first": first}
