"""Headings that are themes by their numbers: 1.1 below "Tema 1", 1.1 above rows 1.1.1 and 1.1.2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.register import announcing, titles
from ingest.register.draft import Draft
from ingest.register.outline import Outline


def above_rows(outline: Outline, rows: Sequence[Draft]) -> None:
    """Find numbered headings whose numbers those of the rows below go on: 1.1 above 1.1.1."""
    below: dict[int, list[str]] = {}
    for row in rows:
        for index in outline.around(outline.at(row.start)):
            below.setdefault(index, []).append(row.number)
    for index in sorted(below):
        number = titles.number(outline.title(index))
        going_on = sum(f"{one}.".startswith(f"{number}.") for one in below[index])
        most = 2 * going_on > len(below[index])
        if number and most and not _names_no_theme(outline, index):
            outline.add(index, "tema")


def below_themes(outline: Outline) -> None:
    """Find headings whose numbers go on those of a theme above: 1.1 below "Tema 1".

    Below, or behind it where all headings are of one level: it then ends with them.
    """
    last: dict[str, int] = {}
    for index, title in enumerate(outline.titles):
        number = titles.number(title)
        if not number:
            continue
        if index in outline.found:
            last = {n: i for n, i in last.items() if number.startswith(f"{n}.")}
            last[number] = index
        parent = _theme_above(outline, index) or _theme_before(outline, number, last)
        if not parent or not parent.number or titles.is_part(title):
            continue
        if number.startswith(f"{parent.number}."):
            outline.add(index, parent.kind)
        if index in outline.found:
            last[number] = index
            _stretch(outline, number, last, outline.document.sections[index].end)


def _theme_before(outline: Outline, number: str, last: Mapping[str, int]) -> Draft | None:
    """The theme whose number a heading behind it goes on."""
    above = max((n for n in last if number.startswith(f"{n}.")), key=len, default="")
    return outline.found[last[above]] if above else None


def _stretch(outline: Outline, number: str, last: Mapping[str, int], end: int) -> None:
    """Let the themes that a number is under end no earlier than it does."""
    for above, index in last.items():
        if number.startswith(f"{above}.") and outline.found[index].end < end:
            outline.found[index] = replace(outline.found[index], end=end)


def _names_no_theme(outline: Outline, index: int) -> bool:
    title = outline.title(index)
    return titles.is_part(title) or bool(announcing.headed(title))


def _theme_above(outline: Outline, index: int) -> Draft | None:
    return outline.found.get(outline.owner(outline.above[index]))
