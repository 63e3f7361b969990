"""Whole words and phrases in a line of words that are parted by single spaces."""

from __future__ import annotations

import re


def phrase(pattern: str) -> re.Pattern[str]:
    """``pattern`` where it begins and ends with a word."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")
