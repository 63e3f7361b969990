"""Themes that are headings: numbered, called by their kind, listed, or below one that names them.

"TEMA 1. Børnesyn", "Spor 2: …"; "1.1 …" below such a one; the headings that a list "vores
fokusområder:" announces; those below "De nye temaer 2020-23".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Document, Section
from ingest.passages import Span
from ingest.register import fields, lists
from ingest.register.draft import Draft, titled
from ingest.register.kinds import many, noun, nouns
from ingest.register.lists import Lists
from ingest.theme import Field

_WORDED = re.compile(
    r"(?P<word>[^\W\d_]+)\s*(?P<number>\d{1,2}(?:\.\d{1,2})*\b|\b[A-HIVX]{1,3}\b)?"
    r"(?P<sign>\s*[.:)–-])?\s*(?P<title>\S.*)"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?P<title>\S.*)")
_FRAME = re.compile(
    r"(?:\d[\d.]*\s+)?(?:indledning|introduktion|forord|baggrund|resum[eé]|sammenfatning|opsamling"
    r"|afrunding|afslutning|konklusion|perspektivering|bilag|appendi|litteratur|kilde|noter\b"
    r"|referencer|indhold|læsevejledning|overblik|oversigt|rammer?\b|afsæt|udfordringer"
    r"|de videre|det videre|videre |næste skridt|kommende proces|introduction|background|summary"
    r"|conclusion|appendix|references|contents)",
    re.IGNORECASE,
)
_LONGEST = 120


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

    # -- one heading ------------------------------------------------------------------------

    def heading(self, index: int) -> Span:
        """Where a section's heading stands."""
        section = self.document.sections[index]
        end = self.document.text.find("\n", section.start, section.end)
        return section.start, section.end if end < 0 else end

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
        return any(is_frame(self.title(one)) for one in self.around(index))

    def add(self, index: int, kind: str, *, end: int = 0, named: Span | None = None) -> None:
        """Take a heading for a theme, once."""
        if index in self.found:
            return
        section = self.document.sections[index]
        worded = _WORDED.fullmatch(self.title(index))
        if not named and worded and worded["number"] and worded["sign"]:
            # "Spor 1: Retssikkerhed", also where the word is misread.
            named = section.start + worded.start("title"), self.heading(index)[1]
        number, title, name = titled(self.document, named or self.heading(index))
        if named:
            number = _number(self.title(index)) or number
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

    def _worded(self) -> None:
        """Headings that say what they are: "Tema 3", "Mål: …"."""
        for index, title in enumerate(self._titles):
            match = _WORDED.fullmatch(title)
            called = noun(match["word"]) if match else None
            if not match or not called or not (match["number"] or ":" in (match["sign"] or "")):
                continue
            start = self.heading(index)[0] + match.start("title")
            self.add(index, called.kind, named=(start, self.heading(index)[1]))

    def _above_rows(self, rows: Sequence[Draft]) -> None:
        """Numbered headings whose numbers those of the rows below go on: 1.1 above 1.1.1."""
        for row in rows:
            for index in self.around(self.at(row.start)):
                number = _number(self.title(index))
                if number and row.number and f"{row.number}.".startswith(f"{number}."):
                    self.add(index, "tema")

    def _numbered(self) -> None:
        """Headings whose numbers go on those of a theme above: 1.1 below "Tema 1"."""
        for index, title in enumerate(self._titles):
            parent = self._theme_above(index)
            number = _number(title)
            if parent and parent.number and number.startswith(f"{parent.number}."):
                self.add(index, parent.kind)

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
            below = beside or [i for i in self.below.get(index, ()) if not self._is_part(i)]
            kind = many(self.title(index)) or listed.within
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
                if self._is_part(other) or self.document.sections[other].level < level:
                    break
                beside.append(other)
            found.append(beside)
        # One list of all headings has none between them; one stray heading is no level of its own.
        return found if sum(map(bool, found[:-1])) >= 2 else [[] for _ in found]

    def _is_part(self, index: int) -> bool:
        """Whether a heading names a part of a paper or of a theme, and no theme."""
        title = self.title(index)
        return is_frame(title) or fields.is_head(title) or len(title) > _LONGEST

    def _group(self, index: int) -> None:
        """The headings below one that names several themes: "De nye temaer"."""
        kind = group_kind(self.title(index))
        if not kind or index in self.found:
            return
        children = [
            child
            for child in self.below.get(index, ())
            if not self._is_part(child)
            and not (group_kind(self.title(child)) and len(self.below.get(child, ())) >= 2)
            and child not in self._with_rows
        ]
        announced = lists.announced(self._lists, self.document.sections[index])
        listed = [child for child in children if lists.among(self.title(child), announced)]
        chosen = listed if len(listed) >= 2 else children
        if len(chosen) >= 2:
            for child in chosen:
                self.add(child, kind)

    # -- what they tell ---------------------------------------------------------------------

    def told(self) -> dict[int, Draft]:
        """The themes with the fields that stand below headings and behind labels of their own."""
        said: dict[int, list[Field]] = {index: [] for index in self.found}
        owners = [self.owner(index) for index in range(len(self.document.sections))]
        for index, owner in enumerate(owners):
            if owner >= 0 and self.above[index] == owner and fields.is_head(self.title(index)):
                said[owner] += self._field(index)
        for element in self.document.elements:
            owner = owners[element.section] if element.section >= 0 else -1
            if owner >= 0 and element.kind in {"paragraph", "item"}:
                line = fields.of_line(self.document.text, (element.start, element.end))
                said[owner] += [line] if line else []
        return {
            index: replace(one, fields=fields.merged([*one.fields, *said[index]]))
            for index, one in self.found.items()
        }

    def owner(self, index: int) -> int:
        """The innermost theme that a section is of, -1 for none."""
        return next((one for one in self.around(index) if one in self.found), -1)

    def _field(self, index: int) -> list[Field]:
        title = self.title(index)
        start, end = self.heading(index)[1], self.document.sections[index].end
        body = self.document.text[start:end]
        span = (start + len(body) - len(body.lstrip()), end)
        return [Field(n, title, (span,)) for n in fields.named(title)] if body.strip() else []


def is_frame(title: str) -> bool:
    """Whether a heading is of a paper's frame (introduction, summary, appendix), or a question."""
    return bool(_FRAME.match(title)) or title.rstrip().endswith("?")


def group_kind(title: str) -> str:
    """The kind of which a heading announces several, or ""."""
    numbered = _NUMBERED.fullmatch(title)
    title = numbered["title"] if numbered else title
    found = nouns(title)
    return many(title) if found and len(title.split()) <= 8 else ""


def _number(title: str) -> str:
    match = _NUMBERED.fullmatch(title)
    if match:
        return match["number"]
    worded = _WORDED.fullmatch(title)
    return (worded["number"] or "") if worded else ""


def _above(sections: Sequence[Section]) -> Iterator[int]:
    """The section that each stands in, -1 for none."""
    opened: list[int] = []
    for index, section in enumerate(sections):
        while opened and sections[opened[-1]].level >= section.level:
            opened.pop()
        yield opened[-1] if opened else -1
        opened.append(index)
