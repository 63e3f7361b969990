"""A draft as the command line shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, MarkdownElement, TableElement
from rich.table import Table

from ui import console


class _Folded(TableElement):
    """A table whose long words are broken: cut off they would be lost."""

    def __rich_console__(self, shown_on: Console, options: ConsoleOptions) -> RenderResult:
        for made in super().__rich_console__(shown_on, options):
            if isinstance(made, Table):
                for column in made.columns:
                    column.overflow = "fold"
            yield made


class _Whole(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "table_open": _Folded,
    }


def draft(found: console.Json, written: Sequence[Path]) -> None:
    """The text, its sources, what no source carries, and the files that were written."""
    console.show(_Whole(found["markdown"]))
    console.sources(found["citations"])
    if found["unsupported"]:
        console.show("\nIngen kilde bærer det hele:", style="bold")
        for sentence in found["unsupported"]:
            console.show(f"  - {sentence}")
    for path in written:
        console.say(f"Skrevet til {path}")
