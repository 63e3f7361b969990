"""The page of all documents: what is in the index, and where files are added and removed.

The list is plain HTML that is there without a script. Adding and removing are the API's; a small
script sends the files and says how far each is. Whatever comes from a document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.service import Service
from ingest import readers
from ingest.catalogue import Entry
from ingest.document import Metadata
from ingest.kinds import SUFFIXES, Kind
from ui import navigation, shell, texts

router = APIRouter(include_in_schema=False)
_MEGABYTE = 1_000_000
_UNITS = {Kind.POWERPOINT: "slide", Kind.EXCEL: "ark", Kind.ODS: "ark"}
"""What a reader counts in, where that is not pages."""


@router.get("/dokumenter")
def documents(request: Request) -> HTMLResponse:
    """Every document, and what is needed to add and remove some."""
    service: Service = request.app.state.service
    entries = sorted(service.library.entries(), key=_order)
    program = _program()
    html = (
        '<!doctype html><html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{texts.DOCUMENTS} – {texts.NAME}</title>{shell.head('documents.css')}</head>"
        f"<body>{navigation.bar(navigation.DOCUMENTS)}<main><header>"
        f"<h1>{texts.DOCUMENTS}</h1><p>{texts.DOCUMENTS_LEAD}</p></header>"
        f"{_adding(entries)}{_listed(entries)}</main>{_DIALOG}{_FILE}"
        f"<script>{program}</script></body></html>"
    )
    headers = {
        "content-security-policy": shell.working_policy(program),
        "cache-control": "no-store",
    }
    return HTMLResponse(html, headers=headers)


@cache
def _program() -> str:
    units = {suffix: _UNITS[kind] for suffix, kind in SUFFIXES.items() if kind in _UNITS}
    words = {**texts.ADDING, "units": units, "most": readers.MOST_BYTES, "megabyte": _MEGABYTE}
    return shell.script("documents.js", words)


def _order(entry: Entry) -> tuple[str, str]:
    return entry.metadata.organisation.casefold(), _title(entry).casefold()


def _title(entry: Entry) -> str:
    return entry.metadata.title or entry.id


# -- what is there --------------------------------------------------------------------------


def _listed(entries: Sequence[Entry]) -> str:
    passages = sum(entry.passages for entry in entries)
    count = texts.counted(len(entries), passages) if entries else texts.NO_DOCUMENTS
    rows = "".join(_row(entry) for entry in entries)
    return (
        f'<section aria-labelledby="listed"><h2 id="listed" tabindex="-1">{texts.LISTED}</h2>'
        f'<p id="count">{count}</p><ul id="documents">{rows}</ul></section>'
    )


def _row(entry: Entry) -> str:
    about = f'<p class="whose">{_about(entry.metadata)}</p>' if _about(entry.metadata) else ""
    version = escape(f"{entry.id} {entry.source.sha256} {entry.ingested_at}")
    return (
        f'<li data-version="{version}"><div><h3><a href="dokument/{quote(entry.id, safe="")}">'
        f"{escape(_title(entry))}</a></h3>{about}"
        f'<p class="facts">{_facts(entry)}</p>{_warned(entry.warnings)}</div>{_removal(entry)}</li>'
    )


def _about(metadata: Metadata) -> str:
    when = metadata.period or (texts.day(metadata.published) if metadata.published else "")
    known = (metadata.organisation, metadata.kind, when)
    return _joined(*known)


def _facts(entry: Entry) -> str:
    # As the clock on this machine's wall: the index keeps UTC.
    read = datetime.fromisoformat(entry.ingested_at).astimezone()
    name = PurePath(entry.source.path).name
    origin = "" if _was_uploaded(entry) else texts.FROM_FOLDER
    when = texts.read_on(read.date().isoformat())
    return _joined(origin, name, texts.found(entry.passages), when)


def _joined(*parts: str) -> str:
    """What is known, each part kept on one line where it can be."""
    return " · ".join(f"<span>{escape(part)}</span>" for part in parts if part)


def _warned(warnings: Sequence[str]) -> str:
    if not warnings:
        return ""
    lines = "".join(f"<li>{escape(warning)}</li>" for warning in warnings)
    return f"<details><summary>{texts.HOW_READ}</summary><ul>{lines}</ul></details>"


def _was_uploaded(entry: Entry) -> bool:
    return entry.source.origin == "upload"


def _removal(entry: Entry) -> str:
    """What removes a document; a file of a folder goes where that file goes."""
    if not _was_uploaded(entry):
        return ""
    title = escape(_title(entry))
    return (
        f'<button type="button" class="remove scripted" data-id="{escape(entry.id)}" '
        f'data-title="{title}" aria-label="{texts.REMOVE} {title}">{texts.REMOVE}</button>'
    )


_DIALOG = (
    '<dialog id="removing" aria-labelledby="removing-title">'
    f'<h2 id="removing-title">{texts.REMOVE_TITLE}</h2><p class="title"></p>'
    f'<p>{texts.REMOVE_ADVICE}</p><p class="problem" role="alert"></p>'
    f'<div class="choices"><button type="button" class="keep">{texts.KEEP}</button>'
    f'<button type="button" class="sure">{texts.REMOVE}</button></div></dialog>'
)


# -- what can be added ----------------------------------------------------------------------


def _adding(entries: Iterable[Entry]) -> str:
    known = [entry.metadata for entry in entries]
    fields = "".join(_field(name, known) for name in texts.FIELDS)
    limit = texts.limit(readers.MOST_BYTES // _MEGABYTE)
    return (
        f"<noscript><p>{texts.NO_SCRIPT_ADDING}</p></noscript>"
        f'<section class="scripted" aria-labelledby="add"><h2 id="add">{texts.ADD}</h2>'
        f'<div id="zone"><input type="file" id="choose" multiple accept="{",".join(SUFFIXES)}" '
        f'aria-describedby="hint"><p><label for="choose">{texts.CHOOSE}</label> '
        f'<span class="drop">{texts.DROP}</span></p>'
        f'<p id="hint">{texts.FORMATS}. {limit}</p></div>'
        f"<details><summary>{texts.ABOUT}</summary><p>{texts.ABOUT_ADVICE} {texts.REPLACES}</p>"
        f'<form id="about" autocomplete="off">{fields}</form></details>'
        '<ol id="files"></ol><div id="told" role="log"></div></section>'
    )


def _field(name: str, known: Iterable[Metadata]) -> str:
    label, hint = texts.FIELDS[name]
    offered = ""
    if name in {"organisation", "kind"}:
        values = sorted({getattr(metadata, name) for metadata in known} - {""})
        options = "".join(f'<option value="{escape(value)}">' for value in values)
        offered = f'<datalist id="{name}-known">{options}</datalist>'
    listed = f' list="{name}-known"' if offered else ""
    return (
        f'<div class="{name}"><label for="{name}">{label}</label><input id="{name}" name="{name}" '
        f'aria-describedby="{name}-hint"{listed}>{offered}<p id="{name}-hint">{hint}</p></div>'
    )


_FILE = (
    '<template id="file"><li tabindex="-1"><p class="name"></p><p class="state"></p>'
    '<progress max="1"></progress><p class="with"></p><p class="detail"></p>'
    f"<details hidden><summary>{texts.HOW_READ}</summary><ul></ul></details>"
    '<p class="next"></p></li></template>'
)
"""One file on its way, to be filled in as text."""
