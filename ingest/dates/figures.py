"""Tables of figures, where "2013" may be pupils or kroner."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from ingest.dates.chains import Chain
from ingest.dates.places import Line
from ingest.document import Document

_FIGURE = re.compile(r"-?\d[\d.,]*(?:[ \xa0]?(?:%|kr\.?|pct\.?|mio\.?|t\.?kr\.?))?")
_OF_TIME = re.compile(r"år|tid|period|dato|frist|deadline|start|slut|hvornår|year|date", re.I)


class Figures:
    """Tells years in a document's tables from other figures; each row is looked at once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows: dict[int, int] = {}

    def holds(self, line: Line, chain: Chain) -> bool:
        """Whether a bare year is a cell among figures, under a head that is not of time."""
        element, atom = self._document.elements[line.element], chain.atoms[0]
        if len(chain.atoms) > 1 or atom.unit != "year" or atom.until or not element.cells:
            return False
        if len(line.text) > _LONGEST_LINE or self._count(line.element) < _FEW:
            return False
        span = line.start + atom.start, line.start + atom.end
        at = bisect_right(element.cells, span[0], key=attrgetter("start")) - 1
        cell = element.cells[at]
        return at >= 0 and (cell.start, cell.end) == span and not _OF_TIME.search(cell.head)

    def _count(self, number: int) -> int:
        """How many cells of a row are figures."""
        if number not in self._rows:
            text, cells = self._document.text, self._document.elements[number].cells
            own = (text[cell.start : cell.end] for cell in cells if not cell.inherited)
            self._rows[number] = sum(bool(_FIGURE.fullmatch(cell)) for cell in own)
        return self._rows[number]


_FEW = 2
_LONGEST_LINE = 200
"""A bare figure's line has its head before it and nothing else."""
