"""The same draft with other sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.drafts.draft import Block, Bullets, Draft, Line, Paragraph, Sentence, Table

Change = Callable[[Sentence], Sentence]


def rewritten(draft: Draft, change: Change) -> Draft:
    """The draft with each sentence as ``change`` makes it."""
    parts = tuple(
        replace(part, blocks=tuple(_block(block, change) for block in part.blocks))
        for part in draft.parts
    )
    return replace(draft, parts=parts)


def _block(block: Block, change: Change) -> Block:
    def line(told: Line) -> Line:
        return tuple(change(one) for one in told)

    if isinstance(block, Paragraph):
        return Paragraph(line(block.line))
    if isinstance(block, Bullets):
        return Bullets(tuple(map(line, block.items)))
    return Table(block.heads, tuple(tuple(map(line, row)) for row in block.rows))
