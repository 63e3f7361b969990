"""Dates and times of a spreadsheet as a Danish reader writes them: "07-03-2025", "14:30"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_LITERAL = re.compile(r'"[^"]*"|\\.|\[\$[^\]]*\]')
_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
           "oktober", "november", "december")  # fmt: skip


def moment(value: date | time | timedelta, code: str) -> str:
    """``value`` whole, or as far as the format ``code`` shows it: a year, a month of a year."""
    if isinstance(value, timedelta):
        return _span(value)
    if isinstance(value, time):
        return _clock(value)
    clock = _clock(value.time()) if isinstance(value, datetime) else ""
    asked = _LITERAL.sub("", code.lower())
    if "d" not in asked and "y" in asked:
        month = f"{_MONTHS[value.month - 1]} " if "m" in asked else ""
        return f"{month}{value.year}"
    day = f"{value.day:02}-{value.month:02}-{value.year:04}"
    # A date that was moved through programs may have a time that nobody set.
    return f"{day} {clock}" if clock != "00:00" and "h" in asked else day


def _clock(value: time) -> str:
    seconds = f":{value.second:02}" if value.second else ""
    return f"{value.hour:02}:{value.minute:02}{seconds}"


def _span(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    behind = f":{rest:02}" if rest else ""
    return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}{behind}"
