"""What a model is given to answer from: numbered slices of documents, found for this question."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.asking import Gathered
from assistant.opened import Opened, opened
from ingest.catalogue import Catalogue
from ingest.passages import Span
from ingest.records import Hit

MOST_PASSAGES = 7000
MOST_SLICES = 2500
"""Characters of whole passages, and of slices beside them. With rules, history and an answer this
is some 5,000 tokens of Danish to the models of 2026: within a context of 8,192."""


@dataclass(frozen=True)
class Source:
    """A slice that the model may name by its ``number``, 1 for the first.

    ``pages`` are the places, in code points of the document, where elements begin, with their
    page.
    """

    number: int
    hit: Hit
    pages: tuple[tuple[int, int | None], ...] = ()

    @property
    def beside(self) -> tuple[str, ...]:
        """What may be named of it without standing in its text."""
        metadata = self.hit.metadata
        return (metadata.title, metadata.organisation, metadata.period, *self.hit.path)

    def citation(self, span: Span, number: int) -> Citation:
        """A slice of the slice, in code points of its own text, as a source of the answer."""
        hit, (start, end) = self.hit, span
        first = hit.start + start
        at = bisect_right([begin for begin, _ in self.pages], first) - 1
        return Citation(
            number,
            hit.document_id,
            hit.metadata.title,
            hit.metadata.organisation,
            hit.path,
            self.pages[at][1] if at >= 0 else hit.page,
            first,
            hit.start + end,
            hit.text[start:end],
        )


def sources(gathered: Gathered, catalogue: Catalogue) -> tuple[Source, ...]:
    """The passages that were found, best first, and beside them what the answer cites elsewhere."""
    hits = list(_within((one.hit for one in gathered.found), MOST_PASSAGES))
    beside = _elsewhere(gathered.answer.citations, hits, catalogue)
    hits += _within(beside, MOST_SLICES)
    return tuple(
        Source(number, hit, _pages(hit, catalogue)) for number, hit in enumerate(hits, start=1)
    )


def _within(hits: Iterator[Hit], most: int) -> Iterator[Hit]:
    """Those that fit; a later one that is shorter may where an earlier one does not."""
    room = most
    for hit in hits:
        if len(hit.text) <= room:
            room -= len(hit.text)
            yield hit


def _elsewhere(
    citations: Sequence[Citation], hits: Sequence[Hit], catalogue: Catalogue
) -> Iterator[Hit]:
    """The slices that are cited and stand in none of ``hits``, each as a hit."""
    entries = {entry.id: entry for entry in catalogue.entries()}
    papers: dict[str, Opened] = {}
    for one in citations:
        if any(_holds(hit, one) for hit in hits) or one.document_id not in entries:
            continue
        if one.document_id not in papers:
            papers[one.document_id] = opened(entries[one.document_id], catalogue)
        yield papers[one.document_id].at((one.start, one.end))


def _holds(hit: Hit, one: Citation) -> bool:
    inside = hit.start <= one.start and one.end <= hit.end
    return hit.document_id == one.document_id and inside


def _pages(hit: Hit, catalogue: Catalogue) -> tuple[tuple[int, int | None], ...]:
    elements = catalogue.elements(hit.document_id, hit.start, hit.end)
    return tuple((element.start, element.page) for element in elements)
