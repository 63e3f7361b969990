"""Asking for a draft, and those there are."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from assistant import problems
from assistant.busy import one_of_few
from assistant.drafting import Listed
from assistant.drafts.asked import DraftAsked
from ingest.errors import StrategiError
from ui.drafts import kept, picking
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.drafts.wanted import LENGTHS, Wanted, pairs, sent
from ui.register import forms, frame
from ui.register.frame import Sheet

router = APIRouter(include_in_schema=False)
_MOST_THEMES = 50
_NEWEST = 20
_RECORDS = 5
_AUDIENCES = ("udvalg", "ledergruppe", "medarbejdere")


@router.get("/udkast")
def drafts(request: Request) -> HTMLResponse:
    """The form, with what the address fills in, and below it the drafts there are."""
    visit = Visit.of(request, "udkast")
    return frames.shown(visit, lambda: _asking(visit, Wanted.of(request.query_params)))


@router.post("/udkast")
def make(request: Request, form: Annotated[FormData, Depends(sent)]) -> Response:
    """Make a draft and show it; what was asked stays in the form where that cannot be done."""
    visit = Visit.of(request, "udkast")
    wanted = Wanted.of(form)
    if frame.overlong(pairs(form)):
        return _again(visit, Wanted(DraftAsked()), visit.words["too long"], 422)
    if len(wanted.asked.themes) > _MOST_THEMES:
        told = visit.words["many themes"].format(most=_MOST_THEMES)
        return _again(visit, wanted, told, 422)
    if wanted.nothing:
        return _again(visit, wanted, visit.words["nothing asked"], 422)
    try:
        with one_of_few(request):
            draft = visit.drafting.make(wanted.asked, "llm" if wanted.model else None)
    except StrategiError as error:
        return _again(visit, wanted, str(error), problems.status_of(error))
    return RedirectResponse(visit.way(f"udkast/{draft.id}"), 303)


def _again(visit: Visit, wanted: Wanted, told: str, status: int) -> HTMLResponse:
    return frames.shown(visit, lambda: _asking(visit, wanted, told, status))


def _asking(visit: Visit, wanted: Wanted, told: str = "", status: int = 200) -> Sheet:
    words = visit.words
    if visit.too_long():
        wanted, told, status = Wanted(DraftAsked()), words["too long"], 422
    alert = (
        f'<section class="refused"><h2>{words["not made"]}</h2>{frame.note(told, alert=True)}'
        "</section>"
        if told
        else ""
    )
    form = _form(visit, wanted) if visit.entries else frame.note(words["no documents"])
    lead = f"{words['drafts lead']} {words['machine']}"
    main = frame.header(words["drafts"], lead) + alert + form + _earlier(visit)
    return Sheet(words["drafts"], main, status)


def _earlier(visit: Visit) -> str:
    """The drafts there are and what has been kept for cases, newest first."""
    words = visit.words
    drafts = [_listed(visit, one) for one in visit.drafting.drafts()]
    records = visit.drafting.records()
    made = f"<section><h2>{words['earlier']}</h2>{_folded(visit, drafts)}</section>"
    frozen = (
        f"<section><h2>{words['records']}</h2>{kept.records(visit, records[:_RECORDS])}"
        f"{kept.way(visit)}</section>"
    )
    return (made if drafts else "") + (frozen if records else "")


def _folded(visit: Visit, items: Sequence[str]) -> str:
    """The newest, and the rest folded away."""
    newest = f'<ul class="kept">{"".join(items[:_NEWEST])}</ul>'
    if not (rest := items[_NEWEST:]):
        return newest
    told = visit.words["older"].format(count=len(rest))
    return (
        f'{newest}<details class="older"><summary>{told}</summary>'
        f'<ul class="kept">{"".join(rest)}</ul></details>'
    )


def _listed(visit: Visit, one: Listed) -> str:
    words = visit.words
    when = frames.moment(visit, one.changed or one.made)
    state = words["edited" if one.edited else "untouched"]
    return kept.item(visit, f"udkast/{one.id}", one.title, one.organisation, when, state)


# -- the form ---------------------------------------------------------------------------------


def _form(visit: Visit, wanted: Wanted) -> str:
    words, asked = visit.words, wanted.asked
    own = '<input type="hidden" name="lang" value="en">' if visit.language == "en" else ""
    subject = forms.box("subject", words["subject"], asked.subject, words["subject hint"])
    # The first button of a form is what the Enter key presses.
    return (
        f'<form class="asking" action="{visit.link("udkast")}" method="post">{own}'
        f"<button hidden>{words['write']}</button>"
        f"{subject}{picking.part(visit, wanted)}{_organisation(visit, asked)}"
        f"{_line(visit, 'period', asked.period)}{_since(visit, asked.since)}"
        f"{_line(visit, 'audience', asked.audience, _AUDIENCES)}{_length(visit, asked)}"
        f"{_writer(visit, wanted)}"
        f'<div class="go"><button>{words["write"]}</button></div></form>'
    )


def _organisation(visit: Visit, asked: DraftAsked) -> str:
    words = visit.words
    options = [("", words["all organisations"]), *((name, name) for name in visit.organisations)]
    return forms.choice("organisation", words["own organisation"], options, asked.organisation)


def _length(visit: Visit, asked: DraftAsked) -> str:
    options = [(length, visit.words[length]) for length in LENGTHS]
    return forms.choice("length", visit.words["length"], options, asked.length)


def _writer(visit: Visit, wanted: Wanted) -> str:
    """Whether a language model is to write the text, where there is one."""
    answering, words = visit.service.answering, visit.words
    if not answering.model:
        return ""
    hint = words["by model"] + (f" {words['sent out']}" if answering.remote else "")
    ticked = " checked" if wanted.model else ""
    return (
        f'<div class="field writer"><label><input type="checkbox" name="mode" value="llm"'
        f' aria-describedby="mode-hint"{ticked}> {words["write by model"]}</label>'
        f'<p class="hint" id="mode-hint">{hint}</p></div>'
    )


def _line(visit: Visit, name: str, value: str, known: tuple[str, ...] = ()) -> str:
    """A line to write in, with ``known`` ones to choose."""
    words = visit.words
    options = "".join(f'<option value="{one}">' for one in known)
    listed = f'<datalist id="{name}-known">{options}</datalist>' if known else ""
    offered = f' list="{name}-known"' if known else ""
    return (
        f'<div class="field {name}"><label for="{name}">{words[name]}</label>'
        f'<input id="{name}" name="{name}" value="{escape(value)}" maxlength="200" '
        f'autocomplete="off" aria-describedby="{name}-hint"{offered}>{listed}'
        f'<p class="hint" id="{name}-hint">{words[f"{name} hint"]}</p></div>'
    )


def _since(visit: Visit, value: str) -> str:
    words = visit.words
    return (
        f'<div class="field since"><label for="since">{words["since"]}</label>'
        f'<input type="date" id="since" name="since" value="{escape(value)}" '
        f'aria-describedby="since-hint"><p class="hint" id="since-hint">{words["since hint"]}</p>'
        "</div>"
    )
