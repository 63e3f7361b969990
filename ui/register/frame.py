"""What stands around each page of the register, and how its addresses are made.

Every page is plain HTML with forms whose addresses can be shared. Whatever comes from a document
or an address is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Self
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant import problems
from assistant.pictures.frame import Language
from assistant.service import Service
from ingest.errors import StrategiError
from ingest.records import Entry
from ui import navigation, shell, texts
from ui.register.words import WORDS
from ui.talk import MOST_CHARS

_SHORT = 200
_WORDY = frozenset(("query", "topic", "subject", "theme"))


@dataclass(frozen=True)
class View:
    """One visit: which page, in which language, with what in its address."""

    request: Request
    path: str
    language: Language
    service: Service

    @classmethod
    def of(cls, request: Request, path: str) -> Self:
        """The visit that ``request`` is."""
        language: Language = "en" if request.query_params.get("lang") == "en" else "da"
        return cls(request, path, language, request.app.state.service)

    @property
    def words(self) -> Mapping[str, str]:
        """What the page says, in its language."""
        return WORDS[self.language]

    @property
    def root(self) -> str:
        """The way from the page to where the addresses of all pages begin."""
        return "../" * self.path.count("/")

    @cached_property
    def entries(self) -> list[Entry]:
        """Every document, by organisation and title."""
        entries = self.service.library.entries()
        return sorted(entries, key=lambda e: (e.metadata.organisation.casefold(), title(e)))

    @property
    def organisations(self) -> list[str]:
        """Those of the documents, by name."""
        return sorted({e.metadata.organisation for e in self.entries} - {""}, key=str.casefold)

    def given(self, name: str) -> str:
        """A value of the address, on one line, or ""."""
        return " ".join(self.request.query_params.get(name, "").split())

    def every(self, name: str) -> list[str]:
        """All values of one name in the address, each once."""
        values = (" ".join(v.split()) for v in self.request.query_params.getlist(name))
        return [value for value in dict.fromkeys(values) if value]

    def link(self, path: str, *given: tuple[str, str]) -> str:
        """The escaped address of one of our pages with these values, in this language."""
        return escape(self.way(path, *given))

    def way(self, path: str, *given: tuple[str, str]) -> str:
        """The same as it is sent."""
        own = [("lang", "en")] if self.language == "en" else []
        return _address(self.root + path, *given, *own)

    def too_long(self) -> bool:
        """Whether the address holds more than anybody writes."""
        return overlong(self.request.query_params.multi_items())


def overlong(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a field holds more than anybody writes in it."""
    return any(len(value) > (MOST_CHARS if name in _WORDY else _SHORT) for name, value in pairs)


def address(path: str, *given: tuple[str, str]) -> str:
    """The escaped address of one of our pages or pictures, relative to the root."""
    return escape(_address(path, *given))


def _address(path: str, *given: tuple[str, str]) -> str:
    filled = [pair for pair in given if pair[1]]
    return f"{path}?{urlencode(filled)}" if filled else path


def title(entry: Entry) -> str:
    """What a document is called."""
    return entry.metadata.title or entry.id


def shown(view: View, body: Callable[[], str], lead: str = "") -> HTMLResponse:
    """The page with ``body`` below its heading, or with what keeps it from being there.

    ``lead`` are the words below the heading where they are not the page's usual ones.
    """
    lead = lead or view.words[f"{_NAMES[view.path]} lead"]
    if view.too_long():
        return _page(view, lead, note(view.words["too long"], alert=True), 422)
    try:
        return _page(view, lead, body(), 200)
    except StrategiError as error:
        heading = f"<h2>{view.words['busy']}</h2>"
        status = problems.status_of(error)
        return _page(view, lead, heading + note(str(error), alert=True), status)


def note(text: str, *, alert: bool = False) -> str:
    """A remark of the page's own."""
    return f'<p class="note"{" role=alert" if alert else ""}>{escape(text)}</p>'


def _page(view: View, lead: str, body: str, status: int) -> HTMLResponse:
    name = view.words[_NAMES[view.path]]
    main = f"<header><h1>{name}</h1>{other(view)}<p>{lead}</p></header>{body}"
    html = written(view, name, main, shell.head("register.css"))
    return HTMLResponse(html, status, HEADERS)


