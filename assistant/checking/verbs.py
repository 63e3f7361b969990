"""The verb that a Danish form is of: "tilbudt" and "tilbydes", "købt" and "køber", "bragt ned"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.standing.danish_words import EDE, PREFIXES, STRONG, TE

_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    "af bort frem hen hjem i igennem ind iværk med ned om op over på sammen til ud væk".split()
)
_APART = 6
"""Words from a verb to its particle at most."""


def _regular(stem: str, past: str, done: str) -> Iterator[tuple[str, str]]:
    for ending in ("e", "er", "es", past, f"{past}s", done):
        yield stem + ending, f"{stem}e"


def _made() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for stem in EDE:
        found |= _regular(stem, "ede", "et")
    for stem in TE:
        found |= _regular(stem, "te", "t")
    for line in STRONG.split("|"):
        infinitive, *others = line.split()
        found |= dict.fromkeys((infinitive, f"{infinitive}s", *others), infinitive)
    return found


_VERBS = _made()
_LONGEST = max(map(len, PREFIXES))


@lru_cache(maxsize=50_000)
def verb(lower: str) -> str:
    """The infinitive that ``lower`` is a form of, with its prefix; "" for what is no known verb."""
    if lower in _VERBS:
        return _VERBS[lower]
    for cut in range(2, min(_LONGEST, len(lower) - 2) + 1):
        if lower[:cut] in PREFIXES and lower[cut:] in _VERBS:
            return lower[:cut] + _VERBS[lower[cut:]]
    return ""


def verbs(texts: Iterable[str]) -> frozenset[str]:
    """The verbs of ``texts``, each with the particles behind it, too: "bragt … ned"."""
    return frozenset(one for text in texts for one in _verbs(text))


@lru_cache(maxsize=1024)
def _verbs(text: str) -> frozenset[str]:
    found = [match[0].lower() for match in _WORD.finditer(text)]
    return frozenset(
        one for at, word in enumerate(found) for one in with_particles(word, found[at + 1 :])
    )


def with_particles(lower: str, behind: Sequence[str]) -> frozenset[str]:
    """The verb that ``lower`` is a form of, alone and with each particle near it."""
    known = verb(lower)
    if not known:
        return frozenset()
    near = (word.strip(".,;:!?") for word in behind[:_APART])
    return frozenset({known, *(word + known for word in near if word in _PARTICLES)})
