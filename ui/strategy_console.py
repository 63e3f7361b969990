"""Themes, timetable and comparisons as the command line shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from ui import console
from ui.console import Json

_LONGEST = 110
_KINDS = {"new": "Nyt", "changed": "Ændret", "gone": "Udgået"}


def themes(found: Json, *, searched: bool) -> None:
    """Themes as a list, or where nothing was searched for as a tree by document."""
    listed = found["themes"]
    if not listed:
        console.show("Ingen temaer dækker det." if searched else "Der er ingen temaer i registret.")
        return
    depths: dict[str, int] = {}
    document = ""
    for theme in listed:
        depth = 0 if searched else depths.get(theme["parent"] or "", -1) + 1
        depths[theme["id"]] = depth
        if not searched and theme["document_id"] != document:
            document = theme["document_id"]
            console.show(f"\n{document} ({theme['organisation']})", style="bold")
        name = " ".join(part for part in (theme["number"], theme["title"]) if part)
        whose = f", {theme['organisation']}" if searched else ""
        console.show(f"{'  ' * depth}- {name} ({theme['kind']}{whose})")
        for citation in theme["evidence"][:1]:
            console.show(f"    “{_shortened(citation['quote'])}”")
    console.show(f"\n{len(listed)} {'tema' if len(listed) == 1 else 'temaer'}")


def timeline(found: Json, written: Sequence[Path]) -> None:
    """Events by date, and the files that were written."""
    if not found["events"]:
        console.show("Der er ingen datoer at vise.")
    else:
        table = Table("Fra", "Til", "Skrevet som", "Hvad", "Organisation")
        for event in found["events"]:
            table.add_row(
                event["start"] or "", event["end"] or "", event["expression"], event["label"],
                event["organisation"],
            )  # fmt: skip
        console.show(table)
    for path in written:
        console.say(f"Skrevet til {path}")


def comparison(found: Json) -> None:
    """Each side in turn, then what differs between two editions."""
    for side in found["sides"]:
        papers = ", ".join(side["document_ids"])
        console.show(f"\n{side['organisation'] or papers}", style="bold")
        if side["summary"]:
            console.markdown(side["summary"])
            console.sources(side["citations"])
    if found["changes"]:
        console.show("\nÆndringer", style="bold")
    for change in found["changes"]:
        console.show(f"{_KINDS[change['kind']]}:")
        for sign, citation in (("-", change["old"]), ("+", change["new"])):
            if citation:
                console.show(f"  {sign} {_shortened(citation['quote'])}")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)] + " …"
