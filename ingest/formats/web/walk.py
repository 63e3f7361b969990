"""A web page's tree to pieces, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest import grid
from ingest.formats.decode import normalise
from ingest.formats.pieces import Piece, Table, boxed, is_strong, lines_of, tabbed
from ingest.formats.web.look import Look, markers, style_of
from ingest.formats.web.notes import Notes, superscript
from ingest.formats.web.tables import Layout, layout
from ingest.formats.web.tree import BLOCKS, Node
from ingest.marks import Run
from ingest.raw import Raw

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HEADING = re.compile(r"h([1-6])")
_GLUED_NUMBER = re.compile(r"^(\s*\d{1,2}(?:\.\d{1,2})*\.?)(?=[A-ZÆØÅ][A-ZÆØÅa-zæøå]{2})")
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_WORD_ITEM = re.compile(r"mso-list\s*:[^;]{0,80}\blevel(\d)", re.IGNORECASE)
_WORD_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_GAP = re.compile(r"mso-tab-count|7\.0pt\s*[\"'&]", re.IGNORECASE)
_WORD_CONTENTS = re.compile(r"\bMsoToc(?:\d|Heading)")
_CONTENTS = re.compile(r"toc|table of contents ?\d*|indholdsfortegnelse|doc-toc", re.IGNORECASE)
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "colgroup", "col"})
_PERMALINKS = frozenset({"#", "¶", "§", "🔗"})
"""What a heading shows for the link to itself."""
_FRAMES = frozenset({"presentation", "none"})


@dataclass
class Walk:
    """Makes the pieces of one page. Its tree is no deeper than ``html_tree.DEEPEST``."""

    notes: Notes
    pieces: list[Piece | Table] = field(default_factory=list)
    listed: int = 0
    """Lines of tables of contents, which are left out."""
    tables: int = 0
    _mould: Raw = field(default_factory=lambda: Raw("text"))
    """What the next paragraph becomes."""
    _runs: list[tuple[Run, Look]] = field(default_factory=list)
    _due: list[str] = field(default_factory=list)
    _bodies: set[Node] = field(default_factory=set)
    _said: set[Node] = field(default_factory=set)
    _depth: int = -1

    def run(self, content: Node) -> None:
        """Read all of ``content``."""
        self._bodies = set(self.notes.bodies.values())
        self._inside(content, Look())
        self._flush()

    def _inside(self, node: Node, look: Look) -> None:
        look = look.within(node)
        for child in node.children:
            if isinstance(child, str):
                self._text(child, look)
            elif _is_contents(child):
                self.listed += sum(1 for below in child.below() if below.tag == "a") or 1
            elif child not in self._bodies:
                self._element(child, look)

    def _element(self, node: Node, look: Look) -> None:
        if node.tag not in BLOCKS:
            self._inline(node, look)
        elif node.tag == "table":
            self._table(node, look)
        elif node.tag in _LISTS:
            self._list(node, look)
        elif node.tag in {"dt", "dd"}:
            self._definition(node, look)
        else:
            self._block(node, look)

    def _block(self, node: Node, look: Look) -> None:
        self._flush()
        outer = self._mould
        heading = _HEADING.fullmatch(node.tag)
        if node.get("class").startswith("MsoTitle"):
            self._mould = Raw("heading", level=0)
        elif heading:
            self._mould = Raw("heading", _word_number(node), level=int(heading[1]))
        elif found := _WORD_ITEM.search(node.get("style")):
            self._mould = Raw("item", level=int(found[1]) - 1, marker=_word_marker(node) or "-")
        self._inside(node, look)
        self._flush()
        if self._mould.kind != "item" or outer.kind != "item":
            self._mould = outer

    def _inline(self, node: Node, look: Look) -> None:
        if node.tag == "br":
            self._put("\n", look)
        elif node.get("href").startswith("#") and node.text() in _PERMALINKS:
            return
        elif node in self.notes.marks:
            self._refer(node, look)
        elif _WORD_MARKER.search(node.get("style")):
            # Its text is the mark of the item, which was taken where the item began.
            return
        elif _WORD_GAP.search(node.get("style")) and not node.text():
            self._put("\t", look)
        elif node.tag == "sup" and node.text()[:4].isdigit() and len(node.text()) < 4:
            if not any(below in self.notes.marks for below in node.below()):
                self._put(superscript(node.text()), look)
            else:
                self._inside(node, look)
        else:
            self._inside(node, look)

    def _refer(self, link: Node, look: Look) -> None:
        if self._runs:
            # A mark stands at its word, whatever space the source has.
            last, own = self._runs[-1]
            self._runs[-1] = (replace(last, text=last.text.rstrip(" ")), own)
        self._put(self.notes.marks[link], look)
        body = self.notes.bodies[link]
        if body not in self._said:
            self._said.add(body)
            self._due.append(normalise(self.notes.says(link)))

    def _text(self, text: str, look: Look) -> None:
        text = normalise(text)
        self._put(text if look.kept else _SPACE.sub(" ", text), look)

    def _put(self, text: str, look: Look) -> None:
        self._runs.append((Run(text, look.mark), look))

    def _flush(self) -> None:
        """End the paragraph that is open; its notes follow it."""
        runs, self._runs = self._runs, []
        if any(run.text.strip() for run, _ in runs):
            raw = replace(self._mould, style=style_of(runs))
            made = tuple(run for run, _ in runs)
            self.pieces.append(Piece(raw, _spaced(made) if raw.kind == "heading" else made))
            if raw.kind == "item":
                # Further paragraphs of an item have no mark of their own.
                self._mould = replace(self._mould, marker="")
        due, self._due = self._due, []
        self.pieces += [Piece(Raw("note"), (Run(note),)) for note in due if note]

    def _list(self, node: Node, look: Look) -> None:
        self._flush()
        outer, self._depth = self._mould, self._depth + 1
        marks = markers(node)
        for child in node.children:
            if isinstance(child, Node) and child in self._bodies:
                continue
            if isinstance(child, Node) and child.tag == "li":
                self._mould = Raw("item", level=self._depth, marker=marks[child])
                self._inside(child, look)
                self._flush()
            elif isinstance(child, Node):
                self._element(child, look)
            else:
                self._text(child, look)
        self._flush()
        self._depth -= 1
        # What follows the inner list in an item goes on with that item.
        self._mould = replace(outer, marker="") if outer.kind == "item" else outer

    def _definition(self, node: Node, look: Look) -> None:
        """A name and what is said of it, as one would type them: "Name: text"."""
        if node.tag == "dt":
            self._flush()
        self._inside(node, look)
        if node.tag == "dd":
            self._flush()
        elif not node.text().endswith((":", "?", ".")):
            self._put(": ", look)
        else:
            self._put(" ", look)

    def _table(self, node: Node, look: Look) -> None:
        self._flush()
        for child in node.children:
            # Browsers, too, show what stands in a table and in none of its cells above it.
            if isinstance(child, str):
                self._text(child, look)
            elif child.tag not in _TABLE_PARTS:
                self._element(child, look)
        self._flush()
        found = layout(node)
        insides = [self._cell(spot.node, look) for spot in found.spots]
        filled = [at for at, inside in enumerate(insides) if inside]
        if node.get("role") in _FRAMES or _frames_text(found, filled, insides):
            for inside in insides:
                self.pieces += boxed(inside) if len(filled) == 1 else inside
        else:
            self._grid(found, insides)

    def _cell(self, cell: Node, look: Look) -> list[Piece | Table]:
        """The pieces of one cell, read as a page of its own."""
        outside, self.pieces = self.pieces, []
        mould, self._mould = self._mould, Raw("text")
        depth, self._depth = self._depth, -1
        self._inside(cell, look)
        self._flush()
        inside, self.pieces = self.pieces, outside
        self._mould, self._depth = mould, depth
        return inside

    def _grid(self, found: Layout, insides: list[list[Piece | Table]]) -> None:
        texts = [lines_of(tabbed(inside)) for inside in insides]
        cells = [
            grid.Cell("", s.row, s.column, s.rows, s.columns, strong=_is_head(s.node, inside))
            for s, inside in zip(found.spots, insides, strict=True)
        ]
        self.tables += 1
        runs = tuple(text for text, _ in texts)
        self.pieces.append(Table(tuple(cells), runs, found.heads, self.tables))
        self.pieces += [note for _, notes in texts for note in notes]


def _frames_text(found: Layout, filled: list[int], insides: list[list[Piece | Table]]) -> bool:
    """Whether a table only places text: one row or column, or parts of a page with headings."""
    spots = [found.spots[at] for at in filled]
    if len({spot.row for spot in spots}) < 2 or len({spot.column for spot in spots}) < 2:
        return True
    return found.heads is None and any(
        isinstance(piece, Piece) and piece.raw.kind == "heading" and piece.raw.level <= 2
        for inside in insides
        for piece in inside
    )


def _is_head(cell: Node, inside: list[Piece | Table]) -> bool:
    return cell.tag == "th" or is_strong(inside)


def _spaced(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A heading with the space between number and title that LibreOffice leaves out."""
    first = next(at for at, run in enumerate(runs) if run.text.strip())
    text = _GLUED_NUMBER.sub(r"\1 ", runs[first].text, count=1)
    return (*runs[:first], replace(runs[first], text=text), *runs[first + 1 :])


def _is_contents(node: Node) -> bool:
    if _WORD_CONTENTS.search(node.get("class")):
        return True
    names = (node.get("id"), node.get("role"), *node.get("class").split())
    return any(_CONTENTS.fullmatch(name) for name in names)


def _word_text(node: Node) -> str:
    found = next((n for n in node.below() if _WORD_MARKER.search(n.get("style"))), None)
    return normalise(found.text()).strip() if found else ""


def _word_marker(node: Node) -> str:
    """The mark of a paragraph that Word exported as an item: a number, or "-" for any bullet."""
    text = _word_text(node)
    return (
        text if re.fullmatch(r"\(?(?:\d[\d.]*|[a-zæøå]{1,4})[.)]?", text) and text != "o" else "-"
    )


def _word_number(node: Node) -> str:
    """The number that Word set before a heading."""
    text = _word_text(node)
    return f"{text} " if text[:1].isalnum() else ""
