"""Which colours of text may say something: those that are seen as a colour, and which each is."""

from __future__ import annotations

import colorsys
import re

_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_CHROMA = 100
"""Of 255, between the strongest and the weakest of red, green and blue: less is a tinted black."""
_FAMILIES = ("red", "yellow", "green", "cyan", "blue", "magenta")


def hue(rgb: str) -> str:
    """The family of a colour ("red") that ``rgb`` is seen as, or "".

    ``rgb`` is "FF0000", or has two digits of opacity before it. Black, white, the greys and the
    dark blues that whole papers are set in are none.
    """
    match = _RGB.fullmatch(rgb)
    if not match:
        return ""
    red, green, blue = bytes.fromhex(match[1])
    if max(red, green, blue) - min(red, green, blue) < _CHROMA:
        return ""
    angle = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)[0]
    return _FAMILIES[round(angle * len(_FAMILIES)) % len(_FAMILIES)]
