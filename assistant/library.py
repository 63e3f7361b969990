"""The documents as the owner handles them: listing, adding by upload, removing."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest import files
from ingest.catalogue import Entry
from ingest.document import Section
from ingest.errors import Busy, Refused, StrategiError
from ingest.index import Index, Progress
from ingest.preparing import Found, Read, prepare, upload
from ingest.raw import Step, unheard
from ingest.reading import Reading, Report
from ingest.sandbox import Sandbox

_LONGEST = 100
_MOST_BYTES = 200
"""Of an upload's id: with its ending it must still be a file name everywhere."""
_MOST_ENDING = 40
_AT_ONCE = 4
"""Uploads at once, from the first look at the file until it is in the index. Each has a process
with memory of its own, and holds one of the server's threads, of which others must have some."""
_PATIENCE = 10.0
"""Seconds that whoever closes waits for a change that is being made."""


class Unknown(StrategiError):
    """No document has this id."""


class Fixed(StrategiError):
    """The document is a file of a folder, and can only go where that file goes."""


@dataclass(frozen=True)
class Opened:
    """A document with its text and sections."""

    entry: Entry
    text: str
    sections: tuple[Section, ...]


class Library:
    """The documents of one index. Changes are made one at a time."""

    def __init__(self, index: Index, corpus: Path) -> None:
        self._index = index
        self._corpus = corpus
        self._uploads = (index.folder / "uploads").resolve()
        self._changing = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._reading: set[Sandbox] = set()
        self._closed = threading.Event()

    def stop(self) -> None:
        """End the uploads that are being read, and let no further one in."""
        self._closed.set()
        for sandbox in self._reading.copy():
            sandbox.end()

    def close(self) -> None:
        """Stop, and wait a little for a change that is being made."""
        self.stop()
        # The index is closed next: not in the midst of a change, if that ends soon.
        if self._changing.acquire(timeout=_PATIENCE):
            self._changing.release()

    def entries(self) -> list[Entry]:
        """Every document, by id."""
        return self._index.catalogue.entries()

    def open(self, document_id: str) -> Opened:
        """A document with its text.

        Raises:
            Unknown: there is none of this id.
        """
        with self._index.reading() as catalogue:
            entry = catalogue.entry(document_id)
            text = catalogue.text(document_id)
            if entry is None or text is None:
                raise Unknown(
                    f"Der er intet dokument med id {document_id!r}. Se listen over dokumenter."
                )
            return Opened(entry, text, tuple(catalogue.sections(document_id)))

    def read(self, progress: Progress | None = None) -> Report:
        """Read the corpus folder, and uploads that another model or reader made stale."""
        with self._changing:
            self._tidy()
            uploads = Reading(self._index).uploads(self._uploads, self._known())
            if not self._corpus.is_dir():
                raise StrategiError(
                    f"Mappen {str(self._corpus)!r} findes ikke. "
                    "Ret STRATEGI_CORPUS, eller opret mappen."
                )
            report = Reading(self._index, progress).run([self._corpus])
        report.refused += uploads.refused
        report.removed += uploads.removed
        report.embedded += uploads.embedded
        return report

    def upload(
        self, name: str, data: bytes, metadata: Mapping[str, str], step: Step = unheard
    ) -> Entry:
        """Read an uploaded file and keep it; one of an id that was uploaded before replaces it.

        ``step`` is told how far its reader is.

        Raises:
            Refused: the file cannot be read, or a file of a folder has its id.
            Busy: several files are being read already.
        """
        name = files.printable(name)
        document_id = files.document_id(name)
        given = {key: value for key, value in metadata.items() if value.strip()}
        known = files.checked(given, name)
        self._check(name, document_id)
        path = self._uploads / f"{document_id}{Path(name).suffix.lower()}"
        with self._place():
            # Whole before anything is kept: what cannot be read must not replace what can.
            read = self._prepared(name, upload(path, known), data, step)
            with self._changing:
                self._check_open()
                # Another upload may have come first while this one was read.
                self._check(name, document_id)
                self._keep(path, data, known)
                Reading(self._index).publish(read)
                return self.open(document_id).entry

    def check_free(self) -> None:
        """See that a file could be read now, before it is taken into memory.

        Raises:
            Busy: several files are being read already.
        """
        with self._place():
            pass

    @contextlib.contextmanager
    def _place(self) -> Iterator[None]:
        self._check_open()
        if not self._places.acquire(blocking=False):
            raise Busy(f"Der læses allerede {_AT_ONCE} filer. Prøv igen om lidt.")
        try:
            yield
        finally:
            self._places.release()

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise Busy("Serveren er ved at lukke. Prøv igen, når den er startet.")

    def _prepared(self, name: str, found: Found, data: bytes, step: Step) -> Read:
        with Sandbox() as sandbox:
            self._reading.add(sandbox)
            try:
                # Who closes may have looked before this one was there.
                self._check_open()
                return prepare(found, data, sandbox, step)
            except Refused as refusal:
                self._check_open()
                raise Refused(name, refusal.reason, refusal.advice) from refusal
            finally:
                self._reading.discard(sandbox)

    def remove(self, document_id: str) -> None:
        """Remove an uploaded document, its file too; or one whose file is gone from its folder.

        Raises:
            Unknown: there is none of this id.
            Fixed: it is a file of a folder.
        """
        with self._changing:
            entry = self.open(document_id).entry
            if entry.source.origin != "upload" and Path(entry.source.path).exists():
                raise Fixed(
                    f"{document_id!r} kommer fra mappen. Fjern filen {entry.source.path!r}, "
                    "og kør 'strategi ingest'."
                )
            if entry.source.origin == "upload":
                Path(entry.source.path).unlink(missing_ok=True)
            self._note(document_id).unlink(missing_ok=True)
            self._index.withdraw(document_id)
            self._index.settle()

    def _check(self, name: str, document_id: str) -> None:
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
        entry = self._index.catalogue.entry(document_id)
        if entry and entry.source.origin != "upload":
            raise Refused(
                name,
                f"Filen {entry.source.path!r} har samme id, {document_id!r}.",
                "Omdøb den ene.",
            )

    def _keep(self, path: Path, data: bytes, known: Mapping[str, str]) -> None:
        note = self._note(path.stem)
        note.parent.mkdir(parents=True, exist_ok=True)
        for other in (path.with_suffix(""), *self._uploads.glob(f"{path.stem}.*")):
            if other != path:
                other.unlink(missing_ok=True)
        _replace(note, json.dumps(dict(known), ensure_ascii=False).encode())
        _replace(path, data)

    def _tidy(self) -> None:
        """Remove what a process that was killed had only begun to write."""
        for folder in (self._uploads, self._uploads / ".metadata"):
            for begun in folder.glob(".*.tmp"):
                begun.unlink(missing_ok=True)

    def _note(self, document_id: str) -> Path:
        return self._uploads / ".metadata" / f"{document_id}.json"

    def _known(self) -> dict[str, dict[str, str]]:
        notes = self._uploads / ".metadata"
        return {
            path.stem: json.loads(path.read_text(encoding="utf-8")) for path in notes.glob("*.json")
        }


def _replace(path: Path, data: bytes) -> None:
    written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    written.write_bytes(data)
    written.replace(path)
