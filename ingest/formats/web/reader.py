"""The reader of web pages (HTML), also of those that office programs export."""

from __future__ import annotations

import codecs
import contextlib
import re

from ingest import marks
from ingest.formats.decode import decode, normalise
from ingest.formats.pieces import levelled, raws_of, tabbed
from ingest.formats.web.notes import notes_of
from ingest.formats.web.tree import Page, page_of
from ingest.formats.web.walk import Walk
from ingest.raw import Extracted, Raw, Step
from ingest.words import finished

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_LATIN = frozenset({"iso8859-1", "ascii"})
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
_PUBLISHED = ("dcterms.issued", "dc.date.issued", "article:published_time")

_SITE_CHARS = 90
"""What a site says above a page's heading is shorter than this."""


def read(data: bytes, name: str, _step: Step) -> Extracted:
    """The pieces of the web page in ``data``; ``name`` stands in refusals. Nothing is fetched.

    Raises:
        Refused: no text.
    """
    page = page_of(_XML.sub("", normalise(_decoded(data, name)), count=1))
    walk = Walk(notes_of(page.whole))
    walk.run(page.content)
    raws, marked = raws_of(levelled(tabbed(walk.pieces)))
    counted = f"{walk.listed} linje{'r' if walk.listed > 1 else ''}"
    warnings = [f"Indholdsfortegnelse udeladt ({counted})"] if walk.listed else []
    warnings += [marks.WARNING] if marked else []
    above = _above(page, raws)
    aside = tuple(raw.text for raw in raws[:above])
    raws = raws[above:]
    return Extracted(tuple(raws), warnings=tuple(warnings), told=_told(page, raws), aside=aside)


def _above(page: Page, raws: list[Raw]) -> int:
    """How many pieces above the page's heading are the site's own: names and links alone."""
    titles = (at for at, raw in enumerate(raws) if raw.kind == "heading")
    first = next(titles, 0)
    above = raws[:first]
    linked = any(raw.style == "link" for raw in above)
    short = all(
        raw.kind in {"text", "item"} and len(raw.text) <= _SITE_CHARS and not finished(raw.text)
        for raw in above
    )
    headed = linked and short and " ".join(raws[first].text.split()) == page.heading
    return first if headed else 0


def _decoded(data: bytes, name: str) -> str:
    """The text of a page: what it is in, else what it says that it is in, else what fits."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            # What is UTF-8 throughout is that, whatever an old template says.
            return data.decode("utf-8")
        except UnicodeDecodeError:
            said = _encoding(found[1].decode("ascii"))
        if said not in {"", "utf-8", "utf-16", "utf-32"}:
            # What a page says may be wrong, or a codec of Python's that is none of text.
            with contextlib.suppress(LookupError, UnicodeError):
                return data.decode(said)
    return decode(data, name)


def _encoding(said: str) -> str:
    try:
        encoding = codecs.lookup(said).name
    except LookupError:
        return ""
    return "cp1252" if encoding in _LATIN else encoding


def _told(page: Page, raws: list[Raw]) -> dict[str, str]:
    told: dict[str, str] = {}
    headed = any(raw.kind == "heading" and raw.level == 1 for raw in raws)
    # Behind a bar stands the site's name.
    title = page.heading or page.title.split(" | ")[0].strip()
    if title and not headed:
        told["title"] = title
    for key in _PUBLISHED:
        if found := _DATE.fullmatch(page.told.get(key, "").strip()[:40]):
            told.setdefault("published", found[1])
    return told
