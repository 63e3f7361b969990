"""Numbers, dates and names that the quotes say of something else.

Where a sentence of the quotes says nearly the same and has another number in its place, the number
is not carried by its standing somewhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking import dates, names, numbers
from assistant.checking.clauses import Clause, Match
from assistant.checking.words import Vocabulary, is_light, words

_NEARLY = 0.9
"""The share of a clause's words, names aside, from which on another says nearly the same."""
_FEWEST = 2
_OPENING = re.compile(r"\W*([A-ZÆØÅ][\w-]+)")


@dataclass(frozen=True)
class _Said:
    figures: tuple[numbers.Number, ...]
    days: tuple[dates.Said, ...]
    named: tuple[tuple[str, tuple[str, ...]], ...]
    carries: numbers.Held
    covers: dates.Held
    known: names.Known


@lru_cache(maxsize=2048)
def _said(text: str) -> _Said:
    covers, (found,) = dates.Held.of([text])
    counted = tuple(n for n in numbers.numbers(text, found.spans) if not n.weak)
    every = tuple(numbers.numbers(text, found.spans))
    named = tuple(names.names(text))
    known = names.Known([text])
    return _Said(counted, found.said, named, numbers.Held(every), covers, known)


def elsewhere(clause: Clause, matches: Sequence[Match]) -> Iterator[str]:
    """What of ``clause`` none of the clauses has that say nearly the same, but another instead."""
    if len(clause.words) < _FEWEST:
        return
    near = [match.clause for match in matches if match.share >= _NEARLY]
    ours, theirs = _said(clause.text), [_said(one.sentence) for one in near]
    if not theirs:
        return
    for number in ours.figures:
        others = [said for said in theirs if len(said.figures) >= len(ours.figures)]
        if len(others) == len(theirs) and not any(t.carries.carries(number) for t in theirs):
            yield f'tallet "{number.said.strip()}"'
    for date in ours.days:
        others = [said for said in theirs if len(said.days) >= len(ours.days)]
        if len(others) == len(theirs) and not any(t.covers.carries(date) for t in theirs):
            yield f'datoen "{clause.text[slice(*date.span)]}"'


def renamed(clause: Clause, matches: Sequence[Match]) -> Iterator[str]:
    """The names of ``clause`` in whose place a clause that says nearly the same has another."""
    ours = _said(clause.sentence)
    for name, parts, others in _in_place(clause, ours.named):
        near = [m.clause.sentence for m in matches if _nearly(clause, m, others)]
        opens = (name, parts) not in ours.named
        if opens and any(_inflected(name, one) for one in near):
            continue
        if near and all(_instead(parts, _said(one), ours.known) for one in near):
            yield f'navnet "{name}"'


def _in_place(
    clause: Clause, said: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """The names within ``clause``, and the word that opens it where that may be one.

    With each goes how many content words it has.
    """
    for name, parts in said:
        if name in clause.text:
            yield name, parts, len(words(name))
    if opening := _OPENING.match(clause.text):
        word = opening[1]
        if not is_light(word.lower()) and not any(name.startswith(word) for name, _ in said):
            yield word, (word,), 1


def _inflected(word: str, sentence: str) -> bool:
    """Whether ``word`` stands there in another form: "kursus", "kurset"."""
    said = words(word)
    return len(said) == 1 and _vocabulary(sentence).meets(said[0])


def subject(clause: Clause, matches: Sequence[Match], known: Vocabulary) -> Iterator[str]:
    """The word that opens ``clause``, where clauses that say the same are opened by another."""
    opening = _OPENING.match(clause.text)
    if not opening or not _opens(clause, opening) or known.meets(clause.words[0]):
        return
    near = [match.clause for match in matches if _nearly(clause, match, 1)]
    if near and all(_opened(one, _vocabulary(clause.sentence)) for one in near):
        yield f'navnet "{opening[1]}"'


def _opened(clause: Clause, own: Vocabulary) -> bool:
    """Whether a word of content opens it that ``own`` has not."""
    opening = _OPENING.match(clause.text)
    return bool(opening and _opens(clause, opening) and not own.meets(clause.words[0]))


def _opens(clause: Clause, opening: re.Match[str]) -> bool:
    """Whether the word that opens ``clause`` is one of content that is understood."""
    first = clause.words[0] if clause.words else None
    return bool(first and first.known and opening[1].lower().startswith(first.lower))


@lru_cache(maxsize=64)
def _vocabulary(text: str) -> Vocabulary:
    return Vocabulary([text])


def _nearly(clause: Clause, match: Match, named: int) -> bool:
    others = len(clause.words) - named
    return others >= _FEWEST and match.share * len(clause.words) >= _NEARLY * others


def _instead(parts: Sequence[str], said: _Said, own: names.Known) -> bool:
    """Whether ``said`` does not have the name, but one that the statement has not."""
    if all(said.known.carries(part) for part in parts):
        return False
    return any(not any(own.carries(part) for part in other) for _, other in said.named)
