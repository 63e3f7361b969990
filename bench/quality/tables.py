"""What was measured, as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.intervals import Interval
from bench.quality.answering import Answers
from bench.quality.ours import NAME
from bench.quality.scoring import METRICS

_HEADS = {"false_refusals": "false refusals", "chars": "characters"}
_NONE = "–"
Figures = Mapping[str, Interval]


@dataclass
class Measured:
    """One set's figures: of each system, of ours less each rival, and of our answers."""

    name: str
    questions: int
    answerable: int
    papers: int
    retrieval: dict[str, dict[str, Interval]] = field(default_factory=dict)
    differences: dict[str, dict[str, Interval]] = field(default_factory=dict)
    answers: Answers | None = None


def markdown(measured: Sequence[Measured]) -> str:
    """Every table there is, under a heading each."""
    blocks = [block for one in measured for block in _retrieval(one)]
    answered = {one.name: one.answers for one in measured if one.answers}
    if answered:
        blocks += ["### Answers", _table("set", {k: a.figures for k, a in answered.items()})]
    refusing = {name: found.refusals for name, found in answered.items() if found.refusals}
    if refusing:
        blocks += ["### Refused, of questions without an answer", _kinds(refusing)]
    return "\n\n".join(blocks)


def _retrieval(one: Measured) -> Iterator[str]:
    yield f"### {one.name}"
    yield f"{one.answerable} of {one.questions} questions have an answer; {one.papers} documents."
    if one.retrieval:
        yield _table("", one.retrieval, METRICS)
    if one.differences:
        rows = {f"{NAME} less {rival}": row for rival, row in one.differences.items()}
        yield _table("", rows, METRICS, sign="+")


def _kinds(refusing: Mapping[str, Figures]) -> str:
    rows = [
        [f"{name}, {kind}", str(figure.count), cell(figure)]
        for name, kinds in refusing.items()
        for kind, figure in kinds.items()
    ]
    return _lines([["set, kind", "questions", "refused"], *rows])


def _table(
    corner: str, rows: Mapping[str, Figures], columns: Sequence[str] = (), sign: str = ""
) -> str:
    names = columns or list(dict.fromkeys(name for row in rows.values() for name in row))
    lines = [[corner, *(_HEADS.get(name, name) for name in names)]]
    for title, row in rows.items():
        lines.append([title, *(cell(row[n], sign) if n in row else _NONE for n in names)])
    return _lines(lines)


def cell(figure: Interval, sign: str = "") -> str:
    """A figure with its interval: ``.913 [.826, .978]``, or whole numbers where it is no share."""
    value, low, high = (_number(x, sign) for x in (figure.value, figure.low, figure.high))
    return f"{value} [{low}, {high}]"


def _number(value: float, sign: str) -> str:
    if abs(value) > 1:
        return f"{value:{sign}.0f}"
    rounded = round(value, 3) + 0.0  # no minus before a zero
    return f"{rounded:{sign}.3f}".replace("0.", ".", 1)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
