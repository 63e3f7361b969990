"""A statement with what it tells and what it is worth telling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.composing import overtaken
from assistant.composing.statements import Statement
from assistant.composing.told import Told
from assistant.standing import Standing

_DATED = 0.2
"""What a date counts beside how far a statement is about the subject."""
_OF_IT = 0.25
"""What it counts to stand in a theme of the subject's own."""
_OURS = 0.3
_WORDY = 0.15
_LONG = 320
_WE = re.compile(r"\b(?:vi|os|vores|jeg|we|our|us)\b", re.IGNORECASE)
"""A status text tells of somebody; who speaks as "we" in a report is another."""


@dataclass(frozen=True)
class Sorted:
    """A statement with where it stood among all that the papers say (``order``).

    ``about``: it stands in a theme that is about the subject and nothing else.
    """

    told: Told
    order: int
    about: bool = False

    @cached_property
    def standing(self) -> Standing:
        """What it tells."""
        return overtaken.standing_of(self.statement)

    @property
    def statement(self) -> Statement:
        """The statement."""
        return self.told.statement

    @property
    def weight(self) -> float:
        """How much it is worth telling."""
        text = self.statement.text
        dull = _OURS * bool(_WE.search(text)) + _WORDY * (len(text) > _LONG)
        worth = self.told.met + _DATED * bool(self.statement.dates) + _OF_IT * self.about
        return worth - dull

    @property
    def theme(self) -> tuple[str, str]:
        """The document and the key of the theme that it stands in, "" for none."""
        theme = self.statement.theme
        return self.statement.document_id, theme.key if theme else ""
