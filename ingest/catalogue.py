"""The catalogue: SQLite that holds the truth. Everything else can be rebuilt from it.

A document with its sections, elements, passages, embeddings, index terms and register is written in
one transaction. ``generation`` counts those transactions, so that what is derived can tell its age.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Literal

import numpy as np

from ingest import analysis, registered, writing
from ingest.document import Metadata
from ingest.records import Entry, Hit, Prepared, Source, Terms, Vectors, breadcrumb
from ingest.registered import Registered

__all__ = ["Catalogue", "Entry", "Hit", "Prepared", "Source", "Vectors", "breadcrumb"]

_TRIES = 3
_STEMS = 3.0
_COUNTED = "terms"
_GROUP = 512
_COMMON = 100
"""Passages, and the share of all (one in so many), above which a gram is looked up no more."""
Table = Literal["lexical", "grams"]


class Catalogue(Registered):
    """One SQLite file. Reading is free-threaded, a connection a thread; one thread writes."""

    # -- what is in it ----------------------------------------------------------------------

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        with self._transaction() as db:
            writing.set_meta(db, key, value)

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

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

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
        self,
        stems: Sequence[str],
        grams: Sequence[str],
        limit: int,
        documents: Sequence[str] | None = None,
    ) -> list[tuple[int, float]]:
        """Row ids and scores (higher is better), best first.

        A score is three times the BM25 of the stems and once that of the grams; the breadcrumb
        counts double in both.
        """
        total: dict[int, float] = {}
        for rowid, score in self._matches("lexical", stems, 2 * limit, documents):
            total[rowid] = _STEMS * score
        for rowid, score in self._matches("grams", self._rare(grams), 2 * limit, documents):
            total[rowid] = total.get(rowid, 0.0) + score
        return sorted(total.items(), key=lambda found: (-found[1], found[0]))[:limit]

    def _matches(
        self, table: Table, terms: Sequence[str], limit: int, documents: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        if not terms:
            return []
        where, values = "", [" OR ".join(f'"{term}"' for term in dict.fromkeys(terms))]
        if documents is not None:
            where = (
                "AND rowid IN (SELECT id FROM passages WHERE document_id IN "
                "(SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(list(documents)))
        rows = self._db.execute(
            f"SELECT rowid, -bm25({table}, 2.0, 1.0) AS score FROM {table} "  # noqa: S608
            f"WHERE {table} MATCH ? {where} ORDER BY score DESC, rowid LIMIT {int(limit)}",
            values,
        )
        return [(int(rowid), float(score)) for rowid, score in rows]

    def _rare(self, grams: Sequence[str]) -> list[str]:
        """Those of ``grams`` that tell passages apart: the others cost time and weigh nothing."""
        most = max(_COMMON, self.passage_count() // _COMMON)
        return [gram for gram, held in self.frequencies(grams, "grams").items() if held <= most]

    def frequencies(self, terms: Sequence[str], table: Table = "lexical") -> dict[str, int]:
        """How many passages hold each stem, or gram; those that none holds are left out."""
        rows = self._db.execute(
            f"SELECT term, doc FROM {table}_terms "  # noqa: S608 - a name of ours
            "WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(list(dict.fromkeys(terms))),),
        )
        return dict(rows.fetchall())

    # -- changing it ------------------------------------------------------------------------

    def put(self, prepared: Prepared) -> tuple[list[int], list[int]]:
        """Write a document whole, in place of an earlier one of its id.

        Returns the row ids of the passages that went and of those that came.
        """
        with self._transaction() as db:
            gone = writing.delete(db, prepared.id)
            writing.insert_document(db, prepared)
            came = writing.insert_passages(db, prepared)
            registered.insert(db, prepared.id, prepared.themes, prepared.dates)
            writing.bump(db)
        return gone, came

    def remove(self, document_id: str) -> list[int]:
        """Remove a document; returns the row ids of its passages."""
        with self._transaction() as db:
            gone = writing.delete(db, document_id)
            writing.bump(db)
        return gone

    def claim(self, document_id: str, source: Source) -> None:
        """Note that an unchanged document is now found elsewhere."""
        with self._transaction() as db:
            db.execute(
                "UPDATE documents SET source = ?, folder = ?, origin = ? WHERE id = ?",
                (source.path, source.folder, source.origin, document_id),
            )

    def remade(self, model: str) -> set[int]:
        """Passages for which an embedding of ``model`` lies ready; those of others are dropped."""
        with self._transaction() as db:
            db.execute("DELETE FROM remade WHERE model <> ?", (model,))
        return {row[0] for row in self._db.execute("SELECT id FROM remade")}

    def keep_remade(self, model: str, vectors: Mapping[int, Vectors]) -> None:
        """Lay embeddings of ``model`` ready, by row id; nothing in use changes."""
        with self._transaction() as db:
            writing.insert_remade(db, model, vectors)

    def exchange(self, model: str) -> None:
        """Put the embeddings that lie ready in place of those in use, all or none."""
        with self._transaction() as db:
            db.execute(
                "UPDATE passages SET embedding = "
                "(SELECT embedding FROM remade WHERE remade.id = passages.id)"
            )
            db.execute("DELETE FROM remade")
            writing.set_meta(db, "model", model)
            writing.bump(db)

    def condense(self) -> None:
        """Merge the term index: until then the terms of what was deleted stay in its blocks."""
        with self._transaction() as db:
            db.execute("INSERT INTO lexical(lexical) VALUES('optimize')")
            db.execute("INSERT INTO grams(grams) VALUES('optimize')")

    def count_terms(self) -> None:
        """Count the index terms anew where they were counted by another version of the analysis."""
        version = str(analysis.VERSION)
        if self.meta(_COUNTED) == version:
            return
        ids = self.passage_ids()
        with self._transaction() as db:
            writing.delete_terms(db)
            for start in range(0, len(ids), _GROUP):
                for rowid, hit in self.hits(ids[start : start + _GROUP]).items():
                    writing.insert_terms(db, rowid, Terms.of(hit.breadcrumb, hit.text))
            writing.set_meta(db, _COUNTED, version)

    def scrub(self) -> bool:
        """Empty the write-ahead log: what was deleted must not stay readable there.

        False where readers were in the way all the time.
        """
        with self._writing:
            for _ in range(_TRIES):
                (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                time.sleep(0.05)
        return False


_FIELDS = tuple(asdict(Metadata()))
_METADATA = ", ".join(_FIELDS)
_OWN_METADATA = ", ".join(f"d.{name}" for name in _FIELDS)


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
