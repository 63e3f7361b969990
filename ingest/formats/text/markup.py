"""Markdown's block structure, as converted documents need it too: raw pieces in reading order.

Parsing is markdown-it's. Rows that a converter wrote as lines with tabs stand in its paragraphs
and rules; they are told apart by the source lines that each token names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from ingest.formats.lines import Line
from ingest.formats.text.inline import Inline, Plain
from ingest.raw import Raw
from ingest.words import raised

_ITEM = re.compile(r"\s*(?P<marker>[a-zæøå][.)]|\d{1,2}[.)]|[•●▪◦–-])\s+(?P<text>\S.*)")
_EMPTY_MARKER = re.compile(r"\s*(?:[-–*•]|-{2,})\s*$")
_NOTE = re.compile(r"(?P<mark>[¹²³⁴-⁹][⁰¹²³⁴-⁹]*)\s+(?P<text>\S.*)", re.DOTALL)
_SAYS = re.compile(r"\.$|:\s+\S")
_DEFINED = "footnote_reference_open"
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_GLUED = re.compile(
    r"^(?P<first>(?:\w+ )?\d+(?:\.\d+)*\.?\s.*\S)\*\*(?P<second>\d+(?:\.\d+)*\.?\s[^*]+)\*\*$"
)


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
    """One pass over markdown-it's tokens, after its notes were set aside.

    A note follows what refers to it, so that it is found where it belongs; not inside a list,
    which it would cut in two.
    """

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._inline = Inline()
        self._depth = -1
        self._markers: list[str] = []
        self._table = 0
        self._quotes = 0
        self._notes: dict[str, list[Raw]] = {}
        self._known: set[str] = set()
        self._marks: dict[str, str] = {}
        self._due: list[str] = []

    def run(self) -> Iterator[Raw]:
        # Indented code and HTML blocks do not occur in strategies; tabs and <p> in rows do.
        parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").use(footnote_plugin)
        parser.disable(["code", "html_block", "inline", "footnote_tail"])
        tokens = parser.parse("\n".join(line.text for line in self._lines))
        self._known = {str(token.meta.get("label")) for token in tokens if token.type == _DEFINED}
        body = iter(self._without_notes(tokens))
        for token in body:
            yield from self._block(body, token)
            if self._depth < 0:
                yield from self._called()
        self._due = list(self._notes)
        yield from self._called()

    def _without_notes(self, tokens: list[Token]) -> list[Token]:
        body: list[Token] = []
        label: str | None = None
        for token in tokens:
            if token.type == _DEFINED:
                label = str(token.meta.get("label", ""))
            elif token.type == "footnote_reference_close":
                label = None
            elif label is None:
                body.append(token)
            elif token.content.strip():
                text = f"{self._mark(label)} {self._plain(token.content).text}"
                self._notes.setdefault(label, []).append(Raw("note", text, self._page(token)))
        return body

    def _mark(self, label: str) -> str:
        """The number of a note, raised; one that is named by a word has its place in the order."""
        number = label if label.isdigit() else str(len(self._marks) + 1)
        return self._marks.setdefault(label, raised(number))

    def _plain(self, source: str) -> Plain:
        plain = self._inline.plain(source)
        return Plain(self._with_marks(plain.text), plain.style, plain.said)

    def _cell(self, source: str) -> str:
        return self._with_marks(self._inline.cell(source))

    def _with_marks(self, text: str) -> str:
        return _REFERENCE.sub(
            lambda found: self._mark(found[1]) if found[1] in self._known else found[0], text
        )

    def _called(self) -> Iterator[Raw]:
        for label in self._due:
            yield from self._notes.pop(label, [])
        self._due = []

    def _block(self, tokens: Iterator[Token], token: Token) -> Iterator[Raw]:
        if token.type == "table_open":
            yield from self._drawn_table(tokens, token)
        elif token.type in {"fence", "hr"}:
            yield from self._literal(token)
        elif token.type == "heading_open":
            yield self._heading(token, self._referring(next(tokens)))
        elif token.type == "inline":
            yield from self._paragraph(self._referring(token))
        else:
            self._nesting(token)

    def _referring(self, token: Token) -> Token:
        self._due += _REFERENCE.findall(token.content)
        return token

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
        elif token.type in {"blockquote_open", "blockquote_close"}:
            self._quotes += token.nesting

    def _heading(self, opening: Token, inline: Token) -> Raw:
        plain = self._plain(inline.content)
        level = int(opening.tag[1:])
        # A rule right below a paragraph makes it a heading for Markdown, not for its author.
        if opening.markup in {"=", "-"} and (_SAYS.search(plain.text) or len(plain.text) > 110):
            return Raw("text", plain.text, self._page(opening), style=plain.style)
        return Raw("heading", plain.text, self._page(opening), level=level, style=plain.style)

    def _literal(self, token: Token) -> Iterator[Raw]:
        if token.type == "fence":
            yield Raw("text", token.content.strip(), self._page(token))
        elif "\t" in "".join(self._source(token)):
            yield Raw("row", page=self._page(token))

    def _drawn_table(self, tokens: Iterator[Token], opening: Token) -> Iterator[Raw]:
        self._table += 1
        # A table that is drawn with empty heads has none.
        headed: bool | None = None
        cells: list[str] = []
        page = self._page(opening)
        for token in tokens:
            if token.type == "table_close":
                return
            if token.type == "tr_open":
                cells, page = [], self._page(token) or page
            elif token.type == "inline":
                cells.append(self._cell(self._referring(token).content))
            elif token.type == "tr_close":
                headed = any(cells) if headed is None else headed
                yield Raw("row", page=page, cells=tuple(cells), table=self._table, headed=headed)

    def _paragraph(self, token: Token) -> Iterator[Raw]:
        page = self._page(token)
        # The marks of a list or quote are not in the token's text: its source lines have them.
        marked = self._depth >= 0 or self._quotes
        source = token.content.split("\n") if marked else self._source(token)
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
        cells = tuple(self._cell(cell) for cell in line.split("\t"))
        return Raw("row", page=page, cells=cells)

    def _prose(self, lines: list[str], page: int | None) -> Iterator[Raw]:
        if not lines:
            return
        if self._depth >= 0:
            yield self._item("\n".join(lines), page)
        elif len(listed := [_ITEM.match(line) for line in lines]) > 1 and listed[0] and listed[1]:
            yield from self._typed_list(lines, page)
        else:
            plain = self._plain("\n".join(line.lstrip() for line in lines))
            if note := _NOTE.fullmatch(plain.text):
                yield Raw("note", f"{note['mark']} {note['text']}", page)
            elif plain.text:
                yield Raw("text", plain.text, page, style=plain.style)
            if plain.said:
                yield Raw("note", plain.said, page)

    def _item(self, source: str, page: int | None) -> Raw:
        plain = self._plain(source)
        marker = self._markers.pop() if self._markers else ""
        return Raw("item", _whole(plain), page, self._depth, plain.style, marker)

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
        plain = self._plain(held[1])
        marker = held[0] if held[0][0].isalnum() else "-"
        return Raw("item", _whole(plain), page, style=plain.style, marker=marker)


def _whole(plain: Plain) -> str:
    """An item with what was struck out of it; a note between two items would part them."""
    return "\n".join(part for part in (plain.text, plain.said) if part)
