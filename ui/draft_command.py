"""Status text on the command line: a draft in the terminal, and as files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from assistant.drafts.asked import DraftAsked, Length
from ingest.errors import StrategiError
from ui import draft_console
from ui.client import connect
from ui.running import Json, plainly, settings_of


def install(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command()(draft)


def draft(  # noqa: PLR0913, PLR0917 - one option each
    subject: Annotated[str, typer.Argument(help="Emnet; kan udelades, når du nævner temaer.")] = "",
    theme: Annotated[
        list[str] | None, typer.Option(help="Et temas id fra registret; gentag for flere.")
    ] = None,
    organisation: Annotated[str, typer.Option(help="Kun denne organisation.")] = "",
    period: Annotated[str, typer.Option(help="2024, 1. halvår 2024 eller 2022-2024.")] = "",
    since: Annotated[str, typer.Option(help="Vis, hvad der er nyt siden denne dato.")] = "",
    audience: Annotated[str, typer.Option(help="Hvem det er til: udvalg, ledergruppe …")] = "",
    length: Annotated[Length, typer.Option(help="Hvor langt det er.")] = "medium",
    docx: Annotated[Path | None, typer.Option(help="Skriv en Word-fil her.")] = None,
    md: Annotated[Path | None, typer.Option(help="Skriv en Markdown-fil her.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Skriv en PDF her.")] = None,
    llm: Annotated[bool, typer.Option("--llm", help="Lad sprogmodellen skrive teksten.")] = False,  # noqa: FBT002 - Typer's form of a flag
    as_json: Json = False,  # noqa: FBT002 - Typer's form of a flag
) -> None:
    """Skriv en status på et emne af dokumenternes egne ord, med kilde til hver sætning."""
    themes = tuple(theme or ())
    asked = DraftAsked(subject, themes, organisation, period, since, audience, length)
    files = [path for path in (docx, md, pdf) if path]
    with plainly(), connect(settings_of()) as client:
        for path in files:
            _writable(path)
        found = client.draft(asked, "llm" if llm else None)
        if docx:
            docx.write_bytes(client.draft_file(found["id"], "docx"))
        if md:
            md.write_bytes(client.draft_file(found["id"], "md"))
        if pdf:
            pdf.write_bytes(client.draft_file(found["id"], "pdf"))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        draft_console.draft(found, files)


def _writable(path: Path) -> None:
    """Refuse a place where no file can be written, before there is anything to write."""
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise StrategiError(
            f"Der kan ikke skrives en fil {str(path)!r}. Vælg en mappe, som findes, og som du må "
            "skrive i."
        )
