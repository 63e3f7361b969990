"""How well the product finds and answers, beside what a user would pick instead.

    python -m bench.quality [--data FOLDER] [--set FILE FOLDER]... [--only NAME]... [--json]

Prints Markdown tables, each figure with its 95 % interval. docs/quality.md says how to install
the rivals; without them the product is measured alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant import intervals
from assistant.intervals import Interval
from assistant.service import Service
from bench.quality import ours, rivals, scoring
from bench.quality.answering import answers
from bench.quality.scoring import Scores
from bench.quality.sets import QuestionSet, sets
from bench.quality.tables import Measured, markdown
from bench.quality.vectors import Kept, langchain
from ingest import bundled
from ui.client import LocalClient

_ABOUT = "How well the product finds and answers, beside what a user would pick instead."


def main(given: Sequence[str]) -> None:
    """Measure, and print."""
    options = _options(given)
    found = sets([(Path(file), Path(folder)) for file, folder in options.set], options.only)
    for missing in found.missing:
        _say(f"left out: {missing}")
    embeddings = _embeddings(options.data)
    measured = [_measured(one, options, embeddings) for one in found.found]
    if options.json:
        print(json.dumps([asdict(one) for one in measured], ensure_ascii=False))
    else:
        print(markdown(measured))


def _options(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=_ABOUT)
    add = parser.add_argument
    kept = "where indexes and vectors are kept between runs; default data/quality"
    add("--data", type=Path, default=Path("data/quality"), metavar="FOLDER", help=kept)
    further = "further questions, and the folder that they are asked of; may be repeated"
    add("--set", nargs=2, action="append", default=[], metavar=("FILE", "FOLDER"), help=further)
    one = "this set and no other; may be repeated"
    add("--only", action="append", default=[], metavar="NAME", help=one)
    add("--no-ours", action="store_true", help="measure the rivals alone")
    add("--no-rivals", action="store_true", help="measure the product alone")
    add("--no-halves", action="store_true", help="leave out the two halves of its search")
    add("--json", action="store_true", help="print JSON in place of tables")
    return parser.parse_args(given)


def _embeddings(data: Path) -> Kept:
    file = data / "vectors" / f"{bundled.fingerprint()}.npz"
    return Kept(lambda: langchain(ours.model(data)), file)


def _measured(given: QuestionSet, options: argparse.Namespace, embeddings: Kept) -> Measured:
    answerable = sum(question.answerable for question in given.questions)
    found = Measured(given.name, len(given.questions), answerable, len(given.papers))
    rows: dict[str, Scores] = {}
    if not options.no_ours:
        with ours.opened(given, options.data) as service:
            rows |= _ours(given, service, halves=not options.no_halves)
            found.answers = answers(given, LocalClient(service))
    if not options.no_rivals:
        rows |= _rivals(given, embeddings)
    found.retrieval = {name: _means(row) for name, row in rows.items()}
    found.differences = _differences(rows)
    return found


def _ours(given: QuestionSet, service: Service, *, halves: bool) -> dict[str, Scores]:
    systems = {ours.NAME: LocalClient(service)}
    if halves:
        systems |= {name: ours.half(service, weights) for name, weights in ours.HALVES.items()}
    rows = {}
    for name, client in systems.items():
        _say(f"{given.name}: {name}")
        rows[name] = scoring.scores(given, scoring.of_ours(client))
    return rows


def _rivals(given: QuestionSet, embeddings: Kept) -> dict[str, Scores]:
    rows = {}
    for name in rivals.NAMES:
        _say(f"{given.name}: {name}")
        try:
            rival = rivals.build(name, given.papers, embeddings)
        except rivals.PackageMissing as missing:
            _say(f"left out: {missing}")
            continue
        rows[name] = scoring.scores(given, scoring.of_rival(rival))
        embeddings.save()
    return rows


def _means(row: Scores) -> dict[str, Interval]:
    return {metric: intervals.mean(values) for metric, values in row.items() if values}


def _differences(rows: Mapping[str, Scores]) -> dict[str, dict[str, Interval]]:
    mine = rows.get(ours.NAME)
    if mine is None:
        return {}
    return {
        name: {m: intervals.difference(mine[m], row[m]) for m in scoring.METRICS if row[m]}
        for name, row in rows.items()
        if name != ours.NAME
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
