"""Which thing of one list is which of another: one to one, equal ones first, then near ones.

Near is judged by shared runs of three letters (Dice), which Danish compounds and endings leave
standing. Candidates come from an index of such runs, so that long lists stay quick.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Generic, TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable]
_RARE = 60
"""A run of letters that more texts hold than this tells them too little apart."""
_RUNS = 40
_CANDIDATES = 12


@dataclass
class Pairing(Generic[T]):
    """Two lists on their way to be paired; ``old`` and ``new`` hold what is left of them.

    A key of None pairs with nothing.
    """

    old: list[T]
    new: list[T]
    pairs: list[tuple[T, T]] = field(default_factory=list)

    def equal(self, key: Key[T], *, alone: bool = False) -> None:
        """Pair what has one key, in order; with ``alone`` only what is alone with it."""
        olds, news = _grouped(self.old, key), _grouped(self.new, key)
        found: list[tuple[tuple[int, T], tuple[int, T]]] = []
        for name, held in olds.items():
            others = news.get(name, [])
            if not alone or len(held) == len(others) == 1:
                found += zip(held, others, strict=False)
        self._take(found)

    def near(self, text: Callable[[T], str], bound: float, group: Key[T]) -> None:
        """Pair what has one group and texts alike by at least ``bound``, the most alike first."""
        olds, news = _grouped(self.old, group), _grouped(self.new, group)
        found: list[tuple[int, int]] = []
        for name, held in olds.items():
            others = news.get(name, [])
            olds_text, news_text = [[text(x) for _, x in xs] for xs in (held, others)]
            for i, j in closest(olds_text, news_text, bound):
                found.append((held[i][0], others[j][0]))
        self._remove(found)

    def _take(self, found: Sequence[tuple[tuple[int, T], tuple[int, T]]]) -> None:
        self._remove([(i, j) for (i, _), (j, _) in found])

    def _remove(self, found: Sequence[tuple[int, int]]) -> None:
        self.pairs += [(self.old[i], self.new[j]) for i, j in found]
        olds, news = {i for i, _ in found}, {j for _, j in found}
        self.old = [x for i, x in enumerate(self.old) if i not in olds]
        self.new = [x for j, x in enumerate(self.new) if j not in news]


def _grouped(items: Sequence[T], key: Key[T]) -> dict[Hashable, list[tuple[int, T]]]:
    groups: dict[Hashable, list[tuple[int, T]]] = defaultdict(list)
    for index, item in enumerate(items):
        name = key(item)
        if name is not None:
            groups[name].append((index, item))
    return groups


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 1."""
    return _dice(_runs(one), _runs(other))


def alike(texts: Sequence[str], bound: float) -> list[tuple[int, int]]:
    """Pairs of positions of texts alike by at least ``bound``, the smaller first."""
    return sorted((i, j) for _, _, i, j in _scored(texts, texts, bound) if i < j)


def closest(old: Sequence[str], new: Sequence[str], bound: float) -> list[tuple[int, int]]:
    """Pairs of positions, each in one pair at most, the most alike first."""
    scored = sorted(_scored(old, new, bound))
    olds, news = set[int](), set[int]()
    pairs = []
    for _, _, i, j in scored:
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            pairs.append((i, j))
    return pairs


def _scored(
    old: Sequence[str], new: Sequence[str], bound: float
) -> Iterator[tuple[float, int, int, int]]:
    runs = [_runs(text) for text in new]
    held = defaultdict(list)
    for j, those in enumerate(runs):
        for run in those:
            held[run].append(j)
    for i, text in enumerate(old):
        own = _runs(text)
        for j in _candidates(own, held):
            score = _dice(own, runs[j])
            if score >= bound:
                yield -score, abs(i - j), i, j


def _candidates(own: frozenset[str], held: dict[str, list[int]]) -> list[int]:
    known = sorted((len(held[run]), run) for run in own if run in held)
    rare = [run for count, run in known[:_RUNS] if count <= _RARE] or [run for _, run in known[:3]]
    shared = Counter(j for run in rare for j in held[run][:_RARE])
    return [j for _, j in nsmallest(_CANDIDATES, ((-count, j) for j, count in shared.items()))]


def _runs(text: str) -> frozenset[str]:
    padded = f"\x02{text}\x03"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) if text else frozenset()


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
