"""One paragraph of an OpenDocument text: its runs with their marks, and what is anchored in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.formats.decode import normalise
from ingest.formats.opendocument.package import Element, attribute, children, number, tag, within
from ingest.formats.opendocument.styles import Look, Styles
from ingest.marks import Mark, Run
from ingest.words import raised

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 200
_BREAKS = {"text:tab": "\t", "text:line-break": "\n"}
_SILENT = frozenset({"office:annotation", "text:placeholder", "text:script", "text:ruby-text",
                     "text:number", "text:tracked-changes", "text:note-citation"})  # fmt: skip
"""What stands in a paragraph and is none of its text."""
_FRAMES = "draw:"


@dataclass(frozen=True)
class Line:
    """A paragraph. ``notes`` are its ``text:note`` elements, ``frames`` what is anchored in it."""

    runs: tuple[Run, ...]
    style: str = ""
    notes: tuple[Element, ...] = ()
    frames: tuple[Element, ...] = ()


@dataclass(frozen=True)
class _Stretch:
    text: str
    look: Look
    link: bool
    new: bool
    gone: bool = False
    figure: bool = False


@dataclass
class Inline:
    """Reads paragraphs; remembers which insertions are open over the end of one."""

    styles: Styles
    removed: dict[str, str]
    """The text of each tracked deletion, by its id."""
    inserted: frozenset[str]
    open: set[str] = field(default_factory=set)
    hidden: bool = False
    """Whether hidden text was met and left out."""
    _found: list[_Stretch] = field(default_factory=list)
    _notes: list[Element] = field(default_factory=list)
    _frames: list[Element] = field(default_factory=list)

    def line(self, element: Element, *, plain: bool = False) -> Line:
        """The paragraph or heading ``element``; in a ``plain`` one colour is no mark."""
        self._found, self._notes, self._frames = [], [], []
        look = self.styles.look("paragraph", attribute(element, "text:style-name"))
        silent = any(
            attribute(e, "text:is-hidden") == "true"
            for e in children(element, "text:hidden-paragraph")
        )
        self._enter(element, replace(look, hidden=True) if silent else look, link=False)
        style = self._style()
        # A bold coloured line is how authors make headings by hand.
        plain = plain or style == "bold"
        runs = tuple(_run(stretch, plain=plain) for stretch in self._found)
        return Line(runs, style, tuple(self._notes), tuple(self._frames))

    def change(self, element: Element) -> str:
        """Note where a tracked change begins or ends; the text that was deleted here, or ""."""
        name, change = tag(element), attribute(element, "text:change-id")
        if name == "text:change-start" and change in self.inserted:
            self.open.add(change)
        elif name == "text:change-end":
            self.open.discard(change)
        elif name == "text:change":
            return self.removed.get(change, "")
        return ""

    def _enter(self, element: Element, look: Look, *, link: bool) -> None:
        self._add(element.text, look, link=link)
        for child in element:
            self._child(child, look, link=link)
            self._add(child.tail, look, link=link)

    def _child(self, child: Element, look: Look, *, link: bool) -> None:
        name = tag(child)
        if name in _BREAKS:
            self._put(_BREAKS[name], look, link=link)
        elif name == "text:s":
            self._put(" " * min(number(child, "text:c"), _MOST_SPACES), look, link=link)
        elif name.startswith("text:change"):
            if gone := self.change(child):
                self._found.append(_Stretch(gone, look, link, new=False, gone=True))
        elif name == "text:note":
            self._note(child, look)
        elif name.startswith(_FRAMES):
            self._frames.append(child)
        elif name == "text:span":
            given = self.styles.look("text", attribute(child, "text:style-name"))
            self._enter(child, given.over(look), link=link)
        elif name == "text:hidden-text":
            self.hidden = True
        elif name not in _SILENT and attribute(child, "loext:showing-place-holder") != "true":
            self._enter(child, look, link=link or name == "text:a")

    def _note(self, note: Element, look: Look) -> None:
        if not look.hidden:
            self._found.append(_Stretch(mark_of(note), look, link=False, new=False, figure=True))
            self._notes.append(note)

    def _add(self, text: str | None, look: Look, *, link: bool) -> None:
        if text:
            self._put(_SPACE.sub(" ", normalise(text)), look, link=link)

    def _put(self, text: str, look: Look, *, link: bool) -> None:
        if look.hidden:
            self.hidden = self.hidden or bool(text.strip())
            return
        if look.raised and text.strip().isdigit():
            # "100²" is no "1002".
            text = raised(text)
        self._found.append(_Stretch(text, look, link, new=bool(self.open)))

    def _style(self) -> str:
        """What all of the paragraph is: "link", "bold", "italic" or ""."""
        told = [s for s in self._found if s.text.strip() and not (s.figure or s.gone)]
        if told and all(s.link for s in told):
            return "link"
        if told and all(s.look.bold for s in told):
            return "bold"
        return "italic" if told and all(s.look.italic for s in told) else ""


def _run(stretch: _Stretch, *, plain: bool) -> Run:
    if stretch.gone or stretch.look.struck:
        return Run(stretch.text, Mark.GONE)
    if stretch.new:
        return Run(stretch.text, Mark.CHANGED)
    if stretch.look.hued and not (plain or stretch.link):
        return Run(stretch.text, Mark.CHANGED, stretch.look.hued)
    return Run(stretch.text)


def mark_of(note: Element) -> str:
    """The mark of a footnote as it is seen in the text: "³", "*", or "[i]"."""
    shown = "".join(
        "".join(map(str, citation.itertext())) for citation in children(note, "text:note-citation")
    ).strip()
    if shown.isdigit():
        return raised(shown)
    return f"[{shown}]" if shown.isalnum() else shown


def tracked(body: Element) -> tuple[dict[str, str], frozenset[str]]:
    """The texts of tracked deletions by their ids, and the ids of insertions."""
    removed: dict[str, str] = {}
    inserted: set[str] = set()
    for region in within(body, "text:changed-region"):
        own = attribute(region, "xml:id") or attribute(region, "text:id")
        if children(region, "text:insertion"):
            inserted.add(own)
        for deletion in children(region, "text:deletion"):
            removed[own] = _deleted(deletion)
    return removed, frozenset(inserted)


def _deleted(deletion: Element) -> str:
    plain = Inline(Styles({}, frozenset(), {}), {}, frozenset())
    lines = [plain.line(p) for p in within(deletion, "text:p", "text:h")]
    # What was deleted from within a sentence is one paragraph without spaces of its own to lose.
    return " ".join("".join(run.text for run in line.runs) for line in lines)
