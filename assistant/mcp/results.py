"""What the tools give where the REST API has no form for it: pages."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from assistant.library import Opened
from assistant.mcp.arguments import BadArguments, DocumentArguments
from assistant.strategy_wire import ThemeOut, ThemesOut
from assistant.wire import DocumentOut, DocumentTextOut, SectionOut
from ingest.catalogue import Entry

LISTED = 100
"""Documents of one page of the list."""


class ThemesPageOut(ThemesOut):
    """Themes, and whether there are more of them."""

    total: int = Field(description="How many themes there are in all.")
    next_offset: int | None = Field(description="Where the next page begins; null on the last.")

    @classmethod
    def of(cls, found: Sequence[ThemeOut], offset: int, limit: int) -> ThemesPageOut:
        """The page of ``found`` that begins at ``offset``."""
        page = list(found[offset : offset + limit])
        following = _following(offset + limit, len(found))
        return cls(themes=page, total=len(found), next_offset=following)


class PageOut(DocumentOut):
    """A document with a page of its text: the characters ``start`` to ``end``.

    A citation's quote is ``text[citation.start - start : citation.end - start]``.
    """

    text: str
    start: int
    end: int
    sections: list[SectionOut] = Field(description="The sections that this page touches.")


class DocumentsPageOut(BaseModel):
    """A page of a document, or of the list of documents."""

    model_config = ConfigDict(extra="forbid")

    documents: list[DocumentOut] = Field(description="The list, where no id was given.")
    document: PageOut | None = Field(description="The document, where an id was given.")
    total: int = Field(description="Characters of the whole text, or documents of the whole list.")
    next_offset: int | None = Field(description="Where the next page begins; null on the last.")

    @classmethod
    def listed(cls, entries: Sequence[Entry], offset: int) -> DocumentsPageOut:
        """The page of the list that begins at ``offset``."""
        page = [DocumentOut.of(entry) for entry in entries[offset : offset + LISTED]]
        following = _following(offset + LISTED, len(entries))
        return cls(documents=page, document=None, total=len(entries), next_offset=following)

    @classmethod
    def opened(cls, opened: Opened, asked: DocumentArguments) -> DocumentsPageOut:
        """The page of a document that is asked for.

        Raises:
            BadArguments: it would begin behind the text's end.
        """
        start, total = asked.offset, len(opened.text)
        if start > max(total - 1, 0):
            raise BadArguments(
                f"The text of {opened.entry.id!r} has {total} characters: 'offset' must be below."
            )
        end = min(start + asked.length, total)
        page = _page(opened, start, end)
        return cls(documents=[], document=page, total=total, next_offset=_following(end, total))


def _page(opened: Opened, start: int, end: int) -> PageOut:
    whole = DocumentTextOut.opened(opened)
    touched = [one for one in whole.sections if one.start < end and one.end > start]
    known = whole.model_dump(exclude={"text", "sections"})
    return PageOut(
        **known, text=opened.text[start:end], start=start, end=end, sections=touched
    )  # fmt: skip


def _following(place: int, total: int) -> int | None:
    return place if place < total else None
