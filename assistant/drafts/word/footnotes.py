"""Footnotes of a Word file: the marks in its text and the notes that they point to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafts.telling import Note
from assistant.drafts.word.styles import Styles
from assistant.drafts.word.xml import Element, W, child, made, paragraph, run

_SEPARATORS = {"separator": -1, "continuationSeparator": 0}
_AFTER_FOOTNOTES = tuple(
    f"{W}{name}"
    for name in (
        "endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
        "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
        "readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags decimalSymbol "
        "listSeparator"
    ).split()
)
"""What stands behind the footnotes in the settings, where Word wants its own order."""


class Footnotes:
    """Collects a file's notes while its text is written.

    Word wants a note of its own for each mark: two marks of one note are an error to it, and a
    field that points to another mark is lost where the other sentence is cut. So a source that is
    used again has a note again, which names the document, page and quote.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._told: set[str] = set()
        self.root = made("footnotes")
        for kind, place in _SEPARATORS.items():
            line = made("p", made("r", made(kind)))
            self.root.append(made("footnote", line, type=kind, id=place))
        self._count = 0

    def marks(self, notes: Sequence[Note]) -> Iterator[Element]:
        """The marks of notes that stand behind one sentence, apart from one another."""
        for place, note in enumerate(notes):
            if place:
                yield run(",", self._raised())
            yield self._mark(note.again if note.key in self._told else note)
            self._told.add(note.key)

    def _mark(self, note: Note) -> Element:
        self._count += 1
        said = [made("r", made("rPr", self._raised()), made("footnoteRef")), run(f" {note.before}")]
        if note.title:
            said.append(run(note.title, made("rStyle", val=self._styles.remark)))
        said.append(run(note.after))
        text = paragraph(self._styles.note, *said)
        self.root.append(made("footnote", text, id=self._count))
        mark = made("footnoteReference", id=self._count)
        return made("r", made("rPr", self._raised()), mark)

    def _raised(self) -> Element:
        return made("rStyle", val=self._styles.mark)


def declare(settings: Element) -> None:
    """Tell Word which notes are the lines above the others."""
    for tag in ("footnotePr", "endnotePr"):
        old = child(settings, tag)
        if old is not None:
            settings.remove(old)
    notes = (made("footnote", id=place) for place in _SEPARATORS.values())
    behind = (place for place, one in enumerate(settings) if one.tag in _AFTER_FOOTNOTES)
    settings.insert(next(behind, len(settings)), made("footnotePr", *notes))
