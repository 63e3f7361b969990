"""The timetable: what happens when, by the dates that the documents write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.busy import one_of_few
from assistant.scope import Filters
from assistant.timeline import BadBound, Event
from ui.register import forms, frame, map_page
from ui.register.frame import View
from ui.register.sources import placed, quoted

router = APIRouter(include_in_schema=False)
_MOST = 400
"""Events on one page."""
_FEW_AHEAD = 10
_READ_AT_ONCE = 60
"""So many events are not too many to see all of."""
_DRAWN = 80
"""Bars that a picture holds."""
_QUARTER = 92
"""Days; what lasts longer belongs to no quarter."""


@dataclass(frozen=True)
class _Span:
    """The years or dates that are shown; ``own``: chosen by the page, not in its address."""

    begins: str
    ends: str
    own: bool = False


@router.get("/tidsplan")
def timeline(request: Request) -> HTMLResponse:
    """The events in scope as a picture and as a list by year and quarter."""
    view = View.of(request, "tidsplan")
    return frame.shown(view, lambda: _body(view))


def _body(view: View) -> str:
    words, query = view.words, view.given("query")
    if not view.entries:
        return frame.note(words["no documents"])
    document, organisation = view.given("document"), view.given("organisation")
    filters = Filters(
        documents=(document,) if document else (),
        organisations=(organisation,) if organisation else (),
    )
    try:
        every, events, span = _asked(view, query, filters)
    except BadBound as problem:
        typed = _Span(view.given("from"), view.given("to"))
        return _form(view, typed) + frame.note(str(problem), alert=True)
    form = _form(view, span)
    if not every:
        chosen = query or document or organisation
        return form + frame.note(words["no events"] if chosen else words["no dates"])
    return form + _years(view, every, span) + _shown(view, events, span)


def _asked(
    view: View, query: str, filters: Filters
) -> tuple[Sequence[Event], Sequence[Event], _Span]:
    """The events of all years, those that are shown, and from when to when that is."""
    with one_of_few(view.request):
        every = view.service.strategy.timeline(query, filters, "", "")
        span = _span(view, every)
        if not span.begins and not span.ends:
            return every, every, span
        shown = view.service.strategy.timeline(query, filters, span.begins, span.ends)
        return every, shown, span


def _form(view: View, span: _Span) -> str:
    words = view.words
    begins, ends = ("", "") if span.own else (span.begins, span.ends)
    fields = [
        forms.box("query", words["about"], view.given("query")),
        *forms.scope_fields(view),
        forms.box("from", words["from"], begins, words["date hint"]),
        forms.box("to", words["to"], ends),
    ]
    filled = bool(_scope(view) or begins or ends)
    return forms.form(view, fields, words["find"], filled=filled)


# -- which years ------------------------------------------------------------------------------


def _span(view: View, every: Sequence[Event]) -> _Span:
    """What the address says, else the years around this one, else all."""
    begins, ends = view.given("from"), view.given("to")
    if begins or ends or view.given("all"):
        return _Span(begins, ends)
    return _near(every) or _Span("", "")


def _near(every: Sequence[Event]) -> _Span | None:
    """Last year and the two to come, where enough lies ahead, and not all of it."""
    year = _today().year
    ahead = [event for event in every if (event.end or "9999") >= f"{year}"]
    if len(ahead) < _FEW_AHEAD or len(every) <= _READ_AT_ONCE:
        return None
    return _Span(str(year - 1), str(year + 2), own=True)


def _today() -> date:
    return datetime.now().astimezone().date()


def _years(view: View, every: Sequence[Event], span: _Span) -> str:
    """A way to the years around this one, to all, and to each that something begins in."""
    counts = Counter(_when(event)[:4] for event in every if _when(event))
    chips = []
    if near := _near(every):
        chips.append(_chip(view, f"{near.begins}–{near.ends}", [], here=span == near))
    every_one = [("all", "1")] if near else []
    here = not span.begins + span.ends
    chips.append(_chip(view, view.words["all years"], every_one, here=here))
    for year in sorted(counts):
        here = span.begins == span.ends == year
        chips.append(_chip(view, year, [("from", year), ("to", year)], here=here))
    return f'<nav class="years" aria-label="{view.words["years"]}"><ul>{"".join(chips)}</ul></nav>'


def _chip(view: View, text: str, bounds: list[tuple[str, str]], *, here: bool) -> str:
    href = view.link("tidsplan", *_scope(view), *bounds)
    current = ' aria-current="true"' if here else ""
    return f'<li><a href="{href}"{current}>{text}</a></li>'


def _scope(view: View) -> list[tuple[str, str]]:
    given = [(name, view.given(name)) for name in ("query", "organisation", "document")]
    return [pair for pair in given if pair[1]]


# -- what is shown ----------------------------------------------------------------------------


def _shown(view: View, events: Sequence[Event], span: _Span) -> str:
    words = view.words
    if not events:
        return frame.note(words["no events"])
    given = [*_scope(view), ("from", span.begins), ("to", span.ends)]
    given = [pair for pair in given if pair[1]]
    count = f"{len(events)} {words['event' if len(events) == 1 else 'events']}"
    alt = words["timeline alt"].format(count=len(events))
    clipped = f'<p class="hint">{words["clipped"]}</p>' if len(events) > _DRAWN else ""
    return (
        f"<section><h2>{count}</h2>{clipped}{map_page.picture(view, 'timeline', given, alt)}"
        f'<p class="links">{_downloads(view, given)}</p></section>'
        f"<section><h2>{words['list']}</h2>{''.join(_listed(view, events[:_MOST], span.begins))}"
        f"{_more(view, len(events) - _MOST)}</section>"
    )


def _downloads(view: View, given: list[tuple[str, str]]) -> str:
    words = view.words
    return "".join(
        f'<a href="{frame.address(f"api/v1/timeline.{fmt}", *given)}" download>{words[name]}</a>'
        for fmt, name in (("ics", "calendar"), ("csv", "sheet"))
    )


def _more(view: View, count: int) -> str:
    return frame.note(view.words["more events"].format(count=count)) if count > 0 else ""


def _listed(view: View, events: Sequence[Event], begins: str) -> Iterator[str]:
    """The events by year, and within it those of a longer time before the quarters.

    What began before the years that are shown comes first, in one.
    """
    words = view.words

    def year(event: Event) -> str:
        return (
            max(_when(event)[:4], str(int(begins[:4]) - 1).zfill(4)) if begins else _when(event)[:4]
        )

    def part(event: Event) -> int:
        return 0 if begins and year(event) < begins[:4] else _quarter(event)

    ordered = sorted(events, key=lambda event: (year(event), part(event)))
    for named, of_year in groupby(ordered, key=year):
        earlier = bool(begins) and named < begins[:4]
        heading = words["earlier"].format(year=begins[:4]) if earlier else named or words["open"]
        yield f'<h3 class="year">{escape(heading)}</h3>'
        for quarter, group in groupby(of_year, key=part):
            said = words["quarter"].format(number=quarter) if quarter else words["longer"]
            yield "" if earlier else f'<h4 class="quarter">{said}</h4>'
            yield f'<ul class="events">{"".join(_item(view, event) for event in group)}</ul>'


def _item(view: View, event: Event) -> str:
    about = placed(event.citation, view.language)
    return (
        f'<li><p class="when" lang="da">{escape(event.expression)}</p>'
        f'<div><p class="theme" lang="da">{escape(event.label)}</p>'
        f'<p class="said">{quoted(view, event.citation)}</p>'
        f'<p class="facts">{about}</p></div></li>'
    )


def _when(event: Event) -> str:
    """When it begins, or where that is open ends."""
    return event.start or event.end or ""


def _quarter(event: Event) -> int:
    """The quarter of the year that it begins in; 0 where it lasts longer or is open."""
    if not event.start or not event.end:
        return 0
    first, last = date.fromisoformat(event.start), date.fromisoformat(event.end)
    return 0 if (last - first).days > _QUARTER else (first.month - 1) // 3 + 1
