"""A draft composed of the documents' own statements and fields, each with its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.asking import Assistant
from assistant.composing import head, numbering, period
from assistant.composing.evidence import Gathering
from assistant.composing.material import Material
from assistant.composing.parts import Parts
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Draft
from assistant.strategy import Strategy
from ingest.index import Index


class Composer:
    """Composes drafts from one index. Safe to use from several threads.

    ``home`` is the organisation that is meant where nobody names one, or "".
    """

    def __init__(self, index: Index, strategy: Strategy, home: str = "") -> None:
        self._index = index
        self._gathering = Gathering(index, Assistant(index, home), strategy, home)

    def compose(self, asked: DraftAsked, *, draft_id: str, now: datetime) -> Draft:
        """The draft that is asked for.

        Raises:
            NotHeld: the documents do not hold the subject.
            Unknown: a theme that is named is not there.
            BadPeriod: ``asked.period`` or ``asked.since`` names none.
        """
        span, asked = period.read(asked.period), replace(asked, since=period.day(asked.since))
        evidence = self._gathering.gather(asked)
        material = Material.of(evidence, span, now.date().isoformat())
        with self._index.reading() as catalogue:
            parts = Parts(asked, material, catalogue)
            told = numbering.in_order(parts.all(), parts.writer.citations)
            title = head.title(asked, evidence, parts.writer)
        made = now.isoformat()
        draft = Draft(draft_id, title, "", told.parts, told.citations, asked, made)
        return replace(draft, byline=head.byline(draft, evidence, now))
