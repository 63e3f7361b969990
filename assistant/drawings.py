"""The register as pictures show it: who works with what, and what happens when."""

from __future__ import annotations

import calendar
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.pictures.frame import Language
from assistant.pictures.theme_map import Map, MapRow
from assistant.pictures.timetable import Timetable
from assistant.pictures.timetable_rows import Bar
from assistant.scope import Filters, in_scope
from assistant.strategy import Listed, Strategy
from assistant.timeline import Event
from ingest.errors import Busy
from ingest.index import Index
from ingest.records import Held

MOST_ROWS = 40
"""Each row asks the whole register once."""
MOST_TOPICS = 12
_MOST_COLUMNS = 24
_TIME = 8.0
"""Seconds that a map may take; what is missing then comes when somebody asks again."""
_PATIENCE = 60.0
"""Seconds that whoever asks for a map waits for those that are being made."""
_BOUND = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "register": "Hvem arbejder med hvad",
        "topics": "Temaer om hvert emne",
        "timetable": "Tidsplan",
        "nobody": "Uden organisation",
    },
    "en": {
        "register": "Who works with what",
        "topics": "Themes on each topic",
        "timetable": "Timetable",
        "nobody": "No organisation",
    },
}


@dataclass(frozen=True)
class Crossing:
    """Themes or topics by organisations, as ``Map`` has them, in no language yet.

    ``left_out`` are rows that there was no room for; an organisation may be "".
    """

    columns: tuple[str, ...]
    rows: tuple[MapRow, ...]
    measure: Literal["count", "score"]
    left_out: int = 0

    def picture(self, language: Language) -> Map:
        """What is drawn of it."""
        words = _WORDS[language]
        columns = tuple(name or words["nobody"] for name in self.columns)
        title = words["register" if self.measure == "score" else "topics"]
        return Map(columns, self.rows, title, language, self.measure)


class ThemeMaps:
    """The maps of one index. Safe to use from several threads; one is made at a time."""

    def __init__(self, index: Index, strategy: Strategy) -> None:
        self._index = index
        self._strategy = strategy
        self._making = threading.Lock()
        self._rows: tuple[int, dict[str, dict[str, float]]] = (-1, {})

    def register(self, filters: Filters) -> Crossing:
        """The outermost themes of the documents that fit, and who has one that covers each.

        A value is the probability that it does; of an organisation that has the theme itself, 1.
        Rows are kept until the index changes. Where there was no time for all of them, whoever
        asks again gets more.

        Raises:
            Busy: others have waited for their maps too long already.
        """
        generation = self._index.catalogue.generation
        columns = [_whose(held) for held in self._held(Filters())]
        titles = _titles(self._held(filters))
        rows = self._covered(_spread(titles), generation)
        values = {
            title: rows[title] | dict.fromkeys(own, 1.0)
            for title, own in titles.items()
            if title in rows
        }
        return _crossing(columns, values, "score", len(titles) - len(values))

    def topics(self, topics: Sequence[str], filters: Filters) -> Crossing:
        """How many themes cover each topic in each organisation."""
        names = list(dict.fromkeys(" ".join(topic.split()) for topic in topics))
        wanted = [name for name in names if name]
        # Not kept: what somebody asks for is theirs.
        values = {}
        for name in wanted[:MOST_TOPICS]:
            found = Counter(_whose(one.held) for one in self._strategy.themes(name, filters))
            values[name] = {whose: float(count) for whose, count in found.items()}
        columns = [_whose(held) for held in self._held(filters)]
        return _crossing(columns, values, "count", len(wanted) - len(values))

    def _held(self, filters: Filters) -> list[Held]:
        with self._index.reading() as catalogue:
            return catalogue.themes(in_scope(catalogue.entries(), filters))

    def _covered(self, titles: Sequence[str], generation: int) -> dict[str, dict[str, float]]:
        """How surely each organisation covers those of ``titles`` that there is time for."""
        known, rows = self._rows
        if known == generation and all(title in rows for title in titles):
            return {title: rows[title] for title in titles}
        if not self._making.acquire(timeout=_PATIENCE):
            raise Busy("Serveren har travlt. Prøv igen om lidt.")
        try:
            known, rows = self._rows
            if known != generation:
                rows = {}
                self._rows = (generation, rows)
            ends = time.monotonic() + _TIME
            for title in titles:
                if title not in rows and time.monotonic() < ends:
                    rows[title] = _surest(self._strategy.themes(title, Filters()))
            return {title: rows[title] for title in titles if title in rows}
        finally:
            self._making.release()


def _whose(held: Held) -> str:
    return held.metadata.organisation


def _titles(themes: Sequence[Held]) -> dict[str, tuple[str, ...]]:
    """The titles of the outermost themes, each once, with the organisations that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for held in themes:
        if not held.theme.parent:
            title = " ".join(held.theme.title.split())
            found[title] = (*found.get(title, ()), _whose(held))
    found.pop("", None)
    return found


def _spread(titles: dict[str, tuple[str, ...]]) -> list[str]:
    """As many as there is room for, the first ones of every organisation before more of any."""
    seen = Counter[str]()
    ranks: dict[str, int] = {}
    for title, whose in titles.items():
        ranks[title] = seen[whose[0]]
        seen[whose[0]] += 1
    return sorted(titles, key=ranks.__getitem__)[:MOST_ROWS]


def _surest(covered: Sequence[Listed]) -> dict[str, float]:
    found: dict[str, float] = {}
    for listed in covered:
        whose = _whose(listed.held)
        found[whose] = max(found.get(whose, 0.0), listed.score or 0.0)
    return found


def _crossing(
    columns: Sequence[str],
    values: dict[str, dict[str, float]],
    measure: Literal["count", "score"],
    left_out: int,
) -> Crossing:
    names = sorted(set(columns), key=lambda name: (not name, name.casefold()))
    if len(names) > _MOST_COLUMNS:
        filled = Counter(name for row in values.values() for name in row)
        names.sort(key=lambda name: -filled[name])
    rows = [
        MapRow(label, tuple(row.get(name) for name in names)) for label, row in values.items()
    ]  # fmt: skip
    return Crossing(tuple(names), tuple(rows), measure, left_out)


def timetable_of(  # noqa: PLR0913 - what is drawn, and how
    events: Sequence[Event],
    language: Language,
    *,
    query: str = "",
    begins: str = "",
    ends: str = "",
    today: str = "",
) -> Timetable:
    """The timetable of ``events`` by organisation; the bounds are those they were asked with."""
    words = _WORDS[language]
    bars = [
        Bar(
            label=event.label,
            group=event.organisation or event.citation.title or words["nobody"],
            start=event.start or "",
            end=event.end or "",
            precision=event.precision,
            expression=event.expression,
        )
        for event in events
    ]
    bars.sort(key=lambda bar: bar.group.casefold())
    title = ": ".join(part for part in (words["timetable"], " ".join(query.split())) if part)
    first, last = _day(begins), _day(ends, last=True)
    return Timetable(tuple(bars), title, first, last, today, language)


def _day(bound: str, *, last: bool = False) -> str:
    """The first or last day of a year, month or day; "" where there is none."""
    found = _BOUND.fullmatch(bound.strip())
    if not found or found[1] == "0000":
        return ""
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    longest = calendar.monthrange(year, month)[1]
    day = min(int(found[3]), longest) if found[3] else longest if last else 1
    return f"{year:04}-{month:02}-{day:02}"
