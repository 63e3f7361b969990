"""Markdown's block structure, as converted documents need it too: raw pieces in reading order.

Parsing is markdown-it's. Rows that a converter wrote as lines with tabs stand in its paragraphs
and rules; they are told apart by the source lines that each token names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from ingest.inline import Inline
from ingest.lines import Line

Kind = Literal["heading", "text", "item", "row", "note"]
_ITEM = re.compile(r"\s*(?P<marker>[a-zæøå][.)]|\d{1,2}[.)]|[•●▪◦–-])\s+(?P<text>\S.*)")
_EMPTY_MARKER = re.compile(r"\s*(?:[-–*•]|-{2,})\s*$")
_NOTE = re.compile(r"(?P<mark>[¹²³⁴-⁹][⁰¹²³⁴-⁹]*)\s+(?P<text>\S.*)", re.DOTALL)
_GLUED = re.compile(
    r"^(?P<first>(?:\w+ )?\d+(?:\.\d+)*\.?\s.*\S)\*\*(?P<second>\d+(?:\.\d+)*\.?\s[^*]+)\*\*$"
)


@dataclass(frozen=True)
class Raw:
    """One piece as the file has it. ``cells`` are a row's; ``table`` numbers a drawn table."""

    kind: Kind
    text: str = ""
    page: int | None = None
    level: int = 0
    style: str = ""
    marker: str = ""
    cells: tuple[str, ...] = ()
    table: int = 0


def pieces(lines: tuple[Line, ...]) -> list[Raw]:
    """The pieces of cleaned ``lines``."""
    apart = [part for line in lines for part in _unglued(line)]
    return [raw for raw in _Walk(apart).run() if raw.text.strip() or raw.kind == "row"]


def _unglued(line: Line) -> list[Line]:
    # Two headings in one line ("TEMA 1. …**1.1. …**") is how some converters lose a break.
    match = _GLUED.match(line.text)
    if not match:
        return [line]
    return [replace(line, text=t) for t in (match["first"], "", match["second"], "")]


class _Walk:
    """One pass over markdown-it's tokens."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._inline = Inline()
        self._depth = -1
        self._markers: list[str] = []
        self._table = 0

    def run(self) -> Iterator[Raw]:
        # Indented code and HTML blocks do not occur in strategies; tabs and <p> in rows do.
        parser = MarkdownIt("commonmark").enable("table").disable(["code", "html_block"])
        tokens = iter(parser.use(footnote_plugin).parse("\n".join(x.text for x in self._lines)))
        for token in tokens:
            if token.type == "table_open":
                yield from self._drawn_table(tokens, token)
            elif token.type in {"fence", "hr"}:
                yield from self._literal(token)
            elif token.type == "footnote_open":
                yield from self._footnote(tokens, token)
            elif token.type == "heading_open":
                yield self._heading(token, next(tokens))
            elif token.type == "inline":
                yield from self._paragraph(token)
            else:
                self._nesting(token)

    def _page(self, token: Token) -> int | None:
        return self._lines[token.map[0]].page if token.map else None

    def _source(self, token: Token) -> list[str]:
        first, end = token.map or (0, 0)
        return [line.text for line in self._lines[first:end]]

    def _nesting(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self._depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._depth -= 1
            self._markers = []
        elif token.type == "list_item_open":
            self._markers = [token.info + token.markup if token.info else "-"]

    def _heading(self, opening: Token, inline: Token) -> Raw:
        plain = self._inline.plain(inline.content)
        level = int(opening.tag[1:])
        return Raw("heading", plain.text, self._page(opening), level=level, style=plain.style)

    def _literal(self, token: Token) -> Iterator[Raw]:
        if token.type == "fence":
            yield Raw("text", token.content.strip(), self._page(token))
        elif "\t" in "".join(self._source(token)):
            yield Raw("row", page=self._page(token))

    def _footnote(self, tokens: Iterator[Token], opening: Token) -> Iterator[Raw]:
        for token in tokens:
            if token.type == "footnote_close":
                return
            if token.type == "inline":
                text = self._inline.plain(token.content).text
                yield Raw("note", f"{opening.meta.get('label', '')} {text}".strip(), None)

    def _drawn_table(self, tokens: Iterator[Token], opening: Token) -> Iterator[Raw]:
        self._table += 1
        cells: list[str] = []
        page = self._page(opening)
        for token in tokens:
            if token.type == "table_close":
                return
            if token.type == "tr_open":
                cells, page = [], self._page(token) or page
            elif token.type == "inline":
                cells.append(self._inline.cell(token.content))
            elif token.type == "tr_close":
                yield Raw("row", page=page, cells=tuple(cells), table=self._table)

    def _paragraph(self, token: Token) -> Iterator[Raw]:
        page = self._page(token)
        # A list's own marker is not in the token's text: its source lines must not be used.
        source = token.content.split("\n") if self._depth >= 0 else self._source(token)
        text: list[str] = []
        for line in source:
            if "\t" in line.strip("\n") and self._depth < 0:
                yield from self._prose(text, page)
                text = []
                yield self._row(line, page)
            elif not _EMPTY_MARKER.match(line):
                text.append(line)
        yield from self._prose(text, page)

    def _row(self, line: str, page: int | None) -> Raw:
        cells = tuple(self._inline.cell(cell) for cell in line.split("\t"))
        return Raw("row", page=page, cells=cells)

    def _prose(self, lines: list[str], page: int | None) -> Iterator[Raw]:
        if not lines:
            return
        if self._depth >= 0:
            yield self._item("\n".join(lines), page)
        elif len(listed := [_ITEM.match(line) for line in lines]) > 1 and listed[0] and listed[1]:
            yield from self._typed_list(lines, page)
        else:
            plain = self._inline.plain("\n".join(line.lstrip() for line in lines))
            if note := _NOTE.fullmatch(plain.text):
                yield Raw("note", f"{note['mark']} {note['text']}", page)
            elif plain.text:
                yield Raw("text", plain.text, page, style=plain.style)

    def _item(self, source: str, page: int | None) -> Raw:
        plain = self._inline.plain(source)
        marker = self._markers.pop() if self._markers else ""
        return Raw("item", plain.text, page, self._depth, plain.style, marker)

    def _typed_list(self, lines: list[str], page: int | None) -> Iterator[Raw]:
        held: tuple[str, str] | None = None
        for line in lines:
            match = _ITEM.match(line)
            if match or held is None:
                if held:
                    yield self._typed_item(held, page)
                held = (match["marker"], match["text"]) if match else ("-", line)
            else:
                held = (held[0], f"{held[1]}\n{line}")
        if held:
            yield self._typed_item(held, page)

    def _typed_item(self, held: tuple[str, str], page: int | None) -> Raw:
        plain = self._inline.plain(held[1])
        return Raw("item", plain.text, page, style=plain.style, marker=held[0])
