"""The shapes of a slide: which are read, what they inherit, and in what order they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from ingest.formats.powerpoint import drawingml
from ingest.formats.powerpoint.drawingml import A
from ingest.formats.powerpoint.placed import Box, reading_order
from ingest.headings import LONGEST

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TITLES = frozenset({"title", "ctrTitle"})
"""The types of a placeholder that holds a slide's title."""
_LEFT_OUT = frozenset({"dt", "ftr", "sldNum", "hdr"})
_SHAPES = frozenset({f"{P}sp", f"{P}grpSp", f"{P}graphicFrame", f"{P}pic", f"{P}cxnSp"})


def choose(slide: etree._Element) -> None:
    """Put what a new program shows in the place of the choice between it and an old one's."""
    for choice in list(slide.iter(f"{_MC}AlternateContent")):
        parent = choice.getparent()
        chosen = choice.find(f"{_MC}Choice")
        if parent is not None and chosen is not None:
            at = parent.index(choice)
            parent[at : at + 1] = list(chosen)


def shapes(tree: etree._Element) -> list[etree._Element]:
    """The shapes of a slide or a group that are shown and belong to its content."""
    return [
        child for child in tree
        if child.tag in _SHAPES and type_of(child) not in _LEFT_OUT and not _is_hidden(child)
    ]  # fmt: skip


def _is_hidden(shape: etree._Element) -> bool:
    named = shape.find(f"*/{P}cNvPr")
    return named is not None and named.get("hidden") in {"1", "true"}


def placeholder(shape: etree._Element) -> etree._Element | None:
    """The mark of a shape that fills a place of its layout, or None."""
    return shape.find(f"*/{P}nvPr/{P}ph")


def type_of(shape: etree._Element) -> str:
    """The type of a shape that fills a place of its layout ("obj" where not told), else ""."""
    found = placeholder(shape)
    return "" if found is None else found.get("type", "obj")


def texts(shape: etree._Element) -> list[etree._Element]:
    """The paragraphs of a shape that hold text."""
    found = drawingml.paragraphs(shape.find(f"{P}txBody"))
    return [one for one in found if "".join(run.text for run in drawingml.runs(one)).strip()]


def looks_like_title(shapes: Sequence[etree._Element]) -> etree._Element | None:
    """On a slide without title, the box of one line whose letters are the largest."""
    sizes = {shape: max(map(drawingml.size, texts(shape))) for shape in shapes if texts(shape)}
    largest = max(sizes.values(), default=0)
    found = [shape for shape, size in sizes.items() if size == largest and size]
    if len(found) != 1 or len(sizes) < 2 or len(texts(found[0])) != 1:
        return None
    text = "".join(run.text for run in drawingml.runs(texts(found[0])[0])).strip()
    named = len(text) <= LONGEST and re.search(r"[^\W\d]{3}", text) and text[-1] not in ".,;:"
    return found[0] if named else None


class Inherited:
    """What the shapes of one slide have from its layout and master: place and list styles."""

    def __init__(self, layout: etree._Element, master: etree._Element) -> None:
        self._above = [layout, master]
        self._styles = master.find(f"{P}txStyles")

    def styles(self, shape: etree._Element) -> list[etree._Element]:
        """The list styles that hold for ``shape``, the nearest first."""
        bodies = [one.find(f"{P}txBody/{A}lstStyle") for one in self._chain(shape)]
        if placeholder(shape) is not None and self._styles is not None:
            bodies.append(self._styles.find(f"{P}bodyStyle"))
        return [style for style in bodies if style is not None]

    def box(self, shape: etree._Element, index: int) -> Box | None:
        """Where ``shape`` stands, None where nothing tells."""
        for one in self._chain(shape):
            for frame in (one.find(f"{P}xfrm"), one.find(f"*/{A}xfrm")):
                found = None if frame is None else _box(frame, index)
                if found:
                    return found
        return None

    def _chain(self, shape: etree._Element) -> Iterator[etree._Element]:
        yield shape
        own = placeholder(shape)
        for tree in self._above:
            if own is None:
                return
            found = self._alike(own, tree)
            if found is not None:
                yield found

    @staticmethod
    def _alike(own: etree._Element, tree: etree._Element) -> etree._Element | None:
        """The placeholder of a layout by the same number, or else of the same type."""
        number = own.get("idx", "0")
        found = [(shape, placeholder(shape)) for shape in tree.iter(f"{P}sp")]
        for shape, other in found:
            if other is not None and other.get("idx", "0") == number != "0":
                return shape
        kind = own.get("type", "body")
        kind = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)
        return next((shape for shape, _ in found if type_of(shape) == kind), None)


def _box(frame: etree._Element, index: int) -> Box | None:
    at, size = frame.find(f"{A}off"), frame.find(f"{A}ext")
    if at is None or size is None:
        return None
    told = [at.get("x", ""), at.get("y", ""), size.get("cx", ""), size.get("cy", "")]
    try:
        left, top, width, height = map(int, told)
    except ValueError:
        return None
    return Box(index, left, top, width, height)


def ordered(shapes: list[etree._Element], inherited: Inherited) -> list[etree._Element]:
    """The shapes that say something, as they are read; those without place come last."""
    telling = [shape for shape in shapes if _tells(shape)]
    boxes = [inherited.box(shape, index) for index, shape in enumerate(telling)]
    order = reading_order([box for box in boxes if box])
    return [
        *(telling[i] for i in order),
        *(s for s, b in zip(telling, boxes, strict=True) if not b),
    ]


def _tells(shape: etree._Element) -> bool:
    if shape.tag == f"{P}graphicFrame":
        return True
    return any((part.text or "").strip() for part in shape.iter(f"{A}t"))
