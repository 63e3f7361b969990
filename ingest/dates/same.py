"""Periods told by one before them: "i samme periode 2021" after "januar - september 2022"."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.dates.chains import Piece
from ingest.dates.intervals import Interval

_SAME = re.compile(
    r"\b(?:samme|tilsvarende|(?:the )?same) (?:periode|period|måneder|kvartal|halvår)"
    r"(?: (?:i|in|of|året|år))? $",
    re.IGNORECASE,
)
_NEAR = 36


def same_period(piece: Piece, line: str, before: Interval | None) -> Piece:
    """``piece`` as the days of ``before`` in its own year where it says so, or as it is."""
    if before is None or piece.atom.unit != "year" or piece.atom.until:
        return piece
    near = max(0, piece.start - _NEAR)
    match = _SAME.search(line[near : piece.start].replace("\xa0", " "))
    if not match or not (days := before.moved(piece.days.first.year)):
        return piece
    return replace(piece, start=near + match.start(), days=days)
