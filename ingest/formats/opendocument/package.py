"""OpenDocument packages: their XML parts, and the few questions that both readers ask of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from lxml import etree
from odfdo import Container
from odfdo.security import SecurityError, security

from ingest import archive
from ingest.errors import Refused

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives the type
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "style": f"{_OASIS}style:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {space: prefix for prefix, space in _NAMESPACES.items()}
_MOST = 10_000_000


@dataclass(frozen=True)
class Package:
    """The body (``office:text`` or ``office:spreadsheet``) and the roots that styles stand in."""

    body: Element
    content: Element
    styles: Element | None


def opened(data: bytes, name: str, body: str) -> Package:
    """The package in ``data``; ``body`` is the tag of its body, ``name`` stands in refusals.

    Raises:
        Refused: no package, one that is damaged, or one of another kind.
    """
    # Sizes and entities are looked at before anything is unpacked.
    archive.checked(data, name).close()
    # A sheet of many like rows packs better than the library trusts; what counts is its size.
    security.max_compression_ratio = archive.MOST_UNPACKED
    try:
        container = Container(io.BytesIO(data))
        content = _root(container, "content.xml")
        styles = _root(container, "styles.xml") if "styles.xml" in container.parts else None
        found = next(content.iter(_clark(body)), None)
    except (etree.XMLSyntaxError, SecurityError, KeyError, ValueError, TypeError, OSError) as error:
        raise _damaged(name) from error
    if found is None:
        raise _damaged(name)
    return Package(found, content, styles)


def _root(container: Container, part: str) -> Element:
    held = container.get_part(part)
    raw = held.encode() if isinstance(held, str) else held or b""
    # Without huge_tree the library itself bounds how deep elements may stand in one another.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(raw, parser)


def _damaged(name: str) -> Refused:
    return Refused(
        name, "Filen er beskadiget.", "Åbn den i det program, den er lavet i, og gem den igen."
    )


@lru_cache(maxsize=1024)
def _clark(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


@lru_cache(maxsize=1024)
def _prefixed(tag: str) -> str:
    space, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, '')}:{local}"


def tag(element: Element) -> str:
    """The tag with its usual prefix ("text:p"); ":local" where no reader knows the namespace."""
    return _prefixed(str(element.tag))


def attribute(element: Element, name: str) -> str:
    """The attribute ``name`` ("text:style-name"), "" where it is missing."""
    return str(element.get(_clark(name), ""))


def number(element: Element, name: str, missing: int = 1) -> int:
    """A whole number in an attribute, at least 0; ``missing`` where it is no number."""
    value = attribute(element, name)
    # What is longer counts nothing that a document has.
    return (
        min(int(value), _MOST)
        if value.isascii() and value.isdigit() and value[9:] == ""
        else missing
    )


def children(element: Element, *names: str) -> list[Element]:
    """The children that have one of the tags ``names``, in order."""
    wanted = {_clark(name) for name in names}
    return [child for child in element if child.tag in wanted]


def within(element: Element, *names: str) -> list[Element]:
    """All elements below ``element`` that have one of the tags ``names``, in order."""
    return list(element.iter(*map(_clark, names)))
