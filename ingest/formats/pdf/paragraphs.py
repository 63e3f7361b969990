"""Strips of one column to paragraphs and list items, by how the lines lie to one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.pdf.words import Strip
from ingest.words import Growing, finished, mend

_BULLET = re.compile(r"(?P<marker>[•●▪◦○■□◆◇►▶➢➤→✓✔»·‣⁃∙\-–—*])[ \t]+(?=\S)")
_COUNTED = re.compile(
    r"(?P<marker>\d{1,2}[.)]|[a-zæøå][.)]|[ivx]{1,4}[.)]|\([a-z0-9]{1,2}\))[ \t]+(?=\S)"
)
_ROUND = re.compile(r"(?P<marker>o)[ \t]+(?=\S)")
_ALONE = re.compile(r"[•●▪◦○■□◆◇►▶➢➤✓✔‣⁃∙]")
_FIRST = frozenset({"a", "1", "i"})
_LOOSE = 1.2
"""Lines further apart than so many times the usual distance are of two paragraphs."""
_TIGHT = 1.25
"""The usual distance in type sizes where too few lines tell it."""
_SLACK = 0.7
"""So many type sizes more than the next word needs must be free where a line was ended early."""

_OPEN_SLACK = 2.5
"""As much for a line that does not end as a sentence does."""

_BROKEN = 0.6
"""Lines that their author broke fill less than this of their column."""

Leading = Mapping[float, float]


@dataclass(slots=True)
class Block:
    """A paragraph, or a list item with its ``marker`` ("" for a paragraph)."""

    strips: list[Strip]
    right: float
    marker: str = ""
    hang: float = 0.0
    """Where an item's text begins."""
    text: Growing = field(default_factory=lambda: Growing(""))
    ended: bool = False
    """Whether its last line ends before the column does."""
    closed: bool = False
    """Whether it is a text with a heading of its own, which heads nothing else."""

    @property
    def first(self) -> Strip:
        """Its first line."""
        return self.strips[0]

    @property
    def last(self) -> Strip:
        """Its last line."""
        return self.strips[-1]

    @property
    def page(self) -> int:
        """Where it begins."""
        return self.first.page

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(strip.bold for strip in self.strips)

    @property
    def italic(self) -> bool:
        """Whether all of it is."""
        return all(strip.italic for strip in self.strips)

    def add(self, strip: Strip, right: float) -> None:
        """Let ``strip`` go on with it."""
        self.text.add(strip.text.replace("\t", " "), mend)
        self.strips.append(strip)
        self.right = right


def leading_of(columns: Iterable[Sequence[Strip]]) -> dict[float, float]:
    """How far baselines of each type size lie apart within paragraphs."""
    seen: dict[float, Counter[float]] = {}
    for strips in columns:
        for above, below in pairwise(strips):
            step = below.base - above.base
            if _alike(above.size, below.size) and 0.8 <= step / above.size <= 2.2:
                seen.setdefault(round(above.size), Counter())[round(2 * step) / 2] += 1
    return {size: _least(steps) for size, steps in seen.items() if sum(steps.values()) >= 4}


def _least(steps: Counter[float]) -> float:
    often = 0.2 * sum(steps.values())
    return min((step for step, count in steps.items() if count >= often),
               default=steps.most_common(1)[0][0])  # fmt: skip


def paragraphs(strips: Sequence[Strip], right: float, leading: Leading) -> list[Block]:
    """The paragraphs of one column, whose lines may reach to ``right``."""
    blocks: list[Block] = []
    for index, strip in enumerate(strips):
        below = strips[index + 1] if index + 1 < len(strips) else None
        last = blocks[-1] if blocks else None
        marker = _marker(strip, last)
        if last and not marker and _same(last, strip, below, leading):
            last.add(strip, right)
        elif last and not marker and _is_broken(last, strip, below, leading):
            last.text.add(strip.text, lambda left, more: f"{left}\n{more}")
            last.strips.append(strip)
        else:
            blocks.append(_begun(strip, right, marker))
    for block in blocks:
        block.ended = block.last.x1 < block.right - 0.15 * max(1.0, block.right - block.first.x0)
    return [block for block in blocks if block.text.text().strip()]


def _begun(strip: Strip, right: float, marker: re.Match[str] | None) -> Block:
    if marker is None:
        return Block([strip], right, text=Growing(strip.text.replace("\t", " ")))
    text = strip.text[marker.end() :].replace("\t", " ")
    hang = strip.words[1].x0 if len(strip.words) > 1 else strip.x0
    return Block([strip], right, marker["marker"], hang, Growing(text))


