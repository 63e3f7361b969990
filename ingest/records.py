"""What the catalogue takes in and gives out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest import analysis
from ingest.dated import Dated
from ingest.document import Document, Metadata
from ingest.passages import Passage
from ingest.theme import Theme

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Source:
    """Where a document came from and what it was made with.

    ``folder`` is the folder whose reading found it; ``origin`` is "folder" or "upload";
    ``recipe`` names everything beside the file that its passages and vectors depend on.
    """

    path: str
    folder: str
    origin: str
    sha256: str
    recipe: str


@dataclass(frozen=True)
class Entry:
    """One line of the manifest: a document without its text."""

    id: str
    metadata: Metadata
    source: Source
    warnings: tuple[str, ...]
    ingested_at: str
    passages: int


@dataclass(frozen=True)
class Prepared:
    """A document that is ready to be written: read, cut and embedded.

    ``vectors`` has a row a passage; ``digests`` name what each row was embedded from; ``terms``
    are those of its breadcrumb and of its words, counted before so that no reader waits for it.
    """

    id: str
    metadata: Metadata
    source: Source
    document: Document
    passages: tuple[Passage, ...]
    digests: tuple[str, ...]
    terms: tuple[Terms, ...]
    vectors: Vectors
    ingested_at: str
    themes: tuple[Theme, ...] = ()
    dates: tuple[Dated, ...] = ()


@dataclass(frozen=True)
class Held:
    """A theme with the document that holds it."""

    document_id: str
    metadata: Metadata
    theme: Theme

    @property
    def id(self) -> str:
        """The theme's public name; stable while its document calls it the same."""
        return f"{self.document_id}:{self.theme.key}"


@dataclass(frozen=True)
class Timed:
    """A date or period with the document that it stands in."""

    document_id: str
    metadata: Metadata
    dated: Dated


@dataclass(frozen=True)
class Hit:
    """A passage as it is found: its place, its words, and whose they are."""

    rowid: int
    number: int
    document_id: str
    metadata: Metadata
    path: tuple[str, ...]
    label: str
    kind: str
    page: int | None
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """The passage's public name; stable while its document stays as it is."""
        return f"{self.document_id}:{self.number}"

    @property
    def breadcrumb(self) -> str:
        """Organisation, title, headings and label: what a slice does not say of itself."""
        return breadcrumb(self.metadata, self.path, self.label)

    @property
    def embedded_text(self) -> str:
        """What the passage is embedded from."""
        return f"{self.breadcrumb}\n{self.text}"


def breadcrumb(metadata: Metadata, path: Sequence[str], label: str) -> str:
    """What stands above a passage, outermost first, for embedding and lexical search."""
    parts = [metadata.organisation, metadata.title, *path, label]
    return " > ".join(part for part in parts if part)


@dataclass(frozen=True)
class Terms:
    """What lexical search finds a passage by: stems and grams of its breadcrumb and its words."""

    head: str
    body: str
    head_grams: str
    body_grams: str

    @classmethod
    def of(cls, head: str, body: str) -> Terms:
        """The terms of a breadcrumb and of the words below it."""
        found = [split(text) for split in (analysis.stems, analysis.grams) for text in (head, body)]
        return cls(*(" ".join(terms) for terms in found))


def index_terms(metadata: Metadata, text: str, passage: Passage) -> Terms:
    """The terms of one passage of ``text``."""
    head = breadcrumb(metadata, passage.path, passage.label)
    return Terms.of(head, text[passage.start : passage.end])
