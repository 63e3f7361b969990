"""What is compared of an edition: its sections, its rows and its sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.editions.fold import figures, folded, named, running
from ingest import marks, sentences
from ingest.document import Cell, Element, Section
from ingest.passages import Span

_LONG = 60
"""Letters of a row by which it is known even under another name."""


@dataclass(frozen=True)
class Edition:
    """One edition of a paper, as the catalogue has it."""

    text: str
    elements: Sequence[Element]
    sections: Sequence[Section]


@dataclass(frozen=True)
class Sentence:
    """A sentence outside tables; ``place`` is its section."""

    span: Span
    words: str
    place: int


@dataclass(frozen=True)
class Line:
    """A table row. ``group`` is what stands before its name or is inherited, all of it folded.

    ``heads`` are those of all rows of its section; ``lettered`` is the name without figures, ""
    where another row of the section has that too.
    """

    span: Span
    cells: tuple[Cell, ...]
    name_cell: int
    name: str
    lettered: str
    group: tuple[str, ...]
    words: str
    heads: frozenset[str]
    place: int

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures in its name: "Skole 1" is not "Skole 2"."""
        return figures(self.name)

    @property
    def long(self) -> bool:
        """Whether its words are enough to know it by."""
        return len(self.words) >= _LONG


def cell_span(text: str, cell: Cell) -> Span:
    """A cell's value without what is said of its marks."""
    return cell.start, marks.standing(text, cell.start, cell.end)


def value(text: str, cell: Cell) -> str:
    """A cell's words."""
    start, end = cell_span(text, cell)
    return text[start:end]


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a slice that say something."""
    end = marks.standing(text, start, end)
    for a, b in sentences.spans(text[start:end]):
        if folded(text[start + a : start + b]):
            yield start + a, start + b


def prose(edition: Edition) -> list[Sentence]:
    """The sentences of an edition in reading order."""
    found = []
    for element in edition.elements:
        if element.kind in {"heading", "row"}:
            continue
        spans = list(sentence_spans(edition.text, element.start, element.end))
        for index, (start, end) in enumerate(spans):
            marked = element.kind == "item" and not index
            words = (named if marked else folded)(edition.text[start:end])
            found.append(Sentence((start, end), words, element.section))
    return found


def lines(edition: Edition) -> list[Line]:
    """The rows of an edition in reading order."""
    heads: dict[int, set[str]] = defaultdict(set)
    rows = [element for element in edition.elements if element.kind == "row" and element.cells]
    for row in rows:
        heads[row.section] |= {folded(cell.head) for cell in row.cells}
    found = [_line(edition.text, row, frozenset(heads[row.section])) for row in rows]
    held = Counter((line.place, line.lettered) for line in found)
    shared = {key for key, count in held.items() if count > 1}
    return [
        replace(line, lettered="") if (line.place, line.lettered) in shared else line
        for line in found
    ]


def _line(text: str, row: Element, heads: frozenset[str]) -> Line:
    values = [value(text, cell) for cell in row.cells]
    name = _name_cell(row, values)
    group = tuple(
        folded(values[i])
        for i, cell in enumerate(row.cells)
        if i != name and (cell.inherited or i < name) and not running(values[i])
    )
    words = "\n".join(
        f"{folded(cell.head)}\t{named(values[i]) if i == name else folded(values[i])}"
        for i, cell in enumerate(row.cells)
        if i >= name or not running(values[i])
    )
    span = (row.start, row.end)
    called = named(values[name])
    lettered = "".join(letter for letter in called if not letter.isdigit())
    return Line(span, row.cells, name, called, lettered, group, words, heads, row.section)


def _name_cell(row: Element, values: Sequence[str]) -> int:
    """The cell that names a row; a running number says its place only."""
    key = min(row.key, len(values) - 1)
    behind = range(key, len(values))
    return next((i for i in behind if not running(values[i])), key)
