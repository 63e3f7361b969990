"""The evidence sorted: what was done, what goes on, what comes, what is open, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.composing import overtaken
from assistant.composing.evidence import Evidence, dated, years
from assistant.composing.judging import SAYS
from assistant.composing.period import Period
from assistant.composing.sorted import Sorted
from assistant.composing.statements import Statement
from assistant.composing.told import Told
from assistant.standing import Standing, finished
from ingest.dated import Dated
from ingest.document import Metadata
from ingest.register import fields

_PEOPLE = frozenset({"ansvarlig", "involverede"})
_AIMS = frozenset({"forventede_resultater", "mål", "formål"})
TELLS = frozenset({Standing.DONE, Standing.UNDERWAY, Standing.OPEN})
"""What says how far a thing is."""


def times(one: Statement) -> bool:
    """Whether a statement stands where a paper says when: its timetable, or a column with dates.

    A paper may call its timetable what it likes ("Iværksættelse", "Etape").
    """
    unknown = bool(one.field) and one.field not in fields.NAMES
    return one.field == "tidsplan" or (unknown and bool(one.dates))


@dataclass(frozen=True)
class Material:
    """The evidence in order, of ``all`` that the papers say.

    ``period`` is what the draft is about, ``today`` an ISO date.
    """

    evidence: Evidence
    sorted: tuple[Sorted, ...]
    all: tuple[Sorted, ...]
    period: Period
    today: str

    @classmethod
    def of(cls, evidence: Evidence, period: Period, today: str) -> Material:
        """The evidence, each statement judged."""
        told = {
            one.statement.place: one for one in overtaken.without(evidence.told, evidence.papers)
        }
        said = [one for paper in evidence.papers.values() for one in paper.said]
        every = []
        for order, one in enumerate(said):
            theme = one.document_id, one.theme.key if one.theme else ""
            every.append(
                Sorted(told.get(one.place) or Told(one, 0.0), order, theme in evidence.chief)
            )
        found = tuple(one for one in every if one.statement.place in told)
        return cls(evidence, found, tuple(every), period, today)

    # -- by what they tell --------------------------------------------------------------------

    def done(self) -> list[Sorted]:
        """What has happened, within the period."""
        return [one for one in self._of(Standing.DONE) if self.within(one)]

    def under_way(self) -> list[Sorted]:
        """What goes on."""
        return [one for one in self._of(Standing.UNDERWAY) if self.within(one)]

    def open(self) -> list[Sorted]:
        """What is late, missing or undecided."""
        return list(self._of(Standing.OPEN))

    def background(self) -> list[Sorted]:
        """What describes and justifies, in running text."""
        return [
            one
            for one in self._of(Standing.OTHER)
            if not one.statement.listed
            and one.statement.field in {"", "baggrund"}
            and not self._ahead(one)
            and (one.told.met >= SAYS or self._opens(one))
        ]

    def aims(self) -> list[Sorted]:
        """What the themes that are about the subject shall lead to."""
        return [one for one in self.sorted if one.statement.field in _AIMS and one.about]

    def coming(self) -> list[Sorted]:
        """What is planned, and the steps of timetables, of what is not said to be finished."""
        return [one for one in self.sorted if self._comes(one) and self._not_before(one)]

    def _of(self, wanted: Standing) -> Iterator[Sorted]:
        for one in self.sorted:
            apart = one.statement.field in _PEOPLE | _AIMS or times(one.statement)
            if one.standing is wanted and not apart:
                yield one

    def _opens(self, one: Sorted) -> bool:
        """Whether a statement is the first thing that a theme about the subject says."""
        return one.about and self._first[one.theme] == one.order

    @cached_property
    def _first(self) -> dict[tuple[str, str], int]:
        """The order of the first statement of each theme."""
        return {one.theme: one.order for one in reversed(self.all)}

    def _comes(self, one: Sorted) -> bool:
        field = one.statement.field
        if field in _AIMS | _PEOPLE or one.theme in self._finished:
            return False
        if times(one.statement):
            return self._step(one)
        return one.standing is Standing.PLANNED or self._ahead(one)

    def _step(self, one: Sorted) -> bool:
        """Whether a line of a timetable is a step still to tell.

        Beside a status, which tells of the past, only what lay ahead when both were written; never
        what merely goes on.
        """
        days = [day for day in one.statement.dates if day.last or day.first > self.today]
        if one.theme in self._followed:
            written = self._written(one)
            days = [day for day in days if (day.first or day.last) >= written]
        return bool(days)

    def _ahead(self, one: Sorted) -> bool:
        """Whether something in the present tense has dates that lay ahead of its paper."""
        days = [day.first or day.last for day in one.statement.dates]
        written = self._written(one)
        return one.standing is Standing.OTHER and bool(days and written) and min(days) > written

    @cached_property
    def _followed(self) -> set[tuple[str, str]]:
        """The themes that tell how far they are."""
        status = (one for one in self.all if one.statement.field == "status")
        return {one.theme for one in status if one.standing in TELLS}

    @cached_property
    def _finished(self) -> set[tuple[str, str]]:
        """The themes whose status says at its end that they are finished."""
        last = {
            one.theme: one
            for one in self.all
            if one.statement.field == "status" and one.standing in TELLS
        }
        return {theme for theme, one in last.items() if finished(one.statement.text)}

    # -- by when ------------------------------------------------------------------------------

    def passed(self, one: Sorted) -> bool:
        """Whether all days that a statement names lie behind today."""
        dates = one.statement.dates
        return bool(dates) and all(bool(day.last) and day.last < self.today for day in dates)

    def ended(self, one: Sorted) -> bool:
        """Whether a statement without a date is of a paper whose period lies behind today."""
        found = years(self._metadata(one))
        return not one.statement.dates and bool(found) and found[-1] < self.today[:4]

    def within(self, one: Sorted) -> bool:
        """Whether a statement is of the period: by its dates, else by its paper's."""
        if self.period == Period():
            return True
        days = one.statement.dates or tuple(self._of_paper(one))
        return any(self.period.holds(day) for day in days)

    def _not_before(self, one: Sorted) -> bool:
        """Whether what comes is of the period or after it."""
        days = one.statement.dates or tuple(self._of_paper(one))
        return not days or any(not day.last or day.last >= self.period.first for day in days)

    def _of_paper(self, one: Sorted) -> Iterator[Dated]:
        metadata = self._metadata(one)
        found = years(metadata)
        known = metadata.published or metadata.valid_from
        first, last = (found[0], found[-1]) if found else (known, known)
        if first:
            yield Dated((0, 0), (0, 0), edge(first, "-01-01"), edge(last, "-12-31"), "range")

    def _written(self, one: Sorted) -> str:
        """The last day on which the paper may have been written, or ""."""
        paper = self.evidence.papers[one.statement.document_id]
        day = dated(paper.document.entry)
        return edge(day, "-12-31") if day else ""

    def _metadata(self, one: Sorted) -> Metadata:
        return self.evidence.papers[one.statement.document_id].document.entry.metadata


def edge(day: str, rest: str) -> str:
    """A date that may be cut, as the first or last day that it may mean."""
    return day + rest[3 * day.count("-") :]
