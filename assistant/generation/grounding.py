"""Whether a statement of a model's may be shown: on which slices of its sources it rests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.checking import Verdict, check
from assistant.checking.language import english
from assistant.checking.words import Vocabulary, words
from assistant.generation.evidence import Source
from assistant.generation.narrowing import narrowed
from assistant.generation.statements import Said
from ingest import analysis
from ingest.passages import Span

Supports = Callable[[str, Sequence[str]], float | None]
"""An embedder's score of a statement and its quotes, 0 to 1; None where it has none to give."""


class Reason(Enum):
    """Why a statement is shown, or is not."""

    CARRIED = "carried"
    UNCITED = "uncited"
    UNKNOWN = "unknown source"
    LINKED = "link"
    LEAKED = "rules"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Judged:
    """A statement, what came of it, and the slices that carry it (in code points of a source).

    ``missing`` is what its sources do not say, in words.
    """

    said: Said
    reason: Reason
    slices: tuple[tuple[Source, Span], ...] = ()
    missing: tuple[str, ...] = ()


_LINK = re.compile(
    r"\w:/{1,2}|\bwww\.|\]\s*[\[(:]|<\s*[a-z!/?]|\b(?:data|javascript|vbscript|file|mailto):"
    r"|(?<![\w@.-])(?:[\w-]{2,}\.)+(?:com|net|org|info|biz|dev|app|io|eu|dk|example|test|invalid)\b"
    r"(?:/|\?|$|(?=[\s.,;:)!?\"]))|(?<![\w@.-])[\w-]{2,}\.[a-z]{2,}/\w",
    re.IGNORECASE,
)
"""An address, or the signs that make one of words: a model has no business with either."""
_RUN = 5
"""So many content words of the rules in a row are no statement about a document."""
_OWN = 0.4
"""The share of the words which stand in no title that the quotes must have."""


class Grounding:
    """Judges the statements of one answer against the sources that its model was given."""

    def __init__(self, sources: Sequence[Source], rules: str, supports: Supports) -> None:
        self._sources: Mapping[int, Source] = {one.number: one for one in sources}
        self._rules = _runs(rules)
        self._supports = supports

    def judge(self, said: Said) -> Judged:
        """What comes of a statement."""
        if _LINK.search(said.text):
            return Judged(said, Reason.LINKED)
        if self._rules & _runs(said.text):
            return Judged(said, Reason.LEAKED)
        if not said.named:
            return Judged(said, Reason.UNCITED)
        named = [self._sources[number] for number in said.named if number in self._sources]
        if not named:
            return Judged(said, Reason.UNKNOWN)
        return self._held(said, named)

    def _held(self, said: Said, named: Sequence[Source]) -> Judged:
        """The slices that carry a statement: of each source that carries all of it, else of all."""
        whole = self._met(said.text, named)
        alone = [one for one in named if len(named) == 1 or self._met(said.text, [one]) == whole]
        alone = [one for one in alone if self._check(said.text, [one]).carried]
        verdict = Verdict(carried=True, missing=()) if alone else self._check(said.text, named)
        if not verdict.carried:
            return Judged(said, Reason.UNSUPPORTED, missing=verdict.missing)
        groups: list[Sequence[Source]] = [[one] for one in alone] or [named]
        slices = [held for group in groups for held in self._narrowed(said.text, group)]
        quotes = [one.hit.text[slice(*span)] for one, span in slices]
        if not _says_its_own(said.text, quotes, named):
            return Judged(said, Reason.UNSUPPORTED, missing=("indholdet",))
        return Judged(said, Reason.CARRIED, tuple(slices))

    def _met(self, text: str, sources: Sequence[Source]) -> int:
        """How many of a statement's words some sources have between them."""
        held = Vocabulary([one.hit.text for one in sources])
        return sum(held.meets(word) for word in words(text))

    def _narrowed(self, text: str, sources: Sequence[Source]) -> list[tuple[Source, Span]]:
        def carries(quotes: Sequence[str]) -> bool:
            return self._checked(text, quotes, sources).carried

        spans = narrowed(text, [one.hit.text for one in sources], carries)
        return [(sources[number], span) for number, span in spans]

    def _check(self, text: str, sources: Sequence[Source]) -> Verdict:
        return self._checked(text, [one.hit.text for one in sources], sources)

    def _checked(self, text: str, quotes: Sequence[str], sources: Sequence[Source]) -> Verdict:
        beside = [name for one in sources for name in one.beside if name]
        return check(text, quotes, beside=beside, support=self._supports(text, quotes))


def _runs(text: str) -> set[tuple[str, ...]]:
    said = analysis.content_words(text)
    return {tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1)}


def _says_its_own(text: str, quotes: Sequence[str], named: Sequence[Source]) -> bool:
    """Whether a statement is more than the names of what it cites: a list of sources is none."""
    foreign = english(text) and not english(" ".join(quotes))
    titles = Vocabulary([name for one in named for name in one.beside])
    own = [word for word in words(text, foreign=foreign) if word.known and not titles.meets(word)]
    heard = Vocabulary(quotes)
    return sum(heard.meets(word) for word in own) >= max(1, _OWN * len(own))
