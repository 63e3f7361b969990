"""What a new edition of a paper changes, as a table with the words that differ marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from assistant.answer import Citation
from assistant.comparing import Difference
from ingest.catalogue import Catalogue
from ingest.records import Entry
from ui.register import frame
from ui.register.frame import View
from ui.register.sources import shortened, way

_LONG = 600
_MOST = 500
_WORDS = re.compile(r"\S+")


def table(view: View, found: Sequence[Difference], pair: tuple[Entry, Entry]) -> str:
    """The differences of the older and the newer edition."""
    words = view.words
    old = f"{words['old']}: {frame.title(pair[0])}"
    new = f"{words['now']}: {frame.title(pair[1])}"
    if not found:
        return f"<section><h2>{words['changes']}</h2>{frame.note(words['no changes'])}</section>"
    counts = Counter[str](one.kind for one in found)
    kinds = [kind for kind in ("new", "changed", "gone") if counts[kind]]
    told = ", ".join(f"{counts[kind]} {words[kind].lower()}" for kind in kinds)
    with view.service.index.reading() as catalogue:
        rows = "".join(_row(view, one, _of(one, catalogue)) for one in found[:_MOST])
    rest = len(found) - _MOST
    more = frame.note(words["more changes"].format(count=rest)) if rest > 0 else ""
    return (
        f'<section><h2>{words["changes"]}</h2><p class="count">{told}</p>'
        f'<table class="changes"><thead><tr><th scope="col">{words["what"]}</th>'
        f'<th scope="col">{escape(old)}</th><th scope="col">{escape(new)}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}</section>"
    )


def _of(found: Difference, catalogue: Catalogue) -> str:
    """What a difference is of: the row and column of a cell, else the heading above it."""
    place = found.new or found.old
    if place is None:
        return ""
    heading = place.section[-1] if place.section else ""
    elements = catalogue.elements(place.document_id, place.start, place.start + 1)
    row = next((element for element in elements if element.cells), None)
    if row is None:
        return heading
    text = catalogue.text(place.document_id) or ""
    key = row.cells[min(row.key, len(row.cells) - 1)]
    cell = next((cell for cell in row.cells if cell.start <= place.start < cell.end), None)
    if cell is None or key.start <= place.start < key.end:
        return heading
    before = max([row.start, *(other.end for other in row.cells if other.end <= cell.start)])
    parts = (text[key.start : key.end], text[before : cell.start].strip(" \n:"))
    return " · ".join(shortened(part, 70) for part in parts if part)


def _row(view: View, found: Difference, of: str) -> str:
    words = view.words
    before, after = _marked(view, found.old, found.new)
    place = f'<span class="facts" lang="da">{escape(shortened(of, 150))}</span>' if of else ""
    return (
        f'<tr class="{found.kind}"><th scope="row">{words[found.kind]} {place}</th>'
        f'<td data-head="{words["old"]}">{before or words["nothing"]}</td>'
        f'<td data-head="{words["now"]}">{after or words["nothing"]}</td></tr>'
    )


def _marked(view: View, old: Citation | None, new: Citation | None) -> tuple[str, str]:
    """Both quotes as links; of two, the words that are in one alone are marked."""
    if old is None or new is None:
        return _link(view, old, _whole(old)), _link(view, new, _whole(new))
    before, after = _WORDS.findall(_said(old)), _WORDS.findall(_said(new))
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    gone = _alone(before, [(block.a, block.size) for block in same], "del")
    come = _alone(after, [(block.b, block.size) for block in same], "ins")
    return _link(view, old, gone), _link(view, new, come)


def _alone(words: Sequence[str], shared: Sequence[tuple[int, int]], tag: str) -> str:
    """``words`` with those outside ``shared`` marked, run by run."""
    parts: list[str] = []
    at = 0
    for start, size in shared:
        if start > at:
            parts.append(f"<{tag}>{escape(' '.join(words[at:start]))}</{tag}>")
        if size:
            parts.append(escape(" ".join(words[start : start + size])))
        at = start + size
    return " ".join(parts)


def _whole(citation: Citation | None) -> str:
    """A quote line by line, as a row has its cells."""
    lines = citation.quote.strip().removeprefix("- ")[:_LONG].split("\n") if citation else []
    cut = " …" if citation and len(citation.quote) > _LONG else ""
    return "<br>".join(escape(" ".join(line.split())) for line in lines) + cut


def _said(citation: Citation | None) -> str:
    return shortened(citation.quote.strip().removeprefix("- "), _LONG) if citation else ""


def _link(view: View, citation: Citation | None, html: str) -> str:
    if citation is None:
        return ""
    return f'<a lang="da" href="{way(view, citation)}">{html}</a>'
