"""The command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant import evaluation
from assistant.question_file import load
from ingest import hub
from ingest.errors import StrategiError
from ui import console, draft_command, strategy_command
from ui.client import connect
from ui.running import Json, plainly, settings_of

app = typer.Typer(
    name="strategi",
    help="Svar med kilder fra kommunens strategier, planer og statuspapirer.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Misses = Annotated[bool, typer.Option("--misses", help="Vis også spørgsmål, der kom til kort.")]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Adresse, der lyttes på.")] = None,
    port: Annotated[int | None, typer.Option(help="Port, der lyttes på.")] = None,
) -> None:
    """Læs nye og ændrede dokumenter, og start webappen og API'et."""
    with plainly():
        settings = settings_of(STRATEGI_HOST=host, STRATEGI_PORT=port)
        hub.go_offline(settings)
        from ui import server  # noqa: PLC0415 - gradio takes seconds, and looks at the hub's switch

        server.run(settings)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Filer eller mapper.")] = None,
    as_json: Json = False,  # noqa: FBT002 - Typer's form of a flag
) -> None:
    """Læs filer eller mapper ind i indekset (uden stier: dokumentmappen)."""
    from ui import reading  # noqa: PLC0415 - the index takes a second to import

    with plainly():
        report = reading.run(settings_of(), paths or [])
        if as_json:
            print(json.dumps(report, ensure_ascii=False, indent=2))  # noqa: T201
        else:
            console.report(report)
    if report["refused"]:
        raise typer.Exit(2)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="Filen.")],
    html: Annotated[Path | None, typer.Option(help="Skriv det som HTML til denne fil.")] = None,
    as_json: Json = False,  # noqa: FBT002 - Typer's form of a flag
) -> None:
    """Vis, hvad der læses ud af en fil: afsnit, tabeller, passager og advarsler."""
    from ui import inspection, inspection_page  # noqa: PLC0415 - as above

    with plainly():
        if html and html.resolve() == file.resolve():
            raise StrategiError("HTML'en må ikke skrives oven i filen selv. Vælg et andet navn.")
        found = inspection.inspect(file, console.reading())
        if html:
            pictures = inspection.pictures(file, console.drawing())
            html.write_text(inspection_page.written(found, pictures), encoding="utf-8")
    if as_json:
        print(json.dumps(found.json(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        console.inspection(found.json())
        if html:
            console.say(f"Skrevet til {html}")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Spørgsmålet.")],
    organisation: Annotated[str, typer.Option(help="Hvem 'os' og 'vi' er.")] = "",
    as_json: Json = False,  # noqa: FBT002 - Typer's form of a flag
) -> None:
    """Stil et spørgsmål, og få et svar med kilder."""
    with plainly(), connect(settings_of()) as client:
        answer = client.ask(question, organisation=organisation)
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        console.answer(answer)


@app.command(name="eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="Spørgsmål som JSONL.")],
    misses: Misses = False,  # noqa: FBT002 - Typer's form of a flag
    as_json: Json = False,  # noqa: FBT002 - as above
) -> None:
    """Mål søgning, svar, kilder og afvisninger på dine egne spørgsmål."""
    with plainly():
        questions = load(file)
        progress = console.counting(len(questions), as_json)
        with connect(settings_of()) as client:
            found = evaluation.evaluate(questions, client, progress)
    scores = evaluation.scores(found)
    if as_json:
        print(json.dumps(scores, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        console.scores(scores)
    if misses:
        console.misses(found, as_json)


@app.command()
def status(as_json: Json = False) -> None:  # noqa: FBT002 - as above
    """Vis dokumenter, model, indeksets størrelse og helbred."""
    with plainly(), connect(settings_of(), warm=False) as client:
        found = client.status()
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        console.status(found)
    if found["health"] != "ok":
        raise typer.Exit(1)


strategy_command.install(app)
draft_command.install(app)


def main() -> None:
    """Entry point."""
    app()


if __name__ == "__main__":
    main()
