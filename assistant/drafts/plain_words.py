"""Sentences as a person edits them: plain words, with marks as ``[3]`` behind what they carry."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.drafts.draft import Line

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_BULLET = re.compile(r"[-–•*](?:\s+|$)")
_NUMBER = re.compile(r"\d+")
_MARK = r"\[\s*\d{1,6}(?:\s*,\s*\d{1,6})*\s*\]"
_SIGN = rf"(?:{_MARK}|\[(?:egen|uden kilde)\]|\[\s*\]|\[\d*(?=\s|$)|(?<!\S)\d*\])"
"""A mark, a remark on a sentence that Markdown gives it, or what is left of one."""
SIGN = re.compile(rf"\s*{_SIGN}", re.IGNORECASE)
_MARKS = re.compile(_MARK)


def clean(text: str) -> str:
    """``text`` on one line, without signs that only steer how it is shown."""
    return " ".join(_STEERING.sub(" ", text).split())


def line(sentences: Line) -> str:
    """Sentences with their marks; a name is set off from what follows it by a colon."""
    return clean(
        " ".join(
            f"{one.text} {marks(one.marks)}".rstrip() + (":" if one.strong and more else "")
            for more, one in zip(range(len(sentences) - 1, -1, -1), sentences, strict=True)
        )
    )


def marks(numbers: Iterable[int]) -> str:
    """Marks as they are written."""
    return "".join(f"[{number}]" for number in numbers)


def numbers(signs: str) -> tuple[int, ...]:
    """The numbers of the marks in ``signs``, each once."""
    found = (int(n) for mark in _MARKS.findall(signs) for n in _NUMBER.findall(mark))
    return tuple(dict.fromkeys(found))


def pieces(text: str) -> list[tuple[str, ...]]:
    """The lines of ``text``, those together that no empty line parts."""
    found: list[list[str]] = [[]]
    for row in text.splitlines():
        words = clean(row)
        if words:
            found[-1].append(words)
        elif found[-1]:
            found.append([])
    return [tuple(piece) for piece in found if piece]


def item(row: str) -> str | None:
    """What a list's item says; None where the line is none."""
    sign = _BULLET.match(row)
    return row[sign.end() :] if sign else None
