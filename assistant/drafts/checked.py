"""A draft whose sentences say what no source of theirs carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant import checking
from assistant.answer import Citation
from assistant.drafts.draft import Draft, Sentence
from assistant.drafts.rewriting import rewritten

_SOURCE = "kilde"
"""What a statement lacks that cites nothing."""


def checked(draft: Draft) -> Draft:
    """The draft, each statement held against the quotes of its marks."""
    known = {citation.number: citation for citation in draft.citations}
    return rewritten(draft, lambda one: replace(one, missing=_missing(one, known)))


def _missing(sentence: Sentence, known: Mapping[int, Citation]) -> str:
    if sentence.origin == "remark" or not any(map(str.isalnum, sentence.text)):
        return ""
    cited = [known[mark] for mark in sentence.marks if mark in known]
    if not cited:
        return _SOURCE
    beside = [name for one in cited for name in (one.title, one.organisation, *one.section) if name]
    quotes = [one.quote for one in cited]
    return ", ".join(checking.check(sentence.text, quotes, beside=beside).missing)
