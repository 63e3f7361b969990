"""A theme's own page: what its document says of it, where, when, and who else has the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.answer import Citation
from assistant.busy import one_of_few
from assistant.library import Unknown
from assistant.scope import Filters
from assistant.strategy import Listed
from assistant.timeline import Event
from ingest.records import Held
from ui.register import frame, near_themes
from ui.register.fields import fields
from ui.register.frame import Sheet, View
from ui.register.sources import (
    called,
    kind,
    named,
    number,
    opening,
    quoted,
    shortened,
)

router = APIRouter(include_in_schema=False)
_LONG = 1200
_MOST_PARAGRAPHS = 5
_MOST_DATES = 12
_DANISH = ("document", "section")
"""Facts that are a document's own words."""


@router.get("/temaer/{theme_id}")
def theme(request: Request, theme_id: str) -> HTMLResponse:
    """All that is known of one theme, each word of it a link to where it stands."""
    view = View.of(request, f"temaer/{theme_id}")
    return frame.sent(view, lambda: _sheet(view, _plain(theme_id)))


def _plain(theme_id: str) -> str:
    """An id as it is kept: however its letters were composed on the way, and small."""
    return unicodedata.normalize("NFC", theme_id).lower()


def _sheet(view: View, theme_id: str) -> Sheet:
    document, _, key = theme_id.partition(":")
    with one_of_few(view.request):
        try:
            family = view.service.strategy.themes("", Filters(documents=(document,)))
        except Unknown:
            return _unknown(view)
        found = next((one for one in family if one.held.theme.key.lower() == key), None)
        return _shown(view, found, family) if found else _unknown(view)


def _unknown(view: View) -> Sheet:
    words = view.words
    back = f'<p class="links"><a href="{view.link("temaer")}">{words["back"]}</a></p>'
    main = frame.header(words["unknown"]) + frame.note(words["unknown advice"]) + back
    return Sheet(words["unknown"], main, 404)


def _shown(view: View, found: Listed, family: Sequence[Listed]) -> Sheet:
    held = found.held
    main = (
        f'{_path(view, found, family)}<header><h1 lang="da">{number(held)}'
        f'{escape(called(held))}</h1></header><div class="leaf">{_beside(view, found)}<div>'
        f"{_told(view, found, family)}{_inner(view, found, family)}{_dates(view, found)}"
        f"{near_themes.section(view, held)}</div></div>"
    )
    return Sheet(shortened(called(held), 90), main)


# -- where it stands --------------------------------------------------------------------------


def _path(view: View, found: Listed, family: Sequence[Listed]) -> str:
    """The way down to it: the register, its document, the themes above."""
    known = {one.held.theme.key: one.held for one in family}
    above: list[Held] = []
    parent = found.held.theme.parent
    while parent in known and known[parent] not in above:
        above.insert(0, known[parent])
        parent = known[parent].theme.parent
    whose = found.held.metadata
    title = escape(shortened(whose.title or found.held.document_id, 90))
    document = view.link("temaer", ("document", found.held.document_id))
    steps = [
        f'<a href="{view.link("temaer")}">{view.words["themes"]}</a>',
        f'<a lang="da" href="{document}">{title}</a>',
        *(named(view, one) for one in above),
    ]
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return f'<nav class="path" aria-label="{view.words["path"]}"><ol>{listed}</ol></nav>'


def _beside(view: View, found: Listed) -> str:
    """What it is and whose, and where one can go with it."""
    words, held = view.words, found.held
    whose, own = held.metadata, held.theme
    facts = (
        ("kind", kind(view, held)),
        ("organisation", whose.organisation),
        ("document", whose.title or held.document_id),
        ("section", " › ".join(p for p in own.section if not p.endswith(own.title))),
        ("page", str(own.page) if own.page is not None else ""),
    )
    told = "".join(
        f"<div><dt>{words[name]}</dt>"
        f"<dd{' lang=da' if name in _DANISH else ''}>{escape(value)}</dd></div>"
        for name, value in facts
        if value
    )
    return (
        f'<div class="beside" role="group" aria-label="{words["about theme"]}"><dl>{told}</dl>'
        f'<ul class="acts">{_acts(view, found)}</ul></div>'
    )


