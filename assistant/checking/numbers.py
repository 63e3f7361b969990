"""Numbers and amounts that a text says, normalised: "1.250.000 kr." is "DKK 1.25 million".

A number keeps its unit and the word that it counts or that it is the number of ("trin 4"), so
that two numbers which changed places are told apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from assistant.checking.language import english
from assistant.checking.number_words import DANISH, ENGLISH, HUNDREDS, WEAK
from assistant.checking.stems import stem
from ingest import analysis
from ingest.passages import Span

_TOKEN = re.compile(
    r"(?P<figures>\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,:]\d+)*)(?P<th>(?:st|nd|rd|th)\b)?"
    r"|[^\W\d_]+(?:-[^\W\d_]+)*|[%€$£§]"
)
_SCALE = re.compile(
    rf"[ -]?({'|'.join(re.escape(w) for w in sorted(HUNDREDS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+|\d+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+[.,:]\d+")
_UNIT = re.compile(
    r"[ -]?(?:(?P<percent>%|pct\b|procent\w*|per ?cent\b|percent\w*)"
    r"|(?P<money>kr\b|kroner?\b|dkk\b|t\.?kr\b))",
    re.IGNORECASE,
)
_RANGE_UNIT = re.compile(r" ?(?:-|til|to|og|and) ?\d[\d.,]*", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:kr\.?|dkk|kroner) ?$", re.IGNORECASE)
_THOUSAND_KRONER = re.compile(r"t\.?kr", re.IGNORECASE)
_NEAR = 24
_LONGEST = 30
"""Figures of one number; more is a row of figures and compared as it stands."""


@dataclass(frozen=True)
class Number:
    """``values`` are what it may mean, or none where it is a label ("2.1.2").

    ``said`` is as written, ``unit`` "percent", "money" or "", ``of`` the stem of what it counts,
    ``at`` that of what it numbers. ``weak``: it may be an article or "other" as well.
    """

    span: Span
    said: str
    values: frozenset[Decimal]
    unit: str = ""
    of: str = ""
    at: str = ""
    weak: bool = False


def numbers(text: str, dates: Sequence[Span] = ()) -> Iterator[Number]:
    """The numbers of a plain ``text``, those inside ``dates`` left out."""
    foreign = english(text)
    barred = iter([*dates, (len(text) + 1, len(text) + 1)])
    bar = next(barred)
    tokens = list(_TOKEN.finditer(text))
    skip = 0
    for index, token in enumerate(tokens):
        while bar[1] <= token.start():
            bar = next(barred)
        if token.start() < skip or bar[0] <= token.start():
            continue
        found = list(_said(text, token, foreign=foreign))
        for number in found:
            skip = number.span[1]
            placed = _placed(number, text, tokens, index)
            # Of "to-tre boliger" the three are counted, as of "2-3 boliger".
            yield placed if number is found[-1] else replace(placed, of="")


def _said(text: str, token: re.Match[str], *, foreign: bool) -> Iterator[Number]:
    if token["figures"]:
        values = _figures(token["figures"], foreign=foreign)
        yield _scaled(Number(token.span(), token["figures"], values), text)
        return
    words = [token[0].lower()]
    if "-" in token[0] and words[0] not in ENGLISH:
        words = words[0].split("-")
    table = ENGLISH if foreign else {**ENGLISH, **DANISH}
    for word in words:
        if value := table.get(word):
            yield _scaled(Number(token.span(), token[0], frozenset({value})), text)
        elif word in WEAK and not (foreign and word in DANISH):
            yield Number(token.span(), token[0], frozenset({WEAK[word]}), weak=True)
        elif word in HUNDREDS and len(words) == 1:
            yield Number(token.span(), token[0], frozenset({HUNDREDS[word]}), weak=True)


def _figures(said: str, *, foreign: bool) -> frozenset[Decimal]:
    """What figures mean; in English text they may have been copied from Danish."""
    if len(said) > _LONGEST:
        return frozenset()
    found: set[Decimal] = set()
    if _THOUSANDS.fullmatch(said) and not (foreign and _ENGLISH_THOUSANDS.fullmatch(said)):
        found.add(Decimal(said.replace(".", "").replace(" ", "").replace(",", ".")))
    if foreign and _ENGLISH_THOUSANDS.fullmatch(said):
        found.add(Decimal(said.replace(",", "")))
    if _DECIMAL.fullmatch(said) and (foreign or not found):
        grouped = foreign and _ENGLISH_THOUSANDS.fullmatch(said)
        found |= set() if grouped else {Decimal(re.sub("[,:]", ".", said))}
    return frozenset(found)


def _scaled(number: Number, text: str) -> Number:
    """With what makes it greater ("mio.") and its unit."""
    start, end = number.span
    values = number.values
    for _ in range(2):
        if not (scale := _SCALE.match(text, end)):
            break
        values = frozenset(value * HUNDREDS[scale[1].lower()] for value in values)
        end = scale.end()
    unit = ""
    behind = _RANGE_UNIT.match(text, end)
    for at in (end, behind.end() if behind else end):
        if match := _UNIT.match(text, at):
            unit = "percent" if match["percent"] else "money"
            end = match.end() if at == end else end
            break
    if not unit and (
        _MONEY_BEFORE.search(text, max(0, start - 8), start)
        or _THOUSAND_KRONER.search(text, number.span[1], end)
    ):
        unit = "money"
    return replace(number, span=(start, end), said=text[start:end], values=values, unit=unit)


def _placed(number: Number, text: str, tokens: Sequence[re.Match[str]], index: int) -> Number:
    """With the words beside it."""
    after = next((t for t in tokens[index + 1 : index + 5] if t.start() >= number.span[1]), None)
    before = tokens[index - 1] if index else None
    of = at = ""
    if after and text[number.span[1] : after.start()] in {" ", ". ", "-"}:
        of = _noun(after[0])
    if before and text[before.end() : number.span[0]] == " ":
        at = _noun(before[0])
    return replace(number, of=of, at=at)


def _noun(word: str) -> str:
    word = word.lower()
    if word in analysis.STOP_WORDS or not word.isalpha() or word in DANISH or word in WEAK:
        return ""
    return stem(word)


@dataclass(frozen=True)
class Held:
    """The numbers of the quotes."""

    all: tuple[Number, ...]

    @cached_property
    def _values(self) -> Mapping[Decimal | str, frozenset[str]]:
        """The units that each value, or each label as written, stands with."""
        found: dict[Decimal | str, set[str]] = defaultdict(set)
        for number in self.all:
            labels: list[Decimal | str] = [*number.values, number.said]
            for value in labels:
                found[value].add(number.unit)
        return {value: frozenset(units) for value, units in found.items()}

    @cached_property
    def _counted(self) -> Mapping[str, frozenset[Decimal]]:
        found: dict[str, set[Decimal]] = defaultdict(set)
        for number in self.all:
            if number.of and not number.unit:
                found[number.of] |= number.values
        return {word: frozenset(values) for word, values in found.items()}

    @cached_property
    def _numbered(self) -> Mapping[str, frozenset[Decimal]]:
        found: dict[str, set[Decimal]] = defaultdict(set)
        for number in self.all:
            if number.at and not number.unit and not number.weak:
                found[number.at] |= number.values
        return {word: frozenset(values) for word, values in found.items()}

    def carries(self, number: Number) -> bool:
        """Whether one of them is ``number``, of the same unit and of the same thing."""
        if number.weak:
            return True
        if not number.values:
            return number.said in self._values
        units = {unit for value in number.values for unit in self._values.get(value, ())}
        if not units or (number.unit and units.isdisjoint({number.unit, ""})):
            return False
        if not number.unit and number.of and (counted := self._counted.get(number.of)):
            return not counted.isdisjoint(number.values)
        return True
