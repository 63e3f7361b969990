"""One date or period as it is written, before it is known which year it is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "season", "half", "year", "school", "turn"]
Part = Literal["", "early", "middle", "late", "end"]


@dataclass(frozen=True)
class Atom:
    """A slice of a line and what it names.

    ``number`` is the month, week, quarter or half, and a season's first month. ``until`` is the
    later year of a pair ("2022-25"). ``own`` is said of the document's own year ("i år").
    ``alone`` is whether it is a date even where nothing beside it is one. ``school`` runs from
    August to July, ``turn`` is the turn of the year.
    """

    start: int
    end: int
    unit: Unit
    year: int | None = None
    number: int = 0
    day: int = 0
    until: int | None = None
    part: Part = ""
    own: bool = False
    alone: bool = True
