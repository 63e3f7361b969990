"""What every command does: its settings, and errors that say what to do."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Annotated

import typer

from ingest import settings as configuration
from ingest.errors import StrategiError
from ingest.settings import Settings
from ui import console

Json = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")]


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """What a person can act on is said in one line, without a trace."""
    try:
        yield
    except StrategiError as error:
        console.error(str(error))
        raise typer.Exit(1) from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        console.error(f"{error.strerror or error}{where}. Se på rettigheder og plads på disken.")
        raise typer.Exit(1) from error


def settings_of(**given: object) -> Settings:
    """The settings of this run; ``given`` are those of the command line."""
    environ = {**os.environ, **{k: str(v) for k, v in given.items() if v is not None}}
    return configuration.load(environ)
