"""One process writes the data folder: Chroma silently loses vectors when two do.

The lock is the operating system's, so it ends with its process, however that ends. Who holds it
stands in a file beside it, since an advisory lock cannot tell.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from ingest.errors import FolderHeld


@dataclass(frozen=True)
class Holder:
    """The process that holds a data folder; ``url`` where it is a server that answers."""

    pid: int
    url: str | None


class FolderLock:
    """Exclusive use of ``folder``, as a context manager.

    Raises:
        FolderHeld: on entry, when another process has it.
    """

    def __init__(self, folder: Path, *, timeout: float = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = FileLock(folder / "writer.lock", timeout=timeout)

    def __enter__(self) -> FolderLock:
        try:
            self._lock.acquire()
        except Timeout as error:
            held = holder(self._folder)
            raise FolderHeld(held.pid if held else None, held.url if held else None) from error
        self.announce(None)
        return self

    def announce(self, url: str | None) -> None:
        """Say who holds the folder and, for a server that is ready, where it answers."""
        written = self._folder / f"holder.{os.getpid()}.tmp"
        written.write_text(json.dumps({"pid": os.getpid(), "url": url}), encoding="utf-8")
        written.replace(_note(self._folder))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _note(self._folder).unlink(missing_ok=True)
        self._lock.release()


def _note(folder: Path) -> Path:
    return folder / "holder.json"


def holder(folder: Path) -> Holder | None:
    """Who says to hold ``folder``; the note of a killed process may still stand there."""
    try:
        note = json.loads(_note(folder).read_text(encoding="utf-8"))
        return Holder(int(note["pid"]), note.get("url"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_held(folder: Path) -> bool:
    """Whether some process holds ``folder`` now."""
    if not (folder / "writer.lock").exists():
        return False
    probe = FileLock(folder / "writer.lock", timeout=0)
    try:
        probe.acquire()
    except Timeout:
        return True
    probe.release()
    return False
