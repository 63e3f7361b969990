"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.drafts.draft import Table

_NARROWEST = 0.6
"""Of an even share, what the narrowest column gets at least."""
_LONGEST_WORD = 18
"""Characters of a word that a column is made wide for; longer ones are cut at its edge."""


def widths(table: Table, total: int) -> list[int]:
    """The widths of a table's columns, adding up to ``total``; none where it has none.

    Twice the text makes a column less than twice as wide: the others' lines would get too short.
    """
    rows = [[" ".join(one.text for one in cell) for cell in row] for row in table.rows]
    wants = [_want(column) for column in zip(table.heads, *rows, strict=True)]
    if not wants:
        return []
    least = _NARROWEST * total / len(wants)
    spare = total - least * len(wants)
    shares = [int(least + spare * want / sum(wants)) for want in wants]
    return [*shares[:-1], total - sum(shares[:-1])]


def _want(column: Sequence[str]) -> float:
    words = (len(word) for text in column for word in text.split())
    longest = min(max(words, default=1), _LONGEST_WORD)
    return longest + 2 * math.sqrt(max(len(text) for text in column))
