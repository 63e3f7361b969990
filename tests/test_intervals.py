"""95 % intervals by the bootstrap."""

from __future__ import annotations

import numpy as np
import pytest

from assistant import intervals
from assistant.intervals import Interval


def width(of: Interval) -> float:
    return of.high - of.low


def test_an_interval_holds_its_figure_and_narrows_with_more_questions() -> None:
    """A hundred times the questions make it ten times as narrow."""
    few, many = (intervals.mean([0.0, 1.0, 1.0, 1.0, 0.0] * times) for times in (4, 400))
    assert few.value == many.value == 0.6
    assert few.low < 0.6 < few.high
    assert width(few) / width(many) == pytest.approx(10, rel=0.1)
    assert (few.count, many.count) == (20, 2000)


def test_an_interval_is_the_same_each_time() -> None:
    values = [0.1, 0.7, 0.2, 1.0]
    assert intervals.mean(values) == intervals.mean(values)


def test_a_system_does_not_differ_from_itself() -> None:
    """Each has an interval of its own; their difference, question by question, has none."""
    values = [0.0, 1.0, 0.5, 1.0, 0.0]
    assert width(intervals.mean(values)) > 0.5
    assert intervals.difference(values, values) == Interval(0, 0, 0, 5)


def test_a_difference_is_paired() -> None:
    """A little more on each question is sure, however much the questions differ."""
    theirs = [0.0, 0.9] * 20
    found = intervals.difference([x + 0.1 for x in theirs], theirs)
    assert (found.low, found.value, found.high) == pytest.approx((0.1, 0.1, 0.1))
    with pytest.raises(ValueError, match="zip"):
        intervals.difference([1.0], [1.0, 0.0])


def test_intervals_hold_the_truth_about_as_often_as_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of 200 samples of a known mean 95 % should; 90 to 99 is what chance leaves."""
    monkeypatch.setattr(intervals, "RESAMPLES", 1000)
    random = np.random.default_rng(7)
    samples = random.random((200, 60)) < 0.7
    found = [intervals.mean(sample.tolist()) for sample in samples]
    assert 0.90 <= np.mean([one.low <= 0.7 <= one.high for one in found]) <= 0.99


def test_a_share_of_parts_is_weighed_by_how_many_each_case_has() -> None:
    """One answer of nine lines counts nine times as much as one of one; none counts nothing."""
    found = intervals.mean([9, 0, 0], [9, 1, 0])
    assert found.value == 0.9
    assert (found.low, found.high) == (0, 1)


def test_a_median_is_bounded_too() -> None:
    found = intervals.median([100, 200, 300, 400, 5000])
    assert found.value == 300
    assert 100 <= found.low < 300 < found.high <= 5000
    with pytest.raises(ValueError, match="nothing"):
        intervals.median([])
