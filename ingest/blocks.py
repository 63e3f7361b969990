"""What every reader makes of a file: blocks in reading order, before they have a place in a text.

A reader knows its format; what is true of all formats (rows and sentences that a page break cut,
footnotes, section levels) is done once, on blocks, by the stages that follow.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` counts from 1 and is only compared with its neighbours'."""

    text: str
    level: int
    page: int | None = None


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in ``text`` is one that the author meant."""

    text: str
    page: int | None = None


@dataclass(frozen=True)
class Item:
    """One item of a list with its marker ("-", "a.", "3."), nested ``depth`` deep from 0."""

    text: str
    marker: str = "-"
    depth: int = 0
    page: int | None = None


@dataclass(frozen=True)
class Row:
    """One table row. ``cells`` are as wide as ``heads``; ``inherited`` are those from above.

    ``key`` is the column that names the table's rows.
    """

    heads: tuple[str, ...]
    cells: tuple[str, ...]
    inherited: frozenset[int] = frozenset()
    caption: str = ""
    key: int = 0
    page: int | None = None


@dataclass(frozen=True)
class Note:
    """A footnote, moved behind the paragraph that it annotates."""

    text: str
    page: int | None = None


@dataclass(frozen=True)
class Caption:
    """A caption or source line of a figure or table: in the text, never a passage."""

    text: str
    page: int | None = None


Block = Heading | Paragraph | Item | Row | Note | Caption
