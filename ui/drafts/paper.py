"""A draft as the paper that it will be, each mark a link to its place in the document.

Its words are Danish in every language of the page. Whatever comes from a document, or from
somebody's hand, is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from assistant.answer import Citation
from assistant.drafts.draft import Block, Bullets, Draft, Line, Paragraph, Sentence, Table
from ui import texts
from ui.drafts.visit import Visit
from ui.register.sources import way

OWN, MISSING = "egen", "uden kilde"
_NEW_TAB = 'target="_blank" rel="noopener"'


def written(draft: Draft, visit: Visit) -> str:
    """Title, byline and parts."""
    links = {one.number: one for one in draft.citations}
    parts = "".join(
        f"<section><h2>{escape(part.heading)}</h2>"
        f"{''.join(_block(block, links, visit) for block in part.blocks)}</section>"
        for part in draft.parts
    )
    return (
        f'<article class="paper" lang="da"><h1>{escape(draft.title)}</h1>'
        f'<p class="byline">{escape(draft.byline)}</p>{parts}</article>'
    )


def _block(block: Block, links: Mapping[int, Citation], visit: Visit) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_line(block.line, links, visit)}</p>"
    if isinstance(block, Bullets):
        items = "".join(f"<li>{_line(item, links, visit)}</li>" for item in block.items)
        return f"<ul>{items}</ul>"
    return _table(block, links, visit)


def _table(table: Table, links: Mapping[int, Citation], visit: Visit) -> str:
    """Roles are said, since a table that is set as cards on a narrow screen loses its own."""
    heads = "".join(
        f'<th role="columnheader" scope="col">{escape(head)}</th>' for head in table.heads
    )
    rows = "".join(
        f'<tr role="row">{"".join(_cells(row, table.heads, links, visit))}</tr>'
        for row in table.rows
    )
    return (
        f'<table class="measures" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr>'
        f'</thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _cells(
    row: Sequence[Line], heads: Sequence[str], links: Mapping[int, Citation], visit: Visit
) -> Iterator[str]:
    for number, (cell, head) in enumerate(zip(row, heads, strict=True)):
        said = _line(cell, links, visit)
        if number == 0:
            yield f'<th role="rowheader" scope="row">{said}</th>'
        else:
            empty = ' class="empty"' if not cell else ""
            yield f'<td role="cell" data-head="{escape(head)}"{empty}>{said}</td>'


def _line(line: Line, links: Mapping[int, Citation], visit: Visit) -> str:
    return " ".join(_told(one, links, visit, last=one is line[-1]) for one in line)


def _told(one: Sentence, links: Mapping[int, Citation], visit: Visit, *, last: bool) -> str:
    said = escape(one.text)
    if one.origin == "remark":
        return f'<em class="remark">{said}</em>'
    if one.strong:
        said = f"<strong>{said}</strong>"
    if kind := "own" if one.origin == "own" else "lacking" if one.missing else "":
        said = f'<span class="{kind}">{said}</span>'
    told = " ".join([said, *_signs(one, links, visit)])
    return f"{told}:" if one.strong and not last else told


def _signs(one: Sentence, links: Mapping[int, Citation], visit: Visit) -> Iterator[str]:
    if marks := "".join(_mark(links.get(mark), mark, visit) for mark in one.marks):
        yield marks
    if one.origin == "own":
        yield f'<span class="sign">{OWN}</span>'
    if one.missing:
        yield f'<span class="sign lack">{MISSING}</span>'
        if one.marks:
            yield f'<span class="why-lack">(ikke i kilden: {escape(one.missing)})</span>'


def _mark(citation: Citation | None, number: int, visit: Visit) -> str:
    if citation is None:
        return f"[{number}]"
    href = way(visit, citation)
    about = escape(", ".join(part for part in (citation.title, where(citation)) if part))
    return f'<a class="mark" href="{href}" title="{about}" {_NEW_TAB}>[{number}]</a>'


def where(citation: Citation) -> str:
    """Section and page."""
    page = texts.page_number(citation.page) if citation.page is not None else ""
    return ", ".join(part for part in (" › ".join(citation.section), page) if part)


# -- what it rests on -------------------------------------------------------------------------


def used(draft: Draft) -> list[Citation]:
    """The citations that the text still has marks of."""
    marks = {mark for one in draft.sentences() for mark in one.marks}
    return [one for one in draft.citations if one.number in marks]


def sources(citations: Sequence[Citation], visit: Visit, told: Mapping[int, str]) -> str:
    """The sources with their quotes, by document.

    ``told`` is HTML to say beside some, by number.
    """
    documents: dict[str, list[Citation]] = {}
    for one in citations:
        documents.setdefault(one.document_id, []).append(one)
    if not documents:
        return ""
    groups = "".join(_document(group, visit, told) for group in documents.values())
    heading = f'<h2 id="kilder">{visit.words["sources"]}</h2>'
    return f'<section class="cited" aria-labelledby="kilder">{heading}{groups}</section>'


def _document(group: Sequence[Citation], visit: Visit, told: Mapping[int, str]) -> str:
    first = group[0]
    whose = f'<span class="facts">{escape(first.organisation)}</span>' if first.organisation else ""
    items = "".join(_source(one, visit, told.get(one.number, "")) for one in group)
    title = escape(first.title or first.document_id)
    return f'<h3 lang="da">{title}{whose}</h3><ul>{items}</ul>'


def _source(citation: Citation, visit: Visit, told: str) -> str:
    # The dash of a list's item says nothing where the item stands alone.
    quote = escape(citation.quote.strip().removeprefix("- "))
    href, place = way(visit, citation), escape(where(citation))
    place = f'<span lang="da">{place}</span>' if place else ""
    about = " · ".join(part for part in (place, told) if part)
    opening = (
        f'<span class="opening">{" · " if about else ""}<a href="{href}" {_NEW_TAB}>'
        f"{visit.words['open']}</a></span>"
    )
    return (
        f'<li><span class="number">[{citation.number}]</span><div>'
        f'<blockquote lang="da">{quote}</blockquote>'
        f'<p class="facts">{about}{opening}</p></div></li>'
    )
