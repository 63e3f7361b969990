"""Citations numbered in the order in which a reader meets their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.drafts.draft import Block, Bullets, Line, Paragraph, Part, Table


@dataclass(frozen=True)
class Numbered:
    """Parts with their citations, both numbered anew."""

    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]


def in_order(parts: Sequence[Part], citations: Sequence[Citation]) -> Numbered:
    """The same, numbered from 1 in reading order; what no mark names is left out."""
    met = dict.fromkeys(
        mark for part in parts for line in part.lines() for one in line for mark in one.marks
    )
    numbers = {old: new for new, old in enumerate(met, 1)}
    known = {citation.number: citation for citation in citations}
    return Numbered(
        tuple(
            replace(part, blocks=tuple(_block(block, numbers) for block in part.blocks))
            for part in parts
        ),
        tuple(replace(known[old], number=new) for old, new in numbers.items()),
    )


def _block(block: Block, numbers: dict[int, int]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_line(block.line, numbers))
    if isinstance(block, Bullets):
        return Bullets(tuple(_line(item, numbers) for item in block.items))
    return Table(
        block.heads, tuple(tuple(_line(cell, numbers) for cell in row) for row in block.rows)
    )


def _line(line: Line, numbers: dict[int, int]) -> Line:
    return tuple(replace(one, marks=tuple(numbers[mark] for mark in one.marks)) for one in line)
