"""The timetable: what happens when, by the dates that the documents write.

An event is a date with the sentence or cell that it stands in; its label is what that is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import glossary
from assistant.answer import Citation
from assistant.matching import Wanted, Words, wanted
from assistant.opened import opened
from assistant.question import understand
from assistant.said import says
from assistant.timeline.labels import Read, label, subject, words
from ingest.catalogue import Catalogue
from ingest.dated import Precision
from ingest.errors import StrategiError
from ingest.records import Timed

_BOUND = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_OPEN_END = "9999"


@dataclass(frozen=True)
class Event:
    """``start`` and ``end`` are ISO dates, both inclusive, None where the period is open."""

    start: str | None
    end: str | None
    precision: Precision
    expression: str
    label: str
    document_id: str
    organisation: str
    citation: Citation


class BadBound(StrategiError):
    """A bound that is no ISO date, month or year, or a first one after the last."""


def timeline(
    catalogue: Catalogue,
    documents: Sequence[str] | None = None,
    *,
    query: str = "",
    begins: str = "",
    ends: str = "",
) -> list[Event]:
    """The events of ``documents`` (all where None) by start, those without one first.

    ``begins`` and ``ends`` (ISO, also a year or month alone) keep what overlaps the days between
    them; of ``query`` every word must be met in an event's label, sentence, row or headings, and
    an organisation that it names is the only one listed. Signs alone ask for nothing.

    Raises:
        BadBound: ``begins`` or ``ends`` is no date, or they stand the wrong way round.
    """
    span = _span(begins, ends)
    if query.strip() and not any(map(str.isalnum, query)):
        return []
    timed = [one for one in catalogue.dates(documents) if _overlaps(one, *span)]
    organisations = sorted({one.metadata.organisation for one in timed} - {""})
    question = understand(query, (), organisations)
    asked = [_either(word) for word in wanted(question, {}, 0)]
    if question.organisations:
        timed = [t for t in timed if t.metadata.organisation in question.organisations]
    found = [event for event, said in _events(catalogue, timed) if _meets(asked, said)]
    return [
        replace(event, citation=replace(event.citation, number=number))
        for number, event in enumerate(sorted(found, key=_order), 1)
    ]


def _either(word: Wanted) -> Wanted:
    """A word alone does not tell its language: it may be English as well as Danish."""
    return replace(word, forms=tuple(dict.fromkeys([*word.forms, *glossary.danish([word.word])])))


def _span(begins: str, ends: str) -> tuple[str, str]:
    """The days asked for; where a bound is left out there is none."""
    begins, ends = begins.strip(), ends.strip()
    first = _bound(begins, "-01-01") if begins else ""
    last = _bound(ends, "-12-31") if ends else _OPEN_END
    if first > last:
        wrong = f"Tidsrummet begynder ({begins}) efter det slutter ({ends})."
        raise BadBound(f"{wrong} Skriv den tidligste dato først.")
    return first, last


def _bound(given: str, edge: str) -> str:
    """The first or last day of what was given; the days of a month compare well enough to 31."""
    if not _BOUND.fullmatch(given) or not _exists(given + "-01-01"[3 * given.count("-") :]):
        raise BadBound(f"{given!r} er ingen dato. Skriv den som 2024, 2024-05 eller 2024-05-31.")
    return given + edge[3 * given.count("-") :]


def _exists(day: str) -> bool:
    """Whether the calendar has ``day``."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _overlaps(timed: Timed, begins: str, ends: str) -> bool:
    dated = timed.dated
    return dated.first <= ends and (not dated.last or dated.last >= begins)


def _events(catalogue: Catalogue, timed: Sequence[Timed]) -> Iterator[tuple[Event, Words]]:
    """Each event with the words that it is found by; one where a thing is said twice."""
    entries = {entry.id: entry for entry in catalogue.entries()}
    read: dict[str, Read] = {}
    known: set[tuple[object, ...]] = set()
    for one in timed:
        if one.document_id not in entries:
            continue
        if one.document_id not in read:
            document = opened(entries[one.document_id], catalogue)
            read[one.document_id] = Read.of(document, catalogue)
        where = read[one.document_id]
        event = _event(one, where)
        said = event.document_id, event.start, event.end, event.citation.quote
        key = (*said, *subject(one.dated, event.label, where))
        if key not in known:
            known.add(key)
            yield event, words(one.dated, event.label, where)


def _event(timed: Timed, read: Read) -> Event:
    dated = timed.dated
    text, (start, end) = read.document.text, dated.context
    element = read.element(dated.expression[0])
    citation = Citation(
        number=0,
        document_id=timed.document_id,
        title=timed.metadata.title,
        organisation=timed.metadata.organisation,
        section=read.path(element),
        page=element.page if element else None,
        start=start,
        end=end,
        quote=text[start:end],
    )
    return Event(
        start=dated.first or None,
        end=dated.last or None,
        precision=dated.precision,
        expression=text[slice(*dated.expression)],
        label=label(dated, read),
        document_id=timed.document_id,
        organisation=timed.metadata.organisation,
        citation=citation,
    )


def _meets(asked: Sequence[Wanted], said: Words) -> bool:
    return all(says(word, said) for word in asked)


def _order(event: Event) -> tuple[str, str, str, int]:
    ends = event.end or _OPEN_END
    return event.start or "", ends, event.document_id, event.citation.start
