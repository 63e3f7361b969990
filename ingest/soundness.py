"""Whether a document that came out of another process holds together.

Its form was checked by type; this looks at the values. A reader that was taken over may send any,
and what stands behind it (the passages, the catalogue) trusts that each place is in the text.
"""

from __future__ import annotations

from itertools import pairwise

from ingest.document import Document, Element, Section

_MOST = 1 << 53
"""Pages and levels are whole numbers that a database keeps."""
_DEEPEST = 100
_LONGEST = 1000
"""Characters of a heading. It stands before each passage below it, and most are cut at 110."""


def is_sound(document: Document) -> bool:
    """Whether every place is in the text, elements in order, and every number a likely one."""
    length = len(document.text)
    return (
        all(_element(one, length, len(document.sections)) for one in document.elements)
        and all(one.end <= other.start for one, other in pairwise(document.elements))
        and all(_section(one, length) for one in document.sections)
    )


def _element(one: Element, length: int, sections: int) -> bool:
    return (
        0 <= one.start < one.end <= length
        and -1 <= one.section < sections
        and 0 <= (one.page or 0) < _MOST
        and 0 <= one.key <= len(one.cells)
        and all(one.start <= cell.start <= cell.end <= one.end for cell in one.cells)
    )


def _section(one: Section, length: int) -> bool:
    return (
        0 <= one.start <= one.end <= length
        and 0 <= one.level < _MOST
        and 0 <= (one.page or 0) < _MOST
        and 0 < len(one.path) < _DEEPEST
        and all(len(title) < _LONGEST for title in one.path)
    )
