"""The page of one document: its whole text, and in it the place that an answer cites.

Plain HTML that needs no script. Whatever comes from a document is escaped. A document that was
read from a PDF has the original page beside the place, as a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Annotated, Self
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from assistant.pictures.frame import Language
from assistant.service import Service
from ingest.document import Element, Section
from ingest.errors import Busy
from ingest.records import Entry
from ui import navigation, shell, texts
from ui.body import Marked, Shown, contents, written
from ui.place import figures
from ui.place.originals import Originals, originals
from ui.place.words import WORDS, day

router = APIRouter(include_in_schema=False)
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'none'"
)
"""No script: whatever a document smuggled in could not run. Pictures are our own alone."""
_KEPT = "private, max-age=600"
Kept = Annotated[Originals, Depends(originals)]


@dataclass(frozen=True)
class _Found:
    """A document with one marked span."""

    entry: Entry
    marked: Marked
    elements: Sequence[Element]
    sections: Sequence[Section]

    @classmethod
    def of(cls, request: Request, document_id: str, start: str, end: str) -> Self | None:
        service: Service = request.app.state.service
        with service.index.reading() as catalogue:
            entry, text = catalogue.entry(document_id), catalogue.text(document_id)
            if entry is None or text is None:
                return None
            elements = catalogue.elements(document_id, 0, len(text))
            sections = catalogue.sections(document_id)
        return cls(entry, Marked.of(text, start, end), elements, sections)

    @property
    def title(self) -> str:
        return self.entry.metadata.title or self.entry.id

    @property
    def first(self) -> Element | None:
        """The element that the marked place begins in."""
        start = self.marked.start
        return next((e for e in self.elements if e.start <= start < e.end), None)


@router.get("/dokument/{document_id}")
def place(
    request: Request, kept: Kept, document_id: str, fra: str = "", til: str = ""
) -> HTMLResponse:
    """A document with ``text[fra:til]`` marked."""
    language = navigation.language_of(request.query_params.get("lang"))
    found = _Found.of(request, document_id, fra, til)
    way = navigation.switched(
        quote(document_id, safe=""), request.query_params.multi_items(), language
    )
    if found is None:
        return _page(WORDS[language]["unknown"], _unknown(language), language, way, 404)
    anchor = "#sted" if found.marked.any else ""
    pictures = _pictures(kept, found, language)
    return _page(found.title, _main(found, pictures, language), language, way + anchor, 200)


@router.get("/dokument/{document_id}/side/{page}.png")
def picture(  # noqa: PLR0913, PLR0917 - what the address has, one each
    request: Request, kept: Kept, document_id: str, page: int, fra: str = "", til: str = ""
) -> Response:
    """A page of the file as a PNG picture, with what ``text[fra:til]`` quotes of it highlighted."""
    found = _Found.of(request, document_id, fra, til)
    made = kept.pictures(found.entry.source, found.marked, found.elements) if found else ()
    for one in made:
        if one.sheet.page == page:
            return Response(one.png, 200, {"cache-control": _KEPT}, "image/png")
    return Response(status_code=404)


def _pictures(kept: Originals, found: _Found, language: Language) -> str:
    try:
        made = kept.pictures(found.entry.source, found.marked, found.elements)
    except Busy:
        remark = f'<p class="remark">{WORDS[language]["busy"]}</p>'
        return f'<div class="originals" lang="{language}">{remark}</div>'
    version = found.entry.source.sha256[:12]
    return figures.shown(found.entry.id, version, found.marked, made, language)


def _main(found: _Found, pictures: str, language: Language) -> str:
    words = WORDS[language]
    shown = Shown(found.marked, found.sections, pictures, words["page"], language)
    return (
        f'<main id="main"{" class=pictured" if pictures else ""}><header>'
        f'<p class="about">{_about(found, language)}</p><h1 lang="da">{escape(found.title)}</h1>'
        f"{_cited(found, language)}</header>"
        f"{contents(found.sections, words['contents'], folded=bool(pictures))}"
        f'<article lang="da">{written(shown, found.elements, found.title)}</article></main>'
    )


def _about(found: _Found, language: Language) -> str:
    metadata = found.entry.metadata
    when = metadata.period or (day(metadata.published, language) if metadata.published else "")
    known = [f'<span lang="da">{escape(p)}</span>' for p in (metadata.organisation, metadata.kind)
             if p]  # fmt: skip
    return " · ".join((*known, *([escape(when)] if when else [])))


def _cited(found: _Found, language: Language) -> str:
    """Under which headings and on which page the marked place stands, and the way to it."""
    words, first = WORDS[language], found.first
    if not found.marked.any:
        return ""
    jump = f'<a class="jump" href="#sted">{words["to place"]}</a>'
    if first is None:
        return jump
    path = found.sections[first.section].path if first.section >= 0 else ()
    steps = [f'<li lang="da">{escape(step)}</li>' for step in path]
    if first.page is not None:
        steps.append(f'<li class="at">{words["page"].format(page=first.page)}</li>')
    if not steps:
        return jump
    listed = f'<ol aria-label="{words["path"]}">{"".join(steps)}</ol>'
    return f'<div class="cited"><p class="label">{words["cited"]}</p>{listed}{jump}</div>'


def _unknown(language: Language) -> str:
    words = WORDS[language]
    back = navigation.address(navigation.ASK, "../", language)
    return (
        f'<main id="main" class="unknown"><h1>{words["unknown"]}</h1>'
        f'<p>{words["unknown advice"]}</p><a class="back" href="{back}">{words["back"]}</a></main>'
    )


def _page(title: str, main: str, language: Language, switch: str, status: int) -> HTMLResponse:
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – {texts.NAME}</title>{shell.head('place.css')}</head><body>"
        f'<a class="skip" href="#main">{WORDS[language]["main"]}</a>'
        f"{navigation.bar(root='../', language=language, switch=switch)}{main}</body></html>"
    )
    return HTMLResponse(html, status, {"content-security-policy": _POLICY})
