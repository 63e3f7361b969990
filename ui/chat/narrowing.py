"""What a question can be narrowed to, as the page offers it and as the assistant takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from assistant.scope import Filters, covers
from ingest.records import Entry

_YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Choices:
    """What there is to narrow to, each as (name, value) in the order of the page."""

    organisations: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Self:
        """Those of the documents that there are."""
        known = [entry.metadata for entry in entries]
        named = sorted((e.metadata.title or e.id, e.id) for e in entries)
        years = [y for y in reversed(_YEARS) if any(covers(metadata, y) for metadata in known)]
        return cls(
            _each(sorted(metadata.organisation for metadata in known)),
            tuple(named),
            _each(sorted(metadata.kind for metadata in known)),
            _each(map(str, years)),
        )

    def filters(self, chosen: Sequence[Sequence[str]]) -> Filters:
        """What somebody chose, in the order of the fields.

        What there is no longer narrows all the same: nobody's question is put to more than they
        meant without a word.
        """
        organisations, documents, kinds, years = (tuple(picked or ()) for picked in chosen)
        numbers = tuple(int(year) for year in years if year.isdecimal())
        return Filters(documents, organisations, kinds, numbers)

    def chosen(self, filters: Filters) -> list[list[str]]:
        """The values of the fields that ``filters`` are, as far as there are such."""
        wanted = (filters.organisations, filters.documents, filters.kinds, map(str, filters.years))
        return [
            [value for value in picked if value in {v for _, v in offered}]
            for picked, offered in zip(wanted, self.fields, strict=True)
        ]

    def scope(self, filters: Filters) -> str:
        """``filters`` in words: "Faxe Kommune, 2024"; "" where nothing narrows."""
        titles = {value: name for name, value in self.documents}
        named = [titles.get(one, one) for one in filters.documents]
        return ", ".join([*filters.organisations, *named, *filters.kinds, *map(str, filters.years)])

    @property
    def fields(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """All of them, in the order of the page."""
        return self.organisations, self.documents, self.kinds, self.years


def _each(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys(value for value in values if value)
    return tuple((value, value) for value in found)
