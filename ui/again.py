"""A question of the conversation as an address has it, to be asked again from there."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

from starlette.datastructures import ImmutableMultiDict

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.asking import Asked
from assistant.question import Turn, understand
from assistant.scope import Filters

PATH = "journal/svar"
NAMED = "svar"
"""The field that names an answer which cannot be had by asking again."""
MOST_BEFORE = 3
MOST_BEFORE_CHARS = 400
"""The assistant reads no more turns, and no more of one."""
_MOST_VALUES = 50
"""Of one filter; more stand in no address of ours."""
_YEAR = re.compile(r"[0-9]{4}")
_MOST_ADDRESS = 4000
"""Characters; a proxy may refuse an address of twice as many."""


def leaning(answering: Answering, asked: Asked, given: Answer) -> Asked:
    """``asked`` with no more of what was said before than it needs to be answered by ``given``.

    What somebody asked earlier is no part of a case that has nothing to do with it.
    """
    said = [_short(turn) for turn in asked.history if turn.role == "user"][-MOST_BEFORE:]
    whole = understand(asked.question, said).text
    for first in range(len(said), 0, -1):
        fewer = replace(asked, history=tuple(said[first:]))
        understood = understand(fewer.question, fewer.history).text
        if understood == whole and _rests_on(answering.ask(fewer, "extractive")) == _rests_on(
            given
        ):
            return fewer
    return replace(asked, history=tuple(said))


def alone(asked: Asked) -> Asked:
    """``asked`` with what its asker said before, or nothing where it does not lean on that."""
    said = tuple(_short(turn) for turn in asked.history if turn.role == "user")[-MOST_BEFORE:]
    leans = understand(asked.question, said).text != understand(asked.question).text
    return replace(asked, history=said if leans else ())


def _rests_on(answer: Answer) -> tuple[object, ...]:
    # A remark beside it, that a model was away, is no part of what it says.
    return answer.status, answer.citations, answer.nearest


def _short(turn: Turn) -> Turn:
    return replace(turn, content=_line(turn.content[:MOST_BEFORE_CHARS]))


def by_name(name: str) -> str:
    """Where an answer that was written by a model can be kept, as it stands."""
    return f"{PATH}?{urlencode([(NAMED, name)])}"


def address(asked: Asked) -> str:
    """Where an answer can be kept, relative to the root; the oldest turns go where it is too long.

    "" where the question alone is too long for an address.
    """
    return _fitting(PATH, asked)


def asking(asked: Asked) -> str:
    """Where the question is asked again in the conversation; as :func:`address` otherwise."""
    return _fitting("./", asked)


def _fitting(path: str, asked: Asked) -> str:
    for first in range(len(asked.history) + 1):
        fewer = replace(asked, history=asked.history[first:])
        way = f"{path}?{urlencode(pairs(fewer))}"
        if len(way) <= _MOST_ADDRESS:
            return way
    return ""


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """The fields of an address or a form, filled ones alone; turns oldest first."""
    before = [("before", turn.content) for turn in asked.history]
    own = ("organisation", asked.organisation)
    fields = [("question", _line(asked.question)), *before, own, *_narrowing(asked.filters)]
    return [field for field in fields if field[1]]


def _narrowing(filters: Filters) -> list[tuple[str, str]]:
    return [
        *(("document", one) for one in filters.documents),
        *(("within", one) for one in filters.organisations),
        *(("kind", one) for one in filters.kinds),
        *(("year", str(one)) for one in filters.years),
    ]


def read(given: ImmutableMultiDict[str, object]) -> Asked:
    """What an address or a form asks."""
    turns = [Turn("user", content) for content in _lines(given, "before")][-MOST_BEFORE:]
    filters = Filters(
        documents=_every(given, "document"),
        organisations=_every(given, "within"),
        kinds=_every(given, "kind"),
        years=tuple(int(year) for year in _every(given, "year") if _YEAR.fullmatch(year)),
    )
    own = _line(given.get("organisation"))
    return Asked(_line(given.get("question")), tuple(turns), own, filters)


def _every(given: ImmutableMultiDict[str, object], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_lines(given, name)))[:_MOST_VALUES]


def _lines(given: ImmutableMultiDict[str, object], name: str) -> list[str]:
    return [line for line in map(_line, given.getlist(name)) if line]


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
