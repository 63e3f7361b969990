"""Editing a draft by hand, without a script: what is written is never lost on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from assistant import problems
from assistant.busy import one_of_few
from assistant.drafting import version
from assistant.drafts import editing
from assistant.drafts.draft import Draft, Part, PartName, Table
from assistant.drafts.editing import Edit, EditedPart
from assistant.drafts.store import Stale
from assistant.library import Unknown
from ingest.errors import StrategiError
from ui.drafts import paper
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.drafts.wanted import pairs, sent
from ui.register import frame
from ui.register.frame import Sheet

router = APIRouter(include_in_schema=False)
_FIELD = re.compile(r"title|text-[a-z]{1,20}|cell-[a-z]{1,20}-[0-9]{1,4}-[0-9]{1,4}")
PARTS: tuple[PartName, ...] = get_args(PartName)


@router.get("/udkast/{draft_id}/ret")
def edit(request: Request, draft_id: str) -> HTMLResponse:
    """The draft's text in fields."""
    visit = Visit.of(request, f"udkast/{draft_id}/ret")

    def made() -> Sheet:
        draft = visit.drafting.draft(draft_id)
        return _sheet(visit, _Desk(draft, _fields(draft)))

    return frames.shown(visit, made)


@router.post("/udkast/{draft_id}/ret")
def save(request: Request, draft_id: str, form: Annotated[FormData, Depends(sent)]) -> Response:
    """Save and check what was written; where that cannot be, show it with what to do about it."""
    visit = Visit.of(request, f"udkast/{draft_id}/ret")
    given = {name: _plain(value) for name, value in pairs(form)}
    known = given.pop("known", "")
    written = {name: value for name, value in given.items() if _FIELD.fullmatch(name)}
    try:
        with one_of_few(request):
            visit.drafting.edit(draft_id, _edit(written), known)
    except StrategiError as failure:
        error = failure
    else:
        return RedirectResponse(visit.way(f"udkast/{draft_id}", ("done", "saved")), 303)

    return frames.shown(visit, lambda: _refused(visit, draft_id, written, error))


