"""A draft whose sentences say what no source of theirs carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant import checking
from assistant.answer import Citation
from assistant.drafts import sources
from assistant.drafts.draft import Draft, Sentence
from assistant.drafts.frozen import State
from assistant.drafts.rewriting import rewritten
from ingest.catalogue import Catalogue

NO_SOURCE = "kilde"
"""What a statement lacks that cites nothing."""
_LOST: Mapping[State, str] = {
    "changed": "kilden er ændret siden",
    "gone": "kilden er ikke længere i dokumenterne",
}


@dataclass(frozen=True)
class _Sources:
    """The citations of a draft by number, and how each reads today."""

    cited: Mapping[int, Citation]
    states: Mapping[int, State]


def checked(draft: Draft, catalogue: Catalogue) -> Draft:
    """The draft, each statement held against the quotes of its marks, and these against the papers.

    A quote that has moved within its document is cited where it stands now.
    """
    found = [(one, sources.now(one, catalogue)) for one in draft.citations]
    moved = tuple(
        replace(one, start=now.start, end=now.start + len(one.quote))
        if now.state == "moved" and now.start is not None
        else one
        for one, now in found
    )
    known = _Sources(
        {one.number: one for one in moved}, {one.number: now.state for one, now in found}
    )
    told = replace(draft, citations=moved)
    return rewritten(told, lambda one: replace(one, missing=_missing(one, known)))


def _missing(sentence: Sentence, known: _Sources) -> str:
    if sentence.origin == "remark" or not any(map(str.isalnum, sentence.text)):
        return ""
    cited = [known.cited[mark] for mark in sentence.marks if mark in known.cited]
    if not cited:
        return NO_SOURCE
    lost = dict.fromkeys(_LOST.get(known.states[one.number], "") for one in cited)
    beside = [name for one in cited for name in (one.title, one.organisation, *one.section) if name]
    quotes = [one.quote for one in cited]
    missing = checking.check(sentence.text, quotes, beside=beside).missing
    return ", ".join([*(one for one in lost if one), *missing])
