"""Themes that are rows of a table: "Tiltag | Ansvarlig | Frist", under any heads.

The columns left of the one that names the rows are themes too where they say the same over several
rows: "Udviklingsspor | Tiltag".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.document import Cell, Document, Element
from ingest.passages import Span
from ingest.register import columns, fields, forms
from ingest.register.draft import LIKE, Draft, titled
from ingest.words import folded

_REPEATING = 1.2
"""Times that a column says each thing on the average, from which on rows are filed under it."""


@dataclass(frozen=True)
class Rows:
    """The themes of a document's tables: of rows, and of what rows are filed under."""

    items: tuple[Draft, ...]
    groups: tuple[Draft, ...]


def read(document: Document) -> Rows:
    """The themes that stand as rows."""
    set_as_forms = forms.read(document)
    rows = [element for element in document.elements if element.kind == "row"]
    repeats = _repeating(document, rows)
    items: list[Draft] = []
    groups: dict[tuple[str, str, Span | None], Draft] = {}
    for row in rows:
        form = set_as_forms.get(row.start)
        if form:
            items += [form] if form.start == row.start else []
            continue
        item = columns.item(document, row, repeats)
        if item is None or _sums_up(document, row, item):
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


def _repeating(document: Document, rows: Iterable[Element]) -> dict[str, float]:
    """The heads of columns that say the same over several rows: how often they say each thing."""
    values: dict[str, Counter[str]] = {}
    for row in rows:
        for cell in row.cells:
            value = folded(document.text[cell.start : cell.end])
            values.setdefault(folded(cell.head), Counter())[value] += 1
    often = {head: found.total() / len(found) for head, found in values.items() if head}
    return {head: times for head, times in often.items() if times >= _REPEATING}


def _sums_up(document: Document, row: Element, item: Cell) -> bool:
    """Whether a row is a total: by its name, or by what stands before it."""
    cells = row.cells[: row.cells.index(item) + 1]
    return any(columns.is_total(document.text[cell.start : cell.end]) for cell in cells)


def _groups(row: Element, item: Cell, repeats: Mapping[str, float]) -> Iterator[Cell]:
    for cell in row.cells[: row.cells.index(item)]:
        if columns.kind_of(cell.head) and (cell.inherited or folded(cell.head) in repeats):
            yield cell


def _filed(
    document: Document,
    row: Element,
    cell: Cell,
    groups: dict[tuple[str, str, Span | None], Draft],
    above: Draft | None,
) -> Draft | None:
    number, title, name = titled(document, (cell.start, cell.end))
    kind = columns.kind_of(cell.head)
    over = above.name if above else None
    key = (kind, folded(title), over)
    known = groups.get(key)
    if known is None:
        if not title:
            return above
        known = Draft(kind, number, title, name, row.start, row.end, (), over, gathers=True)
    groups[key] = replace(known, end=row.end)
    return groups[key]


def _theme(document: Document, row: Element, item: Cell, above: Draft | None) -> Draft:
    number, title, name = titled(document, (item.start, item.end))
    numbers = [c for c in row.cells if columns.is_numbering(c.head)]
    if numbers and not number:
        number = document.text[numbers[0].start : numbers[0].end].strip(" .")
    others = [cell for cell in row.cells if cell is not item and cell not in numbers]
    alone = sum(fields.tells_who(cell.head) for cell in others) == 1
    told = [
        one
        for cell in others
        for one in fields.of_cell(document.text, (cell.start, cell.end), cell.head, alone=alone)
        if cell.head
    ]
    kind = columns.kind_of(item.head) or columns.kind_of(item.head, doings=True) or LIKE
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
