"""How text on a web page looks, from its elements and their own style; what lists count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.web.tree import Node
from ingest.marks import Mark, Run

_BOLD_TAGS = frozenset({"b", "strong"})
_ITALIC_TAGS = frozenset({"i", "em"})
_GONE = frozenset({"del", "s", "strike"})
_NEW = frozenset({"ins", "mark"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:(?P<yes>bold|[6-9]00)|normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:(?P<yes>italic|oblique)|normal)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]{0,80}line-through", re.IGNORECASE)
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KINDS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_MOST_STYLE = 2_000


@dataclass(frozen=True)
class Look:
    """How a stretch of text looks; ``kept``: its spaces and line ends are the author's."""

    bold: bool = False
    italic: bool = False
    link: bool = False
    kept: bool = False
    mark: Mark | None = None

    def within(self, node: Node) -> Look:
        """The look of what stands in ``node``, which itself stands in text of this look."""
        new = Mark.CHANGED if node.tag in _NEW else None
        look = Look(
            bold=self.bold or node.tag in _BOLD_TAGS,
            italic=self.italic or node.tag in _ITALIC_TAGS,
            link=self.link or (node.tag == "a" and bool(node.get("href"))),
            kept=self.kept or node.tag == "pre",
            mark=Mark.GONE if node.tag in _GONE else self.mark or new,
        )
        style = node.get("style")[:_MOST_STYLE]
        if style:
            bold, italic = _BOLD.search(style), _ITALIC.search(style)
            look = replace(
                look,
                bold=bool(bold["yes"]) if bold else look.bold,
                italic=bool(italic["yes"]) if italic else look.italic,
                mark=Mark.GONE if _STRUCK.search(style) else look.mark,
            )
        return look


def style_of(runs: Sequence[tuple[Run, Look]]) -> str:
    """What all of a paragraph is: "link", "bold", "italic" or ""."""
    looks = [look for run, look in runs if run.text.strip() and run.mark is not Mark.GONE]
    for name in ("link", "bold", "italic"):
        if looks and all(getattr(look, name) for look in looks):
            return name
    return ""


def markers(holder: Node) -> dict[Node, str]:
    """The mark of each item of the list ``holder``, as it is seen."""
    items = [node for node in holder.children if isinstance(node, Node) and node.tag == "li"]
    if holder.tag != "ol":
        return dict.fromkeys(items, "-")
    step = -1 if "reversed" in holder.attributes else 1
    value = _whole(holder.get("start"), len(items) if step < 0 else 1)
    kind = _kind(holder)
    marks: dict[Node, str] = {}
    for item in items:
        value = _whole(item.get("value"), value)
        marks[item] = f"{_counted(value, kind)}."
        value += step
    return marks


def _kind(holder: Node) -> str:
    """What a list counts with, as its attribute or style says it: "1", "a", "A", "i" or "I"."""
    style = holder.get("style").lower()
    for name, kind in _KINDS.items():
        if name in style:
            return kind
    return holder.get("type") or "1"


def _whole(value: str, missing: int) -> int:
    value = value.strip()
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 9 else missing


def _counted(value: int, kind: str) -> str:
    series = {"a": _LETTERS, "i": _ROMAN}.get(kind.lower(), "")
    if not 0 < value <= len(series):
        return str(value)
    return series[value - 1].upper() if kind.isupper() else series[value - 1]
