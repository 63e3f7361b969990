"""A marked span of a canonical text as the quote to be found on its document's pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.document import Element
from ingest.shown import Wanted
from ui.body import Marked

_AROUND = 600
"""Characters before and after."""
_MOST_PARTS = 60
_MOST_PAGES = 3
Span = tuple[int, int]


def wanted(marked: Marked, elements: Sequence[Element]) -> Wanted | None:
    """What to look for; None where nothing is marked, or what is stands on no numbered page."""
    held = [e for e in elements if e.start < marked.end and e.end > marked.start]
    pages = [e.page for e in held if e.page is not None]
    if not pages or not marked.any or min(pages) < 1:
        return None
    first = pages[0]
    last = max(first, min(_last(elements, pages[-1], marked.end), first + _MOST_PAGES - 1))
    own = [span for e in held if (e.page or first) <= last for span in _own(e)]
    parts = _cut(marked.text, own, marked.start, marked.end)
    if not parts:
        parts = _cut(marked.text, [(e.start, e.end) for e in held], marked.start, marked.end)
    around = list(_words(marked, elements))
    before = _cut(marked.text, around, marked.start - _AROUND, marked.start)
    after = _cut(marked.text, around, marked.end, marked.end + _AROUND)
    return Wanted(first, last, "\n".join(before), tuple(parts[:_MOST_PARTS]), "\n".join(after))


def _last(elements: Sequence[Element], page: int, end: int) -> int:
    """The page that what begins on ``page`` may run on to: no further than what follows it."""
    following = next((e.page for e in elements if e.start >= end and e.page is not None), page + 1)
    return min(max(following, page), page + 1)


def _words(marked: Marked, elements: Sequence[Element]) -> Iterator[Span]:
    low, high = marked.start - _AROUND, marked.end + _AROUND
    for element in elements:
        if element.start < high and element.end > low:
            yield from _own(element)


def _own(element: Element) -> Iterator[Span]:
    """What of an element stands in its own place: of a row neither heads nor what it inherits."""
    if not element.cells:
        yield element.start, element.end
    yield from ((cell.start, cell.end) for cell in element.cells if not cell.inherited)


def _cut(text: str, spans: Sequence[Span], start: int, end: int) -> list[str]:
    """The parts of ``spans`` that are within ``[start, end)``."""
    cut = ((max(a, start), min(b, end)) for a, b in spans)
    return [text[a:b] for a, b in cut if a < b and text[a:b].strip()]
