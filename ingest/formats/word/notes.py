"""Footnotes and endnotes of a Word document, numbered as they are referred to."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.formats.word.xml import Element, W, value
from ingest.words import raised


@dataclass(frozen=True)
class Reference:
    """A place that refers to a note; ``mark`` is "" where the note has one of its own.

    ``note`` is None where an earlier place refers to the same one.
    """

    mark: str
    note: Element | None


class Notes:
    """The notes of one document; both kinds are numbered in one row, to be told apart."""

    def __init__(self, footnotes: Element | None, endnotes: Element | None) -> None:
        self._notes = {
            (kind, value(note, "id")): note
            for kind, root in (("footnote", footnotes), ("endnote", endnotes))
            if root is not None
            for note in root.iterchildren(f"{W}{kind}")
        }
        self._marks: dict[tuple[str, str], str] = {}
        self._told: set[tuple[str, str]] = set()

    def reference(self, kind: str, key: str, *, custom: bool) -> Reference | None:
        """The reference to a note, None where it is missing. A note has one mark however often."""
        note = self._notes.get((kind, key))
        if note is None:
            return None
        if not custom and (kind, key) not in self._marks:
            self._marks[kind, key] = raised(str(len(self._marks) + 1))
        told = (kind, key) in self._told
        self._told.add((kind, key))
        return Reference("" if custom else self._marks[kind, key], None if told else note)
