"""The page of one document: its whole text, and in it the place that an answer cites.

Plain HTML that needs no script. Whatever comes from a document is escaped.
"""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.service import Service
from ingest.document import Metadata
from ui import navigation, shell, texts
from ui.body import Marked, contents, written

router = APIRouter(include_in_schema=False)


@router.get("/dokument/{document_id}")
def place(request: Request, document_id: str, fra: str = "", til: str = "") -> HTMLResponse:
    """A document with ``text[fra:til]`` marked."""
    service: Service = request.app.state.service
    with service.index.reading() as catalogue:
        entry, text = catalogue.entry(document_id), catalogue.text(document_id)
        if entry is None or text is None:
            return _response(_unknown(), 404)
        elements = catalogue.elements(document_id, 0, len(text))
        sections = catalogue.sections(document_id)
    marked = Marked.of(text, fra, til)
    title = entry.metadata.title or document_id
    main = (
        f'<main><header><p class="about">{_about(entry.metadata)}</p><h1>{escape(title)}</h1>'
        f"{_jump(marked)}</header>{contents(sections)}"
        f"<article>{written(marked, elements, sections, title)}</article></main>"
    )
    return _response(_page(title, main), 200)


def _about(metadata: Metadata) -> str:
    when = metadata.period or (texts.day(metadata.published) if metadata.published else "")
    known = (metadata.organisation, metadata.kind, when)
    return " · ".join(escape(part) for part in known if part)


def _jump(marked: Marked) -> str:
    return f'<a class="jump" href="#sted">{texts.TO_PLACE}</a>' if marked.any else ""


def _unknown() -> str:
    return _page(
        texts.UNKNOWN,
        f'<main class="unknown"><h1>{texts.UNKNOWN}</h1><p>{texts.UNKNOWN_ADVICE}</p>'
        f'<a class="back" href="../">{texts.BACK}</a></main>',
    )


def _page(title: str, main: str) -> str:
    return (
        '<!doctype html><html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – {texts.NAME}</title>{shell.head('place.css')}</head>"
        f"<body>{navigation.bar(root='../')}{main}</body></html>"
    )


def _response(html: str, status: int) -> HTMLResponse:
    return HTMLResponse(html, status, {"content-security-policy": shell.READING_POLICY})
