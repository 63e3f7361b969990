"""The pages of a PDF as pictures, for a person to hold what was read against."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import TypeAdapter

from ingest.formats.pdf import highlight
from ingest.formats.pdf.file import PdfFile
from ingest.formats.pdf.finding import Finding, Script, signs_of
from ingest.formats.pdf.page import Box
from ingest.kinds import Kind, kind_of
from ingest.raw import Step
from ingest.shown import Sheet, Wanted

_WIDTH = 900
"""Pixels across, enough to read by."""
_TALLEST = 2000
_MOST = 300
_CLOSE = 1200
"""Pixels across for a page of which a telephone shows a part."""
_SHEET = TypeAdapter(Sheet)
_Placed = tuple[int, str, Box]
"""A sign with the page that it is on, and where on it."""
_BLANK = ("\n", Box(0, 0, 0, 0))


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


def places(data: bytes, name: str, wanted: Wanted) -> Iterator[bytes]:
    """The pages that ``wanted`` stands on, highlighted: a :class:`Sheet` as JSON, then its PNG.

    The first page that it may stand on where it is found on none; nothing where ``data`` is no PDF
    or has no such page.

    Raises:
        Refused: as :func:`pages`.
    """
    if kind_of(data, name) is not Kind.PDF:
        return
    with PdfFile(data, name) as file:
        last = min(wanted.last, file.pages)
        signs: list[_Placed] = [
            (page, *sign)
            for page in range(wanted.first, last + 1)
            for sign in (*file.signs(page - 1), _BLANK)
        ]
        found = _found(wanted, signs)
        for page in sorted(found) or [wanted.first][: max(0, last - wanted.first + 1)]:
            areas = highlight.lines(found.get(page, ()), *file.size(page - 1))
            picture = file.image(page - 1, _CLOSE, 2 * _CLOSE)
            written = any(sign.isalnum() for at, sign, _ in signs if at == page)
            yield _SHEET.dump_json(
                Sheet(page, picture.width, picture.height, areas, written=written)
            )
            yield highlight.png(picture, areas)


def _found(wanted: Wanted, signs: list[_Placed]) -> dict[int, list[Box]]:
    """By page: the boxes of the quote's signs that stand on it."""
    script = Script.of(sign for _, sign, _ in signs)
    boxes: dict[int, list[Box]] = {}
    for at in signs_of(script, Finding(wanted, script).found()):
        page, _, box = signs[at]
        boxes.setdefault(page, []).append(box)
    return boxes
