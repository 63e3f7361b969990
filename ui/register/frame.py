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
from urllib.parse import quote, urlencode

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
        language = navigation.language_of(request.query_params.get("lang"))
        return cls(request, path, language, request.app.state.service)

    @property
    def words(self) -> Mapping[str, str]:
        """What the page says, in its language."""
        return WORDS[self.language]

    @property
    def root(self) -> str:
        """The way from the page to where the addresses of all pages begin."""
        return "../" * self.path.count("/")

    @property
    def place(self) -> str:
        """The first part of the path: which page it is, or is below."""
        return self.path.split("/", 1)[0]

    @property
    def switch(self) -> str:
        """The escaped address of the same in the other language; "" where a form was sent."""
        if self.request.method != "GET":
            return ""
        path = self.root + quote(self.path, safe="/:")
        return navigation.switched(path, self.request.query_params.multi_items(), self.language)

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


@dataclass(frozen=True)
class Sheet:
    """A page: its title as plain text, and what stands in its ``<main>`` as HTML."""

    title: str
    main: str
    status: int = 200


def shown(view: View, body: Callable[[], str], lead: str = "") -> HTMLResponse:
    """The page with ``body`` below its heading, or with what keeps it from being there.

    ``lead`` are the words below the heading where they are not the page's usual ones.
    """
    name = _NAMES[view.path]
    title, lead = view.words[name], lead or view.words[f"{name} lead"]
    return sent(view, lambda: Sheet(title, header(title, lead) + body()), lead)


def sent(view: View, made: Callable[[], Sheet], lead: str = "") -> HTMLResponse:
    """The sheet that ``made`` makes as it is sent, or what keeps it from being there."""
    title = view.words[_NAMES[view.place]]
    if view.too_long():
        told = note(view.words["too long"], alert=True)
        return _page(view, Sheet(title, header(title, lead) + told, 422))
    try:
        return _page(view, made())
    except StrategiError as error:
        told = f"<h2>{view.words['busy']}</h2>{note(str(error), alert=True)}"
        sheet = Sheet(title, header(title, lead) + told, problems.status_of(error))
        return _page(view, sheet)


def note(text: str, *, alert: bool = False) -> str:
    """A remark of the page's own."""
    return f'<p class="note"{" role=alert" if alert else ""}>{escape(text)}</p>'


def header(title: str, lead: str = "") -> str:
    """A page's own heading; both are HTML."""
    return f"<header><h1>{title}</h1>{f'<p>{lead}</p>' if lead else ''}</header>"


def _page(view: View, sheet: Sheet) -> HTMLResponse:
    html = written(view, sheet.title, sheet.main, shell.head("register.css"))
    return HTMLResponse(html, sheet.status, HEADERS)


HEADERS = {"content-security-policy": shell.ASKING_POLICY, "cache-control": "no-store"}


def written(view: View, name: str, main: str, head: str) -> str:
    """A whole page; ``name`` is its title as plain text, ``main`` what is its own as HTML."""
    words = view.words
    home = _HOMES.get(view.place, view.place)
    return (
        f'<!doctype html><html lang="{view.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(name)} – {texts.NAME}</title>{head}</head><body>"
        f'<a class="skip" href="#main">{words["main"]}</a>'
        f"{navigation.bar(home, view.root, view.language, view.switch)}"
        f'<main id="main">{main}</main></body></html>'
    )


_NAMES = {"temaer": "themes", "temakort": "map", "tidsplan": "timeline", "sammenlign": "compare"}
_HOMES = {"temakort": "temaer", "journal": "udkast"}
"""Pages that are part of another."""
