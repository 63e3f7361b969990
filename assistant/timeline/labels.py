"""What an event is called, and the words that it is found by."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

from assistant.matching import Words
from assistant.opened import Opened
from ingest.catalogue import Catalogue
from ingest.dated import Dated
from ingest.document import Element
from ingest.theme import Theme

_LONGEST = 90


@dataclass(frozen=True)
class Read:
    """An opened document with its elements and themes."""

    document: Opened
    elements: tuple[Element, ...]
    themes: tuple[Theme, ...]
    _words: dict[int, Words] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Opened, catalogue: Catalogue) -> Read:
        """``document`` with what the catalogue knows of it."""
        elements = catalogue.elements(document.entry.id, 0, len(document.text))
        themes = [held.theme for held in catalogue.themes([document.entry.id])]
        return cls(document, tuple(elements), tuple(themes))

    def element(self, at: int) -> Element | None:
        """The element that the place is in."""
        before = bisect_right(self.elements, at, key=attrgetter("start"))
        return self.elements[before - 1] if before else None

    def path(self, element: Element | None) -> tuple[str, ...]:
        """The headings above an element."""
        inside = element is not None and element.section >= 0
        return self.document.sections[element.section].path if element and inside else ()

    def row_words(self, element: Element) -> Words:
        """The words of a row with its headings."""
        if element.start not in self._words:
            text = self.document.text[element.start : element.end]
            self._words[element.start] = Words.of(text, *self.path(element))
        return self._words[element.start]


def label(dated: Dated, read: Read) -> str:
    """What happens then: the theme, the row or the section, else the sentence itself."""
    text, element = read.document.text, read.element(dated.expression[0])
    context = text[slice(*dated.context)]
    if _of_a_head(dated, element):
        return _shortened(context)
    if theme := _theme(dated, read):
        return _shortened(theme.title)
    if element and element.cells:
        key = element.cells[min(element.key, len(element.cells) - 1)]
        if not key.start <= dated.expression[0] < key.end:
            return _shortened(text[key.start : key.end])
    path = read.path(element)
    return _shortened(path[-1] if path else context)


def subject(dated: Dated, named: str, read: Read) -> tuple[object, ...]:
    """What an event called ``named`` is of: a thing said twice of the same is one event.

    A row is not another row, nor an item another, though both say "2025"; a column's head says
    its date once for all rows.
    """
    element = read.element(dated.expression[0])
    if not element or _of_a_head(dated, element):
        return (named,)
    if element.cells:
        return (element.start,)
    of = named, *read.path(element)
    return (*of, read.document.text[element.start : element.end]) if element.kind == "item" else of


def words(dated: Dated, named: str, read: Read) -> Words:
    """The words of an event's label, sentence, row and headings."""
    element = read.element(dated.expression[0])
    context = read.document.text[slice(*dated.context)]
    said = Words.of(named, context, *read.path(element))
    if not element or not element.cells or _of_a_head(dated, element):
        return said
    row = read.row_words(element)
    return Words(said.stems | row.stems, said.words | row.words)


def _of_a_head(dated: Dated, element: Element | None) -> bool:
    """Whether a column's head says it, which is of no row alone."""
    at = dated.expression[0]
    cells = element.cells if element else ()
    return bool(cells) and not any(cell.start <= at < cell.end for cell in cells)


def _theme(dated: Dated, read: Read) -> Theme | None:
    """The innermost theme that the date stands in."""
    at = dated.expression[0]
    around = [theme for theme in read.themes if theme.start <= at < theme.end and theme.title]
    return min(around, key=lambda theme: theme.end - theme.start, default=None)


def _shortened(text: str) -> str:
    """One line of ``text``, cut at a word's end."""
    text = " ".join(text.split()).rstrip(" :")
    if len(text) <= _LONGEST:
        return text
    cut = text.rfind(" ", 0, _LONGEST - 1)
    return text[: cut if cut > 0 else _LONGEST - 2].rstrip(" ,;:–-") + " …"
