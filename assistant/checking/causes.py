"""Whether a cause or purpose that a statement gives is one that the quotes give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checking.words import Vocabulary, words

_CAUSE = re.compile(
    r"(?<!\w)(?:fordi|idet|eftersom|derfor|af den grund"
    r"|på grund af|pga\.?|p\.g\.a\.?|grundet|som (?:en )?følge af"
    r"|som (?:et )?resultat af|takket være"
    r"|skyld(?:es|tes)|årsag(?:en|er|erne)?|grunden til|begrundelsen|begrundet i|foranlediget af"
    r"|resulter(?:er|ede|et) i|før(?:er|te) til|medfør(?:er|te|t)?|forårsag\w+|udløst af"
    r"|because|due to|owing to|as a result|therefore|thanks to|hence|caused by|causes|led to"
    r"|the reason|results? (?:in|from)|resulted (?:in|from))(?!\w)"
    r"|(?<=, )(?:da|since)(?= )",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"(?<!\w)(?:da|idet|når|så|since|as|for at|på baggrund af|efter)(?!\w)", re.I)
"""What may give a cause in a quote, besides."""
_FOLLOWS = re.compile(
    r"(?<!\w)(?:konsekvens\w*|modtræk|reaktion på|baggrund|anledning|dermed|hermed|således"
    r"|betyder|betød|hvilket|consequen\w+|response to|background|thus|means)(?!\w)",
    re.IGNORECASE,
)
"""What may tie a quote's two sides together as cause and effect."""
_PURPOSE = re.compile(
    r"(?<!\w)(?:for at|med henblik på|in order to|so as to|så (?:at )?(?=\w+ kan))(?!\w)",
    re.IGNORECASE,
)
_END = re.compile(r"[,;.\n](?=\s|$)")
_MET = 0.5
"""The share of a cause's content words that the quotes must have."""


def causes(sentence: str, heard: str, known: Vocabulary, *, foreign: bool) -> Iterator[str]:
    """The words of ``sentence`` that give a cause, where the quotes give none or not this one."""
    for match in _CAUSE.finditer(sentence):
        word = match[0].lower()
        given = (
            _CAUSE.search(heard)
            or _FOLLOWS.search(heard)
            or (word in {"da", "since", "idet"} and _MAYBE.search(heard))
        )
        if not given or not _met(sentence, match.end(), known, foreign=foreign):
            yield f'årsagen "{match[0].lower()}"'
            return
    for match in _PURPOSE.finditer(sentence):
        if not _met(sentence, match.end(), known, foreign=foreign):
            yield f'formålet "{match[0].lower()}"'
            return


def _met(sentence: str, start: int, known: Vocabulary, *, foreign: bool) -> bool:
    """Whether the content behind a connective, up to the next comma, stands in the quotes."""
    end = _END.search(sentence, start)
    behind = sentence[start : end.start() if end else len(sentence)]
    said = [word for word in words(behind, foreign=foreign) if word.known]
    return sum(known.meets(word) for word in said) >= _MET * len(said)
