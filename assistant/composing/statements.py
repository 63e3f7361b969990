"""A document cut into statements: each a sentence, a list's item, or a sentence of a cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.opened import Opened
from ingest import marks, sentences
from ingest.catalogue import Catalogue
from ingest.dated import Dated
from ingest.document import Cell, Element
from ingest.passages import Span
from ingest.theme import Theme

_DASH = re.compile(r"\s*[-–*•●▪◦]\s+")
_LETTER = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Statement:
    """A slice of a document that says one thing.

    ``line`` tells statements of one paragraph, item or line of a cell from those of others;
    ``field`` is the theme's field that it stands in, by the register's name, or "", ``row`` what
    its table row is called. ``listed``: it is an item of a list or a line of its own, led in by
    ``lead`` ("Det sker ved:") if by anything. ``dated_words`` are its dates as they are written.
    ``changed``: the document marks it as new since last time.
    """

    document_id: str
    span: Span
    text: str
    line: int
    field: str
    theme: Theme | None
    headings: tuple[str, ...]
    dates: tuple[Dated, ...] = ()
    dated_words: tuple[str, ...] = ()
    listed: bool = False
    lead: str = ""
    row: str = ""
    changed: bool = False

    @property
    def place(self) -> tuple[str, Span]:
        """What it is told from others by."""
        return self.document_id, self.span


@dataclass(frozen=True)
class _At:
    """What a statement stands in: ``marked`` are the words that its author marked as changed."""

    element: Element
    line: int
    lead: str
    alone: bool
    marked: str


@dataclass(frozen=True)
class Paper:
    """A document with what is read in it once."""

    document: Opened
    elements: tuple[Element, ...]
    themes: tuple[Theme, ...]
    dates: tuple[Dated, ...]

    @classmethod
    def of(cls, document: Opened, catalogue: Catalogue) -> Paper:
        """What the catalogue holds of ``document``."""
        document_id, length = document.entry.id, len(document.text)
        return cls(
            document,
            tuple(catalogue.elements(document_id, 0, length)),
            tuple(held.theme for held in catalogue.themes([document_id])),
            tuple(timed.dated for timed in catalogue.dates([document_id])),
        )

    def theme(self, at: int) -> Theme | None:
        """The innermost theme that a place stands in."""
        edges, owners = self._owners
        place = bisect_right(edges, at) - 1
        return owners[place] if place >= 0 else None

    @cached_property
    def _owners(self) -> tuple[list[int], list[Theme | None]]:
        """Where a theme begins or ends, and the innermost theme from there on."""
        edges = sorted({edge for theme in self.themes for edge in (theme.start, theme.end)})
        owners: list[Theme | None] = [None] * len(edges)
        # Of a track and its only measure, which span the same rows, the measure is the inner one.
        for theme in sorted(self.themes, key=lambda theme: theme.start - theme.end):
            for place in range(bisect_left(edges, theme.start), bisect_left(edges, theme.end)):
                owners[place] = theme
        return edges, owners

    def within(self, span: Span) -> Sequence[Statement]:
        """The statements that begin in ``span``."""
        first = bisect_left(self._begins, span[0])
        return self.said[first : bisect_left(self._begins, span[1])]

    def overlapping(self, span: Span) -> Sequence[Statement]:
        """The statements that share a character with ``span``."""
        first = max(0, bisect_right(self._begins, span[0]) - 1)
        last = bisect_left(self._begins, span[1])
        return [one for one in self.said[first:last] if one.span[1] > span[0]]

    def of_theme(self, key: str) -> Sequence[Statement]:
        """The statements whose innermost theme has this key."""
        return self._by_theme.get(key, ())

    @cached_property
    def _begins(self) -> list[int]:
        return [one.span[0] for one in self.said]

    @cached_property
    def _by_theme(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for one in self.said:
            if one.theme:
                found.setdefault(one.theme.key, []).append(one)
        return found

    @cached_property
    def said(self) -> tuple[Statement, ...]:
        """All that the document says, in reading order, headings and names of rows left out."""
        found: list[Statement] = []
        lead = ""
        for element in self.elements:
            found += self._of(element, lead if element.kind == "item" else "")
            if element.kind != "item":
                text = self.document.text[element.start : element.end].rstrip()
                lead = text.rpartition("\n")[2] if text.endswith(":") else ""
        names = {theme.title for theme in self.themes}
        return tuple(one for one in found if one.text not in names and _LETTER.search(one.text))

    def _of(self, element: Element, lead: str) -> Iterator[Statement]:
        if element.kind == "row":
            for place, cell in enumerate(element.cells):
                if not cell.inherited:
                    said = self._cell(cell, element)
                    yield from (one for one in said if place != element.key or _beyond(one))
        elif element.kind in {"paragraph", "item"}:
            end = marks.standing(self.document.text, element.start, element.end)
            yield from self._cut((element.start, end), element, lead, listed=element.kind == "item")

    def _cell(self, cell: Cell, row: Element) -> Iterator[Statement]:
        end = marks.standing(self.document.text, cell.start, cell.end)
        yield from self._cut((cell.start, end), row, "", listed=False)

    def _cut(
        self, whole: Span, element: Element, lead: str, *, listed: bool
    ) -> Iterator[Statement]:
        text = self.document.text
        said = _marked(text, whole, element)
        for a, b in sentences.spans(text[slice(*whole)]):
            start, end = whole[0] + a, whole[0] + b
            dash = _DASH.match(text, start, end)
            start = dash.end() if dash else start
            start = self._unlabelled(start, end)
            if text[start:end].endswith(":"):
                lead = " ".join(text[start:end].split())
                continue
            line = max(text.rfind("\n", 0, start) + 1, whole[0])
            alone = listed or bool(dash) or not text[start:end].endswith((".", "!", "?"))
            yield self._statement((start, end), _At(element, line, lead, alone, said))

    def _statement(self, span: Span, at: _At) -> Statement:
        text, theme = self.document.text, self.theme(span[0])
        words = " ".join(marks.without_said(text[slice(*span)]).split())
        section, dates = at.element.section, self._dated(span)
        return Statement(
            document_id=self.document.entry.id,
            span=span,
            text=words,
            line=at.line,
            field=_field(theme, span),
            theme=theme,
            headings=self.document.sections[section].path if section >= 0 else (),
            dates=dates,
            dated_words=tuple(text[slice(*day.expression)] for day in dates),
            listed=at.alone,
            lead=at.lead if at.alone else "",
            row=self._row(at.element),
            changed=bool(at.marked) and _is_of(words, at.marked),
        )

    def _row(self, element: Element) -> str:
        if not element.cells:
            return ""
        key = element.cells[min(element.key, len(element.cells) - 1)]
        return self.document.text[key.start : key.end]

    def _unlabelled(self, start: int, end: int) -> int:
        """Where a statement begins behind the label of its field or theme: "Tidsplan: …"."""
        theme, text = self.theme(start), self.document.text
        if theme and theme.name[0] <= start < theme.name[1] and text.startswith(":", theme.name[1]):
            return min(end, theme.name[1] + 1 + text[theme.name[1] + 1 : end].startswith(" "))
        begins = (a for told in (theme.fields if theme else ()) for a, _ in told.spans)
        behind = (a for a in begins if start < a < end)
        return next((a for a in behind if text[start:a].rstrip().endswith(":")), start)

    def _dated(self, span: Span) -> tuple[Dated, ...]:
        first = bisect_right(self.dates, span[0] - 1, key=lambda one: one.expression[0])
        last = bisect_right(self.dates, span[1] - 1, key=lambda one: one.expression[0])
        return self.dates[first:last]


def _beyond(one: Statement) -> bool:
    """Whether what stands in the cell that names a row is more than the name."""
    return one.theme is not None and one.span[0] >= one.theme.name[1]


def _field(theme: Theme | None, span: Span) -> str:
    told = theme.fields if theme else ()
    inside = (one for one in told if any(a <= span[0] < b for a, b in one.spans))
    return next((one.name for one in inside), "")


_SAID = re.compile(r"\s*\[(?:ændret|udgået)\b[^\n]*")
_CHANGED = re.compile(r"\[ændret(?:: ([^\]]*))?\]")


def _marked(text: str, whole: Span, element: Element) -> str:
    """What a paragraph, item or cell says to be changed; " " where that is all of it."""
    end = next((c.end for c in element.cells if c.start == whole[0]), element.end)
    # Behind a cell's words the marks stand on a line of theirs, behind a paragraph in one.
    own = _SAID.match(text, end)
    found = _CHANGED.search(text, whole[0], own.end() if own else end)
    if found is None:
        return ""
    return found[1] or text[slice(*whole)]


def _is_of(words: str, said: str) -> bool:
    """Whether a statement stands in what is marked, or holds a stretch of it."""
    flat = " ".join(said.split())
    return words in flat or any(part and part in words for part in flat.split("; "))
