"""Drafts and records on disk: one JSON file each, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.drafts.draft import Draft
from assistant.drafts.rewriting import rewritten
from assistant.library import Unknown
from ingest.errors import StrategiError

MOST = 500
"""Drafts that nobody has written in: beyond them the oldest go."""
_SCHEMA = 1
_ID = re.compile(r"[0-9a-f]{18}")
_DRAFT = TypeAdapter(Draft)
Json = dict[str, Any]


class Stale(StrategiError):
    """Somebody else has changed the draft meanwhile."""


class Damaged(StrategiError):
    """A file of ours cannot be read any more."""


@dataclass(frozen=True)
class Kept:
    """A draft as it is kept; ``changed`` is when somebody wrote in it (ISO, UTC), or ""."""

    draft: Draft
    changed: str = ""


def new_id() -> str:
    """An id that nobody can guess, and that is a file's name everywhere."""
    return secrets.token_hex(9)


def canonical(found: object) -> bytes:
    """JSON in the one form that hashes are taken of: keys in order, no spaces, UTF-8."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def version(draft: Draft) -> str:
    """Names what stands in a draft. What a check found is no part of it: it changes no word."""
    said = rewritten(draft, lambda one: replace(one, missing=""))
    placeless = tuple(replace(one, start=0, end=0) for one in said.citations)
    said = replace(said, citations=placeless)
    return hashlib.sha256(canonical(asdict(said))).hexdigest()[:32]


class Folder:
    """JSON files of one kind, by id. ``noun`` is what people call what they hold."""

    def __init__(self, path: Path, noun: str) -> None:
        self._path = path
        self._noun = noun

    def ids(self) -> list[str]:
        """Every id, the oldest file first."""
        found = []
        for path in self._path.glob("*.json"):
            with contextlib.suppress(OSError):
                if _ID.fullmatch(path.stem):
                    found.append((path.stat().st_mtime_ns, path.stem))
        return [name for _, name in sorted(found)]

    def stamp(self, name: str) -> tuple[int, int]:
        """What changes whenever the file does."""
        try:
            known = self.path(name).stat()
        except OSError as error:
            raise self.unknown(name) from error
        return known.st_mtime_ns, known.st_size

    def path(self, name: str) -> Path:
        """Where the one of this id lies, or would.

        Raises:
            Unknown: ``name`` is no id at all.
        """
        if not _ID.fullmatch(name):
            raise self.unknown(name)
        return self._path / f"{name}.json"

    def read(self, name: str) -> Json:
        """What is kept under an id.

        Raises:
            Unknown: nothing is.
            Damaged: the file is no JSON object any more.
        """
        path = self.path(name)
        try:
            found = json.loads(path.read_bytes())
        except FileNotFoundError as error:
            raise self.unknown(name) from error
        except (ValueError, RecursionError) as error:
            raise self.damaged(name) from error
        if not isinstance(found, dict):
            raise self.damaged(name)
        return found

    def write(self, name: str, found: Json) -> None:
        """Keep ``found``, whole or not at all."""
        path = self.path(name)
        self._path.mkdir(parents=True, exist_ok=True)
        begun = path.with_name(f".{name}.{secrets.token_hex(4)}.tmp")
        data = json.dumps(found, ensure_ascii=False, indent=1).encode()
        try:
            with begun.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            begun.replace(path)
        finally:
            begun.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Remove what is kept under an id, damaged or not.

        Raises:
            Unknown: nothing is.
        """
        try:
            self.path(name).unlink()
        except FileNotFoundError as error:
            raise self.unknown(name) from error

    def tidy(self) -> None:
        """Remove what a process that was killed had only begun to write."""
        for begun in self._path.glob(".*.tmp"):
            begun.unlink(missing_ok=True)

    def unknown(self, name: str) -> Unknown:
        """That nothing has this id."""
        return Unknown(f"Der er {self._noun} med id {name[:40]!r}. Se listen.")

    def damaged(self, name: str) -> Damaged:
        """That the file of this id cannot be read."""
        return Damaged(
            f"Filen {str(self.path(name))!r} er beskadiget og kan ikke læses. "
            "Hent den fra en sikkerhedskopi, eller slet den."
        )


class Drafts:
    """The drafts of one data folder. Safe to use from several threads of the one process."""

    def __init__(self, folder: Path) -> None:
        self._files = Folder(folder, "intet udkast")
        self._files.tidy()
        self._changing = threading.RLock()
        self._read: dict[str, tuple[tuple[int, int], Kept]] = {}

    def add(self, draft: Draft) -> None:
        """Keep a new draft; where there are too many that nobody has touched, the oldest goes."""
        with self._changing:
            self._write(Kept(draft))
            untouched = [one.draft.id for one in self.all() if not one.changed]
            for name in untouched[MOST:]:
                self.remove(name)

    def get(self, draft_id: str) -> Kept:
        """A draft.

        Raises:
            Unknown: there is none of this id.
            Damaged: its file cannot be read.
        """
        with self._changing:
            stamp = self._files.stamp(draft_id)
            known = self._read.get(draft_id)
            if known is None or known[0] != stamp:
                known = stamp, self._kept(draft_id)
                self._read[draft_id] = known
            return known[1]

    def _kept(self, draft_id: str) -> Kept:
        found = self._files.read(draft_id)
        try:
            if found["schema"] != _SCHEMA:
                raise self._files.damaged(draft_id)
            kept = Kept(_DRAFT.validate_python(found["draft"]), str(found["changed"]))
        except (KeyError, ValidationError) as error:
            raise self._files.damaged(draft_id) from error
        if kept.draft.id != draft_id:
            raise self._files.damaged(draft_id)
        return kept

    def all(self) -> list[Kept]:
        """Every draft that can be read, newest first."""
        found = list(self._readable())
        return sorted(found, key=lambda kept: (kept.draft.made, kept.draft.id), reverse=True)

    def _readable(self) -> Iterator[Kept]:
        for name in self._files.ids():
            with contextlib.suppress(Unknown, Damaged):
                yield self.get(name)

    def current(self, draft_id: str, known: str) -> Draft:
        """A draft that must still be of version ``known``.

        Raises:
            Unknown: it is gone.
            Stale: somebody else has changed it.
        """
        draft = self.get(draft_id).draft
        if version(draft) != known:
            raise Stale(
                "Nogen har rettet udkastet, siden du åbnede det. Intet er gået tabt. "
                "Kopiér det, du skrev, åbn udkastet igen, og ret i den nye udgave."
            )
        return draft

    def replace(self, draft: Draft, known: str, changed: str = "") -> None:
        """Put a draft in place of its earlier form, which must still be that of version ``known``.

        ``changed`` is when somebody wrote in it, "" where nobody has.

        Raises:
            Unknown: it is gone.
            Stale: somebody else has changed it.
        """
        with self._changing:
            self.current(draft.id, known)
            kept = self.get(draft.id)
            self._write(Kept(draft, changed or kept.changed))

    def _write(self, kept: Kept) -> None:
        found = {"schema": _SCHEMA, "changed": kept.changed, "draft": asdict(kept.draft)}
        self._files.write(kept.draft.id, found)
        # Two writes may be too close for the file's time to tell them apart.
        self._read.pop(kept.draft.id, None)

    def remove(self, draft_id: str) -> None:
        """Remove a draft, damaged or not.

        Raises:
            Unknown: there is none of this id.
        """
        with self._changing:
            self._files.remove(draft_id)
            self._read.pop(draft_id, None)
