"""Whether a statement is carried by the quotes that it cites: pure text in, a verdict out."""

from __future__ import annotations

from assistant.checking.carried import check
from assistant.checking.verdict import Verdict

__all__ = ["Verdict", "check"]
