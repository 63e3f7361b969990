"""The page of all documents as a whole.

The list is plain HTML that is there without a script. Adding, putting right, reading anew and
removing are the API's; a small script asks for them and says how far each is. Whatever comes from
a document is escaped.
"""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.pictures.frame import Language
from assistant.service import Service
from ingest import readers
from ingest.catalogue import Entry
from ui import navigation, shell, texts
from ui.documents import adding, dialogs, listing
from ui.documents.listing import PAGE, UNITS
from ui.documents.words import WORDS

router = APIRouter(include_in_schema=False)


@router.get(f"/{PAGE}")
def documents(request: Request, lang: str = "") -> HTMLResponse:
    """Every document, and what is needed to add, correct and remove some."""
    service: Service = request.app.state.service
    language = navigation.language_of(lang)
    program = _program(language)
    headers = {
        "content-security-policy": shell.working_policy(program),
        "cache-control": "no-store",
    }
    return HTMLResponse(_written(service, language, program), headers=headers)


def _written(service: Service, language: Language, program: str) -> str:
    words = WORDS[language]
    entries = sorted(service.library.entries(), key=_order)
    known = [entry.metadata for entry in entries]
    switch = navigation.switched(PAGE, (), language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words['documents']} – {texts.NAME}</title>{shell.head('documents.css')}</head>"
        f'<body><a class="skip" href="#main">{words["main"]}</a>'
        f"{navigation.bar(navigation.DOCUMENTS, '', language, switch=switch)}"
        f'<main id="main"><header><h1>{words["documents"]}</h1><p>{words["lead"]}</p></header>'
        f"{adding.section(known, language)}{listing.section(service.library, entries, language)}"
        f"</main>{dialogs.correcting(language)}{dialogs.removing(language)}"
        f"{adding.template(language)}<script>{program}</script></body></html>"
    )


@cache
def _program(language: Language) -> str:
    words = WORDS[language]
    units = {suffix: words[f"unit {unit}"] for suffix, unit in UNITS.items()}
    facts = {
        "units": units, "most": readers.MOST_BYTES, "megabyte": adding.MEGABYTE,
        "many": listing.MANY, "page": navigation.address(PAGE, "", language),
        "query": "?lang=en" if language == "en" else "",
    }  # fmt: skip
    return shell.script("documents.js", {**words, "known": facts})


def _order(entry: Entry) -> tuple[str, str]:
    return entry.metadata.organisation.casefold(), listing.title(entry).casefold()
