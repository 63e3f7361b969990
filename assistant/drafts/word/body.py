"""The text of a draft as elements of a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafts.columns import widths
from assistant.drafts.draft import Block, Bullets, Draft, Line, Paragraph, Table
from assistant.drafts.markdown import MISSING
from assistant.drafts.telling import Told, cited, clean, leads_in, told
from assistant.drafts.word.footnotes import Footnotes
from assistant.drafts.word.styles import Styles
from assistant.drafts.word.xml import Element, made, paragraph, run


class Body:
    """Writes a draft's text; ``width`` is that of a line in twentieths of a point."""

    def __init__(self, draft: Draft, styles: Styles, notes: Footnotes, width: int) -> None:
        self._draft = draft
        self._citations = cited(draft)
        self._styles = styles
        self._notes = notes
        self._width = width

    def elements(self) -> Iterator[Element]:
        """Everything from the title on."""
        yield paragraph(self._styles.title, run(clean(self._draft.title)))
        if byline := clean(self._draft.byline):
            yield paragraph(self._styles.byline, run(byline))
        for part in self._draft.parts:
            yield paragraph(self._styles.heading, run(clean(part.heading)))
            for block in part.blocks:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Paragraph):
            said = self._line(block.line, self._styles.text)
            if leads_in(block.line):
                said[0].append(made("keepNext"))
            yield said
        elif isinstance(block, Bullets):
            yield from (self._line(item, self._styles.bullet) for item in block.items)
        elif block.heads:
            yield self._table(block)
            # Two tables that touch are one to Word, and a text may not end with a table.
            yield paragraph(self._styles.cell)

    def _line(self, line: Line, style: str) -> Element:
        content: list[Element] = []
        for place, one in enumerate(told(line, self._citations)):
            if place:
                content.append(run(" "))
            content += self._sentence(one)
        return paragraph(style, *content)

    def _sentence(self, one: Told) -> Iterator[Element]:
        names = ((one.strong, self._styles.strong), (one.remark, self._styles.remark))
        yield run(one.text, *(made("rStyle", val=name) for wanted, name in names if wanted))
        if one.missing:
            yield run(" ")
            yield run(MISSING, made("highlight", val="yellow"))
        yield from self._notes.marks(one.notes)

    def _table(self, table: Table) -> Element:
        columns = widths(table, self._width)
        rows = [self._row([self._head(head) for head in table.heads], columns, repeated=True)]
        rows += [
            self._row([self._line(cell, self._styles.cell) for cell in row], columns)
            for row in table.rows
        ]
        grid = made("tblGrid", *(made("gridCol", w=width) for width in columns))
        return made("tbl", self._set(), grid, *rows)

    def _set(self) -> Element:
        """How the table is set: as its style says, over the whole line, with a row of heads."""
        look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0}
        return made(
            "tblPr",
            made("tblStyle", val=self._styles.table),
            made("tblW", w=self._width, type="dxa"),
            made("tblLayout", type="fixed"),
            made("tblLook", val="0620", **look, noHBand=1, noVBand=1),
        )

    def _head(self, head: str) -> Element:
        return paragraph(self._styles.head, run(clean(head)))

    def _row(
        self, cells: Sequence[Element], columns: Sequence[int], *, repeated: bool = False
    ) -> Element:
        """A row; ``repeated`` on each page that the table runs over.

        Its cells' style keeps a row on one page. Told so of the row itself, LibreOffice loses rows
        and notes where the notes of a table run over a page.
        """
        filled = (
            made("tc", made("tcPr", made("tcW", w=width, type="dxa")), cell)
            for cell, width in zip(cells, columns, strict=True)
        )
        return made("tr", *([made("trPr", made("tblHeader"))] if repeated else []), *filled)
