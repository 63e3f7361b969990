"""The check: a statement sentence by sentence against its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checking import (
    bound,
    causes,
    certainty,
    content,
    dates,
    direction,
    limits,
    names,
    numbers,
    polarity,
    roles,
    substituted,
    times,
)
from assistant.checking.clauses import clauses
from assistant.checking.evidence import Evidence, known
from assistant.checking.language import english
from assistant.checking.plain import plain
from assistant.checking.verdict import Verdict
from assistant.checking.words import words
from ingest import sentences


def check(
    statement: str,
    quotes: Sequence[str],
    *,
    beside: Sequence[str] = (),
    support: float | None = None,
) -> Verdict:
    """Whether ``quotes`` together carry all that ``statement`` says.

    ``beside`` may be named without standing in a quote: titles, organisations, headings.
    ``support`` is an embedder's score of statement and quotes, 0 to 1: it decides on the content
    where the words alone do not, and on nothing else. What has no words states nothing and is
    carried; a sentence that stands in a quote word for word always is.
    """
    text = plain(statement)
    held = known(quotes, beside)
    missing: dict[str, None] = {}
    if not held.has_verbatim(text):
        for start, end in sentences.spans(text):
            if not held.has_verbatim(sentence := text[start:end]):
                missing |= dict.fromkeys(_missing(sentence, held, support))
    return Verdict(not missing, tuple(missing))


def _missing(sentence: str, held: Evidence, support: float | None) -> Iterator[str]:
    foreign = english(sentence) and not held.english
    found = dates.dates(sentence)
    figures = list(numbers.numbers(sentence, found.spans))
    content_words = words(sentence, foreign=foreign)
    yield from _dates(sentence, found, held)
    for number in figures:
        if not held.figures.carries(number):
            yield f'tallet "{number.said.strip()}"'
    for name, parts in names.names(sentence):
        if not all(held.known.carries(part) for part in parts):
            yield f'navnet "{name}"'
    yield from roles.unnamed(sentence, content_words, held.words)
    near = held.together.near(content_words)
    yield from causes.causes(sentence, near, held.words, foreign=foreign)
    yield from direction.unfounded(sentence, held.heard)
    yield from limits.limits(sentence, held.texts)
    yield from _turned(sentence, held, near, foreign=foreign)
    if not (content_words or figures or found.said):
        # "Det er ikke sket." may be said of anything: where it is not a quote's, it is of nothing.
        yield "indholdet"
    yield from content.content(sentence, content_words, held, support=support, foreign=foreign)


def _turned(sentence: str, held: Evidence, near: str, *, foreign: bool) -> Iterator[str]:
    """What the clauses of ``sentence`` say otherwise than those of the quotes that say the same."""
    for clause in clauses(sentence, foreign=foreign):
        matches = held.clauses.with_the_same(clause)
        quoted = [match.clause for match in matches]
        yield from bound.elsewhere(clause, matches)
        yield from held.placed.elsewhere(clause)
        yield from bound.renamed(clause, matches)
        yield from bound.subject(clause, matches, held.words)
        yield from polarity.turned(clause, quoted)
        yield from certainty.overstated(clause, quoted, sentence)
        yield from certainty.unheard(clause, near)
        others = () if foreign else tuple(substituted.substituted(clause, matches, held.words))
        yield from others or times.moved(clause, matches)


def _dates(sentence: str, said: dates.Dates, held: Evidence) -> Iterator[str]:
    for date in said.said:
        if not held.days.carries(date):
            yield f'datoen "{sentence[slice(*date.span)]}"'
    for span, day in said.weekdays:
        if day not in held.days.weekdays:
            yield f'dagen "{sentence[slice(*span)]}"'
