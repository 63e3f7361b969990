"""Which documents a question is put to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.catalogue import Entry
from ingest.document import Metadata


@dataclass(frozen=True)
class Filters:
    """What a caller narrows the search to; an empty field narrows nothing."""

    documents: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


def in_scope(
    entries: Sequence[Entry], filters: Filters, named: Sequence[str] = ()
) -> list[str] | None:
    """Ids of the documents that fit; None where nothing narrows, so that all are searched.

    ``named`` are organisations that the question names; a document of no organisation may be
    any's, and stays.
    """
    if filters == Filters() and not named:
        return None
    return [e.id for e in entries if _fits(e, filters) and _of(e.metadata, named)]


def _of(metadata: Metadata, named: Sequence[str]) -> bool:
    return not named or not metadata.organisation or metadata.organisation in named


def _fits(entry: Entry, filters: Filters) -> bool:
    metadata = entry.metadata
    return (
        (not filters.documents or entry.id in filters.documents)
        and (
            not filters.organisations
            or bare(metadata.organisation) in map(bare, filters.organisations)
        )
        and (not filters.kinds or metadata.kind.lower() in {k.lower() for k in filters.kinds})
        and (not filters.years or any(covers(metadata, year) for year in filters.years))
    )


def bare(organisation: str) -> str:
    """An organisation's name as people may shorten it: no "Kommune", small letters."""
    name = re.sub(r"\s*kommunes?$", "", organisation.strip(), flags=re.IGNORECASE)
    return name.lower().removesuffix("s")


def covers(metadata: Metadata, year: int) -> bool:
    """Whether a document's period, validity or date covers ``year``."""
    period = [int(y) for y in re.findall(r"\d{4}", metadata.period)]
    if period:
        return period[0] <= year <= period[-1]
    if metadata.valid_from or metadata.valid_to:
        first = int(metadata.valid_from[:4] or 0)
        return first <= year <= int(metadata.valid_to[:4] or 9999)
    return metadata.published[:4] == str(year)
