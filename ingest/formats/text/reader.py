"""The reader of text and Markdown files, also of text that was converted from PDF."""

from __future__ import annotations

import re

import yaml

from ingest.errors import Refused
from ingest.files import KEYS, checked
from ingest.formats.decode import decode, normalise
from ingest.formats.lines import clean
from ingest.formats.text.markup import pieces
from ingest.raw import Extracted, Step

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_NOTHING = frozenset({"", "~", "null"})
_KNOWN = re.compile(rf"^(?:{'|'.join(KEYS)})[ \t]*:", re.MULTILINE)


def read(data: bytes, name: str, step: Step) -> Extracted:
    """The pieces of the text in ``data``; ``name`` stands in refusals.

    Raises:
        Refused: no text, or front matter that is none.
    """
    text = normalise(decode(data, name))
    given, body = front_matter(text, name)
    cleaned = clean(body)
    # A text has no pages to count: that much is done, and whoever waits sees life.
    step(0, 1)
    raws = pieces(cleaned.lines)
    return Extracted(tuple(raws), cleaned.contents, cleaned.warnings, given)


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
