"""The question sets, each read where it lies: its questions, its papers, and what a hit counts for.

``shared`` and ``xquad-da`` lie beside this checkout and are no part of it; ``own`` is asked of the
papers in ``corpus/``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.question_file import Evidence, Question, load
from ingest import files, readers
from ingest.errors import Refused
from ingest.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
_PLAIN = {".txt", ".md"}
"""Endings of files that a loader hands over as they are; of others it gets our reader's text."""


@dataclass(frozen=True)
class Paper:
    """A document as a rival gets it; ``file`` is its path in its folder, "" where it has none."""

    id: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class QuestionSet:
    """Questions over papers.

    ``folder`` is where the product reads the papers; None where they lie in no folder yet. With
    ``whole`` a hit counts for its whole paper, so that nobody gains or loses by cutting it.
    """

    name: str
    questions: tuple[Question, ...]
    papers: tuple[Paper, ...]
    folder: Path | None = None
    whole: bool = False


@dataclass(frozen=True)
class Sets:
    """The sets that are on this machine, and what of the others is missing."""

    found: tuple[QuestionSet, ...]
    missing: tuple[str, ...]


def sets(
    further: Sequence[tuple[Path, Path]] = (), only: Sequence[str] = (), root: Path = ROOT
) -> Sets:
    """The three sets of the house and ``further`` ones, (questions, folder); all, or ``only``."""
    found, missing = [], []
    for name, questions, papers in _places(further, root):
        if only and name not in only:
            continue
        absent = [str(path) for path in (questions, papers) if not path.exists()]
        if absent:
            missing.append(f"{name}: {' and '.join(absent)} not here")
        else:
            found.append(_read(name, questions, papers))
    return Sets(tuple(found), tuple(missing))


def _places(further: Sequence[tuple[Path, Path]], root: Path) -> Iterator[tuple[str, Path, Path]]:
    shared = root.parent / "shared"
    paragraphs = shared / "eval" / "xquad-da"
    yield "own", Path(__file__).with_name("questions.jsonl"), root / "corpus"
    yield "shared", shared / "eval" / "questions.jsonl", shared / "corpus"
    yield "xquad-da", paragraphs / "queries.jsonl", paragraphs / "corpus.jsonl"
    for questions, papers in further:
        yield questions.stem, questions, papers


def _read(name: str, questions: Path, papers: Path) -> QuestionSet:
    if papers.is_dir():
        return QuestionSet(name, tuple(load(questions)), tuple(in_folder(papers)), papers)
    return of_paragraphs(name, questions, papers)


def in_folder(folder: Path) -> Iterator[Paper]:
    """The papers of a folder; a file that nobody can read is left out."""
    for path in files.find(folder):
        try:
            data = files.content(path, readers.MOST_BYTES)
            text = data.decode("utf-8") if path.suffix in _PLAIN else _by_reader(data, path.name)
        except (Refused, UnicodeDecodeError):
            continue
        yield Paper(files.document_id(path.name), text, path.relative_to(folder).as_posix())


def _by_reader(data: bytes, name: str) -> str:
    with Sandbox() as sandbox:
        return sandbox.read(data, name).text


def of_paragraphs(name: str, queries: Path, corpus: Path) -> QuestionSet:
    """A set whose papers are the paragraphs of one file; the relevant ones are the evidence."""
    papers = tuple(Paper(row["id"], row["text"]) for row in _rows(corpus))
    texts = {paper.id: paper.text for paper in papers}
    questions = tuple(_asked(row, texts) for row in _rows(queries))
    return QuestionSet(name, questions, papers, whole=True)


def _asked(row: dict[str, Any], texts: dict[str, str]) -> Question:
    # An answer that does not stand in its paragraph, word for word, cannot be asked of anybody
    # who quotes.
    exact = tuple(answer["text"] for answer in row["answers"] if answer["exact"])
    evidence = tuple(Evidence(((paper, texts[paper]),)) for paper in row["relevant"])
    answers = (exact,) if exact else ()
    return Question(row["id"], "fact", row["text"], (), evidence, answers, answerable=True)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
