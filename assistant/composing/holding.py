"""Whether the documents hold a subject at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant import municipalities
from assistant.composing.statements import Statement
from assistant.composing.told import Told
from assistant.drafts.errors import NotHeld
from assistant.matching import Wanted, Words
from assistant.question import Question, names
from assistant.said import says
from assistant.scope import bare
from assistant.strategy import Listed
from ingest.records import Entry

_SHORTEST = 4


def hold(
    question: Question,
    words: Sequence[Wanted],
    covered: Sequence[Listed],
    told: Sequence[Told],
    titles: Mapping[str, str],
) -> None:
    """Refuse what the documents do not hold; ``titles`` are those of the papers."""
    strangers = [
        name
        for name in municipalities.named(question.asked)
        if not any(names(own, name) for own in question.organisations)
    ]
    strange = any(
        not any(names(f"{one.statement.text} {' '.join(one.statement.headings)}", name)
                for one in told)
        for name in strangers
    )  # fmt: skip
    said = any(_says(one.statement, words, titles) for one in told)
    # Words that stand in every text are no subject: "Hvordan går det?"
    named = any(
        len(word.word) >= _SHORTEST or word.word.upper() in question.asked for word in words
    )
    if not named or strange or not told or not (covered or said):
        raise not_held(question.asked)


def known(organisation: str, entries: Sequence[Entry]) -> None:
    """Refuse an organisation that no document is of."""
    theirs = any(bare(one.metadata.organisation) == bare(organisation) for one in entries)
    if organisation and not theirs:
        raise NotHeld(
            f"Der er ingen dokumenter fra {organisation!r}. Vælg en anden organisation, eller "
            "læg dokumenter ind."
        )


def not_held(subject: str, period: str = "") -> NotHeld:
    """What is said of a subject that the documents do not hold, or not of a period."""
    of_period = f" i perioden {period}" if period else ""
    return NotHeld(
        f"Dokumenterne siger ikke noget om {subject!r}{of_period}. "
        "Prøv et andet ord, eller vælg et tema fra registret."
    )


def _says(one: Statement, words: Sequence[Wanted], titles: Mapping[str, str]) -> bool:
    said = Words.of(one.text, one.row, titles[one.document_id], *one.headings)
    return all(says(word, said) for word in words)
