"""How a document was read, counted: its tables, and its pages where it has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.catalogue import Catalogue, Entry
from ingest.document import Element

_ALL = 1 << 62


@dataclass(frozen=True)
class Shape:
    """``pages`` is the last page, slide or sheet that something was read on; 0 without any."""

    tables: int
    pages: int


class Shapes:
    """The shapes of a catalogue's documents, each counted once while it stays as it is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._counted: dict[str, tuple[Entry, Shape]] = {}

    def of(self, entry: Entry) -> Shape:
        """The shape of a document."""
        known = self._counted.get(entry.id)
        if known is None or known[0] != entry:
            elements = self._catalogue.elements(entry.id, 0, _ALL)
            pages = max((element.page or 0 for element in elements), default=0)
            known = entry, Shape(sum(1 for _ in tables(elements)), pages)
            self._counted[entry.id] = known
        return known[1]


def tables(elements: Iterable[Element]) -> Iterator[list[Element]]:
    """The rows of each table: those that follow one another under the same first column head."""

    def table(element: Element) -> tuple[object, ...]:
        heads = tuple(cell.head for cell in element.cells[:1])
        return element.kind, element.section, element.caption, heads

    for (kind, *_), rows in groupby(elements, key=table):
        if kind == "row":
            yield list(rows)
