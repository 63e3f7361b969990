"""A statement with how far it is about the subject."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.composing.statements import Statement


@dataclass(frozen=True)
class Told:
    """``met`` is 1 where the statement says the whole subject itself, 0.5 where its theme does."""

    statement: Statement
    met: float
