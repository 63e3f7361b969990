"""The documents as the owner handles them: listed, added, put right, read anew, removed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.beside import Beside
from assistant.shapes import Shapes
from assistant.upload_folder import UploadFolder, check_name
from ingest import files, readers
from ingest.catalogue import Entry
from ingest.document import Section
from ingest.errors import Busy, Refused, StrategiError
from ingest.index import Index, Progress
from ingest.preparing import made, prepare, upload
from ingest.raw import Step, unheard
from ingest.reading import Reading, Report
from ingest.sandbox import Sandbox

_AT_ONCE = 4
"""Uploads at once, from the first look at the file until it is in the index. Each has a process
with memory of its own, and holds one of the server's threads, of which others must have some."""
_PATIENCE = 10.0
"""Seconds that whoever closes waits for a change that is being made."""


class Unknown(StrategiError):
    """No document has this id."""


class Fixed(StrategiError):
    """This cannot be done to the document as it stands; its file is what must change first."""


class Gone(Fixed):
    """The document's file is not there any more, so nothing can be read from it."""


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
        self.shapes = Shapes(index.catalogue)
        self._uploads = UploadFolder(index.folder)
        self._beside = Beside(index.folder, self._uploads)
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
            self._uploads.tidy()
            uploads = Reading(self._index).uploads(self._uploads.path, self._uploads.note)
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
        path = self._uploads.path / f"{document_id}{Path(name).suffix.lower()}"
        with self._place():
            # Whole before anything is kept: what cannot be read must not replace what can.
            with self._sandbox(name) as sandbox:
                read = prepare(upload(path, known), data, sandbox, step)
            with self._changing:
                self._check_open()
                # Another upload may have come first while this one was read.
                self._check(name, document_id)
                self._uploads.keep(path, data, known)
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

    @contextlib.contextmanager
    def _sandbox(self, name: str) -> Iterator[Sandbox]:
        """Where a file is read, that whoever closes can end; a refusal tells of ``name``."""
        with Sandbox() as sandbox:
            self._reading.add(sandbox)
            try:
                # Who closes may have looked before this one was there.
                self._check_open()
                yield sandbox
            except Refused as refusal:
                self._check_open()
                raise Refused(name, refusal.reason, refusal.advice) from refusal
            finally:
                self._reading.discard(sandbox)

    def correct(self, document_id: str, metadata: Mapping[str, str]) -> Entry:
        """Put right what is known of a document, and read it anew with that.

        ``metadata`` holds what is to change; "" goes back to what the folder or the document
        itself says. Neither the document's file nor the folder's ``corpus.toml`` is touched.

        Raises:
            Unknown: there is none of this id.
            Refused: a value is out of form, or the file cannot be read any more.
            Gone: its file is not there any more.
            Fixed: its file became another meanwhile.
            Busy: several files are being read already.
        """
        entry = self.open(document_id).entry
        given = files.checked(metadata, Path(entry.source.path).name)
        return self._anew(document_id, given)

    def reread(self, document_id: str) -> Entry:
        """Read a document's file anew, be it changed or not.

        Raises:
            Unknown, Refused, Gone, Fixed, Busy: as :meth:`correct`.
        """
        return self._anew(document_id, {})

    def is_gone(self, entry: Entry) -> bool:
        """Whether a document's file is not there any more."""
        return not Path(entry.source.path).is_file()

    def _anew(self, document_id: str, given: Mapping[str, str]) -> Entry:
        with self._place():
            path, data = self._file(document_id)
            with self._sandbox(path.name) as sandbox:
                document = sandbox.read(data, path.name)
            with self._changing:
                self._check_open()
                if self._file(document_id) != (path, data):
                    raise Fixed(f"Filen {path.name!r} blev ændret imens. Prøv igen.")
                entry = self.open(document_id).entry
                # Under the lock: somebody may have put something else right meanwhile.
                kept = self._beside.changed(entry, given)
                read = made(self._beside.found(entry, kept), data, document)
                # Before the index: a run that is cut off here is made good by the next reading.
                self._beside.keep(entry, kept)
                Reading(self._index).publish(read)
                return self.open(document_id).entry

    def _file(self, document_id: str) -> tuple[Path, bytes]:
        entry = self.open(document_id).entry
        path = Path(entry.source.path)
        if self.is_gone(entry):
            raise Gone(
                f"Filen {entry.source.path!r} findes ikke længere, så den kan ikke læses. "
                "Læg den tilbage, eller fjern dokumentet."
            )
        return path, files.content(path, readers.MOST_BYTES)

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
            self._beside.drop(entry)
            self._index.withdraw(document_id)
            self._index.settle()

    def _check(self, name: str, document_id: str) -> None:
        check_name(name, document_id)
        entry = self._index.catalogue.entry(document_id)
        if entry and entry.source.origin != "upload":
            raise Refused(
                name,
                f"Filen {entry.source.path!r} har samme id, {document_id!r}.",
                "Omdøb den ene.",
            )
