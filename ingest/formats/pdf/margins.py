"""Running heads, running feet and page numbers, by where they stand on the pages of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.formats.lines import Line, form, page_numbers
from ingest.formats.pdf.words import Strip

_EDGE = 3
"""So many lines at the top and at the bottom of a page may be running ones."""
_NEAR = 3.0
"""Points by which a running line may move from page to page."""
_REPEATS = 3
_OUTER = 0.12
"""Running lines stand within this share of a page's height from its edge."""


@dataclass(frozen=True)
class Margins:
    """The strips that run, as (page, place in its strips); one of each text, and the numbers."""

    gone: frozenset[tuple[int, int]]
    heads: tuple[Strip, ...]
    numbers: int


@dataclass(frozen=True, slots=True)
class _Edge:
    """A strip at an edge of its page; ``slot`` is its place from the top, or from the bottom."""

    key: tuple[int, int]
    strip: Strip
    slot: tuple[bool, int]
    outer: bool
    form: str


def margins(pages: Sequence[tuple[Sequence[Strip], float]]) -> Margins:
    """The running strips of ``pages``, each as its strips from the top down and its height."""
    edges = [
        edge for at, (strips, height) in enumerate(pages) for edge in _edges(at, strips, height)
    ]
    numbers = _numbers(edges)
    rest = [edge for edge in edges if edge.key not in numbers]
    heads = _heads(rest, len([strips for strips, _ in pages if strips]))
    numbers = _alone(numbers, edges, heads)
    first: dict[str, Strip] = {}
    for edge in heads:
        first.setdefault(edge.form, edge.strip)
    gone = frozenset(numbers | {edge.key for edge in heads})
    return Margins(gone, tuple(first.values()), len(numbers))


def _edges(page: int, strips: Sequence[Strip], height: float) -> list[_Edge]:
    rows: list[float] = []
    for strip in strips:
        if not rows or strip.base - rows[-1] > 2:
            rows.append(strip.base)
    upper = max(rows[:_EDGE], default=0.0) + 2
    lower = min(rows[-_EDGE:], default=0.0) - 0.01
    found = []
    for at, strip in enumerate(strips):
        top = strip.base < height / 2
        if not (strip.base <= upper if top else strip.base >= lower):
            continue
        slot = (top, round((strip.base if top else height - strip.base) / _NEAR))
        outer = not _OUTER * height < strip.base < (1 - _OUTER) * height
        found.append(_Edge((page, at), strip, slot, outer, form(strip.text)))
    return found


def _numbers(edges: Sequence[_Edge]) -> set[tuple[int, int]]:
    lines = [Line(edge.strip.text, edge.strip.page) for edge in edges]
    return {edges[at].key for at in page_numbers(lines, range(len(lines)))}


def _alone(
    numbers: set[tuple[int, int]], edges: Sequence[_Edge], heads: Sequence[_Edge]
) -> set[tuple[int, int]]:
    """The numbers without those that end a line of text, as in a table of contents."""
    running = numbers | {edge.key for edge in heads}
    rows = {(edge.key[0], round(edge.strip.base)) for edge in edges if edge.key not in running}
    places = {edge.key: (edge.key[0], round(edge.strip.base)) for edge in edges}
    return {key for key in numbers if places[key] not in rows}


def _heads(edges: Sequence[_Edge], pages: int) -> list[_Edge]:
    """The strips whose words, or whose place with ever other words, come again on most pages."""
    seen = {(e.form, near, e.key[0]) for e in edges for near in _nearby(e.slot)}
    placed = Counter((words, near) for words, near, _ in seen)
    slots: dict[tuple[bool, int], dict[int, bool]] = {}
    for edge in edges:
        again = placed[edge.form, edge.slot] >= 2
        for near in _nearby(edge.slot):
            held = slots.setdefault(near, {})
            held[edge.key[0]] = again or held.get(edge.key[0], False)
    often = max(_REPEATS, (pages + 1) // 2)
    return [
        edge
        for edge in edges
        if edge.form
        and edge.outer
        and (
            placed[edge.form, edge.slot] >= min(often, 6)
            or (pages == 2 and placed[edge.form, edge.slot] >= 2)
            or _runs(slots[edge.slot], often)
        )
    ]


def _runs(held: Mapping[int, bool], often: int) -> bool:
    """Whether a place in the margin is filled on most pages, mostly with words that come again."""
    return len(held) >= often and sum(held.values()) >= 0.7 * len(held)


def _nearby(slot: tuple[bool, int]) -> tuple[tuple[bool, int], ...]:
    return tuple((slot[0], slot[1] + by) for by in (-1, 0, 1))
