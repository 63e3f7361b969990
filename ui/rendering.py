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


def answer(given: Answer) -> str:
    """An answer with its marks as links."""
    links = {citation.number: address(citation) for citation in given.citations}
    html = _RENDERER.render(given.text, {"links": links})
    return _one_block(f'<div class="answer">{html}</div>')


def remark(text: str) -> str:
    """A line that the page says in the assistant's place."""
    return f'<div class="answer"><p><em>{escape(text)}</em></p></div>'


def sources(given: Answer) -> str:
    """What an answer rests on, or where something close stands; "" where there is neither."""
    if given.citations:
        return _panel(texts.SOURCES, [_source(citation) for citation in given.citations])
    if given.nearest:
        return _panel(texts.NEAREST, [_near(place) for place in given.nearest])
    return ""


def _panel(title: str, entries: Sequence[str]) -> str:
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return _one_block(f'<section class="sources"><h2>{title}</h2><ol>{items}</ol></section>')


def _source(citation: Citation) -> str:
    where = _where(citation.section, citation.page)
    return (
        f'<span class="number">{citation.number}</span>'
        f"<blockquote>{escape(citation.quote)}</blockquote>"
        f'<p class="title">{escape(citation.title)}</p>'
        f'<p class="where">{_dotted(citation.organisation, where)}</p>{_open(citation)}'
    )


def _near(place: Place) -> str:
    where = _dotted(_where(place.section, place.page))
    return (
        f'<p class="title">{escape(place.title)}</p><p class="where">{where}</p>{_open(place)}'
    )  # fmt: skip


def _open(place: Citation | Place) -> str:
    return f'<p><a class="open" href="{escape(address(place))}" {_NEW_TAB}>{texts.OPEN}</a></p>'


def _where(section: Sequence[str], page: int | None) -> str:
    path = " › ".join(section)
    return ", ".join(part for part in (path, texts.page_number(page) if page else "") if part)


def _dotted(*parts: str) -> str:
    return " · ".join(escape(part) for part in parts if part)


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


def _renderer() -> MarkdownIt:
    # "zero" knows paragraphs alone: what is not named here stays the text that it is.
    markdown = MarkdownIt("zero", {"html": False, "breaks": True})
    markdown.enable(["list", "emphasis", "escape", "newline"])
    markdown.inline.ruler.before("escape", "mark", _mark)
    markdown.add_render_rule("mark", _linked)
    return markdown


_RENDERER = _renderer()
