"""Answers and their sources as HTML that can do nothing but be read.

A Markdown renderer in the browser would make links of bare addresses and fetch pictures, and the
words of an answer come from documents that anybody may have written. So the Markdown is rendered
here, with emphasis and lists alone: the one thing that becomes a link is a mark ``[n]`` of a
citation that the answer has, and it leads to our own page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from assistant.answer import Answer, Citation, Place
from ui import texts

_MARK = re.compile(r"\[(\d{1,4})\]")
_NEW_TAB = 'target="_blank" rel="noopener"'


def address(place: Citation | Place) -> str:
    """Where a place is shown, relative to the page's root so that a proxy's prefix holds."""
    document = quote(place.document_id, safe="")
    return f"dokument/{document}?fra={place.start}&til={place.end}#sted"


def question(text: str) -> str:
    """What the user wrote, as written."""
    lines = [escape(line) for line in text.splitlines()]
    return f"<p>{'<br>'.join(lines)}</p>"


def answer(given: Answer, root: str = "") -> str:
    """An answer with its marks as links; ``root`` is the way to where our addresses begin."""
    links = {citation.number: root + address(citation) for citation in given.citations}
    html = _RENDERER.render(given.text, {"links": links})
    return _one_block(f'<div class="answer">{html}</div>')


def record(text: str, links: Mapping[int, str]) -> str:
    """A text with headings and tables; its marks lead where ``links`` has them lead."""
    html: str = _PAPER.render(text, {"links": links})
    return html


def remark(text: str) -> str:
    """A line that the page says in the assistant's place."""
    return f'<div class="answer"><p><em>{escape(text)}</em></p></div>'


def waiting() -> str:
    """What stands where an answer will come."""
    return f'<p class="waiting">{texts.SEARCHING}</p>'


def sources(given: Answer, keep: str = "") -> str:
    """What an answer rests on, or where something close stands; "" where there is neither.

    ``keep`` is the address where the answer can be kept for a case.
    """
    if given.citations:
        return _panel(texts.SOURCES, given.citations, keep)
    if given.nearest:
        return _panel(texts.NEAREST, given.nearest, keep)
    return ""


def _panel(title: str, places: Sequence[Citation | Place], keep: str) -> str:
    documents = dict.fromkeys(place.document_id for place in places)
    groups = "".join(
        _document([place for place in places if place.document_id == document])
        for document in documents
    )
    kept = (
        f'<p class="keep"><a class="open" href="{escape(keep)}" {_NEW_TAB}>{texts.FREEZE}</a></p>'
        if keep
        else ""
    )
    return _one_block(f'<section class="sources"><h2>{title}</h2>{groups}{kept}</section>')


def _document(places: Sequence[Citation | Place]) -> str:
    """The places of one document, below its title."""
    first = places[0]
    whose = first.organisation if isinstance(first, Citation) else ""
    entries = "".join(f"<li>{_entry(place)}</li>" for place in places)
    return (
        f'<h3>{escape(first.title)}</h3><div class="whose">{escape(whose)}</div><ol>{entries}</ol>'
    )  # fmt: skip


def _entry(place: Citation | Place) -> str:
    quoted = ""
    if isinstance(place, Citation):
        # The dash of a list's item says nothing where the item stands alone.
        words = escape(place.quote.strip().removeprefix("- "))
        quoted = (
            f'<span class="number">{place.number}</span><blockquote>{words}</blockquote>'
        )  # fmt: skip
    return f'{quoted}<div class="where">{_where(place)}</div>{_open(place)}'


def _where(place: Citation | Place) -> str:
    page = texts.page_number(place.page) if place.page is not None else ""
    return escape(", ".join(part for part in (" › ".join(place.section), page) if part))


def _open(place: Citation | Place) -> str:
    return f'<a class="open" href="{escape(address(place))}" {_NEW_TAB}>{texts.OPEN}</a>'


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
    return f'<a class="mark" href="{href}" {_NEW_TAB}>[{number}]</a>'


def _renderer(*more: str) -> MarkdownIt:
    # "zero" knows paragraphs alone: what is not named here stays the text that it is.
    markdown = MarkdownIt("zero", {"html": False, "breaks": True})
    markdown.enable(["list", "emphasis", "escape", "newline", *more])
    markdown.inline.ruler.before("escape", "mark", _mark)
    markdown.add_render_rule("mark", _linked)
    return markdown


_RENDERER = _renderer()
_PAPER = _renderer("heading", "table")
