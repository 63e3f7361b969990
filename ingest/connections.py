"""A connection for each thread to one SQLite file, with snapshots to read and a turn to write."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest import schema
from ingest.schema import Connection


class _Own:
    """What a thread has: a connection, and how many snapshots deep it is."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.depth = 0


class Connections:
    """Reading is free-threaded; one thread at a time writes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._local = threading.local()
        self._writing = threading.Lock()
        self._connections: list[Connection] = []
        self._idle: list[Connection] = []
        schema.prepare(self._db)

    @property
    def _own(self) -> _Own:
        own: _Own | None = getattr(self._local, "own", None)
        if own is None:
            own = self._local.own = _Own(self._connection())
            # What a thread has ends with it. Its connection goes to the next thread: SQLite keeps
            # the file of a closed one open for as long as another one reads.
            weakref.finalize(own, self._idle.append, own.db).atexit = False
        return own

    def _connection(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            db = schema.connect(self._path)
            self._connections.append(db)
            return db

    @property
    def _db(self) -> Connection:
        return self._own.db

    def close(self) -> None:
        """Close every connection."""
        for db in self._connections:
            db.close()
        self._connections, self._idle = [], []
        self._local = threading.local()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever is written meanwhile; one inside another is it."""
        own = self._own
        if not own.depth:
            own.db.execute("BEGIN")
        own.depth += 1
        try:
            yield
        finally:
            own.depth -= 1
            if not own.depth:
                own.db.execute("COMMIT")

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._writing:
            db = self._db
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
