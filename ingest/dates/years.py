"""The year of a date that is written without one, told from what stands around it.

Its sentence tells it first, then the paragraph or row that it stands in; then the document, where
that is of a single year (a yearly report, a status); then what its section said before it, and the
heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.dates.chains import Chain, pieces
from ingest.dates.lexing import atoms
from ingest.dates.places import Place
from ingest.document import Document

_OPENING = 400
_YEAR = re.compile(r"(?:19|20)\d\d")


def own_year(document: Document) -> int | None:
    """The year that ``document`` is of, None where that is several or not told."""
    metadata = document.metadata
    for told in (metadata.period, metadata.title):
        if years := _told(told):
            return years.pop() if len(years) == 1 else None
    if years := _told(metadata.published):
        return min(years)
    years = _told(document.text[:_OPENING])
    return years.pop() if len(years) == 1 else None


def _told(text: str) -> set[int]:
    """The years that ``text`` speaks of; all of a range."""
    return {
        year
        for atom in atoms(text.replace("\n", " | "))
        if atom.year is not None
        for year in (atom.year, atom.until or atom.year)
    }


def years(found: Sequence[tuple[Place, Chain]], document: Document) -> list[int | None]:
    """The year of each chain that has none; of the others their own, None where they have two."""
    told = [single(chain) for _, chain in found]
    own = own_year(document)
    after_sentence = _following(found, told, [place.sentence for place, _ in found])
    after_element = _following(found, told, [place.element for place, _ in found])
    before: dict[object, int] = {}
    for at, (place, chain) in enumerate(found):
        if not chain.dated:
            keys = (place.sentence, ("element", place.element), ("section", place.section))
            told[at] = own if chain.own else _first(
                before.get(keys[0]), after_sentence[at], before.get(keys[1]), after_element[at],
                own, before.get(keys[2]), _heading(document.path(place.section)),
            )  # fmt: skip
        if (year := told[at]) is not None:
            for key in (place.sentence, ("element", place.element), ("section", place.section)):
                before[key] = year
    return told


def single(chain: Chain) -> int | None:
    """The one year that a chain speaks of."""
    if not chain.dated:
        return None
    spoken = {
        day.year for piece in pieces(chain, None) for day in (piece.days.first, piece.days.last)
    }
    return spoken.pop() if len(spoken) == 1 else None


def _following(
    found: Sequence[tuple[Place, Chain]], told: Sequence[int | None], keys: Sequence[object]
) -> list[int | None]:
    """For each the year told next in what shares its key, by a date that is finer than a year.

    A year is left out before another date that has it, not before a mere year.
    """
    following: list[int | None] = [None] * len(found)
    latest: dict[object, int] = {}
    for at in range(len(found) - 1, -1, -1):
        following[at] = latest.get(keys[at])
        year = told[at]
        if year is not None and any(atom.unit != "year" for atom in found[at][1].atoms):
            latest[keys[at]] = year
    return following


def _first(*years: int | None) -> int | None:
    return next((year for year in years if year is not None), None)


def _heading(path: Iterable[str]) -> int | None:
    """The year of the nearest heading that names one alone."""
    for heading in reversed(tuple(path)):
        if len(named := set(_YEAR.findall(heading))) == 1:
            return int(named.pop())
    return None
