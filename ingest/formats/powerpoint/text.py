"""The text of a deck's boxes: lists and paragraphs, marked changes, and what heads what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.formats.powerpoint import drawingml
from ingest.formats.powerpoint.drawingml import A
from ingest.formats.powerpoint.shapes import TITLES, Inherited, P, placeholder, texts, type_of
from ingest.headings import BARE, level_of
from ingest.marks import Marked, Run, marked, without_design
from ingest.raw import Raw

_BOX = 4
"""Level of a heading within a slide; those of the slides' titles are 1 to 3."""
_TYPED = re.compile(r"(?P<marker>\d{1,2}[.)]|[a-zæøå]\)|[•●▪◦–-])\s+(?=\S)")


@dataclass
class Deck:
    """What is kept from slide to slide."""

    runs: dict[etree._Element, list[Run]]
    raws: list[Raw] = field(default_factory=list)
    title: str = ""
    tables: int = 0
    changed: bool = False

    def marked(self, paragraph: etree._Element) -> Marked:
        """A paragraph's text as it stands now, and what is to be said behind it."""
        found = marked(self.runs[paragraph])
        self.changed = self.changed or bool(found.said)
        return found

    def cell(self, cell: etree._Element) -> str:
        """The text of a table cell: a line a paragraph."""
        lines = []
        numbering = drawingml.Numbering()
        for paragraph in drawingml.paragraphs(cell.find(f"{A}txBody")):
            text = self.marked(paragraph).cell()
            if text:
                bullet = drawingml.bullet(paragraph, ())
                marker = numbering.marker(bullet, drawingml.level(paragraph))
                lines.append(f"{marker} {text}".strip())
        return "\n".join(lines)


def deck_runs(slides: Sequence[etree._Element]) -> dict[etree._Element, list[Run]]:
    """The runs of every paragraph, colour judged over the whole deck."""
    found = [paragraph for slide in slides for paragraph in slide.iter(f"{A}p")]
    runs = [_own_colours(paragraph) for paragraph in found]
    return dict(zip(found, without_design(runs), strict=True))


def _own_colours(paragraph: etree._Element) -> list[Run]:
    """The runs of ``paragraph``; the colour of a title or of a whole box is how it looks."""
    runs = drawingml.runs(paragraph)
    if not any(run.coloured for run in runs):
        return runs
    shape = next(paragraph.iterancestors(f"{P}sp"), None)
    if shape is None or not (type_of(shape) in TITLES or _all_coloured(shape)):
        return runs
    return [Run(run.text) if run.coloured else run for run in runs]


def _all_coloured(shape: etree._Element) -> bool:
    if placeholder(shape) is not None:
        return False
    found = [run for paragraph in shape.iter(f"{A}p") for run in drawingml.runs(paragraph)]
    return all(run.coloured for run in found if run.text.strip())


def box_pieces(shape: etree._Element, inherited: Inherited, page: int, deck: Deck) -> list[Raw]:
    """The paragraphs of a box: items where they have bullets or numbers, else text."""
    found = texts(shape)
    styles = inherited.styles(shape)
    numbering = drawingml.Numbering()
    done: list[Raw] = []
    for paragraph in found:
        depth = drawingml.level(paragraph)
        bullet = drawingml.bullet(paragraph, styles)
        marker = numbering.marker(bullet, depth)
        if marker == "-" and len(found) == 1 and placeholder(shape) is not None:
            marker = ""
        said = deck.marked(paragraph)
        style = "bold" if drawingml.is_bold(paragraph) else ""
        typed = _TYPED.match(said.text)
        if typed and (marker == "-" or (not marker and len(found) > 1)):
            marker, said = typed["marker"], replace(said, text=said.text[typed.end() :])
        if marker:
            # A mark behind an item stays in it: a note of its own would cut the list in two.
            done.append(Raw("item", said.cell(), page, depth, style, marker))
            continue
        done += [Raw("text", said.text, page, style=style)] if said.text else []
        done += [Raw("note", said.said, page)] if said.said else []
    return _settled(done)


def _settled(raws: list[Raw]) -> list[Raw]:
    """Items with their depth counted from the outermost of their list."""
    done: list[Raw] = []
    run: list[Raw] = []
    for raw in [*raws, None]:
        if raw is not None and raw.kind == "item":
            run.append(raw)
            continue
        least = min((item.level for item in run), default=0)
        done += [replace(item, level=item.level - least) for item in run]
        run = []
        done += [raw] if raw is not None else []
    return done


def below(raws: list[Raw]) -> list[Raw]:
    """The pieces of a slide, none of which may come to stand above the slide's title.

    A line like "SPOR 1" heads what follows it on the slide, and with nothing below is text.
    """
    last = max((at for at, raw in enumerate(raws) if not _heads(raw)), default=-1)
    done = []
    for at, raw in enumerate(raws):
        if not _heads(raw):
            done.append(raw)
        elif at < last and not raw.style:
            done.append(Raw("heading", raw.text, raw.page, _BOX))
        else:
            done.append(raw if at < last else replace(raw, kind="item", style=""))
    return done


def _heads(raw: Raw) -> bool:
    return raw.kind == "text" and 0 < level_of(raw, frozenset()) < BARE
