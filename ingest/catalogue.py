"""The catalogue: SQLite that holds the truth. Everything else can be rebuilt from it.

A document with its sections, elements, passages, embeddings and index terms is written in one
transaction. ``generation`` counts those transactions, so that what is derived can tell its age.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import analysis, schema
from ingest.document import Cell, Document, Element, Metadata, Section
from ingest.passages import Passage

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Source:
    """Where a document came from and what it was made with.

    ``folder`` is the folder whose reading found it; ``origin`` is "folder" or "upload";
    ``recipe`` names everything beside the file that its passages and vectors depend on.
    """

    path: str
    folder: str
    origin: str
    sha256: str
    recipe: str


@dataclass(frozen=True)
class Entry:
    """One line of the manifest: a document without its text."""

    id: str
    metadata: Metadata
    source: Source
    warnings: tuple[str, ...]
    ingested_at: str
    passages: int


@dataclass(frozen=True)
class Prepared:
    """A document that is ready to be written: read, cut and embedded.

    ``vectors`` has a row a passage; ``digests`` name what each row was embedded from.
    """

    id: str
    metadata: Metadata
    source: Source
    document: Document
    passages: tuple[Passage, ...]
    digests: tuple[str, ...]
    vectors: Vectors
    ingested_at: str


@dataclass(frozen=True)
class Hit:
    """A passage as it is found: its place, its words, and whose they are."""

    rowid: int
    number: int
    document_id: str
    metadata: Metadata
    path: tuple[str, ...]
    label: str
    kind: str
    page: int | None
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """The passage's public name; stable while its document stays as it is."""
        return f"{self.document_id}:{self.number}"

    @property
    def breadcrumb(self) -> str:
        """Organisation, title, headings and label: what a slice does not say of itself."""
        return breadcrumb(self.metadata, self.path, self.label)


def breadcrumb(metadata: Metadata, path: Sequence[str], label: str) -> str:
    """What stands above a passage, outermost first, for embedding and lexical search."""
    parts = [metadata.organisation, metadata.title, *path, label]
    return " > ".join(part for part in parts if part)


class Catalogue:
    """One SQLite file. Reading is free-threaded, a connection a thread; one thread writes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._local = threading.local()
        self._writing = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        schema.prepare(self._db)

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            # secure_delete: a document that is removed must not stay readable in the file.
            for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
                db.execute(f"PRAGMA {pragma}")
            self._local.db = db
            self._connections.append(db)
        return db

    def close(self) -> None:
        """Close every thread's connection."""
        for db in self._connections:
            db.close()
        self._connections.clear()
        self._local = threading.local()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever is written meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._writing:
            db = self._db
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    # -- what is in it ----------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A remembered value, or ""."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        with self._transaction() as db:
            _set_meta(db, key, value)

    @property
    def generation(self) -> int:
        """How many times the contents have changed."""
        return int(self.meta("generation") or 0)

    def entries(self) -> list[Entry]:
        """The manifest, by id."""
        rows = self._db.execute(
            f"SELECT id, {_METADATA}, source, folder, origin, sha256, recipe, warnings, "  # noqa: S608
            "ingested_at, (SELECT count(*) FROM passages p WHERE p.document_id = documents.id) "
            "FROM documents ORDER BY id"
        )
        return [_entry(row) for row in rows]

    def entry(self, document_id: str) -> Entry | None:
        """One line of the manifest."""
        return next((e for e in self.entries() if e.id == document_id), None)

    def text(self, document_id: str) -> str | None:
        """A document's canonical text."""
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else None

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

    def passage_ids(self) -> list[int]:
        """Every passage's row id, ascending."""
        return [row[0] for row in self._db.execute("SELECT id FROM passages ORDER BY id")]

    def vectors(self, rowids: Sequence[int]) -> dict[int, Vectors]:
        """Stored embeddings by row id."""
        rows = self._db.execute(
            "SELECT id, embedding FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rowids)),),
        )
        return {rowid: np.frombuffer(blob, dtype=np.float32) for rowid, blob in rows}

    def owners(self, rowids: Sequence[int]) -> dict[int, str]:
        """The document of each passage, by row id."""
        rows = self._db.execute(
            "SELECT id, document_id FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rowids)),),
        )
        return dict(rows.fetchall())

    def known_vectors(self, digests: Sequence[str]) -> dict[str, Vectors]:
        """Embeddings that some passage already has of the same words, by digest."""
        rows = self._db.execute(
            "SELECT digest, embedding FROM passages "
            "WHERE digest IN (SELECT value FROM json_each(?))",
            (json.dumps(list(digests)),),
        )
        return {digest: np.frombuffer(blob, dtype=np.float32) for digest, blob in rows}

    def hits(self, rowids: Sequence[int]) -> dict[int, Hit]:
        """Passages with their words, by row id."""
        rows = self._db.execute(
            f"SELECT p.id, p.number, d.id, {_OWN_METADATA}, p.path, p.label, p.kind, p.page, "  # noqa: S608 - names of ours
            "p.start, p.stop, substr(d.text, p.start + 1, p.stop - p.start) "
            "FROM passages p JOIN documents d ON d.id = p.document_id "
            "WHERE p.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rowids)),),
        )
        return {row[0]: _hit(row) for row in rows}

    def lexical(
        self, terms: Sequence[str], limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """Row ids and BM25 scores (higher is better), best first; the breadcrumb counts double."""
        if not terms:
            return []
        query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        where, values = "", [query]
        if documents is not None:
            where = (
                "AND rowid IN (SELECT id FROM passages WHERE document_id IN "
                "(SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(list(documents)))
        rows = self._db.execute(
            f"SELECT rowid, -bm25(lexical, 2.0, 1.0) AS score FROM lexical "  # noqa: S608 - a number
            f"WHERE lexical MATCH ? {where} ORDER BY score DESC, rowid LIMIT {int(limit)}",
            values,
        )
        return [(int(rowid), float(score)) for rowid, score in rows]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """How many passages hold each term; terms that none holds are left out."""
        rows = self._db.execute(
            "SELECT term, doc FROM lexical_terms WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(list(dict.fromkeys(terms))),),
        )
        return dict(rows.fetchall())

    # -- changing it ------------------------------------------------------------------------

    def put(self, prepared: Prepared) -> tuple[list[int], list[int]]:
        """Write a document whole, in place of an earlier one of its id.

        Returns the row ids of the passages that went and of those that came.
        """
        with self._transaction() as db:
            gone = _delete(db, prepared.id)
            _insert_document(db, prepared)
            came = _insert_passages(db, prepared)
            _bump(db)
        return gone, came

    def remove(self, document_id: str) -> list[int]:
        """Remove a document; returns the row ids of its passages."""
        with self._transaction() as db:
            gone = _delete(db, document_id)
            _bump(db)
        self.scrub()
        return gone

    def claim(self, document_id: str, source: Source) -> None:
        """Note that an unchanged document is now found elsewhere."""
        with self._transaction() as db:
            db.execute(
                "UPDATE documents SET source = ?, folder = ?, origin = ? WHERE id = ?",
                (source.path, source.folder, source.origin, document_id),
            )

    def clear(self) -> None:
        """Remove every document: the model has changed, and its vectors with it."""
        with self._transaction() as db:
            db.execute("DELETE FROM documents")
            db.execute("DELETE FROM lexical")
            _bump(db)
        self.scrub()

    def scrub(self) -> None:
        """Empty the write-ahead log: what was deleted must not stay readable there."""
        with self._writing:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_FIELDS = tuple(asdict(Metadata()))
_METADATA = ", ".join(_FIELDS)
_OWN_METADATA = ", ".join(f"d.{name}" for name in _FIELDS)


def _set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _bump(db: sqlite3.Connection) -> None:
    row = db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    _set_meta(db, "generation", str(int(row[0]) + 1 if row else 1))


def _delete(db: sqlite3.Connection, document_id: str) -> list[int]:
    rows = db.execute("SELECT id FROM passages WHERE document_id = ?", (document_id,))
    gone = [row[0] for row in rows]
    db.executemany("DELETE FROM lexical WHERE rowid = ?", [(rowid,) for rowid in gone])
    db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    return gone


def _insert_document(db: sqlite3.Connection, p: Prepared) -> None:
    source, document = p.source, p.document
    values = [
        p.id, *asdict(p.metadata).values(), source.path, source.folder, source.origin,
        source.sha256, source.recipe, document.text, json.dumps(document.warnings), p.ingested_at,
    ]  # fmt: skip
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO documents VALUES ({marks})", values)  # noqa: S608 - marks alone
    db.executemany(
        "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (p.id, n, json.dumps(s.path), s.level, s.page, s.start, s.end)
            for n, s in enumerate(document.sections)
        ],
    )
    db.executemany(
        "INSERT INTO elements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (p.id, n, e.kind, e.start, e.end, e.section, e.page, _cells(e), e.caption, e.key)
            for n, e in enumerate(document.elements)
        ],
    )


