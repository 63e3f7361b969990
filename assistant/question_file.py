"""A file of questions with evidence: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import StrategiError

Json = dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """Any one of ``quotes``, each (document, words), shows what is asked for."""

    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """One line of a question file.

    ``answers`` are the strings that an answer must hold, each with its alternatives.
    """

    id: str
    kind: str
    question: str
    history: tuple[Json, ...]
    evidence: tuple[Evidence, ...]
    answers: tuple[tuple[str, ...], ...]
    answerable: bool


def load(path: Path) -> list[Question]:
    """The questions of a JSONL file.

    Raises:
        StrategiError: the file cannot be read, or a line is no question; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StrategiError(f"{str(path)!r} kan ikke læses som UTF-8-tekst. Ret stien.") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_question(line, f"{path}:{number}"))
    if not found:
        raise StrategiError(
            f"{str(path)!r} har ingen spørgsmål. Skriv ét JSON-objekt på hver linje."
        )
    return found


def _question(line: str, where: str) -> Question:
    try:
        raw = json.loads(line)
        evidence = tuple(
            Evidence(tuple((e["document"], e["quote"]) for e in item.get("any", [item])))
            for item in raw.get("evidence", [])
        )
        return Question(
            str(raw.get("id", where)), str(raw.get("kind", "")), raw["question"],
            tuple(raw.get("history", [])), evidence,
            tuple(tuple(alternatives) for alternatives in raw.get("answers", [])),
            bool(raw["answerable"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StrategiError(
            f"{where}: linjen er ikke et spørgsmål ({error}). "
            "Den skal mindst have 'question' og 'answerable'."
        ) from error
