"""Which statements of a paper are about a subject.

A statement is when it says it, or when it stands in a theme, below a heading, in a row or in a
paper that is named for it. Where a theme covers the subject in other words, the statements that
showed it are taken as saying it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.composing.statements import Paper, Statement
from assistant.composing.told import Told
from assistant.matching import Wanted, Words
from assistant.said import says
from ingest import analysis
from ingest.records import Held
from ingest.theme import Theme

SAYS = 0.65
"""The weighed share of the subject's words that a statement must say to be about it."""
_NAMES = 0.8
"""The same for a title or heading."""
_SHOWN = 0.8
"""What counts a statement that shows that a theme covers the subject."""
_KIND = 0.7
"""What "fravær" counts where "skolefravær" is the subject, or a name where more is said of it."""
_BELOW = 0.5
"""What counts a statement whose theme, heading, row or paper is named for the subject."""
_MUCH = 0.3
"""Where this share of the lines of a row's field says the subject, the row is about it."""


_Lines = dict[str, dict[str, dict[int, bool]]]


@dataclass(frozen=True)
class Judged:
    """What a paper says of a subject.

    ``themes`` are those that are told of; ``chief`` the keys of those of them that are about the
    subject and nothing else, not by a word of their status alone.
    """

    told: tuple[Told, ...]
    themes: tuple[Theme, ...]
    chief: frozenset[str]


@dataclass(frozen=True)
class Judging:
    """Judges which statements of a paper are about the subject."""

    words: Sequence[Wanted]
    heads: Mapping[str, frozenset[str]]
    names: Sequence[Sequence[str]]
    themes: Sequence[Held]
    shown: set[tuple[str, int]]
    picked: bool

    def told(self, paper: Paper) -> Judged:
        """Those that are, in reading order, and the themes that are told of."""
        document_id = paper.document.entry.id
        own = {one.theme.key for one in self.themes if one.document_id == document_id}
        said = [(one, self._met(one)) for one in paper.said]
        lines = self._lines(said, own)
        chief = self._chief(paper, lines, own)
        status = {key for key in own if any(lines.get(key, {}).get("status", {}).values())}
        # A status is told whole: what stands at its end may have overtaken the rest.
        about = chief | status
        whole = not self.picked and self._share(paper.document.entry.metadata.title) >= _NAMES
        known = bool(about) or whole or any(met >= SAYS for _, met in said)
        found = []
        for one, own_words in said:
            inside = one.theme is not None and one.theme.key in about
            below = _BELOW * (inside or whole or self._below(one))
            kind = self._kind_of(one) if known and not self.picked else 0.0
            met = max(own_words, kind)
            if met >= SAYS or below:
                found.append(Told(one, max(met, below)))
        themes = tuple(theme for theme in paper.themes if theme.key in about)
        return Judged(tuple(found), themes, frozenset(chief))

    def _below(self, one: Statement) -> bool:
        """Whether a heading or the name of its row says the subject for a statement."""
        if self.picked:
            return False
        nearest = (*one.headings[-1:], *([] if one.theme else [one.row]))
        named = any(self._share(name) >= _NAMES for name in nearest if name)
        above = (name for name in one.headings[:-1] if self._chiefly(name))
        return named or any(self._share(name) >= _NAMES for name in above)

    def _kind_of(self, one: Statement) -> float:
        """How far it says the nouns that the subject is a kind of, in a paper that knows it."""
        return self._share(one.text, kinds=True)

    def _met(self, one: Statement) -> float:
        if self.picked:
            return 0.0
        starts = self._starts.get(one.document_id, [])
        place = bisect_left(starts, one.span[0])
        shown = place < len(starts) and starts[place] < one.span[1]
        return max(self._share(one.text), _SHOWN * shown)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where it is shown that a theme covers the subject, by document."""
        found: dict[str, list[int]] = {}
        for document_id, start in sorted(self.shown):
            found.setdefault(document_id, []).append(start)
        return found

    def _chief(self, paper: Paper, lines: _Lines, own: set[str]) -> set[str]:
        """The themes that are about the subject and nothing else, and all below them."""
        if self.picked:
            return own
        about = {key for key in own if _much_says(lines.get(key, {}))}
        above: set[str] = set()
        for theme in paper.themes:
            named = self._share(theme.title) >= _NAMES or (
                theme.key in own and self._share(theme.title, kinds=True) >= SAYS
            )
            if theme.parent in above or (named and self._chiefly(theme.title)):
                above.add(theme.key)
            if named or theme.key in above:
                about.add(theme.key)
        return about

    def _lines(self, said: Sequence[tuple[Statement, float]], own: set[str]) -> _Lines:
        """Whether each line of the rows of ``own`` says the subject, by theme and field."""
        found: _Lines = {}
        for one, met in said:
            if one.theme is not None and one.theme.key in own and one.field:
                lines = found.setdefault(one.theme.key, {}).setdefault(one.field, {})
                says_it = max(met, self._kind_of(one)) >= SAYS
                lines[one.line] = lines.get(one.line, False) or says_it
        return found

    def _chiefly(self, title: str) -> bool:
        """Whether a title names little else, so that all below it is of the subject."""
        own = [analysis.stem(word) for word in analysis.content_words(title)]
        wanted_stems = {analysis.stem(form) for word in self.words for form in word.forms}
        return 2 * sum(stem in wanted_stems for stem in own) >= len(own)

    def _said(self, word: Wanted, said: Words, *, kinds: bool) -> float:
        """1 where a word is said, ``_KIND`` where the noun is that it is a kind of, else 0."""
        if says(word, said):
            return 1.0
        return _KIND * bool(kinds and self.heads[word.word] & said.stems)

    def _share(self, text: str, *, kinds: bool = False) -> float:
        """The weighed share of the subject's words that ``text`` says."""
        said = Words.of(text)
        total = sum(word.weight for word in self.words)
        met = sum(word.weight * self._said(word, said, kinds=kinds) for word in self.words)
        share = met / total if total else 0.0
        # "Implementering af Barnets Lov" is told of by whoever tells of the law.
        named = any(all(analysis.stem(word) in said.stems for word in name) for name in self.names)
        return max(share, _KIND) if named else share


def _much_says(fields: Mapping[str, Mapping[int, bool]]) -> bool:
    """Whether much of one of a row's fields says the subject."""
    return any(sum(lines.values()) >= _MUCH * len(lines) > _MUCH for lines in fields.values())
