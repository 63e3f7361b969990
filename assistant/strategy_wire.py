"""The JSON of the strategy questions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.comparing import Comparison, Difference, Side
from assistant.strategy import Listed
from assistant.timeline import Event
from assistant.wire import MOST_CHARS, CitationOut
from ingest.dated import Precision


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ThemeOut(_Wire):
    """A theme of a document; ``score`` and ``evidence`` are of the query, if there was one."""

    id: str
    number: str | None
    title: str
    kind: str
    parent: str | None
    document_id: str
    organisation: str
    section: list[str]
    page: int | None
    start: int
    end: int
    fields: dict[str, list[CitationOut]]
    score: float | None
    evidence: list[CitationOut]

    @classmethod
    def of(cls, listed: Listed) -> ThemeOut:
        """From the assistant's own form."""
        held, theme = listed.held, listed.held.theme
        return cls(
            id=held.id, number=theme.number or None, title=theme.title, kind=theme.kind,
            parent=f"{held.document_id}:{theme.parent}" if theme.parent else None,
            document_id=held.document_id, organisation=held.metadata.organisation,
            section=list(theme.section), page=theme.page, start=theme.start, end=theme.end,
            fields={
                name: [CitationOut.of(one) for one in cited]
                for name, cited in listed.fields.items()
            },
            score=None if listed.score is None else round(listed.score, 3),
            evidence=[CitationOut.of(one) for one in listed.evidence],
        )  # fmt: skip


class ThemesOut(_Wire):
    """Themes: best first where there was a query, else in the documents' order."""

    themes: list[ThemeOut]


class EventOut(_Wire):
    """Something that has a date; ``start`` and ``end`` are ISO, inclusive, null where open."""

    start: str | None
    end: str | None
    precision: Precision
    expression: str
    label: str
    document_id: str
    organisation: str
    citation: CitationOut

    @classmethod
    def of(cls, event: Event) -> EventOut:
        """From the assistant's own form."""
        return cls(**{**vars(event), "citation": CitationOut.of(event.citation)})


class TimelineOut(_Wire):
    """Events by start, those without one first."""

    events: list[EventOut]


class CompareIn(_Wire):
    """A topic, and whom to set side by side; all organisations where nobody is named.

    Two documents need no topic.
    """

    topic: str = Field(default="", max_length=MOST_CHARS)
    organisations: list[str] | None = Field(default=None, max_length=100)
    documents: list[str] | None = Field(default=None, max_length=20)


class SideOut(_Wire):
    """What one side says of the topic; ``themes`` are ids, best first."""

    organisation: str
    document_ids: list[str]
    status: Literal["mentioned", "not_mentioned"]
    themes: list[str]
    summary: str
    citations: list[CitationOut]

    @classmethod
    def of(cls, side: Side) -> SideOut:
        """From the assistant's own form."""
        return cls(
            organisation=side.organisation, document_ids=list(side.document_ids),
            status="mentioned" if side.mentioned else "not_mentioned", themes=list(side.themes),
            summary=side.summary, citations=[CitationOut.of(one) for one in side.citations],
        )  # fmt: skip


class ChangeOut(_Wire):
    """What is new, changed or gone in the newer of two editions."""

    kind: Literal["new", "changed", "gone"]
    old: CitationOut | None
    new: CitationOut | None

    @classmethod
    def of(cls, change: Difference) -> ChangeOut:
        """From the assistant's own form."""
        return cls(
            kind=change.kind,
            old=CitationOut.of(change.old) if change.old else None,
            new=CitationOut.of(change.new) if change.new else None,
        )


class CompareOut(_Wire):
    """The sides, and what differs where they are two editions of one paper."""

    sides: list[SideOut]
    changes: list[ChangeOut]

    @classmethod
    def of(cls, found: Comparison) -> CompareOut:
        """From the assistant's own form."""
        return cls(
            sides=[SideOut.of(one) for one in found.sides],
            changes=[ChangeOut.of(one) for one in found.changes],
        )
