"""Questions that are answered without a search: small talk, what there is, what CPP means."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import abbreviations, holdings, overview, smalltalk
from assistant.answer import Answer
from assistant.question import OURS, Question
from ingest.catalogue import Catalogue


def reply(
    question: Question, catalogue: Catalogue, documents: Sequence[str] | None, home: str
) -> Answer | None:
    """The answer of the first that knows one; None where the documents are to be searched.

    ``documents`` are the ids that the caller keeps to, None for all; ``home`` is who "us" means.
    """
    asked, language = question.asked, question.language
    ours = bool(home) and bool(OURS.search(asked))
    organisations = question.organisations or ((home,) if ours else ())
    return (
        smalltalk.reply(asked, language)
        or holdings.reply(asked, language, catalogue, documents)
        or abbreviations.reply(asked, catalogue, documents)
        or overview.reply(asked, language, catalogue, organisations, documents)
    )
