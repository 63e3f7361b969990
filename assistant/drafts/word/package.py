"""A Word file as the parts that it is packed of: opened from nothing or a template, and saved."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.package import Package as Parts
from lxml import etree

from assistant.drafts.word.xml import Element, child
from ingest.errors import StrategiError

_BASE = Path(__file__).parent / "base"
_MAIN = CONTENT_TYPE.WML_DOCUMENT_MAIN
_KINDS = {
    "styles": (RELATIONSHIP_TYPE.STYLES, CONTENT_TYPE.WML_STYLES),
    "settings": (RELATIONSHIP_TYPE.SETTINGS, CONTENT_TYPE.WML_SETTINGS),
    "numbering": (RELATIONSHIP_TYPE.NUMBERING, CONTENT_TYPE.WML_NUMBERING),
    "footnotes": (RELATIONSHIP_TYPE.FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES),
    "footer": (RELATIONSHIP_TYPE.FOOTER, CONTENT_TYPE.WML_FOOTER),
}
_TAKEN_OVER = {
    *(_KINDS[kind][0] for kind in ("styles", "settings", "numbering", "footer")),
    RELATIONSHIP_TYPE.HEADER,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    RELATIONSHIP_TYPE.CUSTOM_XML,
}
"""What a template gives; what its text alone points to stays behind with the text."""
_TEMPLATE = b"wordprocessingml.template.main+xml"
_LARGEST = 100_000_000
"""Bytes that a template may unpack to."""
_BROKEN = (
    OSError,
    KeyError,
    ValueError,
    AttributeError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    PackageNotFoundError,
    etree.XMLSyntaxError,
)


class Package:
    """An open Word file."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._main = cast("XmlPart", parts.main_document_part)

    @classmethod
    def blank(cls) -> Package:
        """A file with our own styles and no text."""
        parts = Parts()
        main = XmlPart.load(PackURI("/word/document.xml"), _MAIN, _base("document"), parts)
        parts.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        app = Part(
            PackURI("/docProps/app.xml"),
            CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
            _base("app"),
            parts,
        )
        parts.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
        return cls(parts)

    @classmethod
    def of_template(cls, path: Path) -> Package:
        """A template's file: .docx or .dotx.

        Raises:
            StrategiError: it is not there, or no Word file.
        """
        try:
            parts = Parts.open(io.BytesIO(_as_document(path.read_bytes())))
            main = parts.main_document_part
            if not isinstance(main, XmlPart) or child(main.element, "body") is None:
                raise ValueError(main.content_type)
            _forget(main.rels, {one.reltype for one in main.rels.values()} - _TAKEN_OVER)
            _forget(parts.rels, {RELATIONSHIP_TYPE.THUMBNAIL})
            return cls(parts)
        except _BROKEN as error:
            raise StrategiError(
                f"Skabelonen {path.name!r} kan ikke bruges: den er der ikke eller er ikke en "
                "Word-fil. Gem den i Word som .docx eller .dotx, og prøv igen."
            ) from error

    @property
    def document(self) -> Element:
        """The root of the text."""
        return cast("Element", self._main.element)

    def root(self, kind: str) -> Element:
        """The root of a part, ours where the file has none."""
        reltype, _ = _KINDS[kind]
        for relation in self._main.rels.values():
            if relation.reltype == reltype and isinstance(relation.target_part, XmlPart):
                return cast("Element", relation.target_part.element)
        self.put(kind, base(kind))
        return self.root(kind)

    def put(self, kind: str, root: Element) -> str:
        """Add a part; the id by which the text may point to it."""
        reltype, content_type = _KINDS[kind]
        name, blob = PackURI(f"/word/{kind}.xml"), etree.tostring(root)
        part = XmlPart.load(name, content_type, blob, self._parts)
        return self._main.relate_to(part, reltype)

    def keep(self, used: set[str]) -> None:
        """Leave out the headers and footers whose ids are not among ``used``."""
        sides = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
        for one in list(self._main.rels.values()):
            if one.reltype in sides and one.rId not in used:
                del self._main.rels[one.rId]

    def describe(self, properties: Mapping[str, str], moment: datetime) -> None:
        """Set the file's properties, and no others; ``moment`` is in UTC."""
        core = self._parts.core_properties
        part = cast("XmlPart", self._parts.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES))
        for old in list(part.element):
            part.element.remove(old)
        for name, text in properties.items():
            setattr(core, name, text[:_LONGEST])
        core.created = core.modified = moment
        core.revision = 1

    def saved(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self._parts.save(stream)
        return stream.getvalue()


_LONGEST = 255
"""Characters that a property may have."""


def _forget(relations: Relationships, kinds: set[str]) -> None:
    for one in list(relations.values()):
        if one.reltype in kinds:
            del relations[one.rId]


def base(kind: str) -> Element:
    """The root of a part of our own."""
    return etree.fromstring(_base(kind), etree.XMLParser(remove_blank_text=True))


def _base(kind: str) -> bytes:
    return (_BASE / f"{kind}.xml").read_bytes()


def _as_document(data: bytes) -> bytes:
    """A .dotx as the .docx that Word makes of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as made:
        if sum(one.file_size for one in packed.infolist()) > _LARGEST:
            raise ValueError(len(data))
        for one in packed.infolist():
            blob = packed.read(one)
            if one.filename == "[Content_Types].xml":
                blob = blob.replace(_TEMPLATE, b"wordprocessingml.document.main+xml")
            made.writestr(one.filename, blob)
    return out.getvalue()
