"""Where a statement stands: what happened, goes on, is to come, or is open."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Where a statement stands."""

    DONE = "gjort"
    UNDERWAY = "i gang"
    PLANNED = "planlagt"
    OPEN = "åbent"
    OTHER = "andet"
