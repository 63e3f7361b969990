"""How far the judgement whether to answer can be believed: `python -m bench.quality.reliability`.

    python -m bench.quality.reliability DATA QUESTIONS.jsonl…

DATA is a data folder whose index holds the papers that the questions are about. Prints, by how
probable an answer was judged, how many questions there were and how many of them have one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from assistant import question_file, refusal
from assistant.asking import Asked, Assistant
from assistant.question import Turn
from ingest.embedder import LocalEmbedder
from ingest.index import Index
from ingest.settings import load

_EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


def judged(data: Path, files: Sequence[Path]) -> list[tuple[float, bool]]:
    """The probability of each question that came as far as a judgement, and whether it has one."""
    found: list[tuple[float, bool]] = []
    cases: list[refusal.Case] = []
    settings = load({"STRATEGI_DATA": str(data)}, None)

    def watching(case: refusal.Case) -> bool:
        cases.append(case)
        return refusal.answers(case)

    with Index(settings.data, LocalEmbedder(settings)) as index:
        assistant = Assistant(index, judge=watching)
        for question in [one for file in files for one in question_file.load(file)]:
            cases.clear()
            turns = tuple(Turn(**turn) for turn in question.history)
            assistant.ask(Asked(question.question, turns))
            known = [case for case in cases if case.ranked and case.words]
            if known:
                best = max(refusal.probability(case) for case in known)
                found.append((best, question.answerable))
    return found


def table(found: Sequence[tuple[float, bool]]) -> str:
    """The curve as a Markdown table."""
    rows = ["| judged | questions | mean judgement | have an answer |", "| --- | --- | --- | --- |"]
    for low, high in pairwise(_EDGES):
        within = [(p, has) for p, has in found if low <= p < high or p == high == 1.0]
        if within:
            mean = sum(p for p, _ in within) / len(within)
            share = sum(has for _, has in within) / len(within)
            rows.append(f"| {low:.1f} to {high:.1f} | {len(within)} | {mean:.2f} | {share:.2f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    data, *files = map(Path, sys.argv[1:])
    print(table(judged(data, files)))
