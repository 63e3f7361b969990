"""Whether a date or a number is a beginning or an end as it is in the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.checking import dates, numbers

Limit = Literal["from", "after", "until", "by", "earliest", ""]
Said = dates.Said | numbers.Number


def _ending(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})$", re.IGNORECASE)


_LIMITS: Mapping[Limit, re.Pattern[str]] = {
    "until": _ending(r"(?:(?:frem|op|ind) ?)?til(?: og med)?|indtil|until|till|up to|to"),
    "by": _ending(r"inden(?: for)?|senest|før|forud for|before|by|no later than|within"),
    "after": _ending(r"efter|after"),
    "earliest": _ending(r"tidligst(?: fra)?|at the earliest"),
    "from": _ending(r"fra(?: og med)?|siden|pr\.|per|from|since|as of|with effect from"),
}
_BARE = re.compile(r"(?<!\w)(?:til|to|by|per)$", re.IGNORECASE)
"""What before a date may say else: "udskudt til 2026"."""
_BETWEEN = re.compile(
    r"(?:\s|(?<!\w)(?:den|d\.|the|kl\.?|ca\.|cirka|omkring|årets?|primo|medio|ultimo"
    r"|(?:starten|udgangen|slutningen|begyndelsen|midten|løbet) (?:af|i)"
    r"|(?<!\w)(?!inden)\w{2,}(?:et|en) den|(?:en|et|de|første|sidste)))+$",
    re.IGNORECASE,
)
_ADVERB: Mapping[Limit, re.Pattern[str]] = {
    "by": re.compile(r"(?<!\w)(?:senest|inden|latest|\w*frist\w*|deadline)(?!\w)", re.IGNORECASE),
    "until": re.compile(r"(?<!\w)(?:\w*frist\w*|deadline)(?!\w)", re.IGNORECASE),
    "earliest": re.compile(r"(?<!\w)(?:tidligst|earliest)(?!\w)", re.IGNORECASE),
}
_COUNTED = re.compile(r" [^\W\d_]+")
_BACK = 60
_CLAUSE = re.compile(r"[,;:.]\s|\n")


@dataclass(frozen=True)
class _Limited:
    """A date or a number of a text, and what it limits; ``around`` is the clause it is of."""

    said: Said
    limit: Limit
    written: str
    around: str


@lru_cache(maxsize=1024)
def _limited(text: str) -> tuple[_Limited, ...]:
    found = dates.dates(text)
    counted = [one for one in numbers.numbers(text, found.spans) if not one.weak]
    every: Sequence[Said] = [*found.said, *counted]
    return tuple(_one(text, said) for said in every)


def _one(text: str, said: Said) -> _Limited:
    start, end = said.span
    before = text[max(0, start - _BACK) : start]
    between = _BETWEEN.search(before)
    head = before[: between.start()] if between else before
    limit, at = _limit(head)
    counts = _COUNTED.match(text, end) if isinstance(said, numbers.Number) else None
    shown = counts.end() if counts else end
    written = text[start - len(before) + at : shown]
    clause = _CLAUSE.split(before)[-1] + _CLAUSE.split(text[start : end + _BACK])[0]
    return _Limited(said, limit, written, clause)


def _limit(head: str) -> tuple[Limit, int]:
    for limit, pattern in _LIMITS.items():
        if match := pattern.search(head):
            return limit, match.start() + len(match[0]) - len(match[0].lstrip())
    return "", 0


def limits(sentence: str, quotes: tuple[str, ...]) -> Iterator[str]:
    """The dates and numbers of ``sentence`` that are another limit in each of the ``quotes``."""
    ours = [one for one in _limited(sentence) if one.limit and not _open(sentence, one)]
    if not ours:
        return
    theirs = [one for quote in quotes for one in _limited(quote)]
    for one in ours:
        same = [other for other in theirs if _same(one.said, other.said)]
        if same and not any(_agrees(one, other) for other in same):
            yield f'tiden "{one.written}"'


def _open(sentence: str, one: _Limited) -> bool:
    """Whether the limit may be none: "udskudt til 2026", "fra 3 til 6 år"."""
    if isinstance(one.said, numbers.Number):
        return one.limit in {"from", "until"}
    head = _BETWEEN.sub("", sentence[: one.said.span[0]])
    return _BARE.search(head) is not None and not re.search(
        r"(?:frem|ind|op) ?til$", head, re.IGNORECASE
    )


def _same(one: Said, other: Said) -> bool:
    if isinstance(one, dates.Said) and isinstance(other, dates.Said):
        years = (other.days.first.year,) if other.dated else (one.days.first.year,)
        return dates.Held((other,), frozenset(), years).carries(one)
    if isinstance(one, numbers.Number) and isinstance(other, numbers.Number):
        return not one.values.isdisjoint(other.values) and one.unit == other.unit
    return False


def _agrees(one: _Limited, other: _Limited) -> bool:
    if one.limit == other.limit:
        return True
    adverb = _ADVERB.get(one.limit)
    if adverb and adverb.search(other.around):
        return True
    if isinstance(one.said, numbers.Number):
        return not other.limit
    return one.limit == "from" and other.limit in {"", "earliest"}
