"""Elements of a Word document: their names and values, and what merely wraps others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

Element = _Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE = f"{_MC}AlternateContent"
_BRANCHES = (f"{_MC}Choice", f"{_MC}Fallback")
_TEXTS = (f"{W}t", f"{W}delText", f"{W}txbxContent")
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": MATHS[1:-1].encode(),
}
"""Names that Word writes where it is told to save by the letter of the standard."""
_OFF = frozenset({"0", "false", "off", "none"})
_LARGEST = 1_000_000
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdtContent", "customXml", "smartTag", "ins", "del", "moveTo", "moveFrom")
)


class Broken(Exception):
    """A part that is no XML."""


def parsed(data: bytes) -> Element:
    """The root of a part.

    Raises:
        Broken: no XML, or nested deeper than any document is.
    """
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Broken(str(error)) from error


def child(element: Element | None, name: str) -> Element | None:
    """The first child called ``name``."""
    return None if element is None else next(element.iterchildren(f"{W}{name}"), None)


def children(element: Element | None) -> dict[str, Element]:
    """All children by name, which is quicker where several are asked for."""
    if element is None:
        return {}
    return {one.tag.removeprefix(W): one for one in reversed(element)}


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, or "" where it or its element is missing."""
    return "" if element is None else element.get(f"{W}{name}") or ""


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number of reasonable size."""
    text = value(element, name)
    if not text.lstrip("-").isascii() or not text.lstrip("-").isdigit() or len(text) > 8:
        return None
    return max(-_LARGEST, min(_LARGEST, int(text)))


def switch(element: Element | None) -> bool | None:
    """What a property says that is on where it stands without a value; None where it is missing."""
    return None if element is None else value(element) not in _OFF


def chosen(alternate: Element) -> Element | None:
    """The one branch of alternate content to be read: the first that holds text."""
    branches = [branch for tag in _BRANCHES for branch in alternate.iterchildren(tag)]
    return next((b for b in branches if next(b.iter(*_TEXTS), None) is not None), None)


def is_prompt(content_control: Element) -> bool:
    """Whether a content control shows its prompt ("Klik her …"), which nobody wrote."""
    properties = child(content_control, "sdtPr")
    return bool(switch(child(properties, "showingPlcHdr")))


def unwrapped(container: Element, *names: str) -> Iterator[Element]:
    """The elements called ``names`` in ``container``, also those within what merely wraps."""
    wanted = {f"{W}{name}" for name in names}
    todo = list(reversed(container))
    while todo:
        element = todo.pop()
        if element.tag in wanted:
            yield element
        else:
            todo.extend(reversed(inside(element)))


def inside(element: Element) -> list[Element]:
    """What a wrapper holds; nothing for an element that is none."""
    if element.tag == ALTERNATE:
        branch = chosen(element)
        return [] if branch is None else list(branch)
    if element.tag == f"{W}sdt":
        content = child(element, "sdtContent")
        return [] if content is None or is_prompt(element) else list(content)
    return list(element) if element.tag in _WRAPPERS else []
