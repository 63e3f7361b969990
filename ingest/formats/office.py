"""What all of Office's packed files can have wrong with them, in words for their owner."""

from __future__ import annotations

import io
import zipfile

from ingest.errors import Refused

_STRICT = b"http://purl.oclc.org/ooxml/"
_BEGINNING = 20_000


def damaged(name: str, program: str) -> Refused:
    """The refusal of a file that lacks parts or has them broken."""
    return Refused(name, "Filen er beskadiget.", f"Åbn den i {program}, og gem den igen.")


def check_namespaces(data: bytes, main: str, name: str, usual: str) -> None:
    """See that the part ``main`` is of the usual kind and not of ISO's strict one.

    Raises:
        Refused: it is of the strict kind, which the libraries do not know.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(main) as part:
        beginning = part.read(_BEGINNING)
    if _STRICT in beginning:
        raise Refused(
            name, "Filen er gemt i formatet Strict Open XML.", f"Gem den som almindelig {usual}."
        )
