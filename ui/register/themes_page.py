"""The themes: what the documents plan under names of their own, and which of it covers a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant import kind_names
from assistant.busy import one_of_few
from assistant.scope import Filters
from assistant.strategy import Listed
from ui.register import forms, frame, map_page
from ui.register.fields import fields
from ui.register.frame import View
from ui.register.sources import drafting, joined, kind, named, only_named, opening, quoted

router = APIRouter(include_in_schema=False)
_MOST_THEMES = 500
"""On one page; of more, each document's own page has them."""
_SURE = 0.6
"""Of the themes that score less, about every other one covers what was asked for."""


@router.get("/temaer")
def themes(request: Request) -> HTMLResponse:
    """The register by document, or the themes that cover ``query``, best first."""
    view = View.of(request, "temaer")
    return frame.shown(view, lambda: _body(view))


def _body(view: View) -> str:
    words = view.words
    query = view.given("query")
    asking = forms.box("query", words["about"], query)
    form = forms.form(
        view,
        [asking, *forms.scope_fields(view)],
        words["find"],
        filled=filters(view) != Filters() or bool(query),
    )
    if not view.entries:
        return form + frame.note(words["no documents"])
    with one_of_few(view.request):
        found = view.service.strategy.themes(query, filters(view))
    return form + (_covering(view, query, found) if query else _register(view, found))


def filters(view: View) -> Filters:
    """What the address narrows to."""
    document, organisation = view.given("document"), view.given("organisation")
    return Filters(
        documents=(document,) if document else (),
        organisations=(organisation,) if organisation else (),
    )


# -- with a topic -----------------------------------------------------------------------------


def _covering(view: View, query: str, found: Sequence[Listed]) -> str:
    words = view.words
    said = f"<q>{escape(query)}</q>"
    if not found:
        ask = f'<a href="{view.link("./", ("question", query))}">{words["ask"]}</a>'
        return (
            f'<section class="found"><h2>{words["none covers"].format(query=said)}</h2>'
            f"<p>{words['none covers advice'].format(ask=ask)}</p></section>"
        )
    sure = [one for one in found if (one.score or 0) >= _SURE]
    maybe = [one for one in found if (one.score or 0) < _SURE]
    count = words["cover"].format(count=_counted(view, len(found)), query=said)
    groups = [
        _group(view, words["surely"], sure, ""),
        _group(view, words["maybe"], maybe, words["maybe advice"]),
    ]
    return (
        f'<section class="found"><h2>{count}</h2>{_shares(view, query, found)}'
        f"{''.join(groups)}</section>"
    )


def _shares(view: View, query: str, found: Sequence[Listed]) -> str:
    """How many themes each organisation has, each a way to see those alone."""
    counts = Counter(one.held.metadata.organisation for one in found)
    if len(counts) < 2:
        return ""
    links = "".join(
        f'<li><a href="{view.link("temaer", ("query", query), ("organisation", name))}">'
        f"{escape(name)}</a> {count}</li>"
        for name, count in counts.most_common()
        if name
    )
    table = view.link("temakort", ("query", query))
    return (
        f'<ul class="shares" aria-label="{view.words["by organisation"]}">{links}'
        f'<li><a href="{table}">{view.words["map"]}</a></li></ul>'
    )


def _group(view: View, heading: str, found: Sequence[Listed], advice: str) -> str:
    if not found:
        return ""
    told = f'<p class="hint">{advice}</p>' if advice else ""
    items = "".join(f"<li>{_hit(view, one)}</li>" for one in found)
    return f'<h3>{heading}</h3>{told}<ol class="hits">{items}</ol>'


def _hit(view: View, listed: Listed) -> str:
    held = listed.held
    whose = held.metadata
    about = joined(whose.organisation, kind(view, held), whose.title, danish=whose.title)
    told = [one for one in listed.evidence if not only_named(held, one)]
    evidence = "".join(f"<li>{quoted(view, one)}</li>" for one in told)
    return (
        f'<p class="theme">{named(view, held)}</p><p class="facts">{about}</p>'
        f'<ul class="why">{evidence}</ul>'
        f'<p class="ways">{opening(view, held)} {drafting(view, held)}</p>'
    )


