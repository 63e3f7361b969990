"""The register: a document's themes, read from its own structure; nothing is guessed.

A theme stands as a row, a heading, a paragraph or a list item. Where several of these tell of the
same theme (a row below its own heading), they are one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.passages import Span
from ingest.register import fields, prose, rows
from ingest.register.draft import Draft
from ingest.register.lists import Lists
from ingest.register.once import once
from ingest.register.sections import Sections
from ingest.register.tree import tree
from ingest.theme import Theme

_MANY = 5000
"""Themes of one document; what has more is a data table, and those beyond are left out."""


def read(document: Document) -> tuple[Theme, ...]:
    """The themes of a document in its order, each behind the one that it is under."""
    own = Lists(document)
    table = rows.read(document)
    headed = Sections(document, own)
    headed.read(table.items)
    starts = [item.start for item in table.items]
    under: dict[Span | None, list[Draft]] = {}
    for item in table.items:
        under.setdefault(item.above, []).append(item)
    groups = [_with_its_heading(g, under.get(g.name, []), starts, headed) for g in table.groups]
    items = [item for item in table.items if not _one_with_heading(item, starts, headed)]
    rowed = [*groups, *items]
    others = [*headed.told().values()]
    others += prose.read(own, headed, {draft.kind for draft in (*rowed, *others)})
    return tree(document, [*rowed, *once(headed, rowed, others)][:_MANY])


def _with_its_heading(
    group: Draft, own: Sequence[Draft], starts: Sequence[int], headed: Sections
) -> Draft:
    """What rows are filed under, as far as the heading goes that stands above its rows alone."""
    if not own:
        return group
    around = headed.around(headed.at(own[0].start))
    sections = headed.document.sections
    index = next((i for i in around if sections[i].end >= own[-1].end), -1)
    if index < 0 or headed.framed(index):
        return group
    section = sections[index]
    if _between(starts, section.start, section.end) != len(own):
        return group
    headed.found.pop(index, None)
    return replace(group, start=section.start, end=section.end, gathers=False)


def _between(starts: Sequence[int], start: int, end: int) -> int:
    """How many rows stand between two places."""
    return bisect_left(starts, end) - bisect_left(starts, start)


def _one_with_heading(item: Draft, starts: Sequence[int], headed: Sections) -> bool:
    """Whether a row tells of the theme that its heading is; the heading has its fields then."""
    index = headed.owner(headed.at(item.start))
    if index < 0 or item.above is not None:
        return False
    draft = headed.found[index]
    if item.number and draft.number:
        same = item.number == draft.number
    else:
        alone = _between(starts, draft.start, draft.end) == 1
        same = alone or item.said == draft.said
    if same:
        told = fields.merged((*draft.fields, *item.fields))
        headed.found[index] = replace(draft, fields=told)
    return same
