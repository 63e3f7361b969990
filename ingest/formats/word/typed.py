"""Lists and tables that were typed with marks and tabs into paragraphs of a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.word.pieces import Line, Runs
from ingest.marks import Run, marked
from ingest.raw import Raw

_ITEM = re.compile(
    r"\s*(?:[•●▪◦·–-][\t ]+|(?P<deep>o)(?:\t| {2})[\t ]*"
    r"|(?P<marker>(?:[a-zæøå]|\d{1,2})(?:\)[\t ]|\.\t))[\t ]*)"
)
_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\t\s*")


def typed_item(line: Line) -> Line:
    """A paragraph that begins with a list's mark as an item; any other as it is.

    A number with a full stop needs a tab behind it: "1. juni" is a date.
    """
    text = _text(line.runs) if line.kind == "text" else ""
    match = _ITEM.match(text)
    if match is None or "\t" in text[match.end() :].strip():
        return line
    runs = _cut(line.runs, match.end())
    # Word's own dot of the second depth, where a list was pasted as text.
    level = 1 if match["deep"] else 0
    marker = (match["marker"] or "-").rstrip()
    return replace(line, kind="item", runs=runs, level=level, marker=marker) if runs else line


def tabbed_rows(line: Line) -> list[list[Runs]]:
    """The cells of a paragraph that was typed as rows of a table, a row a line; else nothing."""
    if line.kind != "text" or not any("\t" in run.text for run in line.runs):
        return []
    lines = [_trimmed(one) for one in _split(line.runs, "\n")]
    rows = [_split(one, "\t") for one in lines if _text(one)]
    numbered = len(rows) == 1 and _NUMBER.match(_text(lines[0])) and len(rows[0]) == 2
    return [] if numbered or any(len(row) < 2 for row in rows) else rows


def tabbed_table(rows: Sequence[Sequence[Runs]]) -> list[Raw]:
    """Rows with cells at tabs as raw rows of one width.

    Several tabs in a row are one where all rows then have as many cells: they lead to one stop.
    """
    filled = [[cell for cell in row if _text(cell).strip()] for row in rows]
    grid = filled if len({len(row) for row in filled}) == 1 else rows
    width = max(len(row) for row in grid)
    texts = [[marked(cell).cell() for cell in row] for row in grid]
    return [Raw("row", cells=(*row, *[""] * (width - len(row)))) for row in texts]


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _split(runs: Sequence[Run], at: str) -> list[Runs]:
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(at)
        parts[-1].append(replace(run, text=first))
        parts += [[replace(run, text=other)] for other in others]
    return [tuple(part) for part in parts]


def _cut(runs: Sequence[Run], count: int) -> Runs:
    """``runs`` without their first ``count`` characters."""
    rest: list[Run] = []
    for run in runs:
        if count < len(run.text):
            rest.append(replace(run, text=run.text[count:]))
        count = max(0, count - len(run.text))
    return tuple(rest)


def _trimmed(runs: Runs) -> Runs:
    """``runs`` without white space at either end, which indents and parts nothing."""
    text = _text(runs)
    runs = _cut(runs, len(text) - len(text.lstrip()))
    backwards = tuple(replace(run, text=run.text[::-1]) for run in reversed(runs))
    rest = _cut(backwards, len(text) - len(text.rstrip()) if text.strip() else 0)
    return tuple(replace(run, text=run.text[::-1]) for run in reversed(rest))
