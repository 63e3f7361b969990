"""What the pictures share: margins, type sizes, the headline, the sheet with nothing to show."""

from __future__ import annotations

from typing import Literal

from assistant.pictures import colours
from assistant.pictures.drawing import Drawing, Style
from assistant.pictures.letters import clean, wrapped

Language = Literal["da", "en"]
EDGE = 28.0
SIZE, SMALL, LARGE = 13.0, 11.5, 19.0
LEADING = 17.0
"""From one base line to the next of text of ``SIZE`` or ``SMALL``."""
NARROWEST = 420.0
"""The least width between the margins: a title needs some."""
_TITLE_LINES = 3


def headline(drawing: Drawing, title: str, width: float) -> float:
    """Write the title over ``width``; returns where the picture may begin."""
    lines = wrapped(clean(title), LARGE, width, _TITLE_LINES)
    for index, line in enumerate(lines):
        drawing.text((EDGE, EDGE + 17 + index * 25), line, Style(LARGE, strong=True))
    return EDGE + len(lines) * 25 + (16 if lines else 0)


def blank(drawing: Drawing, words: str) -> tuple[float, float]:
    """Draw what stands where there is nothing to show but ``words``; returns the sheet's size."""
    top = headline(drawing, drawing.title, NARROWEST)
    drawing.text((EDGE, top + 14), words, Style(SIZE, colour=colours.FAINT))
    return NARROWEST + 2 * EDGE, top + 24 + EDGE
