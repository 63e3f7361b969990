"""A drawing of a few shapes and texts, written as SVG that is the same for the same shapes.

Text stays text. Nothing outside the file is named but the namespace. All lengths are CSS pixels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from assistant.pictures import colours
from assistant.pictures.letters import clean

_FONTS = "Roboto, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Style:
    """How text is set; with ``halo`` lines below stop short of it."""

    size: float
    colour: str = colours.INK
    anchor: Anchor = "start"
    strong: bool = False
    halo: bool = False


@dataclass
class Drawing:
    """Shapes on a sheet, later ones above earlier ones."""

    title: str
    description: str
    language: str
    _parts: list[str] = field(default_factory=list)

    def circle(self, centre: Point, radius: float, fill: str, said: str = "") -> None:
        """A filled circle; ``said`` is shown where the pointer rests on it."""
        x, y = centre
        self._add("circle", f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"', said)

    def bar(self, corner: Point, size: Point, fill: str, said: str = "") -> None:
        """A filled rectangle, its corners a little round."""
        (x, y), (width, height) = corner, size
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._add("rect", f'{place} rx="2" fill="{fill}"', said)

    def shape(self, points: Sequence[Point], fill: str, said: str = "", edge: str = "") -> None:
        """A filled polygon, with an edge where a colour is given."""
        drawn = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        stroke = f' stroke="{edge}" stroke-width="1.2"' if edge else ""
        self._add("polygon", f'points="{drawn}" fill="{fill}"{stroke}', said)

    def line(self, start: Point, end: Point, colour: str, *, dashed: bool = False) -> None:
        """A hairline."""
        place = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
        dashes = ' stroke-dasharray="4 3"' if dashed else ""
        self._add("line", f'{place} stroke="{colour}" shape-rendering="crispEdges"{dashes}')

    def text(self, at: Point, words: str, style: Style) -> None:
        """One line of text; ``at`` is on its base line."""
        place = f'x="{_n(at[0])}" y="{_n(at[1])}"'
        face = f' font-size="{_n(style.size)}" fill="{style.colour}"'
        side = f' text-anchor="{style.anchor}"' if style.anchor != "start" else ""
        weight = ' font-weight="600"' if style.strong else ""
        halo = f' stroke="{colours.SHEET}" stroke-width="4" paint-order="stroke"'
        edge = halo if style.halo else ""
        self._parts.append(f"<text {place}{face}{side}{weight}{edge}>{_safe(words)}</text>")

    def _add(self, name: str, attributes: str, said: str = "") -> None:
        inner = f"><title>{_safe(said)}</title></{name}>" if said else "/>"
        self._parts.append(f"<{name} {attributes}{inner}")

    def svg(self, width: float, height: float) -> str:
        """The drawing on a white sheet of this size."""
        body = "\n".join(self._parts)
        told = f"{_safe(self.title)}\n{_safe(self.description)}"
        # Several drawings may stand in one page, where an id must be one's own.
        own = hashlib.sha256(f"{told}\n{body}".encode()).hexdigest()[:12]
        size = f'width="{_n(width)}" height="{_n(height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {_n(width)} {_n(height)}" role="img" lang="{_safe(self.language)}" '
            f'aria-labelledby="t{own} d{own}" font-family="{_FONTS}">\n'
            f'<title id="t{own}">{_safe(self.title)}</title>\n'
            f'<desc id="d{own}">{_safe(self.description)}</desc>\n'
            f'<rect {size} fill="{colours.SHEET}"/>\n{body}\n</svg>\n'
        )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _safe(text: str) -> str:
    return escape(clean(text))
