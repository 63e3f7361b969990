"""A draft or an answer as it was, for the case file: one JSON object that explains itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assistant.answer import Citation
from assistant.drafts.draft import Origin, Paper

Kind = Literal["draft", "answer"]
State = Literal["same", "moved", "changed", "gone"]


@dataclass(frozen=True)
class Said:
    """A sentence with what it rests on; ``part`` is the heading that it stands under."""

    text: str
    origin: Origin
    marks: tuple[int, ...]
    missing: str = ""
    part: str = ""


@dataclass(frozen=True)
class Made:
    """What it was made with; ``language_model`` is None where there was none."""

    product: str
    embedding_model: str
    language_model: str | None
    mode: str
    settings: dict[str, str]


@dataclass(frozen=True)
class Record:
    """``asked`` is what was asked for, ``text`` Markdown, times ISO in UTC.

    ``documents`` are those that are cited and were there. ``source`` and ``source_version`` are of
    the draft that was frozen, "" for an answer. ``sha256`` is of the record's canonical JSON (keys
    in order, no spaces, UTF-8) without itself: it shows a slip or a change by hand, and not what
    somebody has changed who computed it anew.
    """

    schema: int
    kind: Kind
    id: str
    frozen_at: str
    title: str
    asked: dict[str, object]
    text: str
    sentences: tuple[Said, ...]
    citations: tuple[Citation, ...]
    documents: tuple[Paper, ...]
    made: Made
    source: str = ""
    source_version: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class CitationNow:
    """How a source reads today.

    "same": the quote stands where it stood. "moved": it stands elsewhere in the document, from
    ``start``. "changed": the document is there, the quote is not. "gone": no such document is.
    """

    number: int
    state: State
    start: int | None = None


@dataclass(frozen=True)
class PaperNow:
    """Whether a document is there, and whether its file and its text are what they were."""

    id: str
    there: bool
    same_file: bool
    same_text: bool


@dataclass(frozen=True)
class Opened:
    """A record, whether it is as it was written, and how its sources read today.

    ``found`` is its JSON as it is kept.
    """

    record: Record
    intact: bool
    citations: tuple[CitationNow, ...]
    documents: tuple[PaperNow, ...]
    found: dict[str, object] = field(default_factory=dict)