def _plain(value: str) -> str:
    """As it was written: on the way a browser ends lines as the net's old papers have them."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _edit(written: Mapping[str, str]) -> Edit:
    texts: dict[str, str] = {}
    rows: dict[str, dict[tuple[int, int], str]] = {}
    for field, value in written.items():
        kind, _, rest = field.partition("-")
        if kind == "text":
            texts[rest] = value
        elif kind == "cell":
            name, row, column = rest.split("-")
            rows.setdefault(name, {})[int(row), int(column)] = value
    parts = {
        name: EditedPart(texts.get(name), _rows(rows[name]) if name in rows else None)
        for name in PARTS
        if name in texts or name in rows
    }
    return Edit(written.get("title"), parts)


def _rows(cells: Mapping[tuple[int, int], str]) -> tuple[tuple[str, ...], ...]:
    lines: dict[int, list[str]] = {}
    for row, column in sorted(cells):
        lines.setdefault(row, []).append(cells[row, column])
    return tuple(tuple(line) for line in lines.values())


# -- what is shown ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Desk:
    """A draft with what stands in its fields; None where the draft is gone."""

    draft: Draft | None
    fields: Mapping[str, str]
    error: str = ""
    stale: bool = False
    status: int = 200


def _refused(
    visit: Visit, draft_id: str, written: Mapping[str, str], error: StrategiError
) -> Sheet:
    status = problems.status_of(error)
    try:
        draft: Draft | None = visit.drafting.draft(draft_id)
    except Unknown:
        draft = None
    stale = isinstance(error, Stale)
    return _sheet(visit, _Desk(draft, written, str(error), stale=stale, status=status))


def _fields(draft: Draft) -> dict[str, str]:
    """Every field of a draft by name, in their order."""
    fields = {"title": draft.title}
    for part in draft.parts:
        if (text := editing.plain(part)) or not _heads(part):
            fields[f"text-{part.name}"] = text
        for row, cells in enumerate(editing.cells(part)):
            for column, cell in enumerate(cells):
                fields[f"cell-{part.name}-{row}-{column}"] = cell
    return fields


def _heads(part: Part) -> tuple[str, ...]:
    return next((block.heads for block in part.blocks if isinstance(block, Table)), ())


def _sheet(visit: Visit, desk: _Desk) -> Sheet:
    words = visit.words
    name = words["edit"]
    told = _error(visit, desk)
    main = frame.header(name, words["edit lead"]) + told
    if desk.draft is None:
        return Sheet(name, main + _left(visit, desk, set()), desk.status)
    # A field that the draft has no more keeps what was written in it, below the others.
    own = _fields(desk.draft)
    sources = paper.sources(desk.draft.citations, visit, {})
    return Sheet(name, main + _form(visit, desk, desk.draft, own) + sources, desk.status)


def _error(visit: Visit, desk: _Desk) -> str:
    words = visit.words
    if desk.stale and desk.draft:
        href = visit.link(f"udkast/{desk.draft.id}")
        return (
            f'<section class="refused" role="alert"><h2>{words["stale"]}</h2>'
            f'<p class="note">{words["stale told"]}</p><p class="on"><a href="{href}" '
            f'target="_blank" rel="noopener">{words["see newer"]}</a></p></section>'
        )
    if not desk.error:
        return ""
    return (
        f'<section class="refused"><h2>{words["not saved"]}</h2>'
        f"{frame.note(desk.error, alert=True)}</section>"
    )


def _form(visit: Visit, desk: _Desk, draft: Draft, own: Mapping[str, str]) -> str:
    words = visit.words
    parts = "".join(_part(visit, part, own, desk.fields) for part in draft.parts)
    title = escape(desk.fields.get("title", own["title"]))
    back = visit.link(f"udkast/{draft.id}")
    return (
        f'<form class="editing" action="{visit.link(f"udkast/{draft.id}/ret")}" method="post">'
        f'<input type="hidden" name="known" value="{version(draft)}">'
        f'<div class="field"><h2><label for="title">{words["title"]}</label></h2>'
        f'<input id="title" name="title" lang="da" value="{title}" autocomplete="off" '
        f'maxlength="{editing.MOST_TITLE}"></div>{parts}{_left(visit, desk, set(own))}'
        f'<div class="go"><button>{words["save anyway" if desk.stale else "save"]}</button>'
        f'<a class="clear" href="{back}">{words["regret"]}</a></div></form>'
    )


def _part(visit: Visit, part: Part, own: Mapping[str, str], given: Mapping[str, str]) -> str:
    field, heads = f"text-{part.name}", _heads(part)
    name = escape(part.heading)
    heading, text = f'<span lang="da">{name}</span>', ""
    if field in own:
        heading = f'<label lang="da" for="{field}">{name}</label>'
        text = _area(field, given.get(field, own[field]))
    return (
        f'<div class="field"><h2>{heading}</h2>{text}{_table(visit, part, heads, own, given)}</div>'
    )


def _area(field: str, value: str) -> str:
    # The first line end after the tag is none of the text's.
    return f'<textarea id="{field}" name="{field}" lang="da" rows="2">\n{escape(value)}</textarea>'


def _table(
    visit: Visit,
    part: Part,
    heads: tuple[str, ...],
    own: Mapping[str, str],
    given: Mapping[str, str],
) -> str:
    rows = len(editing.cells(part))
    if not rows:
        return ""
    lines = []
    for row in range(rows):
        cells = "".join(
            f'<div><label lang="da" for="{field}">{escape(head)}</label>'
            f"{_area(field, given.get(field, own[field]))}</div>"
            for column, head in enumerate(heads)
            for field in (f"cell-{part.name}-{row}-{column}",)
        )
        legend = visit.words["row"].format(number=row + 1)
        lines.append(
            f'<fieldset class="cells"><legend>{legend}</legend><div>{cells}</div></fieldset>'
        )
    return f'<p class="hint">{visit.words["table hint"]}</p>{"".join(lines)}'


def _left(visit: Visit, desk: _Desk, shown: set[str]) -> str:
    """What was written in fields that there are no more, to be copied."""
    left = {name: value for name, value in desk.fields.items() if name not in shown and value}
    if not left:
        return ""
    words = visit.words
    areas = "".join(
        f'<textarea lang="da" rows="2" readonly aria-label="{words["left"]}">\n{escape(value)}'
        "</textarea>"
        for value in left.values()
    )
    return f'<div class="field left"><h2>{words["left"]}</h2>{areas}</div>'
