"""A drawing as the bytes of an SVG or PNG file."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path
from typing import Literal

from assistant.pictures.drawing import Drawing
from ingest.errors import StrategiError

Format = Literal["svg", "png"]
_RASTER = Path(__file__).with_name("raster.py")
_PRINT = 2.0
"""Pixels a CSS pixel, so that a picture is sharp on paper."""
_MOST_PIXELS = 24e6
"""A larger picture is drawn less fine: a pixel takes four bytes of memory."""
_PATIENCE = 60


def written(drawing: Drawing, size: tuple[float, float], fmt: Format) -> bytes:
    """The file of a drawing of this size in CSS pixels; any thread may ask.

    A PNG is drawn with the fonts that lie beside, never the machine's own.

    Raises:
        StrategiError: The PNG could not be drawn, or not in time.
    """
    svg = drawing.svg(*size).encode()
    if fmt == "svg":
        return svg
    zoom = min(_PRINT, math.sqrt(_MOST_PIXELS / (size[0] * size[1])))
    command = [sys.executable, "-I", str(_RASTER), f"{zoom:.4f}"]
    try:
        drawn = subprocess.run(  # noqa: S603 - our own file, run by the interpreter that runs us
            command, input=svg, capture_output=True, check=True, timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise StrategiError(
            "Billedet kunne ikke tegnes som PNG. Hent det som SVG i stedet."
        ) from error
    return drawn.stdout
