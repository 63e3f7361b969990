"""The themes of other organisations that are near one, and why."""

from __future__ import annotations

from html import escape
from itertools import groupby

from assistant.neighbours import Neighbour, neighbours
from assistant.scope import bare
from ingest.records import Held
from ui.register.frame import View
from ui.register.sources import joined, kind, named, only_named, opening, quoted

_QUOTES = 2


def section(view: View, held: Held) -> str:
    """By organisation, those with the surest first; said plainly where there is none."""
    words = view.words
    whose = bare(held.metadata.organisation)
    found = neighbours(view.service.strategy, held)
    heading = f"<h2>{words['neighbours']}</h2>"
    if not found:
        alone = all(bare(name) == whose for name in view.organisations)
        none = words["no others" if alone else "no neighbours"]
        return f'<section>{heading}<p class="hint">{none}</p></section>'
    order = list(dict.fromkeys(one.held.metadata.organisation for one in found))
    found.sort(key=lambda one: order.index(one.held.metadata.organisation))
    groups = "".join(
        f'<h3>{escape(name)}</h3><ul class="hits">{"".join(_item(view, held, one) for one in own)}'
        "</ul>"
        for name, own in groupby(found, key=lambda one: one.held.metadata.organisation)
    )
    return (
        f'<section class="found">{heading}<p class="hint">{words["neighbours lead"]}</p>{groups}'
        "</section>"
    )


def _item(view: View, held: Held, near: Neighbour) -> str:
    title = near.held.metadata.title
    about = joined(kind(view, near.held), title, danish=title)
    return (
        f'<li><p class="theme">{named(view, near.held)}</p><p class="facts">{about}</p>'
        f'{_why(view, held, near)}<p class="ways">{opening(view, near.held)}</p></li>'
    )


def _why(view: View, held: Held, near: Neighbour) -> str:
    """The words that say why; what only gives a name says no more than the name above."""
    whose = held if near.own else near.held
    told = [one for one in near.evidence if not only_named(whose, one)][:_QUOTES]
    if not told:
        return ""
    lead = f'<p class="facts">{view.words["here"]}</p>' if near.own else ""
    items = "".join(f"<li>{quoted(view, one)}</li>" for one in told)
    return f'{lead}<ul class="why">{items}</ul>'
