"""The words that months, seasons and ordinals are written with, Danish and English."""

from __future__ import annotations

import re

SPACE = r"[ \xa0]{1,2}"
GAP = r"[ \xa0]{0,2}"
YEAR = r"(?:19|20)\d\d(?!\w|'|[.,:]\d|[/–-]\d+(?![.\d]))"
"""A year that is no part of a longer number; "2024/1. kvartal" is one and a quarter."""
_DANISH = (
    "januar februar marts april maj juni juli august september oktober november december"
).split()
_ENGLISH = (
    "January February March April May June July August September October November December"
).split()
_SHORT = (
    "jan feb mar apr maj jun jul aug sep okt nov dec",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)
FULL = {name: number for number, name in enumerate(_DANISH, 1)}
"""Month by its Danish name: a date even without its year."""
MONTHS = {
    **{name.lower(): number for number, name in enumerate(_ENGLISH, 1)},
    **{name.lower(): number for names in _SHORT for number, name in enumerate(names.split(), 1)},
    "febr": 2,
    "sept": 9,
    **FULL,
}
SEASONS = {
    "forår": 3, "foråret": 3, "spring": 3, "sommer": 6, "sommeren": 6, "summer": 6,
    "efterår": 9, "efteråret": 9, "autumn": 9, "fall": 9, "vinter": 12, "vinteren": 12,
    "winter": 12,
}  # fmt: skip
ORDINALS = {
    "første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "first": 1, "second": 2,
    "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
LAST = frozenset(("sidste", "last"))


def any_of(words: dict[str, int]) -> str:
    """A pattern of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
