"""Which documents are editions of one paper, and which of two is the older."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cmp_to_key
from itertools import pairwise

from assistant.editions.fold import figures, folded, undated
from assistant.editions.pairing import alike, likeness
from ingest.records import Entry

_NEAR = 0.85
_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()
)
_ISO = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(
    rf"\b({'|'.join(_MONTHS)}|{'|'.join(name[:3] for name in _MONTHS)}|sept)\b", re.IGNORECASE
)
_PART = re.compile(r"\b([1-4])\.\s*(kvartal|halvår)", re.IGNORECASE)
_EDITION = re.compile(
    r"\b\d+\.\s*(?:udgave|version)\b|\b(?:version|udgave|rev|ver|v)\.?\s*\d+(?:\.\d+)*\b"
    r"|\b(?:udkast|endelig|revideret|opdateret|version|udgave|draft|final|revised|updated)\w*",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:udkast|draft)", re.IGNORECASE)
_LATER = re.compile(r"\b(?:revideret|opdateret|revised|updated)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(\d+)\.\s*(?:udgave|version)\b|\b(?:version|udgave|ver|rev|v)\.?\s*(\d+)", re.IGNORECASE
)
Moment = tuple[int, ...]


def same_paper(a: Entry, b: Entry) -> tuple[Entry, Entry] | None:
    """The older and the newer of two editions of one paper; None where they are not that.

    One names the other as what it replaces; or organisation, kind and title are one, dates and
    words for editions aside, and a date or such a word tells which came first.
    """
    for newer, older in ((a, b), (b, a)):
        if older.id != newer.id and _replaces(newer, older):
            return older, newer
    (mine, my_name), (others, other_name) = _family(a), _family(b)
    if a.id == b.id or mine != others or not my_name or likeness(my_name, other_name) < _NEAR:
        return None
    return _aged(a, b)


def editions(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """The ids of each edition and the next, the older first, by the newer's id."""
    held = sorted(entries, key=lambda entry: entry.id)
    found = _named(held)
    newer, older = {new for _, new in found}, {old for old, _ in found}
    for family in _families(held):
        for a, b in _chain(family):
            if b.id not in newer and a.id not in older:
                found.append((a.id, b.id))
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def _named(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """What says itself that it replaces another."""
    names: dict[str, str] = {}
    for entry in entries:
        names |= dict.fromkeys(_names(entry) - names.keys(), entry.id)
    found: dict[str, str] = {}
    for entry in entries:
        old = names.get(folded(entry.metadata.supersedes)) if entry.metadata.supersedes else None
        if old and old != entry.id and found.get(old) != entry.id:
            found[entry.id] = old
    return [(old, new) for new, old in found.items()]


def _replaces(newer: Entry, older: Entry) -> bool:
    named = folded(newer.metadata.supersedes)
    return bool(named) and named in _names(older)


def _names(entry: Entry) -> set[str]:
    file = re.split(r"[/\\]", entry.source.path)[-1]
    names = (entry.id, entry.metadata.title, file, file.rpartition(".")[0])
    return {folded(name) for name in names} - {""}


def _family(entry: Entry) -> tuple[tuple[str, str, tuple[str, ...]], str]:
    """What editions have in common, and the title that may differ a little."""
    title = undated(_EDITION.sub(" ", entry.metadata.title))
    shared = folded(entry.metadata.organisation), folded(entry.metadata.kind), figures(title)
    return shared, folded(title)


def _families(entries: Sequence[Entry]) -> list[list[Entry]]:
    held: dict[tuple[str, str, tuple[str, ...]], dict[str, list[Entry]]] = defaultdict(dict)
    for entry in entries:
        shared, name = _family(entry)
        if name:
            held[shared].setdefault(name, []).append(entry)
    return [family for titles in held.values() for family in _merged(titles)]


def _merged(titles: dict[str, list[Entry]]) -> list[list[Entry]]:
    """Families of one title and of titles near it."""
    names = sorted(titles)
    home = list(range(len(names)))
    for one, other in alike(names, _NEAR):
        old, new = sorted((home[one], home[other]), reverse=True)
        home = [new if place == old else place for place in home]
    families: dict[int, list[Entry]] = defaultdict(list)
    for name, place in zip(names, home, strict=True):
        families[place] += titles[name]
    return list(families.values())


def _chain(family: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Each edition and the next; what no date tells apart is not paired."""
    ordered = sorted(family, key=cmp_to_key(_order))
    return [found for a, b in pairwise(ordered) if (found := _aged(a, b))]


def _order(a: Entry, b: Entry) -> int:
    aged = _aged(a, b)
    return 0 if aged is None else -1 if aged[0] is a else 1


def _aged(a: Entry, b: Entry) -> tuple[Entry, Entry] | None:
    for one, other in zip(_moments(a), _moments(b), strict=True):
        if one and other and one != other:
            return (a, b) if one < other else (b, a)
    return None


def _moments(entry: Entry) -> list[Moment]:
    """When an edition is of, by what tells it best first; () where it does not tell."""
    told = entry.metadata
    written = [told.title, told.period, told.valid_from, told.published]
    return [*map(_moment, written), _edition(told.title)]


def _moment(text: str) -> Moment:
    """The first moment of a text: year, month, day, 0 where it names none."""
    if iso := _ISO.search(text):
        return tuple(int(part or 0) for part in iso.groups())
    years = [int(year) for year in _YEAR.findall(text)]
    if not years:
        return ()
    if month := _MONTH.search(text):
        starts = [name[:3] for name in _MONTHS]
        return years[0], 1 + starts.index(month[1].casefold()[:3]), 0
    if part := _PART.search(text):
        step = 3 if part[2].casefold() == "kvartal" else 6
        return years[0], (int(part[1]) - 1) * step + 1, 0
    return years[0], 0, 0


def _edition(title: str) -> Moment:
    """The number of an edition, or a draft before what is final and before what is revised."""
    if match := _NUMBERED.search(title):
        return (int(match[1] or match[2]),)
    return (0,) if _DRAFT.search(title) else (2,) if _LATER.search(title) else (1,)
