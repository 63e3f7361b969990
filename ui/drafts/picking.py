"""Themes of the register to make a draft of: those of one document at a time, to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.library import Unknown
from assistant.scope import Filters
from ingest.records import Entry, Held
from ui.drafts.visit import Visit
from ui.drafts.wanted import Wanted
from ui.register import frame

_MOST = 500


def part(visit: Visit, wanted: Wanted) -> str:
    """What is folded away in the form until somebody wants it."""
    words = visit.words
    chosen = _held(visit, wanted.asked.themes)
    told = "" if len(chosen) == len(wanted.asked.themes) else frame.note(words["theme gone"])
    name = words["picked"].format(count=len(chosen)) if chosen else words["pick"]
    opened = " open" if chosen or wanted.source else ""
    return (
        f'<details class="picking"{opened}><summary>{name}</summary>{told}'
        f'{_documents(visit, wanted.source)}<p class="hint">{words["pick hint"]}</p>'
        f"{_kept(visit, chosen, wanted.source)}{_offered(visit, chosen, wanted.source)}</details>"
    )


def _held(visit: Visit, ids: Sequence[str]) -> list[Held]:
    """The themes that are chosen, as far as they are there."""
    documents = [one.id for one in visit.entries if any(i.startswith(f"{one.id}:") for i in ids)]
    with visit.service.index.reading() as catalogue:
        return [one for one in catalogue.themes(documents) if one.id in ids]


def _documents(visit: Visit, source: str) -> str:
    words = visit.words
    groups = "".join(
        _group(name or words["nobody"], list(entries), source)
        for name, entries in groupby(visit.entries, key=lambda e: e.metadata.organisation)
    )
    return (
        f'<div class="field source"><label for="document">{words["pick from"]}</label>'
        f'<div class="beside"><select id="document" name="document">'
        f'<option value="">{words["choose"]}</option>{groups}</select>'
        f'<button class="quiet" formmethod="get">{words["show themes"]}</button></div></div>'
    )


def _group(name: str, entries: Sequence[Entry], source: str) -> str:
    options = "".join(
        f'<option value="{escape(one.id)}"{" selected" if one.id == source else ""}>'
        f"{escape(frame.title(one))}</option>"
        for one in entries
    )
    return f'<optgroup label="{escape(name)}">{options}</optgroup>'


def _kept(visit: Visit, chosen: Sequence[Held], source: str) -> str:
    """What is chosen in other documents than the one that is shown."""
    others = [one for one in chosen if one.document_id != source]
    if not others:
        return ""
    boxes = "".join(_box(one, whose=one.metadata.title, ticked=True) for one in others)
    return (
        f'<fieldset><legend>{visit.words["chosen"]}</legend><div class="ticks">{boxes}</div>'
        "</fieldset>"
    )


def _offered(visit: Visit, chosen: Sequence[Held], source: str) -> str:
    if not source:
        return ""
    try:
        listed = visit.service.strategy.themes("", Filters(documents=(source,)))
    except Unknown:
        return frame.note(visit.words["gone document"], alert=True)
    if not listed:
        return frame.note(visit.words["no themes in"])
    ticked = {one.id for one in chosen}
    held = [one.held for one in listed[:_MOST]]
    boxes = "".join(_box(one, ticked=one.id in ticked) for one in held)
    title = escape(held[0].metadata.title or source)
    return (
        f'<fieldset><legend lang="da">{title}</legend><div class="ticks">{boxes}</div></fieldset>'
    )


def _box(held: Held, *, ticked: bool, whose: str = "") -> str:
    theme = held.theme
    inner = ' class="inner"' if theme.parent and not whose else ""
    number = f'<span class="number">{escape(theme.number)}</span> ' if theme.number else ""
    of = f' <span class="facts">{escape(whose)}</span>' if whose else ""
    return (
        f'<label{inner}><input type="checkbox" name="theme" value="{escape(held.id)}"'
        f'{" checked" if ticked else ""}> <span lang="da">{number}{escape(theme.title)}{of}</span>'
        "</label>"
    )
