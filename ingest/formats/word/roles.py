"""What a paragraph of a Word document is: a heading, an item of a list, contents or text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.formats.word.numbering import BULLET, Numbering
from ingest.formats.word.pieces import Line, LineKind, kept
from ingest.formats.word.runs import Inline
from ingest.formats.word.styles import Look, Styles
from ingest.formats.word.xml import Element, W, child, children, number, value

_BODY_TEXT = 9
"""The outline level of what is no heading."""
_ENTRY_CHARS = 250
"""A line of contents is a heading's; text longer than this came into the field by mistake."""
_LISTS = frozenset({"bullet", "listed"})
_HEADS: dict[str, LineKind] = {"title": "title", "heading": "heading"}
_NAMED: dict[str, LineKind] = {
    "entry": "entry",
    "contents": "contents",
    "figures": "figures",
    "caption": "caption",
}


@dataclass(frozen=True)
class Setting:
    """How one paragraph is set. ``runs_on`` is whether its end was struck out.

    ``number`` is the list that it is numbered in ("" for none) and ``depth`` its depth there.
    """

    look: Look
    number: str = ""
    depth: int = 0
    runs_on: bool = False


class Roles:
    """Tells what paragraphs are; their lines have to be asked for in order, since some count."""

    def __init__(self, styles: Styles, numbering: Numbering, body: Element) -> None:
        self._styles = styles
        self._numbering = numbering
        self._heads = set(_contents_heads(body))

    def setting(self, paragraph: Element) -> Setting:
        """How ``paragraph`` is set, by itself and by its style."""
        told = children(child(paragraph, "pPr"))
        style = value(told.get("pStyle")) or self._styles.usual
        look = self._styles.look(style)
        if paragraph in self._heads and look.role != "entry":
            look = replace(look, role="contents")
        outline = number(told.get("outlineLvl"))
        if outline is not None:
            look = _outlined(look, outline)
        listed = children(told.get("numPr"))
        key = value(listed.get("numId")) or look.number or ""
        depth = self._depth(look, style, number(listed.get("ilvl")))
        runs = children(told.get("rPr"))
        return Setting(look, key, depth, "del" in runs or "moveFrom" in runs)

    def line(self, setting: Setting, inline: Inline) -> Line:
        """The line that a paragraph makes; it counts in its list."""
        role, text = setting.look.role, kept(inline.runs)
        marker = "" if setting.runs_on and not text else self._marker(setting)
        if role in _HEADS:
            level = setting.look.level if role == "heading" else 1
            number = "" if marker == BULLET else marker
            return Line(_HEADS[role], inline.runs, level, marker=number)
        if role in _NAMED:
            return Line(_NAMED[role], inline.runs)
        if inline.in_contents and len(text) <= _ENTRY_CHARS:
            return Line("entry", inline.runs)
        if marker and inline.runs:
            level = max(setting.depth, setting.look.level if role in _LISTS else 0)
            return Line("item", inline.runs, level, inline.style, marker)
        return Line("text", inline.runs, style=inline.style)

    def _depth(self, look: Look, style: str, own: int | None) -> int:
        told = look.depth
        if own is None and look.number:
            told = self._numbering.depth_of_style(look.number, style)
            told = look.depth if told is None else told
        depth = told if own is None else own
        return max(0, depth or 0)

    def _marker(self, setting: Setting) -> str:
        """The paragraph's number or bullet, "" for none."""
        listed = setting.look.role in _LISTS
        if setting.number == "0":
            return ""
        label = self._numbering.label(setting.number, setting.depth) if setting.number else None
        # A list whose numbers got lost is a list still.
        return (BULLET if listed else "") if label is None else label


def _outlined(look: Look, outline: int) -> Look:
    """A look with the outline level that a paragraph has of its own."""
    if 0 <= outline < _BODY_TEXT and look.role in {"", "heading", "bullet", "listed"}:
        return replace(look, role="heading", level=outline + 1)
    return replace(look, role="") if look.role == "heading" and outline >= _BODY_TEXT else look


def _contents_heads(body: Element) -> list[Element]:
    """The first paragraph of each table of contents that was put in as a building block."""
    heads = []
    for gallery in body.iter(f"{W}docPartGallery"):
        if value(gallery) == "Table of Contents":
            control = next(gallery.iterancestors(f"{W}sdt"), None)
            content = child(control, "sdtContent")
            first = None if content is None else next(content.iter(f"{W}p"), None)
            heads += [] if first is None else [first]
    return heads
