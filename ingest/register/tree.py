"""Found themes put in the document's order, each under the one that holds it, each with a key."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.document import Document
from ingest.passages import Span
from ingest.register.draft import Draft
from ingest.theme import Theme
from ingest.words import folded

_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 60


def tree(document: Document, drafts: Iterable[Draft]) -> tuple[Theme, ...]:
    """The themes of a document, outer before inner; where spans cross, the later stands alone."""
    keys: dict[Draft, str] = {}
    taken: Counter[str] = Counter()
    places = _Places(document)
    found = []
    for draft, parent in nested(drafts):
        keys[draft] = _key(draft, taken)
        found.append(_theme(places, draft, keys[draft], keys[parent] if parent else ""))
    return tuple(found)


def nested(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, Draft | None]]:
    """Drafts in their document's order, each with the one that it is under."""
    opened: list[Draft] = []
    named: dict[Span, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end, d.above is not None)):
        while opened and opened[-1].end < draft.end:
            opened.pop()
        parent = named.get(draft.above) if draft.above else None
        yield draft, parent or (opened[-1] if opened else None)
        named[draft.name] = draft
        if not draft.gathers:
            opened.append(draft)


def _key(draft: Draft, taken: Counter[str]) -> str:
    """A name that stays while the document calls the theme the same: "tema-2.1"."""
    said = draft.number or _SIGNS.sub("-", folded(draft.title)).strip("-")[:_LONGEST].strip("-")
    first = key = f"{draft.kind}-{said}"
    # "Netværk" told of twice, and "Netværk 2", are three.
    while key in taken:
        taken[first] += 1
        key = f"{first}-{taken[first]}"
    taken[key] = 1
    return key


def _theme(places: _Places, draft: Draft, key: str, parent: str) -> Theme:
    page, path = places.at(draft.start)
    return Theme(
        key, draft.number, draft.title, draft.kind, parent, draft.start, draft.end, draft.name,
        page, path, draft.fields,
    )  # fmt: skip


class _Places:
    """Pages and headings by place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [element.start for element in document.elements]

    def at(self, start: int) -> tuple[int | None, tuple[str, ...]]:
        """The page of what stands at ``start``, and the headings above it."""
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return None, ()
        element = self._document.elements[index]
        return element.page, self._document.path(element.section)
