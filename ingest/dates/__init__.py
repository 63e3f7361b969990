"""Dates and periods as documents write them, read as intervals of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.dated import Dated
from ingest.dates.chains import Chain, Piece, chains, pieces
from ingest.dates.figures import Figures
from ingest.dates.intervals import Interval
from ingest.dates.lexing import atoms
from ingest.dates.opening import opened
from ingest.dates.places import Line, Place, lines, place, sentence_spans
from ingest.dates.same import same_period
from ingest.dates.years import years
from ingest.document import Document

__all__ = ["find"]


_MANY = 5000
"""Dates of one document; what has more is a data table, and those beyond are left out."""
_Found = tuple[Line, Place, Chain]


def find(document: Document) -> tuple[Dated, ...]:
    """The dates and periods that ``document`` writes, in order of place.

    What recurs ("hvert forår"), durations, and months without any year around them are left out.
    """
    found = list(islice(_written(document), _MANY))
    told = years([(where, chain) for _, where, chain in found], document)
    return tuple(_all(found, told))


def _written(document: Document) -> Iterator[_Found]:
    figures = Figures(document)
    for line in lines(document):
        within = None
        for chain in chains(line.text, atoms(line.text)):
            if not (chain.dated or chain.alone or chain.own) or figures.holds(line, chain):
                continue
            within = sentence_spans(line) if within is None else within
            span = line.start + chain.atoms[0].start, line.start + chain.atoms[-1].end
            yield line, place(document, line, within, span), chain


def _all(found: Sequence[_Found], told: Sequence[int | None]) -> Iterator[Dated]:
    """``before`` is the latest period finer than a year that its section spoke of."""
    before: dict[int, Interval] = {}
    for (line, where, chain), year in zip(found, told, strict=True):
        made = pieces(chain, year)
        for piece in made:
            same = same_period(piece, line.text, before.get(where.section))
            if same.atom.unit != "year":
                before[where.section] = same.days
            closed = "range" in chain.links or len(made) > 1
            yield _dated(line, where, same if closed else opened(same, line.text))


def _dated(line: Line, where: Place, piece: Piece) -> Dated:
    days = piece.days
    return Dated(
        (line.start + piece.start, line.start + piece.end),
        where.context,
        "" if piece.opens == "until" else days.first.isoformat(),
        "" if piece.opens == "from" else days.last.isoformat(),
        "range" if piece.opens else days.precision,
    )
