"""How far one word meets another in Danish: inflection, derivation, and the two ends of compounds.

The last part of a compound says what it is, the first what kind: "skolefravær" is a "fravær", and
"fraværsindsats" is about it, while "skole" alone is no "skolefravær".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from ingest import analysis

_LONG = 5
"""Shorter stems are shared by words of nothing in common ("ledelse", "leder", "ledig")."""
_ENDINGS = frozenset("n en et s ens ets r er ers erne ernes ene enes e t ne nes es".split())
_DERIVED = ("ering", "ning", "ing")
_PREFIXES = frozenset("for be und over under til af op ind ud mis u an ved med gen".split())
"""What makes another word of the one it stands before, not a compound: "forældre", "mistrivsel"."""
_FEWEST = 3
"""Letters that a compound begins with at least ("planlægge" is no "anlæg")."""
_SHORT = frozenset("by el it ø å".split())
_ALIKE, _LOOSE, _INSIDE, _FIRST, _ABOUT = 0.75, 0.3, 0.6, 0.75, 0.9
_KIN = 0.85
_OWN_LAST, _OWN_FIRST = 0.8, 0.3


@dataclass(frozen=True)
class Meets:
    """``strength`` 0 to 1; ``whole`` where the other word is the asked one or a kind of it.

    ``own``: only a part of the asked word is met, which says less the more usual that part is.
    ``first``: the asked word is the first part of the other, which is of it, and no kind of it.
    """

    strength: float = 0.0
    whole: bool = False
    own: bool = False
    first: bool = False


_NOT = Meets()


def meets(asked: str, other: str) -> Meets:
    """How far ``other`` meets ``asked``; both in small letters."""
    stem = analysis.stem(asked)
    # Most words of a text have nothing to do with the asked one, and are told apart at once.
    if asked[:3] != other[:3] and stem not in other and other[:4] not in asked:
        return _NOT
    return _meets(asked, other)


@lru_cache(maxsize=100_000)
def _meets(asked: str, other: str) -> Meets:
    one, two = analysis.stem(asked), analysis.stem(other)
    if asked == other:
        return Meets(1.0, whole=True)
    if one == two:
        same = len(one) >= _LONG or _inflected(asked, other)
        return Meets(1.0, whole=True) if same else Meets(_LOOSE)
    return _compound(asked, other) or _derived(asked, other) or _part(asked, other) or _NOT


def _inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS


def _compound(asked: str, other: str) -> Meets | None:
    """``other`` is a compound with ``asked`` in it."""
    stem = analysis.stem(asked)
    base = stem if len(stem) >= _LONG else asked
    if len(base) < _LONG - 1:
        return None
    for whole, last in ((analysis.stem(other), stem), (other, asked)):
        if len(last) >= _LONG - 1 and whole.endswith(last):
            before = whole[: -len(last)]
            if before not in _PREFIXES and (len(before) >= _FEWEST or before in _SHORT):
                return Meets(1.0, whole=True)
    if other.startswith(base):
        if "mæssig" in other:
            return Meets(0.5)
        return Meets(_ABOUT if len(base) >= 9 else _FIRST, first=True)
    if len(base) >= _LONG and base in other and other[: other.find(base)] not in _PREFIXES:
        return Meets(_INSIDE)
    return None


def _derived(asked: str, other: str) -> Meets | None:
    """Both are made of one word: "rekruttering" and "rekruttere", "psykiatri" and "psykisk"."""
    if _root(asked) == _root(other) and len(_root(asked)) >= _LONG - 1:
        return Meets(_KIN)
    one, two = analysis.stem(asked), analysis.stem(other)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
    long, short = max(len(one), len(two)), min(len(one), len(two))
    if common >= max(_LONG, 0.75 * short) and long - common <= 4:
        return Meets(_ALIKE)
    return None


@lru_cache(maxsize=100_000)
def _root(word: str) -> str:
    root = analysis.stem(word)
    for ending in _DERIVED:
        if root.endswith(ending) and len(root) - len(ending) >= _LONG - 1:
            root = root.removesuffix(ending)
            break
    return root[:-1] if len(root) > 1 and root[-1] == root[-2] else root


def _part(asked: str, other: str) -> Meets | None:
    """``asked`` is a compound with ``other`` in it."""
    if len(other) < _LONG:
        return None
    one, two = analysis.stem(asked), analysis.stem(other)
    if asked.endswith(other) or (len(two) >= _LONG and one.endswith(two)):
        return Meets(_OWN_LAST, own=True)
    return Meets(_OWN_FIRST, own=True) if asked.startswith(two) else None
