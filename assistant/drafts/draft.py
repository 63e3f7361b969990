"""A draft: a title and parts, of sentences that each know what they rest on.

One form for all that is made of it: page, Markdown, Word, PDF and the record of a case. Texts are
plain, without Markdown and without marks; who writes them out escapes them for his format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation
from assistant.drafts.asked import DraftAsked

Origin = Literal["cited", "own", "remark"]
PartName = Literal["background", "changes", "done", "status", "next", "open"]


@dataclass(frozen=True)
class Sentence:
    """A sentence, a name, or what a table's cell says.

    ``marks`` are numbers of the draft's citations. ``origin`` is "cited" for the documents' own
    statements, "own" for what somebody wrote by hand, "remark" for what the assistant says of the
    documents ("Dokumenterne nævner ingen frister."), which states nothing and needs no source.
    ``strong`` is a name that the sentences after it are about. ``missing`` says what no source of
    the sentence carries, "" where they carry it all.
    """

    text: str
    marks: tuple[int, ...] = ()
    origin: Origin = "cited"
    strong: bool = False
    missing: str = ""


Line = tuple[Sentence, ...]
"""Sentences that stand in one paragraph, item or cell."""


@dataclass(frozen=True)
class Paragraph:
    """Sentences that follow one another; a remark stands alone, or leads them in ("Før:")."""

    line: Line


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """Measures and their status; every row has a cell for each of ``heads``."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Bullets | Table


@dataclass(frozen=True)
class Part:
    """A part of the draft under its heading."""

    name: PartName
    heading: str
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[Line]:
        """Every paragraph, item and cell, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.line
            elif isinstance(block, Bullets):
                yield from block.items
            else:
                yield from (cell for row in block.rows for cell in row)


@dataclass(frozen=True)
class Paper:
    """A cited document as it was; hashes are SHA-256 in hexadecimal, of file and canonical text."""

    id: str
    title: str
    organisation: str
    file: str
    file_sha256: str
    text_sha256: str
    ingested_at: str


@dataclass(frozen=True)
class Draft:
    """``byline`` says whose, for whom, when and of which papers; ``made`` is an ISO time (UTC).

    ``citations`` are numbered in order of use; the number of one that is no longer used is not
    given to another. ``papers`` are the cited documents as they were when the draft was made.
    """

    id: str
    title: str
    byline: str
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    asked: DraftAsked
    made: str
    mode: str = "extractive"
    papers: tuple[Paper, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in reading order."""
        for part in self.parts:
            for line in part.lines():
                yield from line

    @property
    def unsupported(self) -> tuple[str, ...]:
        """The sentences that no source carries."""
        return tuple(one.text for one in self.sentences() if one.missing)

    @property
    def edited(self) -> bool:
        """Whether somebody has written in it by hand."""
        return any(one.origin == "own" for one in self.sentences())
