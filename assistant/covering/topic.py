"""The topic of a question for themes: what is left of it without the words that ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant import glossary
from assistant.question import Question
from ingest import analysis
from ingest.register import kinds

_THEME = (
    r"(?:del)?(?:tema|spor|udviklingsspor|forandringsspor|vision|værdi|værktøj|indsats|"
    r"udviklingspunkt|punkt|tiltag|initiativ|projekt|fokusområde|indsatsområde|mål|målsætning|"
    r"afsnit|theme|track|measure|initiative|project|goal|topic|section)"
)
_THEMES = rf"{_THEME}(?:er|erne|ern|et|en|e|ene|s|n|r|aer|aerne|ne|ter|mer|merne)?"
_COVERS = (
    r"(?:dække\w*|handle\w*(?: det)? om|beskæftige\w* sig med|omhandle\w*|vedrøre\w*|berøre\w*|"
    r"nævne\w*|omtale\w*|arbejde\w* (?:med|for|på)|har (?:fokus på|med|noget (?:om|med))|"
    r"fokuserer på|går ud på|gælder|behandle\w*|indeholder|er der (?:om|på|for)|findes (?:om|for)|"
    r"om|med|for|inden for|"
    r"covers?|(?:is|are) about|deals? with|address(?:es)?|concern(?:s|ing)?|mentions?|about|on|for)"
)
_PLACE = (
    r"(?:i|in|hos|fra|of) (?:the )?(?:planen|planerne|strategien|strategierne|dokumentet|"
    r"dokumenterne|papirerne|registeret|plans?|strateg(?:y|ies)|documents?)"
)
_ASKS = re.compile(
    rf"^\s*(?:(?:kan|vil) du |please |giv mig |vis (?:mig )?|find |list |nævn |oplist )?"
    rf"(?:(?:hvilke[nt]?|hvad er|hvor mange|alle|de|en liste over|which|what|how many|all|the)\s+)*"
    rf"(?:(?:af|of)\s+(?:the )?)?(?:kommuner(?:ne)? har\s+|municipalities have\s+)?"
    rf"{_THEMES}\b(?:\s+{_PLACE}\b)?"
    rf"(?:\s+(?:er|i|har|have|does|do|der|som|that|which|findes|are there|has)\b)*"
    rf"(?:\s+(?:alle|også|særligt|især|direkte)\b)*\s+{_COVERS}\s+(?:med )?",
    re.IGNORECASE,
)
_FAR = re.compile(
    rf"^\s*(?:\S+\s+){{0,4}}?(?:hvilke[nt]?|hvor mange|er der|findes der|which|what|how many)\b"
    rf"[^?]{{0,40}}?\b{_THEMES}\b[^?]{{0,60}}?\b(?:handle[rt]?(?: det)? om|drejer sig om|dækker"
    rf"|omhandler|vedrører|går ud på|beskæftiger sig med|har fokus på|nævner|omtaler|berører"
    rf"|(?:is|are) about|covers?|deals? with|address(?:es)?)\s+(?=\S)",
    re.IGNORECASE,
)
"""The same with more between the noun and its verb: "Hvilke spor i planen handler om …"."""
_WHERE = re.compile(
    r"^\s*(?:hvor (?:(?:står|findes|handler)(?: der)?(?: noget)?(?: det)? om|nævnes|omtales)|"
    r"hvad (?:står|siges)(?: der)? (?:om|i|under)|where is|what is said (?:about|in))\s+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\s+(?:er der|findes der|har vi|nævnes|omtales|are there|mentioned|{_PLACE})\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"^(?:(?P<kind>{_THEMES})\s+(?:nr\.?\s*|no\.?\s*)?)?(?P<number>\d+(?:\.\d+)*)\.?$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?|[,/&]")
_JOINS = frozenset(", / & og eller samt and or".split())
_ACRONYM = re.compile(r"([A-ZÆØÅ]{2,6})(?:-\w+)?")
_PROPER = re.compile(r"(?<!\w)[A-ZÆØÅ][\w-]+(?: (?:of|i|og) [A-ZÆØÅ][\w-]+| [A-ZÆØÅ][\w-]+)+")
_FRAME = frozenset(
    analysis.stem(word)
    for word in (
        "handle handler dækker temaer tema kommune kommunen kommuner området område vedrørende "
        "hele noget emne emnet arbejdet måde municipality topic"
    ).split()
)
_FAINT = frozenset(
    analysis.stem(word)
    for word in "ny nye nyt bedre mere flere større god gode godt styrket særlig særlige".split()
)


@dataclass(frozen=True)
class Word:
    """One word of a topic: the forms that stand for it, an acronym as it is written."""

    forms: tuple[str, ...]
    acronym: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Topic:
    """``groups`` must all be met, each by any of its words ("vold og overgreb").

    ``phrases`` are the stems of proper names of several words ("Barnets Lov").
    """

    groups: tuple[tuple[Word, ...], ...]
    phrases: tuple[tuple[str, ...], ...]


def topic(question: Question) -> Question:
    """``question`` with nothing but its topic to be embedded and looked up; a topic stays as it is.

    "Hvilke temaer dækker skolefravær?" asks for "skolefravær".
    """
    text = _unnamed(question).strip().rstrip("?!. ").strip()
    text = _ENDS.sub("", text)
    for asks in (_ASKS, _FAR, _WHERE):
        left = asks.sub("", text, count=1).strip()
        if left:
            text = left
    text = text.strip(" \"”“»«'")
    danish = " ".join(glossary.danish(analysis.words(text))) if question.language == "en" else text
    return replace(question, asked=text, text=text, lexical=danish or text)


def asks(question: Question) -> bool:
    """Whether a question asks for themes by what they cover."""
    text = _unnamed(question)
    several = any(noun.many for noun in kinds.nouns(text))
    return several and any(form.match(text) for form in (_ASKS, _FAR))


def _unnamed(question: Question) -> str:
    """The question without the organisations it names: whose themes is not what they cover."""
    text = question.asked
    for organisation in question.organisations:
        base = re.sub(r"\s*kommunes?$", "", organisation.strip(), flags=re.IGNORECASE)
        name = rf"{re.escape(base.removesuffix('s'))}(?:'?s|es)?['’]?(?!\w)(?:\s+kommunes?)?"
        left = re.sub(rf"(?<!\w)(?:(?:i|hos|fra|in|at)\s+)?{name}", " ", text, flags=re.IGNORECASE)
        text = " ".join(left.split())
    return text if re.search(r"\w", text) else question.asked


def number(text: str) -> tuple[str, str] | None:
    """The kind (or "") and the number of the theme that a topic names: "tema 2.1", "1.2.3"."""
    found = _NUMBER.match(text.strip())
    if not found or (not found["kind"] and "." not in found["number"]):
        return None
    return (found["kind"] or "").lower(), found["number"]


def forms(word: str) -> tuple[str, ...]:
    """Danish words for an English one, without those that another one is a compound of."""
    found = tuple(glossary.danish([word]))
    return tuple(f for f in found if not any(g != f and g.startswith(f) for g in found))


def read(question: Question, known: Mapping[str, int]) -> Topic:
    """The words of a topic; ``known`` are the index's frequencies of their stems."""
    groups: list[tuple[Word, ...]] = []
    joins = False
    for token in _TOKEN.findall(question.asked):
        if token.lower() in _JOINS:
            joins = bool(groups)
            continue
        word = _word(token, known, english=question.language == "en")
        if word is None:
            joins = joins and token.lower() in analysis.STOP_WORDS
            continue
        if joins:
            groups[-1] = (*groups[-1], word)
        else:
            groups.append((word,))
        joins = False
    phrases = [tuple(analysis.stems(name)) for name in _PROPER.findall(question.asked)]
    return Topic(tuple(groups), tuple(phrase for phrase in phrases if len(phrase) > 1))


def _word(token: str, known: Mapping[str, int], *, english: bool) -> Word | None:
    acronym = _ACRONYM.fullmatch(token)
    if acronym:
        return Word((acronym[1],), acronym=True)
    words = [word for word in analysis.words(token) if word not in analysis.STOP_WORDS]
    if not words or analysis.stem(words[-1]) in _FRAME:
        return None
    word = words[-1]
    held = bool(known.get(analysis.stem(word)))
    said = forms(word) if english or not held else (word,)
    if held and word not in said:
        # A Danish word, or a name, in an English question.
        said = (word, *said)
    faint = analysis.stem(word) in _FAINT
    return Word(said, faint=faint)
