"""The atoms of one line in order, none overlapping, with the part of a period that they name."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.dates.atom import Atom, Part
from ingest.dates.numeric import numeric
from ingest.dates.worded import worded

_PARTS: tuple[tuple[Part, str], ...] = (
    (
        "early",
        (
            r"primo|(?:starten|begyndelsen) af|først (?:i|på)|tidligt (?:i|på)|early(?: in)?"
            r"|(?:the )?(?:start|beginning) of"
        ),
    ),
    ("middle", r"medio|(?:midten|midt) (?:af|i)|mid|(?:the )?middle of"),
    ("late", r"ultimo|slutningen af|sidst (?:i|på)|sent (?:i|på)|late(?: in)?"),
    ("end", r"(?:udgangen|udløbet) af|(?:the )?end of"),
)
_PART = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PARTS)
    + r")(?:[ \xa0]{1,2}(?:år(?:et)? )?|-)$",
    re.IGNORECASE,
)
_NEAR = 28
_RECURS = re.compile(
    r"(?:hver\w*|årligt?|om året|every|each|annually)(?:[ ,(]+\w+\.?){0,3}[ ,(]+(?:i|den|d\.|pr\.)?"
    r" ?$",
    re.IGNORECASE,
)
_RECURS_AFTER = re.compile(r"[ ,]+(?:hvert (?:andet )?år|årligt|hver gang|every year)\b", re.I)
_RECURRING = 40


def atoms(line: str) -> list[Atom]:
    """The dates and periods that ``line`` names, in order of place."""
    found = sorted([*numeric(line), *worded(line)], key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    for atom in found:
        if kept and atom.start < kept[-1].end:
            if atom.end - atom.start > kept[-1].end - kept[-1].start:
                kept[-1] = atom
            continue
        kept.append(atom)
    return [_with_part(atom, line) for atom in kept if not _recurs(atom, line)]


def _with_part(atom: Atom, line: str) -> Atom:
    if atom.unit == "day" or atom.part or atom.until:
        return atom
    near = max(0, atom.start - _NEAR)
    if not (match := _PART.search(line[near : atom.start])):
        return atom
    part = next(name for name, _ in _PARTS if match[name])
    return replace(atom, start=near + match.start(), part=part, alone=atom.alone or atom.number > 0)


def _recurs(atom: Atom, line: str) -> bool:
    """Whether it is said of every year ("hvert forår", "årligt i maj")."""
    if atom.year is not None or atom.own:
        return False
    before = line[max(0, atom.start - _RECURRING) : atom.start]
    return bool(_RECURS.search(before) or _RECURS_AFTER.match(line, atom.end))
