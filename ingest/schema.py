"""The catalogue's tables, by version. A catalogue of another version is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.errors import IndexUnusable

Connection = sqlite3.Connection
VERSION = 3
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, organisation TEXT NOT NULL, kind TEXT NOT NULL,
    period TEXT NOT NULL, published TEXT NOT NULL, valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL, supersedes TEXT NOT NULL,
    source TEXT NOT NULL, folder TEXT NOT NULL, origin TEXT NOT NULL,
    sha256 TEXT NOT NULL, recipe TEXT NOT NULL,
    text TEXT NOT NULL, warnings TEXT NOT NULL, ingested_at TEXT NOT NULL
);
CREATE TABLE sections (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, path TEXT NOT NULL, level INTEGER NOT NULL, page INTEGER,
    start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY (document_id, number)
);
CREATE TABLE elements (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    section INTEGER NOT NULL, page INTEGER, cells TEXT NOT NULL, caption TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (document_id, number)
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, kind TEXT NOT NULL,
    path TEXT NOT NULL, label TEXT NOT NULL, page INTEGER,
    digest TEXT NOT NULL, embedding BLOB NOT NULL,
    UNIQUE (document_id, number)
);
CREATE INDEX passages_by_digest ON passages(digest);
"""
_LEXICAL = "".join(
    f"""
DROP TABLE IF EXISTS {name}_terms;
DROP TABLE IF EXISTS {name};
CREATE VIRTUAL TABLE {name} USING fts5(
    head, body, detail=column, tokenize="unicode61 remove_diacritics 0 tokenchars '_.,'"
);
CREATE VIRTUAL TABLE {name}_terms USING fts5vocab({name}, row);
"""
    for name in ("lexical", "grams")
)
"""The index terms: stems, and grams. They can be counted anew from what the passages hold."""

_REGISTER = "".join(
    f"""
CREATE TABLE IF NOT EXISTS {name} (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
);
"""
    for name in ("themes", "dates")
)
"""The register: read anew from what the catalogue holds of each document."""

_STEPS = {1: _LEXICAL + _REGISTER, 2: _REGISTER}
"""What brings a catalogue of an earlier version up to this one."""

_REMADE = """
CREATE TABLE IF NOT EXISTS remade (
    id INTEGER PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE,
    model TEXT NOT NULL, embedding BLOB NOT NULL
)
"""
"""Embeddings of a model that is to follow the one in use. Of no version: it is mostly empty."""


def connect(path: Path) -> Connection:
    """A connection to the catalogue at ``path``; it may go from thread to thread."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # secure_delete: a document that is removed must not stay readable in the file.
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
        db.execute(f"PRAGMA {pragma}")
    return db


def prepare(db: Connection) -> None:
    """Create the tables in an empty catalogue; check the version of another.

    Raises:
        IndexUnusable: the file is no catalogue of this version.
    """
    _prepare(db)
    db.execute(_REMADE)


def _prepare(db: Connection) -> None:
    try:
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        if found == VERSION:
            return
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise IndexUnusable(
            "Kataloget i datamappen er beskadiget. Flyt mappen, og kør 'strategi ingest' igen."
        ) from error
    if found in _STEPS:
        db.executescript(f"BEGIN; {_STEPS[found]} PRAGMA user_version = {VERSION}; COMMIT;")
        return
    if found or tables:
        raise IndexUnusable(
            f"Kataloget har version {found}, og dette program bruger version {VERSION}. "
            "Slet datamappen, og kør 'strategi ingest' igen; dine dokumenter røres ikke."
        )
    made = f"{_TABLES} {_LEXICAL} {_REGISTER}"
    db.executescript(f"BEGIN; {made} PRAGMA user_version = {VERSION}; COMMIT;")
