"""The stem that words are compared by."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest import analysis

_SHORT = re.compile(r"^(\w{2,4}?)(?:erne|ene|en|et|er|e)$")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in small letters; Snowball leaves short ones inflected ("uge", "ugen")."""
    return _SHORT.sub(r"\1", analysis.stem(word))
