"""Raw rows to table rows: heads found, empty cells filled from above, cut rows joined.

A table that a converter spread over pages has its heads once, or again on each page; an empty
leading cell means "as above"; a row whose last cell alone is filled goes on with the row before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.blocks import Block, Caption, Item, Paragraph, Row
from ingest.forms import recorded
from ingest.raw import Raw
from ingest.words import Growing, continues, folded, mend

_FIGURE = re.compile(r"(?:bilags?)?figur\b", re.IGNORECASE)
_SENTENCE = re.compile(r"\s\S*\w{5}\.$")
"""A full stop behind a whole word of several; "Sagsnr." and "Mio. kr." are cut short by theirs."""
_ORDINAL = re.compile(r"\d{1,2}[.)]")
_PERSON = re.compile(r"[A-ZÆØÅ][a-zæøå.][\w.-]*(?: [A-ZÆØÅ][a-zæøå.][\w.-]*)+")
"""A name: in a head the words behind the first are small."""
_LONGER = 1.25
"""So much longer than all heads is the longest cell; the rows of a list are about as long."""
_HEAD_CHARS = 80
"""A head names a column; a cell longer than this says something."""
_TITLE_CHARS = 160
"""A row over the whole width that is longer says something itself."""
_AHEAD = 50
"""So many rows are looked at to tell a head from a row; a table of thousands is read once."""
_TOTALS = frozenset({"i alt", "ialt", "total", "sum", "gennemsnit", "samlet", "hovedtotal"})
_MOSTLY = 0.7
"""Share of rows that the naming column has a value of its own for; a group's column has fewer."""


@dataclass
class Tables:
    """Builds the rows of one document's tables; remembers heads over page breaks."""

    heads: tuple[str, ...] = ()
    _known: set[tuple[str, ...]] = field(default_factory=set)

    def build(self, rows: Sequence[Raw], caption: str) -> list[Block]:
        """Blocks of one run of rows under ``caption`` (or "").

        A figure that was set as a table is read by columns: its rows are no records.
        """
        grid = list(recorded([row for row in rows if any(row.cells)]))
        if grid and not self._continues(grid):
            self.heads = ()
        blocks = list(self._rows(grid, caption))
        if _FIGURE.match(caption):
            return list(_columns([block for block in blocks if isinstance(block, Row)]))
        return _keyed(blocks)

    def _continues(self, grid: list[Raw]) -> bool:
        """Whether the rows go on with the table above: "as above", and no heads of their own."""
        first = grid[0]
        if first.cells[0] or len(first.cells) != len(self.heads):
            return False
        return self._known_head(first) or not _names_columns(first, grid[1 : _AHEAD + 1])

    def _rows(self, grid: list[Raw], caption: str) -> Iterator[Block]:
        last: _Open | None = None
        above: Row | None = None
        only_lone = True
        for index, raw in enumerate(grid):
            if last and _goes_on(raw):
                last.add(raw)
                only_lone = False
                continue
            if last:
                yield last.row()
            last = None
            below = grid[index + 1 : index + _AHEAD + 1]
            if index and raw.table != grid[index - 1].table and not self._goes_on_from(raw):
                # A caption names the table that it stands at.
                caption = ""
            above = self._beginning(raw, grid, index, above)
            if self._is_head(raw, grid, index, fresh=only_lone and not self.heads):
                # The same heads again are a page's; other ones begin a table of its own.
                above = above if _key(raw.cells) == _key(self.heads) else None
                self.heads = raw.cells
                self._known.add(_key(raw.cells))
            elif raw.spans:
                above = None
                said = _spanning(raw)
                caption = said.text if isinstance(said, Caption) else caption
                yield said
            elif _lone(raw) and below and not below[0].cells[0]:
                # A row of one cell leads the group below, which says "as above" to it.
                above = self._emit(raw, None, caption)
            elif _lone(raw) and below and self._titles(below):
                caption = raw.cells[0]
                yield Caption(caption, raw.page)
            else:
                above = self._emit(raw, above, caption)
                last = _Open(above)
            only_lone = only_lone and _lone(raw)
        if last:
            yield last.row()

    def _beginning(self, raw: Raw, grid: list[Raw], index: int, above: Row | None) -> Row | None:
        """Forget the heads, and the row above, where a table of another width, or none, begins."""
        changed = not raw.table or len(raw.cells) != len(self.heads)
        if changed and _begins(grid, index) and (raw.table or index):
            self.heads = ()
            return None
        return above

    def _goes_on_from(self, raw: Raw) -> bool:
        """Whether a table is the rest of the one before, which the end of a page cut."""
        return len(raw.cells) == len(self.heads) and (self._known_head(raw) or not raw.cells[0])

    def _known_head(self, raw: Raw) -> bool:
        return _key(raw.cells) in self._known

    def _titles(self, below: list[Raw]) -> bool:
        """Whether a row of one cell above ``below`` is a table's title and not a row."""
        fresh = not self.heads and _names_columns(below[0], below[1:])
        return fresh or self._known_head(below[0])

    def _is_head(self, raw: Raw, grid: list[Raw], index: int, *, fresh: bool) -> bool:
        if self._known_head(raw):
            return True
        if raw.headed is not None:
            return raw.headed and _begins(grid, index) and _goes_below(grid, index)
        below = grid[index + 1 : index + _AHEAD + 1]
        fresh = fresh or (raw.table > 0 and _begins(grid, index))
        return fresh and bool(below) and _names_columns(raw, below)

    def _emit(self, raw: Raw, above: Row | None, caption: str) -> Row:
        width = max(len(raw.cells), len(self.heads))
        cells = [*raw.cells, *[""] * (width - len(raw.cells))]
        heads = (*self.heads, *[""] * (width - len(self.heads)))
        inherited = set(raw.inherited)
        first = next((folded(cell) for cell in cells if cell), "")
        above = None if first in _TOTALS else above
        for index, cell in enumerate(cells):
            if cell or above is None or index >= len(above.cells):
                break
            cells[index] = above.cells[index]
            inherited.add(index)
        return Row(heads, tuple(cells), frozenset(inherited), caption, page=raw.page)


