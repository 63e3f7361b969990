"""A question as it is asked, made ready: language, history, whom it names, what kind of fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from assistant import glossary
from ingest import analysis

Language = Literal["da", "en"]


class Kind(Enum):
    """The kind of fact that a question asks for."""

    PERSON = "person"
    DATE = "date"
    NUMBER = "number"
    DEFINITION = "definition"
    LIST = "list"
    CAUSE = "cause"
    STATUS = "status"
    OTHER = "other"


@dataclass(frozen=True)
class Turn:
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True)
class Question:
    """``text`` is embedded, ``lexical`` looked up, ``content`` are the words that must be met.

    ``organisations`` are those of the index that the question names, as the index names them;
    ``proper`` are proper names of several words ("Barnets Lov"), in small letters.
    """

    asked: str
    text: str
    lexical: str
    content: tuple[str, ...]
    kind: Kind
    language: Language
    organisations: tuple[str, ...]
    proper: tuple[str, ...] = ()

    @property
    def across(self) -> bool:
        """Whether it asks of several organisations."""
        return len(self.organisations) > 1 or bool(_ACROSS.search(self.asked))


OURS = re.compile(r"\b(?:vores|vor|vi|os|our|us|we)\b", re.IGNORECASE)
"""Words by which the asker means the own organisation."""
_ACROSS = re.compile(
    r"\b(?:kommunerne\w*|de forskellige|hver kommune|alle kommuner|hvilke (?:af )?kommuner\w*"
    r"|andre kommuner|flere kommuner|nogen af kommunerne|på tværs af kommuner\w*|nogen steder"
    r"|henholdsvis|begge (?:kommuner|steder)|municipalities|sammenlign\w*|compare\w*)\b",
    re.IGNORECASE,
)
_ENGLISH = frozenset(
    "the what who when how which does do did is are was were of for our us we in and to where why "
    "there any about tell me give have has many much".split()
)
_DANISH = frozenset(
    "hvad hvem hvornår hvordan hvilke hvilken hvilket hvor hvorfor er og det den de der til af på "
    "om med skal har vi os en et som i findes giv fortæl gør for under".split()
)
_OPENING = re.compile(
    r"\s*(?:og\b|hvad så|hvad med|hvordan så|and\b|what about|how about|so\b)", re.IGNORECASE
)
_POINTING = frozenset(
    "den de dem dens deres disse denne dette han hun ham hende begge sådan sådanne it they them "
    "its their these those he she this".split()
)
_IT = re.compile(
    r"^(?:er|bliver|blev|kører|gælder|har|skal|kan|var|virker|sker|findes|får|lykkedes)"
    r" (?:det|den|de)\b"
    r"|\bdet(?=\s*(?:$|[?.!,]|(?:stadig|endnu|også|egentlig|så|hos|helt)\b|\w+(?:es|et)\b))"
    r"|\bdet (?:første|andet|tredje|fjerde|femte|sidste)(?! \w*(?:år|møde|kvartal|tema|spor))"
    r"|\b(?:det|den|de) (?:felt|område|emne|punkt|sag|plan|del|forløb|ordning|proces|indsats)\b",
    re.IGNORECASE,
)
"""Where "det" stands for something said before, and is no article and no empty subject."""
ATTRIBUTES = frozenset(
    analysis.stem(word)
    for word in (
        "ansvar ansvarlig ansvarlige ansvaret tidsplan tidsplanen status frist fristen "
        "deadline formål formålet effekt resultat resultater resultatet forventet "
        "forventede evalueres evaluering involveret involverede økonomi økonomien pris "
        "koster penge kroner beløb beløbet handlinger handling responsible "
        "schedule timeline purpose result results evaluated involved cost mere uddyb more"
    ).split()
)
_TURNS = 3
_FEW = 3
"""Words of its own that a question may have and still lean on what was said."""
_TURN_CHARS = 400
_FRAME = frozenset(
    analysis.stem(word)
    for word in (
        "siger sige handler handle gør gøre står stå findes find nævnes nævner fortæl fortælle giv "
        "give kort kommune kommunen kommunes kommuner kommunerne sker ske ifølge forhold dag "
        "stor stort store lang langt lange høj højt høje ofte mange meget handlet sagt gjort "
        "bruger bruge "
        "mener mene say says tell about according happens municipality municipalities"
    ).split()
)
_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        Kind.NUMBER,
        (
            r"hvor (?:mange|meget|stor\w*|høj\w*|gammel|gamle)", r"hvad koster", r"antal(?:let)?",
            r"hvad løber .* op i", r"(?:hvilket|hvad er) beløb\w*",
            r"how (?:many|much|large|big|old)",
        ),
    ),
    (
        Kind.DATE,
        (
            r"hvornår", r"hvilk\w+ (?:år\w*|dato|måned\w*|periode|tidsrum)",
            r"tids(?:plan|frist)\w*",
            r"frist\w*", r"hvor (?:længe|ofte|tit)", r"hvor lang tid", r"when", r"deadline",
            r"timeline", r"schedule", r"what year", r"how (?:often|long)",
        ),
    ),
    (
        Kind.PERSON,
        (r"hvem", r"hvilken (?:afdeling|enhed|leder|chef|person)", r"ansvarlig\w*", r"who"),
    ),
    (
        Kind.CAUSE,
        (
            r"hvorfor", r"hvad (?:er|var) (?:grunden|årsagen|skyld i|baggrunden|formålet)",
            r"af hvilken grund", r"hvad skyldes", r"why", r"what (?:is|was) the (?:reason|purpose)",
        ),
    ),
    (Kind.STATUS, (r"status", r"hvor langt", r"hvordan går")),
    (Kind.LIST, (r"hvilke", r"nævn", r"oversigt", r"which", r"what are", r"list")),
    (
        Kind.DEFINITION,
        (
            r"hvad er (?:en |et |den |det )?[\w-]+(?: [\w-]+)?\s*$", r"hvad betyder",
            r"hvad står \w+ for", r"what is",
        ),
    ),
)  # fmt: skip
"""Patterns of whole words in a question without its question mark, the first that fits decides."""


def understand(
    asked: str, history: Sequence[Turn] = (), organisations: Sequence[str] = ()
) -> Question:
    """The question ``asked`` after ``history``; ``organisations`` are those that the index has."""
    named = tuple(name for name in organisations if names(asked, name))
    carried = _carried(asked, history, organisations, replaced=bool(named))
    whole = f"{carried} {asked}".strip()
    if not named and carried:
        named = tuple(name for name in organisations if names(whole, name))
    language = _language(asked)
    content = _content(whole, organisations)
    danish = " ".join(glossary.danish(analysis.words(whole))) if language == "en" else ""
    proper = _proper(_without(whole, organisations))
    return Question(asked, whole, danish or whole, content, _kind(asked), language, named, proper)


def _proper(text: str) -> tuple[str, ...]:
    """Proper names of several words; the question word before one is no part of it."""
    found = re.findall(r"(?!Hv|Wh|How)\b[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)+", text)
    return tuple(dict.fromkeys(name.lower() for name in found))


def names(text: str, organisation: str) -> bool:
    """Whether ``text`` names ``organisation``, with or without "Kommune" and its genitive."""
    base = re.sub(r"\s*kommunes?$", "", organisation.strip(), flags=re.IGNORECASE)
    if not base:
        return False
    stem = re.escape(base.removesuffix("s"))
    return bool(re.search(rf"(?<!\w){stem}(?:s|'s|es)?(?!\w)", text, re.IGNORECASE))


def _without(text: str, organisations: Sequence[str]) -> str:
    for organisation in organisations:
        base = re.sub(r"\s*kommunes?$", "", organisation.strip(), flags=re.IGNORECASE)
        stem = re.escape(base.removesuffix("s"))
        text = re.sub(rf"(?<!\w){stem}(?:s|'s|es)?(?!\w)(?:\s+kommunes?)?", " ", text, flags=re.I)
    return text


def _carried(
    asked: str, history: Sequence[Turn], organisations: Sequence[str], *, replaced: bool
) -> str:
    """What a follow-up leaves unsaid: the user's earlier turns, back to one that stands alone."""
    if not _leans_back(asked, organisations):
        return ""
    carried: list[str] = []
    said = [turn.content for turn in history if turn.role == "user"]
    for earlier in reversed(said[-_TURNS:]):
        turn = " ".join(earlier[:_TURN_CHARS].split())
        carried.insert(0, turn)
        if not _leans_back(turn, organisations):
            break
    text = " ".join(carried)
    return _without(text, organisations) if replaced else text


def _leans_back(asked: str, organisations: Sequence[str]) -> bool:
    content = [
        analysis.stem(word) for word in analysis.content_words(_without(asked, organisations))
    ]
    content = [word for word in content if word not in _FRAME]
    if _OPENING.match(asked) or all(word in ATTRIBUTES for word in content):
        return True
    pointing = any(word in _POINTING for word in re.findall(r"\w+", asked.lower()))
    return len(content) <= _FEW and (pointing or bool(_IT.search(asked)))


def _content(text: str, organisations: Sequence[str]) -> tuple[str, ...]:
    words = analysis.content_words(_without(text, organisations))
    kept = [word for word in words if analysis.stem(word) not in _FRAME]
    return tuple(dict.fromkeys(kept))


def _language(text: str) -> Language:
    found = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in _ENGLISH for word in found)
    danish = sum(word in _DANISH for word in found) + 2 * bool(re.search(r"[æøå]", text.lower()))
    return "en" if english > danish else "da"


def _kind(asked: str) -> Kind:
    text = asked.lower().rstrip(" ?.!")
    for kind, patterns in _KINDS:
        if re.search(rf"\b(?:{'|'.join(patterns)})(?!\w)", text):
            return kind
    return Kind.OTHER
