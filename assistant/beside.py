"""What is known of a document beside its text, wherever that is kept.

Of an upload it is the note beside its file. Of a file in a folder it is the folder's
``corpus.toml``, which is its owner's own, and over it the corrections in the data folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.upload_folder import UploadFolder
from ingest import files
from ingest.catalogue import Entry
from ingest.corrections import Corrections
from ingest.preparing import Found


class Beside:
    """What may be put right; whoever changes it lets nobody else do so meanwhile."""

    def __init__(self, data: Path, uploads: UploadFolder) -> None:
        self._uploads = uploads
        self._corrections = Corrections(data)

    def changed(self, entry: Entry, given: Mapping[str, str]) -> dict[str, str]:
        """What is kept here of a document once ``given`` is put right; "" takes away.

        Raises:
            Refused: what is kept cannot be read.
        """
        if _is_upload(entry):
            kept = self._uploads.note(entry.id)
        else:
            kept = self._corrections.all().get(entry.id, {})
        return {key: value for key, value in {**kept, **given}.items() if value}

    def found(self, entry: Entry, kept: Mapping[str, str]) -> Found:
        """A document's file as it is read when ``kept`` is kept of it.

        Raises:
            Refused: the folder's ``corpus.toml`` is none.
        """
        source, folder = entry.source, Path(entry.source.folder)
        told = {} if _is_upload(entry) else files.notes(folder).get(entry.id, {})
        return Found(Path(source.path), folder, entry.id, {**told, **kept}, source.origin)

    def keep(self, entry: Entry, kept: Mapping[str, str]) -> None:
        """Keep it."""
        (self._uploads if _is_upload(entry) else self._corrections).keep_note(entry.id, kept)

    def drop(self, entry: Entry) -> None:
        """Forget it with the document; an upload's file goes too."""
        if _is_upload(entry):
            self._uploads.drop(entry.id, Path(entry.source.path))
        else:
            self._corrections.drop(entry.id)


def _is_upload(entry: Entry) -> bool:
    return entry.source.origin == "upload"
