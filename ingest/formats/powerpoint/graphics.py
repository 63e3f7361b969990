"""The words of charts and SmartArt in Office's files, of their XML alone."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.formats.decode import normalise
from ingest.formats.numbers import shown
from ingest.formats.powerpoint.drawingml import A, paragraphs, runs
from ingest.grid import Cell, raw_rows
from ingest.marks import marked
from ingest.raw import Raw

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MOST_SERIES = 50
_MOST_POINTS = 500
_MOST_DEEP = 8


def chart_pieces(chart: etree._Element, page: int | None, table: int) -> list[Raw]:
    """A chart's title as text, and a row a category with the value of each series.

    A chart without categories, which is read by eye alone, gives its title.
    """
    title = _title(chart)
    done = [Raw("text", title, page)] if title else []
    series = list(chart.iter(f"{_C}ser"))[:_MOST_SERIES]
    names = [_points(one.find(f"{_C}tx")).get(0, "") for one in series]
    values = [_points(one.find(f"{_C}val")) for one in series]
    categories: dict[int, str] = {}
    for one in series:
        categories = {**_points(one.find(f"{_C}cat")), **categories}
    if not categories or not any(values):
        return done
    if len(series) == 1 and not names[0]:
        names = [title]
    rows = [("", *names)]
    rows += [
        (categories[at], *(found.get(at, "") for found in values)) for at in sorted(categories)
    ]
    cells = [
        Cell(text, row, column, page=page)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return [*done, *raw_rows(cells, table, heads=1)]


def _title(chart: etree._Element) -> str:
    title = chart.find(f"{_C}chart/{_C}title")
    if title is None:
        return ""
    return " ".join(" ".join(part.text or "" for part in title.iter(f"{A}t")).split())


def _points(held: etree._Element | None) -> dict[int, str]:
    """The texts or formatted numbers that a chart keeps of its data, by their place."""
    if held is None:
        return {}
    code = next((part.text or "" for part in held.iter(f"{_C}formatCode")), "")
    numbers = held.find(f".//{_C}numCache") is not None or held.find(f"{_C}numLit") is not None
    found: dict[int, str] = {}
    # Of categories in several levels the first level is the one that each point has.
    levels = list(held.iter(f"{_C}lvl"))
    for point in (levels[0] if levels else held).iter(f"{_C}pt"):
        at, text = point.get("idx", ""), point.findtext(f"{_C}v") or ""
        if at.isdigit() and int(at) < _MOST_POINTS:
            found[int(at)] = _number(text, code) if numbers else normalise(text).strip()
    return found


def _number(text: str, code: str) -> str:
    try:
        return shown(float(text), code)
    except ValueError:
        return text


def diagram_items(data: etree._Element, page: int | None) -> list[Raw]:
    """The texts of a SmartArt's data part as items, nested as its points are."""
    points = {point.get("modelId", ""): point for point in data.iter(f"{_D}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for line in data.iter(f"{_D}cxn"):
        if line.get("type", "parOf") == "parOf":
            order = line.get("srcOrd", "0")
            place = int(order) if order.isdigit() else 0
            below.setdefault(line.get("srcId", ""), []).append((place, line.get("destId", "")))
    roots = [key for key, point in points.items() if point.get("type") == "doc"]
    return [
        Raw("item", text, page, depth, marker="-")
        for key, depth in _walk(roots, below)
        for text in _texts(points.get(key))
    ]


def _walk(roots: list[str], below: dict[str, list[tuple[int, str]]]) -> Iterator[tuple[str, int]]:
    left = [(root, -1) for root in reversed(roots)]
    seen: set[str] = set()
    while left:
        key, depth = left.pop()
        if key in seen:
            continue
        seen.add(key)
        if depth >= 0:
            yield key, depth
        deeper = min(depth + 1, _MOST_DEEP)
        left += [(child, deeper) for _, child in sorted(below.get(key, ()), reverse=True)]


def _texts(point: etree._Element | None) -> Iterator[str]:
    body = point.find(f"{_D}t") if point is not None else None
    lines = [marked(runs(one)).text for one in paragraphs(body)]
    text = "\n".join(line for line in lines if line)
    if text:
        yield text
