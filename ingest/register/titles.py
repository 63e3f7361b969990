"""What a heading's own words tell: its number, its kind ("Tema 3: …"), whether it is a frame."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.register import fields
from ingest.register.kinds import noun

_WORDED = tuple(
    re.compile(
        r"(?:(?P<chapter>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+)?"
        rf"(?P<before>(?:[^\W\d_]+\s+){{{before}}})(?P<word>[^\W\d_]+)\s*"
        r"(?P<number>\d{1,2}(?:\.\d{1,2})*\b|\b[A-HIVX]{1,3}\b)?"
        r"(?P<sign>\s*[.:)–-])?\s*(?P<title>\S.*)"
    )
    for before in range(3)
)
"""Of which the word is the first, the second, or the third."""
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?P<title>\S.*)")
_FRAME = re.compile(
    r"(?:\d[\d.]*\s+)?(?:indledning|introduction|forord|preface|resum[eé]|summary|sammenfatning"
    r"|opsamling|afrunding|afslutning|konklusion|conclusion|perspektivering|bilag\b|appendi"
    r"|annex|litteraturliste|kildeliste|noter\b|kilder?$|referencer|references|indholdsfortegnelse"
    r"|læsevejledning|overblik\b|oversigt\b|afsæt\b|de videre|det videre|videre |næste skridt"
    r"|kommende proces|næste trin|next steps"
    r"|(?:opfølgning|evaluering)(?:\s+og\s+(?:opfølgning|evaluering|revision))?$"
    r"|(?:introduktion|baggrund|background|rammer?n?|udfordringer|litteratur|indhold"
    r"|contents)(?=$|\s+(?:og|and|for|til|i|om|to|of)\b|\s*[/:,–-]))",
    re.IGNORECASE,
)
"""The frame of a paper; a word that may begin a theme ("Kildesortering") is one on its own only."""
_SOFT = frozenset({"økonomi", "involverede", "målgruppe"})
_LONGEST = 120


@dataclass(frozen=True)
class Worded:
    """A heading that says what it is; ``number`` may be "", ``name`` is where its name begins.

    ``counted``: the number stands behind what it is called, and not before it as a chapter's.
    """

    kind: str
    number: str
    name: int
    counted: bool


def worded(title: str) -> Worded | None:
    """The theme that a heading says it is: "Spor 2 – Netværk", "Strategisk mål 1: …"."""
    told = (_worded(match) for form in _WORDED if (match := form.fullmatch(title)))
    return next((one for one in told if one), None)


def _worded(match: re.Match[str]) -> Worded | None:
    called = noun(match["word"], doings=bool(match["number"]))
    sign = (match["sign"] or "").strip()
    first = not match["before"]
    if match["number"]:
        says = bool(sign) or (first and match["number"][0].isdigit())
    else:
        says = first and sign == ":"
    if not called or not says:
        return None
    number = match["number"] or match["chapter"] or ""
    return Worded(called.kind, number, match.start("title"), bool(match["number"]))


def number_and_name(title: str) -> tuple[str, int]:
    """The number of a heading that has it behind a word, and where its name begins; else "", 0.

    Any word: a list may tell what "Spør 2: …" is.
    """
    if told := worded(title):
        return told.number, told.name
    match = _WORDED[0].fullmatch(title)
    if match and match["number"] and match["sign"] and not match["chapter"]:
        return match["number"], match.start("title")
    return "", 0


def number(title: str) -> str:
    """The number that a heading has, before its name or behind what it is called."""
    match = _NUMBERED.fullmatch(title)
    behind = worded(title)
    if behind or not match:
        return behind.number if behind else number_and_name(title)[0]
    return match["number"]


def is_frame(title: str) -> bool:
    """Whether a heading is of a paper's frame (introduction, summary, appendix), or a question."""
    return bool(_FRAME.match(title)) or title.rstrip().endswith("?")


def is_part(title: str) -> bool:
    """Whether a heading names a part of a paper or of a theme, and no theme."""
    name = unnumbered(title)
    return is_frame(name) or fields.is_head(name) or is_noun(name) or len(name) > _LONGEST


def may_name(title: str) -> bool:
    """Whether a head among names may be one: "Økonomi", "Ansvar"."""
    name = unnumbered(title)
    soft = fields.is_head(name) and set(fields.named(name)) <= _SOFT | {"ansvarlig"}
    return soft and not re.match(r"ansvarlig|tovholder|hvem|who|owner|lead", name, re.IGNORECASE)


def is_noun(title: str) -> bool:
    """Whether a heading is a kind of theme by its name alone: "Værdier"."""
    return len(title.split()) == 1 and noun(title) is not None


def unnumbered(title: str) -> str:
    """A heading without its number."""
    match = _NUMBERED.fullmatch(title)
    return match["title"] if match else title
