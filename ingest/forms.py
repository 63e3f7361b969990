"""Names beside their values ("Dato | 4. maj 2025"), told from tables that have heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.raw import Raw

_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WIDTHS = frozenset({2, 4})
_KEY_CHARS = 50
_MOST_KEYS = 20
_FEW_KEYS = 3
"""From so many rows on may keys without colon beside their values be told from a table."""


def kind(text: str) -> str:
    """What a cell holds, roughly: a "date", a "figure" or "text"."""
    if _DATE.search(text):
        return "date"
    return "figure" if re.search(r"\d", text) else "text"


def could_be(keys: Sequence[str]) -> bool:
    """Whether these may be names at all: short, without figures, each another."""
    return (
        0 < len(keys) <= _MOST_KEYS
        and len(set(keys)) == len(keys)
        and all(
            key and len(key) <= _KEY_CHARS and "\n" not in key and kind(key) == "text"
            for key in keys
        )
    )


def is_form(keys: Sequence[str], values: Sequence[str], *, apart: bool = False) -> bool:
    """Whether ``keys`` name their ``values``; ``apart``: they stand above a table that is wider.

    Below one head stand values of one kind; a form has a name here and a date there.
    """
    if not could_be(keys):
        return False
    if all(key.endswith(":") for key in keys):
        return True
    mixed = len({kind(value) for value in values if value}) > 1
    no_head = any(kind(_YEAR.sub("", value)) != "text" for value in values[:1])
    return mixed and len(keys) >= _FEW_KEYS and (apart or no_head)


def record(keys: Sequence[str], values: Sequence[str], table: int, page: int | None) -> list[Raw]:
    """Names and values as one record: a head row and a row."""
    return [
        Raw("row", page=page, cells=tuple(cells), table=table, headed=True)
        for cells in (keys, values)
    ]


def recorded(rows: Sequence[Raw]) -> Iterator[Raw]:
    """Raw rows with the tables that are forms as records."""
    for table, found in groupby(rows, key=lambda row: row.table):
        group = list(found)
        keys, values = _pairs(group) if len(group) > 1 else ([], [])
        if is_form(keys, values):
            yield from record(keys, values, table, group[0].page)
        else:
            yield from group


def _pairs(rows: Sequence[Raw]) -> tuple[list[str], list[str]]:
    """The names and values in two columns, or in two such pairs of columns beside each other."""
    width = len(rows[0].cells)
    plain = all(len(r.cells) == width and r.headed is None and not r.inherited for r in rows)
    if width not in _WIDTHS or not plain or any(row.spans for row in rows):
        return [], []
    pairs = [row.cells[at : at + 2] for row in rows for at in range(0, width, 2)]
    pairs = [pair for pair in pairs if any(pair)]
    return [key for key, _ in pairs], [value for _, value in pairs]
