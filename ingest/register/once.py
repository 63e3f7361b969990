"""Which headings and paragraphs tell of a theme that stands elsewhere in the document, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.register.draft import Draft
from ingest.register.sections import Sections
from ingest.register.tree import nested

_Said = tuple[str, str, str]
"""Kind, number and title."""
_Under = int | tuple[str, ...]
"""The place of the theme above or, where there is none, the headings."""


def once(headed: Sections, rows: Sequence[Draft], others: Sequence[Draft]) -> list[Draft]:
    """Of headings and paragraphs (``others``) those that tell of no row's theme, each theme once.

    Rows stay, whatever they are called: "Opkvalificering" is a measure of each of two themes. A
    heading is one with a row that says the same below the same, or below no theme; and with
    another heading that says the same below the same, of which the longer one stays.
    """
    placed = {id(draft): (place, top) for draft, place, top in _places(headed, [*rows, *others])}
    taken = {placed[id(row)][0] for row in rows}
    alone = {_said(row) for row in rows if placed[id(row)][1]}
    kept: dict[int, Draft] = {}
    for draft in others:
        place, _ = placed[id(draft)]
        known = kept.get(place)
        if place in taken or _said(draft) in alone:
            continue
        if known is None or known.end - known.start <= draft.end - draft.start:
            kept[place] = draft
    return list(kept.values())


def _said(draft: Draft) -> _Said:
    return draft.kind, draft.number, draft.said


def _places(headed: Sections, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, int, bool]]:
    """Each theme, one number for all that say the same below the same, and whether it is on top."""
    numbers: dict[tuple[_Under, _Said], int] = {}
    known: dict[int, int] = {}
    for draft, parent in nested(drafts):
        under = known[id(parent)] if parent else _headings(headed, draft)
        known[id(draft)] = numbers.setdefault((under, _said(draft)), len(numbers))
        yield draft, known[id(draft)], parent is None


def _headings(headed: Sections, draft: Draft) -> tuple[str, ...]:
    """The headings that a theme stands below."""
    index = headed.at(draft.start)
    if index >= 0 and headed.document.sections[index].start == draft.start:
        index = headed.above[index]
    return tuple(headed.title(one) for one in headed.around(index))
