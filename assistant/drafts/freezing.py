"""Making a record: of a draft or an answer, with the state of the documents that it cites."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from assistant.answer import Answer, Citation
from assistant.asking import Asked
from assistant.drafts import markdown, plain_words, store
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Draft, Paper
from assistant.drafts.frozen import Made, Record, Said
from ingest.catalogue import Catalogue

SCHEMA = 1
_MARKS = re.compile(r"(?:\s*\[\d+\])+$")


@dataclass(frozen=True)
class Frame:
    """What a record says beside what it holds: its id, its time, and what made the text."""

    id: str
    frozen_at: str
    made: Made


def product() -> str:
    """The name and version of this program."""
    return f"Strategi {importlib.metadata.version('strategi')}"


def of_draft(draft: Draft, frame: Frame, catalogue: Catalogue) -> Record:
    """A draft as it is."""
    used = {mark for sentence in draft.sentences() for mark in sentence.marks}
    said = tuple(
        Said(one.text, one.origin, one.marks, one.missing, part.heading)
        for part in draft.parts
        for line in part.lines()
        for one in line
    )
    record = Record(
        SCHEMA, "draft", frame.id, frame.frozen_at, draft.title, _json(draft.asked),
        markdown.text(draft) + "\n", said,
        tuple(one for one in draft.citations if one.number in used), (), frame.made,
        draft.id, store.version(draft),
    )  # fmt: skip
    # As they were when the text was made of them: what has happened since shows when it is opened.
    known = {one.id: one for one in papers(record.citations, catalogue)}
    known |= {one.id: one for one in draft.papers}
    cited = dict.fromkeys(one.document_id for one in record.citations)
    return sealed(replace(record, documents=tuple(known[one] for one in cited if one in known)))


def of_answer(asked: Asked, answer: Answer, frame: Frame, catalogue: Catalogue) -> Record:
    """An answer with its question."""
    record = Record(
        SCHEMA, "answer", frame.id, frame.frozen_at, plain_words.clean(asked.question),
        _json(asked), answer.text, tuple(_told(answer.text)), answer.citations,
        tuple(papers(answer.citations, catalogue)), frame.made,
    )  # fmt: skip
    return sealed(record)


def papers(citations: Sequence[Citation], catalogue: Catalogue) -> Iterator[Paper]:
    """The documents that are cited, in order of use, as they are now."""
    entries = {entry.id: entry for entry in catalogue.entries()}
    for name in dict.fromkeys(citation.document_id for citation in citations):
        if entry := entries.get(name):
            known, source = entry.metadata, entry.source
            yield Paper(
                name, known.title, known.organisation, Path(source.path).name, source.sha256,
                digest(catalogue.text(name) or ""), entry.ingested_at,
            )  # fmt: skip


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(record: Record) -> Record:
    """The record with its own hash."""
    return replace(record, sha256=seal(asdict(record)))


def seal(found: store.Json) -> str:
    """The hash that a record's JSON should have."""
    rest = {name: value for name, value in found.items() if name != "sha256"}
    return hashlib.sha256(store.canonical(rest)).hexdigest()


def _json(asked: Asked | DraftAsked) -> store.Json:
    """What was asked for, as it is when it has been read again."""
    found: store.Json = json.loads(store.canonical(asdict(asked)))
    return found


def _told(text: str) -> Iterator[Said]:
    """The lines of an answer: one with marks states something, another is the assistant's own."""
    for line in text.splitlines():
        words = _MARKS.sub("", line).strip()
        if words:
            marks = plain_words.numbers(line[len(_MARKS.sub("", line)) :])
            yield Said(words.removeprefix("- "), "cited" if marks else "remark", marks)
