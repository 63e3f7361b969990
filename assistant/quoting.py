"""Citations of one document: any slice of it with its headings and its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.opened import Opened, opened
from ingest.catalogue import Catalogue
from ingest.passages import Span


class Quoting:
    """Cites slices of one opened document; for many of them, which it looks up once."""

    def __init__(self, document: Opened, catalogue: Catalogue) -> None:
        self.document = document
        elements = catalogue.elements(document.entry.id, 0, len(document.text))
        self._starts = [element.start for element in elements]
        self._elements = elements

    def citation(self, span: Span, number: int) -> Citation:
        """The slice as a source."""
        entry, (start, end) = self.document.entry, span
        index = bisect_right(self._starts, start) - 1
        element = self._elements[index] if index >= 0 else None
        section = element.section if element else -1
        return Citation(
            number,
            entry.id,
            entry.metadata.title,
            entry.metadata.organisation,
            self.document.sections[section].path if section >= 0 else (),
            element.page if element else None,
            start,
            end,
            self.document.text[start:end],
        )

    def citations(self, spans: Sequence[Span], first: int = 1) -> tuple[Citation, ...]:
        """Slices as sources, numbered from ``first``."""
        return tuple(self.citation(span, number) for number, span in enumerate(spans, first))


class Quotations:
    """The documents of one catalogue, each opened once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._entries = {entry.id: entry for entry in catalogue.entries()}
        self._opened: dict[str, Quoting] = {}

    def of(self, document_id: str) -> Quoting:
        """A document of the catalogue."""
        if document_id not in self._opened:
            document = opened(self._entries[document_id], self._catalogue)
            self._opened[document_id] = Quoting(document, self._catalogue)
        return self._opened[document_id]