def _marker(strip: Strip, last: Block | None) -> re.Match[str] | None:
    """What marks a list item at the beginning of a line, where it is no part of a sentence."""
    found = _BULLET.match(strip.text) or _COUNTED.match(strip.text)
    if found is None and "courier" in strip.words[0].look.font.lower():
        found = _ROUND.match(strip.text)
    if found is None or len(strip.words) < 2 or _ALONE.match(found["marker"]):
        return found
    if last is None or last.marker or finished(last.text.tail) or "\t" in found[0]:
        return found
    moved = abs(strip.x0 - last.last.x0) > 0.5 * strip.size
    apart = strip.words[1].x0 - strip.words[0].x1 > 0.6 * strip.size
    early = last.last.x1 < 0.8 * last.right
    lower = strip.text[found.end() :][:1].islower()
    # What a sentence leads to goes on in small letters; its first item is set in.
    led = moved and found["marker"].strip("().") in _FIRST
    return found if apart or led or ((moved or early) and not lower) else None


def _same(block: Block, strip: Strip, below: Strip | None, leading: Leading) -> bool:
    """Whether ``strip`` goes on with ``block``."""
    above = block.last
    step = strip.base - above.base
    usual = leading.get(round(above.size), _TIGHT * above.size)
    if not _alike(above.size, strip.size) or not 0.3 * usual < step <= _LOOSE * max(
        usual, 1.05 * above.size
    ):
        return False
    if above.bold != strip.bold and _is_break(block, strip):
        return False
    if block.marker:
        return _in_item(block, strip)
    if _indented(block, strip, below):
        return False
    return not _ended_early(block, strip)


def _is_broken(block: Block, strip: Strip, below: Strip | None, leading: Leading) -> bool:
    """Whether ``strip`` is a short line below another one, as in an address or a signature."""
    above, size = block.last, strip.size
    usual = leading.get(round(size), _TIGHT * size)
    tight = 0.3 * usual < strip.base - above.base <= _LOOSE * usual
    wide = max(1.0, block.right - block.first.x0)
    short = all(line.x1 - line.x0 < _BROKEN * wide for line in (above, strip))
    plain = not (block.marker or above.bold or strip.bold) and _alike(above.size, size)
    ends = finished(block.text.tail) or finished(strip.text)
    follows = below is not None and below.base - strip.base <= _LOOSE * usual
    grows = follows and below is not None and below.x1 - below.x0 > _BROKEN * wide
    return tight and short and plain and not ends and not grows and above.x0 - strip.x0 < size


def _is_break(block: Block, strip: Strip) -> bool:
    # A bold sentence may end in the line where plain text goes on.
    whole = block.bold != strip.bold
    return whole and not strip.text[:1].islower()


def _in_item(block: Block, strip: Strip) -> bool:
    size = strip.size
    if strip.x0 < block.first.x0 - 0.3 * size:
        return False
    if strip.x0 > block.hang + 2.5 * size and strip.x0 > block.last.x0 + size:
        return False
    hung = block.hang - block.first.x0 > 0.7 * size
    if hung and strip.x0 < block.hang - 0.5 * size and not strip.text[:1].islower():
        return (
            len(block.strips) == 1
            and not _ended_early(block, strip)
            and not finished(block.text.tail)
        )
    return not _ended_early(block, strip)


def _indented(block: Block, strip: Strip, below: Strip | None) -> bool:
    """Whether a first line is set in from the lines around it."""
    size = strip.size
    if strip.text[:1].islower() or not finished(block.text.tail):
        return False
    step_in = strip.x0 - block.last.x0
    if step_in > 0.8 * size:
        return below is None or below.x0 < strip.x0 - 0.5 * size or len(block.strips) > 1
    return -step_in > 0.8 * size and len(block.strips) > 1


def _ended_early(block: Block, strip: Strip) -> bool:
    """Whether the next word would have fitted on the line above, had the text gone on."""
    above = block.last
    if strip.text[:1].islower() and not finished(block.text.tail):
        return False
    word = strip.words[0].x1 - strip.words[0].x0
    space = 0.3 * strip.size
    slack = _SLACK if finished(block.text.tail) else _OPEN_SLACK
    return above.x1 + space + word < block.right - slack * strip.size


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= 0.07 * max(one, other)


def goes_on(left: Block, right: Block) -> bool:
    """Whether ``right``, at the top of a column, goes on with ``left`` at the end of the last."""
    if right.marker or not _alike(left.last.size, right.first.size):
        return False
    tail = left.text.tail
    if left.bold != right.bold or finished(tail):
        return False
    if right.first.text[:1].islower():
        return True
    return not left.ended and not left.bold and len(left.text.text()) > 60
