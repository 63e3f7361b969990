"""A period as people write it, as days: "2024", "1. halvår 2024", "2022-2024", "maj 2024"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.drafts.errors import BadPeriod
from ingest import dates
from ingest.dated import Dated
from ingest.document import Document, Element

_ALWAYS = "9999-12-31"


@dataclass(frozen=True)
class Period:
    """ISO days, both inclusive; "" and "9999-12-31" where a side is open."""

    first: str = ""
    last: str = _ALWAYS

    def holds(self, dated: Dated) -> bool:
        """Whether a date or period overlaps this one; one without a beginning by its end."""
        first = dated.first or dated.last
        return first <= self.last and (dated.last or _ALWAYS) >= self.first


def read(text: str) -> Period:
    """The period that ``text`` names; one without bounds for "".

    Raises:
        BadPeriod: it names none.
    """
    if not text.strip():
        return Period()
    flat = " ".join(text.split())
    found = dates.find(Document(flat, (), (Element("paragraph", 0, len(flat), -1, None),)))
    if not found:
        raise BadPeriod(
            f"{flat!r} er ingen periode. Skriv den som 2024, 1. halvår 2024 eller 2022-2024."
        )
    return Period(min(one.first for one in found), max(one.last or _ALWAYS for one in found))


def day(text: str) -> str:
    """An ISO date that is one; "" stays so.

    Raises:
        BadPeriod: it is none.
    """
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise BadPeriod(f"{text!r} er ingen dato. Skriv den som 2024-05-31.") from error
