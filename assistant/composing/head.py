"""What stands above a draft: its title, and whose it is, for whom, when and of which papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.composing import wording
from assistant.composing.evidence import Evidence
from assistant.composing.writer import Writer
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Draft
from assistant.written_dates import written

_MOST_NAMES = 3


def title(asked: DraftAsked, evidence: Evidence, writer: Writer) -> str:
    """The subject as it was asked for, or the names of the themes that were picked."""
    subject = " ".join(asked.subject.split()).rstrip(" .?!")
    if not subject:
        picked = [one for one in evidence.themes if one.id in asked.themes]
        names = [writer.name(one.document_id, one.theme).text for one in picked[:_MOST_NAMES]]
        subject = _and(names)
    return f"Status: {subject[:1].upper()}{subject[1:]}"


def byline(told: Draft, evidence: Evidence, now: datetime) -> str:
    """Organisations, reader, date, period and papers."""
    cited = {one.document_id for one in told.citations}
    used = [
        paper.document.entry.metadata for name, paper in evidence.papers.items() if name in cited
    ]
    whose = _and(list(dict.fromkeys(one.organisation for one in used if one.organisation)))
    reader = wording.addressee(told.asked.audience)
    made = f"Udkast af {written(now.date().isoformat(), 'da')}"
    papers = "; ".join(
        f"{one.title} ({written(one.published, 'da')})" if one.published else one.title
        for one in used
    )
    period = " ".join(told.asked.period.split())
    parts = (
        whose,
        f"{made} til {reader}" if reader else made,
        f"Perioden {period}" if period else "",
        f"Bygger på: {papers}" if papers else "",
    )
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _and(names: Sequence[str]) -> str:
    return " og ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
