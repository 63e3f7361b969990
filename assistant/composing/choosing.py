"""Which statements there is room for, and in what order they are told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.composing.sorted import Sorted
from assistant.composing.statements import Statement
from assistant.standing import leads_back
from ingest.theme import Theme

_LEANS = 5


@dataclass(frozen=True)
class Group:
    """Statements of one theme, or of one paper where they stand in none."""

    document_id: str
    theme: Theme | None
    told: tuple[Sorted, ...]


@dataclass
class Choosing:
    """Chooses what there is room for; what one part has told no other tells again.

    ``every`` are all statements of the papers, so that what one leans on is there. ``chars`` is
    about how long a part may become.
    """

    every: Sequence[Sorted]
    chars: int
    told: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def leave_out(self, told: Iterable[Statement]) -> None:
        """Tell these no more."""
        places = {one.place for one in told}
        self._keep([one for one in self.every if one.statement.place in places])

    def choose(self, found: Sequence[Sorted], most: int, behind: float = math.inf) -> list[Sorted]:
        """The ``most`` weightiest in reading order, each with the sentence that it leans on.

        One that leans on a sentence which is not there is left out, and one that lies more than
        ``behind`` the best.
        """
        fresh = [one for one in found if self._is_new(one)]
        least = max((one.weight for one in fresh), default=0.0) - behind
        taken: dict[int, Sorted] = {}
        said: set[str] = set()
        for one in sorted(fresh, key=lambda one: (-one.weight, one.order)):
            length = sum(len(each.statement.text) for each in taken.values())
            if len(taken) >= most or length >= self.chars or one.weight < least:
                break
            if _flat(one) not in said:
                led = chain(one, self.every)
                taken.update({each.order: each for each in led})
                said.update(map(_flat, led))
        self._keep(list(taken.values()))
        return [taken[order] for order in sorted(taken)]

    def _is_new(self, one: Sorted) -> bool:
        return one.order not in self.told and _flat(one) not in self.texts

    def _keep(self, told: Sequence[Sorted]) -> None:
        self.told.update(one.order for one in told)
        self.texts.update(map(_flat, told))


def _flat(one: Sorted) -> str:
    return one.statement.text.casefold().rstrip(" .")


def chain(one: Sorted, every: Sequence[Sorted]) -> list[Sorted]:
    """A statement with those before it in its line that it leans on; none where one is missing."""
    led = [one]
    while leads_back(led[0].statement.text):
        own = led[0].statement
        if not led[0].order or len(led) >= _LEANS:
            return []
        above = every[led[0].order - 1]
        near = (above.statement.document_id, above.statement.line)
        if near != (own.document_id, own.line):
            return []
        led.insert(0, above)
    return led


def grouped(found: Sequence[Sorted]) -> list[Group]:
    """Statements by theme, themes in the order in which they come first."""
    groups: dict[tuple[str, str], list[Sorted]] = {}
    for one in found:
        groups.setdefault(one.theme, []).append(one)
    return [
        Group(document_id, told[0].statement.theme if key else None, tuple(told))
        for (document_id, key), told in groups.items()
    ]
