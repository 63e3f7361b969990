"""The lines of a text file, each with its page, without what the typesetter added.

Running heads, page numbers and tables of contents are taken out here, on lines, because they
cut through every structure that the later stages look for. What is taken out is told: a line
that only looked like a running head is then missed by nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.words import continues, folded

_PAGE_NUMBER = re.compile(
    r"(?:(?P<word>side|page|s\.) ?(?P<told>\d{1,4})|(?P<bare>\d{1,3}))"
    r"(?: ?(?P<of>af|of|/) ?\d{1,4})?",
    re.IGNORECASE,
)
_DASHED = re.compile(r"[–-] ?(?P<inside>[^–-]+?) ?[–-]")
_NUMBERED_HEAD = re.compile(
    r"\b(?:side|page) \d{1,4}(?: (?:af|of) \d{1,4})?\b|^\d{1,3} ?[|•·]|[|•·] ?\d{1,3}$"
)
_TOC_HEAD = re.compile(
    r"[#*\s]*(?:indhold|indholdsfortegnelse|contents|table of contents)[:*\s]*", re.IGNORECASE
)
_LAST_NUMBER = re.compile(r"\d{1,4}$")
_REPEATS = 3
"""A line is a running head only from this many repetitions on; two may be chance."""
_HEAD_CHARS = 90
_NEAR = 12
"""So many lines at most lie between a running head and the text that it cuts."""
_OWN_MARKS = ("-", "*", "#", "|", "•")
"""What begins with one of these was marked by its author and is no running head."""


@dataclass(frozen=True)
class Line:
    """One line and the page (from 1) that it stands on; None where the text marks no pages."""

    text: str
    page: int | None


@dataclass(frozen=True)
class Cleaned:
    """The lines that remain, the titles that a table of contents promised, and what went."""

    lines: tuple[Line, ...]
    contents: frozenset[str]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    title: str
    page: int
    dotted: bool


def clean(text: str) -> Cleaned:
    """``text`` as lines without running heads, page numbers and tables of contents."""
    lines = _numbered(text)
    numbers = page_numbers(lines, _edges(lines) if lines[0].page else range(len(lines)))
    heads = _heads(lines, numbers)
    rest = _without(lines, numbers | heads)
    listed, contents = contents_in(rest)
    warnings = told(_names(lines, heads), len(numbers), len(listed))
    return Cleaned(tuple(_without(rest, listed)), contents, warnings)


def told(heads: Iterable[str], numbers: int, listed: int) -> tuple[str, ...]:
    """What is said of running ``heads``, page numbers and lines of contents that went."""
    warnings = [f"Sidehoved udeladt: {head}" for head in heads]
    if numbers:
        warnings.append(f"Sidetal udeladt ({_counted(numbers)})")
    if listed:
        warnings.append(f"Indholdsfortegnelse udeladt ({_counted(listed)})")
    return tuple(warnings)


def _counted(gone: int) -> str:
    return f"{gone} linje{'r' if gone > 1 else ''}"


def _names(lines: list[Line], heads: set[int]) -> Iterable[str]:
    return {
        form(lines[i].text): lines[i].text.strip() for i in sorted(heads, reverse=True)
    }.values()


def _numbered(text: str) -> list[Line]:
    if "\f" not in text:
        return [Line(line, None) for line in text.split("\n")]
    lines: list[Line] = []
    for number, page in enumerate(text.removesuffix("\f").split("\f"), start=1):
        # The blank line lets a sentence that the page end cut be found and joined later.
        lines += [Line(line, number) for line in page.split("\n")]
        lines.append(Line("", number))
    return lines


def page_numbers(lines: Sequence[Line], places: Iterable[int]) -> set[int]:
    """Which of ``places`` are page numbers: "Side 3 af 9", and bare ones that go as pages do."""
    found = {i: m for i in places if (m := _page_number(lines[i].text))}
    bare = {i: int(m["bare"]) for i, m in found.items() if m["bare"]}
    if lines and lines[0].page:
        # The cover may be page 0 or 2, so what tells is how far number and page lie apart.
        apart = {i: value - (lines[i].page or 0) for i, value in bare.items()}
        often = Counter(apart.values())
        odd = {i for i, by in apart.items() if by and often[by] < _REPEATS}
    else:
        odd = set() if _counts_up([bare[i] for i in sorted(bare)]) else set(bare)
    return set(found) - odd


def _page_number(text: str) -> re.Match[str] | None:
    text = " ".join(text[:200].split()) if "\t" not in text else ""
    dashed = _DASHED.fullmatch(text)
    return _PAGE_NUMBER.fullmatch(dashed["inside"] if dashed else text.rstrip("."))


def _counts_up(found: list[int]) -> bool:
    """Whether numbers follow one another as pages do; one page in between may have none."""
    steps = {after - before for before, after in pairwise(found)}
    return len(found) >= _REPEATS and steps <= {1, 2}


def _edges(lines: list[Line]) -> list[int]:
    """The first two and the last two lines of each page."""
    pages: dict[int | None, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text.strip():
            pages.setdefault(line.page, []).append(index)
    return [i for found in pages.values() for i in sorted({*found[:2], *found[-2:]})]


def _heads(lines: list[Line], numbers: set[int]) -> set[int]:
    """Running heads, but for the first of each: it may be the only place where its words stand."""
    paged = bool(lines[0].page)
    forms: dict[str, list[int]] = {}
    for index in _edges(lines) if paged else range(len(lines)):
        if index not in numbers and _could_be_head(lines[index].text):
            forms.setdefault(form(lines[index].text), []).append(index)
    pages = len({line.page for line in lines})
    often = max(_REPEATS, (pages + 1) // 2)
    runs = [found for found in forms.values() if len(found) >= often]
    if not paged:
        runs = [found for found in runs if _at_page_ends(lines, found, numbers)]
    heads = numbers.union(*runs)
    # One that cuts a sentence goes too: the warning holds its words.
    return {
        index for found in runs for index in (found if _cuts(lines, found[0], heads) else found[1:])
    }


def _at_page_ends(lines: list[Line], found: list[int], numbers: set[int]) -> bool:
    """Whether most of ``found`` stand beside a page number or between halves of a sentence."""
    ends = [i for i in found if _beside(lines, i, numbers) or _cuts(lines, i, numbers)]
    return 2 * len(ends) >= len(found)


def _beside(lines: list[Line], index: int, numbers: set[int]) -> bool:
    return any(_nearest(lines, index, step, set()) in numbers for step in (-1, 1))


def _cuts(lines: list[Line], index: int, skipped: set[int]) -> bool:
    before, after = (_nearest(lines, index, step, skipped) for step in (-1, 1))
    if before is None or after is None:
        return False
    return continues(lines[before].text, lines[after].text)


def _nearest(lines: list[Line], index: int, step: int, skipped: set[int]) -> int | None:
    for near in range(index + step, index + step * _NEAR, step):
        if not 0 <= near < len(lines):
            return None
        if lines[near].text.strip() and near not in skipped:
            return near
    return None


def _could_be_head(text: str) -> bool:
    bare = text.strip()
    if "\t" in bare or len(bare) > _HEAD_CHARS or bare.startswith(_OWN_MARKS):
        return False
    return len(form(bare).split()) > 1


def form(text: str) -> str:
    """What is alike in all places of a running head: its words, and that it has a page number."""
    return folded(_NUMBERED_HEAD.sub(" ", " ".join(text.casefold().split())))


def _without(lines: list[Line], gone: set[int]) -> list[Line]:
    return [Line("", x.page) if i in gone else x for i, x in enumerate(lines)]


def contents_in(lines: Sequence[Line]) -> tuple[set[int], frozenset[str]]:
    """Which of ``lines`` are a table of contents, and the titles in it."""
    gone: set[int] = set()
    titles: set[str] = set()
    run: dict[int, _Entry] = {}
    above: int | None = None
    for index, line in enumerate([*lines, Line("end", None)]):
        if not line.text.strip():
            continue
        if entry := _entry(line.text.strip()):
            run[index] = entry
            continue
        headed = above is not None and bool(_TOC_HEAD.fullmatch(lines[above].text[:_HEAD_CHARS]))
        if _is_contents(list(run.values()), headed=headed):
            gone.update(run)
            gone.update([above] if headed and above is not None else [])
            titles.update(_title(entry) for entry in run.values())
        run, above = {}, index
    return gone, frozenset(titles)


def _entry(text: str) -> _Entry | None:
    """A line of a table of contents: a title, dots or a tab, and a page number at the end."""
    number = _LAST_NUMBER.search(text[-4:])
    # Looked at from its end: a pattern from the front tries each of a row of dots in turn.
    before = text[: -len(number[0])] if number else ""
    title = before.rstrip(". \t")
    fill = before[len(title) :]
    if number is None or not title or not ("..." in fill or "\t" in fill):
        return None
    return _Entry(title, int(number[0]), dotted=".." in fill)


def _title(entry: _Entry) -> str:
    return folded(re.sub(r"<[^<>]+>", "", entry.title))


def _is_contents(run: list[_Entry], *, headed: bool) -> bool:
    if len(run) < 3:
        return False
    pages = [entry.page for entry in run]
    return pages == sorted(pages) and (headed or any(entry.dotted for entry in run))
