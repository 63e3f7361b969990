"""The pages of a PDF as pictures, for a person to hold what was read against."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.formats.pdf.file import PdfFile
from ingest.kinds import Kind, kind_of
from ingest.raw import Step

_WIDTH = 900
"""Pixels across, enough to read by."""
_TALLEST = 2000
_MOST = 300


def pages(data: bytes, name: str, step: Step) -> Iterator[bytes]:
    """Each page as PNG bytes, the first 300 of them; none where ``data`` is no PDF.

    Raises:
        Refused: a format without reader, or a PDF that is damaged or locked.
    """
    if kind_of(data, name) is not Kind.PDF:
        return
    with PdfFile(data, name) as file:
        count = min(file.pages, _MOST)
        for index in range(count):
            picture = file.drawing(index, _WIDTH, _TALLEST)
            step(index + 1, count)
            yield picture
