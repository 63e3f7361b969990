"""Dates and periods in words: "15. november 2022", "2. kvartal", "foråret", "årets udgang"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.dates.atom import Atom, Part, Unit
from ingest.dates.names import FULL, GAP, LAST, MONTHS, ORDINALS, SEASONS, SPACE, YEAR, any_of

_OF = rf"(?:,?{SPACE}(?:(?:i|af|of|in|for|år|året|i år){SPACE})?)"
_ITS_YEAR = rf"(?:{_OF}(?P<year>{YEAR}))?"
_AND = rf"{GAP}(?:-|–|/|og|til|and|to){GAP}(?:den{SPACE})?"
_MONTH = re.compile(
    rf"(?<!\w)(?:(?:(?P<from>\d{{1,2}})\.?{_AND})?(?<![\d.,])(?P<day>\d{{1,2}})"
    rf"(?:\.|st|nd|rd|th)?{SPACE}(?:of )?)?"
    rf"(?P<name>{any_of(MONTHS)})(?P<dot>\.?)"
    rf"(?!\w|-(?!(?:{any_of(MONTHS)})\b)[^\W\d])(?:{SPACE}måned)?{_ITS_YEAR}",
    re.IGNORECASE,
)
_ENGLISH_DAY = re.compile(
    rf"(?<!\w)(?P<name>{any_of(MONTHS)}){SPACE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,{SPACE}"
    rf"(?P<year>{YEAR})",
    re.IGNORECASE,
)
_COUNT = rf"(?:(?P<from>[1-4])\.?{_AND})?(?P<n>[1-4]\.?|{any_of(ORDINALS)}|sidste|last)"
_PARTED = re.compile(
    rf"(?<![\w.,-]){_COUNT}{GAP}"
    rf"(?P<unit>kvartal(?:et)?|kvt\b\.?|kv\.|quarter|halvår(?:et)?|halvdel(?:en)?|half)(?!\w)"
    rf"{_ITS_YEAR}",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"(?<!\w)(?:(?P<unit>[QKH])(?P<n>[1-4])|(?P<n2>[1-4])(?P<unit2>[QH]))(?!\w)"
    rf"(?:(?:{_OF}|-|/)(?P<year>{YEAR}))?"
)
_YEAR_FIRST = re.compile(r"(?<!\w)(?P<year>(?:19|20)\d\d)[ -]?(?P<unit>[QKH])(?P<n>[1-4])(?!\w)")
_SEASON = re.compile(
    rf"(?<!\w)(?P<name>{any_of(SEASONS)})(?!\w|-\w)"
    rf"(?:{_OF}(?P<year>(?:19|20)\d\d)(?:[/–-](?:(?:19|20)\d\d|\d\d))?(?!\w|'|[.,:/–-]\d))?",
    re.IGNORECASE,
)
_WEEK = re.compile(
    rf"(?<!\w)uge{SPACE}(?:(?P<from>\d{{1,2}}){_AND})?(?P<n>\d{{1,2}})"
    rf"(?:{_OF}|/)(?P<year>{YEAR})",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?<!\w)(?:årets{SPACE}(?P<edge>start|begyndelse|udgang|slutning|afslutning|udløb)"
    rf"|i år|hele året|indeværende år)(?!\w)(?!{SPACE}(?:(?:19|20)\d\d|\d|rundt))",
    re.IGNORECASE,
)
_EDGES: dict[str, Part] = {
    "start": "early", "begyndelse": "early", "udgang": "end", "udløb": "end",
    "slutning": "late", "afslutning": "late",
}  # fmt: skip
_LINE_START = re.compile(r"(?:^|[:;(–/-] ?|[.!?] )[\s\W]*$")


def worded(line: str) -> Iterator[Atom]:
    """The dates and periods in words of one line, in no order; they may overlap."""
    for match in _MONTH.finditer(line):
        yield from _month(line, match)
    for match in _ENGLISH_DAY.finditer(line):
        month, day = MONTHS[match["name"].lower()], int(match["day"])
        yield Atom(*match.span(), "day", int(match["year"]), month, day)
    for match in _PARTED.finditer(line):
        yield from _parted(match)
    for pattern in (_LETTERED, _YEAR_FIRST):
        yield from (_lettered(match) for match in pattern.finditer(line))
    yield from (_season(line, match) for match in _SEASON.finditer(line))
    for match in _WEEK.finditer(line):
        yield from _pair(match, "week", int(match["n"]), match.start())
    yield from (_own(match) for match in _OWN.finditer(line))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _month(line: str, match: re.Match[str]) -> Iterator[Atom]:
    number, year = MONTHS[match["name"].lower()], _year(match)
    if match["day"]:
        if match["from"]:
            begin, stop = match.start("from"), _dotted(match)
            yield Atom(begin, stop, "day", None, number, int(match["from"]))
        yield Atom(match.start("day"), _closed(match), "day", year, number, int(match["day"]))
        return
    alone = match["name"].lower() in FULL and _is_no_name(line, match.start("name"))
    yield Atom(match.start("name"), _closed(match), "month", year, number, alone=alone)


def _dotted(match: re.Match[str]) -> int:
    """The end of the first number of two, its full stop included."""
    end = match.end("from")
    return end + match.string.startswith(".", end)


def _closed(match: re.Match[str]) -> int:
    """The end, without the full stop of a sentence behind a whole name."""
    whole = match["dot"] and match.end() == match.end("dot") and match["name"].lower() in FULL
    return match.end() - bool(whole)


def _is_no_name(line: str, start: int) -> bool:
    """Months are written small, August and Maj are names; a line or sentence begins with either."""
    return line[start].islower() or bool(_LINE_START.search(line[max(0, start - 4) : start]))


def _parted(match: re.Match[str]) -> Iterator[Atom]:
    unit: Unit = "quarter" if match["unit"][0] in "kKqQ" else "half"
    word = match["n"].lower().rstrip(".")
    number = int(word) if word.isdecimal() else ORDINALS.get(word, 0)
    if word in LAST:
        number = 4 if unit == "quarter" else 2
    if number <= (4 if unit == "quarter" else 2):
        yield from _pair(match, unit, number, match.start("n"))


def _pair(match: re.Match[str], unit: Unit, number: int, start: int) -> Iterator[Atom]:
    """The atom, and before it the one of "1.-2. kvartal" that has a number alone."""
    alone = not match.groupdict().get("unit", "").lower().startswith(("halvd", "half", "quar"))
    if match["from"]:
        begin = match.start() if unit == "week" else match.start("from")
        yield Atom(begin, _dotted(match), unit, None, int(match["from"]), alone=False)
        start = match.start("n")
    yield Atom(start, match.end(), unit, _year(match), number, alone=alone)


def _lettered(match: re.Match[str]) -> Atom:
    found = match.groupdict()
    unit: Unit = "half" if (found["unit"] or found.get("unit2")) == "H" else "quarter"
    number = int(found["n"] or found["n2"])
    return Atom(*match.span(), unit, _year(match), number, alone=False)


def _season(line: str, match: re.Match[str]) -> Atom:
    name = match["name"].lower()
    told = name.endswith(("et", "en")) or bool(_LINE_START.search(line[: match.start()][-4:]))
    alone = told and name not in {"spring", "summer", "autumn", "fall", "winter"}
    return Atom(*match.span(), "season", _year(match), SEASONS[name], alone=alone)


def _own(match: re.Match[str]) -> Atom:
    part = _EDGES[match["edge"].lower()] if match["edge"] else ""
    return Atom(*match.span(), "year", part=part, own=True)
