"""From a reader's pieces to a document: what is done the same for every format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ingest.document import Document, Metadata, compose
from ingest.raw import Extracted
from ingest.repair import repair
from ingest.structure import structure

_ORGANISATION = re.compile(r"\b([A-ZÆØÅ][\wæøå]+(?:-[A-ZÆØÅ][\wæøå]+)?) Kommune(?=s?\b)")
_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*[-–]\s*((?:19|20)?\d\d)\b")


def composed(extracted: Extracted, alive: Callable[[], None]) -> Document:
    """The document that a reader's pieces make; its text is empty where they hold none.

    ``alive`` is called between the stages, each of which takes seconds of a very large paper.
    """
    alive()
    found = structure(extracted.raws, extracted.contents)
    alive()
    blocks = repair(found.blocks)
    alive()
    title = extracted.told.get("title") or found.title
    period = _PERIOD.search(title)
    guessed = {
        "title": title,
        "organisation": _organisation(extracted),
        "period": _years(period) if period else "",
    }
    metadata = Metadata(**{**guessed, **extracted.told})
    return compose(blocks, metadata, extracted.warnings)


def _organisation(extracted: Extracted) -> str:
    said = (text for raw in extracted.raws for text in (raw.text, *raw.cells))
    names = Counter(
        name for text in (*extracted.aside, *said) for name in _ORGANISATION.findall(text)
    )
    return f"{names.most_common(1)[0][0]} Kommune" if names else ""


def _years(match: re.Match[str]) -> str:
    first, last = match[1], match[2]
    return f"{first}-{first[: 4 - len(last)]}{last}"
