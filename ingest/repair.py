"""What page ends broke, mended on blocks: sentences joined, footnotes moved behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.blocks import Block, Caption, Item, Note, Paragraph
from ingest.words import continues, mend


def repair(blocks: Iterable[Block]) -> list[Block]:
    """``blocks`` with each sentence whole. Notes and captions that cut one follow it."""
    done: list[Block] = []
    for block in blocks:
        place = _open_sentence(done, block)
        if place is None:
            done.append(block)
            continue
        left = done[place]
        if isinstance(left, Paragraph | Item) and isinstance(block, Paragraph):
            done[place] = replace(left, text=mend(left.text, block.text))
    return done


def _open_sentence(done: list[Block], block: Block) -> int | None:
    """Index of the block whose sentence ``block`` goes on with, or None."""
    if not isinstance(block, Paragraph):
        return None
    for index in range(len(done) - 1, -1, -1):
        left = done[index]
        if isinstance(left, Note | Caption):
            continue
        if isinstance(left, Paragraph | Item) and continues(left.text, block.text):
            return index
        return None
    return None
