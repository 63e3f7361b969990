"""What kind of file some bytes are, told by what they hold; the name only tells text from text."""

from __future__ import annotations

import io
import re
from enum import StrEnum
from pathlib import PurePath

import olefile
import puremagic

from ingest import archive
from ingest.errors import Refused


class Kind(StrEnum):
    """A format that has a reader; the value is the module of ``ingest.formats`` that reads it."""

    TEXT = "text.reader"
    HTML = "web.reader"
    CSV = "delimited"
    PDF = "pdf.reader"
    WORD = "word.reader"
    POWERPOINT = "powerpoint.reader"
    EXCEL = "excel.reader"
    ODT = "opendocument.text"
    ODS = "opendocument.sheets"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".docm": Kind.WORD,
    ".dotx": Kind.WORD,
    ".dotm": Kind.WORD,
    ".pptx": Kind.POWERPOINT,
    ".pptm": Kind.POWERPOINT,
    ".ppsx": Kind.POWERPOINT,
    ".ppsm": Kind.POWERPOINT,
    ".potx": Kind.POWERPOINT,
    ".potm": Kind.POWERPOINT,
    ".xlsx": Kind.EXCEL,
    ".xlsm": Kind.EXCEL,
    ".xltx": Kind.EXCEL,
    ".xltm": Kind.EXCEL,
    ".odt": Kind.ODT,
    ".ott": Kind.ODT,
    ".ods": Kind.ODS,
}
"""The usual endings of each kind. What a file holds decides; these tell where text is mere text."""
_NAMES = {
    Kind.TEXT: "tekst",
    Kind.HTML: "HTML",
    Kind.CSV: "CSV",
    Kind.PDF: "PDF",
    Kind.WORD: "Word",
    Kind.POWERPOINT: "PowerPoint",
    Kind.EXCEL: "Excel",
    Kind.ODT: "OpenDocument",
    Kind.ODS: "OpenDocument-regneark",
}
_TEXTS = frozenset({Kind.TEXT, Kind.CSV, Kind.HTML})
_PARTS = (
    # Some programs number the part ("document2.xml").
    (re.compile(r"word/document\d*\.xml"), Kind.WORD),
    (re.compile(r"ppt/presentation\d*\.xml"), Kind.POWERPOINT),
    (re.compile(r"xl/workbook\d*\.xml"), Kind.EXCEL),
)
_OPEN = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.text-template": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    b"application/vnd.oasis.opendocument.spreadsheet-template": Kind.ODS,
}
_OLD = {
    "WordDocument": (".doc", ".docx"),
    "PowerPoint Document": (".ppt", ".pptx"),
    "Workbook": (".xls", ".xlsx"),
    "Book": (".xls", ".xlsx"),
}
_PDF_WITHIN = 1024
"""A PDF begins within so many bytes; some programs write a few of their own before it."""
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)
_PROGRAMS = frozenset({".exe", ".dll", ".com", ".msi", ".elf", ".appimage", ""})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".gif", ".tif", ".tiff", ".bmp",
                       ".webp", ".heic"})  # fmt: skip
_LISTED = "PDF, Word, PowerPoint, Excel, OpenDocument, HTML, CSV, Markdown og tekst"


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of ``data``, a file called ``name``.

    Raises:
        Refused: a format without reader, a damaged or locked file; the refusal says which.
    """
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, name)
    if olefile.isOleFile(io.BytesIO(data)):
        raise _old(data, name)
    if data.startswith(b"{\\rtf"):
        raise Refused(name, "Filen er i formatet RTF.", "Gem som .docx, og prøv igen.")
    if _HTML.match(data[:4096]):
        return Kind.HTML
    if _XML.match(data[:200]):
        raise Refused(
            name, "Filen er XML-data og ikke et dokument.", "Gem den som .docx eller PDF."
        )
    return _text(data, name, suffix)


def misnamed(kind: Kind, name: str) -> str:
    """What is to be said of a file whose name tells another kind than its content; or ""."""
    suffix = PurePath(name).suffix.lower()
    if not suffix or SUFFIXES.get(suffix) is kind:
        return ""
    return f"Filen hedder {suffix}, men er læst som {_NAMES[kind]}, som dens indhold er."


def _packed(data: bytes, name: str) -> Kind:
    with archive.checked(data, name) as packed:
        parts = set(packed.namelist())
        for part, kind in _PARTS:
            if any(map(part.fullmatch, parts)):
                return kind
        declared = packed.read("mimetype").strip() if "mimetype" in parts else b""
        manifest = packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in parts else b""
    if b"encryption-data" in manifest:
        raise archive.locked(name)
    if declared in _OPEN:
        return _OPEN[declared]
    if declared.endswith(b"opendocument.presentation"):
        raise Refused(name, "OpenDocument-præsentationer kan ikke læses.", "Gem som .pptx.")
    raise Refused(
        name, "Filen er et zip-arkiv og ikke et dokument.", f"Pak den ud: {_LISTED} læses."
    )


def _old(data: bytes, name: str) -> Refused:
    """Why a file in Microsoft's container from before 2007 is refused."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            held = {entry[0] for entry in ole.listdir()}
    except (OSError, ValueError, IndexError):
        held = set()
    if "EncryptedPackage" in held:
        return archive.locked(name)
    for stream, (old, new) in _OLD.items():
        if stream in held:
            return Refused(name, f"Det gamle format {old} kan ikke læses.", f"Gem som {new}.")
    return Refused(name, "Filens format kan ikke læses.", "Gem som .docx, og prøv igen.")


def _text(data: bytes, name: str, suffix: str) -> Kind:
    kind = SUFFIXES.get(suffix)
    if kind in _TEXTS:
        return kind
    found = _foreign(data)
    if kind is not None:
        what = f"indholdet er {found}" if found else "indholdet er noget andet"
        raise Refused(
            name, f"Filen hedder {suffix}, men {what}.", "Gem den igen i det rigtige format."
        )
    if not suffix and not found:
        return Kind.TEXT
    raise Refused(
        name,
        f"Filen er {found}." if found else f"Formatet {suffix} kan ikke læses.",
        f"{_LISTED} kan læses.",
    )


def _foreign(data: bytes) -> str:
    """What bytes are that none of our readers reads, or ""."""
    try:
        found = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return ""
    ending = found[0].extension.lower() if found else ""
    if not found:
        return ""
    if ending in _PROGRAMS:
        return "et program"
    if ending in _PICTURES:
        return "et billede"
    return f"af typen {ending}"
