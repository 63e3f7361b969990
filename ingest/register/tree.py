"""Found themes put in the document's order, each under the one that holds it, each with a key."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from ingest.document import Document
from ingest.register.draft import Draft
from ingest.theme import Theme
from ingest.words import folded

_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 60


def tree(document: Document, drafts: Iterable[Draft]) -> tuple[Theme, ...]:
    """The themes of a document, outer before inner; where spans cross, the later stands alone."""
    ordered = sorted(drafts, key=lambda d: (d.start, -d.end, d.above is not None))
    keys: dict[Draft, str] = {}
    taken: Counter[str] = Counter()
    opened: list[Draft] = []
    named: dict[object, Draft] = {}
    places = _Places(document)
    found = []
    for draft in ordered:
        while opened and opened[-1].end < draft.end:
            opened.pop()
        parent = named.get(draft.above) if draft.above else None
        parent = parent or (opened[-1] if opened else None)
        keys[draft] = _key(draft, taken)
        named[draft.name] = draft
        found.append(_theme(places, draft, keys[draft], keys[parent] if parent else ""))
        if not draft.gathers:
            opened.append(draft)
    return tuple(found)


def _key(draft: Draft, taken: Counter[str]) -> str:
    """A name that stays while the document calls the theme the same: "tema-2.1"."""
    said = draft.number or _SIGNS.sub("-", folded(draft.title)).strip("-")[:_LONGEST].strip("-")
    key = f"{draft.kind}-{said}"
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"


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
