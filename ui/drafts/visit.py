"""What stands around each page of drafts: as the register's pages, with words of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from http import HTTPStatus

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant import problems
from assistant.drafting import Drafting
from assistant.scope import Filters
from ingest.errors import StrategiError
from ui import shell, texts
from ui.chat.narrowing import Choices
from ui.chat.words import WORDS as CHAT
from ui.drafts.words import WORDS
from ui.register import frame
from ui.register.frame import Sheet, View

_HEADERS = {**frame.HEADERS, "referrer-policy": "same-origin"}
"""Without a referrer at all a browser does not say either which page a form was sent from, and
what changes something must come from a page of ours."""


class Visit(View):
    """One visit to a page of drafts."""

    @property
    def words(self) -> Mapping[str, str]:
        """What the page says, in its language."""
        return WORDS[self.language]

    @property
    def drafting(self) -> Drafting:
        """What makes and keeps drafts."""
        return self.service.drafting


def page(visit: Visit, sheet: Sheet) -> HTMLResponse:
    """A sheet as it is sent."""
    head = shell.head("register.css", "drafts.css")
    html = frame.written(visit, sheet.title, sheet.main, head)
    return HTMLResponse(html, sheet.status, _HEADERS)


def shown(visit: Visit, made: Callable[[], Sheet]) -> HTMLResponse:
    """The page that ``made`` makes, or what keeps it from being there and a way on."""
    try:
        return page(visit, made())
    except StrategiError as error:
        return failed(visit, error)


def failed(visit: Visit, error: StrategiError) -> HTMLResponse:
    """What went wrong, and a way on."""
    status = problems.status_of(error)
    title = visit.words["not there" if status == HTTPStatus.NOT_FOUND else "busy"]
    back = f'<p class="on"><a href="{visit.link("udkast")}">{visit.words["back to drafts"]}</a></p>'
    main = frame.header(title) + frame.note(str(error), alert=True) + back
    return page(visit, Sheet(title, main, status))


def done(visit: Visit, act: Callable[[], str], told: str = "") -> Response:
    """Once what a form asked for has been done, on to the page at the path that ``act`` gives.

    ``told`` is what that page says has been done.
    """
    try:
        path = act()
    except StrategiError as error:
        return failed(visit, error)
    # Relative to the page, as a browser reads it: a proxy's prefix holds.
    return RedirectResponse(visit.way(path, ("done", told)), 303)


def before(visit: Visit, said: Sequence[str]) -> str:
    """What was asked before a question that leans on it."""
    if not said:
        return ""
    told = f'<span lang="{visit.language}">{visit.words["asked before"]}</span>'
    return f'<p class="byline">{told}: {escape(" / ".join(said))}</p>'


def narrowed(visit: Visit, scope: str) -> str:
    """What a question was put to alone; "" where it was put to everything."""
    if not scope:
        return ""
    told = f'<span lang="{visit.language}">{CHAT[visit.language].narrowed}</span>'
    return f'<p class="byline">{told} {escape(scope)}</p>'


def scope(visit: Visit, filters: Filters) -> str:
    """Filters in words, documents by their titles."""
    return Choices.of(visit.entries).scope(filters)


def button(visit: Visit, path: str, name: str) -> str:
    """A button that does what its path says."""
    return (
        f'<form class="act" action="{visit.link(path)}" method="post"><button class="quiet">'
        f"{name}</button></form>"
    )


def removal(visit: Visit, path: str, sure: str) -> str:
    """A button to remove something, behind one that says what is lost."""
    words = visit.words
    return (
        f'<details><summary class="button">{words["remove"]}</summary><p>{sure}</p>'
        f"{button(visit, path, words['remove yes'])}</details>"
    )


def told(visit: Visit, *known: str) -> str:
    """What has just been done, where the address says one of the ``known``."""
    name = visit.given("done")
    return f'<p class="done" role="status">{visit.words[name]}</p>' if name in known else ""


def moment(visit: Visit, iso: str) -> str:
    """Day and time of an ISO time, as the clock on this machine's wall."""
    at = datetime.fromisoformat(iso).astimezone()
    if visit.language == "en":
        return f"{at.day} {at:%B %Y} at {at:%H:%M}"
    return f"{texts.day(at.date().isoformat())} kl. {at:%H.%M}"