def _cells(element: Element) -> str:
    return json.dumps([(c.head, c.start, c.end, c.inherited) for c in element.cells])


def _insert_passages(db: sqlite3.Connection, p: Prepared) -> list[int]:
    came: list[int] = []
    for number, passage in enumerate(p.passages):
        cursor = db.execute(
            "INSERT INTO passages (document_id, number, start, stop, kind, path, label, page, "
            "digest, embedding) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                p.id, number, passage.start, passage.end, passage.kind, json.dumps(passage.path),
                passage.label, passage.page, p.digests[number],
                p.vectors[number].astype(np.float32).tobytes(),
            ),
        )  # fmt: skip
        rowid = int(cursor.lastrowid or 0)
        head = breadcrumb(p.metadata, passage.path, passage.label)
        body = p.document.text[passage.start : passage.end]
        db.execute(
            "INSERT INTO lexical (rowid, head, body) VALUES (?, ?, ?)",
            (rowid, " ".join(analysis.terms(head)), " ".join(analysis.terms(body))),
        )
        came.append(rowid)
    return came


def _entry(row: Sequence[object]) -> Entry:
    width = 1 + len(_FIELDS)
    metadata = Metadata(*(str(value) for value in row[1:width]))
    path, folder, origin, sha256, recipe, warnings, ingested_at, passages = row[width:]
    source = Source(str(path), str(folder), str(origin), str(sha256), str(recipe))
    return Entry(
        str(row[0]), metadata, source, tuple(json.loads(str(warnings))), str(ingested_at),
        int(str(passages)),
    )  # fmt: skip


def _hit(row: Sequence[object]) -> Hit:
    rowid, number, document_id = row[:3]
    metadata = Metadata(*(str(value) for value in row[3 : 3 + len(_FIELDS)]))
    path, label, kind, page, start, end, text = row[3 + len(_FIELDS) :]
    return Hit(
        int(str(rowid)), int(str(number)), str(document_id), metadata,
        tuple(json.loads(str(path))), str(label), str(kind),
        None if page is None else int(str(page)), int(str(start)), int(str(end)), str(text),
    )  # fmt: skip
