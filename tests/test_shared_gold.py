"""Dates and theme questions over the real papers, against what was judged by hand beforehand.

`gold/shared-dates.jsonl` has every date of the five papers as a place and an interval, 40 of them
commitments; `gold/shared-themes.jsonl` twelve topics with the places of the themes that cover them,
and of those that may be listed or not (a theme only by what stands below it).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.scope import Filters
from assistant.service import Service
from ingest.records import Held, Timed

GOLD = Path(__file__).parent / "gold"
Place = tuple[str, int, int]


def lines(name: str) -> list[Any]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def found_right(gold: Sequence[Any], dates: Sequence[Timed]) -> list[bool]:
    """Whether each date of the gold was found where it stands, with its interval and precision."""
    told = {(d.document_id, d.dated.expression): d.dated for d in dates}
    right = []
    for document, start, end, first, last, precision, _ in gold:
        there = [
            dated
            for (paper, (a, b)), dated in told.items()
            if paper == document and a < end and start < b
        ]
        wanted = (first, last, precision)
        right.append(any((d.first, d.last, d.precision) == wanted for d in there))
    return right


def test_dated_commitments_have_the_right_interval(real: Service) -> None:
    """Of forty at least thirty-eight; of all dates nineteen in twenty, and hardly one invented."""
    gold = lines("shared-dates.jsonl")
    dates = real.index.catalogue.dates()
    right = found_right(gold, dates)
    promised = [one for one, entry in zip(right, gold, strict=True) if entry[-1]]
    assert len(promised) == 40
    assert sum(promised) >= 38
    assert sum(right) >= 0.95 * len(gold)
    assert len(dates) <= 1.05 * len(gold)


def same(held: Held, places: Sequence[Place]) -> Place | None:
    """The place that a theme is, by what they have in common."""
    for document, start, end in places:
        both = min(held.theme.end, end) - max(held.theme.start, start)
        whole = max(held.theme.end, end) - min(held.theme.start, start)
        if held.document_id == document and both >= 0.8 * whole:
            return document, start, end
    return None


def test_themes_that_cover_a_topic_are_listed_and_few_others(real: Service) -> None:
    """Pooled over twelve topics."""
    right = wrong = missed = 0
    for asked in lines("shared-themes.jsonl"):
        covering = {tuple(place) for place in asked["covering"]}
        listed = [one.held for one in real.strategy.themes(asked["query"], Filters())]
        hits = {place for held in listed if (place := same(held, asked["covering"]))}
        right += len(hits)
        missed += len(covering - hits)
        wrong += sum(
            not same(held, asked["covering"]) and not same(held, asked["either"]) for held in listed
        )
    recall, precision = right / (right + missed), right / (right + wrong)
    assert (recall >= 0.86, precision >= 0.8) == (True, True), (recall, precision)
