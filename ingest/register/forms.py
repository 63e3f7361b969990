"""Themes that are tables of their own: names beside values, "Indsats | Læseklub", "Ansvarlig | …".

The first row tells the theme, as heads of the rows below or as a row itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Document, Element
from ingest.passages import Span
from ingest.register import fields
from ingest.register.columns import kind_of
from ingest.register.draft import Draft, titled
from ingest.theme import Field

_PAIR = 2


@dataclass(frozen=True)
class _Pair:
    """One row: the theme that it may begin (``kind`` and ``name``), and what it tells of one."""

    row: Element
    kind: str = ""
    name: Span = (0, 0)
    told: tuple[Field, ...] = ()


def read(document: Document) -> dict[int, Draft]:
    """The themes that are forms, by the start of each of their rows."""
    found: dict[int, Draft] = {}
    for form in _forms(document):
        first = form[0]
        begun = form if any(cell.head for cell in first.row.cells) else form[1:]
        told = fields.merged(one for pair in begun for one in pair.told)
        number, title, name = titled(document, first.name)
        if title and any(fields.is_head(one.head) for one in told):
            start, end = first.row.start, form[-1].row.end
            draft = Draft(first.kind, number, title, name, start, end, told)
            found |= {pair.row.start: draft for pair in form}
    return found


def _forms(document: Document) -> Iterator[list[_Pair]]:
    """The rows of each form."""
    opened: list[_Pair] = []
    headed: tuple[str, ...] = ()
    for element in document.elements:
        pair = _pair(document, element)
        heads = tuple(cell.head for cell in element.cells)
        again = pair is not None and not any(heads) and opened and pair.kind == opened[0].kind
        if pair and opened and heads == headed and not again:
            opened.append(pair)
            continue
        if opened:
            yield opened
        opened = [pair] if pair and pair.kind else []
        headed = heads
    if opened:
        yield opened


def _pair(document: Document, element: Element) -> _Pair | None:
    if len(element.cells) != _PAIR:
        return None
    key, value = element.cells
    place = value.start, value.end
    said = document.text[key.start : key.end].strip(" :")
    told = tuple(fields.of_cell(document.text, place, said)) if said else ()
    if not key.head and not value.head:
        return _Pair(element, kind_of(said, doings=True), place, told)
    # Heads stand in the text before their cells.
    end = value.start - len(": ")
    name = end - len(value.head), end
    kind = kind_of(key.head, doings=True)
    headed = kind and fields.is_head(said) and document.text[slice(*name)] == value.head
    return _Pair(element, kind, name, told) if headed else None
