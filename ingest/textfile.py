"""The reader of text and Markdown files, also of text that was converted from PDF."""

from __future__ import annotations

import re
from collections import Counter

import yaml

from ingest.decode import decode, normalise
from ingest.document import Document, Metadata, compose
from ingest.errors import Refused
from ingest.files import KEYS, checked
from ingest.lines import clean
from ingest.markup import pieces
from ingest.repair import repair
from ingest.structure import structure

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_NOTHING = frozenset({"", "~", "null"})
_KNOWN = re.compile(rf"^(?:{'|'.join(KEYS)})[ \t]*:", re.MULTILINE)
_ORGANISATION = re.compile(r"\b([A-ZÆØÅ][\wæøå]+(?:-[A-ZÆØÅ][\wæøå]+)?) Kommune(?=s?\b)")
_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*[-–]\s*((?:19|20)?\d\d)\b")


def read(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: no text, or text that holds nothing to read.
    """
    text = normalise(decode(data, name))
    given, body = front_matter(text, name)
    cleaned = clean(body)
    found = structure(pieces(cleaned.lines), cleaned.contents)
    document = compose(repair(found.blocks), _told(found.title, body, given), cleaned.warnings)
    if not document.text.strip():
        raise Refused(name, "Filen har ingen tekst.", "Se efter, om det er den rigtige fil.")
    return document


def front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """The metadata that a Markdown file begins with, and the text behind it.

    Text between two rules is metadata only if it names a key that is known; other keys are
    whoever's wrote the file and are passed over.

    Raises:
        Refused: front matter that is no YAML, or a date or period in it that is none.
    """
    match = _FRONT.match(text)
    if not match or not _KNOWN.search(match["yaml"]):
        return {}, text
    try:
        # The base loader makes strings and nothing else: no dates that the calendar lacks.
        loaded = yaml.load(match["yaml"], yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused(
            name, "Metadata øverst i filen kan ikke læses.", "Ret linjerne mellem de to '---'."
        ) from error
    if not isinstance(loaded, dict):
        return {}, text
    # A list or mapping is no value of ours, and one built of aliases may be huge as text.
    told = {k: _line(v) for k, v in loaded.items() if k in KEYS and isinstance(v, str)}
    given = {key: value for key, value in told.items() if value not in _NOTHING}
    return checked(given, name), text[match.end() :]


def _line(value: str) -> str:
    # YAML can write half a character ("\\ud800"), which no database takes.
    return " ".join(normalise(value.encode("utf-8", "replace").decode()).split())


def _told(title: str, body: str, given: dict[str, str]) -> Metadata:
    """What the file says of itself: front matter first, then what can be read off the text."""
    names = Counter(_ORGANISATION.findall(body))
    organisation = f"{names.most_common(1)[0][0]} Kommune" if names else ""
    period = _PERIOD.search(title)
    guessed = {"title": title, "organisation": organisation, "period": _years(period)}
    return Metadata(**{**guessed, **given})


def _years(match: re.Match[str] | None) -> str:
    if not match:
        return ""
    first, last = match[1], match[2]
    return f"{first}-{first[: 4 - len(last)]}{last}"
