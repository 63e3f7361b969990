"""Names in a sentence: capitals inside it, sequences of them, and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest

from assistant.checking import english
from assistant.checking.number_words import DANISH, ENGLISH, HUNDREDS
from assistant.checking.stems import stem
from assistant.checking.words import is_light
from ingest import analysis

_WORD = re.compile(r"[^\W_]+(?:[-'./&][^\W_]+)*-?")
_OPENS = re.compile(r"(?:^|[.!?:;\n]|[-(\"/•]|^\d[\d.]*[.)]?)[ \"(]*$")
_CONNECTS = re.compile(r" (?:(?:og|&|for|af|i|and|of|the|de|van|von) )?|, ")
_GENITIVE = re.compile(r"(?:'s|'en|'et|'er|'erne|'ens|'ets|'|s)$")
_SHORT_FORM = re.compile(r"[A-ZÆØÅ]{2,}[A-ZÆØÅ0-9]*|[A-ZÆØÅ]+[a-zæøå]*[A-ZÆØÅ]{2,}\w*")
_DEFINITE = re.compile(r"\w{3}(?:en|et|erne|ene)s?$")
"""A common noun before a name: "Projektet Regnbuen"."""
_ROMAN = re.compile(r"[IVX]+")
_GENERAL = frozenset(
    # What English writes with a capital, and what anybody may be called.
    "department departments administration committee committees council municipality municipal"
    " centre center board office region ministry act danish denmark english dkk i de dem deres"
    " dem jer mr mrs ms in the kommune kommunes city local chief director head mayor kl pct kr mio"
    " mia nr stk january february march april may june july august september october november"
    " december monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4".split()
)
_ALL_CAPITALS = 0.6
"""From this share of capitals on a text is set in capitals, and they tell no names."""


def names(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name of a plain ``text`` as written, with the words that it is made of."""
    letters = [char for char in text if char.isalpha()]
    if letters and sum(map(str.isupper, letters)) >= _ALL_CAPITALS * len(letters) > 6:
        return
    group: list[re.Match[str]] = []
    for match in _named(text):
        if (group and not _CONNECTS.fullmatch(text, group[-1].end(), match.start())) or (
            group and text[group[-1].end()] == ","
        ):
            yield _group(text, group)
            group = []
        group.append(match)
    if group:
        yield _group(text, group)


def _group(text: str, group: list[re.Match[str]]) -> tuple[str, tuple[str, ...]]:
    return text[group[0].start() : group[-1].end()], tuple(match[0] for match in group)


def _named(text: str) -> Iterator[re.Match[str]]:
    """The words that are names, of a sentence's first ones those alone that surely are."""
    matches = list(_WORD.finditer(text))
    for match, after in zip_longest(matches, matches[1:]):
        if match[0][0].isupper() and _is_name(text, match, after):
            yield match


def _is_name(text: str, match: re.Match[str], after: re.Match[str] | None) -> bool:
    word = match[0]
    parts = [part.lower() for part in word.split("-")]
    if all(_GENITIVE.sub("", part) in _GENERAL for part in parts) or _is_light(word.lower()):
        return False
    if _SHORT_FORM.match(word) and not _ROMAN.fullmatch(word):
        return True
    if not _OPENS.search(text, max(0, match.start() - 8), match.start()):
        return True
    if not after or text[match.end() : after.start()] != " " or not _proper(after[0]):
        return False
    return not (is_light(word.lower()) or _DEFINITE.search(word))


def _proper(word: str) -> bool:
    """Whether the word behind a sentence's first makes that a name, too: "Lone Vestervang"."""
    return word[:1].isupper() and word[1:2].islower() and not _is_light(word.lower())


def _is_light(lower: str) -> bool:
    tables = (analysis.STOP_WORDS, DANISH, ENGLISH, HUNDREDS)
    return len(lower) < 2 or any(lower in table for table in tables)


class Known:
    """The words that may stand in a name: those of the quotes, and what may be named beside."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._bases: set[str] = set()
        self._begins: set[str] = set()
        for text in texts:
            found = [match[0] for match in _WORD.finditer(text)]
            for word in found:
                self._add(word)
                self._add(word.replace(".", ""))
            self._bases |= {_base(one + other) for one, other in pairwise(found)}

    def _add(self, word: str) -> None:
        for part in {word, *re.split(r"[-/&.]", word)}:
            if base := _base(part):
                self._bases.add(base)
                self._begins.add(base[:_BEGIN])

    def carries(self, word: str) -> bool:
        """Whether ``word`` is one of them, inflected or not, or each of its parts is."""
        if _base(word) in self._bases:
            return True
        parts = [part for part in re.split(r"[-/&.]", word) if part]
        if len(parts) > 1 or word.endswith("-"):
            return all(_base(part) in self._bases for part in parts)
        danish = [_base(one) for one in english.danish(word.lower())]
        return any(base in self._bases or self._begun(base) for base in danish)

    def _begun(self, base: str) -> bool:
        return len(base) >= _BEGIN and base[:_BEGIN] in self._begins


_BEGIN = 4


@lru_cache(maxsize=50_000)
def _base(word: str) -> str:
    """A word without its inflection: "Kommunes", "APV'en", "udvalget"."""
    lower = _GENITIVE.sub("", word.lower().rstrip("-"))
    return stem(lower.replace("-", "").replace("'", ""))
