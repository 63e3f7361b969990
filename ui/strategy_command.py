"""The strategy questions on the command line: themes, timetable, comparison."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.strategy_api import Span
from ui import strategy_console
from ui.client import connect
from ui.running import Json, plainly, settings_of

Organisation = Annotated[str, typer.Option(help="Kun denne organisation.")]
Query = Annotated[str, typer.Argument(help="Emnet; udelad det for at se alt.")]


def install(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    for command in (themes, timeline, compare):
        app.command()(command)


def themes(
    query: Query = "",
    organisation: Organisation = "",
    as_json: Json = False,  # noqa: FBT002 - Typer's form of a flag
) -> None:
    """Vis de temaer, der dækker et emne, eller hele registret."""
    with plainly(), connect(settings_of()) as client:
        found = client.themes(query, organisation)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        strategy_console.themes(found, searched=bool(query.strip()))


def timeline(  # noqa: PLR0913, PLR0917 - one option each
    query: Query = "",
    organisation: Organisation = "",
    begins: Annotated[str, typer.Option("--from", help="Fra denne dato, måned eller år.")] = "",
    ends: Annotated[str, typer.Option("--to", help="Til denne dato, måned eller år.")] = "",
    ics: Annotated[Path | None, typer.Option(help="Skriv en kalender (.ics) her.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Skriv et regneark (.csv) her.")] = None,
    as_json: Json = False,  # noqa: FBT002 - as above
) -> None:
    """Vis, hvad der sker hvornår, efter de datoer som dokumenterne skriver."""
    asked = Span(query, organisation, "", begins, ends)
    with plainly(), connect(settings_of(), warm=False) as client:
        found = client.timeline(asked)
        if ics:
            ics.write_bytes(client.file("ics", asked))
        if csv:
            csv.write_bytes(client.file("csv", asked))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        strategy_console.timeline(found, [path for path in (ics, csv) if path])


def compare(
    topic: Annotated[str, typer.Argument(help="Emnet; kan udelades ved to dokumenter.")] = "",
    organisation: Annotated[
        list[str] | None, typer.Option(help="En organisation; gentag for flere (ellers alle).")
    ] = None,
    document: Annotated[
        list[str] | None, typer.Option(help="Et dokuments id; gentag for to udgaver.")
    ] = None,
    as_json: Json = False,  # noqa: FBT002 - as above
) -> None:
    """Stil et emne op ved siden af hinanden, eller to udgaver af et papir."""
    with plainly(), connect(settings_of()) as client:
        found = client.compare(topic, organisation or [], document or [])
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        strategy_console.comparison(found)
