"""The content words of a text with their places, and the words of the quotes that may meet them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from assistant.checking import english
from assistant.checking.number_words import DANISH, ENGLISH, HUNDREDS, WEAK
from assistant.checking.stems import stem
from assistant.checking.synonyms import kin
from assistant.checking.verbs import verb
from ingest import analysis
from ingest.passages import Span

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDING = re.compile(r"'\w{1,4}$")
"""Behind a name or short form: "FFU's", "APV'en"."""
_LIGHT = frozenset(
    # Words that hold a sentence together and say nothing of their own.
    "blev blevet får fik fået give giver gav givet gør gøre gjort gjorde lade lader sker ske skete"
    " ifølge iflg samtidig også desuden endvidere herunder således dermed derved hermed heraf deraf"
    " hvoraf hvorefter derefter herefter hvorfor derfor fordi eftersom idet mens imens selvom trods"
    " vha via pr ca cirka omkring knap godt især særligt blandt nemlig altså hvert hver hvis består"
    " bestå udgør udgøre ligger findes viser peger oplyser fremgår dokument dokumentet kommune"
    " kommunen kommunes kommunens tillige ligeledes endnu nu netop stadig fortsat løbet sammen"
    " ene første anden andet tredje gang gange enkelt fra frem mellem hos kr dkk pct procent"
    " percent år året selv først sidst inden indtil senest tidligst ikke ingen intet aldrig uden ej"
    " samme haft nogen noget kommer komme kom årig årige højere lavere flere færre"
    " større mindre krone kroner før behøve behøver behøves"
    " cent per than then also not no without never they them he she his her but so if all been"
    " being would could should will can must may might more most about against during into each"
    " such these those through within among amongst according because now since between or every"
    " up out had neither nor both when while where here just very any some other same own off"
    " takes take took make makes made get gets got set sets put become becomes became between"
    " upon above below again then there per either until till across around along however".split()
)
_LEAST, _SHARE = 5, 0.7
"""Letters in common at least, and of the shorter word, to be of one family."""
_PART = 4
"""Letters of the part of a compound at least."""
_BUCKET = 64
"""Words of one beginning or end that are looked at; text that has more was not written."""
_EDGE = 4


@dataclass(frozen=True)
class Word:
    """A content word: its place, small letters, and the stems that meet it."""

    span: Span
    lower: str
    stems: tuple[str, ...]
    known: bool = True


def words(text: str, *, foreign: bool = False) -> list[Word]:
    """The content words of a plain ``text``; ``foreign`` where it is English for Danish quotes."""
    return [_word(span, lower, foreign=foreign) for span, lower in _content(text)]


def _content(text: str) -> Iterator[tuple[Span, str]]:
    for match in _WORD.finditer(text):
        lower = _ENDING.sub("", match[0].lower())
        if len(lower) < 2 or is_light(lower):
            continue
        yield match.span(), lower


@lru_cache(maxsize=50_000)
def is_light(lower: str) -> bool:
    """Whether a word carries no content: a function word or a number."""
    tables = (analysis.STOP_WORDS, _LIGHT, DANISH, ENGLISH, WEAK, HUNDREDS)
    counts = "-" in lower and all(part in DANISH or part in ENGLISH for part in lower.split("-"))
    return counts or any(lower in table for table in tables)


def _word(span: Span, lower: str, *, foreign: bool) -> Word:
    own = stem(lower.replace("-", ""))
    if not foreign:
        bases = (own, *_infinitive(lower))
        return Word(span, lower, (*bases, *(k for one in bases for k in kin(one))))
    danish = tuple(stem(one) for one in english.danish(lower))
    return Word(span, lower, (own, *danish, *(k for one in danish for k in kin(one))), bool(danish))


@lru_cache(maxsize=50_000)
def _infinitive(lower: str) -> tuple[str, ...]:
    """The stem of the verb that ``lower`` is a form of, where it is another: "udskød"."""
    base = stem(verb(lower))
    return (base,) if base and base != stem(lower) else ()


def bases(word: Word) -> tuple[str, ...]:
    """The stems that ``word`` itself is found by."""
    return (word.stems[0], *_infinitive(word.lower))


class Vocabulary:
    """The words that meet others: by stem, in a compound, as its parts, or of one family."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.stems: set[str] = set()
        self._begin: dict[str, list[str]] = defaultdict(list)
        self._end: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            self._read([match[0].lower() for match in _WORD.finditer(text)])
        self._found: dict[str, bool] = {}

    def _read(self, found: list[str]) -> None:
        for word in found:
            self._add(_ENDING.sub("", word).replace("-", ""))
            for part in word.split("-") if "-" in word else ():
                self._add(part)
        # Compounds written apart; the pair is met as a whole only.
        self.stems |= {stem(one + other) for one, other in pairwise(found)}

    def _add(self, word: str) -> None:
        self._enter(stem(word))
        for base in _infinitive(word):
            self._enter(base)

    def _enter(self, base: str) -> None:
        if base in self.stems:
            return
        self.stems.add(base)
        if len(base) >= _EDGE:
            for bucket in (self._begin[base[:_EDGE]], self._end[base[-_EDGE:]]):
                if len(bucket) < _BUCKET:
                    bucket.append(base)

    def meets(self, word: Word) -> bool:
        """Whether a word of the quotes is ``word`` or of its family."""
        return any(self._meets(one) for one in word.stems)

    def begins(self, asked: str) -> bool:
        """Whether a word of the quotes begins as the stem ``asked`` does."""
        near = self._begin.get(asked[:_EDGE], ())
        return len(asked) >= _EDGE and any(_one_family(asked, one) for one in near)

    def _meets(self, asked: str) -> bool:
        if asked in self.stems:
            return True
        if asked not in self._found:
            near = (*self._begin.get(asked[:_EDGE], ()), *self._end.get(asked[-_EDGE:], ()))
            self._found[asked] = len(asked) >= _EDGE and any(related(asked, one) for one in near)
        return self._found[asked]


@lru_cache(maxsize=200_000)
def related(one: str, other: str) -> bool:
    """Whether one stem is an end of the other, as in a compound, or both begin alike."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _PART and (long.startswith(short) or long.endswith(short)):
        return True
    return _one_family(short, long)


def _one_family(one: str, other: str) -> bool:
    """Whether both begin alike, for most of the shorter."""
    short = min(len(one), len(other))
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    common = sum(1 for _ in same)
    return common >= max(_LEAST, _SHARE * short) or (short >= _PART and common == short)
