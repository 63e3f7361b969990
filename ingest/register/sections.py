"""Themes that are headings: numbered, called by their kind, listed, or below one that names them.

"TEMA 1. Børnesyn", "Spor 2: …"; "1.1 …" below such a one; the headings that a list "vores
fokusområder:" announces; those below "De nye temaer 2020-23".
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.document import Document, Section
from ingest.passages import Span
from ingest.register import announcing, fields, lists, titles
from ingest.register.draft import LIKE, Draft, titled
from ingest.register.lists import Lists
from ingest.register.telling import Telling
from ingest.theme import Field
from ingest.words import folded

_FEWEST = 2
_STRAY = " .:•–-"
_BESIDE = 40
"""Headings behind one that names several, where they stand on its own level."""


class Sections:
    """A document's headings, and those of them that are themes: ``found`` by section's index.

    ``above`` is the section that each stands in (-1 for none), ``below`` those that stand in it.
    """

    def __init__(self, document: Document, own: Lists) -> None:
        self.document = document
        self.found: dict[int, Draft] = {}
        self.above = list(_above(document.sections))
        self.below: dict[int, list[int]] = {}
        for index, parent in enumerate(self.above):
            self.below.setdefault(parent, []).append(index)
        self._lists = own
        self._starts = [section.start for section in document.sections]
        self._titles = [self._title(index) for index in range(len(document.sections))]
        self._with_rows: set[int] = set()
        self._telling = Telling(document, [self.heading(i)[1] for i in range(len(self._titles))])
        self.titled = Counter(map(folded, self._titles))
        """How many sections have a title, folded."""

    # -- one heading ------------------------------------------------------------------------

    def heading(self, index: int) -> Span:
        """Where a section's heading stands."""
        section = self.document.sections[index]
        end = self.document.text.find("\n", section.start, section.end)
        end = section.end if end < 0 else end
        # What numbering without a number leaves in front of it: ".Værdier".
        said = self.document.text[section.start : end]
        return end - len(said.lstrip(_STRAY)), end

    def title(self, index: int) -> str:
        """What a section is headed by."""
        return self._titles[index]

    def _title(self, index: int) -> str:
        return self.document.text[slice(*self.heading(index))].rstrip(" :")

    def at(self, place: int) -> int:
        """The innermost section that a place is in, -1 for none."""
        index = bisect_right(self._starts, place) - 1
        while index >= 0 and self.document.sections[index].end <= place:
            index = self.above[index]
        return index

    def around(self, index: int) -> Iterator[int]:
        """A section, and those that it stands in, from within."""
        while index >= 0:
            yield index
            index = self.above[index]

    def framed(self, index: int) -> bool:
        """Whether a section, or one above it, frames the paper and is no part of its plan."""
        return any(titles.is_frame(self.title(one)) for one in self.around(index))

    def add(self, index: int, kind: str, *, end: int = 0) -> None:
        """Take a heading for a theme, once."""
        if index in self.found:
            return
        section = self.document.sections[index]
        start, stop = self.heading(index)
        # "Spor 1: Retssikkerhed", also where a list tells the kind and the word is misread.
        behind, begin = titles.number_and_name(self.title(index))
        number, title, name = titled(self.document, (start + begin, stop))
        number = behind if begin else number
        if title:
            self.found[index] = Draft(kind, number, title, name, section.start, end or section.end)

    # -- all of them ------------------------------------------------------------------------

    def read(self, rows: Sequence[Draft]) -> None:
        """Find the headings that are themes; ``rows`` are the themes that tables hold."""
        self._with_rows = {i for row in rows for i in self.around(self.at(row.start))}
        self._worded()
        self._above_rows(rows)
        self._numbered()
        for listed in lists.listed(self._lists, self._titles):
            self._listed(listed)
        for index in range(len(self._titles)):
            self._group(index)
        self._alike()

    def _worded(self) -> None:
        """Headings that say what they are: "Tema 3", "Mål: …"."""
        for index, title in enumerate(self._titles):
            if told := titles.worded(title):
                self.add(index, told.kind)

    def _above_rows(self, rows: Sequence[Draft]) -> None:
        """Numbered headings whose numbers those of the rows below go on: 1.1 above 1.1.1."""
        below: dict[int, list[str]] = {}
        for row in rows:
            for index in self.around(self.at(row.start)):
                below.setdefault(index, []).append(row.number)
        for index in sorted(below):
            number = titles.number(self.title(index))
            going_on = sum(f"{one}.".startswith(f"{number}.") for one in below[index])
            most = 2 * going_on > len(below[index])
            if number and most and not self._names_no_theme(index):
                self.add(index, "tema")

    def _numbered(self) -> None:
        """Headings whose numbers go on those of a theme above: 1.1 below "Tema 1".

        Below, or behind it where all headings are of one level: it then ends with them.
        """
        last: dict[str, int] = {}
        for index, title in enumerate(self._titles):
            number = titles.number(title)
            if not number:
                continue
            if index in self.found:
                last = {n: i for n, i in last.items() if number.startswith(f"{n}.")}
                last[number] = index
            parent = self._theme_above(index) or self._theme_before(number, last)
            if not parent or not parent.number or titles.is_part(title):
                continue
            if number.startswith(f"{parent.number}."):
                self.add(index, parent.kind)
            if index in self.found:
                last[number] = index
                self._stretch(number, last, self.document.sections[index].end)

    def _theme_before(self, number: str, last: Mapping[str, int]) -> Draft | None:
        """The theme whose number a heading behind it goes on."""
        above = max((n for n in last if number.startswith(f"{n}.")), key=len, default="")
        return self.found[last[above]] if above else None

    def _stretch(self, number: str, last: Mapping[str, int], end: int) -> None:
        """Let the themes that a number is under end no earlier than it does."""
        for above, index in last.items():
            if number.startswith(f"{above}.") and self.found[index].end < end:
                self.found[index] = replace(self.found[index], end=end)

    def _names_no_theme(self, index: int) -> bool:
        title = self.title(index)
        return titles.is_part(title) or bool(announcing.headed(title))

    def _theme_above(self, index: int) -> Draft | None:
        themes = (self.found[i] for i in self.around(self.above[index]) if i in self.found)
        return next(themes, None)

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
        for index in range(len(self._titles)):
            owner = self.owner(index)
            if owner >= 0:
                said[owner] += self._telling.heads(index) if self.above[index] == owner else ()
                said[owner] += self._telling.lines(index)
        return {
            index: replace(one, fields=fields.merged([*one.fields, *said[index]]))
            for index, one in self.found.items()
        }

    def owner(self, index: int) -> int:
        """The innermost theme that a section is of, -1 for none."""
        return next((one for one in self.around(index) if one in self.found), -1)

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


def _above(sections: Sequence[Section]) -> Iterator[int]:
    """The section that each stands in, -1 for none."""
    opened: list[int] = []
    for index, section in enumerate(sections):
        while opened and sections[opened[-1]].level >= section.level:
            opened.pop()
        yield opened[-1] if opened else -1
        opened.append(index)
