"""Answers and their sources as HTML that can do nothing but be read.

A Markdown renderer in the browser would make links of bare addresses and fetch pictures, and the
words of an answer come from documents that anybody may have written. So the Markdown is rendered
here, with emphasis and lists alone: the one thing that becomes a link is a mark ``[n]`` of a
citation that the answer has, and it leads to our own page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from assistant.answer import Answer, Citation, Place
from assistant.pictures.frame import Language
from ui.chat.words import DANISH, Words

_MARK = re.compile(r"\[(\d{1,4})\]")
_PEEK = 300
"""Characters of a quote that a mark shows."""
_NEW_TAB = 'target="_blank" rel="noopener"'


@dataclass(frozen=True)
class Ways:
    """Where an answer can be kept for a case, and where its question is asked again; or ""."""

    keep: str = ""
    share: str = ""


def address(place: Citation | Place, language: Language = "da") -> str:
    """Where a place is shown, relative to the page's root so that a proxy's prefix holds."""
    document = quote(place.document_id, safe="")
    own = "&lang=en" if language == "en" else ""
    return f"dokument/{document}?fra={place.start}&til={place.end}{own}#sted"


def question(text: str, narrowed: str = "") -> str:
    """What the user wrote, as written; ``narrowed`` says what it was put to."""
    lines = [escape(line) for line in text.splitlines()]
    scope = f'<p class="scope">{escape(narrowed)}</p>' if narrowed else ""
    return f"<p>{'<br>'.join(lines)}</p>{scope}"


def answer(
    given: Answer, root: str = "", words: Words = DANISH, language: Language = "da"
) -> str:  # fmt: skip
    """An answer with its marks as links; ``root`` is the way to where our addresses begin."""
    links = {c.number: root + address(c, language) for c in given.citations}
    told = {c.number: _told(c, words) for c in given.citations}
    html = _RENDERER.render(given.text, {"links": links, "told": told})
    # The documents' own words are Danish, also on a page that is not.
    own = given.citations and given.mode == "extractive" and language == "en"
    return _one_block(f'<div class="answer"{" lang=da" if own else ""}>{html}</div>')


def record(text: str, links: Mapping[int, str]) -> str:
    """A text with headings and tables; its marks lead where ``links`` has them lead."""
    html: str = _PAPER.render(text, {"links": links})
    return html


def remark(text: str) -> str:
    """A line that the page says in the assistant's place."""
    return f'<div class="answer"><p><em>{escape(text)}</em></p></div>'


def waiting(words: Words = DANISH) -> str:
    """What stands where an answer will come."""
    return f'<p class="waiting">{words.searching}</p>'


def sources(
    given: Answer, ways: Ways = Ways(), words: Words = DANISH, language: Language = "da"
) -> str:
    """What an answer rests on, or where something close stands; "" where there is neither."""
    panel = _Panel(words, language)
    if given.citations:
        return panel.html(words.sources, given.citations, ways)
    if given.nearest:
        return panel.html(words.nearest, given.nearest, ways)
    return ""


@dataclass(frozen=True)
class _Panel:
    """The places beside an answer, by document."""

    words: Words
    language: Language

    def html(self, title: str, places: Sequence[Citation | Place], ways: Ways) -> str:
        documents = dict.fromkeys(place.document_id for place in places)
        groups = "".join(
            self._document([place for place in places if place.document_id == document])
            for document in documents
        )
        body = f"<h2>{title}</h2>{groups}{self._on(ways)}"
        return _one_block(f'<section class="sources">{body}</section>')

    def _on(self, ways: Ways) -> str:
        own = "&amp;lang=en" if self.language == "en" else ""
        links = [
            f'<a class="open {name}" href="{escape(way)}{own}" {_NEW_TAB}>{said}</a>'
            for name, way, said in (
                ("kept", ways.keep, self.words.keep), ("share", ways.share, self.words.share)
            ) if way
        ]  # fmt: skip
        return f'<p class="keep">{" ".join(links)}</p>' if links else ""

    def _document(self, places: Sequence[Citation | Place]) -> str:
        first = places[0]
        whose = first.organisation if isinstance(first, Citation) else ""
        entries = "".join(f"<li>{self._entry(place)}</li>" for place in places)
        return (
            f'<h3 lang="da">{escape(first.title)}</h3>'
            f'<div class="whose">{escape(whose)}</div><ol>{entries}</ol>'
        )

    def _entry(self, place: Citation | Place) -> str:
        quoted = ""
        if isinstance(place, Citation):
            # The dash of a list's item says nothing where the item stands alone.
            said = escape(place.quote.strip().removeprefix("- "))
            quoted = (
                f'<span class="number">{place.number}</span>'
                f'<blockquote lang="da">{said}</blockquote>'
            )
        path, page = escape(" › ".join(place.section)), _page(place, self.words)
        section = f'<span lang="da">{path}</span>' if path else ""
        where = ", ".join(part for part in (section, page) if part)
        return f'{quoted}<div class="where">{where}</div>{self._open(place)}'

    def _open(self, place: Citation | Place) -> str:
        href = escape(address(place, self.language))
        return f'<a class="open" href="{href}" {_NEW_TAB}>{self.words.open}</a>'


def _page(place: Citation | Place, words: Words) -> str:
    return words.page.format(number=place.page) if place.page is not None else ""


def _told(citation: Citation, words: Words) -> str:
    """What a mark says of its source before it is opened."""
    said = " ".join(citation.quote.split())
    short = said if len(said) <= _PEEK else said[:_PEEK].rsplit(" ", 1)[0] + " …"
    known = (citation.title, " › ".join(citation.section), _page(citation, words))
    return f"{short}\n{', '.join(part for part in known if part)}"


def _one_block(html: str) -> str:
    """On one line: to the Markdown of the browser a blank line ends a block of HTML."""
    return re.sub(r"[\r\n]+", " ", html)


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
    found = _MARK.match(state.src, state.pos)
    if found is None or int(found[1]) not in state.env.get("links", {}):
        return False
    if not silent:
        state.push("mark", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _linked(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: Mapping[str, Any]
) -> str:
    number = tokens[index].content
    href = escape(env["links"][int(number)])
    told = escape(env.get("told", {}).get(int(number), "")).replace("\n", "&#10;")
    title = f' title="{told}"' if told else ""
    return f'<a class="mark" href="{href}"{title} {_NEW_TAB}>[{number}]</a>'


def _renderer(*more: str) -> MarkdownIt:
    # "zero" knows paragraphs alone: what is not named here stays the text that it is.
    markdown = MarkdownIt("zero", {"html": False, "breaks": True})
    markdown.enable(["list", "emphasis", "escape", "newline", *more])
    markdown.inline.ruler.before("escape", "mark", _mark)
    markdown.add_render_rule("mark", _linked)
    return markdown


_RENDERER = _renderer()
_PAPER = _renderer("heading", "table")
