"""Tables of contents taken out of the lines of a Word document, and the titles in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.word.pieces import Line, Piece, Table
from ingest.words import folded

_HEADS = frozenset({"indhold", "indholdsfortegnelse", "contents", "table of contents"})
_PAGE = re.compile(
    r"[\t .]{0,200}(?:\t|\.{3})[\t .]{0,3}(?:(?P<page>\d{1,4})|[ivxlc]{1,8})$", re.IGNORECASE
)
_TAIL = 300
_GONE = frozenset({"entry", "contents", "figures"})


@dataclass(frozen=True)
class Cleaned:
    """What remains, the folded titles that contents promised, and how many lines went."""

    pieces: tuple[Piece, ...]
    contents: frozenset[str]
    gone: int


def without_contents(pieces: Sequence[Piece]) -> Cleaned:
    """``pieces`` without tables of contents, their headings and lists of figures."""
    rest: list[Piece] = []
    titles: set[str] = set()
    typed = _typed(pieces)
    gone = 0
    above: int | None = None
    for index, piece in enumerate(pieces):
        text = piece.kept() if isinstance(piece, Line) else ""
        if not isinstance(piece, Line) or (piece.kind not in _GONE and index not in typed):
            above = len(rest) if text or isinstance(piece, Table) else above
            rest.append(piece)
            continue
        if above is not None and text and _heads_contents(rest[above]):
            del rest[above]
            gone += 1
        above = None if text else above
        gone += bool(text)
        if piece.kind == "entry" or index in typed:
            titles.add(folded(_PAGE.sub("", text)))
    return Cleaned(tuple(rest), frozenset(titles - {""}), gone)


def _heads_contents(piece: Piece) -> bool:
    return isinstance(piece, Line) and folded(piece.kept()) in _HEADS


def _typed(pieces: Sequence[Piece]) -> set[int]:
    """Where lines of contents stand that were typed by hand: titles with page numbers that rise."""
    found: set[int] = set()
    run: dict[int, re.Match[str]] = {}
    above: Piece | None = None
    for index, piece in enumerate([*pieces, Table((), None)]):
        text = piece.kept() if isinstance(piece, Line) else "-"
        match = _PAGE.search(text[-_TAIL:])
        if match and isinstance(piece, Line) and piece.kind in {"text", "item"}:
            run[index] = match
        elif text:
            headed = above is not None and _heads_contents(above)
            found.update(run if _is_contents(list(run.values()), headed=headed) else ())
            run, above = {}, piece
    return found


def _is_contents(run: Sequence[re.Match[str]], *, headed: bool) -> bool:
    pages = [int(match["page"]) for match in run if match["page"]]
    dotted = any("..." in match[0] for match in run)
    return len(pages) > 2 and pages == sorted(pages) and (headed or dotted)
