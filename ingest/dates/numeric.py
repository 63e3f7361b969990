"""Dates and years in figures: "15/3-24", "2024-03-01", "01.03.2024", "2022-25", "2023".

A run of figures and the signs between them is read as a whole or not at all, so that no part of
a telephone, case or paragraph number is taken for a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.dates.atom import Atom, Unit
from ingest.dates.names import SPACE, YEAR

_RUN = re.compile(r"\d+(?:[./:,–-]\d+)*")
_LENGTHS = range(3, 22)
_Y = r"(?:19|20)\d\d"
_YEAR = re.compile(_Y)
_YEARS = re.compile(rf"(?P<y>{_Y})(?P<sign>[/–-])(?P<u>{_Y}|\d\d)")
_ISO = re.compile(rf"(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)")
_DAY = re.compile(
    rf"(?P<d>\d{{1,2}})(?:/(?P<m>\d{{1,2}})[/–-](?P<y>{_Y}|\d\d)"
    rf"|[.-](?P<m2>\d{{1,2}})[.-](?P<y2>{_Y}|(?<=\d\d[.-]\d\d[.-])\d\d))"
)
_SHORT_DAY = re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})")
_TWO = re.compile(r"(?P<one>[^–-]+)[–-](?P<other>[^–-]+)")
_ITS_YEAR = re.compile(rf"(?:,?{SPACE}|-)(?P<y>{YEAR})")
_DATED = re.compile(r"\b(?:[Dd]en|[Dd]\.|[Pp]r\.?|[Ff]ra|[Tt]il|[Mm]ed|[Ss]enest|[Ii]nden) ?$")
_NO_DATE = re.compile(
    r"(?:[§#$€+=<>~]|\b(?:n(?:r|o|umre|ummer)|stk|side|sider|pkt|punkt|id|sag|sagsnr|j\.?nr|kap"
    r"|kapitel|tlf|telefon|mobil|cvr|ean|kr|dkk|lbk|lov|bek|vej|boks|ca|cirka|knap|godt|mindst"
    r"|højst|(?:mere|flere|færre|mindre|højere|lavere) end|i alt|antal)[.:]?) ?$|\d[ \xa0]$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[ \xa0]?(?:%|kr\b|kroner|mio\b|mia\b|tkr|t\.kr|dkk|euro|stk\b|pct|procent|m2|m²|km\b|meter\b"
    r"|timer\b|dage\b|borgere\b|børn\b|unge\b|elever\b|sager\b|pladser\b|personer\b|familier\b"
    r"|medarbejdere\b|ansatte\b|stillinger\b|boliger\b|besøg\b|forløb\b|point\b|sider\b"
    r"|indbyggere\b|husstande\b|årsværk\b|virksomheder\b|besvarelser\b|respondenter\b"
    r"|Frederiksberg\b|København|Kbh|'?erne\b|-tallet|\d)",
    re.IGNORECASE,
)
_NEAR = 12


def numeric(line: str) -> Iterator[Atom]:
    """The dates and years in figures of one line."""
    for match in _RUN.finditer(line):
        start, end = match.span()
        if end - start not in _LENGTHS or not _stands_free(line, start, end):
            continue
        yield from _read(line, start, match[0])


def _stands_free(line: str, start: int, end: int) -> bool:
    before, after = line[start - 1 : start], line[end : end + 1]
    joined = before.isalnum() or before in {"/", "_", "."} or after.isalnum() or after in {"_", "½"}
    return not joined


def _read(line: str, start: int, run: str) -> Iterator[Atom]:
    if found := list(_days(line, start, run)):
        yield from found
        return
    before = line[max(0, start - _NEAR) : start]
    after = line[start + len(run) : start + len(run) + _NEAR * 2]
    if _NO_DATE.search(before):
        return
    if pair := _YEARS.fullmatch(run):
        yield from _years(pair, start, before)
    elif _YEAR.fullmatch(run) and not _COUNTED.match(after):
        yield Atom(start, start + 4, "year", int(run))


def _days(line: str, start: int, run: str) -> Iterator[Atom]:
    end = start + len(run)
    if day := (_ISO.fullmatch(run) or _DAY.fullmatch(run)):
        yield _day(day, start, end)
    elif two := _TWO.fullmatch(run):
        one, other = _either(two["one"]), _either(two["other"])
        later = _ITS_YEAR.match(line, end) if other and "y" not in other.groupdict() else None
        if one and other and (later or "y" in other.groupdict()):
            yield _day(one, start, start + two.end("one"))
            yield _day(other, start + two.start("other"), end, later)
    elif short := _SHORT_DAY.fullmatch(run):
        later = _ITS_YEAR.match(line, end)
        sure = _DATED.search(line[max(0, start - 8) : start])
        if "/" in run and (later or sure):
            yield _day(short, start, end, later)


def _either(text: str) -> re.Match[str] | None:
    return _DAY.fullmatch(text) or _SHORT_DAY.fullmatch(text)


def _day(match: re.Match[str], start: int, end: int, later: re.Match[str] | None = None) -> Atom:
    found = match.groupdict()
    month, year = found.get("m") or found.get("m2"), found.get("y") or found.get("y2")
    if later:
        year, end = later["y"], later.end()
    return Atom(start, end, "day", _full(year) if year else None, int(month or 0), int(found["d"]))


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


_PAIRED: tuple[tuple[re.Pattern[str], Unit], ...] = (
    (re.compile(r"\bskoleår(?:et|ene)? $", re.IGNORECASE), "school"),
    (re.compile(r"\bårsskiftet $", re.IGNORECASE), "turn"),
)


def _years(pair: re.Match[str], start: int, before: str) -> Iterator[Atom]:
    """Two years, or year and month: "2023-03" is March, "2022-25" four years."""
    year, other = int(pair["y"]), int(pair["u"])
    end = start + len(pair[0])
    short = len(pair["u"]) == 2
    if short and pair["sign"] == "-" and other <= year % 100 and 1 <= other <= 12:
        yield Atom(start, end, "month", year, other)
        return
    other += year // 100 * 100 if short else 0
    if other < year and pair["sign"] != "/":
        return
    for pattern, unit in _PAIRED:
        if (named := pattern.search(before)) and other == year + 1:
            yield Atom(start - len(named[0]), end, unit, year, until=other)
            return
    yield Atom(start, end, "year", min(year, other), until=max(year, other))
