"""The list of all documents: whose each is, how it was read, and what can be done with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from html import escape
from pathlib import PurePath
from urllib.parse import quote

from assistant.library import Library
from assistant.pictures.frame import Language
from ingest.catalogue import Entry
from ingest.document import Metadata
from ingest.kinds import SUFFIXES, Kind
from ui.documents import fields
from ui.documents.words import WORDS, counted, day

PAGE = "dokumenter"
MANY = 8
"""Documents above which there is a filter."""
_NAMED = {Kind.POWERPOINT: "slide", Kind.EXCEL: "sheet", Kind.ODS: "sheet"}
UNITS = {suffix: _NAMED[kind] for suffix, kind in SUFFIXES.items() if kind in _NAMED}
"""What a reader counts in, by ending, where that is not pages."""


def section(library: Library, entries: Sequence[Entry], language: Language) -> str:
    """Every document, in the order given, with the filter above."""
    words = WORDS[language]
    rows = "".join(_row(library, entry, language) for entry in entries)
    return (
        '<section aria-labelledby="listed"><div class="head"><div>'
        f'<h2 id="listed" tabindex="-1">{words["listed"]}</h2>'
        f'<p id="count">{_count(entries, language)}</p></div>'
        f'{_filter(len(entries), language)}</div><ul id="documents">{rows}</ul></section>'
    )


def title(entry: Entry) -> str:
    """What a document is called."""
    return entry.metadata.title or entry.id


def own(language: Language) -> str:
    """The attribute of what is the documents' own words, or the API's."""
    return ' lang="da"' if language == "en" else ""


def _count(entries: Sequence[Entry], language: Language) -> str:
    if not entries:
        return WORDS[language]["none"]
    passages = sum(entry.passages for entry in entries)
    return ", ".join((
        counted("document", "several documents", len(entries), language),
        counted("passage", "passages", passages, language),
    ))  # fmt: skip


def _filter(count: int, language: Language) -> str:
    words = WORDS[language]
    hidden = "" if count > MANY else " hidden"
    return (
        f'<div id="filter" class="field scripted" role="search"{hidden}>'
        f'<label for="find">{words["find"]}</label>'
        '<input type="search" id="find" autocomplete="off" aria-describedby="find-hint">'
        f'<p class="hint" id="find-hint">{words["find hint"]}</p>'
        '<p id="matching" role="status"></p></div>'
    )


def _row(library: Library, entry: Entry, language: Language) -> str:
    gone = library.is_gone(entry)
    source = entry.source
    version = escape(f"{entry.id} {source.sha256} {source.recipe} {entry.ingested_at} {gone}")
    query = "?lang=en" if language == "en" else ""
    href = f"dokument/{quote(entry.id, safe='')}{query}"
    whose = _about(entry.metadata, language)
    return (
        f'<li data-version="{version}" data-id="{escape(entry.id)}" '
        f'data-file="{escape(PurePath(source.path).name)}"><div>'
        f'<h3><a href="{href}"{own(language)}>{escape(title(entry))}</a></h3>'
        f'<p class="whose">{whose}</p>'
        f'<p class="facts">{_facts(library, entry, language, gone=gone)}</p>'
        f"{_warned(entry.warnings, language)}"
        f'<p class="news" tabindex="-1"></p></div>{_doings(entry, language, gone=gone)}</li>'
    )


def _about(metadata: Metadata, language: Language) -> str:
    when = metadata.period or (day(metadata.published, language) if metadata.published else "")
    theirs = [_part(one, own(language)) for one in (metadata.organisation, metadata.kind) if one]
    return " · ".join([*theirs, *([_part(when)] if when else [])])


def _facts(library: Library, entry: Entry, language: Language, *, gone: bool) -> str:
    words = WORDS[language]
    # As the clock on this machine's wall: the index keeps UTC.
    read = datetime.fromisoformat(entry.ingested_at).astimezone().date().isoformat()
    path = PurePath(entry.source.path)
    shape, unit = library.shapes.of(entry), UNITS.get(path.suffix.lower(), "page")
    parts = (
        "" if was_uploaded(entry) else words["folder"],
        path.name,
        counted(unit, f"{unit}s", shape.pages, language) if shape.pages else "",
        counted("passage", "passages", entry.passages, language),
        counted("table", "tables", shape.tables, language) if shape.tables else "",
        words["read on"].format(day=day(read, language)),
    )
    missing = f'<strong class="gone">{words["gone"]}</strong>' if gone else ""
    return " · ".join([*(_part(part) for part in parts if part), *filter(None, [missing])])


def _part(text: str, attributes: str = "") -> str:
    """What is known, kept on one line where it can be."""
    return f"<span{attributes}>{escape(text)}</span>"


def _warned(warnings: Sequence[str], language: Language) -> str:
    if not warnings:
        return ""
    lines = "".join(f"<li>{escape(warning)}</li>" for warning in warnings)
    many = counted("warning", "warnings", len(warnings), language)
    return f"<details><summary>{many}</summary><ul{own(language)}>{lines}</ul></details>"


def was_uploaded(entry: Entry) -> bool:
    """Whether it came by this page, or another upload."""
    return entry.source.origin == "upload"


def _doings(entry: Entry, language: Language, *, gone: bool) -> str:
    """What can be done with a document; a file of a folder goes where that file goes."""
    known = {name: value for name, value in asdict(entry.metadata).items() if name in fields.NAMES}
    told = f' data-known="{escape(json.dumps(known, ensure_ascii=False))}"'
    doings = [] if gone else [("correct", told), ("reread", "")]
    doings += [("remove", "")] if gone or was_uploaded(entry) else []
    buttons = (_button(entry, name, attributes, language) for name, attributes in doings)
    return f'<div class="doings scripted">{"".join(buttons)}</div>'


def _button(entry: Entry, name: str, attributes: str, language: Language) -> str:
    label, called = WORDS[language][name], escape(title(entry))
    return (
        f'<button type="button" class="{name}" data-title="{called}"{attributes} '
        f'aria-label="{label} {called}">{label}</button>'
    )
