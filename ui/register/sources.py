"""Words of documents on the register's pages: short, escaped, each a link to its place."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from assistant import kind_names
from assistant.answer import Citation, Place
from assistant.pictures.frame import Language
from ingest.records import Held
from ui import rendering
from ui.register.frame import View

_LONG = 240
_LABEL = 14
"""Characters of a number and a kind before a name."""


def quoted(view: View, citation: Citation, most: int = _LONG) -> str:
    """A quote on one line, shortened, as a link to where it stands."""
    said = escape(shortened(citation.quote.strip().removeprefix("- "), most))
    return f'<a lang="da" href="{way(view, citation)}">{said}</a>'


def way(view: View, place: Citation | Place) -> str:
    """The escaped address of a place in a document."""
    return escape(view.root + rendering.address(place, view.language))


def named(view: View, held: Held) -> str:
    """A theme's number and title as a link to its own page; it is Danish as the documents are."""
    said = escape(shortened(called(held)))
    return f'{number(held)}<a lang="da" href="{page_of(view, held)}">{said}</a>'


def called(held: Held) -> str:
    """What a theme is called; its document where it has no name."""
    return held.theme.title or held.document_id


def number(held: Held) -> str:
    """A theme's number before its name, or ""."""
    told = escape(held.theme.number)
    return f'<span class="number">{told}</span> ' if told else ""


def page_of(view: View, held: Held) -> str:
    """The escaped address of a theme's own page."""
    return view.link(f"temaer/{quote(held.id, safe=':')}")


def opening(view: View, held: Held) -> str:
    """The way to where a theme is named in its document."""
    theme = held.theme
    place = Place(held.document_id, held.metadata.title, theme.section, theme.page, *theme.name)
    return f'<a class="opening" href="{way(view, place)}">{view.words["open place"]}</a>'


def drafting(view: View, held: Held) -> str:
    """The way to a draft on a theme."""
    href = view.link("udkast", ("theme", held.id))
    return f'<a class="draft" href="{href}">{view.words["draft theme"]}</a>'


def kind(view: View, held: Held) -> str:
    """What a theme's document calls it."""
    return kind_names.named(held.theme.kind, view.language)[0]


def only_named(held: Held, evidence: Citation) -> bool:
    """Whether a place says no more than the theme's name: "Tema 1: Rekruttering"."""
    name = held.theme.title.strip(" .:")
    return name in evidence.quote and len(evidence.quote) - len(name) < _LABEL


def shortened(text: str, most: int = _LONG) -> str:
    """``text`` on one line, cut at a word's end."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat.rfind(" ", 0, most - 1)
    return flat[: cut if cut > most // 2 else most - 2].rstrip(" ,;:–-") + " …"


def placed(citation: Citation, language: Language) -> str:
    """Whose words they are, in which document, and on which page."""
    word = "side" if language == "da" else "page"
    page = f"{word} {citation.page}" if citation.page is not None else ""
    return joined(citation.organisation, citation.title, page, danish=citation.title)


def joined(*parts: str, danish: str = "") -> str:
    """What is known, escaped, each part kept on one line where it can be.

    ``danish`` is the part that is a document's own words, on a page in any language.
    """
    return " · ".join(
        f"<span{' lang=da' if part == danish else ''}>{escape(part)}</span>"
        for part in parts
        if part
    )
