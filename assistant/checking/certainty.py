"""Whether a statement claims more than its quotes: what may be is, some are all, a wish is decided.

Closed lists of the words that hold a claim back or make it whole, Danish and English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.checking.clauses import Clause


def _pattern(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_HELD_BACK = {
    "may": _pattern(
        "kan", "kunne", "måske", "muligvis", "eventuelt", "evt", r"mulig\w*", "may", "might",
        "could", "can", "perhaps", "possibly", r"possib\w+", r"potenti\w+",
    ),
    "expects": _pattern(
        r"forvent\w*", "ventes", r"antag\w*", r"skønne[rst]?", r"vurder\w*", r"expect\w*",
        r"estimat\w*", r"assum\w*", r"anslå\w*", "formentlig", "sandsynligvis", "tyder på",
        r"indikerer", r"likely", r"seems?", "synes",
    ),
    "considers": _pattern(
        r"overvej\w*", r"foreslå\w*", r"indstil\w*", r"indstilling\w*", r"anbefal\w*",
        r"consider\w*", r"propos\w*", r"recommend\w*", r"påtænk\w*", r"forslag\w*",
        r"lægger op til", r"undersøge[rs]?",
    ),
    "plans": _pattern(r"planlæg\w*", r"planlagt\w*", r"plann\w+", "lagt op til"),
    "wishes": _pattern(
        r"ønske\w*", r"håb\w*", r"wish\w*", r"hope\w*", r"gerne", r"forsøge[rt]?", r"ambition\w*",
    ),
}  # fmt: skip
_ALSO_HELD_BACK = _pattern(
    r"planlæg\w*", r"planlagt\w*", "vil", "skal", "bør", "will", "shall", "should", r"mål\w*",
    r"plans?", r"goals?", r"sigte\w*", r"formål\w*", "lagt op til",
)  # fmt: skip
_BOUND = _pattern(
    r"skal", "must", "tvinges", r"forpligtet", r"pligt\w*", r"required", "shall", r"krav\w*"
)
_FREE = _pattern("kan", "må", "may", "can", r"tilbydes", r"tilbyder", r"tilbudt", r"bør", "should",
                 r"frivillig\w*", r"opfordres?", r"offered", r"mulighed\w*")  # fmt: skip
_AHEAD = _pattern("vil", "skal", "will", "shall", r"planlæg\w*", r"planlagt", "planned", "plans to")
_DONE = _pattern(
    r"(?:er|har|blev|var|havde|is|are|has|have|was|were)(?: \w+)? \w{2,}(?:et|dt|rt|gt|lt|ed)"
)
_STRONG: Mapping[str, re.Pattern[str]] = {
    "alle": _pattern("alle", "samtlige", "enhver", "ethvert", r"hver eneste", "all",
                     "everyone", "everybody"),
    "hele": _pattern("hele", r"helhed", "helt", "fuldt", "fuldstændig\\w*", "entire\\w*", "whole",
                     "fully", "completely", "total\\w*"),
    "altid": _pattern("altid", "always", "konstant", "uden undtagelse"),
    "kun": _pattern("kun", "udelukkende", "alene", "only", "solely", "exclusively", "blot"),
    "sikkert": _pattern("sikkert", "sikkerhed", "garanter\\w*", "garanti\\w*", "guarantee\\w*",
                        "certain", "certainly", "definitely", "uden tvivl", "utvivlsomt"),
    "halveret": _pattern("halver\\w*", "fordobl\\w*", "tredobl\\w*", "halved", "doubled",
                         "tripled"),
    "besluttet": _pattern(r"beslut\w*", r"afgør\w*", r"afgjort",
                          r"vedtag\w*", "vedtog", r"godkend\w*", r"bevilg\w*",
                          r"decid\w*", r"decision\w*", r"approv\w*", r"adopt\w*", r"resolv\w*",
                          r"afsat", r"afsætte\w*", "grant\\w*", r"ratific\w*", "tiltråd\\w*"),
    "lykkedes": _pattern(r"lykked\w*", r"opnåe\w*", r"opnået", "indfriet", "achieved",
                          "succeeded"),
}  # fmt: skip


def overstated(clause: Clause, quoted: list[Clause], sentence: str) -> Iterator[str]:
    """What ``clause`` of ``sentence`` claims beyond every one of ``quoted``."""
    if not quoted:
        return
    heard = " ".join(one.whole for one in quoted)
    if not _holds_back(sentence):
        kept = [_held_back(one.whole) for one in quoted]
        if all(kept):
            yield f'sætningen uden forbeholdet "{kept[0]}"'
    if _DONE.search(clause.text) and not _AHEAD.search(sentence):
        ahead = [not _DONE.search(one.text) and _AHEAD.search(one.whole) for one in quoted]
        if all(ahead) and ahead[0]:
            yield f'sætningen uden forbeholdet "{ahead[0][0].lower()}"'
    if (bound := _BOUND.search(clause.text)) and not _BOUND.search(heard) and _FREE.search(heard):
        yield f'kravet "{bound[0].lower()}"'


def unheard(clause: Clause, heard: str) -> Iterator[str]:
    """The words of ``clause`` that make a claim whole or final, of kinds that ``heard`` has not."""
    for kind, pattern in _STRONG.items():
        found = pattern.search(clause.text)
        if found and not _heard(kind, heard):
            yield f'ordet "{found[0].lower()}"'


@lru_cache(maxsize=256)
def _heard(kind: str, heard: str) -> bool:
    return bool(_STRONG[kind].search(heard))


@lru_cache(maxsize=256)
def _holds_back(sentence: str) -> bool:
    return bool(_ALSO_HELD_BACK.search(sentence) or _held_back(sentence))


def _held_back(text: str) -> str:
    found = (pattern.search(text) for pattern in _HELD_BACK.values())
    return next((match[0].lower() for match in found if match), "")
