"""A date or period as a document writes it, read as an interval of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.passages import Span

Precision = Literal["day", "month", "quarter", "season", "half", "year", "range"]


@dataclass(frozen=True)
class Dated:
    """``first`` and ``last`` are ISO dates, both inclusive, "" where the period is open.

    ``expression`` is where the date stands, ``context`` the sentence or cell that it stands in.
    """

    expression: Span
    context: Span
    first: str
    last: str
    precision: Precision
