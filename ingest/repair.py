"""What page ends broke, mended on blocks: sentences joined, footnotes moved behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.blocks import Block, Caption, Item, Note, Paragraph
from ingest.words import Growing, continues


def repair(blocks: Iterable[Block]) -> list[Block]:
    """``blocks`` with each sentence whole. Notes and captions that cut one follow it."""
    done: list[Block] = []
    # The last block that is no note or caption, and its text where it may be left open.
    place, text = 0, None
    for block in blocks:
        if isinstance(block, Paragraph) and text and continues(text.tail, block.text):
            text.add(block.text)
            continue
        done.append(block)
        if not isinstance(block, Note | Caption):
            _close(done, place, text)
            place = len(done) - 1
            text = Growing(block.text) if isinstance(block, Paragraph | Item) else None
    _close(done, place, text)
    return done


def _close(done: list[Block], place: int, text: Growing | None) -> None:
    left = done[place] if text else None
    if text and isinstance(left, Paragraph | Item):
        done[place] = replace(left, text=text.text())
