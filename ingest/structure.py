"""Raw pieces to blocks: covers, headings with their levels, tables, lists, captions, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from ingest import headings
from ingest.blocks import Block, Caption, Heading, Item, Note, Paragraph
from ingest.cover import cover
from ingest.raw import Raw
from ingest.tables import Tables
from ingest.words import folded, last_sign

_LISTED = re.compile(r"(?P<marker>(?P<number>\d{1,2})[.)])\s+(?P<text>.+)")
_FEW_LISTED = 3
"""From so many on, lines numbered from 1 with nothing between are a list, whatever leads to it."""
_MOST_LISTED = 100
_NEAR = 50
"""So many pieces are looked at for a list's next item of the same depth."""
_TICKS = "☐☒☑"


@dataclass(frozen=True)
class Structured:
    """The blocks of a document and the title that it gives itself ("" where it gives none)."""

    title: str
    blocks: tuple[Block, ...]


def structure(raws: Sequence[Raw], contents: frozenset[str]) -> Structured:
    """Blocks in reading order; ``contents`` are the folded titles of a table of contents."""
    title, above, body = cover(list(raws), contents)
    builder = _Builder(body, contents)
    return Structured(title, (*above, *builder.run()))


@dataclass
class _Builder:
    raws: list[Raw]
    contents: frozenset[str]
    _at: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _open: list[tuple[Raw, int]] = field(default_factory=list)
    _tables: Tables = field(default_factory=Tables)

    def run(self) -> list[Block]:
        while self._at < len(self.raws):
            raw = self.raws[self._at]
            if raw.kind == "row":
                self._table()
                continue
            self._at += 1
            if raw.kind == "heading" and len(raw.text) <= headings.LONGEST:
                self._heading(raw, headings.marked_level(raw, self._open))
            elif raw.kind == "note":
                self._blocks.append(Note(raw.text, raw.page))
            elif raw.kind == "caption":
                kind = Caption if headings.says_nothing(raw.text) else Paragraph
                self._blocks.append(kind(raw.text, raw.page))
            elif raw.kind == "item":
                self._item(raw)
            else:
                self._text(raw)
        return self._blocks

    def _next(self) -> Raw | None:
        return self.raws[self._at] if self._at < len(self.raws) else None

    def _heading(self, raw: Raw, level: int) -> None:
        if raw.text:
            self._open = [pair for pair in self._open if pair[1] < level]
            self._open.append((raw, level))
            self._blocks.append(Heading(raw.text, level, raw.page))

    def _text(self, raw: Raw) -> None:
        below = self._next()
        titled = below is not None and below.kind == "row" and _is_title(raw)
        if headings.is_caption(raw.text) or (titled and not headings.numbered(raw.text)):
            self._blocks.append(Caption(raw.text, raw.page))
            return
        if listed := self._listed(raw):
            self._at += len(listed) - 1
            self._blocks += listed
            return
        level = headings.level_of(raw, self.contents)
        if level >= headings.BARE and _leads(below):
            level = 0
        if not level or below is None or self._empty(level, below):
            self._blocks.append(Paragraph(raw.text, raw.page))
            return
        self._heading(raw, self._settled(level, below))

    def _listed(self, raw: Raw) -> list[Item]:
        """The list that numbered lines make where each follows right upon the one before."""
        items: list[Item] = []
        for line in (raw, *islice(self.raws, self._at, self._at + _MOST_LISTED)):
            found = _LISTED.fullmatch(line.text) if line.kind == "text" else None
            heads = line.style in {"bold", "link"} or folded(line.text) in self.contents
            if found is None or heads or int(found["number"]) != len(items) + 1:
                break
            items.append(Item(found["text"], found["marker"], 0, line.page))
        above = self._blocks[-1] if self._blocks else None
        led = isinstance(above, Paragraph) and above.text.endswith(":")
        return items if len(items) >= (2 if led else _FEW_LISTED) else []

    def _empty(self, level: int, below: Raw) -> bool:
        """Whether a bare line leads to nothing: a stronger heading follows, or such lines alone.

        Two bare headings may stand above one another; more of them are lines of a text.
        """
        if level < headings.BARE:
            return False
        if level == headings.BARE and self._is_bare(0) and self._is_bare(1):
            return True
        stronger = headings.level_of(below, self.contents) if below.kind == "text" else 0
        return below.kind == "heading" or 0 < stronger < level

    def _is_bare(self, ahead: int) -> bool:
        at = self._at + ahead
        if at >= len(self.raws):
            return True
        raw = self.raws[at]
        return raw.kind == "text" and headings.level_of(raw, self.contents) == headings.BARE

    def _settled(self, level: int, below: Raw) -> int:
        # A bare heading right above another one holds it and its fellows.
        if level == headings.BARE and below.kind == "text":
            lower = headings.level_of(below, self.contents)
            return level - 5 if lower == headings.BARE else level
        return level

    def _item(self, raw: Raw) -> None:
        if self._numbers_a_heading(raw):
            whole = replace(raw, kind="text", text=f"{raw.marker} {raw.text}")
            if headings.level_of(whole, self.contents):
                self._text(whole)
                return
            self._blocks.append(Paragraph(whole.text, raw.page))
            return
        self._blocks.append(Item(raw.text, raw.marker, raw.level, raw.page))

    def _numbers_a_heading(self, raw: Raw) -> bool:
        """A list of one numbered item is a heading, or a sentence that begins with a date.

        Unless the list below goes on with its number ("1." above "1.1."): then it is an overview.
        """
        if not raw.marker[:1].isdigit() or raw.level or self._goes_on(raw):
            return False
        below = self._next()
        beside = [r for r in (self._beside(-1), self._beside(1)) if r is not None]
        if any(r.kind == "item" and r.marker[:1].isdigit() for r in beside):
            return False
        beside = [r for r in beside if r.kind == "item"]
        number = raw.marker.rstrip(".)") + "."
        overview = any(_overview_number(r.text, number) for r in beside)
        return not overview and (below is None or below.kind != "item" or below.level == 0)

    def _goes_on(self, raw: Raw) -> bool:
        """Whether an item is the next of a numbered list that items without number cut."""
        tail = takewhile(lambda block: isinstance(block, Item | Note), reversed(self._blocks))
        near = (block.marker for block in islice(tail, _NEAR) if isinstance(block, Item))
        before = next((marker for marker in near if marker[:1].isdigit()), "")
        numbers = [re.sub(r"\D+$", "", marker) for marker in (before, raw.marker)]
        return all(n.isdecimal() for n in numbers) and int(numbers[1]) == int(numbers[0]) + 1

    def _beside(self, step: int) -> Raw | None:
        """The nearest piece before or after the one at hand that is no note and no sub-item."""
        first = self._at - 1 + step
        for at in range(first, first + step * _NEAR, step):
            if not 0 <= at < len(self.raws):
                return None
            raw = self.raws[at]
            if raw.kind != "note" and not (raw.kind == "item" and raw.level):
                return raw
        return None

    def _table(self) -> None:
        first = self._at
        notes: list[Block] = []
        rows: list[Raw] = []
        while (raw := self._next()) is not None and raw.kind in {"row", "note"}:
            self._at += 1
            if raw.kind == "row":
                rows.append(raw)
            else:
                notes.append(Note(raw.text, raw.page))
        above = self._blocks[-1] if first and self._blocks else None
        caption = above.text if isinstance(above, Caption) else ""
        self._blocks += [*self._tables.build(rows, caption), *notes]


def _leads(below: Raw | None) -> bool:
    """Whether a line above ``below`` begins its sentence: "Udvalget", "a. godkender"."""
    return below is not None and below.kind == "item" and below.text[:1].islower()


def _is_title(raw: Raw) -> bool:
    short = "\n" not in raw.text and len(raw.text) <= 120
    return short and raw.text[0] not in _TICKS and last_sign(raw.text) not in ".:;,"


def _overview_number(text: str, number: str) -> bool:
    major = str(int(number[:-1]) - 1) + "." if number[:-1].isdecimal() else number
    return text.startswith((number, major))
