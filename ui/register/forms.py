"""Forms of our pages, which ask a page again by an address that can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.register.frame import View, title
from ui.talk import MOST_CHARS

_ANSWERS = {"sammenlign": "#svar"}
"""Where a page has its answer, if that is far below the form."""


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
