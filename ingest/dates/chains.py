"""Atoms that belong together: "september 2022 - september 2023", "marts/april 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Literal

from ingest.dates.atom import Atom
from ingest.dates.intervals import Interval, interval

Link = Literal["range", "join", "slash", "apart"]
Open = Literal["", "from", "until"]
_ARTICLE = r"(?:(?:den|d\.|i|the|år|året|pr\.) ?)?"
_RANGE = re.compile(
    rf" ?[-–—] ?{_ARTICLE}| og (?:et stykke )?ind i "
    rf"|,? (?:og )?(?:frem mod|(?:frem |ind)?til(?: og med)?|t\.?o\.?m\.?) {_ARTICLE}"
    rf"|,? (?:up )?(?:to|until|through) {_ARTICLE}"
)
_JOIN = re.compile(
    r" ?/ ?| (?:og|samt|eller|and|or|&) (?:(?:den|d\.|the|år) ?)?|, (?:(?:den|d\.) )?"
)
_BETWEEN = re.compile(r"(?:mellem|between) (?:den |d\. )?$", re.IGNORECASE)
_LONGEST_GAP = 24
_WINTER = timedelta(days=92)


@dataclass(frozen=True)
class Piece:
    """A slice of a line that is one event, and its days; ``atom`` is the first it is made of."""

    start: int
    end: int
    days: Interval
    atom: Atom
    opens: Open = ""


@dataclass(frozen=True)
class Chain:
    """Neighbouring atoms; ``links`` has one link less than there are ``atoms``."""

    atoms: tuple[Atom, ...]
    links: tuple[Link, ...]

    @property
    def dated(self) -> bool:
        """Whether a year stands in it."""
        return any(atom.year is not None for atom in self.atoms)

    @property
    def own(self) -> bool:
        """Whether it speaks of the document's own year."""
        return any(atom.own for atom in self.atoms)

    @property
    def alone(self) -> bool:
        """Whether it is a date even without its year."""
        return any(atom.alone for atom in self.atoms)


def chains(line: str, atoms: list[Atom]) -> list[Chain]:
    """The atoms of ``line`` put together."""
    if not atoms:
        return []
    found: list[tuple[list[Atom], list[Link]]] = [([atoms[0]], [])]
    for one, other in pairwise(atoms):
        if link := _link(line, one, other):
            found[-1][0].append(other)
            found[-1][1].append(link)
        else:
            found.append(([other], []))
    return [Chain(tuple(members), tuple(links)) for members, links in found]


def _link(line: str, one: Atom, other: Atom) -> Link | None:
    gap = line[one.end : min(other.start, one.end + _LONGEST_GAP)].replace("\xa0", " ").lower()
    if other.start - one.end > _LONGEST_GAP:
        return None
    if _RANGE.fullmatch(gap):
        return "range"
    if not _JOIN.fullmatch(gap):
        return None
    if "/" in gap:
        return "slash"
    between = gap.strip().startswith(("og", "and"))
    if between and _BETWEEN.search(line[max(0, one.start - 14) : one.start]):
        return "range"
    return "join"


def pieces(chain: Chain, year: int | None) -> list[Piece]:
    """The events of ``chain``; ``year`` is that of its last atom where none is written."""
    found: list[Piece] = []
    links: tuple[Link, ...] = ("apart", *chain.links)
    for atom, link in zip(_with_years(chain, year), links, strict=True):
        days = _days(atom)
        if days is None:
            continue
        before = found[-1] if found else None
        if before and _one(before.days, days, link):
            found[-1] = replace(before, end=atom.end, days=before.days.to(days))
        else:
            found.append(Piece(atom.start, atom.end, days, atom))
    return found


def _one(before: Interval, days: Interval, link: Link) -> bool:
    """Whether both are one period: a range that runs forward, or joined periods that adjoin.

    "Efteråret 2026/foråret 2027" is one as well, over the winter.
    """
    if link == "range":
        return before.first <= days.first and before.last <= days.last
    if before.adjoins(days):
        return link in {"join", "slash"}
    seasons = before.precision == days.precision == "season"
    later = days.first.year == before.last.year + 1
    return link == "slash" and seasons and later and days.first - before.last <= _WINTER


def _days(atom: Atom) -> Interval | None:
    return interval(atom, atom.year) if atom.year is not None else None


def _with_years(chain: Chain, year: int | None) -> list[Atom]:
    """The atoms, each with the year that its neighbours or ``year`` give it."""
    atoms = list(chain.atoms)
    if not chain.dated and year is not None:
        atoms[-1] = replace(atoms[-1], year=year)
    for at in range(len(atoms) - 2, -1, -1):
        if atoms[at].year is None and (later := atoms[at + 1].year) is not None:
            over = _place(atoms[at]) > _place(atoms[at + 1])
            atoms[at] = replace(atoms[at], year=later - over)
    for at in range(1, len(atoms)):
        if atoms[at].year is None and (earlier := atoms[at - 1].year) is not None:
            over = _place(atoms[at]) < _place(atoms[at - 1])
            atoms[at] = replace(atoms[at], year=earlier + over)
    return atoms


def _place(atom: Atom) -> tuple[int, int]:
    """Where in its year it begins, as month and day."""
    months = {"quarter": 3, "half": 6}
    if atom.unit in months:
        return ((atom.number - 1) * months[atom.unit] + 1, 0)
    return (atom.number, atom.day) if atom.unit in {"day", "month", "season"} else (0, 0)
