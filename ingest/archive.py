"""Zip archives that documents are packed in, looked at before a byte is unpacked.

A small file can unpack to more than a machine holds, and its XML can name itself into the
billions. What a document may be is bounded here, once, for every packed format.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.errors import Refused

MOST_PARTS = 10_000
MOST_UNPACKED = 400_000_000
"""Bytes of all parts together; pictures included."""
MOST_XML = 60_000_000
"""Bytes of one part that is parsed; a parser takes some ten times as much memory."""
MOST_ALL_XML = 120_000_000
_PARSED = (".xml", ".rels")
_CHUNK = 1 << 20
# In UTF-16, which XML may be written in, a zero stands beside each letter.
_ENTITY = re.compile(rb"<\x00?!\x00?(?:E\x00?N\x00?T\x00?I\x00?T\x00?Y)", re.IGNORECASE)
_OVERLAP = 16


def checked(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in ``data``, of bounded sizes and without declared entities.

    Raises:
        Refused: no archive that can be read, too large unpacked, or XML that declares entities.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _sizes(archive.infolist(), name)
        for info in archive.infolist():
            if info.filename.lower().endswith(_PARSED):
                _entities(archive, info, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Refused(
            name, "Filen er beskadiget.", "Åbn den i det program, den er lavet i, og gem den igen."
        ) from error
    except RuntimeError as error:
        # What zipfile says of a part that wants a password.
        raise locked(name) from error
    return archive


def locked(name: str) -> Refused:
    """The refusal of a file that a password keeps."""
    return Refused(
        name,
        "Filen er beskyttet med en adgangskode.",
        "Åbn den, fjern adgangskoden, og gem den igen.",
    )


def _sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    xml = [part.file_size for part in parts if part.filename.lower().endswith(_PARSED)]
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or max(xml, default=0) > MOST_XML
        or sum(xml) > MOST_ALL_XML
    ):
        raise Refused(
            name,
            "Filen fylder for meget, når den pakkes ud.",
            "Del dokumentet i flere, eller gem det som PDF.",
        )


def _entities(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    """Look through a part for declared entities, which no office program writes."""
    with archive.open(info) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            if _ENTITY.search(tail + chunk):
                raise Refused(
                    name,
                    "Filen bruger XML-entiteter, som et almindeligt dokument ikke har.",
                    "Åbn den i det program, den er lavet i, og gem den igen.",
                )
            tail = chunk[-_OVERLAP * 2 :]
