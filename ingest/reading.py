"""Reading files into the index: only what is new or changed, a document at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ingest import files, passages, readers
from ingest.catalogue import Prepared, Source, Vectors, breadcrumb
from ingest.document import Document, Metadata
from ingest.errors import Refused
from ingest.index import Index
from ingest.passages import Passage

_GROUP = 96
"""Documents are embedded together until they hold this many passages: small ones fill batches."""
Progress = Callable[[int, int, str], None]
"""Files done, files in all, and the file at hand."""


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


@dataclass(frozen=True)
class _Found:
    """A file that is to be a document, with what is known of it beside its text."""

    path: Path
    folder: Path
    id: str
    known: Mapping[str, str]
    origin: str = "folder"


@dataclass(frozen=True)
class _Read:
    found: _Found
    source: Source
    metadata: Metadata
    document: Document
    cut: tuple[Passage, ...]
    digests: tuple[str, ...]


class Reading:
    """One run over files and folders; ``report`` tells what came of it."""

    def __init__(self, index: Index, progress: Progress | None = None) -> None:
        self._index = index
        self._progress = progress
        self._entries = {entry.id: entry for entry in index.catalogue.entries()}
        self.report = Report()

    def run(self, paths: Iterable[Path]) -> Report:
        """Read ``paths``, files or folders. A folder's documents that are gone are removed."""
        for path in paths:
            if path.is_dir():
                self._folder(path.resolve())
            elif path.is_file():
                self._file(path.resolve())
            else:
                self._refuse(Refused(str(path), "Stien findes ikke.", "Ret stien, og prøv igen."))
        self._index.settle()
        return self.report

    def uploads(self, folder: Path, known: Mapping[str, Mapping[str, str]]) -> Report:
        """Read the uploaded files in ``folder`` again where the model or a reader has changed."""
        if folder.is_dir():
            self._read(
                [
                    _Found(
                        path,
                        folder,
                        files.document_id(path.name),
                        known.get(path.stem, {}),
                        "upload",
                    )
                    for path in files.find(folder)
                ]
            )
        self._index.settle()
        return self.report

    # -- which files ------------------------------------------------------------------------

    def _folder(self, folder: Path) -> None:
        try:
            known = files.notes(folder)
        except Refused as refusal:
            # Read without its notes, every document would lose what its owner wrote of it.
            self._refuse(refusal)
            return
        found = [
            _Found(path, folder, name, known.get(name, {}))
            for path in files.find(folder)
            if (name := files.document_id(path.name))
        ]
        here = {one.id for one in found}
        for entry in list(self._entries.values()):
            if entry.source.folder == str(folder) and entry.id not in here:
                self._index.withdraw(entry.id)
                del self._entries[entry.id]
                self.report.removed.append(entry.id)
        self._read(found)

    def _file(self, path: Path) -> None:
        try:
            known = files.notes(path.parent)
        except Refused as refusal:
            self._refuse(refusal)
            return
        name = files.document_id(path.name)
        self._read([_Found(path, path.parent, name, known.get(name, {}))])

    # -- reading them -----------------------------------------------------------------------

    def _read(self, found: list[_Found]) -> None:
        group: list[_Read] = []
        for read in self._changed(found):
            group.append(read)
            if sum(len(one.cut) for one in group) >= _GROUP:
                self._publish(group)
                group = []
        self._publish(group)

    def _changed(self, found: list[_Found]) -> Iterator[_Read]:
        taken: dict[str, Path] = {}
        for number, one in enumerate(found):
            if self._progress:
                self._progress(number, len(found), one.path.name)
            try:
                self._check_id(one, taken)
                read = self._one(one)
            except Refused as refusal:
                self._refuse(refusal)
            else:
                if read:
                    yield read
        if self._progress:
            self._progress(len(found), len(found), "")

    def _check_id(self, one: _Found, taken: dict[str, Path]) -> None:
        if not one.id:
            raise Refused(one.path.name, "Filens navn har ingen bogstaver.", "Giv filen et navn.")
        entry = self._entries.get(one.id)
        other = taken.get(one.id)
        if other is None and entry and entry.source.path != str(one.path):
            other = Path(entry.source.path) if Path(entry.source.path).exists() else None
        if other is not None:
            raise Refused(
                one.path.name,
                f"{str(one.path)!r} og {str(other)!r} får samme id, {one.id!r}.",
                "Omdøb den ene.",
            )
        taken[one.id] = one.path

    def _one(self, found: _Found) -> _Read | None:
        try:
            data = found.path.read_bytes()
        except OSError as error:
            raise Refused(
                found.path.name, f"Filen kan ikke åbnes ({error.strerror}).", "Se på rettighederne."
            ) from error
        source = self._source(found, data)
        entry = self._entries.get(found.id)
        if entry and _same(entry.source, source):
            if entry.source != source:
                self._index.catalogue.claim(found.id, source)
            self.report.unchanged.append(found.id)
            return None
        return self._prepared(found, source, readers.read(data, found.path.name))

    def _source(self, found: _Found, data: bytes) -> Source:
        versions = [readers.VERSION, passages.VERSION, self._index.embedder.fingerprint]
        recipe = json.dumps([*versions, dict(sorted(found.known.items()))])
        return Source(
            str(found.path), str(found.folder), found.origin, hashlib.sha256(data).hexdigest(),
            hashlib.sha256(recipe.encode()).hexdigest()[:16],
        )  # fmt: skip

    def _prepared(self, found: _Found, source: Source, document: Document) -> _Read:
        known = files.checked(found.known, found.path.name)
        metadata = files.merged(document.metadata, known, found.path.stem)
        cut = tuple(passages.cut(document))
        if not cut:
            raise Refused(
                found.path.name,
                "Filen har ingen tekst at finde i.",
                "Se efter, om det er den rigtige.",
            )
        texts = [embedded_text(metadata, document.text, passage) for passage in cut]
        digests = tuple(hashlib.sha256(text.encode()).hexdigest() for text in texts)
        return _Read(found, source, metadata, document, cut, digests)

    # -- putting them in --------------------------------------------------------------------

    def _publish(self, group: list[_Read]) -> None:
        vectors = self._vectors(group)
        for read in group:
            name = read.found.id
            self._index.publish(
                Prepared(
                    name,
                    read.metadata,
                    read.source,
                    read.document,
                    read.cut,
                    read.digests,
                    np.stack([vectors[digest] for digest in read.digests]),
                    datetime.now(UTC).isoformat(timespec="seconds"),
                )
            )
            known = self._entries.get(name)
            (self.report.changed if known else self.report.added).append(name)

    def _vectors(self, group: list[_Read]) -> dict[str, Vectors]:
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
        self.report.refused.append(Refusal(refusal.name, refusal.reason, refusal.advice))


def _same(known: Source, now: Source) -> bool:
    return known.sha256 == now.sha256 and known.recipe == now.recipe


def embedded_text(metadata: Metadata, text: str, passage: Passage) -> str:
    """What is embedded of a passage: its breadcrumb, then its words.

    With the breadcrumb, 0.80 to 0.83 of questions had their passage first; without, 0.54 to 0.57.
    """
    return (
        f"{breadcrumb(metadata, passage.path, passage.label)}\n{text[passage.start : passage.end]}"
    )
