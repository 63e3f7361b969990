"""Which row of one edition is which of another, and what differs within a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.editions.fold import folded, named, running, undated
from assistant.editions.pairing import Pairing
from assistant.editions.units import Line, cell_span, sentence_spans
from ingest.document import Cell
from ingest.passages import Span

_NAME = 0.6
_ROW = 0.75
_SAME_NAME = 0.3
_SENTENCE = 0.5


@dataclass(frozen=True)
class Difference:
    """Slices of the old and the new text; ``shared`` where several rows may repeat them."""

    old: Span | None
    new: Span | None
    shared: bool = False


@dataclass(frozen=True)
class _Column:
    """A row's cell; ``foreign`` where the other edition's table has no such head."""

    cell: Cell
    span: Span
    head: str
    words: str
    named: bool
    shared: bool
    foreign: bool


def rows(old: Sequence[Line], new: Sequence[Line]) -> Pairing[Line]:
    """Pair the rows: whole ones first, then by group and name, then by a name near enough."""
    pairing = Pairing(list(old), list(new))
    pairing.equal(lambda row: (row.place, row.words))
    pairing.equal(lambda row: row.words)
    keys: tuple[Callable[[Line], object], ...] = (
        lambda row: (row.place, row.group, row.name),
        lambda row: (row.group, row.name),
        lambda row: (row.place, row.name),
        lambda row: (row.heads, row.name),
    )
    for key in keys:
        pairing.equal(key, alone=True)
        pairing.near(lambda row: row.words, _SAME_NAME, key)
    pairing.equal(keys[0])
    _renamed(pairing, lambda row: row.place)
    _renamed(pairing, lambda row: row.heads)
    return pairing


def _renamed(pairing: Pairing[Line], where: Callable[[Line], object]) -> None:
    pairing.near(lambda row: row.name, _NAME, lambda row: (where(row), row.figures))
    pairing.equal(lambda row: (where(row), row.lettered) if row.lettered else None, alone=True)
    pairing.near(
        lambda row: row.words if row.long else "", _ROW, lambda row: (where(row), row.figures)
    )


def differences(texts: tuple[str, str], old: Line, new: Line) -> Iterator[Difference]:
    """What differs between two rows that are one, cell by cell, heads included."""
    pairing = Pairing(_columns(texts[0], old, new.heads), _columns(texts[1], new, old.heads))
    pairing.equal(lambda column: column.named or None)
    pairing.equal(lambda column: (column.head, column.words))
    pairing.equal(lambda column: column.head)
    pairing.equal(lambda c: folded(undated(c.cell.head)) if c.foreign else None, alone=True)
    pairing.near(lambda column: column.head, _NAME, lambda c: c.foreign or None)
    pairing.equal(lambda column: column.foreign or None, alone=True)
    for a, b in pairing.pairs:
        if a.head != b.head:
            yield Difference(_head(texts[0], a.cell), _head(texts[1], b.cell), shared=True)
        if a.words != b.words:
            for one, other in _value(texts, a.span, b.span):
                yield Difference(one, other, a.shared or b.shared)
    yield from (Difference(a.span, None, a.shared) for a in pairing.old)
    yield from (Difference(None, b.span, b.shared) for b in pairing.new)


def _columns(text: str, row: Line, others: frozenset[str]) -> list[_Column]:
    """The cells of a row but the running number before its name."""
    found = []
    for index, cell in enumerate(row.cells):
        span, own, head = cell_span(text, cell), index == row.name_cell, folded(cell.head)
        said = text[slice(*span)]
        if index < row.name_cell and running(said):
            continue
        shared = cell.inherited or index < row.name_cell
        words = named(said) if own else folded(said)
        found.append(_Column(cell, span, head, words, own, shared, head not in others))
    return found


def _head(text: str, cell: Cell) -> Span | None:
    """Where a cell's head stands, if it has one."""
    end = cell.start - len(": ")
    start = end - len(cell.head)
    return (start, end) if cell.head and text[start:end] == cell.head else None


def _value(
    texts: tuple[str, str], old: Span, new: Span
) -> Iterator[tuple[Span | None, Span | None]]:
    """The sentences that differ where some stay; else the cells whole."""
    said = [
        [((start, end), folded(text[start:end])) for start, end in sentence_spans(text, *span)]
        for text, span in zip(texts, (old, new), strict=True)
    ]
    pairing = Pairing(said[0], said[1])
    pairing.equal(lambda sentence: sentence[1])
    if not pairing.pairs or not (pairing.old or pairing.new):
        yield old, new
        return
    pairing.pairs.clear()
    pairing.near(lambda sentence: sentence[1], _SENTENCE, lambda _: True)
    yield from ((a[0], b[0]) for a, b in pairing.pairs)
    yield from ((a[0], None) for a in pairing.old)
    yield from ((None, b[0]) for b in pairing.new)
