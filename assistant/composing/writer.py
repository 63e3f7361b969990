"""Sentences out of statements: their words made plain, their places numbered as citations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant import naming
from assistant.answer import Citation
from assistant.composing.statements import Statement
from assistant.drafts.draft import Block, Bullets, Line, Paragraph, Sentence
from assistant.quoting import Quoting
from ingest.marks import without_said
from ingest.passages import Span
from ingest.theme import Theme

_SUPERSCRIPT = re.compile(r"(?:(?<=[.,;:)”\"])|(?<=[^\W\d_]{4}))[⁰¹²³⁴-⁹]+")
_ENDS = (".", "!", "?", "…", ":", ".)", ".”", '."', "!”")
_LONG = 75
_SHORT = 4
_SENTENCE = 4
"""Words of a statement that speaks for itself; "Afsluttet." needs the name before it."""
_LEAST = 25
_CUT = re.compile(r",? (?=(?:med|der|som|så|herunder|samt|for at|med henblik)\b)|[,;:] | – ")
"""Where what describes a name begins."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Writer:
    """Numbers citations in order of use; one slice has one number."""

    quotings: dict[str, Quoting]
    citations: list[Citation] = field(default_factory=list)
    _known: dict[tuple[str, Span], int] = field(default_factory=dict)

    def mark(self, document_id: str, span: Span) -> int:
        """The number of a slice."""
        number = self._known.setdefault((document_id, span), len(self.citations) + 1)
        if number > len(self.citations):
            self.citations.append(self.quotings[document_id].citation(span, number))
        return number

    def sentence(self, one: Statement, *, ended: bool = True) -> Sentence:
        """A statement in running text: with a capital and a full stop where it has none."""
        return Sentence(_plain(one.text, ended=ended), (self.mark(one.document_id, one.span),))

    def slice(self, document_id: str, span: Span) -> Sentence:
        """Any slice as a sentence."""
        quoting = self.quotings[document_id]
        said = _plain(without_said(quoting.document.text[slice(*span)]), ended=True)
        return Sentence(said, (self.mark(document_id, span),))

    def name(self, document_id: str, theme: Theme, *, whole: bool = False) -> Sentence:
        """What a theme is called, with its number; cut where it is a whole sentence."""
        text = self.quotings[document_id].document.text
        span = naming.span(theme, text)
        start = span[0] + len(text[slice(*span)]) - len(text[slice(*span)].lstrip())
        said = _calm(" ".join(text[start : span[1]].split()).rstrip(" :.,;"), text)
        said = said if whole else _short(said)
        return Sentence(said, (self.mark(document_id, (start, span[1])),), strong=True)


def remark(text: str) -> Paragraph:
    """A remark of the assistant's own."""
    return Paragraph((Sentence(text, origin="remark"),))


def plain_remark(text: str) -> Sentence:
    """The same inside a cell or an item."""
    return Sentence(text, origin="remark")


def bullets(items: Iterable[Line]) -> list[Block]:
    """A list; a single item is a paragraph, none is nothing."""
    found = tuple(item for item in items if item)
    if len(found) == 1:
        return [Paragraph(found[0])]
    return [Bullets(found)] if found else []


def unnamed(item: Line) -> Line:
    """``item`` without the name that it begins with, where whole sentences follow it."""
    told = len(item) > 1 and len(item[1].text.split()) >= _SENTENCE
    return item[1:] if told and item[0].strong else item


def weak(sentence: Sentence) -> Sentence:
    """A name that is told like anything else."""
    return replace(sentence, strong=False)


def _plain(text: str, *, ended: bool) -> str:
    said = " ".join(_SUPERSCRIPT.sub("", text).split()).rstrip(" ,;")
    said = said[:1].upper() + said[1:]
    return said if not ended or said.endswith(_ENDS) else f"{said}."


def _short(name: str) -> str:
    """A name that is a whole sentence, cut where what describes it begins."""
    if len(name) <= _LONG:
        return name
    cuts = [found.start() for found in _CUT.finditer(name, _LEAST, _LONG)]
    cut = cuts[0] if cuts else name.rfind(" ", 0, _LONG)
    return name[:cut].rstrip(" ,;:–-") + " …"


def _calm(name: str, text: str) -> str:
    """A name in capitals as names are written, by how the document writes its words elsewhere."""
    words = _WORD.findall(name)
    if not name.isupper() or all(len(word) <= _SHORT for word in words):
        return name
    known = _forms(text, {word.lower() for word in words})
    said = _WORD.sub(lambda found: known.get(found[0].lower()) or _smaller(found[0]), name)
    return said[:1].upper() + said[1:]


def _forms(text: str, wanted: set[str]) -> dict[str, str]:
    """Each word as the text writes it where it does not shout: in small letters if it ever does."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        small = word.lower()
        if small in wanted and not word.isupper() and found.get(small) != small:
            found[small] = word
    return found


def _smaller(word: str) -> str:
    """A word that stands in capitals alone; a short one is letters that stand for words."""
    return word if len(word) <= _SHORT else word.lower()
