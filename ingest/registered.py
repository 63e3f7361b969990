"""The register in the catalogue: themes and dates of each document, written with it.

Both follow from what the catalogue holds of a document, so a newer way to read them needs no file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from pydantic import TypeAdapter

from ingest import dates, register, writing
from ingest.connections import Connections
from ingest.dated import Dated
from ingest.document import Cell, Document, Element, Metadata, Section
from ingest.records import Held, Timed
from ingest.schema import Connection
from ingest.theme import Theme

VERSION = 6
"""Raised whenever the same document would give other themes or dates: they are read anew then."""
_KEPT = "register"
_METADATA = ", ".join(f"d.{field.name}" for field in fields(Metadata))
_THEME = TypeAdapter(Theme)
_DATED = TypeAdapter(Dated)


class Registered(Connections):
    """The part of the catalogue that is the register, and what the register is read from."""

    def meta(self, key: str) -> str:
        """A remembered value, or ""."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def themes(self, documents: Sequence[str] | None = None) -> list[Held]:
        """The themes of ``documents`` (all where None), in the documents' order."""
        return [
            Held(document_id, metadata, _THEME.validate_json(body))
            for document_id, metadata, body in self._bodies("themes", documents)
        ]

    def dates(self, documents: Sequence[str] | None = None) -> list[Timed]:
        """The dates and periods of ``documents`` (all where None), in the documents' order."""
        return [
            Timed(document_id, metadata, _DATED.validate_json(body))
            for document_id, metadata, body in self._bodies("dates", documents)
        ]

    def _bodies(
        self, table: str, documents: Sequence[str] | None
    ) -> Iterable[tuple[str, Metadata, str]]:
        where = "" if documents is None else "WHERE d.id IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(
            f"SELECT t.document_id, {_METADATA}, t.body FROM {table} t "  # noqa: S608 - ours
            f"JOIN documents d ON d.id = t.document_id {where} ORDER BY t.document_id, t.number",
            () if documents is None else (json.dumps(list(documents)),),
        )
        known: dict[str, Metadata] = {}
        for document_id, *metadata, body in rows:
            if document_id not in known:
                known[document_id] = Metadata(*map(str, metadata))
            yield document_id, known[document_id], body

    def document(self, document_id: str) -> Document | None:
        """A document as it was read; ``metadata`` is all that is known of it."""
        row = self._db.execute(
            f"SELECT d.text, {_METADATA} FROM documents d WHERE d.id = ?",  # noqa: S608
            (document_id,),
        ).fetchone()
        if row is None:
            return None
        text, *metadata = row
        return Document(
            str(text),
            tuple(self.sections(document_id)),
            tuple(self.elements(document_id, 0, len(text))),
            Metadata(*map(str, metadata)),
        )

    def sections(self, document_id: str) -> list[Section]:
        """A document's sections in reading order."""
        rows = self._db.execute(
            "SELECT path, level, page, start, stop FROM sections WHERE document_id = ? "
            "ORDER BY number",
            (document_id,),
        )
        return [Section(tuple(json.loads(p)), *rest) for p, *rest in rows]

    def elements(self, document_id: str, start: int, end: int) -> list[Element]:
        """The elements of a document that overlap ``[start, end)``, in reading order."""
        rows = self._db.execute(
            "SELECT kind, start, stop, section, page, cells, caption, key FROM elements "
            "WHERE document_id = ? AND start < ? AND stop > ? ORDER BY number",
            (document_id, end, start),
        )
        return [
            Element(kind, a, b, section, page, tuple(Cell(*c) for c in json.loads(cells)), *rest)
            for kind, a, b, section, page, cells, *rest in rows
        ]

    def read_register(self) -> None:
        """Read the register anew where it was read by another version."""
        if self.meta(_KEPT) == str(VERSION):
            return
        ids = [row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY id")]
        with self._transaction() as db:
            for document_id in ids:
                if document := self.document(document_id):
                    insert(db, document_id, register.read(document), dates.find(document))
            writing.set_meta(db, _KEPT, str(VERSION))


def insert(
    db: Connection, document_id: str, themes: Sequence[Theme], found: Sequence[Dated]
) -> None:
    """Write a document's themes and dates in place of those that are there."""
    bodies = {
        "themes": [_THEME.dump_json(theme).decode() for theme in themes],
        "dates": [_DATED.dump_json(dated).decode() for dated in found],
    }
    for table, told in bodies.items():
        db.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608
        db.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?)",  # noqa: S608 - names of ours
            [(document_id, number, body) for number, body in enumerate(told)],
        )


def read(document: Document, metadata: Metadata) -> tuple[tuple[Theme, ...], tuple[Dated, ...]]:
    """The register of a document of which ``metadata`` is known."""
    whole = replace(document, metadata=metadata)
    return register.read(whole), dates.find(whole)
