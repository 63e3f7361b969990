"""Words that a clause has in place of a quote's, where it follows that quote word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.checking import dates, names
from assistant.checking.clauses import Clause, Match
from assistant.checking.general import GENERAL
from assistant.checking.stems import stem
from assistant.checking.verbs import verb, verbs, with_particles
from assistant.checking.words import Vocabulary, Word, is_light, words
from assistant.standing.danish_verbs import forms
from ingest.passages import Span

_TOKEN = re.compile(r"[^\W_]+")
_FOLLOWS = 0.72
"""The share of a clause's words, those left out that no quote has, that stand in one in order."""
_LEAST = 2
"""Content words that must stand there in order, where it has so many."""
_MOST = 150
"""Words of a sentence that are looked at."""
_FOREIGN = 0.5
"""From this share of words on that no quote has, a clause is another wording."""
_TURNS = re.compile(r"(?:af|bort|fra|mis|ned|tilbage|u|væk)(?=\w{4})")
"""What put before a verb makes it another: "trådte" and "fratrådte"."""
_UNDER_WAY = re.compile(r"(?: \w+){0,2} i gang(?!\w)")
_BEGUN = tuple(words("begynde igangsætte"))
_GOT = frozenset("får få fik fået".split())
_GIVEN = ("få", "modtag", "tildel")


@dataclass(frozen=True)
class _Token:
    lower: str
    stem: str
    content: bool


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[_Token, ...]:
    found = [match[0].lower() for match in _TOKEN.finditer(text)][:_MOST]
    return tuple(_Token(one, stem(one), one.isalpha() and not is_light(one)) for one in found)


def substituted(clause: Clause, matches: Sequence[Match], known: Vocabulary) -> Iterator[str]:
    """The content words of ``clause`` that ``known`` has not in any form."""
    sentences = dict.fromkeys(match.clause.sentence for match in matches)
    heard = verbs(sentences)
    new = [
        word
        for word in _worded(clause)
        if not (_has(known, word) or _begins(clause, word, known))
        and heard.isdisjoint(_as_verb(clause, word))
    ]
    if new and len(new) < _FOREIGN * len(clause.words):
        if any(_follows(clause, one, new) for one in sentences):
            yield from (f'ordet "{clause.text[slice(*word.span)]}"' for word in new)
    elif not new:
        yield from _received(clause, list(sentences), known)


def _worded(clause: Clause) -> Iterator[Word]:
    """Its words that are no part of a name or of a date."""
    barred = [*_named(clause.text), *dates.dates(clause.text).spans]
    for word in clause.words:
        inside = any(start <= word.span[0] < end for start, end in barred)
        if word.known and not inside and word.lower not in GENERAL:
            yield word


def _named(text: str) -> Iterator[Span]:
    for name, _ in names.names(text):
        for match in re.finditer(re.escape(name), text):
            yield match.span()


def _has(known: Vocabulary, word: Word) -> bool:
    if any(one in known.stems or known.begins(one) for one in word.stems):
        return True
    turned = bool(forms(word.lower)) and _TURNS.match(word.lower) is not None
    return not turned and known.meets(word)


def _begins(clause: Clause, word: Word, known: Vocabulary) -> bool:
    """Whether "gik i gang" stands for a beginning that the quotes tell."""
    if _UNDER_WAY.match(clause.text, word.span[1]):
        return any(known.meets(one) for one in _BEGUN)
    return "gang" in known.stems and any(one in word.stems for one in _BEGUN[0].stems)


def _as_verb(clause: Clause, word: Word) -> frozenset[str]:
    """The verb that ``word`` may be, with the particles behind it."""
    return with_particles(word.lower, clause.text[word.span[1] :].lower().split())


def _follows(clause: Clause, sentence: str, new: Sequence[Word]) -> bool:
    """Whether nearly all words of ``clause`` but the ``new`` stand in ``sentence`` in order."""
    ours, theirs = _tokens(clause.text), _tokens(sentence)
    same = _same(ours, theirs)
    content = sum(ours[at].content for at in same)
    others = len(ours) - len(new)
    least = min(_LEAST, sum(token.content for token in ours) - len(new))
    return content >= max(1, least) and len(same) >= _FOLLOWS * others


def _same(ours: Sequence[_Token], theirs: Sequence[_Token]) -> list[int]:
    """The places of the words in ``ours`` that ``theirs`` has in the same order."""
    one, other = [token.stem for token in ours], [token.stem for token in theirs]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [at for block in blocks for at in range(block.a, block.a + block.size)]


def _received(clause: Clause, sentences: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """The word "fik", where it stands in the place of a verb that the clause has not."""
    said = next((token for token in _tokens(clause.text) if token.lower in _GOT), None)
    if not said or any(one in known.stems or known.begins(one) for one in _GIVEN):
        return
    own, done = Vocabulary([clause.text]), verbs([clause.text])
    for sentence in sentences:
        if _follows(clause, sentence, ()) and _left_out(clause, sentence, own, done):
            yield f'ordet "{said.lower}"'
            return


def _left_out(clause: Clause, sentence: str, own: Vocabulary, done: frozenset[str]) -> bool:
    """Whether a verb of ``sentence`` stood where the clause has "fik"."""
    ours, theirs = _tokens(clause.text), _tokens(sentence)
    one, other = [token.stem for token in ours], [token.stem for token in theirs]
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace" and any(token.lower in _GOT for token in ours[a:b]):
            left = [token for token in theirs[c:d] if token.content and forms(token.lower)]
            return any(
                token.stem not in own.stems
                and not own.begins(token.stem)
                and verb(token.lower) not in done
                for token in left
            )
    return False
