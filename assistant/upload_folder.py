"""The folder of uploaded files, and beside each what was told of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ingest import files
from ingest.errors import Refused

_LONGEST = 100
_MOST_BYTES = 200
"""Of an upload's id: with its ending it must still be a file name everywhere."""
_MOST_ENDING = 40


class UploadFolder:
    """The uploads of a data folder; whoever changes them lets nobody else do so meanwhile."""

    def __init__(self, data: Path) -> None:
        self.path = (data / "uploads").resolve()
        self._notes = self.path / ".metadata"

    def keep(self, path: Path, data: bytes, known: Mapping[str, str]) -> None:
        """Keep an uploaded file at ``path`` in place of any of its id, with what is told of it."""
        self._notes.mkdir(parents=True, exist_ok=True)
        # The others last: whatever fails before leaves a whole file of the id.
        files.replace_file(path, data)
        self.keep_note(path.stem, known)
        for other in (path.with_suffix(""), *self.path.glob(f"{path.stem}.*")):
            if other != path:
                other.unlink(missing_ok=True)

    def keep_note(self, document_id: str, known: Mapping[str, str]) -> None:
        """Have ``known`` be all that is told of an upload."""
        self._notes.mkdir(parents=True, exist_ok=True)
        told = json.dumps(dict(known), ensure_ascii=False)
        files.replace_file(self._note(document_id), told.encode())

    def note(self, document_id: str) -> dict[str, str]:
        """What is told of an upload; nothing where there is no word of it.

        Raises:
            Refused: the note cannot be read.
        """
        path = self._note(document_id)
        return _read(path) if path.is_file() else {}

    def drop(self, document_id: str, path: Path) -> None:
        """Remove an upload's file and what was told of it."""
        path.unlink(missing_ok=True)
        self._note(document_id).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what a process that was killed had only begun to write."""
        for folder in (self.path, self._notes):
            for begun in folder.glob(".*.tmp"):
                begun.unlink(missing_ok=True)

    def _note(self, document_id: str) -> Path:
        return self._notes / f"{document_id}.json"


def _read(path: Path) -> dict[str, str]:
    try:
        told = {**json.loads(path.read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError) as error:
        raise Refused(
            str(path),
            "Oplysningerne om et tilføjet dokument kan ikke læses.",
            "Tilføj dokumentet igen, eller slet filen her.",
        ) from error
    return files.checked(told, str(path))


def check_name(name: str, document_id: str) -> None:
    """See that an upload's name can be that of a file that is read.

    Raises:
        Refused: it cannot.
    """
    if "/" in name or "\\" in name:
        raise Refused(name, "Filens navn er en sti.", "Giv filen et navn uden skråstreger.")
    if not document_id:
        raise Refused(name, "Filens navn har ingen bogstaver.", "Giv filen et navn.")
    if name.lower() == "corpus.toml" or document_id == "readme":
        raise Refused(
            name,
            "En fil med det navn fortæller om en mappe og er ikke selv et dokument.",
            "Omdøb filen, hvis den er et dokument.",
        )
    long = len(document_id) > _LONGEST or len(document_id.encode()) > _MOST_BYTES
    if long or len(Path(name).suffix.encode()) > _MOST_ENDING:
        raise Refused(
            name[:_LONGEST],
            f"Filens navn har {len(name)} tegn, og grænsen er {_LONGEST}.",
            "Giv filen et kortere navn.",
        )
