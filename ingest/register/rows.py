"""Themes that are rows of a table: "Tiltag | Ansvarlig | Frist", under any heads.

A table is a register where a column is called by a kind of theme ("Udviklingspunkt"), or where it
tells who does what, when and how far it is. The columns left of it that say the same over several
rows are themes too: "Udviklingsspor | Tiltag".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Cell, Document, Element
from ingest.register import fields
from ingest.register.draft import Draft, titled
from ingest.register.kinds import Noun, noun, words
from ingest.words import folded

_NUMBERING = frozenset({"nr", "no", "#", "nummer", "number", "id"})
_MOST_WORDS = 4
_NO_COLUMNS = frozenset({"værdi", "vision"})
"""A column "Værdi" holds figures."""
_STRONG = 2
"""Columns that tell who, when and how far, from which on a table is a register by them alone."""
_LIKE = "tiltag"
"""What a row is called that tells who, when and how far, where its own column does not say."""


@dataclass(frozen=True)
class Rows:
    """The themes of a document's tables: of rows, and of what rows are filed under."""

    items: tuple[Draft, ...]
    groups: tuple[Draft, ...]


def read(document: Document) -> Rows:
    """The themes that stand as rows."""
    rows = [element for element in document.elements if element.kind == "row"]
    repeats = _repeating(document, rows)
    items: list[Draft] = []
    groups: dict[tuple[str, str], Draft] = {}
    for row in rows:
        item = _item(row, repeats)
        if item is None:
            continue
        above = None
        for cell in _groups(row, item, repeats):
            above = _filed(document, row, cell, groups, above)
        one = _theme(document, row, item, above)
        if item.inherited and items and items[-1].said == one.said:
            items[-1] = _joined(items[-1], one)
        elif one.title:
            items.append(one)
    return Rows(tuple(items), tuple(groups.values()))


def kind_of(head: str, *, doings: bool = False) -> str:
    """The kind of theme that a column is called by: "Tiltag", "Navn på indsats", or ""."""
    said = words(head)
    if not 0 < len(said) <= _MOST_WORDS:
        return ""
    named: list[Noun | None] = [noun(said[0], doings=doings)]
    if said[0].lower() in {"navn", "titel", "beskrivelse", "name", "title"}:
        named.append(noun(said[-1], doings=doings))
    kind = next((one.kind for one in named if one), "")
    return "" if kind in _NO_COLUMNS else kind


def _repeating(document: Document, rows: Iterable[Element]) -> frozenset[str]:
    """The heads of columns that say the same over several rows."""
    values: dict[str, Counter[str]] = {}
    for row in rows:
        for cell in row.cells:
            value = folded(document.text[cell.start : cell.end])
            values.setdefault(folded(cell.head), Counter())[value] += 1
    return frozenset(
        head for head, found in values.items() if found.total() >= 1.2 * len(found) and head
    )


def _item(row: Element, repeats: frozenset[str]) -> Cell | None:
    """The cell that names the row, where the table is a register."""
    heads = [cell for cell in row.cells if folded(cell.head).strip(" .") not in _NUMBERING]
    called = [cell for cell in heads if kind_of(cell.head)]
    own = [cell for cell in called if folded(cell.head) not in repeats] or called[-1:]
    if own and _leads(heads, own[0], repeats):
        return own[0] if len(row.cells) > 1 else None
    strong = [cell for cell in heads[1:] if fields.is_strong(cell.head)]
    if len(strong) < _STRONG or not heads[0].head:
        return None
    key = row.cells[min(row.key, len(row.cells) - 1)]
    return key if key in heads and key not in strong else heads[0]


def _leads(heads: Sequence[Cell], item: Cell, repeats: frozenset[str]) -> bool:
    """Whether all that stands left of the cell is what the row is filed under."""
    left = heads[: heads.index(item)]
    return all(
        cell.inherited
        or folded(cell.head) in repeats
        or kind_of(cell.head)
        or fields.is_strong(cell.head)
        for cell in left
    )


def _groups(row: Element, item: Cell, repeats: frozenset[str]) -> Iterator[Cell]:
    for cell in row.cells[: row.cells.index(item)]:
        if kind_of(cell.head) and (cell.inherited or folded(cell.head) in repeats):
            yield cell


def _filed(
    document: Document,
    row: Element,
    cell: Cell,
    groups: dict[tuple[str, str], Draft],
    above: Draft | None,
) -> Draft | None:
    number, title, name = titled(document, (cell.start, cell.end))
    kind = kind_of(cell.head)
    key = (kind, folded(title))
    known = groups.get(key)
    if known is None:
        if not title:
            return above
        known = Draft(
            kind, number, title, name, row.start, row.end, (), above.name if above else None
        )
    groups[key] = replace(known, end=row.end)
    return groups[key]


def _theme(document: Document, row: Element, item: Cell, above: Draft | None) -> Draft:
    number, title, name = titled(document, (item.start, item.end))
    numbers = [c for c in row.cells if folded(c.head).strip(" .") in _NUMBERING]
    if numbers and not number:
        number = document.text[numbers[0].start : numbers[0].end].strip(" .")
    others = [cell for cell in row.cells if cell is not item and cell not in numbers]
    told = [
        one
        for cell in others
        for one in fields.of_cell(document.text, (cell.start, cell.end), cell.head)
        if cell.head
    ]
    kind = kind_of(item.head) or kind_of(item.head, doings=True) or _LIKE
    return Draft(
        kind,
        number,
        title,
        name,
        row.start,
        row.end,
        fields.merged(told),
        above.name if above else None,
    )


def _joined(first: Draft, more: Draft) -> Draft:
    """A theme of which two rows tell, the second "as above"."""
    return replace(first, end=more.end, fields=fields.merged((*first.fields, *more.fields)))
