"""One draft as the paper that it will be, with what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.busy import one_of_few
from assistant.drafting import ListedRecord
from assistant.drafts.draft import Draft
from ui.drafts import paper
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.register.frame import Sheet

router = APIRouter(include_in_schema=False)
_FILES = (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown"))


@router.get("/udkast/{draft_id}")
def draft(request: Request, draft_id: str) -> HTMLResponse:
    """The draft with its sources; what no source carries is marked."""
    visit = Visit.of(request, f"udkast/{draft_id}")
    return frames.shown(visit, lambda: _sheet(visit, visit.drafting.draft(draft_id)))


@router.post("/udkast/{draft_id}/tjek")
def check(request: Request, draft_id: str) -> Response:
    """Check each sentence against its sources anew."""

    def act() -> str:
        with one_of_few(request):
            return f"udkast/{visit.drafting.check(draft_id).id}"

    visit = Visit.of(request, f"udkast/{draft_id}/tjek")
    return frames.done(visit, act, "checked")


@router.post("/udkast/{draft_id}/gem")
def freeze(request: Request, draft_id: str) -> Response:
    """Keep the draft as it is for the case file."""
    visit = Visit.of(request, f"udkast/{draft_id}/gem")
    return frames.done(visit, lambda: f"journal/{visit.drafting.freeze(draft_id).id}")


@router.post("/udkast/{draft_id}/slet")
def remove(request: Request, draft_id: str) -> Response:
    """Remove the draft."""

    def act() -> str:
        visit.drafting.remove(draft_id)
        return "udkast"

    visit = Visit.of(request, f"udkast/{draft_id}/slet")
    return frames.done(visit, act)


def _sheet(visit: Visit, draft: Draft) -> Sheet:
    sources = paper.sources(paper.used(draft), visit, {})
    main = (
        f'{frames.told(visit, "checked", "saved")}<div class="desk">{_beside(visit, draft)}'
        f"<div>{paper.written(draft, visit)}{sources}</div></div>"
    )
    return Sheet(draft.title, main)


def _beside(visit: Visit, draft: Draft) -> str:
    words = visit.words
    told = "".join(f"<p>{one}</p>" for one in _told(visit, draft))
    return (
        f'<aside aria-label="{words["actions"]}">'
        f'<div class="told">{told}</div>{_download(visit, draft)}{_actions(visit, draft)}'
        f"{_records(visit, draft)}"
        f'<p class="on"><a href="{visit.link("udkast")}">{words["back to drafts"]}</a></p></aside>'
    )


def _told(visit: Visit, draft: Draft) -> Iterator[str]:
    """What somebody must know before they send it."""
    words = visit.words
    yield words["read first" if draft.mode == "extractive" else "read written"]
    own = sum(one.origin == "own" for one in draft.sentences())
    lacking = len(draft.unsupported)
    if own:
        yield words["one own" if own == 1 else "several own"].format(count=own)
    if not lacking:
        yield words["all carried"]
        return
    counted = words["one uncarried" if lacking == 1 else "several uncarried"]
    yield f"<strong>{counted.format(count=lacking)}</strong>"


def _download(visit: Visit, draft: Draft) -> str:
    at = f"api/v1/drafts/{draft.id}"
    told = visit.words["download"]
    links = "".join(
        f'<a class="button" href="{visit.root}{at}.{suffix}" download '
        f'aria-label="{told} {name}">{name}</a>'
        for suffix, name in _FILES
    )
    return f'<p class="files"><span>{told}</span> {links}</p>'


def _actions(visit: Visit, draft: Draft) -> str:
    words, own = visit.words, f"udkast/{draft.id}"
    return (
        f'<div class="acts"><a class="button" href="{visit.link(f"{own}/ret")}">{words["edit"]}</a>'
        f"{frames.button(visit, f'{own}/tjek', words['check'])}"
        f"{frames.button(visit, f'{own}/gem', words['freeze'])}"
        f"{frames.removal(visit, f'{own}/slet', words['remove sure'])}</div>"
    )


def _records(visit: Visit, draft: Draft) -> str:
    kept = [one for one in visit.drafting.records() if one.source == draft.id]
    if not kept:
        return ""
    items = "".join(f"<li>{_record(visit, one)}</li>" for one in kept)
    return f'<p class="head">{visit.words["kept before"]}</p><ul class="records">{items}</ul>'


def _record(visit: Visit, one: ListedRecord) -> str:
    when = frames.moment(visit, one.frozen_at)
    return f'<a href="{visit.link(f"journal/{one.id}")}">{when}</a>'
