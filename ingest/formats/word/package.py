"""The parts of a Word file that hold its text, found by their relationships."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from docx.opc.constants import RELATIONSHIP_TARGET_MODE, RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.phys_pkg import PhysPkgReader

from ingest.errors import Refused
from ingest.formats.word.xml import Broken, Element, child, parsed

_USUAL = PackURI("/word/document.xml")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class _Files(Protocol):
    """What the library's reader of packages does, which it declares no types for."""

    def blob_for(self, pack_uri: PackURI) -> bytes: ...

    def rels_xml_for(self, source_uri: PackURI) -> bytes | None: ...


@dataclass(frozen=True)
class Package:
    """The roots of a file's parts; None for a part that it lacks. ``title`` is its property."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    title: str


def opened(data: bytes, name: str) -> Package:
    """The parts of a document or template, with macros or without.

    The parts are asked for one by one: the library's own way through the whole package refuses
    templates, and files in which a picture that nobody needs is missing.

    Raises:
        Refused: the main part is missing or no Word document.
    """
    files = cast("_Files", PhysPkgReader(io.BytesIO(data)))  # type: ignore[no-untyped-call]
    top = _related(files, PACKAGE_URI)
    place = top.get(_kind(RELATIONSHIP_TYPE.OFFICE_DOCUMENT), _USUAL)
    document = _root(files, place)
    body = child(document, "body")
    if body is None:
        raise Refused(
            name, "Filen er beskadiget.", "Åbn den i det program, den er lavet i, og gem den igen."
        )
    beside = _related(files, place)
    wanted = ("styles", "numbering", "footnotes", "endnotes")
    styles, numbering, footnotes, endnotes = (_part(files, beside, kind) for kind in wanted)
    core = _part(files, top, _kind(RELATIONSHIP_TYPE.CORE_PROPERTIES))
    title = "" if core is None else core.findtext(_TITLE) or ""
    return Package(body, styles, numbering, footnotes, endnotes, " ".join(title.split()))


def _part(files: _Files, related: Mapping[str, PackURI], kind: str) -> Element | None:
    return _root(files, related[kind]) if kind in related else None


def _root(files: _Files, place: PackURI) -> Element | None:
    """The root of one part; a part that is missing or broken is none, as it is for Word."""
    try:
        return parsed(files.blob_for(place))
    except (KeyError, Broken):
        return None


def _related(files: _Files, place: PackURI) -> dict[str, PackURI]:
    """Where the parts stand that ``place`` points to, by the last word of the relationship."""
    try:
        source = files.rels_xml_for(place)
        found = [] if source is None else list(parsed(source))
    except (KeyError, Broken):
        return {}
    return {
        _kind(relation.get("Type", "")): PackURI.from_rel_ref(place.baseURI, target)
        for relation in found
        if relation.get("TargetMode") != RELATIONSHIP_TARGET_MODE.EXTERNAL
        and (target := relation.get("Target", ""))
    }


def _kind(relationship: str) -> str:
    return relationship.rpartition("/")[2]
