"""The reader of CSV and TSV files: the delimiter found, and the rows as one sheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ingest.errors import Refused
from ingest.formats import sheet
from ingest.formats.decode import decode, normalise
from ingest.grid import MOST_COLUMNS, Cell
from ingest.raw import Extracted, Step

MOST_CELLS = 200_000
"""Filled cells of one file; more is a register and no paper."""
_MOST_FIELD = 1_000_000
"""Characters of one cell; a quote that is never closed makes one cell of a whole file."""
_DELIMITERS = (";", "\t", ",", "|")
_ABOUT = 0.75
_SAMPLE = 200
_SAMPLE_CHARS = 200_000
_TOLD = re.compile(r"\"?sep=(?P<delimiter>.)\"?[ \t;,]*(?:\n|\Z)", re.IGNORECASE)
_STEP_ROWS = 20_000


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the table in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: no text, a quote that is never closed, or more cells than a paper has.
    """
    text = normalise(decode(data, name)).replace("\f", "\n")
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text
    delimiter = told["delimiter"] if told else delimiter_of(text[:_SAMPLE_CHARS])
    step(0, 1)
    cells: list[Cell] = []
    for number, row in enumerate(_rows(text, delimiter, name)):
        filled = enumerate(row[:MOST_COLUMNS])
        cells += [Cell(value.strip(), number, at) for at, value in filled if value.strip()]
        if len(cells) > MOST_CELLS:
            raise _too_many(name)
        if number % _STEP_ROWS == 0:
            step(0, 1)
    raws = sheet.pieces(cells, "", table=1)
    step(1, 1)
    return Extracted(tuple(raws))


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most lines of ``text`` into the same number of cells.

    Commas stand in sentences and in Danish numbers too, so what counts is how alike the lines
    become; among those that do about equally well, the first that is usual in Denmark is taken.
    """
    fits = {delimiter: _fit(text, delimiter) for delimiter in _DELIMITERS}
    best = max(fits.values())
    return next(delimiter for delimiter, fit in fits.items() if fit >= _ABOUT * best)


def _fit(text: str, delimiter: str) -> float:
    """The share of lines that have the most common number of cells, where most have several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in islice(reader, _SAMPLE) if any(row)]
    except csv.Error:
        return 0.0
    several = Counter(width for width in widths if width > 1)
    if 2 * several.total() < len(widths) or not several:
        return 0.0
    return several.most_common(1)[0][1] / len(widths)


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_MOST_FIELD)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Refused(
            name,
            "En celle er længere, end en celle kan være.",
            "Se efter, om der mangler et anførselstegn, og ret det.",
        ) from error
    finally:
        csv.field_size_limit(before)


def _too_many(name: str) -> Refused:
    return Refused(
        name,
        f"Filen har over {MOST_CELLS:,} udfyldte celler.".replace(",", "."),
        "Del den i flere, eller gem kun de kolonner, der skal kunne søges i.",
    )
