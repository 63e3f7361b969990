"""Where a plain English statement stands, by the forms of its verbs."""

from __future__ import annotations

import re

from assistant.standing.standings import Standing

_WORDS = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d+|[,;:]")
_TELLING = frozenset(
    "the is are was were has had been be will of and not this that with an its their our we each"
    " no from into beyond remains next include includes out before after when could must every who"
    " which they you your should cannot about".split()
)
_DANISH = frozenset("og er det den der på til som af en et har med ikke skal vil blev vi".split())
_PLAIN_PAST = frozenset(
    "met set held took made gave began fell rose grew won left put sent built ran led cut went"
    " came found got kept paid chose saw became brought taught spent wrote drew broke".split()
)
_PAST_ONLY = r"\w{2,}ed"
_PARTICIPLE = (
    r"(?:\w{2,}ed|met|set|held|taken|made|given|begun|fallen|risen|grown|won|left|put|sent|built"
    r"|run|led|cut|gone|come|found|kept|paid|chosen|brought|spent|written|drawn|done|been|shown)"
)
_OPEN = re.compile(
    r"\b(?:not yet|yet to|still (?:no|not|pending|to be)|pending|postponed|delayed|on hold"
    r"|suspended|overdue|await(?:s|ed|ing)?|unresolved|undecided|uncertain|outstanding|at risk"
    r"|behind schedule|vacant|risk that|remains? (?:open|to be)|lacks?|missing|cancelled"
    r"|(?:did|was|were|has|have|had|is|are|could|cannot|can) not|no \w+ (?:has|have|was|were)\b"
    r"|nobody|none of)\b"
)
_DEFINED = re.compile(r"\b(?:is|are) not (?:only|just|a|an|the)\b")
_PLANNED = re.compile(
    r"\b(?:will|shall|is to|are to|is due|are due|due (?:in|by|before)|(?:is|are) (?:expected"
    r"|planned|scheduled|intended|set) |plans? to|intends? to|expects? to|next steps?|must"
    r"|going to)\b"
)
_PURPOSE = re.compile(
    r"(?:the|our|its|their) (?:\w+ )?(?:aim|purpose|goal|objective|task|role) (?:is|are)\b"
)
_ON = re.compile(
    r"\b(?:under ?way|in progress|ongoing|continu(?:es?|ing)|currently|at present|(?:is|are)"
    r" (?:now |also |still )?(?:being|\w{3,}ing))\b"
)
_DONE = re.compile(
    rf"\b(?:(?:has|have|had|was|were)(?: (?:now|already|also|since|all))? {_PARTICIPLE}"
    rf"|(?:is|are)(?: now)? (?:completed?|finished|closed|in place|in force|appointed|adopted))\b"
)


def is_english(text: str) -> bool:
    """Whether the statement's small words are English rather than Danish."""
    words = _WORDS.findall(text[:2000].lower())
    english = sum(word in _TELLING for word in words)
    return english > sum(word in _DANISH for word in words) and english > 0 and _no_danish(text)


def _no_danish(text: str) -> bool:
    return not any(letter in "æøåÆØÅ" for letter in text[:2000])


def standing(text: str) -> Standing:
    """Where one English statement stands."""
    said = " ".join(_WORDS.findall(text[:4000].lower()))
    if _OPEN.search(said) and not _DEFINED.search(said):
        return Standing.OPEN
    if _DONE.search(said) and not _PLANNED.search(said):
        return Standing.DONE
    if _PLANNED.search(said):
        return Standing.OTHER if _PURPOSE.match(said) else Standing.PLANNED
    if _ON.search(said):
        return Standing.UNDERWAY
    if _past(said):
        return Standing.DONE
    return Standing.OTHER


def _past(said: str) -> bool:
    """Whether a plain past stands where a verb does: behind the subject, not before a noun."""
    words = said.split()
    for at, word in enumerate(words[:12]):
        past = word in _PLAIN_PAST or (re.fullmatch(_PAST_ONLY, word) and word not in _NO_VERB)
        if at and past and words[at - 1] not in _BEFORE_NOUN:
            return True
    return False


_NO_VERB = frozenset("need speed feed seed united indeed bed red agreed-upon".split())
_BEFORE_NOUN = frozenset(
    "the a an is are be been being to of by and our its their all each every and or with for from"
    " in at on as more most well".split()
)
