"""The original of a cited place: what is looked for on a file's pages, and what came of it.

Passed between the server and the process that reads, so it is plain values and no library's.
"""

from __future__ import annotations

from dataclasses import dataclass

_MOST_PIXELS = 10_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Wanted:
    """A quote to be found on the pages ``first`` to ``last``, counted from 1.

    ``parts`` are its own words in order, a cell or a paragraph each; ``before`` and ``after`` what
    stands around it, by which one of two places with the same words is told from the other.
    """

    first: int
    last: int
    before: str
    parts: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class Area:
    """An upright rectangle on a page, as fractions of its width and height from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """One page as a picture, in pixels, with what is highlighted on it, an area a line.

    ``written`` is whether the page has letters: a scan is only a picture.
    """

    page: int
    width: int
    height: int
    areas: tuple[Area, ...]
    written: bool


@dataclass(frozen=True)
class Picture:
    """A page with its picture as PNG bytes."""

    sheet: Sheet
    png: bytes


def is_sound_picture(picture: Picture, wanted: Wanted) -> bool:
    """Whether a picture is one of those that were asked for; a NaN is in no range."""
    sheet = picture.sheet
    numbers = (n for a in sheet.areas for n in (a.x, a.y, a.width, a.height))
    return (
        wanted.first <= sheet.page <= wanted.last
        and 0 < sheet.width <= _MOST_PIXELS
        and 0 < sheet.height <= _MOST_PIXELS
        and all(0 <= number <= 1 for number in numbers)
        and picture.png.startswith(_PNG)
    )
