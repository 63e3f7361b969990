"""An answer and its citations: numbered in order of use, each a slice that can be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.markdown import escaped
from assistant.units import Span, Unit
from ingest.catalogue import Catalogue, Hit

Status = Literal["answered", "partial", "not_found"]


@dataclass(frozen=True)
class Citation:
    """``quote`` is ``text[start:end]`` of the document's canonical text, always."""

    number: int
    document_id: str
    title: str
    organisation: str
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Place:
    """Somewhere near what was asked, where nothing answers."""

    document_id: str
    title: str
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """``text`` is Markdown; each line that states something ends with the marks of its sources."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Place, ...] = ()
    mode: str = "extractive"


@dataclass
class Citing:
    """Collects citations while an answer is written; one slice has one number."""

    catalogue: Catalogue
    citations: list[Citation] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, document_id: str) -> str:
        """A document's canonical text."""
        if document_id not in self._texts:
            self._texts[document_id] = self.catalogue.text(document_id) or ""
        return self._texts[document_id]

    def mark(self, hit: Hit, span: Span) -> str:
        """The mark ``[n]`` of a slice of the document that ``hit`` is of."""
        start, end = span
        for known in self.citations:
            if (known.document_id, known.start, known.end) == (hit.document_id, start, end):
                return f"[{known.number}]"
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number,
                hit.document_id,
                hit.metadata.title,
                hit.metadata.organisation,
                hit.path,
                self._page(hit, start),
                start,
                end,
                self.text(hit.document_id)[start:end],
            )
        )
        return f"[{number}]"

    def _page(self, hit: Hit, start: int) -> int | None:
        """Where the slice itself begins: a passage may run over several pages."""
        at = self.catalogue.elements(hit.document_id, start, start + 1)
        return at[0].page if at else hit.page


def lines(
    unit: Unit, hit: Hit, citing: Citing, *, titled: bool = False, named: Unit | None = None
) -> list[str]:
    """A unit as Markdown lines with marks; ``titled`` puts its heading or row before it.

    ``named`` is the unit of the line before: what that has named is not named again.
    """
    text = citing.text(hit.document_id)
    known = named is not None and named.key == unit.key is not None
    name, marks = ("", "") if known else _name(unit, hit, citing, titled=titled)
    if unit.items and (unit.kind == "list" or len(unit.items) > _INLINE):
        return _listed(unit, hit, citing, f"**{name}**: " if name else "", marks)
    body = _inline(unit, text)
    if unit.head and not unit.order and unit.key:
        body = f"{escaped(unit.head)}: {body}"
    before = f"**{name}** – " if name else ""
    return [f"{before}{body} {marks}{citing.mark(hit, (unit.start, unit.end))}"]


_NAME_CHARS = 70
_INLINE = 6
"""A cell's list of more lines than this is set as one."""


def _name(unit: Unit, hit: Hit, citing: Citing, *, titled: bool) -> tuple[str, str]:
    text = citing.text(hit.document_id)
    if unit.key:
        return escaped(_shortened(text[slice(*unit.key)])), citing.mark(hit, unit.key)
    if titled and hit.path and not unit.head:
        return escaped(hit.path[-1]), ""
    return "", ""


def _shortened(name: str) -> str:
    name = name.rstrip(" .:")
    if len(name) <= _NAME_CHARS:
        return name
    return name[: name.rfind(" ", 0, _NAME_CHARS)].rstrip(" ,;:") + " …"


def _inline(unit: Unit, text: str) -> str:
    if not unit.items:
        return escaped(unit.text)
    lead = escaped(text[slice(*unit.lead)]) + " " if unit.lead else ""
    return lead + "; ".join(escaped(text[slice(*item)]).rstrip(".;") for item in unit.items) + "."


def _listed(unit: Unit, hit: Hit, citing: Citing, name: str, marks: str) -> list[str]:
    text = citing.text(hit.document_id)
    found = []
    if unit.lead:
        mark = citing.mark(hit, unit.lead)
        found.append(f"{name}{escaped(text[slice(*unit.lead)])} {marks}{mark}")
    items = unit.items[:_MOST_ITEMS]
    return [*found, *(f"- {escaped(text[slice(*i)])} {citing.mark(hit, i)}" for i in items)]


_MOST_ITEMS = 12


def place(hit: Hit) -> Place:
    """Where a passage stands."""
    return Place(hit.document_id, hit.metadata.title, hit.path, hit.page, hit.start, hit.end)


def joined(blocks: Sequence[Sequence[str]]) -> str:
    """Blocks of lines as Markdown: statements are a list; a list stands below what leads it in."""
    written: list[str] = []
    statements: list[str] = []
    for block in blocks:
        # A remark of ours is no statement, and stands alone.
        if len(block) == 1 and not block[0].startswith(("- ", "_")):
            statements.append(f"- {block[0]}")
            continue
        written += ["\n".join(statements), *_apart(block)]
        statements = []
    written.append("\n".join(statements))
    shown = [part for part in written if part]
    # One statement alone is a sentence, not a list of one.
    return (
        shown[0].removeprefix("- ")
        if len(shown) == 1 == shown[0].count("\n") + 1
        else "\n\n".join(shown)
    )


def _apart(block: Sequence[str]) -> list[str]:
    """A list's lead-in and its items as paragraphs of their own."""
    lead = [line for line in block if not line.startswith("- ")]
    return [*lead, "\n".join(line for line in block if line.startswith("- "))]
