"""What people think of answers, for the owner to read: one line of JSON each, on this machine.

What was asked is kept only where its asker says so, and personal data is taken out as far as it
can be recognised.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Answer
from assistant.generation.masking import Masking

NAME = "feedback.jsonl"
MOST_CHARS = 1000
_MOST_BYTES = 20_000_000
"""Of the file; a page that anybody can open must not fill the disk."""


@dataclass(frozen=True)
class Opinion:
    """What one person thinks of one answer.

    ``about`` names the answer: the last line about it counts. ``question`` is "" where its asker
    keeps it to themselves.
    """

    about: str
    useful: bool
    word: str = ""
    question: str = ""


class Feedback:
    """The opinions below the data folder. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._lock = threading.Lock()

    def add(self, opinion: Opinion, answer: Answer) -> bool:
        """Keep an opinion of ``answer`` with where its sources stand, and nothing of its text.

        False where there is no more room for it.

        Raises:
            OSError: it cannot be written.
        """
        masking = Masking()
        said = {name: masking.mask(text[:MOST_CHARS]) for name, text in (
            ("word", opinion.word), ("question", opinion.question)
        )}  # fmt: skip
        at = datetime.now(UTC).isoformat(timespec="seconds")
        cited = [
            {"document_id": c.document_id, "start": c.start, "end": c.end}
            for c in answer.citations
        ]  # fmt: skip
        line = {"at": at, **asdict(opinion), **said, "status": answer.status,
                "mode": answer.mode, "cited": cited}  # fmt: skip
        data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
        with self._lock:
            if self._path.exists() and self._path.stat().st_size + len(data) > _MOST_BYTES:
                return False
            with self._path.open("ab") as file:
                file.write(data)
        return True
