"""Fields of a Word document: what a field shows is text, the instruction that made it is none."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.formats.word.xml import Element, child, switch, value

_TELLING = 100
"""So many characters of an instruction tell what it does."""
_DEEPEST = 20
"""More fields than this do not stand in one another: the outer ones were never closed."""


@dataclass
class _Field:
    instruction: str = ""
    shows: bool = False

    def is_a(self, kind: str) -> bool:
        return self.instruction.split()[:1] == [kind]


def ticked(character: Element) -> str:
    """The box that a field's beginning shows, where the field is one to be ticked; else ""."""
    box = child(child(character, "ffData"), "checkBox")
    if box is None:
        return ""
    told = switch(child(box, "checked"))
    return "☒" if (switch(child(box, "default")) if told is None else told) else "☐"


class Fields:
    """The fields that are open at one place of a document; some go on over paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def new_paragraph(self) -> None:
        """No instruction goes on over paragraphs: one that seems to was never closed."""
        self._open = [field for field in self._open if field.shows]

    def new_heading(self) -> None:
        """A table of contents holds no headings: one that seems to was never closed."""
        self._open = [field for field in self._open if not field.is_a("TOC")]

    def turn(self, character: Element) -> None:
        """Take a field's beginning, the end of its instruction, or its end."""
        kind = value(character, "fldCharType")
        if kind == "begin":
            self._open = [*self._open[-_DEEPEST:], _Field()]
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take a stretch of an instruction."""
        field = self._open[-1] if self._open else None
        if field and not field.shows and len(field.instruction) < _TELLING:
            field.instruction += text

    @property
    def silent(self) -> bool:
        """Whether text at this place belongs to an instruction."""
        return bool(self._open) and any(not field.shows for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether text at this place is of a table of contents."""
        return bool(self._open) and any(field.shows and field.is_a("TOC") for field in self._open)

    @property
    def in_link(self) -> bool:
        """Whether text at this place is a link."""
        return bool(self._open) and any(
            field.shows and field.is_a("HYPERLINK") for field in self._open
        )
