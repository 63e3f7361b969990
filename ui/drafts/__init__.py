"""The pages of drafts: asking for one, reading and editing it, and what is kept for a case."""

from __future__ import annotations

from fastapi import APIRouter

from ui.drafts import (
    answer_page,
    asking_page,
    draft_page,
    edit_page,
    record_page,
    records_page,
)

router = APIRouter()
# "svar" stands before the records, whose address would take its own in.
for _page in (asking_page, draft_page, edit_page, records_page, answer_page, record_page):
    router.include_router(_page.router)