# -- without one ------------------------------------------------------------------------------


def _register(view: View, found: Sequence[Listed]) -> str:
    words = view.words
    if not found:
        chosen = view.given("organisation") or view.given("document")
        return frame.note(words["none there"] if chosen else words["no themes"])
    documents = [list(group) for _, group in groupby(found, key=lambda one: one.held.document_id)]
    documents.sort(key=lambda d: (d[0].held.metadata.organisation, d[0].held.metadata.title))
    folded = len(found) > _MOST_THEMES and len(documents) > 1
    listed = "".join(
        _document(view, one, folded=folded, alone=len(documents) == 1) for one in documents
    )
    return (
        f'<section><h2>{words["register"]}</h2><p class="count">{_counted(view, len(found))}, '
        f"{len(documents)} {words['document'].lower() if len(documents) == 1 else _documents(view)}"
        f'</p><div class="tree">{listed}</div></section>{map_page.figure(view)}'
    )


def _documents(view: View) -> str:
    return "dokumenter" if view.language == "da" else "documents"


def _document(view: View, themes: Sequence[Listed], *, folded: bool, alone: bool) -> str:
    """One document's tree, or where there is too much for one page the way to it."""
    first = themes[0].held
    name = escape(first.metadata.title or first.document_id)
    outer = Counter(one.held.theme.kind for one in themes if not one.held.theme.parent)
    kinds = [kind_names.counted(count, kind, view.language) for kind, count in outer.items()]
    below = len(themes) - outer.total()
    kinds += [f"{below} {'under dem' if view.language == 'da' else 'below them'}"] if below else []
    about = joined(first.metadata.organisation, ", ".join(kinds))
    if folded:
        href = view.link("temaer", ("document", first.document_id))
        return (
            f'<p class="folded"><a lang="da" href="{href}">{name}</a>'
            f'<span class="facts">{about}</span></p>'
        )
    opened = " open" if alone else ""
    rest = len(themes) - _MOST_THEMES
    more = view.words["more in document"].format(count=rest) if rest > 0 else ""
    return (
        f"<details{opened}><summary><span lang=da>{name}</span>"
        f'<span class="facts">{about}</span></summary>'
        f"{_branch(view, themes[:_MOST_THEMES], '')}{frame.note(more) if more else ''}</details>"
    )


def _branch(view: View, themes: Sequence[Listed], parent: str) -> str:
    """The themes below ``parent``, with those below them."""
    children: dict[str, list[Listed]] = {}
    known = {one.held.theme.key for one in themes}
    for one in themes:
        above = one.held.theme.parent
        children.setdefault(above if above in known else "", []).append(one)
    return _listed(view, children, parent, set())


def _listed(view: View, children: dict[str, list[Listed]], parent: str, within: set[str]) -> str:
    own = [one for one in children.get(parent, ()) if one.held.theme.key not in within]
    items = "".join(
        f'<li><p class="theme">{named(view, one.held)} '
        f'<span class="kind">{kind(view, one.held)}</span> {opening(view, one.held)}'
        f"{'' if one.held.theme.parent else ' ' + drafting(view, one.held)}</p>{_fields(view, one)}"
        f"{_listed(view, children, one.held.theme.key, within | {one.held.theme.key})}</li>"
        for one in own
    )
    return f"<ul>{items}</ul>" if items else ""


def _fields(view: View, listed: Listed) -> str:
    """What a theme tells under heads, folded away behind their names."""
    told = fields(view, listed)
    if not told:
        return ""
    heads = (one.head.strip(" :") for one in listed.held.theme.fields)
    return (
        f'<details class="fields"><summary lang="da">{joined(*dict.fromkeys(heads))}</summary>'
        f"{told}</details>"
    )


def _counted(view: View, count: int) -> str:
    return f"{count} {view.words['theme' if count == 1 else 'several themes']}"
