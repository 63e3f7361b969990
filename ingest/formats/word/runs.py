"""The text of one paragraph of a Word document, run by run, with what its author marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.formats.decode import normalise
from ingest.formats.word.fields import Fields, ticked
from ingest.formats.word.formats import PLAIN, Format, format_of, symbol
from ingest.formats.word.notes import Notes, Reference
from ingest.formats.word.styles import Look, Styles
from ingest.formats.word.xml import ALTERNATE, MATHS, Element, W, chosen, inside, value
from ingest.marks import MARKER, Mark, Run

_MARKS = {
    f"{W}ins": Mark.CHANGED,
    f"{W}moveTo": Mark.CHANGED,
    f"{W}del": Mark.GONE,
    f"{W}moveFrom": Mark.GONE,
}
_LINKS = frozenset({f"{W}hyperlink"})
_SPANS = frozenset({f"{W}fldSimple", f"{W}bdo", f"{W}dir", *_LINKS})
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_BOXED = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NO_LOOK = Look()
_ODD = re.compile(r"[^ -~À-ſ–—’”“]")
_WHITE = str.maketrans("\n\r\t", "   ")
_UNCOLOURED = frozenset({"title", "subtitle", "heading", "caption", "entry", "contents", "figures"})
"""Roles of text that is coloured by how a paper looks."""


@dataclass(frozen=True)
class Inline:
    """What stands in one paragraph.

    ``style`` is as ``Raw`` has it; ``boxes`` hold text that floats beside the paragraph;
    ``in_contents`` is whether it belongs to a table of contents.
    """

    runs: tuple[Run, ...] = ()
    style: str = ""
    references: tuple[Reference, ...] = ()
    boxes: tuple[Element, ...] = ()
    in_contents: bool = False


def joined(parts: Sequence[Inline]) -> Inline:
    """What several paragraphs hold that are one."""
    if len(parts) == 1:
        return parts[0]
    styles = {part.style for part in parts if part.runs}
    return Inline(
        tuple(run for part in parts for run in part.runs),
        styles.pop() if len(styles) == 1 else "",
        tuple(reference for part in parts for reference in part.references),
        tuple(box for part in parts for box in part.boxes),
        any(part.in_contents for part in parts),
    )


class Inlines:
    """Reads the paragraphs of one document, which have to be told in order: fields go on."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields = Fields()

    def read(self, paragraph: Element, look: Look, mark: Mark | None = None) -> Inline:
        """The text of ``paragraph``, all of it marked with ``mark`` where there is one."""
        self._fields.new_paragraph()
        if look.role in {"heading", "title"}:
            self._fields.new_heading()
        reading = _Reading(self._styles, self._notes, self._fields, look)
        reading.read(paragraph, mark)
        return reading.done()


