"""The XML of a sheet, a row at a time: what is hidden, what is merged, and the rows themselves.

A sheet may state a million rows that are merely formatted, so nothing is kept of a row that was
handed out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath
from typing import IO
from zipfile import ZipFile

from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FIRST_ROW = re.compile(r"\$?[A-Z]{1,3}\$?(\d{1,7})")
_MOST_COLUMNS = 16_384
_TRUE = frozenset({"1", "true"})


@dataclass
class Layout:
    """What a sheet says beside its cells, complete once its rows were walked through.

    ``hidden_rows`` and ``hidden_columns`` are ascending numbers from 1; ``merged`` are the
    ranges as the sheet writes them ("A1:B2"); ``unsolved`` counts formulas without a result.
    """

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    unsolved: int = 0

    def row(self, number: int) -> int:
        """The place from 0 of a row among those shown; for a hidden one, of the next."""
        return number - 1 - bisect_left(self.hidden_rows, number)

    def column(self, number: int) -> int:
        """The place from 0 of a column among those shown; for a hidden one, of the next."""
        return number - 1 - bisect_left(self.hidden_columns, number)


def rows(source: IO[bytes], layout: Layout) -> Iterator[etree._Element]:
    """The rows of the sheet in ``source`` that hold cells; each is gone when the next is asked for.

    Raises:
        lxml.etree.XMLSyntaxError: XML that is none.
    """
    tags = (f"{_S}row", f"{_S}mergeCell", f"{_S}col")
    for _, element in etree.iterparse(source, tag=tags, resolve_entities=False):
        if element.tag == f"{_S}row":
            if len(element):
                layout.unsolved += _unsolved(element)
                yield element
        elif element.tag == f"{_S}mergeCell":
            layout.merged.append(element.get("ref", ""))
        elif element.get("hidden") in _TRUE:
            layout.hidden_columns += _columns(element)
        _forget(element)


def is_hidden(row: etree._Element) -> bool:
    """Whether ``row`` is not shown."""
    return row.get("hidden") in _TRUE


def _unsolved(row: etree._Element) -> int:
    return sum(cell.find(f"{_S}f") is not None and not cell.findtext(f"{_S}v") for cell in row)


def _columns(element: etree._Element) -> Iterable[int]:
    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
    return range(first, min(last, _MOST_COLUMNS) + 1)


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def table_heads(archive: ZipFile, path: str) -> frozenset[int]:
    """The rows that a table of the sheet at ``path`` names its columns in, as the file says."""
    beside = join(dirname(path), "_rels", f"{basename(path)}.rels")
    parts = set(archive.namelist())
    if beside not in parts:
        return frozenset()
    found = set()
    for relation in _root(archive, beside):
        target = relation.get("Target", "")
        place = normpath(join(dirname(path), target)) if target[:1] != "/" else target[1:]
        if relation.get("Type", "").endswith("/table") and place in parts:
            table = _root(archive, place)
            first = _FIRST_ROW.match(table.get("ref", ""))
            if first and table.get("headerRowCount", "1") != "0":
                found.add(int(first[1]))
    return frozenset(found)


def _root(archive: ZipFile, part: str) -> etree._Element:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False))
