"""What a draft is asked to be about, for whom, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Length = Literal["short", "medium", "long"]


@dataclass(frozen=True)
class DraftAsked:
    """``subject`` is free text, ``themes`` ids of the register; one of the two is given.

    ``period`` is a year, quarter, month or span as people write it ("2024", "1. halvår 2024",
    "2022-2024"); ``since`` an ISO date; ``audience`` who it is for ("udvalg", "ledergruppe",
    "medarbejdere", or a name).
    """

    subject: str = ""
    themes: tuple[str, ...] = ()
    organisation: str = ""
    period: str = ""
    since: str = ""
    audience: str = ""
    length: Length = "medium"
