"""The reader of OpenDocument texts (.odt)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest import grid, marks
from ingest.formats.opendocument.inline import Inline, mark_of, tracked
from ingest.formats.opendocument.numbering import Numbering, Place, first_paragraph_style
from ingest.formats.opendocument.package import (
    Element,
    attribute,
    children,
    number,
    opened,
    tag,
    within,
)
from ingest.formats.opendocument.styles import styles_of
from ingest.formats.opendocument.tables import Spot, layout
from ingest.formats.pieces import (
    Piece,
    Table,
    boxed,
    is_strong,
    levelled,
    lines_of,
    raws_of,
    tabbed,
)
from ingest.marks import Mark, Run
from ingest.raw import Extracted, Raw, Step
from ingest.words import folded

_HIDDEN = "Skjult tekst er udeladt."
_HEADING = re.compile(r"(?:heading|overskrift)(?:_20_|[ _])?(\d{1,2})", re.IGNORECASE)
_CONTENTS = frozenset({"indhold", "indholdsfortegnelse", "contents", "table of contents"})
_PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}|")
_NUMBER = re.compile(r"[\d.]+\s+")
_INDEXES = frozenset(
    f"text:{what}"
    for what in ("table-of-content", "illustration-index", "table-index", "object-index",
                 "alphabetical-index", "user-index")
)  # fmt: skip
_LEFT_OUT = frozenset({"text:tracked-changes", "office:forms", "text:sequence-decls",
                       "text:variable-decls", "text:user-field-decls", "text:dde-connection-decls",
                       "office:annotation", "office:event-listeners", "table:desc", "table:title",
                       "text:alphabetical-index-auto-mark-file", "office:scripts"})  # fmt: skip
_LISTS = ("text:list", "text:list-item", "text:list-header")


def read(data: bytes, name: str, _step: Step) -> Extracted:
    """The pieces of the OpenDocument text in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: no package, or a damaged one.
    """
    package = opened(data, name, "office:text")
    styles = styles_of(package)
    walk = _Walk(Numbering(styles), Inline(styles, *tracked(package.body)))
    walk.blocks(package.body, None)
    raws, marked = raws_of(levelled(tabbed(walk.pieces)))
    warnings = [*walk.warnings(), *([marks.WARNING] if marked else [])]
    return Extracted(tuple(raws), frozenset(walk.contents), tuple(warnings))


@dataclass
class _Walk:
    numbering: Numbering
    inline: Inline
    pieces: list[Piece | Table] = field(default_factory=list)
    contents: set[str] = field(default_factory=set)
    listed: int = 0
    tables: int = 0

    def warnings(self) -> list[str]:
        counted = f"{self.listed} linje{'r' if self.listed > 1 else ''}"
        told = [f"Indholdsfortegnelse udeladt ({counted})"] if self.listed else []
        return [*told, *([_HIDDEN] if self.inline.hidden else [])]

    def blocks(self, holder: Iterable[Element], place: Place | None) -> None:
        """All that stands in ``holder``; ``place`` is the list that is open around it."""
        for element in holder:
            name = tag(element)
            if name in {"text:p", "text:h"}:
                self._paragraph(element, place, "")
            elif name == "text:list":
                self._list(element, place)
            elif name == "table:table":
                self._table(element)
            elif name in _INDEXES:
                self._index(element)
            elif name.startswith("text:change"):
                self._removed(self.inline.change(element))
            elif name not in _LEFT_OUT:
                self._other(element, place)

    def _other(self, element: Element, place: Place | None) -> None:
        shown = attribute(element, "text:display")
        hidden = shown == "none" or attribute(element, "text:is-hidden") == "true"
        if hidden and shown != "true":
            self.inline.hidden = self.inline.hidden or "".join(map(str, element.itertext())) != ""
        else:
            self.blocks(element, place)

    def _removed(self, text: str) -> None:
        if text:
            self.pieces.append(Piece(Raw("text"), (Run(text, Mark.GONE),)))

    def _list(self, element: Element, outer: Place | None) -> None:
        first = first_paragraph_style(element)
        missing = self.inline.styles.look("paragraph", first).list_style
        place = self.numbering.begin(element, outer, missing)
        self.numbering.restart(place)
        for item in children(element, "text:list-item", "text:list-header"):
            label: str | None = None
            for block in item:
                if tag(block) not in {"text:p", "text:h"}:
                    self.blocks([block], place)
                    continue
                counts = label is None and tag(item) == "text:list-item"
                label = self._label(place, item) if counts else ""
                self._paragraph(block, place, label)

    def _label(self, place: Place, item: Element) -> str:
        label = self.numbering.label(place, item)
        written = next((e for e in children(item, "text:number")), None)
        return label if written is None else "".join(map(str, written.itertext())).strip()

    def _paragraph(self, element: Element, place: Place | None, label: str) -> None:
        level = self._level(element)
        line = self.inline.line(element, plain=level is not None)
        if level is not None and place is None:
            label = self.numbering.heading(element, level)
        if any(run.text.strip() for run in line.runs):
            if level is not None:
                label = "" if label == "-" else label
                raw = Raw("heading", f"{label} " if label else "", level=level, style=line.style)
            elif place and (label or place.level > 1 or self._in_item()):
                raw = Raw("item", level=place.level - 1, style=line.style, marker=label)
            else:
                raw = Raw("text", style=line.style)
            self.pieces.append(Piece(raw, line.runs))
        for note in line.notes:
            self._note(note)
        for frame in line.frames:
            self.pieces += boxed(self._inside([frame]))

    def _in_item(self) -> bool:
        before = next((p for p in reversed(self.pieces) if not _is_note(p)), None)
        return isinstance(before, Piece) and before.raw.kind == "item"

    def _level(self, element: Element) -> int | None:
        """The level of a heading, 0 for the document's title; None for a paragraph."""
        name = attribute(element, "text:style-name")
        look = self.inline.styles.look("paragraph", name)
        if "Title" in look.names:
            return 0
        if tag(element) == "text:h":
            return max(1, number(element, "text:outline-level"))
        styled = (_HEADING.fullmatch(name) for name in look.names)
        return next((int(found[1]) for found in styled if found), None)

    def _note(self, note: Element) -> None:
        runs: list[Run] = []
        for body in children(note, "text:note-body"):
            for paragraph in within(body, "text:p", "text:h"):
                runs += [*self.inline.line(paragraph).runs, Run("\n")]
        self.pieces.append(Piece(Raw("note", f"{mark_of(note)} "), tuple(runs)))

    def _index(self, element: Element) -> None:
        lines = [self.inline.line(p) for body in _bodies(element) for p in within(body, "text:p")]
        for line in lines:
            title = _without_page("".join(run.text for run in line.runs))
            if tag(element) == "text:table-of-content" and folded(title) not in _CONTENTS:
                self.contents |= {folded(title), folded(_NUMBER.sub("", title))} - {""}
        self.listed += sum(any(run.text.strip() for run in line.runs) for line in lines)
        before = self.pieces[-1] if self.pieces else None
        if isinstance(before, Piece) and _says_contents(before.runs):
            self.pieces.pop()
            self.listed += 1

    def _table(self, element: Element) -> None:
        found = layout(element)
        self.inline.hidden = self.inline.hidden or found.hidden
        insides = [(spot, self._inside(spot.element)) for spot in found.spots]
        insides = [(spot, inside) for spot, inside in insides if inside]
        if _frames_text([spot for spot, _ in insides]):
            one = len(insides) == 1
            for _, inside in insides:
                self.pieces += boxed(inside) if one else inside
            return
        top = insides[0][0].row
        runs, notes = [], []
        for spot, inside in insides:
            text, own = lines_of(tabbed(inside))
            # Colour in the heads of a table is how it looks.
            runs.append(_plain(text) if spot.head or spot.row == top else text)
            notes += own
        self.tables += 1
        cells = [
            grid.Cell("", s.row, s.column, s.rows, s.columns, strong=is_strong(inside))
            for s, inside in insides
        ]
        heads = len({spot.row for spot, _ in insides if spot.head})
        heads = 0 if heads == len({spot.row for spot, _ in insides}) else heads
        self.pieces += [Table(tuple(cells), tuple(runs), heads or None, self.tables), *notes]

    def _inside(self, holder: Iterable[Element]) -> list[Piece | Table]:
        """The pieces of one cell or box, read as a text of its own."""
        outside, self.pieces = self.pieces, []
        self.blocks(holder, None)
        inside, self.pieces = self.pieces, outside
        return inside


def _is_note(piece: Piece | Table) -> bool:
    return isinstance(piece, Piece) and piece.raw.kind == "note"


def _bodies(index: Element) -> list[Element]:
    return children(index, "text:index-body")


def _without_page(text: str) -> str:
    """A line of a table of contents without the page number at its end."""
    title, tab, page = text.rpartition("\t")
    if tab and _PAGE.fullmatch(page.strip(" .")):
        return title.rstrip(". \t").strip()
    return text.strip()


def _says_contents(runs: Iterable[Run]) -> bool:
    return folded("".join(run.text for run in runs)) in _CONTENTS


def _frames_text(spots: list[Spot]) -> bool:
    """Whether a table has one row or one column, and so is no table but a frame around text."""
    return len({spot.row for spot in spots}) < 2 or len({spot.column for spot in spots}) < 2


def _plain(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(Run(run.text) if run.coloured else run for run in runs)
