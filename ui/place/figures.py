"""The original's pages on a document's page: pictures, each a link to itself in full size.

A narrow screen shows the part around the highlight, so that it can be read; where that is, the
style sheet takes from the picture's own variables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from assistant.pictures.frame import Language
from ingest.shown import Area, Picture, Sheet
from ui.body import Marked
from ui.place.words import WORDS

_ROOM = 0.03
"""Of the page's width or height around what is highlighted."""
_NARROWEST = 0.72
_LOWEST = 0.14
_HIGHEST = 0.34


def shown(
    document: str, version: str, marked: Marked, pictures: Sequence[Picture], language: Language
) -> str:
    """The pictures, one below the other; "" where there are none.

    Another ``version`` of the document has other addresses, so that no browser shows an old one.
    """
    words = WORDS[language]
    asked = f"fra={marked.start}&til={marked.end}&v={version}"
    sheets = "".join(_figure(document, asked, one.sheet, words) for one in pictures)
    return f'<div class="originals" lang="{language}">{sheets}</div>' if sheets else ""


def _figure(document: str, asked: str, sheet: Sheet, words: Mapping[str, str]) -> str:
    name = words["alt marked" if sheet.areas else "alt"].format(page=sheet.page)
    source = escape(f"{quote(document, safe='')}/side/{sheet.page}.png?{asked}")
    missing = "" if sheet.areas else words["not found" if sheet.written else "scanned"]
    remark = f"<span>{missing}</span>" if missing else ""
    return (
        f'<figure><a class="sheet" href="{source}" style="{_cut(sheet)}">'
        f'<img src="{source}" width="{sheet.width}" height="{sheet.height}" alt="{name}"></a>'
        f"<figcaption><b>{words['original'].format(page=sheet.page)}</b>"
        f'<a href="{source}" aria-label="{words["larger named"].format(page=sheet.page)}">'
        f"{words['larger']}</a>{remark}</figcaption></figure>"
    )


def _cut(sheet: Sheet) -> str:
    """What a narrow screen shows, as fractions of the page, and the shape of that part."""
    part = _part(sheet.areas)
    shape = part.width * sheet.width / (part.height * sheet.height)
    return (
        f"--x:{part.x:.4f};--y:{part.y:.4f};--w:{part.width:.4f};--h:{part.height:.4f};"
        f"--shape:{shape:.4f}"
    )


def _part(areas: Sequence[Area]) -> Area:
    if not areas:
        return Area(0, 0, 1, 1)
    left, top = min(a.x for a in areas), min(a.y for a in areas)
    right, bottom = (max(a.x + a.width for a in areas), max(a.y + a.height for a in areas))
    x, width = _widened(left, right, _NARROWEST, 1)
    y, height = _widened(top, bottom, _LOWEST, _HIGHEST)
    return Area(x, y, width, height)


def _widened(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """Begin and length of a stretch around another, with room, within the page.

    One that would be longer than ``most`` is cut at its end.
    """
    begin, end = max(0.0, low - _ROOM), min(1.0, high + _ROOM)
    length = min(max(end - begin, least), most)
    lacking = max(0.0, length - (end - begin))
    begin = min(max(0.0, begin - lacking / 2), 1.0 - length)
    return begin, length
