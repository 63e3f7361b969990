"""Every format to one form: bytes to a document, by the reader that their content asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from ingest.composing import composed
from ingest.document import Document
from ingest.errors import Refused
from ingest.files import too_large
from ingest.kinds import Kind, kind_of, misnamed
from ingest.raw import Extracted, Step, unheard

Reader = Callable[[bytes, str, Step], Extracted]
VERSION = 2
"""Raised whenever a reader makes another text of the same bytes: the index then reads again."""
MOST_BYTES = 50_000_000
MOST_CHARS = 4_000_000
"""Characters of one document, some sixteen hundred pages; more is a register and no paper."""


def read(data: bytes, name: str, step: Step = unheard) -> Document:
    """The document in ``data``, a file called ``name``; ``step`` is told how far it is.

    This parses what may be hostile: all but tests go through ``ingest.sandbox``.

    Raises:
        Refused: a format without reader, a file too large, or what the reader refuses.
    """
    check_size(len(data), name)
    if not data.strip(b" \t\r\n\0"):
        raise Refused(name, "Filen er tom.", "Gem dokumentet igen, og prøv med den nye fil.")
    kind = kind_of(data, name)
    last = (0, 1)

    def reading(done: int, of: int) -> None:
        nonlocal last
        last = done, of
        step(done, of)

    extracted = _reader(kind)(data, name, reading)
    if said := misnamed(kind, name):
        extracted = replace(extracted, warnings=(said, *extracted.warnings))
    return _checked(composed(extracted, lambda: step(*last)), name)


def _checked(document: Document, name: str) -> Document:
    if not document.text.strip():
        raise Refused(name, "Filen har ingen tekst.", "Se efter, om det er den rigtige fil.")
    if len(document.text) > MOST_CHARS:
        raise Refused(
            name,
            f"Dokumentet har {len(document.text) // 1_000_000} millioner tegn, "
            f"og grænsen er {MOST_CHARS // 1_000_000}.",
            "Del det i flere.",
        )
    return document


def check_size(size: int, name: str) -> None:
    """See that a file of ``size`` bytes may be read at all.

    Raises:
        Refused: it is too large.
    """
    if size > MOST_BYTES:
        raise too_large(size, MOST_BYTES, name)


def _reader(kind: Kind) -> Reader:
    # By name, since a process that reads a text file has no use for a PDF library.
    read: Reader = import_module(f"ingest.formats.{kind}").read
    return read
