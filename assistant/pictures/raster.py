"""The process that draws a PNG: SVG on standard input, the picture on standard output.

A process of its own, because the library holds the interpreter while it draws, which would stop
every answer that a server is giving, and because it ends its process where memory is short.
"""

from __future__ import annotations

import sys
from pathlib import Path

import resvg_py

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "Roboto"


def main() -> None:
    """Draw one picture, so many pixels a CSS pixel as the first argument says."""
    picture = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        zoom=float(sys.argv[1]),
        skip_system_fonts=True,
        font_files=[str(path) for path in sorted(_FONTS.glob("*.ttf"))],
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
