"""A web page as a small tree of what is seen of it; parsing is Beautiful Soup's and lxml's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

DEEPEST = 60
"""Elements deeper than this are read as if they stood beside one another."""
BOUNDARY = "hr"
_UNSEEN = frozenset(
    "script style nav svg noscript template button select textarea input iframe object audio "
    "video canvas map dialog head title meta link annotation annotation-xml datalist".split()
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_NOTES = re.compile(r"foot-?note|end-?note|doc-endnote", re.IGNORECASE)
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_TABLE_ROOM = 10
_TITLED = ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt")
_MAIN = ("h1", "main", "article")
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol "
    "option p pre section summary table tbody td tfoot th thead tr ul".split()
)


@dataclass(eq=False)
class Node:
    """An element that is seen: its tag, its attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = None

    def get(self, name: str) -> str:
        """An attribute, "" where it is missing."""
        return self.attributes.get(name, "")

    def below(self) -> Iterator[Node]:
        """All elements below this one, in order."""
        stack = [iter(self.children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif isinstance(child, Node):
                yield child
                stack.append(iter(child.children))

    def text(self) -> str:
        """All text in this element, spaces as single ones."""
        parts: list[str] = []
        stack = [iter(self.children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif isinstance(child, Node):
                parts.append(" " if child.tag in BLOCKS or child.tag == "br" else "")
                stack.append(iter(child.children))
            else:
                parts.append(child)
        return " ".join("".join(parts).split())


@dataclass(frozen=True)
class Page:
    """What a page shows. ``title`` is its ``<title>``, ``told`` its ``<meta>`` by small name.

    ``heading`` is its only first-level heading, wherever that stands, or "".
    """

    content: Node
    whole: Node
    title: str
    heading: str
    told: dict[str, str]


def page_of(text: str) -> Page:
    """The page that the HTML source ``text`` makes."""
    soup = BeautifulSoup(text, "lxml")
    told = {
        _value(meta, "name").lower() or _value(meta, "property").lower(): _value(meta, "content")
        for meta in soup.find_all("meta")
    }
    title = soup.find("title")
    headings = [" ".join(h.get_text().split()) for h in soup.find_all("h1", limit=2)]
    whole = _tree(soup.body or soup)
    return Page(
        _content(whole),
        whole,
        " ".join(title.get_text().split()) if isinstance(title, Tag) else "",
        headings[0] if len(headings) == 1 else "",
        told,
    )


def _content(whole: Node) -> Node:
    """The one element that the page calls its main one, or all of it."""
    nodes = list(whole.below())
    mains = [node for node in nodes if node.tag == "main" or node.get("role") == "main"]
    articles = [node for node in nodes if node.tag == "article"]
    for found in (mains, articles):
        if len(found) == 1:
            return found[0]
    return whole


def _tree(root: Tag) -> Node:
    top = Node("body")
    stack = [(iter(root.contents), top)]
    while stack:
        children, node = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if len(stack) >= DEEPEST:
                node.children.append(Node(BOUNDARY, parent=node))
        elif isinstance(child, Tag):
            if not _unseen(child):
                stack.append((iter(child.contents), _grown(node, child, len(stack))))
        elif type(child) in {NavigableString, CData}:
            node.children.append(str(child))
    return top


def _grown(node: Node, child: Tag, depth: int) -> Node:
    if depth >= DEEPEST:
        if child.name in BLOCKS or child.name == "br":
            node.children.append(Node(BOUNDARY, parent=node))
        return node
    attributes = {name: _value(child, name) for name in child.attrs}
    # A table that would lose its cells to the bound is read as text.
    plain = depth >= DEEPEST - _TABLE_ROOM and child.name in _TABLE
    grown = Node("div" if plain else child.name, attributes, parent=node)
    node.children.append(grown)
    return grown


def _unseen(tag: Tag) -> bool:
    if tag.name == "button" and tag.find_parent(_TITLED):
        # What opens a part of the page is its heading.
        return False
    if tag.name in _UNSEEN or "hidden" in tag.attrs or _value(tag, "aria-hidden") == "true":
        return True
    if _HIDING.search(_value(tag, "style")[:2000]):
        return True
    if tag.name == "form":
        # Some systems wrap the whole page in a form.
        return tag.find(_MAIN) is None
    if tag.name in {"header", "footer", "aside"}:
        return not _is_kept(tag)
    # The heads and feet of pages, as office programs export them.
    return tag.name == "div" and _value(tag, "title") in {"header", "footer"}


def _is_kept(tag: Tag) -> bool:
    """Whether a header is the document's own, or an aside holds its footnotes."""
    if tag.name == "header":
        return tag.find("h1") is not None and tag.find("nav") is None
    return any(_NOTES.search(_value(tag, name)) for name in ("role", "class", "id", "epub:type"))


def _value(tag: Tag, name: str) -> str:
    value = tag.attrs.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
