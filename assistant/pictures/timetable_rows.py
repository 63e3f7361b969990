"""The rows of a timetable: whose bars they are, in which order, and how many stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.pictures.frame import LEADING, SIZE
from assistant.pictures.letters import clean, wrapped
from ingest.dated import Precision

_MOST = 80
_LINES = 2


@dataclass(frozen=True)
class Bar:
    """A date or period: ISO dates, both inclusive, "" where it is open.

    ``group`` is whose it is; ``expression`` how the document writes it.
    """

    label: str
    group: str
    start: str
    end: str
    precision: Precision = "range"
    expression: str = ""


@dataclass(frozen=True)
class Row:
    """A bar, a group's name, or how many more bars the group has, and where it stands."""

    top: float
    lines: tuple[str, ...]
    bar: Bar | None = None
    more: int = 0

    @property
    def stands(self) -> int:
        """How many bars it tells of."""
        return self.more or int(self.bar is not None)

    @property
    def bottom(self) -> float:
        """Where the next row begins."""
        return self.top + len(self.lines) * LEADING + (9 if self.bar else 7)


def ordered(bars: Sequence[Bar]) -> list[Bar]:
    """By group, in the order in which the groups first come, then by time."""
    groups = {group: number for number, group in enumerate(dict.fromkeys(b.group for b in bars))}
    ends = "9999-12-31"
    return sorted(bars, key=lambda b: (groups[b.group], b.start, b.end or ends, b.label))


def laid(bars: Sequence[Bar], top: float, label: float) -> Iterator[Row]:
    """The groups and their bars from ``top`` on, no more of them than a picture holds.

    ``label`` is the width for their names.
    """
    groups = [list(held) for _, held in groupby(bars, key=lambda bar: bar.group)][:_MOST]
    for held, most in zip(groups, _shares([len(group) for group in groups]), strict=True):
        rows = [Row(12, tuple(wrapped(clean(held[0].group), SIZE, 2 * label, 1)))]
        rows += (Row(0, _lines(bar, label), bar) for bar in held[:most])
        if len(held) > most:
            rows.append(Row(0, ("",), more=len(held) - most))
        for row in rows:
            if row.lines:
                placed = replace(row, top=top + row.top)
                yield placed
                top = placed.bottom


def _lines(bar: Bar, label: float) -> tuple[str, ...]:
    return tuple(wrapped(clean(bar.label), SIZE, label, _LINES)) or ("",)


def _shares(sizes: Sequence[int]) -> list[int]:
    """How many bars of each group stand: the small groups whole, the large ones as many each."""
    shares, room = [0] * len(sizes), _MOST
    for done, index in enumerate(sorted(range(len(sizes)), key=lambda i: sizes[i])):
        shares[index] = min(sizes[index], room // (len(sizes) - done))
        room -= shares[index]
    return shares
