"""Words of documents on the register's pages: short, escaped, each a link to its place."""

from __future__ import annotations

from html import escape

from assistant.answer import Citation, Place
from assistant.pictures.frame import Language
from ingest.records import Held
from ui import rendering

_LONG = 240


def quoted(citation: Citation, most: int = _LONG) -> str:
    """A quote on one line, shortened, as a link to where it stands."""
    return linked(citation, citation.quote, most)


def linked(place: Citation | Place, text: str, most: int = _LONG) -> str:
    """``text`` as a link to ``place``; it is Danish as the documents are."""
    said = escape(shortened(text.strip().removeprefix("- "), most))
    return f'<a lang="da" href="{escape(rendering.address(place))}">{said}</a>'


def named(held: Held) -> str:
    """A theme's number and title as a link to where it is named."""
    theme = held.theme
    start, end = theme.name
    place = Place(held.document_id, held.metadata.title, theme.section, theme.page, start, end)
    number = f'<span class="number">{escape(theme.number)}</span> ' if theme.number else ""
    return number + linked(place, theme.title or held.document_id)


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
    return joined(citation.organisation, citation.title, page)


def joined(*parts: str) -> str:
    """What is known, escaped, each part kept on one line where it can be."""
    return " · ".join(f"<span>{escape(part)}</span>" for part in parts if part)
