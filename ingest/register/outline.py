"""A document's headings as a tree, and those of them that are taken for themes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.document import Document, Section
from ingest.passages import Span
from ingest.register import titles
from ingest.register.draft import Draft, titled
from ingest.words import folded

_STRAY = " .:•–-"


class Outline:
    """A document's headings, and those of them that are themes: ``found`` by section's index.

    ``above`` is the section that each stands in (-1 for none), ``below`` those that stand in it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: dict[int, Draft] = {}
        self.above = list(_above(document.sections))
        self.below: dict[int, list[int]] = {}
        for index, parent in enumerate(self.above):
            self.below.setdefault(parent, []).append(index)
        self._starts = [section.start for section in document.sections]
        self.titles = [self._title(index) for index in range(len(document.sections))]
        self.titled = Counter(map(folded, self.titles))
        """How many sections have a title, folded."""

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
        return self.titles[index]

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

    def owner(self, index: int) -> int:
        """The innermost theme that a section is of, -1 for none."""
        return next((one for one in self.around(index) if one in self.found), -1)


def _above(sections: Sequence[Section]) -> Iterator[int]:
    """The section that each stands in, -1 for none."""
    opened: list[int] = []
    for index, section in enumerate(sections):
        while opened and sections[opened[-1]].level >= section.level:
            opened.pop()
        yield opened[-1] if opened else -1
        opened.append(index)
