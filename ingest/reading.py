"""Reading files into the index: only what is new or changed, a document at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from ingest import files, readers
from ingest.catalogue import Entry, Prepared, Source, Vectors
from ingest.corrections import Corrections
from ingest.errors import Refused
from ingest.index import Index, Progress
from ingest.preparing import (
    Found,
    Read,
    check_name,
    embedded_text,
    prepared,
    source_of,
    unreadable,
    upload,
)
from ingest.sandbox import Sandboxes

_AT_ONCE = min(4, os.cpu_count() or 1)
"""Files that are parsed side by side."""
_AHEAD = 2 * _AT_ONCE
"""So many files at most are read, or being read, while those before are embedded."""
_GROUP = 96
"""Documents are embedded together until they hold this many passages: small ones fill batches."""

_Ending = Callable[[], Read | None]
"""Waits for what comes of a file: None where the index has it already."""


@dataclass(frozen=True)
class Refusal:
    """A file that was not read, why, and what to do about it."""

    name: str
    reason: str
    advice: str


@dataclass
class Report:
    """What a reading did, as document ids, and the files that it refused."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    embedded: int = 0


class Reading:
    """One run over files and folders; ``report`` tells what came of it."""

    def __init__(self, index: Index, progress: Progress | None = None) -> None:
        self._index = index
        self._progress = progress
        self._entries = {entry.id: entry for entry in index.catalogue.entries()}
        self._corrections = Corrections(index.folder)
        self._taken: dict[str, Path] = {}
        self.report = Report()

    def run(self, paths: Iterable[Path]) -> Report:
        """Read ``paths``, files or folders. A folder's documents that are gone are removed."""
        self._adopt_model()
        for path in paths:
            if path.is_dir():
                self._folder(path.resolve())
            elif path.is_file():
                self._file(path.resolve())
            else:
                self._refuse(Refused(str(path), "Stien findes ikke.", "Ret stien, og prøv igen."))
        self._index.settle()
        return self.report

    def uploads(self, folder: Path, note: Callable[[str], Mapping[str, str]]) -> Report:
        """Read the uploaded files in ``folder`` again where the model or a reader has changed.

        ``note`` gives what is told of one by its id; where it is Refused, the upload's document
        stays as it is. An upload whose file is gone goes too: a removal may have been cut off half
        done.
        """
        self._adopt_model()
        folder = folder.resolve()
        paths = list(files.find(folder))
        here = {files.document_id(path.name) for path in paths}
        for entry in list(self._entries.values()):
            if entry.source.origin == "upload" and entry.id not in here:
                self._withdraw(entry.id)
        self._read([one for path in paths for one in self._noted(path, note)])
        self._index.settle()
        return self.report

    def publish(self, read: Read) -> None:
        """Embed what was prepared, and put it in place of what had its id."""
        self._adopt_model()
        self._publish([read])
        self._index.settle()

    def _adopt_model(self) -> None:
        self.report.embedded += self._index.adopt_model(self._progress)

    def _noted(self, path: Path, note: Callable[[str], Mapping[str, str]]) -> Iterator[Found]:
        try:
            yield upload(path, note(path.stem))
        except Refused as refusal:
            self._refuse(refusal)

    # -- which files ------------------------------------------------------------------------

    def _folder(self, folder: Path) -> None:
        known = self._notes(folder)
        if known is None:
            return
        found = [
            Found(path, folder, name, known.get(name, {}))
            for path in files.find(folder)
            for name in [files.document_id(path.name)]
        ]
        here = {one.id for one in found}
        for entry in list(self._entries.values()):
            if entry.source.folder == str(folder) and entry.id not in here:
                self._withdraw(entry.id)
        self._read(found)

    def _file(self, path: Path) -> None:
        known = self._notes(path.parent)
        if known is not None:
            name = files.document_id(path.name)
            self._read([Found(path, path.parent, name, known.get(name, {}))])

    def _notes(self, folder: Path) -> dict[str, dict[str, str]] | None:
        """What is noted of a folder's documents, or None where the notes cannot be read.

        Read without them, every document would lose what its owner wrote of it, or what was put
        right since.
        """
        try:
            return self._corrections.over(files.notes(folder))
        except Refused as refusal:
            self._refuse(refusal)
        except Exception as error:  # noqa: BLE001 - as for a document
            self._refuse(unreadable(folder / "corpus.toml", error))
        return None

    def _withdraw(self, document_id: str) -> None:
        self._index.withdraw(document_id)
        del self._entries[document_id]
        self.report.removed.append(document_id)

    # -- reading them -----------------------------------------------------------------------

    def _read(self, found: list[Found]) -> None:
        group: list[Read] = []
        with closing(self._changed(found)) as changed:
            for read in changed:
                group.append(read)
                if sum(len(one.cut) for one in group) >= _GROUP:
                    self._publish(group)
                    group = []
        self._publish(group)

    def _changed(self, found: list[Found]) -> Generator[Read, None, None]:
        """What is new or changed, read and cut, in the order of ``found``.

        Parsing runs ahead, a few files side by side, while those before are embedded.
        """
        ahead: deque[tuple[Path, _Ending]] = deque()
        # The reading processes are ended first: then no thread waits for them any more.
        with ThreadPoolExecutor(_AT_ONCE) as threads, Sandboxes(_AT_ONCE) as sandboxes:
            for number, one in enumerate(found):
                if self._progress:
                    self._progress(number, len(found), files.printable(one.path.name))
                ahead.append((one.path, self._begun(one, threads, sandboxes)))
                if len(ahead) > _AHEAD:
                    yield from self._ended(*ahead.popleft())
            while ahead:
                yield from self._ended(*ahead.popleft())
        if self._progress:
            self._progress(len(found), len(found), "")

    def _begun(self, one: Found, threads: ThreadPoolExecutor, sandboxes: Sandboxes) -> _Ending:
        """Begin to read a file; what is given back waits for its end, or says why there is none."""
        try:
            check_name(one)
            self._check_id(one)
            data = files.content(one.path, readers.MOST_BYTES)
            source = source_of(one, data)
            if self._is_known(one, source):
                return lambda: None
        except Exception as error:  # noqa: BLE001 - one file must not keep the others out
            return partial(_raise, error)
        parsing = threads.submit(sandboxes.read, data, one.path.name)
        return lambda: prepared(one, source, parsing.result())

    def _ended(self, path: Path, ending: _Ending) -> Iterator[Read]:
        try:
            read = ending()
        except Refused as refusal:
            self._refuse(refusal)
        except Exception as error:  # noqa: BLE001 - as above
            self._refuse(unreadable(path, error))
        else:
            if read:
                yield read

    def _check_id(self, one: Found) -> None:
        other = self._taken.get(one.id) or self._earlier(one)
        if other is not None and other != one.path:
            raise Refused(
                one.path.name,
                f"{str(one.path)!r} og {str(other)!r} får samme id, {one.id!r}.",
                "Omdøb den ene.",
            )
        self._taken[one.id] = one.path

    def _earlier(self, one: Found) -> Path | None:
        """The other file that is this document in the index, where it is still there."""
        entry = self._entries.get(one.id)
        if entry is None:
            return None
        path = Path(entry.source.path)
        return path if path.exists() and path.resolve() != one.path.resolve() else None

    def _is_known(self, found: Found, source: Source) -> bool:
        """Whether the index has the file as it is; it may have come from elsewhere."""
        entry = self._entries.get(found.id)
        if entry is None or not _same(entry.source, source):
            return False
        if entry.source != source:
            self._index.catalogue.claim(found.id, source)
            self._entries[found.id] = replace(entry, source=source)
        self.report.unchanged.append(found.id)
        return True

    # -- putting them in --------------------------------------------------------------------

    def _publish(self, group: list[Read]) -> None:
        vectors = self._vectors(group)
        for read in group:
            name, now = read.found.id, datetime.now(UTC).isoformat(timespec="seconds")
            rows = np.stack([vectors[digest] for digest in read.digests])
            self._index.publish(
                Prepared(
                    name, read.metadata, read.source, read.document, read.cut, read.digests,
                    read.terms, rows, now, read.themes, read.dates,
                )
            )  # fmt: skip
            (self.report.changed if name in self._entries else self.report.added).append(name)
            warnings = tuple(read.document.warnings)
            self._entries[name] = Entry(
                name, read.metadata, read.source, warnings, now, len(read.cut)
            )

    def _vectors(self, group: list[Read]) -> dict[str, Vectors]:
        """Vectors by digest; only words that no passage of the index had are embedded."""
        wanted = {
            digest: (read, passage)
            for read in group
            for digest, passage in zip(read.digests, read.cut, strict=True)
        }
        vectors = self._index.catalogue.known_vectors(list(wanted))
        new = {digest: pair for digest, pair in wanted.items() if digest not in vectors}
        texts = [embedded_text(r.metadata, r.document.text, p) for r, p in new.values()]
        made = self._index.embedder.embed_documents(texts) if texts else []
        self.report.embedded += len(made)
        fresh = {d: np.asarray(v, dtype=np.float32) for d, v in zip(new, made, strict=True)}
        return {**vectors, **fresh}

    def _refuse(self, refusal: Refused) -> None:
        told = (refusal.name, refusal.reason, refusal.advice)
        self.report.refused.append(Refusal(*map(files.printable, told)))


def _same(known: Source, now: Source) -> bool:
    return known.sha256 == now.sha256 and known.recipe == now.recipe


def _raise(error: Exception) -> None:
    raise error
