"""The lines of a text file, each with its page, without what the typesetter added.

Running heads, page numbers and tables of contents are taken out here, on lines, because they
cut through every structure that the later stages look for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.words import continues, folded

_PAGE_NUMBER = re.compile(
    r"\W*(?:side|page|s\.)?\s*\d{1,4}(?:\s*(?:af|of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"\W*\d{1,4}\W*")
_TOC_LINE = re.compile(
    r"^(?P<title>.*?\S)\s*(?P<fill>\.{3,}[\s.]*|\t\s*|\.{2,}\s*\t\s*)(?P<page>\d{1,4})$"
)
_TOC_HEAD = re.compile(
    r"[#*\s]*(?:indhold|indholdsfortegnelse|contents|table of contents)[:*\s]*", re.IGNORECASE
)
_REPEATS = 3
"""A line is a running head only from this many repetitions on; two may be chance."""


@dataclass(frozen=True)
class Line:
    """One line and the page (from 1) that it stands on; None where the text marks no pages."""

    text: str
    page: int | None


@dataclass(frozen=True)
class Cleaned:
    """The lines that remain, and the titles that a table of contents promised."""

    lines: tuple[Line, ...]
    contents: frozenset[str]


def clean(text: str) -> Cleaned:
    """``text`` as lines without running heads, page numbers and tables of contents."""
    lines = _numbered(text)
    lines = _without(lines, _furniture(lines))
    return _without_contents(lines)


def _numbered(text: str) -> list[Line]:
    if "\f" not in text:
        return [Line(line, None) for line in text.split("\n")]
    lines: list[Line] = []
    for number, page in enumerate(text.removesuffix("\f").split("\f"), start=1):
        # The blank line lets a sentence that the page end cut be found and joined later.
        lines += [Line(line, number) for line in page.split("\n")]
        lines.append(Line("", number))
    return lines


def _furniture(lines: list[Line]) -> set[int]:
    paged = any(line.page for line in lines)
    return _page_edges(lines) if paged else _repeated(lines)


def _page_edges(lines: list[Line]) -> set[int]:
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text.strip():
            pages.setdefault(line.page or 0, []).append(index)
    edges = [index for found in pages.values() for index in {*found[:2], *found[-2:]}]
    forms = Counter(_form(lines[index].text) for index in edges)
    often = max(_REPEATS, len(pages) // 2)
    return {
        index
        for index in edges
        if _PAGE_NUMBER.fullmatch(lines[index].text) or forms[_form(lines[index].text)] >= often
    }


def _repeated(lines: list[Line]) -> set[int]:
    solid = [index for index, line in enumerate(lines) if line.text.strip()]
    numbers = {i for i in solid if _PAGE_NUMBER.fullmatch(lines[i].text)}
    if not _counts_up([lines[i].text for i in sorted(numbers)]):
        numbers = {i for i in numbers if not _BARE_NUMBER.fullmatch(lines[i].text)}
    places: dict[str, list[int]] = {}
    for position, index in enumerate(solid):
        if len(lines[index].text) <= 90 and "\t" not in lines[index].text:
            places.setdefault(_form(lines[index].text), []).append(position)
    heads = {
        solid[position]
        for form, found in places.items()
        if form and len(found) >= _REPEATS and any(_cuts(lines, solid, numbers, p) for p in found)
        for position in found
    }
    return numbers | heads


def _cuts(lines: list[Line], solid: list[int], numbers: set[int], position: int) -> bool:
    """Whether the line stands beside a page number or between the halves of a sentence."""
    before = solid[position - 1] if position else None
    after = solid[position + 1] if position + 1 < len(solid) else None
    if before in numbers or after in numbers:
        return True
    if before is None or after is None:
        return False
    return continues(lines[before].text, lines[after].text)


def _counts_up(texts: list[str]) -> bool:
    found = [int(re.findall(r"\d+", text)[0]) for text in texts]
    return len(found) >= _REPEATS and found == sorted(set(found))


def _form(text: str) -> str:
    return re.sub(r"\d+", "0", folded(text))


def _without(lines: list[Line], gone: set[int]) -> list[Line]:
    return [Line("", x.page) if i in gone else x for i, x in enumerate(lines)]


def _without_contents(lines: list[Line]) -> Cleaned:
    gone: set[int] = set()
    titles: set[str] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, Line("end", None)]):
        if not line.text.strip():
            continue
        if _TOC_LINE.match(line.text.strip()):
            run.append(index)
            continue
        if _is_contents(lines, run):
            gone.update(run)
            titles.update(_title(lines[i].text) for i in run)
        run = []
    gone |= _heads_before(lines, gone)
    return Cleaned(tuple(_without(lines, gone)), frozenset(titles))


def _title(text: str) -> str:
    match = _TOC_LINE.match(text.strip())
    return folded(re.sub(r"<[^>]+>", "", match["title"])) if match else ""


def _is_contents(lines: list[Line], run: list[int]) -> bool:
    if len(run) < 3:
        return False
    found = [match for i in run if (match := _TOC_LINE.match(lines[i].text.strip()))]
    pages = [int(match["page"]) for match in found]
    dotted = any("." in match["fill"] for match in found)
    return pages == sorted(pages) and (dotted or bool(_heads_before(lines, set(run))))


def _heads_before(lines: list[Line], run: set[int]) -> set[int]:
    if not run:
        return set()
    before = [i for i in range(min(run)) if lines[i].text.strip()]
    return {i for i in before[-1:] if _TOC_HEAD.fullmatch(lines[i].text)}
