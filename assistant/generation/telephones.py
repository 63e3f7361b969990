"""Telephone numbers in running text, by their form: Danish ones, and international with a prefix.

A number counts where in doubt, for whoever hides it can put it back. It does not count where its
form or its surroundings say that it is something else: an amount, a date, a span of years, a row
of figures, a CVR, EAN, account or case number. Four digits, a hyphen and four more are a span
unless a word such as "tlf." stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

_GAP = r"[ \u00a0\u2009\u202f]"
_JOIN = r"[ \u00a0\u2009\u202f.\u2011–-]"
_LEAD = (
    r"\b(?:(?:tlf|tel|telefon|mobil|mob|mobiltelefon)(?:\.?-?\s?(?:nr|nummer|numre|no))?|telefonen"
    r"|sms|fax|ring|phone|telephone|call|mobile|cell)"
    r"\.?(?:\s(?:number|til|på|er|is|at|on))?[:.]?\s{0,3}\(?"
)
_NUMBER = re.compile(
    rf"(?P<lead>{_LEAD})(?P<led>[1-9](?:{_JOIN}?\d){{7}})(?!\d)"
    rf"|(?P<home>(?<!\d)(?:\+|00){_JOIN}?45\)?{_JOIN}?\d(?:{_JOIN}?\d){{7}})(?!\d)"
    r"|(?P<abroad>(?:\+|(?<!\d)00)[1-9](?:[ \u00a0\u2009\u202f()\u2011-]{0,2}\d){7,14})(?!\d)"
    r"|(?<!\d)(?P<bare>\d{8}"
    rf"|\d\d(?P<pair>{_JOIN})\d\d(?!\d)(?:(?P=pair)\d\d(?!\d))++"
    rf"|\d{{4}}{_GAP}\d{{4}}|\d\d{_GAP}\d{{6}}|\d{{3}}{_GAP}\d\d{_GAP}\d{{3}}"
    rf"|\d{{3}}{_GAP}\d{{3}}{_GAP}\d\d)(?!\d)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:,-|(?:(?:t\.?\s?)?kr|kroner|dkk|eur|euro|usd|mio|mia|million(?:er)?|milliard(?:er)?"
    r"|pct|procent|percent|m[23]|km|ha|kg|tons?|[kmg]wh)(?!\w)|[%‰€$£])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\b(?:cvr|ean|gln|bfe|isbn|issn|esdh|id)(?:[-\s]?(?:nr|nummer|no|number)\.?)?"
    r"|\b(?:se|p|konto|journal|j|sags?|dok|dokument|faktura|matrikel|ordre|reference|ref|account"
    r"|case|invoice)[-\s.]?(?:nr|nummer|no|number|id)\.?|\b(?:kr|dkk|eur|usd)\.?|[€$£])[\s:]{0,3}$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r"[-.,]\d{1,6}(?!\d)")
_PART_BEFORE = re.compile(r"(?<!\d)\d{1,6}[-/.,]$")
_ROW_AFTER = re.compile(rf"{_GAP}\d")
_ROW_BEFORE = re.compile(rf"\d{_GAP}$")
_AROUND = 32
"""Characters before and after a number that are looked at."""
_YEARS = range(1900, 2100)
_NO_NUMBER = re.compile(r"\d\d[.–-]\d\d[.–-]\d{4}|\d{4}[.–-]\d\d[.–-]\d\d|\d\d\.\d{3}\.\d{3}")
"""A date, or an amount, whatever word stands before it."""


def substituted(text: str, placeholder: Callable[[str, str], str]) -> str:
    """``text`` with ``placeholder(written, key)`` for each number.

    ``key`` is the same however a number is written: eight digits, or "+" and all of them.
    """

    def replaced(match: re.Match[str]) -> str:
        if not _plausible(match):
            return match[0]
        if match["pair"]:
            return _paired(match[0], match["pair"], placeholder)
        lead = match["lead"] or ""
        number = match[0][len(lead) :]
        return lead + placeholder(number, _key(number))

    return _NUMBER.sub(replaced, text)


def _key(number: str) -> str:
    digits = "".join(str(int(sign)) for sign in number if sign.isdecimal())
    if not number.startswith("+"):
        if not digits.startswith("00"):
            return digits
        digits = digits[2:]
    return digits[2:] if digits.startswith("45") and len(digits) == 10 else f"+{digits}"


def _plausible(match: re.Match[str]) -> bool:
    """Whether neither the digits nor the text around them say that this is something else."""
    if match["home"]:
        return True
    before = match.string[max(0, match.start() - _AROUND) : match.start()]
    after = match.string[match.end() : match.end() + _AROUND]
    if _UNIT.match(after) or (not match["lead"] and _LABEL.search(before)):
        return False
    if match["lead"]:
        return not _NO_NUMBER.fullmatch(match["led"]) and not _span(match["led"], "–-")
    return bool(match["abroad"]) or _danish(match["bare"], match["pair"], before, after)


def _danish(number: str, pair: str | None, before: str, after: str) -> bool:
    if number[0] == "0":
        return False
    if pair:
        # A longer row of pairs is a table's; eight are two numbers.
        return len(number.split(pair)) in {4, 8}
    if number.isdecimal():
        part = _PART_AFTER.match(after) or _PART_BEFORE.search(before)
        return not part and not _dated(number)
    row = _ROW_AFTER.match(after) or _ROW_BEFORE.search(before)
    return not row and not _span(number, " \u00a0\u2009\u202f")


def _span(number: str, between: str) -> bool:
    """Whether this is two years with one of ``between`` between them."""
    years = number[:4], number[5:]
    return number[4] in between and all(y.isdecimal() and int(y) in _YEARS for y in years)


def _dated(digits: str) -> bool:
    """Whether eight digits are a day: 20240930, or 30092024."""
    orders = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    return any(int(order[0]) in _YEARS and _day(*map(int, order)) for order in orders)


def _day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _paired(run: str, pair: str, placeholder: Callable[[str, str], str]) -> str:
    pairs = run.split(pair)
    numbers = [pair.join(pairs[place : place + 4]) for place in range(0, len(pairs), 4)]
    return pair.join(placeholder(number, _key(number)) for number in numbers)
