"""Raw pieces: what a reader of a format makes of a file, before headings and tables are settled.

A reader knows its format and nothing of strategies; what is true of all formats (covers, heading
levels, "as above" in tables, sentences cut by a page) is decided once, on these pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

RawKind = Literal["heading", "text", "item", "row", "note", "caption"]
Step = Callable[[int, int], None]
"""Told how far a reader is, as (done, of all): pages, slides or sheets."""


@dataclass(frozen=True)
class Raw:
    """One piece as the file has it, in reading order.

    A ``heading`` has a ``level`` from 1 (compared with its neighbours' alone); an ``item`` has its
    depth from 0 as ``level``, and its ``marker`` as it is seen ("-", "a.", "3."); a ``note`` is a
    footnote, its mark in front ("¹ Text"), right behind the piece that refers to it. ``style`` is
    "bold", "italic" or "link" where all of a text is that, "boxed" for a text in a box, which heads
    nothing beyond it. A ``caption`` is one by its style;
    what merely reads like one is told later.

    A ``row`` has ``cells``. ``table`` numbers a table that is drawn as one (0: rows that merely
    follow one another), ``headed`` says whether its first row names the columns (None: not told).
    ``inherited`` are cells that a merged cell above fills; ``spans`` marks a row of one cell over
    the whole width, which stands in ``cells[0]``.
    """

    kind: RawKind
    text: str = ""
    page: int | None = None
    level: int = 0
    style: str = ""
    marker: str = ""
    cells: tuple[str, ...] = ()
    table: int = 0
    headed: bool | None = None
    inherited: frozenset[int] = frozenset()
    spans: bool = False


@dataclass(frozen=True)
class Extracted:
    """All that a reader made of one file.

    ``contents`` are the titles in its table of contents, as ``words.folded`` has them; ``told`` is
    metadata that the file states as such, by key of ``document.Metadata``; ``aside`` are texts that
    were left out, such as running heads, which may name whose paper it is.
    """

    raws: tuple[Raw, ...]
    contents: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[str, ...] = ()


def unheard(_done: int, _of: int) -> None:
    """The :data:`Step` of whoever does not ask how far a reader is."""
