"""An answer of the conversation, shown once more before it is kept for a case."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, ImmutableMultiDict

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.busy import one_of_few
from ingest.errors import StrategiError
from ui import again, rendering
from ui.drafts import paper
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.drafts.wanted import sent
from ui.register import frame
from ui.register.frame import Sheet
from ui.talk import MOST_CHARS

router = APIRouter(include_in_schema=False)
_MOST_NAME = 200


@dataclass(frozen=True)
class _Wanted:
    """An answer that is to be kept; ``name`` is of one that a model wrote, "" of any other."""

    asked: Asked
    name: str = ""
    written: Answer | None = None

    @classmethod
    def of(cls, visit: Visit, given: ImmutableMultiDict[str, Any]) -> _Wanted:
        """What an address or a form asks for."""
        name = str(given.get(again.NAMED) or "")
        known = visit.service.answering.recent.get(name) if name else None
        if known:
            return cls(known[0], name, known[1])
        return cls(again.read(given), name)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Its fields in an address or a form."""
        return [(again.NAMED, self.name)] if self.name else again.pairs(self.asked)


@router.get(f"/{again.PATH}")
def answer(request: Request) -> HTMLResponse:
    """Question and answer as they would be kept. Nothing is kept yet."""
    visit = Visit.of(request, again.PATH)
    wanted = _Wanted.of(visit, request.query_params)
    if fault := _fault(wanted):
        return _refused(visit, fault)
    return frames.shown(visit, lambda: _sheet(visit, wanted, _answered(visit, wanted)))


@router.post(f"/{again.PATH}")
def keep(request: Request, form: Annotated[FormData, Depends(sent)]) -> Response:
    """Keep the answer, if it is still the one that was shown."""
    visit = Visit.of(request, again.PATH)
    wanted, known = _Wanted.of(visit, form), form.get("known", "")
    if fault := _fault(wanted):
        return _refused(visit, fault)

    try:
        if known and known != _version(_answered(visit, wanted)):
            to = visit.way(again.PATH, *wanted.pairs, ("done", "answer changed"))
        else:
            to = visit.way(f"journal/{_kept(visit, wanted)}")
    except StrategiError as error:
        return frames.failed(visit, error)
    return RedirectResponse(to, 303)


def _answered(visit: Visit, wanted: _Wanted) -> Answer:
    if wanted.written:
        return wanted.written
    with one_of_few(visit.request):
        return visit.service.assistant.ask(wanted.asked)


def _kept(visit: Visit, wanted: _Wanted) -> str:
    with one_of_few(visit.request):
        return visit.drafting.freeze_answer(wanted.asked, wanted.written).id


def _version(given: Answer) -> str:
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]


def _fault(wanted: _Wanted) -> str:
    """What is wrong with a question, by its name among the words; "" where nothing is."""
    asked = wanted.asked
    if wanted.written:
        return ""
    if wanted.name:
        return "answer gone"
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


def _sheet(visit: Visit, wanted: _Wanted, given: Answer) -> Sheet:
    asked = wanted.asked
    narrowed = frames.narrowed(visit, frames.scope(visit, asked.filters))
    before = frames.before(visit, [turn.content for turn in asked.history if turn.role == "user"])
    main = (
        f'{frames.told(visit, "answer changed")}<div class="desk">{_beside(visit, wanted, given)}'
        f'<div><article class="paper" lang="da"><h1>{escape(asked.question)}</h1>{narrowed}'
        f"{before}{rendering.answer(given, visit.root, language=visit.language)}</article>"
        f"{paper.sources(given.citations, visit, {})}</div></div>"
    )
    return Sheet(visit.words["freeze"], main)


def _beside(visit: Visit, wanted: _Wanted, given: Answer) -> str:
    words = visit.words
    fields = [*wanted.pairs, ("known", _version(given))]
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields
    )
    read = f"<p>{words['read answer']}</p>" if given.citations else ""
    return (
        f'<aside aria-label="{words["freeze"]}">'
        f'<p class="head">{words["not kept"]}</p><div class="told"><p>{words["keep lead"]}</p>'
        f'{read}</div><div class="acts">'
        f'<form class="act" action="{visit.link(again.PATH)}" method="post">{hidden}'
        f"<button>{words['freeze']}</button></form></div></aside>"
    )
