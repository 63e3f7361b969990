"""The quotes of a statement, read once: what they say, in each of the ways that it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from assistant.checking import dates, names, numbers
from assistant.checking.added import Following
from assistant.checking.clauses import Aligned
from assistant.checking.language import english
from assistant.checking.placed import Placed
from assistant.checking.plain import plain
from assistant.checking.together import Together
from assistant.checking.words import Vocabulary

_PIECE_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+")
_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W_]+")
_BOUND = "|"


class Evidence:
    """Quotes, and beside them what may be named without standing in one; read as it is asked."""

    def __init__(self, quotes: Sequence[str], beside: Sequence[str]) -> None:
        self._texts = [plain(quote) for quote in quotes]
        self._named = [plain(one) for one in beside]
        self._folded = "\n".join(folded(text) for text in self._texts)

    def has_verbatim(self, text: str) -> bool:
        """Whether ``text`` stands in a quote word for word, as whole sentences or lines."""
        said = folded(text)
        return len(said) <= 1 or said in self._folded

    @property
    def texts(self) -> tuple[str, ...]:
        """The quotes, plain."""
        return tuple(self._texts)

    @cached_property
    def heard(self) -> str:
        """All that the quotes say."""
        return " ".join(self._texts)

    @cached_property
    def english(self) -> bool:
        """Whether the quotes are English."""
        return english(self.heard)

    @property
    def days(self) -> dates.Held:
        """Their dates."""
        return self._said[0]

    @cached_property
    def _said(self) -> tuple[dates.Held, list[dates.Dates]]:
        return dates.Held.of([*self._texts, *self._named])

    @cached_property
    def figures(self) -> numbers.Held:
        """Their numbers, those of dates left out."""
        texts = [*self._texts, *self._named]
        found = zip(texts, self._said[1], strict=True)
        return numbers.Held(
            tuple(number for text, said in found for number in numbers.numbers(text, said.spans))
        )

    @cached_property
    def known(self) -> names.Known:
        """The words that may stand in a name."""
        return names.Known([*self._texts, *self._named])

    @cached_property
    def words(self) -> Vocabulary:
        """Their words."""
        return Vocabulary([*self._texts, *self._named])

    @cached_property
    def quoted(self) -> Vocabulary:
        """Their words without what may be named beside them."""
        return Vocabulary(self._texts)

    @cached_property
    def clauses(self) -> Aligned:
        """Their clauses."""
        return Aligned(self._texts)

    @cached_property
    def placed(self) -> Placed:
        """Their figures, each with what is told there."""
        return Placed(self._texts, self.days.years)

    @cached_property
    def following(self) -> Following:
        """Which of their words follow which."""
        return Following(self._texts)

    @cached_property
    def together(self) -> Together:
        """Their sentences."""
        return Together(self._texts, self._named)


def folded(text: str) -> str:
    """The words of ``text`` in small letters, a bound where a sentence or line may end."""
    pieces, at = [], 0
    for match in [*_PIECE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        words = " ".join(_TOKEN.findall(text[at:end].lower()))
        pieces += [words] if words else []
        at = match.end() if match else end
    return _BOUND + "".join(f"{piece}{_BOUND}" for piece in pieces)


@lru_cache(maxsize=64)
def _evidence(quotes: tuple[str, ...], beside: tuple[str, ...]) -> Evidence:
    return Evidence(quotes, beside)


def known(quotes: Sequence[str], beside: Sequence[str]) -> Evidence:
    """What the quotes say, read anew only where they were not read lately."""
    return _evidence(tuple(quotes), tuple(beside))
