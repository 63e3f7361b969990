"""What the columns of a table are called, and which of them names its rows.

A table is a register where a column is called by a kind of theme ("Udviklingspunkt"), or where it
tells who does what, when and how far it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.document import Cell, Document, Element
from ingest.register import fields
from ingest.register.kinds import is_preposition, noun, words
from ingest.words import folded

_NUMBERING = frozenset({"nr", "no", "#", "nummer", "number", "id"})
_MOST_WORDS = 4
_NO_COLUMNS = frozenset({"værdi", "vision"})
"""A column "Værdi" holds figures."""
_NAMES = frozenset("navn titel beskrivelse overskrift name title".split())
_ENDINGS = re.compile(r"-?(?:navn|titel|overskrift)(?:et|en)?$")
_NAMED_BY = re.compile(
    r"(?:navn|medlem|deltager|person|medarbejder|rolle|funktion|måned|dato|uge|dag|år|årstal|tid|kl"
    r"|klokkeslæt|kvartal|skoleår|møde|mødedato|sted|adresse|lokale|skole|institution|afdeling"
    r"|enhed|center|udvalg|organisation|afsender|telefon|mail|e-mail|risiko|risici|begreb|ord"
    r"|interessent|målgruppe|paragraf|lov|name|member|role|month|date|week|day|year|place|school"
    r"|department|unit|meeting|risk|term|stakeholder)\w{0,4}",
    re.IGNORECASE,
)
"""Columns whose rows are people, places, days and the like."""
_FIELDS = frozenset({"ansvarlig", "involverede", "tidsplan", "status"})
_AS = {"involverede": "ansvarlig"}
"""Who takes part is told like who is responsible: both are one thing."""
_SHORT = 40
_ENOUGH = frozenset({"ansvarlig", "status"})
"""What one column must tell of "Handling" or "Opgave" that they are a register."""
_STRONG = 2
"""Things that columns tell (who, when, how far, what is done), from which on a table is a register
by them alone."""
_TOTAL = re.compile(
    r"(?:(?:i alt|ialt|sum|total|totalt|subtotal|hovedtotal|grand|samlet|tilsammen|gennemsnit"
    r"|average)(?:[\s.:]+|$))+"
)
_FIGURES = re.compile(
    r"[\d\s.,:%+±/–()-]*(?:kr\.?|mio\.?|mia\.?|t\.?kr\.?|pct\.?|%|\s)*", re.IGNORECASE
)


def is_numbering(head: str) -> bool:
    """Whether a column holds the rows' numbers."""
    return folded(head).strip(" .") in _NUMBERING


@lru_cache(maxsize=10_000)
def kind_of(head: str, *, doings: bool = False) -> str:
    """The kind of theme that a column is called by: "Konkrete tiltag", "Navn på indsats"; or ""."""
    said = [_ENDINGS.sub("", word.lower()) or word.lower() for word in words(head)]
    if not 0 < len(said) <= _MOST_WORDS or _tells_of(said[-1]):
        return ""
    end = next((i for i, word in enumerate(said) if is_preposition(word)), len(said))
    named = [said[0], *said[end - 1 : end]]
    if said[0] in _NAMES:
        named.append(said[-1])
    found = (noun(word, doings=doings) for word in named)
    kind = next((one.kind for one in found if one), "")
    return "" if kind in _NO_COLUMNS else kind


def _tells_of(word: str) -> bool:
    """Whether a head that ends so is a field of a theme: "Indsatsens status"."""
    return fields.known(word) in _FIELDS


def is_total(name: str) -> bool:
    """Whether a row so named sums up those above it."""
    return bool(_TOTAL.fullmatch(folded(name).strip(" .:=")))


def item(document: Document, row: Element, repeats: Mapping[str, float]) -> Cell | None:
    """The cell that names the row, where the table is a register.

    ``repeats``: how often the columns that say the same over several rows say each thing.
    """
    heads = [cell for cell in row.cells if not is_numbering(cell.head)]
    found = _called(heads, repeats) or _told_of(row, heads)
    others = [cell for cell in heads if cell is not found]
    return found if found and any(_says(document, cell) for cell in others) else None


def _called(heads: Sequence[Cell], repeats: Mapping[str, float]) -> Cell | None:
    """The cell that is called by a kind of theme, or what is done below one that repeats."""
    called = [cell for cell in heads if kind_of(cell.head)]
    own = [cell for cell in called if folded(cell.head) not in repeats] or called[-1:]
    if not own:
        return None
    others = (cell for cell in heads if not kind_of(cell.head))
    told = any(fields.known(cell.head) in _FIELDS for cell in others)
    if told and (doing := _done_below(heads, own[0], repeats)):
        return doing
    return own[0] if told or _leads(heads, own[0], repeats) else None


def _done_below(heads: Sequence[Cell], above: Cell, repeats: Mapping[str, float]) -> Cell | None:
    """What is done, one thing a row, where the theme that it is for repeats: "Spor | Handling"."""
    often = repeats.get(folded(above.head), 1)
    right = heads[heads.index(above) + 1 :]
    doings = (cell for cell in right if kind_of(cell.head, doings=True))
    return next((cell for cell in doings if repeats.get(folded(cell.head), 1) < often), None)


def _told_of(row: Element, heads: Sequence[Cell]) -> Cell | None:
    """The cell that names a row which tells who does it, when, and how far it is."""
    doing = next((cell for cell in heads if kind_of(cell.head, doings=True)), None)
    told = {
        _AS.get(name, name)
        for cell in heads
        if cell is not doing
        for name in fields.strong(cell.head)
    }
    if doing:
        return doing if len(told) >= _STRONG or told & _ENOUGH else None
    if len(told) < _STRONG:
        return None
    if not heads[0].head:
        # The first column of such a table names its rows, also where it has no head.
        return heads[0] if all(cell.head for cell in heads[1:]) else None
    free = [cell for cell in heads if cell.head and not fields.strong(cell.head)]
    key = row.cells[min(row.key, len(row.cells) - 1)]
    found = key if key in free else next(iter(free), None)
    first = next(iter(words(found.head)), "") if found else ""
    return None if _NAMED_BY.fullmatch(first) else found


def _says(document: Document, cell: Cell) -> bool:
    """Whether a cell says something of the row: no figure, or one of who, when and how far."""
    value = document.text[cell.start : cell.end][:_SHORT]
    return bool(cell.head) and (bool(fields.strong(cell.head)) or not _FIGURES.fullmatch(value))


def _leads(heads: Sequence[Cell], item: Cell, repeats: Mapping[str, float]) -> bool:
    """Whether all that stands left of the cell is what the row is filed under."""
    left = heads[: heads.index(item)]
    return all(
        cell.inherited
        or folded(cell.head) in repeats
        or kind_of(cell.head)
        or fields.strong(cell.head)
        for cell in left
    )
