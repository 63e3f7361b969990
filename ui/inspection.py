"""``strategi inspect``: what a reader made of one file, for a person to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant import shapes
from ingest import files, passages, readers
from ingest.document import Document, Element, Metadata
from ingest.passages import Passage
from ingest.preparing import check_name, upload
from ingest.raw import Step
from ingest.sandbox import Sandbox

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Table:
    """Rows that follow one another under the same column heads."""

    caption: str
    heads: tuple[str, ...]
    rows: int
    page: int | None


@dataclass(frozen=True)
class Inspection:
    """One file as it would be in the index, which it is not put into."""

    name: str
    metadata: Metadata
    document: Document
    passages: tuple[Passage, ...]

    @property
    def pages(self) -> int:
        """The number of pages, 0 where the format has none."""
        return max((e.page or 0 for e in self.document.elements), default=0)

    def tables(self) -> list[Table]:
        """The tables in reading order."""
        return [_table(rows) for rows in shapes.tables(self.document.elements)]

    def json(self) -> dict[str, Any]:
        """All of it as plain values."""
        document = self.document
        return {
            "name": self.name,
            "metadata": asdict(self.metadata),
            "pages": self.pages,
            "warnings": list(document.warnings),
            "sections": [asdict(section) for section in document.sections],
            "tables": [asdict(table) for table in self.tables()],
            "passages": [asdict(passage) for passage in self.passages],
            "text": document.text,
        }


def inspect(path: Path, progress: Progress) -> Inspection:
    """Read the file at ``path`` as ``strategi ingest`` does.

    Raises:
        Refused: as it would be refused there.
    """
    data = _data(path)
    with Sandbox() as sandbox, _told(progress, path.name) as step:
        document = sandbox.read(data, path.name, step)
    known = files.notes(path.parent).get(files.document_id(path.name), {})
    metadata = files.merged(document.metadata, known, path.stem)
    return Inspection(path.name, metadata, document, tuple(passages.cut(document)))


def pictures(path: Path, progress: Progress) -> list[bytes]:
    """The pages of a PDF as PNG pictures; none for any other kind of file.

    Raises:
        Refused: the file cannot be read.
    """
    with Sandbox() as sandbox, _told(progress, path.name) as step:
        return list(sandbox.pictures(_data(path), path.name, step))


def _data(path: Path) -> bytes:
    check_name(upload(path, {}))
    return files.content(path, readers.MOST_BYTES)


@contextmanager
def _told(progress: Progress, name: str) -> Iterator[Step]:
    """A reader's steps passed on; the bar goes also where the reading ends early."""
    last = [0, 0]

    def step(done: int, of: int) -> None:
        last[:] = done, of
        progress(done, of, name)

    try:
        yield step
    finally:
        if last[0] < last[1]:
            progress(last[1], last[1], "")


def _table(rows: list[Element]) -> Table:
    widest = max(rows, key=lambda row: len(row.cells))
    heads = tuple(cell.head for cell in widest.cells)
    return Table(rows[0].caption, heads, len(rows), rows[0].page)
