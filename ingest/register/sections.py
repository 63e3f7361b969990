"""Themes that are headings: numbered, called by their kind, listed, or below one that names them.

"TEMA 1. Børnesyn", "Spor 2: …"; "1.1 …" below such a one; the headings that a list "vores
fokusområder:" announces; those below "De nye temaer 2020-23".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.register import announcing, fields, lists, numbering, titles
from ingest.register.draft import LIKE, Draft
from ingest.register.lists import Lists
from ingest.register.outline import Outline
from ingest.register.telling import Telling
from ingest.theme import Field
from ingest.words import folded

_FEWEST = 2
_BESIDE = 40
"""Headings behind one that names several, where they stand on its own level."""


class Sections(Outline):
    """A document's headings, read for themes."""

    def __init__(self, document: Document, own: Lists) -> None:
        super().__init__(document)
        self._lists = own
        self._with_rows: set[int] = set()
        self._telling = Telling(document, [self.heading(i)[1] for i in range(len(self.titles))])

    def read(self, rows: Sequence[Draft]) -> None:
        """Find the headings that are themes; ``rows`` are the themes that tables hold."""
        self._with_rows = {i for row in rows for i in self.around(self.at(row.start))}
        self._worded()
        numbering.above_rows(self, rows)
        numbering.below_themes(self)
        for listed in lists.listed(self._lists, self.titles):
            self._listed(listed)
        for index in range(len(self.titles)):
            self._group(index)
        self._alike()

    def _worded(self) -> None:
        """Headings that say what they are: "Tema 3", "Mål: …".

        One alone that has no number there is none: "4. Tema: Fravær" is a point of an agenda.
        """
        told = {i: one for i, title in enumerate(self.titles) if (one := titles.worded(title))}
        of_kind = Counter(one.kind for one in told.values())
        for index, one in told.items():
            if one.counted or of_kind[one.kind] >= _FEWEST:
                self.add(index, one.kind)

    def _listed(self, listed: lists.Listed) -> None:
        """Headings that a list announces, and those that stand between them in a flat paper."""
        sections = self.document.sections
        flat = self._between(listed.sections)
        for place, index in enumerate(listed.sections):
            beside = flat[place]
            end = max([sections[index].end, *(sections[i].end for i in beside)])
            self.add(index, listed.kind, end=end)
            below = beside or [
                i for i in self.below.get(index, ()) if not titles.is_part(self.title(i))
            ]
            kind = announcing.headed(self.title(index)) or listed.within
            if kind:
                for one in below:
                    self.add(one, kind)

    def _between(self, listed: Sequence[int]) -> list[list[int]]:
        """The headings of the same level behind each listed one, until the next or a frame."""
        level = self.document.sections[listed[0]].level
        found: list[list[int]] = []
        for index, stop in zip(listed, [*listed[1:], len(self.document.sections)], strict=True):
            beside: list[int] = []
            for other in range(index + 1, stop):
                if self.document.sections[other].level > level:
                    continue
                if titles.is_part(self.title(other)) or self.document.sections[other].level < level:
                    break
                beside.append(other)
            found.append(beside)
        # One list of all headings has none between them; one stray heading is no level of its own.
        return found if sum(map(bool, found[:-1])) >= 2 else [[] for _ in found]

    def _group(self, index: int) -> None:
        """The headings below one that names several themes: "De nye temaer"."""
        kind = announcing.headed(self.title(index))
        if not kind or index in self.found:
            return
        below = self.below.get(index, ())
        children = self._may_be_themes(below or self._beside(index), kind)
        last = children[-1] if children and not below else index
        start, end = self.document.sections[index].start, self.document.sections[last].end
        announced = lists.announced(self._lists, start, end)
        listed = [
            child for child in children if folded(titles.unnumbered(self.title(child))) in announced
        ]
        chosen = listed if len(listed) >= _FEWEST or not below else children
        if len(chosen) >= _FEWEST:
            for child in chosen:
                self.add(child, kind)

    def _beside(self, index: int) -> list[int]:
        """The headings behind one, of its own level, as flat papers have what is below it."""
        sections = self.document.sections
        found = []
        for other in range(index + 1, min(index + 1 + _BESIDE, len(sections))):
            if sections[other].level < sections[index].level:
                break
            if sections[other].level == sections[index].level:
                found.append(other)
        return found

    def _may_be_themes(self, below: Sequence[int], kind: str) -> list[int]:
        """Of the headings below one, those that name neither parts nor groups of their own.

        A group of the same kind is none either, though what is in it stands beside it.
        """
        sure, perhaps = [], []
        for one in below:
            title = self.title(one)
            called = announcing.headed(title)
            group = called and len(self.below.get(one, ())) >= _FEWEST
            if group or called == kind or one in self._with_rows:
                continue
            if not titles.is_part(title):
                sure.append(one)
            elif titles.may_name(title):
                perhaps.append(one)
        return sorted(sure + perhaps) if len(sure) >= max(1, len(perhaps)) else sure

    # -- what they tell ---------------------------------------------------------------------

    def told(self) -> dict[int, Draft]:
        """The themes with the fields that stand below headings and behind labels of their own."""
        said: dict[int, list[Field]] = {index: [] for index in self.found}
        for index in range(len(self.titles)):
            owner = self.owner(index)
            if owner >= 0:
                said[owner] += self._telling.heads(index) if self.above[index] == owner else ()
                said[owner] += self._telling.lines(index)
        return {
            index: replace(one, fields=fields.merged([*one.fields, *said[index]]))
            for index, one in self.found.items()
        }

    def _alike(self) -> None:
        """Headings beside each other that each tell who does it and when, whatever they are."""
        for below in self.below.values():
            plans = [one for one in below if self._is_plan(one)]
            if len(plans) >= _FEWEST:
                for one in plans:
                    self.add(one, LIKE)

    def _is_plan(self, index: int) -> bool:
        if index in self._with_rows or titles.is_part(self.title(index)):
            return False
        if self.owner(index) >= 0 or self.framed(index) or announcing.headed(self.title(index)):
            return False
        heads = [self._telling.heads(one) for one in self.below.get(index, ())]
        said = {field.name for told in (*heads, self._telling.lines(index)) for field in told}
        return "ansvarlig" in said and bool(said & {"tidsplan", "handlinger", "mål", "status"})
