"""What an abbreviation stands for, as the documents themselves explain it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import long_forms, utterance
from assistant.answer import Answer, Citing
from assistant.markdown import escaped
from assistant.opened import cite, opened
from ingest import analysis
from ingest.catalogue import Catalogue

_PASSAGES = 400
_MOST = 5


@dataclass(frozen=True)
class Definition:
    """A short form as written, with the span of its long form and of both together."""

    document_id: str
    short: str
    long: str
    start: int
    end: int


# -- the question -------------------------------------------------------------------------------

_SHORT = r"(?P<short>[^\W_][\w&/.-]*?)(?:'s|’s|s)?"
_QUOTED = rf"[\"“”»«'’]*{_SHORT}[\"“”»«'’]*"
_NAMED = r"(?:bogstaverne|forkortelsen|forkortelserne|akronymet|initialerne|ordet)"
_ASKED = tuple(
    re.compile(form + r"\s*[?.!]*$", re.IGNORECASE)
    for form in (
        rf"hvad (?:står|staar|står der) (?:{_NAMED} )?{_QUOTED} for",
        rf"hvad (?:betyder|dækker|står) {_NAMED} {_QUOTED}(?: over| for)?",
        rf"hvad er {_QUOTED} (?:en )?forkortelsen? (?:for|af)",
        rf"hvad er {_QUOTED} kort for",
        rf"hvad (?:{_NAMED} )?{_QUOTED} (?:står for|er (?:en )?forkortelse for)",
        rf"hvad {_NAMED} {_QUOTED} (?:betyder|dækker over)",
        rf"hvad er {_NAMED} {_QUOTED}(?: for noget)?",
        rf"what (?:does|do) (?:the (?:letters|abbreviation|acronym) )?{_QUOTED} (?:stand for|mean)",
        rf"what is {_QUOTED} (?:short for|an abbreviation (?:of|for))",
    )
)
_CAPITALS = r"(?P<short>(?=[\w&/-]*[A-ZÆØÅ][\w&/-]*[A-ZÆØÅ])[^\W_][\w&/-]*)"
_MET = (
    re.compile(
        rf"(?i:hvad betyder|hvad dækker) [\"“”»«'’]*{_CAPITALS}[\"“”»«'’]*(?i: over)?\s*[?.!]*$"
    ),
    re.compile(
        rf"(?:[^?.!]*\s)?[\"“”»«'’(]*{_CAPITALS}[\"“”»«'’)]*[^?.!]{{0,30}}[.,!;]\s*(?i:hvad|what)\s"
        r"(?i:er|betyder|står|dækker|is|does)\s(?i:det|den|de|it|that)"
        r"(?:\s(?i:for|over|for noget|mean|stand for))*\s*[?.!]*$"
    ),
)  # fmt: skip
_LETTERS = (2, 10)
_SMALL_LETTERS = 5
"""In small letters a longer word is a word."""


def asked_for(asked: str) -> str:
    """The short form whose meaning is asked for, as it is written; "" in any other question."""
    said = " ".join(asked.split())
    start = utterance.opening(said)
    for pattern in _ASKED:
        if match := pattern.match(said, start):
            return _short(match["short"])
    found = next((match for pattern in _MET if (match := pattern.match(said, start))), None)
    return _short(found["short"]) if found else ""


def _short(word: str) -> str:
    letters = sum(char.isalpha() for char in word)
    if word == word.lower() and (word in analysis.STOP_WORDS or letters > _SMALL_LETTERS):
        return ""
    return word if _LETTERS[0] <= letters <= _LETTERS[1] else ""


def reply(
    asked: str, catalogue: Catalogue, documents: Sequence[str] | None = None
) -> Answer | None:
    """What the short form in the question stands for, a line each where documents differ.

    None where no abbreviation is asked for, or no document explains it.
    """
    short = asked_for(asked)
    found = definitions(catalogue, short, documents) if short else []
    if not found:
        return None
    citing = Citing(catalogue)
    lines = [_line(definition, citing) for definition in found[:_MOST]]
    text = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    return Answer("answered", text, tuple(citing.citations))


def _line(found: Definition, citing: Citing) -> str:
    entry = citing.catalogue.entry(found.document_id)
    document = opened(entry, citing.catalogue) if entry else None
    mark = cite(document, (found.start, found.end), citing) if document else ""
    return f"**{escaped(found.short)}** – {escaped(found.long)} {mark}"


# -- the documents ------------------------------------------------------------------------------


def definitions(
    catalogue: Catalogue, short: str, documents: Sequence[str] | None = None
) -> list[Definition]:
    """The explanations of ``short``, one of each kind; that of who speaks most of it first."""
    terms = [analysis.stem(word) for word in analysis.words(short)]
    ranked = [rowid for rowid, _ in catalogue.lexical(terms, (), _PASSAGES, documents)]
    owners = catalogue.owners(ranked)
    found: dict[frozenset[str], Definition] = {}
    for document_id in dict.fromkeys(owners[rowid] for rowid in ranked):
        explained = _explained(document_id, catalogue.text(document_id) or "", short)
        if explained:
            found.setdefault(frozenset(analysis.stems(explained.long)), explained)
    return list(found.values())


def _explained(document_id: str, text: str, short: str) -> Definition | None:
    """The first place in ``text`` that says what ``short`` is."""
    for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text, re.IGNORECASE):
        if not _written(match[0], short):
            continue
        for long, whole in long_forms.beside(text, match.span(), match[0]):
            return Definition(document_id, match[0], text[slice(*long)], *whole)
    return None


def _written(found: str, short: str) -> bool:
    """Whether ``found`` is an abbreviation and not a word: it has its capitals."""
    return found == short != short.lower() or sum(char.isupper() for char in found) >= 2
