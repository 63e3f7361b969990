"""All that is kept for cases."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ui.drafts import kept
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.register import frame
from ui.register.frame import Sheet

router = APIRouter(include_in_schema=False)


@router.get("/journal")
def records(request: Request) -> HTMLResponse:
    """Every record, newest first."""
    visit = Visit.of(request, "journal")
    return frames.shown(visit, lambda: _sheet(visit))


def _sheet(visit: Visit) -> Sheet:
    words = visit.words
    listed = visit.drafting.records()
    body = kept.records(visit, listed) if listed else frame.note(words["no records"])
    back = f'<p class="on"><a href="{visit.link("udkast")}">{words["back to drafts"]}</a></p>'
    head = frame.header(words["records"], words["records lead"])
    return Sheet(words["records"], frames.told(visit, "removed") + head + body + back)
