"""The JSON of the API. Inside, the same things are frozen dataclasses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer, Citation, Place
from assistant.asking import Asked
from assistant.library import Opened
from assistant.question import Turn
from assistant.retrieval import Found
from assistant.scope import Filters
from assistant.service import Service
from ingest.catalogue import Entry

MOST_CHARS = 4000
Words = Annotated[str, Field(min_length=1, max_length=MOST_CHARS)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TurnIn(_Wire):
    """One turn of a conversation, oldest first in its list."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class FiltersIn(_Wire):
    """What to narrow a search to; each field may be left out."""

    documents: list[str] | None = None
    organisations: list[str] | None = None
    kinds: list[str] | None = None
    years: list[int] | None = None

    def inside(self) -> Filters:
        """The same as the assistant takes it."""
        return Filters(
            tuple(self.documents or ()), tuple(self.organisations or ()),
            tuple(self.kinds or ()), tuple(self.years or ()),
        )  # fmt: skip


class SearchIn(_Wire):
    """A search for passages."""

    query: Words
    limit: int = Field(default=10, ge=1, le=100)
    filters: FiltersIn | None = None
    history: list[TurnIn] | None = Field(default=None, max_length=200)

    def asked(self) -> Asked:
        """The same as the assistant takes it."""
        return Asked(self.query, _turns(self.history), "", _filters(self.filters))


class AskIn(_Wire):
    """A question."""

    question: Words
    history: list[TurnIn] | None = Field(default=None, max_length=200)
    organisation: str | None = Field(default=None, max_length=200)
    filters: FiltersIn | None = None
    mode: Literal["extractive", "llm"] | None = None
    stream: bool = False

    def asked(self) -> Asked:
        """The same as the assistant takes it."""
        return Asked(
            self.question, _turns(self.history), self.organisation or "", _filters(self.filters)
        )


class CitationOut(_Wire):
    """``quote == text[start:end]`` of the document's canonical text."""

    number: int
    document_id: str
    title: str
    organisation: str
    section: list[str]
    page: int | None
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, citation: Citation) -> CitationOut:
        """From the assistant's own form."""
        return cls(**{**vars(citation), "section": list(citation.section)})


class PlaceOut(_Wire):
    """A place that is near what was asked."""

    document_id: str
    title: str
    section: list[str]
    page: int | None
    start: int
    end: int

    @classmethod
    def of(cls, place: Place) -> PlaceOut:
        """From the assistant's own form."""
        return cls(**{**vars(place), "section": list(place.section)})


class AskOut(_Wire):
    """An answer in Markdown, its citations, and where none is found the nearest places."""

    status: Literal["answered", "partial", "not_found"]
    answer: str
    citations: list[CitationOut]
    nearest: list[PlaceOut]
    mode: str
    took_ms: float

    @classmethod
    def of(cls, answer: Answer, took_ms: float) -> AskOut:
        """From the assistant's own form."""
        return cls(
            status=answer.status, answer=answer.text, mode=answer.mode, took_ms=round(took_ms, 1),
            citations=[CitationOut.of(c) for c in answer.citations],
            nearest=[PlaceOut.of(p) for p in answer.nearest],
        )  # fmt: skip


class TokenOut(_Wire):
    """A piece of an answer that is being streamed."""

    text: str


class CitationsOut(_Wire):
    """The citations of a streamed answer."""

    citations: list[CitationOut]


class PassageOut(_Wire):
    """A passage that was found; ``score`` orders the passages of one search."""

    id: str
    document_id: str
    title: str
    organisation: str
    section: list[str]
    page: int | None
    start: int
    end: int
    text: str
    score: float

    @classmethod
    def of(cls, found: Found) -> PassageOut:
        """From the assistant's own form."""
        hit = found.hit
        return cls(
            id=hit.id, document_id=hit.document_id, title=hit.metadata.title,
            organisation=hit.metadata.organisation, section=list(hit.path), page=hit.page,
            start=hit.start, end=hit.end, text=hit.text, score=round(found.score, 4),
        )  # fmt: skip


class SearchOut(_Wire):
    """Passages, best first."""

    passages: list[PassageOut]
    took_ms: float


class DocumentOut(_Wire):
    """A document without its text."""

    id: str
    title: str
    organisation: str
    kind: str
    period: str
    published: str
    source: str
    sha256: str
    passages: int
    warnings: list[str]
    ingested_at: str

    @classmethod
    def of(cls, entry: Entry) -> DocumentOut:
        """From the catalogue's own form."""
        return cls(**_document(entry))


class CorrectionIn(_Wire):
    """What is to be put right of a document: what is left out stays, "" goes back.

    ``period`` is "2022" or "2022-2026", ``published`` "2024", "2024-09" or "2024-09-30".
    """

    title: str | None = None
    organisation: str | None = None
    kind: str | None = None
    period: str | None = None
    published: str | None = None

    def given(self) -> dict[str, str]:
        """Only what is to change."""
        return self.model_dump(exclude_none=True)


class ProgressOut(_Wire):
    """How far the reading of an upload is, in pages, slides or sheets."""

    done: int
    of: int


class SectionOut(_Wire):
    """A section: the headings above it and its span."""

    path: list[str]
    page: int | None
    start: int
    end: int


class DocumentTextOut(DocumentOut):
    """A document with its canonical text and its sections."""

    text: str
    sections: list[SectionOut]

    @classmethod
    def opened(cls, opened: Opened) -> DocumentTextOut:
        """From the library's own form."""
        sections = [
            SectionOut(path=list(s.path), page=s.page, start=s.start, end=s.end)
            for s in opened.sections
        ]
        return cls(**_document(opened.entry), text=opened.text, sections=sections)


class DocumentsOut(_Wire):
    """Every document."""

    documents: list[DocumentOut]


class StatusOut(_Wire):
    """The state of the index; ``health`` is "ok", "empty", or what is wrong and what to do.

    ``model`` embeds passages, ``language_model`` writes answers, "" where none does.
    """

    documents: list[DocumentOut]
    passages: int
    model: str
    language_model: str
    data: str
    index_bytes: int
    mended: str
    health: str

    @classmethod
    def of(cls, service: Service) -> StatusOut:
        """Of an open service."""
        entries, index = service.library.entries(), service.index
        return cls(
            documents=[DocumentOut.of(entry) for entry in entries],
            passages=sum(entry.passages for entry in entries),
            model=index.embedder.fingerprint, language_model=service.answering.model,
            data=str(index.folder), index_bytes=index.size(),
            mended=index.dense.mended, health=index.unusable or ("ok" if entries else "empty"),
        )  # fmt: skip


class Problem(BaseModel):
    """RFC 9457; ``detail`` says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def _filters(given: FiltersIn | None) -> Filters:
    return (given or FiltersIn()).inside()


def _turns(given: list[TurnIn] | None) -> tuple[Turn, ...]:
    return tuple(Turn(turn.role, turn.content) for turn in given or ())


def _document(entry: Entry) -> dict[str, Any]:
    metadata = entry.metadata
    return {
        "id": entry.id, "title": metadata.title, "organisation": metadata.organisation,
        "kind": metadata.kind, "period": metadata.period, "published": metadata.published,
        "source": entry.source.path, "sha256": entry.source.sha256, "passages": entry.passages,
        "warnings": list(entry.warnings), "ingested_at": entry.ingested_at,
    }  # fmt: skip
