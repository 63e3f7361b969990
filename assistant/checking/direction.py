"""Whether a statement says more or less, up or down, where its quotes say neither."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UP = re.compile(
    r"(?<!\w)(?:stig(?:e|er|ning|ende)|steg(?:et)?|øge[srt]?|øgede|øgning|forøge\w*|voks(?:e|er|ede|et)"
    r"|vækst|udvid\w+|flere|mere|højere|større|(?<!ikke )længere|tilgang|merforbrug|over|op til"
    r"|ris(?:e|es|en|ing)|rose|increas\w+|gr[eo]wn?|grows|more|higher|larger|longer|bigger)(?!\w)",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"(?<!\w)(?:fald(?:e|er|ende|et|t)?|mindsk\w+|nedbring\w+|nedbragt|reducer\w*|reduktion\w*"
    r"|sænk\w+|færre|mindre|lavere|kortere|nedgang\w*|besparelse\w*|under|hurtigere"
    r"|fall(?:s|en|ing)?|fell|decreas\w+|drop\w*|reduc\w+|fewer|less|lower|smaller|shorter)(?!\w)",
    re.IGNORECASE,
)
_SURELY = frozenset(
    "stige stiger steg steget stigning øge øger øges øget vokser voksede flere højere større"
    " længere falde falder faldt faldet fald mindsker mindsket færre mindre lavere kortere rises"
    " risen rose increased increases falls fallen fell decreased fewer lower shorter longer"
    " higher".split()
)


def unfounded(sentence: str, heard: str) -> Iterator[str]:
    """The first word of ``sentence`` that says a direction of which ``heard`` has no word."""
    for pattern in (_UP, _DOWN):
        said = next((m for m in pattern.finditer(sentence) if m[0].lower() in _SURELY), None)
        if said and not pattern.search(heard):
            yield f'ordet "{said[0].lower()}"'
