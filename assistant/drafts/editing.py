"""What a person changes by hand in a draft, and what the page shows for it.

A sentence that reads as one of the draft's keeps its kind and its sources, wherever it has been
moved and whatever became of its marks. Every other sentence is the writer's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from assistant.drafts import plain_words
from assistant.drafts.draft import (
    Block,
    Bullets,
    Draft,
    Line,
    Paragraph,
    Part,
    PartName,
    Table,
)
from assistant.drafts.recognising import Known
from ingest.errors import StrategiError

Rows = tuple[tuple[str, ...], ...]
Piece = tuple[str, ...]
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
MOST_TITLE = 300
MOST_TEXT = 50_000
MOST_CELL = 5_000
MOST_ROWS = 500


class BadEdit(StrategiError):
    """A change that the draft cannot take: too long, or of a part that it has not."""


@dataclass(frozen=True)
class EditedPart:
    """``text`` is the part as ``plain`` gives it, ``rows`` its table as ``cells`` does.

    What is None stays as it is.
    """

    text: str | None = None
    rows: Rows | None = None


@dataclass(frozen=True)
class Edit:
    """What was changed; a title of None and parts that are not named stay as they are."""

    title: str | None = None
    parts: Mapping[PartName, EditedPart] = field(default_factory=dict)


def plain(part: Part) -> str:
    """Paragraphs and lists of a part as a person edits them, without its table.

    Paragraphs stand apart by an empty line, list items begin with "- ", a sentence's marks stand
    behind it as ``[3]``. A remark is a paragraph of its own.
    """
    return "\n\n".join(_shown(block) for block in part.blocks if not isinstance(block, Table))


def cells(part: Part) -> Rows:
    """The rows of a part's table in the same form; none where it has no table."""
    table = _table(part)
    rows = table.rows if table else ()
    return tuple(tuple(plain_words.line(cell) for cell in row) for row in rows)


def edited(draft: Draft, edit: Edit) -> Draft:
    """The draft with a person's changes. A part may be left empty.

    Raises:
        BadEdit: it is too long, or of a part or table that the draft has not.
    """
    for name in edit.parts:
        if all(part.name != name for part in draft.parts):
            raise BadEdit(f"Udkastet har ingen del, der hedder {name!r}. Åbn det igen.")
    title = draft.title if edit.title is None else _titled(edit.title)
    parts = tuple(
        _part(part, edit.parts[part.name], draft) if part.name in edit.parts else part
        for part in draft.parts
    )
    return replace(draft, title=title, parts=parts)


def _titled(title: str) -> str:
    words = plain_words.clean(title)
    if not words:
        raise BadEdit("Titlen er tom. Skriv en titel.")
    _bound(len(words), MOST_TITLE, "Titlen", "tegn")
    return words


def _bound(size: int, most: int, what: str, unit: str) -> None:
    if size > most:
        raise BadEdit(f"{what} har {size} {unit}, og grænsen er {most}. Gør teksten kortere.")


def _part(part: Part, change: EditedPart, draft: Draft) -> Part:
    known = Known(draft, part)
    blocks = part.blocks
    if change.rows is not None:
        rows = tuple(tuple(plain_words.clean(cell) for cell in row) for row in change.rows)
        blocks = _with_rows(part, rows, known)
    if change.text is not None:
        _bound(len(change.text), MOST_TEXT, f"Delen {part.heading!r}", "tegn")
        pieces = plain_words.pieces(change.text)
        if pieces != plain_words.pieces(plain(part)):
            texts = [block for block in blocks if not isinstance(block, Table)]
            blocks = _among(blocks, _blocks(pieces, texts, known))
    return replace(part, blocks=blocks)


