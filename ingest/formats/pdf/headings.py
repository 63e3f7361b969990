"""Which blocks of a PDF are headings, and how deep, by their type against that of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.formats.pdf.file import Title
from ingest.formats.pdf.paragraphs import Block
from ingest.formats.pdf.words import Strip
from ingest.words import folded

_LARGER = 1.1
_LONGEST = 160
_MOST_LEVELS = 4
"""Deeper ones are told no better by their type than by their words."""
_QUOTES = '»«”“„"'
_SAME = 0.6
"""Sizes that differ by less than this, in points, are one."""

Style = tuple[float, bool]
Entry = tuple[str, int | None]


@dataclass(frozen=True)
class Headings:
    """Levels by size and weight of type, and by title where the file has an outline."""

    body: float
    levels: dict[Style, int]
    titles: dict[Entry, int]

    def level(self, block: Block) -> int:
        """The level of ``block`` from 1, or 0 where it is no heading."""
        if block.marker and not block.marker[:1].isalnum():
            return 0
        text = _text(block)
        if len(text) <= _LONGEST and (known := self.titles.get((folded(text), block.page), 0)):
            return known
        return self.levels.get(_style(block), 0) if _could_be(block, self.body) else 0


def body_size(strips: Iterable[Strip], otherwise: float = 11.0) -> float:
    """The type size that most characters have."""
    sizes: Counter[float] = Counter()
    for strip in strips:
        sizes[round(strip.size * 2) / 2] += len(strip.text)
    return sizes.most_common(1)[0][0] if sizes else otherwise


def headings(blocks: Sequence[Block], body: float, outline: Sequence[Title]) -> Headings:
    """How headings are told in a document of ``blocks``."""
    styles: dict[Style, list[Block]] = {}
    for block in blocks:
        if block.first.size >= _LARGER * body:
            styles.setdefault(_style(block), []).append(block)
    used = [style for style, of_it in styles.items() if _names(of_it, body)]
    levels = _levels(sorted(used, key=lambda style: (-style[0], not style[1])))
    titles = {(folded(t.text), t.page): t.level for t in outline if folded(t.text)}
    return Headings(body, levels, _aligned(levels, titles, blocks))


def _levels(styles: list[Style]) -> dict[Style, int]:
    found: dict[Style, int] = {}
    level = 0
    above: Style | None = None
    for style in styles:
        if above is None or above[0] - style[0] > _SAME or above[1] != style[1]:
            level += 1
        found[style] = min(level, _MOST_LEVELS)
        above = style
    return found


def _aligned(
    levels: dict[Style, int], titles: dict[Entry, int], blocks: Sequence[Block]
) -> dict[Entry, int]:
    """Titles of the outline at the level of their type; at the outline's own where it has none.

    An outline counts from its first title, a page from its largest type: what both know says how
    far these lie apart.
    """
    seen: Counter[int] = Counter()
    style_of: dict[Entry, int] = {}
    for block in blocks:
        key = (folded(_text(block)), block.page)
        if key in titles and (level := levels.get(_style(block), 0)):
            style_of[key] = level
            seen[level - titles[key]] += 1
    shift = seen.most_common(1)[0][0] if seen else 0
    consistent = sum(seen.values()) - seen[shift] <= 0.2 * sum(seen.values())
    return {
        key: max(1, level + shift) if consistent else style_of.get(key, max(1, level + shift))
        for key, level in titles.items()
    }


def _names(blocks: list[Block], body: float) -> bool:
    """Whether blocks of one style name things; large type that runs on is an introduction."""
    could = sum(_could_be(block, body) for block in blocks)
    return 2 * could >= len(blocks)


def _could_be(block: Block, body: float) -> bool:
    text = _text(block)
    stops = text.endswith((".", ",", ";")) and len(text.split()) > 4
    return (
        block.first.size >= _LARGER * body
        and len(text) <= _LONGEST
        and not stops
        and text[:1] not in _QUOTES
        and any(letter.isalpha() for letter in text)
    )


def _style(block: Block) -> Style:
    return (round(block.first.size * 2) / 2, block.bold)


def _text(block: Block) -> str:
    text = block.text.text().strip()
    return f"{block.marker} {text}" if block.marker else text
