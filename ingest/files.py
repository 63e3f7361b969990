"""Files and folders to documents: which files, their ids, and what is known of them beside."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path

from ingest.document import Metadata
from ingest.errors import Refused

KEYS = tuple(field.name for field in fields(Metadata))
_DATES = ("published", "valid_from", "valid_to")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_PERIOD = re.compile(r"\d{4}(?:\s*[-–]\s*\d{4})?")
_NOTES = "corpus.toml"
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LONGEST = 500
"""Characters of a value that tells of a document: it stands before each of its passages."""


def document_id(name: str) -> str:
    """The id of a file: its name without ending, NFC, lower case, other runs made ``-``."""
    stem = unicodedata.normalize("NFC", Path(name).stem).lower()
    return re.sub(r"[\W_]+", "-", stem).strip("-")


def printable(name: str) -> str:
    """``name`` with marks for what is no text, or writes where it should not.

    Bytes of a file name that are not UTF-8, signs that steer a terminal or end a line, and those
    that turn the direction of what follows, so that "fdp.exe" reads as another file.
    """
    return _STEERING.sub("?", name.encode("utf-8", "replace").decode())


def find(folder: Path) -> Iterator[Path]:
    """The files of a folder that may be documents, in order of path; hidden ones are none."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and not _is_note(path) and _is_file(path):
            yield path


def _is_file(path: Path) -> bool:
    """Whether there is a file, or something that cannot be looked at: then reading it says why."""
    try:
        return path.is_file()
    except OSError:
        return True


def content(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Raises:
        Refused: it has more than ``most`` bytes, or cannot be opened.
    """
    try:
        # Looked at when it is open: what a name stands for may change, even into a pipe that
        # nobody writes to.
        with open(path, "rb", opener=_at_once) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(most + 1) if size <= most else b""
    except OSError as error:
        raise Refused(
            path.name, f"Filen kan ikke åbnes ({error.strerror}).", "Se på stien og rettighederne."
        ) from error
    if max(size, len(data)) > most:
        raise too_large(max(size, len(data)), most, path.name)
    return data


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def too_large(size: int, most: int, name: str) -> Refused:
    """The refusal of a file of ``size`` bytes where ``most`` may be."""
    return Refused(
        name,
        f"Filen fylder {size // 1_000_000} MB, og grænsen er {most // 1_000_000}.",
        "Del dokumentet i flere filer.",
    )


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in place of a file, whole or not at all."""
    written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with written.open("wb") as file:
            file.write(data)
            file.flush()
            # Else the new name may outlive a power cut that its content does not.
            os.fsync(file.fileno())
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _is_note(path: Path) -> bool:
    return (
        path.name == _NOTES
        or path.name.upper().startswith("README.")
        or path.name.upper() == "README"
    )


def notes(folder: Path) -> dict[str, dict[str, str]]:
    """What ``corpus.toml`` in ``folder`` tells of each document, by id; empty without one.

    Raises:
        Refused: no TOML, an unknown key, or a value out of form.
    """
    path = folder / _NOTES
    if not path.is_file():
        return {}
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(_NOTES, f"Filen er ikke gyldig TOML ({error}).", "Ret linjen.") from error
    tables = loaded.get("documents", {})
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise Refused(_NOTES, "Tabellen 'documents' er ikke som ventet.", "Skriv [documents.ID].")
    return {name: checked(table, f"{_NOTES} [documents.{name}]") for name, table in tables.items()}


def checked(table: Mapping[str, object], where: str) -> dict[str, str]:
    """The metadata in ``table`` as text.

    Raises:
        Refused: an unknown key, or a date or period that is none; ``where`` is named.
    """
    given = {
        str(key): " ".join(printable(str(value)).split())
        for key, value in table.items()
        if value is not None
    }
    for key, value in given.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise Refused(where, f"Nøglen {key[:_LONGEST]!r} er ukendt.", f"De kendte er {known}.")
        if len(value) > _LONGEST:
            long = f"{key} har {len(value)} tegn, og grænsen er {_LONGEST}."
            raise Refused(where, long, "Skriv det kortere.")
        if key in _DATES and value and not _is_date(value):
            raise Refused(
                where, f"{key} = {value!r} er ingen dato.", "Skriv 2024, 2024-09 eller 2024-09-30."
            )
        if key == "period" and value and not _PERIOD.fullmatch(value):
            raise Refused(
                where, f"period = {value!r} er ingen periode.", "Skriv 2022 eller 2022-2026."
            )
    return given


def _is_date(value: str) -> bool:
    """Whether ``value`` is a date that the calendar has, or the beginning of one."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value if len(value) == len("2024-09-30") else f"{value[:4]}-01-01")
    except ValueError:
        return False
    return True


def merged(told: Metadata, known: Mapping[str, str], fallback_title: str) -> Metadata:
    """Metadata of a document: what its owner notes comes before what its text tells."""
    read = {key: value[:_LONGEST] for key, value in asdict(told).items()}
    values = {**read, **{key: value for key, value in known.items() if value}}
    metadata = Metadata(**values)
    return metadata if metadata.title else replace(metadata, title=fallback_title)
