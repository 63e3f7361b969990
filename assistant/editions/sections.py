"""Which section of one edition is which of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from assistant.editions.fold import figures, named, number, undated
from assistant.editions.pairing import Pairing
from assistant.editions.units import Edition, Line, Sentence
from ingest.passages import Span

_NEAR = 0.6
_FAINT = 0.3
"""Enough for a title whose number says the same."""
_MOST = 20
_SHARED = 0.5
"""The share of a section's words that it keeps under another title."""


@dataclass(frozen=True)
class Part:
    """A section: where its heading stands and what it is known by.

    ``undated`` is its title without dates, "" where a section beside it has that too.
    """

    index: int
    old: bool
    heading: Span
    parent: int
    level: int
    title: str
    undated: str
    number: str
    path: tuple[str, ...]
    says: frozenset[str]


def parts(edition: Edition, units: Iterable[Line | Sentence], *, old: bool) -> list[Part]:
    """The sections of an edition in reading order, and what its ``units`` say in each."""
    said: dict[int, set[str]] = defaultdict(set)
    for unit in units:
        said[unit.place].add(unit.words if isinstance(unit, Sentence) else unit.name)
    return _parts(edition, said, old=old)


def paired(old: list[Part], new: list[Part]) -> Pairing[Part]:
    """Pair the sections, by path, title, number or what they say."""
    pairing = Pairing(old, new)
    pairing.equal(lambda part: part.path)
    for _ in range(2):
        pairing.equal(_under(pairing, lambda part: part.title))
        pairing.equal(lambda part: part.title or None, alone=True)
        pairing.equal(_under(pairing, lambda part: part.undated or None), alone=True)
        pairing.near(lambda part: part.title, _NEAR, _under(pairing, _figures))
        pairing.near(lambda part: part.title, _FAINT, _under(pairing, lambda p: p.number or None))
        _by_words(pairing)
        _by_children(pairing)
        pairing.equal(_under(pairing, lambda p: p.parent if p.parent < 0 else None), alone=True)
    return pairing


def _parts(edition: Edition, said: dict[int, set[str]], *, old: bool) -> list[Part]:
    ends = {e.start: e.end for e in edition.elements if e.kind == "heading"}
    found: list[Part] = []
    above: list[Part] = []
    for index, section in enumerate(edition.sections):
        while above and above[-1].level >= section.level:
            above.pop()
        span = (section.start, ends.get(section.start, section.start))
        text = edition.text[slice(*span)] or section.path[-1]
        parent, path = (above[-1].index, above[-1].path) if above else (-1, ())
        part = Part(
            index, old, span, parent, section.level, named(text), named(undated(text)),
            number(text), (*path, named(text)), frozenset(said[index]),
        )  # fmt: skip
        found.append(part)
        above.append(part)
    held = Counter((part.parent, part.undated) for part in found)
    return [p if held[p.parent, p.undated] == 1 else replace(p, undated="") for p in found]


def _figures(part: Part) -> Hashable:
    return figures(part.title)


def _under(pairing: Pairing[Part], key: Callable[[Part], Hashable]) -> Callable[[Part], Hashable]:
    """``key`` within one parent; None where the parent is not paired."""
    parents = {old.index: new.index for old, new in pairing.pairs} | {-1: -1}

    def within(part: Part) -> Hashable:
        parent, own = parents.get(part.parent) if part.old else part.parent, key(part)
        return None if parent is None or own is None else (parent, own)

    return within


def _by_words(pairing: Pairing[Part]) -> None:
    """Pair what says mostly the same, whatever it is called."""
    held = defaultdict(list)
    for index, part in enumerate(pairing.new):
        for words in part.says:
            held[words].append(index)
    found, taken = {}, set[int]()
    for part in pairing.old:
        shared = Counter(i for words in part.says for i in held[words][:_MOST] if i not in taken)
        index, count = max(shared.items(), key=lambda x: (x[1], -x[0]), default=(0, 0))
        if count and count >= _SHARED * max(len(part.says), len(pairing.new[index].says)):
            found[part.index] = pairing.new[index].index
            taken.add(index)
    pairing.equal(lambda p: found.get(p.index) if p.old else p.index)


def _by_children(pairing: Pairing[Part]) -> None:
    """Pair the parents of most children that are paired."""
    votes = Counter((old.parent, new.parent) for old, new in pairing.pairs)
    best: dict[int, int] = {}
    for (old, new), _ in sorted(votes.items(), key=lambda x: (-x[1], x[0])):
        if old >= 0 and new >= 0 and old not in best and new not in best.values():
            best[old] = new
    pairing.equal(lambda part: best.get(part.index) if part.old else part.index)
