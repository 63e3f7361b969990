"""Whether the lines of an answer bear marks, and whether what they cite says what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.measures import plain

_MARK = re.compile(r"\[(\d+)\]")
_BULLET = re.compile(r"^(?:[-*+>]|\d+[.)])\s+")
_RULE = re.compile(r"[|\s:-]*-{3,}[|\s:-]*")
"""The line under a table's head."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STATED = 6
_LONG = 4
_SUPPORTED = 0.6
Json = dict[str, Any]


@dataclass(frozen=True)
class Trust:
    """Of one answer: whether all of it is marked, its statements, and those that do not hold."""

    marked: bool
    statements: int
    unsupported: tuple[str, ...]

    @property
    def supported(self) -> int:
        """How many statements hold."""
        return self.statements - len(self.unsupported)


def trust(answer: str, citations: Sequence[Json]) -> Trust:
    """What can be said of ``answer`` from its citations alone.

    A statement is supported when 60 % of its words longer than three letters, and every number,
    stand in the quotes, sections, titles or organisations of its own marks.
    """
    cited = {one["number"]: _said(one) for one in citations}
    stated = [(line, _marks(line)) for line in statements(answer)]
    resolved = set(_marks(answer)) <= set(cited)
    loose = [line for line, marks in stated if not marks or not _holds(line, marks, cited)]
    return Trust(resolved and all(marks for _, marks in stated), len(stated), tuple(loose))


def statements(answer: str) -> Iterator[str]:
    """The lines of six words or more that are no question, heading, lead-in, head or remark."""
    lines = [line.strip() for line in answer.split("\n")]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        bare = _BULLET.sub("", line)
        words = _MARK.sub("", bare)
        short = len(re.findall(r"\w+", words)) < _STATED
        leads = words.rstrip("*_ ").endswith((":", "?"))
        if not (short or leads or bare.startswith(("#", "_")) or _RULE.fullmatch(following)):
            yield bare


def _marks(text: str) -> list[int]:
    return [int(number) for number in _MARK.findall(text)]


def _said(citation: Json) -> str:
    section = " ".join(citation["section"] or [])
    return f"{citation['quote']} {section} {citation['title']} {citation['organisation']}"


def _holds(line: str, marks: Sequence[int], cited: dict[int, str]) -> bool:
    source = plain(" ".join(cited[number] for number in marks if number in cited))
    words, known = _long_words(line), set(re.findall(r"\w+", source))
    numbers = set(_NUMBER.findall(source))
    enough = sum(word in known for word in words) >= _SUPPORTED * len(words)
    return enough and all(number in numbers for number in _NUMBER.findall(plain(line)))


def _long_words(text: str) -> list[str]:
    found = re.findall(r"\w+", plain(text))
    return [word for word in found if len(word) >= _LONG and not word[0].isdigit()]
