"""Rows into the catalogue's tables; the caller has opened the transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from ingest.document import Element
from ingest.records import Prepared, Terms, Vectors
from ingest.schema import Connection


def set_meta(db: Connection, key: str, value: str) -> None:
    """Remember a value."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def bump(db: Connection) -> None:
    """Count one more change."""
    row = db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    set_meta(db, "generation", str(int(row[0]) + 1 if row else 1))


def delete(db: Connection, document_id: str) -> list[int]:
    """Take a document out; the row ids of its passages."""
    rows = db.execute("SELECT id FROM passages WHERE document_id = ?", (document_id,))
    gone = [row[0] for row in rows]
    for table in ("lexical", "grams"):
        db.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(rowid,) for rowid in gone])  # noqa: S608
    db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    return gone


def insert_document(db: Connection, p: Prepared) -> None:
    """Write a document with its sections and elements."""
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


def insert_passages(db: Connection, p: Prepared) -> list[int]:
    """Write a document's passages and their terms; their row ids."""
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
        insert_terms(db, rowid, p.terms[number])
        came.append(rowid)
    return came


def insert_terms(db: Connection, rowid: int, terms: Terms) -> None:
    """Write what lexical search finds a passage by."""
    stems, grams = (terms.head, terms.body), (terms.head_grams, terms.body_grams)
    db.execute("INSERT INTO lexical (rowid, head, body) VALUES (?, ?, ?)", (rowid, *stems))
    db.execute("INSERT INTO grams (rowid, head, body) VALUES (?, ?, ?)", (rowid, *grams))


def delete_terms(db: Connection) -> None:
    """Empty the term index."""
    for table in ("lexical", "grams"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours


def insert_remade(db: Connection, model: str, vectors: Mapping[int, Vectors]) -> None:
    """Lay embeddings of another model ready beside those in use."""
    db.executemany(
        "INSERT OR REPLACE INTO remade VALUES (?, ?, ?)",
        [(rowid, model, v.astype(np.float32).tobytes()) for rowid, v in vectors.items()],
    )
