"""What the register lists, as lines of an answer: counted, in full, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import kind_names, naming, phrases
from assistant.answer import Citing
from assistant.listing import asked
from assistant.listing.found import Listing, Listings
from assistant.markdown import escaped, remark
from assistant.opened import Opened, cite, opened
from assistant.question import Language, Question
from ingest import sentences
from ingest.passages import Span
from ingest.records import Held

_FEW = 6
"""So many themes at most are told with what each begins by saying."""
_SENTENCE = 300
_LONG = 500
_VALUE = 500


def told(listing: Listing, question: Question, citing: Citing) -> tuple[str, ...]:
    """The lines of one document's themes: what is counted, then each by its name."""
    first = listing.themes[0]
    entry = citing.catalogue.entry(first.document_id)
    if entry is None:
        return ()
    document = opened(entry, citing.catalogue)
    if listing.whole:
        return tuple(_whole(listing, document, citing))
    said = {held: _told_of(listing, held, document) for held in listing.themes}
    whole = listing.field or (len(said) <= _FEW and all(said.values()))
    told = (_line(held, said[held] if whole else None, document, citing) for held in said)
    return (_counted(listing, question, document), *told)


def _whole(listing: Listing, document: Opened, citing: Citing) -> Iterator[str]:
    """A theme with its fields, and the names of those below it."""
    first, *below = listing.themes
    yield _line(first, _opening(first, document), document, citing)
    shown: set[Span] = set()
    for field in first.theme.fields:
        span = field.spans[0]
        if span in shown:
            continue
        shown.add(span)
        value = naming.told(document.text[slice(*span)], _VALUE)
        head = escaped(field.head.rstrip(" :")) or field.name
        yield f"- {head}: {value} {cite(document, span, citing)}"
    for held in below:
        yield _line(held, None, document, citing)


def _opening(held: Held, document: Opened) -> Span | None:
    """The sentences that a theme begins by saying, as far as they make a short paragraph."""
    first = _said(held, document, _LONG)
    if first is None:
        return None
    start, end = first
    for _, stop in sentences.spans(document.text[start : min(held.theme.end, start + _LONG)]):
        whole = document.text[: start + stop].endswith(".") and start + stop <= held.theme.end
        end = max(end, start + stop) if whole else end
    return start, end


def _counted(listing: Listing, question: Question, document: Opened) -> str:
    known = document.entry.metadata
    whose = escaped(", ".join(part for part in (known.title, known.organisation) if part))
    return remark(f"{_number(listing.themes, question.language)} – {whose}:")


def _number(themes: Sequence[Held], language: Language) -> str:
    """How many there are, those under one of their own kind apart: "6 temaer med 11 under sig"."""
    kinds = {held.theme.kind for held in themes}
    kind = next(iter(kinds)) if len(kinds) == 1 else "tema"
    keys = {held.theme.key for held in themes}
    below = sum(held.theme.parent in keys for held in themes)
    above = kind_names.counted(len(themes) - below, kind, language)
    if not below:
        return above
    return (
        f"{above}, with {below} below them"
        if language == "en"
        else f"{above} med {below} under sig"
    )


def _line(held: Held, said: Span | None, document: Opened, citing: Citing) -> str:
    theme = held.theme
    name = naming.shown(theme, document.text)
    listed = _in_list(held, document)
    marks = cite(document, listed or naming.span(theme, document.text), citing)
    if said is None:
        return f"- {name} {marks}"
    text = naming.told(document.text[slice(*said)], _VALUE)
    if said[0] != theme.name[0]:
        return f"- **{name}**: {text} {marks}{cite(document, said, citing)}"
    return f"- {text} {marks if listed else ''}{cite(document, said, citing)}"


def _in_list(held: Held, document: Opened) -> Span | None:
    """Where a list names a theme that a paragraph of the same section tells of."""
    theme = held.theme
    section = document.at((theme.start, theme.end)).path
    start = next((s.start for s in document.sections if s.path == section), None)
    if theme.name[0] != theme.start or theme.fields or start is None:
        return None
    item = re.compile(rf"^[-–•*] +({re.escape(theme.title)}.*)$", re.MULTILINE)
    found = item.search(document.text, start, theme.start)
    return found.span(1) if found else None


def _told_of(listing: Listing, held: Held, document: Opened) -> Span | None:
    """What the theme says under the head that was asked for, or begins by saying."""
    if held.theme.key in listing.told:
        return listing.told[held.theme.key]
    if listing.field:
        fields = (field for field in held.theme.fields if field.name == listing.field)
        return next((field.spans[0] for field in fields), None)
    return _said(held, document)


def _said(held: Held, document: Opened, longest: int = _SENTENCE) -> Span | None:
    """The first sentence of what a heading, paragraph or item says; a row has fields for that."""
    theme, text = held.theme, document.text
    before = text[text.rfind("\n", 0, theme.name[0]) + 1 : theme.name[0]]
    if theme.fields or before.rstrip().endswith(":"):
        return None
    start = theme.name[1]
    if text[start : start + 1] == " " and text[start + 1 : start + 2].islower():
        # The sentence itself begins with the name: "Respekt betyder …".
        start = theme.name[0]
    body = text[start : theme.end]
    start += len(body) - len(body.lstrip(" :.–-\n"))
    a, b = next(sentences.spans(text[start : theme.end]), (0, 0))
    sentence = text[start + a : start + b]
    whole = sentence[:1].isupper() and sentence.endswith(".") and b - a <= longest
    return (start + a, start + b) if whole else None


def blocks(found: Listings, question: Question, citing: Citing) -> tuple[tuple[str, ...], ...]:
    """A block a document, then whose papers have none, and how many there are in all."""
    listed = [told(one, question, citing) for one in found.found]
    remarks = [phrases.none_of(name, question.language) for name in found.missing]
    if asked.counts(question) and len(found.found) > 1:
        total = sum(len(one.themes) for one in found.found)
        remarks.insert(0, phrases.in_all(total, question.language))
    return (*listed, *((one,) for one in remarks))