def _spanning(raw: Raw) -> Caption | Paragraph:
    """A row over the whole width: the title of the rows below, or a remark among them."""
    text = raw.cells[0]
    return (Caption if len(text) <= _TITLE_CHARS else Paragraph)(text, raw.page)


def _keyed(blocks: list[Block]) -> list[Block]:
    """Rows with the column that tells them apart: the first whose cells are mostly their own."""
    rows = [block for block in blocks if isinstance(block, Row)]
    width = min((len(row.cells) for row in rows), default=0)
    own = [len({r.cells[i] for r in rows if r.cells[i]}) for i in range(width)]
    key = next((i for i, count in enumerate(own) if count >= _MOSTLY * len(rows)), 0)
    return [replace(b, key=key) if isinstance(b, Row) else b for b in blocks]


def _begins(grid: list[Raw], index: int) -> bool:
    return index == 0 or grid[index - 1].table != grid[index].table


def _goes_below(grid: list[Raw], index: int) -> bool:
    return index + 1 < len(grid) and grid[index + 1].table == grid[index].table


def _key(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded(cell) for cell in cells)


def _lone(raw: Raw) -> bool:
    return len(raw.cells) > 1 and bool(raw.cells[0]) and not any(raw.cells[1:])


def _goes_on(raw: Raw) -> bool:
    return not raw.spans and len(raw.cells) > 1 and bool(raw.cells[-1]) and not any(raw.cells[:-1])


class _Open:
    """A row whose last cell may go on in the rows below."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._last = Growing(row.cells[-1])

    def add(self, raw: Raw) -> None:
        self._last.add(raw.cells[-1], _joined)

    def row(self) -> Row:
        return replace(self._row, cells=(*self._row.cells[:-1], self._last.text().strip()))


def _joined(left: str, right: str) -> str:
    return mend(left, right) if continues(left, right) or not left else f"{left}\n{right}"


def _names_columns(raw: Raw, below: list[Raw]) -> bool:
    cells = [cell for cell in raw.cells if cell]
    short = all(len(c) <= _HEAD_CHARS and "\n" not in c and not _SENTENCE.search(c) for c in cells)
    if len(cells) < 2 or len(cells) < len(raw.cells) - 1 or not short:
        return False
    others = [cell for row in below for cell in row.cells if cell]
    longest = max((len(cell) for cell in others), default=0)
    wordy = not any(re.search(r"\d", cell) for cell in cells)
    figures = any(re.search(r"\d", cell) for cell in others)
    if any(_ORDINAL.fullmatch(cell) or _PERSON.fullmatch(cell) for cell in cells):
        return False
    return longest > _LONGER * max(map(len, cells)) or (wordy and figures)


def _columns(rows: list[Row]) -> Iterator[Block]:
    for index, head in enumerate(rows[0].heads if rows else ()):
        cells = [
            (row.cells[index], row.page)
            for row in rows
            if index not in row.inherited and row.cells[index]
        ]
        if cells:
            yield Paragraph(f"{head}:" if head else "", cells[0][1])
            yield from (Item(text, "-", 0, page) for text, page in cells)
