"""What sections tell under field names: below headings, and behind labels ("Ansvarlig: …")."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document
from ingest.register import fields, titles
from ingest.theme import Field


class Telling:
    """The fields of a document's sections; ``ends`` are the ends of their headings."""

    def __init__(self, document: Document, ends: Sequence[int]) -> None:
        self._document = document
        self._ends = ends
        self._lines: dict[int, list[Field]] = {}
        for element in document.elements:
            if element.kind in {"paragraph", "item"} and element.section >= 0:
                told = fields.of_lines(document.text, (element.start, element.end))
                self._lines.setdefault(element.section, []).extend(told)

    def lines(self, index: int) -> Sequence[Field]:
        """The paragraphs and items of a section itself that begin with labels."""
        return self._lines.get(index, ())

    def heads(self, index: int) -> Sequence[Field]:
        """What a section tells that is headed by a field's name; none where it is not."""
        section, begin = self._document.sections[index], self._ends[index]
        title = titles.unnumbered(self._document.text[section.start : begin].rstrip(" :"))
        body = self._document.text[begin : section.end]
        if not fields.is_head(title) or not body.strip():
            return ()
        span = (begin + len(body) - len(body.lstrip()), section.end)
        return [Field(name, title, (span,)) for name in fields.named(title)]
