"""A page's picture with areas marked on it, as with a felt pen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw

from ingest.formats.pdf.page import Box
from ingest.shown import Area

_PEN = (255, 224, 102)
_NEAR = 2.0
"""Heights of a line that may be between two words of it."""
_PAD = 0.12


def lines(boxes: Iterable[Box], width: float, height: float) -> tuple[Area, ...]:
    """An area for each line of letters whose boxes are given in their order.

    Boxes are in any unit; ``width`` and ``height`` are the page's in the same.
    """
    found: list[Box] = []
    for box in boxes:
        if found and _together(found[-1], box):
            last = found[-1]
            found[-1] = Box(
                min(last.x0, box.x0), min(last.top, box.top),
                max(last.x1, box.x1), max(last.bottom, box.bottom),
            )  # fmt: skip
        else:
            found.append(box)
    return tuple(_area(box, width, height) for box in found)


def _together(line: Box, box: Box) -> bool:
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    gap = max(line.x0, box.x0) - min(line.x1, box.x1)
    if shared > 0.5 * min(line.height, box.height):
        return gap < _NEAR * max(line.height, box.height)
    # Letters on their side follow one another upwards or downwards.
    aside = min(line.x1, box.x1) - max(line.x0, box.x0)
    return aside > 0.8 * max(line.width, box.width) and -shared < 0.3 * box.width


def _area(box: Box, width: float, height: float) -> Area:
    pad = _PAD * min(box.height, box.width)
    x0, x1 = (min(max(x / width, 0.0), 1.0) for x in (box.x0 - pad, box.x1 + pad))
    y0, y1 = (min(max(y / height, 0.0), 1.0) for y in (box.top - pad / 2, box.bottom + pad / 2))
    return Area(x0, y0, x1 - x0, y1 - y0)


def png(picture: Image.Image, areas: Sequence[Area]) -> bytes:
    """``picture`` as PNG, with ``areas`` tinted so that what is printed there stays as dark."""
    shown = picture.convert("RGB")
    if areas:
        pen = Image.new("RGB", shown.size, "white")
        draw = ImageDraw.Draw(pen)
        for area in areas:
            corners = (
                area.x * shown.width, area.y * shown.height,
                (area.x + area.width) * shown.width, (area.y + area.height) * shown.height,
            )  # fmt: skip
            draw.rectangle(corners, fill=_PEN)
        shown = ImageChops.multiply(shown, pen)
    written = io.BytesIO()
    shown.save(written, format="PNG", compress_level=4)
    return written.getvalue()
