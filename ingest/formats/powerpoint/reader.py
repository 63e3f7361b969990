"""The reader of PowerPoint files: slides in order, and on each what a person reads, in order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.exc import PythonPptxError
from pptx.opc.package import PartFactory
from pptx.oxml import parse_xml
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.slide import Slide

from ingest import marks
from ingest.formats import office
from ingest.formats.powerpoint import drawingml, graphics
from ingest.formats.powerpoint.drawingml import A
from ingest.formats.powerpoint.shapes import (
    TITLES,
    Inherited,
    P,
    choose,
    looks_like_title,
    ordered,
    shapes,
    texts,
    type_of,
)
from ingest.formats.powerpoint.text import Deck, below, box_pieces, deck_runs
from ingest.grid import pieces_of, raw_rows
from ingest.raw import Extracted, Raw, Step
from ingest.words import folded

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MAIN = (
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)
_MOST_DEEP = 20
"""Groups within groups; what lies deeper is left out."""
_TITLE, _PART, _SLIDE = 1, 2, 3
_FORTH = re.compile(r"[\s–-]*\(?\b(?:fortsat|forts\.?|\d+\s*(?:/|af)\s*\d+)\)?$", re.IGNORECASE)


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the presentation in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: a damaged file.
    """
    office.check_namespaces(data, "ppt/presentation.xml", name, ".pptx")
    slides = _slides(data, name)
    shown = [slide for slide in slides if slide.element.get("show") not in {"0", "false"}]
    for slide in shown:
        choose(slide.element)
    deck = Deck(deck_runs([slide.element for slide in shown]))
    numbers = {slide.slide_id: number for number, slide in enumerate(slides, start=1)}
    empty: list[int] = []
    for done, slide in enumerate(shown, start=1):
        before = len(deck.raws)
        _slide(slide, numbers[slide.slide_id], deck, first=done == 1)
        if len(deck.raws) == before and _has_picture(slide.element):
            empty.append(numbers[slide.slide_id])
        step(numbers[slide.slide_id], len(slides))
    hidden = [number for i, number in numbers.items() if i not in {s.slide_id for s in shown}]
    return Extracted(tuple(deck.raws), warnings=tuple(_warnings(shown, hidden, empty, deck)))


def _slides(data: bytes, name: str) -> list[Slide]:
    for content_type in _MAIN:
        # The library knows these two kinds no more than by this.
        PartFactory.part_type_for.setdefault(content_type, PresentationPart)
    try:
        part = Package.open(io.BytesIO(data)).main_document_part
        return list(part.presentation.slides)
    except (
        KeyError, ValueError, AttributeError, TypeError, IndexError, EOFError,
        zipfile.BadZipFile, etree.XMLSyntaxError, PythonPptxError,
    ) as error:  # fmt: skip
        raise office.damaged(name, "PowerPoint") from error


def _warnings(
    slides: Sequence[Slide], hidden: list[int], empty: list[int], deck: Deck
) -> Iterator[str]:
    if hidden:
        yield f"Skjulte slides er ikke læst: {_listed(hidden)}."
    if empty:
        yield f"Slides uden tekst, hvis billeder ikke er læst: {_listed(empty)}."
    if any(_has_notes(slide) for slide in slides):
        yield "Talernoter er ikke læst."
    if deck.changed:
        yield marks.WARNING


def _listed(numbers: list[int]) -> str:
    texts = [str(number) for number in numbers]
    return " og ".join([part for part in (", ".join(texts[:-1]), texts[-1]) if part])


def _has_notes(slide: Slide) -> bool:
    if not slide.has_notes_slide:
        return False
    frame = slide.notes_slide.notes_text_frame
    return frame is not None and bool(frame.text.strip())


def _has_picture(slide: etree._Element) -> bool:
    return next(slide.iter(f"{P}pic"), None) is not None


def _slide(slide: Slide, page: int, deck: Deck, *, first: bool) -> None:
    """Read one slide into ``deck``: its title, and the rest as it is placed."""
    tree = slide.element.find(f"{P}cSld/{P}spTree")
    found = [] if tree is None else shapes(tree)
    title = next((shape for shape in found if type_of(shape) in TITLES), None)
    if title is None or not texts(title):
        title = looks_like_title(found)
    layout = slide.slide_layout
    if title is not None:
        kinds = {layout.element.get("type", ""), *map(type_of, found)}
        _heading(title, page, deck, _level(kinds, first=first))
    walk = _Walk(slide, Inherited(layout.element, layout.slide_master.element), page, deck)
    deck.raws += below(list(walk.pieces([shape for shape in found if shape is not title])))


def _level(kinds: set[str], *, first: bool) -> int:
    """The level of a title on a slide of such a layout and such placeholders."""
    opens = bool(kinds & {"ctrTitle", "subTitle"})
    if first and opens:
        return _TITLE
    return _PART if opens or "secHead" in kinds else _SLIDE


def _heading(shape: etree._Element, page: int, deck: Deck, level: int) -> None:
    found = [deck.marked(paragraph) for paragraph in texts(shape)]
    text = " ".join(" ".join(one.text for one in found).split())
    said = " ".join(one.said for one in found if one.said)
    plain = folded(_FORTH.sub("", text)) or folded(text)
    if text and plain != deck.title:
        deck.raws.append(Raw("heading", text, page, level))
        deck.title = plain
    if said:
        deck.raws.append(Raw("note", said, page))


@dataclass(frozen=True)
class _Walk:
    """One pass over the shapes of a slide."""

    slide: Slide
    inherited: Inherited
    page: int
    deck: Deck

    def pieces(self, found: list[etree._Element], depth: int = 0) -> Iterator[Raw]:
        """The pieces of shapes that stand together, as they are read."""
        for shape in ordered(found, self.inherited):
            if shape.tag == f"{P}graphicFrame":
                yield from self._frame(shape)
            elif shape.tag != f"{P}grpSp":
                yield from box_pieces(shape, self.inherited, self.page, self.deck)
            elif depth < _MOST_DEEP:
                yield from self.pieces(shapes(shape), depth + 1)

    def _frame(self, frame: etree._Element) -> list[Raw]:
        """A table, a chart or a SmartArt."""
        table = frame.find(f".//{A}tbl")
        if table is not None:
            return self._table(table)
        chart, diagram = frame.find(f".//{_C}chart"), frame.find(f".//{_DGM}relIds")
        if chart is not None and (data := self._part(chart.get(f"{_R}id", ""))) is not None:
            self.deck.tables += 1
            return graphics.chart_pieces(data, self.page, self.deck.tables)
        if diagram is not None and (data := self._part(diagram.get(f"{_R}dm", ""))) is not None:
            return graphics.diagram_items(data, self.page)
        return []

    def _table(self, table: etree._Element) -> list[Raw]:
        self.deck.tables += 1
        cells = drawingml.table_cells(table, self.deck.cell, self.page)
        rows = raw_rows(cells, self.deck.tables, drawingml.heads(table, cells))
        if len(rows) < 2 or all(len(row.cells) < 2 for row in rows):
            return list(pieces_of(rows))
        return rows

    def _part(self, relation: str) -> etree._Element | None:
        """The XML part that the slide names as ``relation``, if it has it."""
        try:
            root: etree._Element = parse_xml(self.slide.part.related_part(relation).blob)
        except (KeyError, etree.XMLSyntaxError):
            return None
        return root
