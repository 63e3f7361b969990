"""The pages of a PDF as pictures, for a person to hold what was read against."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2

from ingest.kinds import Kind, kind_of
from ingest.raw import Step

_WIDTH = 900
"""Pixels across, enough to read by."""
_TALLEST = 2000
_MOST = 300


def pages(data: bytes, name: str, step: Step) -> Iterator[bytes]:
    """Each page as PNG bytes, the first 300 of them; none where ``data`` is no PDF.

    Raises:
        Refused: a format without reader.
    """
    if kind_of(data, name) is not Kind.PDF:
        return
    document = pypdfium2.PdfDocument(data)
    count = min(len(document), _MOST)
    for number in range(count):
        page = document[number]
        width, height = page.get_size()
        scale = min(_WIDTH / max(width, 1), _TALLEST / max(height, 1))
        picture = page.render(scale=scale).to_pil()
        written = io.BytesIO()
        picture.save(written, format="PNG", optimize=True)
        page.close()
        step(number + 1, count)
        yield written.getvalue()
