"""Elements of a Word file, made and found."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

Element = _Element
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_NAMESPACE}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def made(tag: str, *children: Element, **attributes: object) -> Element:
    """``<w:tag>`` with attributes of the same namespace."""
    element = etree.Element(f"{W}{tag}", nsmap={"w": _NAMESPACE})
    for name, value in attributes.items():
        element.set(f"{W}{name}", str(value))
    element.extend(children)
    return element


def run(text: str, *properties: Element) -> Element:
    """Text set alike."""
    words = made("t")
    words.text = text
    words.set(_SPACE, "preserve")
    return made("r", *([made("rPr", *properties)] if properties else []), words)


def field(instruction: str, shown: str) -> Iterator[Element]:
    """What Word works out itself; ``shown`` stands there until it has."""
    code = made("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    yield made("r", made("fldChar", fldCharType="begin"))
    yield made("r", code)
    yield made("r", made("fldChar", fldCharType="separate"))
    yield run(shown)
    yield made("r", made("fldChar", fldCharType="end"))


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph in the style with the id ``style``."""
    return made("p", made("pPr", made("pStyle", val=style)), *content)


def child(element: Element, tag: str) -> Element | None:
    """The first child called ``tag``."""
    return element.find(f"{W}{tag}")


def value(element: Element, tag: str) -> str:
    """What the child called ``tag`` is set to, "" where there is none."""
    found = child(element, tag)
    return "" if found is None else found.get(f"{W}val", "")


def number(element: Element | None, name: str) -> int:
    """An attribute as a whole number, 0 where it is none."""
    text = "" if element is None else element.get(f"{W}{name}", "")
    return int(text) if text.lstrip("-").isdecimal() else 0
