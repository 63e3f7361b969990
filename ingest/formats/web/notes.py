"""Footnotes of a web page: which links refer to one, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.formats.web.tree import BLOCKS, Node
from ingest.words import raised

_MARK = re.compile(r"[\[(]?(?P<mark>\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?")
_HINT = re.compile(r"note|(?:\b|_)(?:fn|ftn|edn|ref)", re.IGNORECASE)
_BACK = re.compile(r"[\s↩↑^︎⏎]*")
_LONGEST = 20
_HOLDERS = frozenset({"p", "li", "div", "aside", "dd", "td", "section"})


@dataclass(frozen=True)
class Notes:
    """``marks`` has the mark of each link that refers to a note, ``bodies`` the note.

    ``backs`` are the links in notes that lead back to the text.
    """

    marks: dict[Node, str]
    bodies: dict[Node, Node]
    backs: frozenset[Node]

    def says(self, link: Node) -> str:
        """The note that ``link`` refers to, its mark in front; "" where it says nothing."""
        text = " ".join(self._text(self.bodies[link]).split()).lstrip("^↑ ")
        return f"{self.marks[link]} {text}" if text else ""

    def _text(self, body: Node) -> str:
        parts: list[str] = []
        stack = [iter(body.children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif isinstance(child, str):
                parts.append(child)
            elif child not in self.backs:
                parts.append(" " if child.tag in BLOCKS else "")
                stack.append(iter(child.children))
        return "".join(parts)


def notes_of(whole: Node) -> Notes:
    """The footnotes of the page ``whole``: links to a place further down that is one."""
    order: dict[Node, int] = {}
    places: dict[str, Node] = {}
    for count, node in enumerate(whole.below()):
        order[node] = count
        for name in ("id", "name") if node.tag == "a" else ("id",):
            if node.get(name):
                places.setdefault(node.get(name), node)
    marks: dict[Node, str] = {}
    bodies: dict[Node, Node] = {}
    backs: set[Node] = set()
    for link, at in order.items():
        href = link.get("href") if link.tag == "a" else ""
        place = places.get(href[1:]) if href.startswith("#") else None
        if place is None:
            continue
        text = link.text()[:_LONGEST]
        mark = superscript(text) if _refers(link) else ""
        body = _holder(place)
        if order[place] < at:
            backs |= {link} if mark or _BACK.fullmatch(text) else set()
        elif mark and body is not None and not _holds(body, link):
            marks[link], bodies[link] = mark, body
    return Notes(marks, bodies, frozenset(backs))


def superscript(text: str) -> str:
    """The mark that ``text`` ("1", "[1]", "*") is, as it is seen; "" where it is none."""
    found = _MARK.fullmatch(text.strip())
    if not found:
        return ""
    mark = raised(found["mark"])
    return f"[{mark}]" if mark.isalpha() else mark


def _refers(link: Node) -> bool:
    raised = any(child.tag == "sup" for child in link.below())
    raised = raised or (link.parent is not None and link.parent.tag == "sup")
    hints = " ".join(link.get(name) for name in ("role", "epub:type", "class", "href", "id"))
    return raised or bool(_HINT.search(hints))


def _holder(place: Node) -> Node | None:
    node: Node | None = place
    while node is not None and node.tag not in _HOLDERS:
        if node.tag in BLOCKS:
            return None
        node = node.parent
    return node


def _holds(body: Node, link: Node) -> bool:
    node: Node | None = link
    while node is not None:
        if node is body:
            return True
        node = node.parent
    return False
