"""What the command line shows: Danish, short, and nothing on stdout but what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from assistant.evaluation import Evaluated
from ingest.reading import Refusal
from ui import scores as evaluated

# Words of documents are never mark-up.
_out = Console(highlight=False, markup=False)
_err = Console(stderr=True, highlight=False, markup=False)
Json = dict[str, Any]
_EXCERPT = 90
"""Characters that are shown of a passage in a list."""


def say(text: str) -> None:
    """A line for the person at the terminal."""
    _err.print(text)


def show(what: RenderableType, style: str | None = None) -> None:
    """A line, or a table, of what was asked for."""
    _out.print(what, style=style, soft_wrap=isinstance(what, str))


def markdown(text: str) -> None:
    """An answer's text."""
    _out.print(Markdown(text))


def error(text: str) -> None:
    """Why a command failed and what to do."""
    _err.print(f"Fejl: {text}", style="red")


class _Bar:
    """A progress bar that appears with the first step and goes with the last."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def to(self, done: int, total: int, detail: str = "") -> None:
        """Show that ``done`` of ``total`` steps are behind us."""
        if self._progress is None:
            columns = (
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                TextColumn("{task.fields[detail]}"),
            )  # fmt: skip
            self._progress = Progress(*columns, console=_err)
            self._task = self._progress.add_task(self._label, total=total, detail="")
            self._progress.start()
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total, detail=detail)
        if done >= total:
            self._progress.stop()
            self._progress = None


def unpacking() -> Callable[[int, int], None]:
    """A bar over the first unpacking of the model."""
    return _Bar("Pakker modellen ud").to


def reading() -> Callable[[int, int, str], None]:
    """A bar over the reading of documents."""
    return _Bar("Læser dokumenter").to


def drawing() -> Callable[[int, int, str], None]:
    """A bar over the drawing of a PDF's pages."""
    return _Bar("Tegner sider").to


def counting(total: int, quiet: bool) -> Callable[[int], None]:  # noqa: FBT001 - passed through
    """A bar over the questions of an evaluation."""
    bar = _Bar("Stiller spørgsmål")
    return (lambda _: None) if quiet else (lambda done: bar.to(done, total))


def refusals(refused: Sequence[Refusal]) -> None:
    """The files that were not read."""
    for one in refused:
        say(f"Afvist: {one.name}: {one.reason} {one.advice}")


def report(found: Json) -> None:
    """What a reading did."""
    names = {"added": "Nye", "changed": "Ændrede", "removed": "Fjernede", "unchanged": "Uændrede"}
    for key, name in names.items():
        if found[key]:
            _out.print(f"{name}: {', '.join(found[key])}")
    for one in found["refused"]:
        _out.print(f"Afvist: {one['name']}: {one['reason']} {one['advice']}")
    _out.print(f"Indlejrede passager: {found['embedded']}")


def answer(found: Json) -> None:
    """An answer with its sources."""
    markdown(found["answer"])
    sources(found["citations"])
    if found["nearest"] and not found["citations"]:
        _out.print("\nTættest på:")
        for place in found["nearest"]:
            _out.print(f"  - {' › '.join([place['title'], *place['section']])}")


def sources(citations: Sequence[Json]) -> None:
    """Where each mark comes from."""
    for citation in citations:
        place = " › ".join([citation["title"], *citation["section"]])
        page = f", side {citation['page']}" if citation["page"] else ""
        _out.print(f"\n[{citation['number']}] {place}{page}", style="bold")
        _out.print(f"    “{' '.join(citation['quote'].split())}”")


def scores(found: Json) -> None:
    """The scores of an evaluation as a table."""
    _out.print(evaluated.table(found))


def misses(found: Evaluated, aside: bool) -> None:  # noqa: FBT001 - passed through
    """The questions that fell short; ``aside`` where stdout is for a program."""
    for line in evaluated.misses(found) or ["Alle spørgsmål klarede sig."]:
        (_err if aside else _out).print(line, soft_wrap=True)


def status(found: Json) -> None:
    """Documents, model, size and health."""
    table = Table("Dokument", "Organisation", "Periode", "Passager", "Læst")
    for one in found["documents"]:
        period = one["period"] or one["published"]
        table.add_row(
            one["id"], one["organisation"], period, str(one["passages"]), one["ingested_at"][:10]
        )  # fmt: skip
    _out.print(table)
    size = found["index_bytes"] / 1_000_000
    _out.print(f"Model: {found['model']}")
    _out.print(f"Sprogmodel: {found['language_model'] or 'ingen'}", markup=False)
    _out.print(
        f"Indeks: {found['passages']} passager, {size:.1f} MB i {found['data']}", markup=False
    )
    if found["mended"]:
        _out.print(f"Indekset er bygget op igen ({found['mended']}).")
    if found["server"]:
        _out.print(f"Server: {found['server']}")
    health = {"ok": "godt", "empty": "ingen dokumenter endnu"}
    _out.print(f"Helbred: {health.get(found['health'], found['health'])}")


def inspection(found: Json) -> None:
    """What a reader made of a file."""
    known = {key: value for key, value in found["metadata"].items() if value}
    for key, value in {"fil": found["name"], **known}.items():
        _out.print(f"{key}: {value}")
    for warning in found["warnings"]:
        _out.print(f"Advarsel: {warning}")
    _out.print("\nAfsnit", style="bold")
    for section in found["sections"]:
        page = f"  (side {section['page']})" if section["page"] else ""
        indent = "  " * len(section["path"])
        _out.print(f"{indent}{section['path'][-1]}{page}")
    _out.print("\nTabeller", style="bold")
    for table in found["tables"]:
        heads = " | ".join(head or "–" for head in table["heads"])
        caption = f"{table['caption']}: " if table["caption"] else ""
        _out.print(f"  {caption}{heads} ({table['rows']} rækker)")
    _out.print("\nPassager", style="bold")
    for number, passage in enumerate(found["passages"], start=1):
        text = " ".join(found["text"][passage["start"] : passage["end"]].split())
        _out.print(f"  {number}. {text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}")