def _with_rows(part: Part, rows: Rows, known: Known) -> tuple[Block, ...]:
    table = _table(part)
    if rows == cells(part):
        return part.blocks
    if table is None:
        raise BadEdit(f"Delen {part.heading!r} har ingen tabel. Åbn udkastet igen.")
    left = _rows(part, table, rows, known)
    kept = (left if block is table else block for block in part.blocks)
    return tuple(block for block in kept if block is not left or left.rows)


def _table(part: Part) -> Table | None:
    return next((block for block in part.blocks if isinstance(block, Table)), None)


def _rows(part: Part, table: Table, rows: Rows, known: Known) -> Table:
    """The table with the rows as they were left; one that was emptied is gone."""
    _check_rows(f"Tabellen i {part.heading!r}", rows, len(table.heads))
    same = _as_before(rows, zip(cells(part), table.rows, strict=True))
    for row in same:
        known.use(one for cell in row or () for one in cell)
    read = [
        before if before is not None else tuple(known.line(cell) for cell in row)
        for row, before in zip(rows, same, strict=True)
    ]
    return Table(table.heads, tuple(row for row in read if any(row)))


def _check_rows(what: str, rows: Rows, width: int) -> None:
    _bound(len(rows), MOST_ROWS, what, "rækker")
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise BadEdit(
                f"{what}: række {number} har {len(row)} celler og skal have {width}. "
                "Åbn udkastet igen."
            )
        for cell in row:
            _bound(len(cell), MOST_CELL, f"{what}: en celle i række {number}", "tegn")


def _blocks(pieces: Sequence[Piece], before: Sequence[Block], known: Known) -> list[Block]:
    """The text's paragraphs and lists; those that read as before are those of before."""
    shown = (plain_words.pieces(_shown(block)) for block in before)
    same = _as_before(pieces, zip((p[0] if p else () for p in shown), before, strict=True))
    for block in same:
        known.use(one for line in _lines(block) for one in line)
    found: list[Block] = []
    for piece, block in zip(pieces, same, strict=True):
        found += [block] if block is not None else _read(piece, known)
    return found


def _as_before(wanted: Iterable[Key], before: Iterable[tuple[Key, Value]]) -> list[Value | None]:
    """For each that is wanted the one of before that reads the same, each given once."""
    held = defaultdict[Key, list[Value]](list)
    for key, value in before:
        held[key].append(value)
    return [held[key].pop(0) if held[key] else None for key in wanted]


def _read(piece: Piece, known: Known) -> Iterator[Block]:
    """Lines that no empty line parts: lists, and paragraphs between them."""
    for listed, rows in groupby(piece, lambda row: plain_words.item(row) is not None):
        if listed:
            items = (known.line(plain_words.item(row) or "") for row in rows)
            if held := tuple(item for item in items if item):
                yield Bullets(held)
        else:
            yield from _paragraphs(known.line(" ".join(rows)), known)


def _paragraphs(line: Line, known: Known) -> Iterator[Block]:
    """A paragraph, a remark in one of its own."""
    for alone, told in groupby(line, known.stands_alone):
        if alone:
            yield from (Paragraph((one,)) for one in told)
        else:
            yield Paragraph(tuple(told))


def _among(blocks: Sequence[Block], texts: Sequence[Block]) -> tuple[Block, ...]:
    """``texts`` in place of the texts of ``blocks``, whose tables stay where they stood."""
    found, passed = list(texts), 0
    count = sum(not isinstance(block, Table) for block in blocks)
    for place, block in enumerate(blocks):
        if not isinstance(block, Table):
            passed += 1
        elif passed == count:
            found.append(block)
        else:
            found.insert(min(place, len(found)), block)
    return tuple(found)


def _lines(block: Block | None) -> tuple[Line, ...]:
    if isinstance(block, Paragraph):
        return (block.line,)
    return block.items if isinstance(block, Bullets) else ()


def _shown(block: Block) -> str:
    if isinstance(block, Bullets):
        return "\n".join(f"- {plain_words.line(item)}" for item in block.items)
    return "\n".join(plain_words.line(line) for line in _lines(block))