def _acts(view: View, found: Listed) -> str:
    words, held = view.words, found.held
    topic = shortened(called(held), 200)
    whose = held.metadata.organisation
    asked = words["ask question" if whose else "ask anyone"].format(whose=whose, name=topic)
    links = (
        opening(view, held),
        f'<a href="{view.link("udkast", ("theme", held.id))}">{words["draft theme"]}</a>',
        f'<a href="{view.link("sammenlign", ("topic", topic))}">{words["compare theme"]}</a>',
        f'<a href="{view.link("", ("question", asked))}">{words["ask theme"]}</a>',
    )
    return "".join(f"<li>{link}</li>" for link in links)


# -- what it says -----------------------------------------------------------------------------


def _told(view: View, found: Listed, family: Sequence[Listed]) -> str:
    """Its fields; without them what its paragraphs say."""
    words = view.words
    if told := fields(view, found, _LONG):
        return f'<section class="cells"><h2>{words["fields"]}</h2>{told}</section>'
    inner = [one.held.theme for one in _children(found, family)]
    paragraphs = view.service.strategy.told(found.held, inner)
    if not paragraphs and inner:
        return ""
    said = _paragraphs(view, paragraphs) or f'<p class="hint">{words["nothing written"]}</p>'
    return f"<section><h2>{words['written']}</h2>{said}</section>"


def _paragraphs(view: View, found: Sequence[Citation]) -> str:
    said = "".join(f"<p>{quoted(view, one, _LONG)}</p>" for one in found[:_MOST_PARAGRAPHS])
    if not said:
        return ""
    rest = ""
    if len(found) > _MOST_PARAGRAPHS:
        later = quoted(view, found[_MOST_PARAGRAPHS], 60)
        rest = f'<p class="hint">{view.words["read on"]}: {later}</p>'
    return f'<div class="written" lang="da">{said}</div>{rest}'


def _children(found: Listed, family: Sequence[Listed]) -> list[Listed]:
    return [one for one in family if one.held.theme.parent == found.held.theme.key]


def _inner(view: View, found: Listed, family: Sequence[Listed]) -> str:
    """The themes right below it."""
    items = "".join(
        f'<li>{named(view, one.held)} <span class="kind">{kind(view, one.held)}</span></li>'
        for one in _children(found, family)
    )
    if not items:
        return ""
    heading = view.words["inner"]
    return f'<section><h2>{heading}</h2><ul class="theme inner">{items}</ul></section>'


def _dates(view: View, found: Listed) -> str:
    """What its own stretch of the document says of when."""
    words, held = view.words, found.held
    within = Filters(documents=(held.document_id,))
    spans = [(held.theme.start, held.theme.end)]
    spans += [span for told in held.theme.fields for span in told.spans]
    events = [
        event
        for event in view.service.strategy.timeline("", within, "", "")
        if any(start <= event.citation.start < end for start, end in spans)
    ]
    if not events:
        return ""
    items = "".join(_event(view, event) for event in events[:_MOST_DATES])
    href = view.link("tidsplan", ("document", held.document_id), ("all", "1"))
    rest = len(events) - _MOST_DATES
    more = f"{words['more dates'].format(count=rest)} " if rest > 0 else ""
    return (
        f'<section><h2>{words["dates"]}</h2><ul class="events">{items}</ul>'
        f'<p class="links">{more}<a href="{href}">{words["all dates"]}</a></p></section>'
    )


def _event(view: View, event: Event) -> str:
    return (
        f'<li><p class="when" lang="da">{escape(event.expression)}</p>'
        f'<p class="said">{quoted(view, event.citation)}</p></li>'
    )
