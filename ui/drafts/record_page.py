"""What was kept for a case: the text as it was, and whether its sources still read the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import chain

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.answer import Citation
from assistant.drafts.draft import Paper
from assistant.drafts.frozen import CitationNow, Opened, PaperNow, Record
from assistant.scope import Filters
from ui import rendering
from ui.chat.words import WORDS as CHAT
from ui.drafts import kept as lists
from ui.drafts import paper
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.register.frame import Sheet

router = APIRouter(include_in_schema=False)
_ASKED = {
    "question": "question",
    "subject": "topic",
    "themes": "themes",
    "organisation": "organisation",
    "period": "period",
    "since": "since",
    "audience": "audience",
    "length": "length",
}
"""The words for what was asked for. The JSON has the rest."""


@router.get("/journal/{record_id}")
def record(request: Request, record_id: str) -> HTMLResponse:
    """A record with how its sources read today."""
    visit = Visit.of(request, f"journal/{record_id}")
    return frames.shown(visit, lambda: _sheet(visit, visit.drafting.record(record_id)))


@router.post("/journal/{record_id}/slet")
def remove(request: Request, record_id: str) -> Response:
    """Remove the record."""

    def act() -> str:
        visit.drafting.remove_record(record_id)
        return "journal"

    visit = Visit.of(request, f"journal/{record_id}/slet")
    return frames.done(visit, act, "removed")


def _sheet(visit: Visit, opened: Opened) -> Sheet:
    kept = opened.record
    now = {one.number: one for one in opened.citations}
    places = [_place(one, now.get(one.number)) for one in kept.citations]
    states = {one.number: _state(visit, one) for one in opened.citations}
    links = {one.number: visit.root + rendering.address(one, visit.language) for one in places}
    title = "" if kept.text.startswith("# ") else _heading(visit, kept)
    main = (
        f'<div class="desk">{_beside(visit, opened)}<div><article class="paper" lang="da">{title}'
        f"{rendering.record(kept.text, links)}</article>"
        f"{paper.sources(places, visit, states)}"
        f"{_documents(visit, opened)}{_made(visit, kept)}</div></div>"
    )
    return Sheet(f"{visit.words['record']}: {kept.title}", main)


def _heading(visit: Visit, kept: Record) -> str:
    """The question of an answer, what it was narrowed to, and what had been asked before."""
    narrowed = frames.narrowed(visit, _scope(visit, kept))
    return f"<h1>{escape(kept.title)}</h1>{narrowed}{frames.before(visit, list(_before(kept)))}"


def _scope(visit: Visit, kept: Record) -> str:
    """What an answer was narrowed to, in words; a document that it cites as it was called then."""
    found = kept.asked.get("filters")
    values = found if isinstance(found, dict) else {}

    def each(name: str) -> tuple[str, ...]:
        given = values.get(name)
        return tuple(map(str, given)) if isinstance(given, list) else ()

    called = {one.id: one.title for one in kept.documents if one.title}
    documents = tuple(called.get(one, one) for one in each("documents"))
    years = tuple(int(year) for year in each("years") if year.isdecimal())
    return frames.scope(visit, Filters(documents, each("organisations"), each("kinds"), years))


def _before(kept: Record) -> Iterator[str]:
    """What the asker had said before, as far as it was kept."""
    turns = kept.asked.get("history")
    for turn in turns if isinstance(turns, list) else []:
        if isinstance(turn, dict) and turn.get("role") == "user":
            yield str(turn.get("content"))


def _place(citation: Citation, now: CitationNow | None) -> Citation:
    """A citation where its quote stands today, as far as that is known."""
    if now is None or now.start is None:
        return citation
    return replace(citation, start=now.start, end=now.start + len(citation.quote))


def _state(visit: Visit, now: CitationNow) -> str:
    return f'<span class="state {now.state}">{visit.words[now.state]}</span>'


def _beside(visit: Visit, opened: Opened) -> str:
    words, kept = visit.words, opened.record
    when = frames.moment(visit, kept.frozen_at)
    intact = words["intact"] if opened.intact else f"<strong>{words['broken']}</strong>"
    same = all(one.state == "same" for one in opened.citations)
    sources = words["all same"] if same else f"<strong>{words['not all same']}</strong>"
    return (
        f'<aside aria-label="{words["record"]}">'
        f'<p class="head">{words["record"]}</p><div class="told">'
        f"<p>{words['record lead'].format(when=when)}</p><p>{intact}</p>"
        f'{f"<p>{sources}</p>" if opened.citations else ""}</div><p class="files">'
        f'<a class="button" href="{visit.root}api/v1/records/{kept.id}" download>'
        f'{words["as json"]}</a></p><div class="acts">'
        f"{frames.removal(visit, f'journal/{kept.id}/slet', words['remove record sure'])}</div>"
        f'{_draft(visit, kept)}{lists.way(visit)}<p class="on"><a href="{visit.link("udkast")}">'
        f"{words['back to drafts']}</a></p></aside>"
    )


def _draft(visit: Visit, kept: Record) -> str:
    """The way to the draft that was kept, while it is there."""
    if all(one.id != kept.source for one in visit.drafting.drafts()):
        return ""
    href = visit.link(f"udkast/{kept.source}")
    return f'<p class="on"><a href="{href}">{visit.words["see draft"]}</a></p>'


def _documents(visit: Visit, opened: Opened) -> str:
    if not opened.record.documents:
        return ""
    now = {one.id: one for one in opened.documents}
    items = "".join(_paper(visit, one, now.get(one.id)) for one in opened.record.documents)
    return f'<section class="papers"><h2>{visit.words["documents"]}</h2><ul>{items}</ul></section>'


def _paper(visit: Visit, one: Paper, now: PaperNow | None) -> str:
    words = visit.words
    whose = ", ".join(part for part in (one.organisation, one.title) if part)
    facts = (
        (words["file"], one.file),
        (words["read"], frames.moment(visit, one.ingested_at)),
        (words["hash"], one.file_sha256),
        (words["text hash"], one.text_sha256),
    )
    kind = _kind(now)
    return (
        f'<li><h3 lang="da">{escape(whose)}</h3>'
        f'<p class="state {kind.split()[-1]}">{words[kind]}</p>'
        f"<dl>{''.join(_facts(facts))}</dl></li>"
    )


def _kind(now: PaperNow | None) -> str:
    """What a document is today: as it was, with other words, of another file, or gone."""
    if now is None or not now.there:
        return "gone"
    if not now.same_text:
        return "paper changed"
    return "paper same" if now.same_file else "paper refiled"


def _made(visit: Visit, kept: Record) -> str:
    words, made = visit.words, kept.made
    facts = [
        (words["product"], made.product),
        (words["mode"], words.get(made.mode, made.mode)),
        (words["language model"], made.language_model or words["none"]),
        (words["model"], made.embedding_model),
    ]
    asked = [
        (words[_word(kept, word)], _told(visit, name, kept.asked[name]))
        for name, word in _ASKED.items()
        if kept.asked.get(name)
    ]
    if scope := _scope(visit, kept):
        asked.append((CHAT[visit.language].narrowed, scope))
    given: Mapping[str, list[tuple[str, str]]] = {
        "how made": facts,
        "asked": asked,
        "settings": [
            (words.get(f"set {n}", n), value) for n, value in made.settings.items() if value
        ],
        "record hash": [("SHA-256", kept.sha256)],
    }
    sections = chain.from_iterable(
        (f"<h3>{words[name]}</h3>", f"<dl>{''.join(_facts(told))}</dl>")
        for name, told in given.items()
        if told
    )
    return f'<section class="made"><h2>{words["origin"]}</h2>{"".join(sections)}</section>'


def _word(kept: Record, word: str) -> str:
    """Who asks a question says whose they are; a draft is narrowed to an organisation."""
    return "home" if (kept.kind, word) == ("answer", "organisation") else word


def _told(visit: Visit, name: str, value: object) -> str:
    if name == "length":
        return visit.words.get(str(value), str(value))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in facts:
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
