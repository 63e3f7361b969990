"""Offices, bodies and trades that a statement says something of: each must stand in a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.words import Vocabulary, Word

_ROLE = re.compile(
    r"(?:\w*(?:udvalg|byråd|kommunalbestyrelse|bestyrelse|direktion|direktør|borgmester"
    r"|forvaltning|sekretariat|ministeri|minister|styrelse|region|regering|folketing|politi|domstol"
    r"|chef|revision|revisor|rådgiver|konsulent|psykolog|pædagog|lærer|læge|sygeplejerske"
    r"|sundhedsplejerske|tilsyn|fagforening|forening|leverandør|fond)"
    r"(?:e|en|et|er|ene|erne|rne|r|n|t|ne|um|et)?s?"
    r"|mayors?|ministers?|ministry|council|committee|government|regions?|police|directors?"
    r"|consultants?|psychologists?|teachers?|doctors?|nurses?|foundations?|suppliers?)"
)

_PART = 4
"""Letters of the part of a compound at least."""


def unnamed(text: str, said: Sequence[Word], known: Vocabulary) -> Iterator[str]:
    """The offices and bodies of ``text`` that ``known`` does not have."""
    for word in said:
        if word.known and _ROLE.fullmatch(word.lower) and not _named(word, known):
            yield f'navnet "{text[slice(*word.span)]}"'


def _named(word: Word, known: Vocabulary) -> bool:
    """Whether ``known`` has the office, alone or in a compound: "Økonomiudvalget", "udvalget"."""
    own = word.stems[0]
    if any(one in known.stems for one in word.stems):
        return True
    return any(
        one.endswith(word.stems) or (len(one) >= _PART and own.endswith(one)) for one in known.stems
    )
