"""An answer of the conversation, shown once more before it is kept for a case."""

from __future__ import annotations

import hashlib
from html import escape
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.busy import one_of_few
from ingest.errors import StrategiError
from ui import again, rendering
from ui.drafts import paper
from ui.drafts import visit as frames
from ui.drafts.visit import Sheet, Visit
from ui.drafts.wanted import sent
from ui.register import frame
from ui.talk import MOST_CHARS

router = APIRouter(include_in_schema=False)
_MOST_NAME = 200


@router.get(f"/{again.PATH}")
def answer(request: Request) -> HTMLResponse:
    """Question and answer as they would be kept. Nothing is kept yet."""
    visit = Visit.of(request, again.PATH)
    asked = again.read(request.query_params)
    if fault := _fault(asked):
        return _refused(visit, fault)
    return frames.shown(visit, lambda: _sheet(visit, asked, _answered(visit, asked)))


@router.post(f"/{again.PATH}")
def keep(request: Request, form: Annotated[FormData, Depends(sent)]) -> Response:
    """Keep the answer, if it is still the one that was shown."""
    visit = Visit.of(request, again.PATH)
    asked, known = again.read(form), form.get("known", "")
    if fault := _fault(asked):
        return _refused(visit, fault)

    try:
        if known and known != _version(_answered(visit, asked)):
            to = visit.way(again.PATH, *again.pairs(asked), ("done", "answer changed"))
        else:
            to = visit.way(f"journal/{_kept(visit, asked)}")
    except StrategiError as error:
        return frames.failed(visit, error, asked=False)
    return RedirectResponse(to, 303)


def _answered(visit: Visit, asked: Asked) -> Answer:
    with one_of_few(visit.request):
        return visit.service.assistant.ask(asked)


def _kept(visit: Visit, asked: Asked) -> str:
    with one_of_few(visit.request):
        return visit.drafting.freeze_answer(asked).id


def _version(given: Answer) -> str:
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]


def _fault(asked: Asked) -> str:
    """What is wrong with a question, by its name among the words; "" where nothing is."""
    if not asked.question:
        return "no question"
    short = [(asked.organisation, _MOST_NAME)]
    short += [(turn.content, again.MOST_BEFORE_CHARS) for turn in asked.history]
    fields = [(asked.question, MOST_CHARS), *short]
    return "too long" if any(len(said) > most for said, most in fields) else ""


def _refused(visit: Visit, fault: str) -> HTMLResponse:
    words = visit.words
    title = words["cannot keep"]
    way = f'<p class="on"><a href="{visit.root}">{words["to talk"]}</a></p>'
    main = f"<header><h1>{title}</h1></header>{frame.note(words[fault], alert=True)}{way}"
    return frames.page(visit, Sheet(title, main, 422))


# -- what is shown ----------------------------------------------------------------------------


def _sheet(visit: Visit, asked: Asked, given: Answer) -> Sheet:
    words = visit.words
    before = frames.before(visit, [turn.content for turn in asked.history])
    main = (
        f'{frames.told(visit, "answer changed")}<div class="desk">{_beside(visit, asked, given)}'
        f'<div><article class="paper" lang="da"><h1>{escape(asked.question)}</h1>{before}'
        f"{rendering.answer(given, visit.root)}</article>"
        f"{paper.sources(given.citations, words, visit.root, {})}</div></div>"
    )
    return Sheet(words["freeze"], main)


def _beside(visit: Visit, asked: Asked, given: Answer) -> str:
    words = visit.words
    fields = [*again.pairs(asked), ("known", _version(given))]
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields
    )
    read = f"<p>{words['read answer']}</p>" if given.citations else ""
    return (
        f'<aside aria-label="{words["freeze"]}">{frame.other(visit)}'
        f'<p class="head">{words["not kept"]}</p><div class="told"><p>{words["keep lead"]}</p>'
        f'{read}</div><div class="acts">'
        f'<form class="act" action="{visit.link(again.PATH)}" method="post">{hidden}'
        f"<button>{words['freeze']}</button></form></div></aside>"
    )
