"""Which reader a file has. Formats to come are added here, each by one file of its own."""

from __future__ import annotations

from pathlib import PurePath

from ingest import textfile
from ingest.document import Document
from ingest.errors import Refused

VERSION = 1
"""Raised whenever a reader makes another text of the same bytes: the index then reads again."""
MOST_BYTES = 50_000_000


def read(data: bytes, name: str) -> Document:
    """The document in ``data``, told by the ending of ``name``.

    Raises:
        Refused: a format without reader, a file too large, or what the reader refuses.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in textfile.SUFFIXES:
        raise Refused(
            name,
            f"Formatet {suffix or 'uden endelse'} kan ikke læses endnu.",
            "Gem dokumentet som .txt eller .md, og læg det i mappen igen.",
        )
    if len(data) > MOST_BYTES:
        raise Refused(
            name,
            f"Filen fylder {len(data) // 1_000_000} MB, og grænsen er {MOST_BYTES // 1_000_000}.",
            "Del dokumentet i flere filer.",
        )
    return textfile.read(data, name)
