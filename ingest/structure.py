"""Raw pieces to blocks: covers, headings with their levels, tables, lists, captions, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from ingest import headings
from ingest.blocks import Block, Caption, Heading, Item, Note, Paragraph
from ingest.raw import Raw
from ingest.tables import Tables
from ingest.words import finished, folded, unmarked

_COVER_CHARS = 90
_COVER_LINES = 6
_LISTED = re.compile(r"(?P<marker>(?P<number>\d{1,2})[.)])\s+(?P<text>.+)")
_FEW_LISTED = 3
"""From so many on, lines numbered from 1 with nothing between are a list, whatever leads to it."""
_MOST_LISTED = 100
_NEAR = 50
"""So many pieces are looked at for a list's next item of the same depth."""
_TICKS = "☐☒☑"
_NAMES = 4
"""So many lines of a cover may make its title."""


@dataclass(frozen=True)
class Structured:
    """The blocks of a document and the title that it gives itself ("" where it gives none)."""

    title: str
    blocks: tuple[Block, ...]


def structure(raws: Sequence[Raw], contents: frozenset[str]) -> Structured:
    """Blocks in reading order; ``contents`` are the folded titles of a table of contents."""
    title, cover, body = _cover(list(raws), contents)
    builder = _Builder(body, contents)
    return Structured(title, (*cover, *builder.run()))


def _cover(raws: list[Raw], contents: frozenset[str]) -> tuple[str, list[Block], list[Raw]]:
    """The title, what else stands on the cover, and the rest.

    The title heading is the document's, not a section's: it would only repeat the title in the
    path of every place. A cover has something below it; a file of short lines is all text.
    """
    headed = _is_titled(raws)
    if not raws or not (headed or raws[0].kind == "text"):
        return "", [], raws
    end = 1 if headed else 0
    while end < min(len(raws), _COVER_LINES) and _on_cover(raws[end:], contents, started=end > 0):
        end += 1
    if end == len(raws) or (end == _COVER_LINES and _on_cover(raws[end:], contents, started=True)):
        title = " ".join(raws[0].text.split())
        # A line that nothing follows says all that there is, and must be found.
        kept = 1 if headed or len(raws) > 1 else 0
        return title, [_caption(raw) for raw in raws[:kept]], raws[kept:]
    names = raws[:1] if headed else _names(raws[:end])
    title = " ".join(" ".join(raw.text for raw in names).split())
    return title, [_cover_block(raw, title) for raw in raws[:end]], raws[end:]


def _is_titled(raws: list[Raw]) -> bool:
    """Whether the first heading holds all others."""
    if not raws or raws[0].kind != "heading":
        return False
    return not any(r.kind == "heading" and r.level <= raws[0].level for r in raws[1:])


def _names(cover: list[Raw]) -> list[Raw]:
    """The lines of a cover without mark-up that make the title: up to one that says something."""
    lines = [raw for raw in cover if not (headings.is_date(raw.text) or _is_sender(raw.text))]
    lines = lines or cover
    rest = lines[1:_NAMES]
    return [*lines[:1], *takewhile(lambda raw: not headings.states(raw.text), rest)]


def _on_cover(rest: list[Raw], contents: frozenset[str], *, started: bool) -> bool:
    raw, below = rest[0], rest[1] if len(rest) > 1 else None
    short = raw.kind == "text" and len(raw.text) <= _COVER_CHARS and _last(raw.text) not in ".:?!"
    if not short or headings.number_of(raw.text) or folded(raw.text) in contents:
        return False
    if started and (":" in raw.text or (below is not None and below.kind == "row")):
        return False
    # The last short line before running text is its heading, unless it is the very first line.
    level = 0 if _is_sender(raw.text) else headings.level_of(raw, contents)
    if not started or not level or below is None or below.kind == "heading":
        return True
    said = level < headings.BARE and below.kind == "text" and finished(below.text)
    return not said and len(below.text) <= _COVER_CHARS


def _cover_block(raw: Raw, title: str) -> Block:
    """A cover's line: a passage unless the title, a date or the organisation is all it says."""
    told = set(folded(title).split())
    if raw.kind == "text" and headings.labelled(raw.text):
        return Paragraph(raw.text, raw.page)
    if headings.is_date(raw.text) or _is_sender(raw.text) or set(folded(raw.text).split()) <= told:
        return _caption(raw)
    return Paragraph(raw.text, raw.page)


def _is_sender(text: str) -> bool:
    return bool(re.fullmatch(r"\S+ kommune", text, re.IGNORECASE))


def _caption(raw: Raw) -> Caption:
    return Caption(raw.text, raw.page)


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


def _is_title(raw: Raw) -> bool:
    short = "\n" not in raw.text and len(raw.text) <= 120
    return short and raw.text[0] not in _TICKS and _last(raw.text) not in ".:;,"


def _last(text: str) -> str:
    return unmarked(text)[-1:] or text[-1:]


def _overview_number(text: str, number: str) -> bool:
    major = str(int(number[:-1]) - 1) + "." if number[:-1].isdecimal() else number
    return text.startswith((number, major))
