"""A document's canonical text as HTML: every character of it, escaped, in its order.

What the reader sees between the tags is the text itself, so a citation's place can be marked by
its offsets alone. That is also why list markers and the heads of table rows stand as they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ingest.document import Element, Section

_LEVELS = (2, 6)
"""The page's own title is level 1."""
_NUMBER = re.compile(r"-?[0-9]{1,12}")
_INDENT = 2
"""Spaces that a list item is set in by for each level, as the canonical text has them."""


@dataclass(frozen=True)
class Marked:
    """A text with one marked span; none where ``start == end``."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, start: str, end: str) -> Marked:
        """From offsets as an address has them, clamped to the text; none where one is no number."""
        if not (_NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)):
            return cls(text, 0, 0)
        first = min(max(int(start), 0), len(text))
        last = min(max(int(end), first), len(text))
        while first < last and text[first].isspace():
            first += 1
        return cls(text, first, last)

    @property
    def any(self) -> bool:
        """Whether anything is marked."""
        return self.start < self.end

    def html(self, start: int, end: int) -> str:
        """``text[start:end]``, its marked part in ``<mark>``; the first of all has the id."""
        first, last = max(start, self.start), min(end, self.end)
        if first >= last:
            return escape(self.text[start:end])
        name = ' id="sted"' if first == self.start else ""
        return (
            f"{escape(self.text[start:first])}<mark{name}>{escape(self.text[first:last])}</mark>"
            f"{escape(self.text[last:end])}"
        )


@dataclass(frozen=True)
class Shown:
    """How a text is shown: what is marked in it, and what is put in.

    ``inserted`` is HTML of a page's own that stands before the block where the marked span begins;
    ``page`` is how the number of a page is said, in ``language``.
    """

    marked: Marked
    sections: Sequence[Section] = ()
    inserted: str = ""
    page: str = "side {page}"
    language: str = "da"

    def begins(self, element: Element) -> bool:
        """Whether what is put in stands before ``element``."""
        start = self.marked.start
        return bool(self.inserted) and element.start <= start < element.end


def contents(sections: Sequence[Section], name: str, *, folded: bool = False) -> str:
    """The table of contents, called ``name``; "" for a document without headings."""
    if not sections:
        return ""
    entries = "".join(
        f'<li class="level-{min(len(section.path), 4)}"><a href="#afsnit-{number}">'
        f"{escape(section.path[-1])}</a></li>"
        for number, section in enumerate(sections)
    )
    return (
        f'<nav class="contents" aria-label="{name}"><details{"" if folded else " open"}>'
        f'<summary>{name}</summary><ol lang="da">{entries}</ol></details></nav>'
    )


def written(shown: Shown, elements: Sequence[Element], title: str) -> str:
    """The text as HTML. A first line that only says ``title`` again is there but not seen."""
    marked = shown.marked
    again = bool(elements) and marked.text[: elements[0].end].strip() == title
    if not again or (marked.any and marked.start < elements[0].end):
        return "".join(_blocks(shown, elements))
    first = f'<p class="again">{marked.html(0, elements[0].end)}</p>'
    return first + "".join(_blocks(shown, elements[1:], elements[0].end))


def part(marked: Marked, elements: Sequence[Element], sections: Sequence[Section]) -> str:
    """Some ``elements`` that follow one another, and nothing of what stands around them."""
    if not elements:
        return ""
    cut = Marked(marked.text[: elements[-1].end], marked.start, marked.end)
    return "".join(_blocks(Shown(cut, sections), elements, elements[0].start))


def _blocks(shown: Shown, elements: Sequence[Element], at: int = 0) -> Iterator[str]:
    marked = shown.marked
    headings = {section.start: number for number, section in enumerate(shown.sections)}
    page, listing = None, False
    for element in elements:
        if listing != (element.kind == "item"):
            listing = not listing
            yield "<ul>" if listing else "</ul>"
        yield _between(marked, at, element.start, "li" if listing else "p")
        if element.page is not None and element.page != page and not listing:
            page = element.page
            yield _page(shown, page)
        if shown.begins(element):
            yield f"</ul>{shown.inserted}<ul>" if listing else shown.inserted
        yield _block(marked, element, headings, shown.sections)
        at = element.end
    yield "</ul>" if listing else ""
    yield _between(marked, at, len(marked.text), "p")


def _page(shown: Shown, number: int) -> str:
    """Where a page begins; its number is no part of the text, so a style sheet shows it."""
    name = shown.page.format(page=number)
    return f'<div class="page" lang="{shown.language}" data-page="{name}"></div>'


def _between(marked: Marked, start: int, end: int, tag: str) -> str:
    """What no element has: line ends as a rule, but nothing of a text may be left out."""
    shown = marked.html(start, end)
    return f"<{tag}>{shown}</{tag}>" if marked.text[start:end].strip() else marked.text[start:end]


def _block(
    marked: Marked, element: Element, headings: dict[int, int], sections: Sequence[Section]
) -> str:
    inner = marked.html(element.start, element.end)
    if element.kind == "heading" and element.start in headings:
        number = headings[element.start]
        level = min(_LEVELS[0] - 1 + len(sections[number].path), _LEVELS[1])
        return f'<h{level} id="afsnit-{number}">{inner}</h{level}>'
    if element.kind == "item":
        text = marked.text[element.start : element.end]
        depth = (len(text) - len(text.lstrip(" "))) // _INDENT
        return f'<li class="deep-{min(depth, 4)}">{inner}</li>'
    if element.kind == "row" and element.cells:
        return _row(marked, element)
    return f'<p class="{element.kind}">{inner}</p>'


def _row(marked: Marked, element: Element) -> str:
    """A table row as its lines, the column's head before each value."""
    parts: list[str] = []
    at = element.start
    for cell in element.cells:
        head = marked.text[at : cell.start]
        gap = len(head) - len(head.lstrip("\n"))
        parts.append(marked.text[at : at + gap])
        named = f"<dt>{marked.html(at + gap, cell.start)}</dt>" if head.strip() else ""
        parts.append(f"<div>{named}<dd>{marked.html(cell.start, cell.end)}</dd></div>")
        at = cell.end
    rest = _between(marked, at, element.end, "dd")
    return f'<dl class="row">{"".join(parts)}{rest}</dl>'
