"""What the check keeps and drops of a language model's answers, by STRATEGI_LLM over an index.

STRATEGI_LLM=… STRATEGI_DATA=… python -m bench.language_model QUESTIONS.jsonl [--statements]
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import cast

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.generation.generating import Generating
from assistant.generation.grounding import Judged, Reason
from assistant.question import Turn
from assistant.question_file import Question, load
from assistant.service import Service
from ingest import settings
from ingest.errors import SettingsError


@dataclass(frozen=True)
class Asking:
    """A question, its answer, how long it took, and what became of each statement."""

    question: Question
    answer: Answer
    seconds: float
    first: float
    judged: list[Judged] = field(default_factory=list)


def main(file: Path, *, statements: bool) -> None:
    """Print a line for each question, then the counts."""
    with Service.open(settings.load(os.environ)) as service:
        service.warm_up()
        asked = []
        for question in load(file):
            asked.append(ask(service, question))
            print(_line(asked[-1], statements=statements), flush=True)
    print(_counts(asked))


def ask(service: Service, question: Question) -> Asking:
    """The model's answer to a question, watched."""
    judged: list[Judged] = []
    watched = replace(_generating(service), watch=judged.append)
    turns = tuple(Turn(turn["role"], turn["content"]) for turn in question.history)
    began = time.perf_counter()
    came = [
        (piece, time.perf_counter() - began)
        for piece in watched.stream(Asked(question.question, turns))
    ]
    answer, seconds = came[-1]
    return Asking(question, cast("Answer", answer), seconds, came[0][1], judged)


def _generating(service: Service) -> Generating:
    found = service.answering.generating
    if found is None:
        raise SettingsError("Her er ingen sprogmodel. Sæt STRATEGI_LLM.")
    return found


def _line(one: Asking, *, statements: bool) -> str:
    kept = sum(judged.reason is Reason.CARRIED for judged in one.judged)
    line = (
        f"{one.question.id}: {one.answer.mode}, {one.answer.status}, {kept} of {len(one.judged)}"
        f" kept, first words {one.first:.1f} s, all {one.seconds:.1f} s"
    )
    if not statements:
        return line
    told = [f"  {j.reason.value} {list(j.said.named)}: {j.said.text}" for j in one.judged]
    return "\n".join([line, *told])


def _counts(asked: Sequence[Asking]) -> str:
    reasons = Counter(judged.reason.value for one in asked for judged in one.judged)
    modes = Counter(f"{one.answer.mode}, {one.answer.status}" for one in asked)
    seconds = sorted(one.seconds for one in asked)
    return "\n".join(
        [
            f"\n{len(asked)} questions",
            f"- seconds: median {median(seconds):.1f}, most {seconds[-1]:.1f}",
            f"\n{reasons.total()} statements",
            *(f"- {name}: {count}" for name, count in reasons.most_common()),
            f"\n{modes.total()} answers",
            *(f"- {name}: {count}" for name, count in modes.most_common()),
        ]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), statements="--statements" in sys.argv[2:])
