"""Paragraphs as Office's drawings have them: their runs, bullets, numbers and table cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.formats.colours import hue
from ingest.formats.decode import normalise
from ingest.grid import Cell
from ingest.marks import Mark, Run

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRUCK = frozenset({"sngStrike", "dblStrike"})
_BULLETS = frozenset({f"{A}buNone", f"{A}buChar", f"{A}buBlip", f"{A}buAutoNum"})
_TRUE = frozenset({"1", "true"})
_MOST_LEVEL = 8
_MOST_SPAN = 1000
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
          (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Bullet:
    """How a paragraph of a list is marked: by a sign ("" as ``numbering``) or by its number."""

    numbering: str = ""
    start: int = 1


def paragraphs(body: etree._Element | None) -> list[etree._Element]:
    """The paragraphs of a text body."""
    return [] if body is None else body.findall(f"{A}p")


def runs(paragraph: etree._Element) -> list[Run]:
    """The text of ``paragraph`` and how it is marked; numbers of pages are left out."""
    return [run for child in paragraph for run in _runs(child)]


def _runs(child: etree._Element) -> Iterator[Run]:
    if child.tag == f"{A}br":
        yield Run("\n")
    elif child.tag in {f"{A}r", f"{A}fld"}:
        if child.get("type") != "slidenum":
            yield _run(normalise(child.findtext(f"{A}t") or ""), child.find(f"{A}rPr"))
    elif isinstance(child.tag, str) and child.tag not in {f"{A}pPr", f"{A}endParaRPr"}:
        # A formula; what a paragraph offers for programs that know none is a picture.
        yield Run("".join(part.text or "" for part in child.iter(f"{_MATH}t")))


def _run(text: str, looks: etree._Element | None) -> Run:
    if looks is None:
        return Run(text)
    if looks.get("strike") in _STRUCK:
        return Run(text, Mark.GONE)
    if looks.find(f"{A}highlight") is not None:
        return Run(text, Mark.CHANGED)
    colour = looks.find(f"{A}solidFill/{A}srgbClr")
    linked = looks.find(f"{A}hlinkClick") is not None
    found = "" if colour is None or linked else hue(colour.get("val", ""))
    return Run(text, Mark.CHANGED, found) if found else Run(text)


def is_bold(paragraph: etree._Element) -> bool:
    """Whether all text of ``paragraph`` is set in bold."""
    found = [child for child in paragraph if (child.findtext(f"{A}t") or "").strip()]
    looks = [child.find(f"{A}rPr") for child in found]
    return bool(looks) and all(
        look is not None and look.get("b") in {"1", "true"} for look in looks
    )


def size(paragraph: etree._Element) -> int:
    """The largest size that is set on a run of ``paragraph``, in hundredths of a point; or 0."""
    sizes = [looks.get("sz", "") for looks in paragraph.iterfind(f"*/{A}rPr")]
    return max((int(text) for text in sizes if text.isdigit()), default=0)


def level(paragraph: etree._Element) -> int:
    """How deep ``paragraph`` stands, from 0."""
    properties = paragraph.find(f"{A}pPr")
    told = properties.get("lvl", "0") if properties is not None else "0"
    return min(int(told), _MOST_LEVEL) if told.isdigit() else 0


def bullet(paragraph: etree._Element, styles: Sequence[etree._Element]) -> Bullet | None:
    """What marks ``paragraph``, or None; ``styles`` are its list styles, the nearest first."""
    own = paragraph.find(f"{A}pPr")
    found = [style.find(f"{A}lvl{level(paragraph) + 1}pPr") for style in styles]
    for properties in (own, *found):
        for child in properties if properties is not None else ():
            if child.tag in _BULLETS:
                return _bullet(child)
    return None


def _bullet(sign: etree._Element) -> Bullet | None:
    if sign.tag == f"{A}buNone":
        return None
    if sign.tag != f"{A}buAutoNum":
        return Bullet()
    start = sign.get("startAt", "1")
    return Bullet(sign.get("type", "arabicPeriod"), int(start) if start.isdigit() else 1)


class Numbering:
    """The markers of the lists in one text body."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[Bullet, int]] = {}

    def marker(self, bullet: Bullet | None, depth: int) -> str:
        """The next paragraph's marker ("-", "3.", "b)"), "" where it has no ``bullet``."""
        self._counts = {at: count for at, count in self._counts.items() if at <= depth}
        if bullet is None or not bullet.numbering:
            self._counts.pop(depth, None)
            return "-" if bullet else ""
        before = self._counts.get(depth)
        number = before[1] + 1 if before and before[0] == bullet else bullet.start
        self._counts[depth] = bullet, number
        return _numbered(bullet.numbering, number)


def _numbered(numbering: str, number: int) -> str:
    if numbering.startswith("alpha"):
        text = chr(ord("a") + (number - 1) % 26)
    elif numbering.startswith("roman"):
        text = _roman(number)
    else:
        text = str(number)
    text = text.upper() if "Uc" in numbering else text
    return text + (")" if "Paren" in numbering else ".")


def _roman(number: int) -> str:
    text, left = "", min(number, 399)
    for value, sign in _ROMAN:
        text += sign * (left // value)
        left %= value
    return text


def table_cells(
    table: etree._Element, text_of: Callable[[etree._Element], str], page: int
) -> list[Cell]:
    """The cells of a drawn table, those that a merged cell covers left out."""
    looks = table.find(f"{A}tblPr")
    first = [None, None] if looks is None else [looks.get("firstCol"), looks.get("firstRow")]
    keyed = first[0] in _TRUE and first[1] not in _TRUE
    return [
        Cell(
            text_of(cell), row, column, _span(cell, "rowSpan"), _span(cell, "gridSpan"), page,
            strong=(keyed and column == 0) or _is_strong(cell),
        )
        for row, line in enumerate(table.iterfind(f"{A}tr"))
        for column, cell in enumerate(line.iterfind(f"{A}tc"))
        if not {cell.get("hMerge"), cell.get("vMerge")} & _TRUE
    ]  # fmt: skip


def _is_strong(cell: etree._Element) -> bool:
    told = [p for p in paragraphs(cell.find(f"{A}txBody")) if p.findtext(f".//{A}t")]
    return bool(told) and all(is_bold(paragraph) for paragraph in told)


def _span(cell: etree._Element, name: str) -> int:
    told = cell.get(name, "1")
    return max(1, min(int(told), _MOST_SPAN)) if told.isdigit() else 1


def heads(table: etree._Element, cells: Sequence[Cell]) -> int | None:
    """How many rows of ``table`` name its columns; None where it does not tell."""
    looks = table.find(f"{A}tblPr")
    # A first row that is merged is a title or one of two rows of heads, whatever it looks like.
    merged = any(cell.columns > 1 for cell in cells if cell.row == 0)
    if merged or looks is None:
        return None
    if looks.get("firstRow") in _TRUE:
        return 1
    # Where other parts are set off, it was chosen that no first row is.
    return 0 if any(looks.get(part) in _TRUE for part in ("firstCol", "bandRow")) else None
