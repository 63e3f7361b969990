"""How the sources of a text read today."""

from __future__ import annotations

from assistant.answer import Citation
from assistant.drafts.frozen import CitationNow
from ingest.catalogue import Catalogue


def now(citation: Citation, catalogue: Catalogue) -> CitationNow:
    """Whether the quote still stands where it stood, elsewhere in its document, or nowhere."""
    text = catalogue.text(citation.document_id)
    if text is None:
        return CitationNow(citation.number, "gone")
    if text[citation.start : citation.end] == citation.quote:
        return CitationNow(citation.number, "same", citation.start)
    place = text.find(citation.quote)
    if place < 0:
        return CitationNow(citation.number, "changed")
    return CitationNow(citation.number, "moved", place)
