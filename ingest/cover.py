"""The cover of a paper: the title that it gives itself, and what else stands above its text."""

from __future__ import annotations

import re
from itertools import takewhile

from ingest import headings
from ingest.blocks import Block, Caption, Paragraph
from ingest.raw import Raw
from ingest.words import finished, folded, last_sign

_COVER_CHARS = 90
_COVER_LINES = 6
_NAMES = 4
"""So many lines of a cover may make its title."""


def cover(raws: list[Raw], contents: frozenset[str]) -> tuple[str, list[Block], list[Raw]]:
    """The title, what else stands on the cover, and the rest.

    The title heading is the document's, not a section's: it would only repeat the title in the
    path of every place. A cover has something below it; a file of short lines is all text.
    """
    headed = _is_titled(raws)
    if not raws or not (headed or raws[0].kind == "text"):
        return "", [], raws
    end = 1 if headed else 0
    while end < min(len(raws), _COVER_LINES) and _on_cover(raws[end:], contents, started=end > 0):
        end += 1
    if end == len(raws) or (end == _COVER_LINES and _on_cover(raws[end:], contents, started=True)):
        title = " ".join(raws[0].text.split())
        # A line that nothing follows says all that there is, and must be found.
        kept = 1 if headed or len(raws) > 1 else 0
        return title, [_caption(raw) for raw in raws[:kept]], raws[kept:]
    names = raws[:1] if headed else _names(raws[:end])
    title = " ".join(" ".join(raw.text for raw in names).split())
    return title, [_cover_block(raw, title) for raw in raws[:end]], raws[end:]


def _is_titled(raws: list[Raw]) -> bool:
    """Whether the first heading holds all others."""
    if not raws or raws[0].kind != "heading":
        return False
    return not any(r.kind == "heading" and r.level <= raws[0].level for r in raws[1:])


def _names(cover: list[Raw]) -> list[Raw]:
    """The lines of a cover without mark-up that make the title: up to one that says something."""
    lines = [raw for raw in cover if not (headings.is_date(raw.text) or _is_sender(raw.text))]
    lines = lines or cover
    rest = lines[1:_NAMES]
    return [*lines[:1], *takewhile(lambda raw: not headings.states(raw.text), rest)]


def _on_cover(rest: list[Raw], contents: frozenset[str], *, started: bool) -> bool:
    raw, below = rest[0], rest[1] if len(rest) > 1 else None
    short = (
        raw.kind == "text" and len(raw.text) <= _COVER_CHARS and last_sign(raw.text) not in ".:?!"
    )
    if not short or headings.number_of(raw.text) or folded(raw.text) in contents:
        return False
    if started and (":" in raw.text or (below is not None and below.kind == "row")):
        return False
    # The last short line before running text is its heading, unless it is the very first line.
    level = 0 if _is_sender(raw.text) else headings.level_of(raw, contents)
    if not started or not level or below is None or below.kind == "heading":
        return True
    said = level < headings.BARE and below.kind == "text" and finished(below.text)
    return not said and len(below.text) <= _COVER_CHARS


def _cover_block(raw: Raw, title: str) -> Block:
    """A cover's line: a passage unless the title, a date or the organisation is all it says."""
    told = set(folded(title).split())
    if raw.kind == "text" and headings.labelled(raw.text):
        return Paragraph(raw.text, raw.page)
    if headings.is_date(raw.text) or _is_sender(raw.text) or set(folded(raw.text).split()) <= told:
        return _caption(raw)
    return Paragraph(raw.text, raw.page)


def _is_sender(text: str) -> bool:
    return bool(re.fullmatch(r"\S+ kommune", text, re.IGNORECASE))


def _caption(raw: Raw) -> Caption:
    return Caption(raw.text, raw.page)
