"""Which colours of text may say something: those that are seen as a colour."""

from __future__ import annotations

import re

_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_CHROMA = 100
"""Of 255, between the strongest and the weakest of red, green and blue: less is a tinted black."""


def is_hue(rgb: str) -> bool:
    """Whether ``rgb`` ("FF0000", or with two digits of opacity before it) is seen as a colour.

    Black, white, the greys and the dark blues that whole papers are set in are none.
    """
    match = _RGB.fullmatch(rgb)
    if not match:
        return False
    parts = bytes.fromhex(match[1])
    return max(parts) - min(parts) >= _CHROMA
