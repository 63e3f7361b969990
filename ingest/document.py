"""A document in the one form that all formats come to: canonical text and what stands where.

Every place is a slice ``text[start:end]`` in code points. A table row stands in the text as lines
``Head: cell``, what it inherits from the row above included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from ingest.blocks import Block, Caption, Heading, Item, Note, Paragraph, Row

ElementKind = Literal["heading", "paragraph", "item", "row", "note", "caption"]


@dataclass(frozen=True)
class Metadata:
    """What is known of a document beside its text; dates are ISO, cut where no more is known."""

    title: str = ""
    organisation: str = ""
    kind: str = ""
    period: str = ""
    published: str = ""
    valid_from: str = ""
    valid_to: str = ""
    supersedes: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with all that stands below it, sub-sections included."""

    path: tuple[str, ...]
    level: int
    page: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Cell:
    """A row's cell: its column head, and the span of its value (head not included)."""

    head: str
    start: int
    end: int
    inherited: bool = False


@dataclass(frozen=True)
class Element:
    """One block in its place. ``section`` indexes the document's sections, -1 above the first.

    ``key`` indexes the one of ``cells`` that names a row.
    """

    kind: ElementKind
    start: int
    end: int
    section: int
    page: int | None
    cells: tuple[Cell, ...] = ()
    caption: str = ""
    key: int = 0


@dataclass(frozen=True)
class Document:
    """One file, read. ``metadata`` is what the text itself tells; the catalogue knows more."""

    text: str
    sections: tuple[Section, ...]
    elements: tuple[Element, ...]
    metadata: Metadata = field(default_factory=Metadata)
    warnings: tuple[str, ...] = ()

    def path(self, section: int) -> tuple[str, ...]:
        """The headings above a place, outermost first."""
        return self.sections[section].path if section >= 0 else ()


def compose(
    blocks: Iterable[Block], metadata: Metadata, warnings: tuple[str, ...] = ()
) -> Document:
    """Write ``blocks`` into one text and note where each came to stand."""
    writer = _Writer()
    for block in blocks:
        writer.add(block)
    return Document(writer.text(), writer.sections(), tuple(writer.elements), metadata, warnings)


class _Writer:
    def __init__(self) -> None:
        self.elements: list[Element] = []
        self._parts: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        self._open: list[int] = []

    def text(self) -> str:
        return "".join(self._parts)

    def sections(self) -> tuple[Section, ...]:
        self._close(0)
        return tuple(self._sections)

    def add(self, block: Block) -> None:
        if isinstance(block, Row):
            if any(block.cells):
                self._row(block)
            return
        if not block.text.strip():
            return
        listed = isinstance(block, Item) and bool(self.elements) and self._after_item()
        self._part(listed=listed)
        if isinstance(block, Heading):
            self._section(block)
        start = self._length
        self._write(_shown(block))
        self._place(_kind(block), start, block.page)

    def _after_item(self) -> bool:
        return self.elements[-1].kind == "item"

    def _part(self, *, listed: bool = False) -> None:
        if self._parts:
            self._write("\n" if listed else "\n\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _place(self, kind: ElementKind, start: int, page: int | None) -> None:
        section = self._open[-1] if self._open else -1
        self.elements.append(Element(kind, start, self._length, section, page))

    def _section(self, heading: Heading) -> None:
        self._close(heading.level)
        above = self._sections[self._open[-1]].path if self._open else ()
        path = (*above, heading.text.rstrip(" :"))
        start = self._length
        self._sections.append(Section(path, heading.level, heading.page, start, start))
        self._open.append(len(self._sections) - 1)

    def _close(self, level: int) -> None:
        end = self.elements[-1].end if self.elements else 0
        while self._open and self._sections[self._open[-1]].level >= level:
            index = self._open.pop()
            self._sections[index] = replace(self._sections[index], end=end)

    def _row(self, row: Row) -> None:
        self._part()
        start = self._length
        cells: list[Cell] = []
        key = 0
        for index, value in enumerate(row.cells):
            if not value:
                continue
            if cells:
                self._write("\n")
            head = row.heads[index].rstrip(" :") if index < len(row.heads) else ""
            if head:
                self._write(f"{head}: ")
            begin = self._length
            self._write(value)
            key = len(cells) if index == row.key else key
            cells.append(Cell(head, begin, self._length, index in row.inherited))
        self._place("row", start, row.page)
        self.elements[-1] = replace(
            self.elements[-1], cells=tuple(cells), caption=row.caption, key=key
        )


def _shown(block: Heading | Paragraph | Item | Note | Caption) -> str:
    if not isinstance(block, Item):
        return block.text
    marker = f"{block.marker} " if block.marker else ""
    return f"{'  ' * block.depth}{marker}{block.text}"


def _kind(block: Heading | Paragraph | Item | Note | Caption) -> ElementKind:
    names: dict[type[Block], ElementKind] = {
        Heading: "heading",
        Paragraph: "paragraph",
        Item: "item",
        Note: "note",
        Caption: "caption",
    }
    return names[type(block)]
