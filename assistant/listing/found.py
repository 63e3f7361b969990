"""What the register lists for a question."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.passages import Span
from ingest.records import Held


@dataclass(frozen=True)
class Listing:
    """The themes that a question asks for, all of one document; ``field`` is asked of each.

    ``told`` are the slices that answer for a theme, by its key, where its field holds several;
    ``whole``: a theme is asked for by itself, and is told with all of its fields.
    """

    themes: tuple[Held, ...]
    field: str = ""
    told: Mapping[str, Span] = dataclasses.field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True)
class Listings:
    """What the register lists, a document each; ``missing`` are organisations without any.

    ``refused``: a theme is named by a number that there is not, or a field that it has not.
    """

    found: tuple[Listing, ...] = ()
    missing: tuple[str, ...] = ()
    refused: bool = False