@dataclass
class _Reading:
    styles: Styles
    notes: Notes
    fields: Fields
    look: Look
    _runs: list[Run] = field(default_factory=list)
    _styled: set[tuple[bool, bool, bool]] = field(default_factory=set)
    _references: list[Reference] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _in_contents: bool = False
    _linked: bool = False
    _mark: Mark | None = None

    def done(self) -> Inline:
        return Inline(
            tuple(_bridged(self._runs)),
            self._style(),
            tuple(self._references),
            tuple(self._boxes),
            self._in_contents,
        )

    def read(self, paragraph: Element, mark: Mark | None) -> None:
        todo = [(element, mark, False) for element in reversed(paragraph)]
        while todo:
            element, self._mark, self._linked = todo.pop()
            tag = element.tag
            if tag == f"{W}r":
                self._run(element)
            elif tag.startswith(MATHS):
                self._add("".join(t.text or "" for t in element.iter(f"{MATHS}t")), PLAIN)
            else:
                within = list(element) if tag in _SPANS else inside(element)
                mark = self._mark if self._mark is Mark.GONE else _MARKS.get(tag, self._mark)
                linked = self._linked or tag in _LINKS
                todo.extend((e, mark, linked) for e in reversed(within))

    def _run(self, run: Element) -> None:
        form = format_of(run)
        for element in _pieces(run):
            tag = element.tag
            if tag in {f"{W}t", f"{W}delText"}:
                self._add(form.shown(_clean(element.text or "")), form)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], form)
            elif tag == f"{W}sym":
                self._add(symbol(element), form)
            elif tag == f"{W}fldChar":
                self._add(ticked(element), form)
                self.fields.turn(element)
            elif tag == f"{W}instrText":
                self.fields.instruct(element.text or "")
            elif tag in _NOTES:
                self._refer(element, _NOTES[tag])
            elif tag in _BOXED and self._mark is not Mark.GONE:
                self._boxes.extend(_boxes(element))

    def _refer(self, element: Element, kind: str) -> None:
        if self._mark is Mark.GONE or self.fields.silent:
            return
        # Where the author wrote a mark of his own, it is the text behind.
        custom = _own_mark(element)
        reference = self.notes.reference(kind, value(element, "id"), custom=custom)
        if reference:
            self._references.append(reference)
            if not custom:
                self._runs.append(Run(reference.mark, self._mark))

    def _add(self, text: str, form: Format) -> None:
        if not text or self.fields.silent:
            return
        hidden, bold, italic = self._switched(form)
        if hidden:
            return
        linked = self._linked or self.fields.in_link
        run = self._marked(text, form, linked=linked)
        self._runs.append(run)
        if text.strip():
            self._in_contents = self._in_contents or self.fields.in_contents
            if run.mark is not Mark.GONE:
                self._styled.add((linked, bold, italic))

    def _switched(self, form: Format) -> tuple[bool, bool, bool]:
        """Whether a run is hidden, bold and italic, with both styles beneath."""
        if form is PLAIN:
            return self.look.hidden, self.look.bold, self.look.italic
        characters = self.styles.look(form.style) if form.style else _NO_LOOK
        return (
            form.on("hidden", self.look, characters),
            form.on("bold", self.look, characters),
            form.on("italic", self.look, characters),
        )

    def _marked(self, text: str, form: Format, *, linked: bool) -> Run:
        if self._mark is Mark.GONE or form.struck:
            return Run(text, Mark.GONE)
        hue = "" if linked or self.look.role in _UNCOLOURED else form.coloured
        hue = MARKER if form.highlighted else hue
        if self._mark is None and hue:
            return Run(text, Mark.CHANGED, hue)
        return Run(text, self._mark)

    def _style(self) -> str:
        names = ("link", "bold", "italic")
        whole = [name for i, name in enumerate(names) if all(one[i] for one in self._styled)]
        return whole[0] if whole and self._styled else ""


def _clean(text: str) -> str:
    """The text of an element, in which a line end is but white space; most of it is clean."""
    return normalise(text).translate(_WHITE) if _ODD.search(text) else text


def _own_mark(element: Element) -> bool:
    """Whether a reference says that its mark follows as text."""
    return value(element, "customMarkFollows") in {"1", "true", "on"}


def _pieces(run: Element) -> Iterator[Element]:
    """What stands in a run; of alternate content the branch that is read."""
    for element in run:
        branch = chosen(element) if element.tag == ALTERNATE else None
        yield from (element,) if branch is None else branch


def _boxes(drawing: Element) -> Iterator[Element]:
    """The outermost text boxes in a drawing."""
    todo = [drawing]
    while todo:
        element = todo.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif element.tag == ALTERNATE:
            branch = chosen(element)
            todo.extend([] if branch is None else [branch])
        else:
            todo.extend(reversed(element))


def _bridged(runs: list[Run]) -> Iterator[Run]:
    """``runs`` with what is marked alike in one, the white space between two such included."""
    if len(runs) < 2:
        yield from runs
        return
    spaced = [
        replace(runs[index - 1], text=run.text) if _is_between(runs, index) else run
        for index, run in enumerate(runs)
    ]
    for (mark, coloured), alike in groupby(spaced, key=lambda run: (run.mark, run.coloured)):
        yield Run("".join(run.text for run in alike), mark, coloured)


def _is_between(runs: list[Run], index: int) -> bool:
    """Whether a run is but a space between two that are marked alike."""
    run = runs[index]
    if run.mark is not None or run.text.strip(" \t") or not 0 < index < len(runs) - 1:
        return False
    before, after = runs[index - 1], runs[index + 1]
    return before.mark is after.mark and before.coloured == after.coloured
