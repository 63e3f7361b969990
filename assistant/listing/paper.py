"""One paper of the register: its themes, and what it explains of a question by what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.listing.asked import Numbered
from assistant.matching import Wanted, Words
from assistant.said import says
from ingest.records import Held

Text = Callable[[str], str]
_PAPER = re.compile(
    r"(?P<left>\w*?)-?(?:strategi|plan|politik|status|beretning|rapport|redegørelse|papir|notat"
    r"|program|dokument)(?:e[nrt]?|ens|erne|et|s)?"
)
_ACRONYM = re.compile(r"(?P<long>[^()\n.]{4,80}?)\s*\((?P<short>[A-ZÆØÅ]{2,6})\)")
_OPENING = 20_000
"""Characters in which a paper says what it calls itself."""


@dataclass(frozen=True)
class Paper:
    """The themes of one document; ``text`` gives its canonical text by its id."""

    themes: tuple[Held, ...]
    text: Text

    @cached_property
    def whole(self) -> str:
        """The document's canonical text."""
        return self.text(self.themes[0].document_id)

    def of(self, kind: str) -> list[Held]:
        """Its themes of a kind."""
        return [held for held in self.themes if held.theme.kind == kind]

    def numbered(self, wanted: Numbered) -> Iterator[Held]:
        """Its themes of a number, and those whose numbers go on it."""
        for held in self.themes:
            theme = held.theme
            same = theme.number.rstrip(".") == wanted.number
            called = not wanted.kind or theme.kind.endswith(wanted.kind)
            if (same and called) or theme.number.startswith(f"{wanted.number}."):
                yield held

    def explains(self, word: Wanted) -> bool:
        """Whether what the paper is called, whose and of when it is says a word of a question.

        A kind of paper says nothing: "familiestrategi" is explained by a paper of "Familie",
        "plejefamilier" is not.
        """
        if word.word[:1].isdigit():
            return any(word.word in said for said in self._said)
        if says(word, self._words) or word.word in self._acronyms:
            return True
        paper = _PAPER.fullmatch(word.word)
        left = paper["left"].removesuffix("s") if paper else word.word
        return bool(paper) and (
            not left or says(Wanted(left, (left,), 1.0, known=True), self._words)
        )

    @cached_property
    def _said(self) -> tuple[str, ...]:
        known = self.themes[0].metadata
        dates = (known.period, known.published, known.valid_from, known.valid_to)
        years = {year for date in dates for year in re.findall(r"\d{4}", date)}
        between = range(int(min(years)), int(max(years)) + 1) if years else ()
        return (known.title, known.organisation, known.kind, *map(str, between), known.period)

    @cached_property
    def _words(self) -> Words:
        return Words.of(*self._said)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """What the paper calls who wrote it: "Familiefagligt Udviklingscenter (FFU)"."""
        title = self.themes[0].metadata.title
        found = _ACRONYM.finditer(self.whole[:_OPENING])
        return frozenset(
            match["short"].lower()
            for match in found
            if " ".join(match["long"].split()[-2:]) in title
        )
