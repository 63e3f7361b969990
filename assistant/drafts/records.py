"""The records of one data folder, and how their sources read today."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.drafts import freezing, sources
from assistant.drafts.draft import Paper
from assistant.drafts.frozen import Opened, PaperNow, Record
from assistant.drafts.store import Damaged, Folder
from assistant.library import Unknown
from ingest.catalogue import Catalogue

_RECORD = TypeAdapter(Record)


class Records:
    """Written once, read often. Safe to use from several threads of the one process."""

    def __init__(self, folder: Path) -> None:
        self._files = Folder(folder, "intet, der er gemt til sagen,")
        self._files.tidy()
        self._read: dict[str, tuple[tuple[int, int], Record]] = {}

    def add(self, record: Record) -> None:
        """Keep a new record."""
        self._files.write(record.id, asdict(record))

    def open(self, record_id: str, catalogue: Catalogue) -> Opened:
        """A record with how its sources read in ``catalogue``.

        Raises:
            Unknown: there is none of this id.
            Damaged: its file cannot be read.
        """
        found = self._files.read(record_id)
        record = self._record(record_id, found)
        return Opened(
            record,
            found.get("sha256") == freezing.seal(found),
            tuple(sources.now(one, catalogue) for one in record.citations),
            tuple(_papers(record, catalogue)),
            found,
        )

    def _record(self, record_id: str, found: dict[str, object]) -> Record:
        try:
            record = _RECORD.validate_python(found)
        except ValidationError as error:
            raise self._files.damaged(record_id) from error
        if record.id != record_id:
            raise self._files.damaged(record_id)
        return record

    def all(self) -> list[Record]:
        """Every record that can be read, newest first."""
        found = list(self._readable())
        return sorted(found, key=lambda one: (one.frozen_at, one.id), reverse=True)

    def _readable(self) -> Iterator[Record]:
        for name in self._files.ids():
            with contextlib.suppress(Unknown, Damaged):
                yield self._get(name)

    def _get(self, name: str) -> Record:
        stamp = self._files.stamp(name)
        known = self._read.get(name)
        if known is None or known[0] != stamp:
            known = stamp, self._record(name, self._files.read(name))
            self._read[name] = known
        return known[1]

    def remove(self, record_id: str) -> None:
        """Remove a record, damaged or not.

        Raises:
            Unknown: there is none of this id.
        """
        self._files.remove(record_id)
        self._read.pop(record_id, None)


def _papers(record: Record, catalogue: Catalogue) -> Iterator[PaperNow]:
    now = {paper.id: paper for paper in freezing.papers(record.citations, catalogue)}
    for was in record.documents:
        yield _paper(was, now.get(was.id))


def _paper(was: Paper, now: Paper | None) -> PaperNow:
    if now is None:
        return PaperNow(was.id, there=False, same_file=False, same_text=False)
    return PaperNow(
        was.id,
        there=True,
        same_file=now.file_sha256 == was.file_sha256,
        same_text=now.text_sha256 == was.text_sha256,
    )
