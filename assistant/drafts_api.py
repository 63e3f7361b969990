"""Drafts and records over HTTP: made, edited, checked, frozen, and fetched as files."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from assistant.busy import one_of_few
from assistant.drafting import Drafting
from assistant.drafts import markdown, pdf, word
from assistant.drafts.draft import Draft
from assistant.drafts.file_names import attachment
from assistant.drafts_wire import (
    DraftIn,
    DraftOut,
    DraftsOut,
    EditIn,
    KeptOut,
    ListedOut,
    ListedRecordOut,
    OpenedOut,
    RecordsOut,
    WholeDraftOut,
)
from assistant.service import Service
from assistant.wire import AskIn, Problem

FileKind = Literal["md", "docx", "pdf"]
_TYPES: dict[FileKind, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_NOT_THERE: dict[int | str, dict[str, object]] = {404: {"model": Problem}}
_CHANGED: dict[int | str, dict[str, object]] = {**_NOT_THERE, 409: {"model": Problem}}
router = APIRouter(
    prefix="/api/v1",
    tags=["drafts"],
    responses={422: {"model": Problem}, 503: {"model": Problem}},
)


@router.post("/drafts", response_model=DraftOut, responses=_CHANGED)
def make(request: Request, body: DraftIn) -> Response | DraftOut:
    """A draft on a subject, on themes of the register, or both; each statement has its source."""
    with one_of_few(request):
        return DraftOut.of(_drafting(request).make(body.asked(), body.mode))


@router.get("/drafts")
def drafts(request: Request) -> DraftsOut:
    """Every draft, newest first."""
    with one_of_few(request):
        return DraftsOut(drafts=[ListedOut.of(one) for one in _drafting(request).drafts()])


# The files stand before the draft itself, whose address would take theirs in.
@router.get("/drafts/{draft_id}.md", response_class=Response, responses=_NOT_THERE)
def as_markdown(request: Request, draft_id: str) -> Response:
    """A draft with its list of sources (Markdown)."""
    return _file(request, draft_id, "md")


@router.get("/drafts/{draft_id}.docx", response_class=Response, responses=_NOT_THERE)
def as_word(request: Request, draft_id: str) -> Response:
    """A draft with its sources as footnotes (Word)."""
    return _file(request, draft_id, "docx")


@router.get("/drafts/{draft_id}.pdf", response_class=Response, responses=_NOT_THERE)
def as_pdf(request: Request, draft_id: str) -> Response:
    """A draft with its sources as footnotes (PDF)."""
    return _file(request, draft_id, "pdf")


@router.get("/drafts/{draft_id}", responses=_NOT_THERE)
def draft(request: Request, draft_id: str) -> WholeDraftOut:
    """A draft with all that is needed to show and to edit it."""
    with one_of_few(request):
        return _whole(request, _drafting(request).draft(draft_id))


@router.put("/drafts/{draft_id}", responses=_CHANGED)
def edit(request: Request, draft_id: str, body: EditIn) -> WholeDraftOut:
    """Change a draft by hand: a sentence that reads as before keeps its sources.

    409 where somebody else has changed the draft since ``version``.
    """
    with one_of_few(request):
        edited = _drafting(request).edit(draft_id, body.edit(), body.version)
        return _whole(request, edited)


@router.post("/drafts/{draft_id}/check", responses=_CHANGED)
def check(request: Request, draft_id: str) -> WholeDraftOut:
    """Hold each sentence against the quotes of its marks anew."""
    with one_of_few(request):
        return _whole(request, _drafting(request).check(draft_id))


@router.delete("/drafts/{draft_id}", status_code=204, responses=_NOT_THERE)
def remove(request: Request, draft_id: str) -> None:
    """Remove a draft; what was frozen of it stays."""
    _drafting(request).remove(draft_id)


@router.post("/drafts/{draft_id}/records", status_code=201, responses=_NOT_THERE)
def freeze(request: Request, response: Response, draft_id: str) -> KeptOut:
    """Freeze a draft as it is now for the case file."""
    with one_of_few(request):
        return _kept(response, KeptOut.of(_drafting(request).freeze(draft_id)))


@router.post(
    "/records", status_code=201, response_model=KeptOut, responses={409: {"model": Problem}}
)
def freeze_answer(request: Request, response: Response, body: AskIn) -> Response | KeptOut:
    """Answer a question, and freeze the answer for the case file."""
    service: Service = request.app.state.service
    with one_of_few(request):
        asked = body.asked()
        answer = service.answering.ask(asked, body.mode)
        return _kept(response, KeptOut.of(service.drafting.freeze_answer(asked, answer)))


@router.get("/records")
def records(request: Request) -> RecordsOut:
    """Every record, newest first."""
    with one_of_few(request):
        found = _drafting(request).records()
    return RecordsOut(records=[ListedRecordOut.of(one) for one in found])


@router.get("/records/{record_id}", responses=_NOT_THERE)
def record(request: Request, record_id: str) -> OpenedOut:
    """A record as it was frozen, and ``now``: whether its sources still read the same."""
    with one_of_few(request):
        return OpenedOut.of(_drafting(request).record(record_id))


@router.delete("/records/{record_id}", status_code=204, responses=_NOT_THERE)
def remove_record(request: Request, record_id: str) -> None:
    """Remove a record."""
    _drafting(request).remove_record(record_id)


def file(service: Service, draft: Draft, kind: FileKind) -> bytes:
    """A draft as a file; Word in the styles of the template that the settings name, if any.

    Raises:
        StrategiError: the template cannot be used.
    """
    if kind == "docx":
        return word.write(draft, service.settings.word_template)
    return pdf.write(draft) if kind == "pdf" else markdown.file(draft).encode()


def _file(request: Request, draft_id: str, kind: FileKind) -> Response:
    with one_of_few(request):
        found = _drafting(request).draft(draft_id)
        body = file(_service(request), found, kind)
    return Response(body, media_type=_TYPES[kind], headers=attachment(found.title, kind))


def _whole(request: Request, draft: Draft) -> WholeDraftOut:
    return WholeDraftOut.told(draft, _drafting(request).listed(draft.id))


def _kept(response: Response, kept: KeptOut) -> KeptOut:
    response.headers["Location"] = kept.address
    return kept


def _drafting(request: Request) -> Drafting:
    return _service(request).drafting


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