HEADERS = {"content-security-policy": shell.ASKING_POLICY, "cache-control": "no-store"}


def written(view: View, name: str, main: str, head: str) -> str:
    """A whole page; ``name`` is its escaped title, ``main`` what is its own."""
    words = view.words
    place = view.path.split("/", 1)[0]
    return (
        f'<!doctype html><html lang="{view.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name} – {texts.NAME}</title>{head}</head><body>"
        f'<a class="skip" href="#main">{words["main"]}</a>'
        f"{navigation.bar(_HOMES.get(place, place), view.root, view.language)}"
        f'<main id="main">{main}</main></body></html>'
    )


_NAMES = {"temaer": "themes", "temakort": "map", "tidsplan": "timeline", "sammenlign": "compare"}
_ANSWERS = {"sammenlign": "#svar"}
"""Where a page has its answer, if that is far below the form."""
_HOMES = {"temakort": "temaer", "journal": "udkast"}
"""Pages that are part of another."""


def other(view: View) -> str:
    """The way to the same page in the other language."""
    given = [pair for pair in view.request.query_params.multi_items() if pair[0] != "lang"]
    other = "da" if view.language == "en" else "en"
    own = [("lang", "en")] if other == "en" else []
    href = address(view.root + view.path, *given, *own)
    return (
        f'<a class="other" lang="{other}" hreflang="{other}" href="{href}">'
        f"{view.words['other']}</a>"
    )


# -- forms ------------------------------------------------------------------------------------


def form(view: View, fields: Sequence[str], button: str, *, filled: bool) -> str:
    """A form that asks this page again; where it is filled in, with a way to begin anew."""
    own = '<input type="hidden" name="lang" value="en">' if view.language == "en" else ""
    clear = (
        f'<a class="clear" href="{view.link(view.path)}">{view.words["clear"]}</a>'
        if filled
        else ""
    )
    return (
        f'<form action="{view.path}{_ANSWERS.get(view.path, "")}" method="get">{own}'
        f"{''.join(fields)}"
        f'<div class="go"><button>{button}</button>{clear}</div></form>'
    )


def box(name: str, label: str, value: str, hint: str = "", own: str = "") -> str:
    """A line to write in; ``own`` is its id where ``name`` is not."""
    key = own or name
    dated = name in {"from", "to"}
    described = f' aria-describedby="{key}-hint"' if hint else ""
    told = f'<p class="hint" id="{key}-hint">{escape(hint)}</p>' if hint else ""
    return (
        f'<div class="field {name}"><label for="{key}">{label}</label>'
        f'<input type="{"text" if dated else "search"}" id="{key}" name="{name}" '
        f'value="{escape(value)}" maxlength="{10 if dated else MOST_CHARS}" autocomplete="off"'
        f"{described}>{told}</div>"
    )


def choice(
    name: str, label: str, options: Sequence[tuple[str, str]], value: str, own: str = ""
) -> str:
    """One of several, as (value, text) each; ``own`` is its id where ``name`` is not."""
    listed = "".join(
        f'<option value="{escape(one)}"{" selected" if one == value else ""}>{escape(said)}'
        "</option>"
        for one, said in options
    )
    key = own or name
    return (
        f'<div class="field {name}"><label for="{key}">{label}</label>'
        f'<select id="{key}" name="{name}">{listed}</select></div>'
    )


def scope_fields(view: View) -> list[str]:
    """Organisation and document to choose, with what the address has chosen."""
    words = view.words
    organisations = [(name, name) for name in view.organisations]
    own = [("", words["every organisation"]), *organisations]
    documents = [("", words["every document"]), *offered(view)]
    return [
        choice("organisation", words["organisation"], own, view.given("organisation")),
        choice("document", words["document"], documents, view.given("document")),
    ]


def offered(view: View) -> list[tuple[str, str]]:
    """The documents to choose from."""
    return [
        (e.id, " – ".join(part for part in (e.metadata.organisation, title(e)) if part))
        for e in view.entries
    ]
