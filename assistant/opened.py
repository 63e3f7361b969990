"""A document opened for citing: any slice of it can be cited with its section and page."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Citing
from assistant.units import Span
from ingest import analysis, sentences
from ingest.catalogue import Catalogue, Entry, Hit
from ingest.document import Section

_OPENING = 1200
"""Characters at the beginning where a document's title is looked for."""
_TITLE_LINES = 5


@dataclass(frozen=True)
class Opened:
    """A document's line of the manifest with its canonical text and sections."""

    entry: Entry
    text: str
    sections: tuple[Section, ...]

    def at(self, span: Span) -> Hit:
        """``span`` as a hit: a slice that knows its headings."""
        start, end = span
        above = [section for section in self.sections if section.start <= start < section.end]
        innermost = above[-1] if above else None
        return Hit(
            rowid=0,
            number=0,
            document_id=self.entry.id,
            metadata=self.entry.metadata,
            path=innermost.path if innermost else (),
            label="",
            kind="",
            page=innermost.page if innermost else None,
            start=start,
            end=end,
            text=self.text[start:end],
        )


def opened(entry: Entry, catalogue: Catalogue) -> Opened:
    """The document that ``entry`` is of."""
    text = catalogue.text(entry.id) or ""
    return Opened(entry, text, tuple(catalogue.sections(entry.id)))


def cite(document: Opened, span: Span, citing: Citing) -> str:
    """The mark of a slice of ``document``."""
    return citing.mark(document.at(span), span)


def title(document: Opened) -> Span | None:
    """Where the title stands at the beginning of the text: as one, or over its first lines."""
    head, known = document.text[:_OPENING].lower(), document.entry.metadata.title.lower()
    at = head.find(known) if known else -1
    if at >= 0 and len(head) == len(document.text[:_OPENING]):
        return at, at + len(known)
    wanted = set(analysis.content_words(known))
    opening = list(sentences.spans(document.text[:_OPENING]))[:_TITLE_LINES]
    lines = [
        (start, end)
        for start, end in opening
        if wanted.intersection(analysis.words(document.text[start:end]))
    ]
    return (lines[0][0], _end(document.text, lines, wanted)) if lines else None


def _end(text: str, lines: list[Span], wanted: set[str]) -> int:
    """The end of the first of ``lines`` that completes the title, as far as they hold it."""
    missing = set(wanted)
    for start, end in lines:
        if not (found := missing.intersection(analysis.words(text[start:end]))):
            break
        missing -= found
        last = end
    return last


def beginning(document: Opened) -> Span | None:
    """The title where it stands in the text, else the first sentence; None of an empty text."""
    return title(document) or next(sentences.spans(document.text), None)
