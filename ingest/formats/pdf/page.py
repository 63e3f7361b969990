"""What stands on a PDF page: letters, ruled lines and filled areas, in points from its top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set. ``turned`` is its direction in quarter turns, -1 for askew."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    turned: int = 0
    hidden: bool = False
    white: bool = False


class Letter(NamedTuple):
    """One character; ``base`` is the line that it stands on."""

    text: str
    x0: float
    x1: float
    base: float
    look: Look


class Box(NamedTuple):
    """An upright rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is seen, with the text that runs as most of it does.

    ``turned`` are letters that stand on their side, with ``base`` as the lower end of each;
    ``rules`` are thin lines, upright or level; ``fills`` coloured areas; ``dots`` bullets that are
    drawn and no letters. ``pictured`` is the share of the page that its largest picture covers,
    ``unmapped`` the share of its letters that no one can name.
    """

    number: int
    width: float
    height: float
    letters: tuple[Letter, ...] = ()
    rules: tuple[Box, ...] = ()
    fills: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()
    pictured: float = 0.0
    unmapped: float = 0.0
    turned: tuple[Letter, ...] = ()
