"""Inline Markdown and HTML to plain text: emphasis, links and pictures go, the words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.marks import Mark, Run, marked
from ingest.words import Growing, mend

_BREAKING_TAG = re.compile(r"</?(?:p|br|ul|ol|li|div|tr|td)\b[^>]{0,200}>", re.IGNORECASE)
_ITEM_DASH = re.compile(r"(?:^|(?<=\s))- (?=\S)|(?<=[a-zæøå.)])- (?=[A-ZÆØÅ\"”])")
_FIRST_ITEM = re.compile(
    r"<(?:ul|ol)\b[^>]{0,200}>|(?:^|(?<=:</u>)|(?<=:))\s*(?=- \S)", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Plain:
    """Plain text and what it was wrapped in as a whole: "link", "bold", "italic" or "".

    ``said`` names what was struck out of it ("[udgået: …]").
    """

    text: str
    style: str = ""
    said: str = ""


class Inline:
    """Turns inline source into :class:`Plain`; holds one parser, since making one is slow."""

    def __init__(self) -> None:
        self._md = MarkdownIt("commonmark").enable("strikethrough")

    def plain(self, source: str) -> Plain:
        """The text of one paragraph, heading or list item."""
        tokens = self._md.parseInline(source.strip())
        children = tokens[0].children or [] if tokens else []
        kept, struck = _parted(children)
        said = marked(struck).said if struck else ""
        return Plain(_tidy("".join(_pieces(kept))), _style(kept), said)

    def cell(self, source: str) -> str:
        """The text of one table cell: a line a paragraph, a line with "- " a list item."""
        # A converter glues a cell's list into one line: "Tidsplan: - Udvikling (2023) - Drift".
        first = _FIRST_ITEM.search(source)
        before, listed = (source[: first.end()], source[first.end() :]) if first else (source, "")
        items = _ITEM_DASH.split(self.plain(listed).text) if listed.strip() else []
        plain = self.plain(before)
        text = "\n".join([plain.text, *_listed(items)])
        lines = [line for line in text.split("\n") if line.strip(" .-–")]
        return "\n".join([*lines, plain.said] if plain.said else lines)


def _parted(children: list[Token]) -> tuple[list[Token], list[Run]]:
    """What stands, and what is struck out of it, stretch by stretch."""
    kept: list[Token] = []
    struck: list[Run] = []
    depth = 0
    for token in children:
        depth += token.nesting if token.type in {"s_open", "s_close"} else 0
        if not depth and token.type != "s_close":
            kept.append(token)
        elif token.type == "s_close":
            struck.append(Run(" "))
        else:
            struck.append(Run(_piece(token).replace("\v", " "), Mark.GONE))
    return kept, struck


def _listed(items: list[str]) -> list[str]:
    lead, *rest = [item.strip() for item in items] or [""]
    return [lead, *(f"- {item}" for item in rest)]


def _pieces(children: list[Token]) -> Iterator[str]:
    before = ""
    for token in children:
        # What follows a bold lead on a line of its own is a line of its own here too.
        lead = token.type == "softbreak" and before == "strong_close"
        yield "\n" if lead else _piece(token)
        before = token.type if token.type != "text" or token.content.strip() else before


def _piece(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type == "softbreak":
        return "\v"
    if token.type == "hardbreak" or (
        token.type == "html_inline" and _BREAKING_TAG.match(token.content)
    ):
        return "\n"
    return ""


def _tidy(text: str) -> str:
    first, *wrapped = text.split("\v")
    joined = Growing(first)
    for line in wrapped:
        joined.add(line, _join_wrapped)
    lines = (_SPACES.sub(" ", line).strip() for line in joined.text().split("\n"))
    return "\n".join(line for line in lines if line)


def _join_wrapped(left: str, right: str) -> str:
    last = left.rsplit("\n", 1)[-1]
    # A short line before a capital was not wrapped: the author broke it (addresses, covers).
    if len(last) < 40 and right[:1].isupper() and not last.endswith("-"):
        return f"{left}\n{right}"
    return mend(left, right)


def _style(children: list[Token]) -> str:
    depth = {"strong": 0, "em": 0, "link": 0}
    outside = dict.fromkeys(depth, False)
    seen = False
    for token in children:
        kind, _, end = token.type.rpartition("_")
        if kind in depth:
            depth[kind] += 1 if end == "open" else -1
        elif token.type == "text" and token.content.strip():
            seen = True
            for name, deep in depth.items():
                outside[name] = outside[name] or deep == 0
    whole = [name for name in ("link", "strong", "em") if seen and not outside[name]]
    return {"link": "link", "strong": "bold", "em": "italic"}[whole[0]] if whole else ""
