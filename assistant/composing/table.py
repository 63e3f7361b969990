"""Measures beside what was planned of them: who, when, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.composing import people
from assistant.composing.choosing import Choosing, chain
from assistant.composing.judging import SAYS
from assistant.composing.material import TELLS, Material, times
from assistant.composing.sorted import Sorted
from assistant.composing.wording import HEADS, NOBODY, NOBODY_AT_ALL, NOT_TOLD
from assistant.composing.writer import Writer, bullets, plain_remark, remark, weak
from assistant.drafts.draft import Block, Line, Sentence, Table
from ingest.records import Held

_STEPS = 5
"""Steps of a timetable that are told, however short the draft: a date left out is one missed."""
_COLUMNS = ("handlinger", "ansvarlig")


@dataclass(frozen=True)
class Tabling:
    """What a table is made of: ``cell`` statements a cell, ``rows`` rows at most.

    ``whose`` gives the words before a name where the draft is of several organisations.
    """

    material: Material
    writer: Writer
    choosing: Choosing
    rows: int
    cell: int
    whose: Callable[[str], Iterable[Sentence]]

    def table(self) -> Table | None:
        """A row a theme that tells of itself under heads; None where none does."""
        found = (self._row(one) for one in _measures(self.material))
        rows = list(islice((row for row in found if any(row[1:])), self.rows))
        if not rows:
            return None
        kept = [0, *(at for at in range(1, len(HEADS)) if any(row[at] for row in rows))]
        empty = (plain_remark(NOT_TOLD),)
        return Table(
            tuple(HEADS[at] for at in kept),
            tuple(tuple(row[at] or empty for at in kept) for row in rows),
        )

    def _row(self, held: Held) -> tuple[Line, ...]:
        theme = held.document_id, held.theme.key
        told = [one for one in self.material.sorted if one.theme == theme]
        plan = [[one for one in told if one.statement.field == name][: self.cell]
                for name in _COLUMNS]  # fmt: skip
        chosen = [*plan, self._when(told), self._status(theme)]
        # A step with a date is told again where it says what comes next.
        told_here = [one for cell in chosen for one in cell if not times(one.statement)]
        self.choosing.leave_out(one.statement for one in told_here)
        name = weak(self.writer.name(held.document_id, held.theme, whole=True))
        return ((*self.whose(held.document_id), name), *map(self._line, chosen))

    def _line(self, cell: Sequence[Sorted]) -> Line:
        several = len(cell) > 1
        return tuple(self.writer.sentence(one.statement, ended=several) for one in cell)

    def _when(self, told: Sequence[Sorted]) -> list[Sorted]:
        """The steps of its timetable, or what stands in the column that has its dates."""
        fields = {one.statement.field for one in told if times(one.statement)}
        name = "tidsplan" if "tidsplan" in fields else next(iter(sorted(fields)), "")
        own = [one for one in told if name and one.statement.field == name]
        return own[: max(self.cell, _STEPS)]

    def _status(self, theme: tuple[str, str]) -> list[Sorted]:
        """The last that is told of how far it is, and what was said of the subject before that.

        The whole cell is asked: what stands at its end may have overtaken the rest.
        """
        material = self.material
        own = [
            one
            for one in material.all
            if one.theme == theme and one.statement.field == "status" and material.within(one)
        ]
        telling = [one for one in own if one.standing in TELLS] or own
        before = [one for one in telling[:-1] if one.told.met >= SAYS]
        kept = [*before[max(0, len(before) - self.cell + 1) :], *telling[-1:]]
        led = {each.order: each for one in kept for each in chain(one, material.all) or [one]}
        return [led[order] for order in sorted(led)]

    def nobody(self) -> list[Block]:
        """Which measures name nobody who is responsible; nothing where all do."""
        held = _measures(self.material)
        papers = self.material.evidence.papers
        found = [one for one in held if not people.named(papers[one.document_id], one.theme)]
        if not found:
            return []
        if len(found) == len(held):
            return [remark(NOBODY_AT_ALL)]
        names = (
            (*self.whose(one.document_id), weak(self.writer.name(one.document_id, one.theme)))
            for one in found[: self.rows]
        )
        return [remark(NOBODY), *bullets(names)]


def _measures(material: Material) -> list[Held]:
    return [one for one in material.evidence.themes if one.theme.fields]
