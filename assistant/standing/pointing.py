"""Sentences that point to the one before them and cannot stand without it."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.standing.danish_clause import (
    AUXILIARIES,
    MODALS,
    Clause,
    main_clause,
    tokens,
)
from assistant.standing.danish_verbs import Form, forms
from assistant.standing.phrases import phrase

_BACK = re.compile(
    r"(?:dette|disse|denne|hun|han|begge|hvilket|også|men|dog"
    r"|her(?:af|efter|fra|i|med|om|på|til|udover|under|ved)?"
    r"|(?:der|des)(?:af|efter|for|fra|imod|med|næst|til|uden|udover|ved)"
    r"|endvidere|yderligere|ligeledes|samtidigt?|efterfølgende|tilsvarende|ovenstående|omvendt"
    r"|førstnævnte|sidstnævnte|i stedet(?! for)|til gengæld|således"
    r"|imidlertid|tilmed|ydermere|altså|i øvrigt|sideløbende (?:hermed|med dette)"
    r"|(?:foruden|(?:ud)?over) dette"
    r"|(?:i|på|som|til|ved|af|med) (?:den|det|de|denne|dette|disse|samme)"
    r" (?:forbindelse|baggrund|sammenhæng|anledning|måde|grund|forlængelse|arbejde|proces|periode)"
    r"|(?:i|på|som|til) (?:forlængelse|baggrund|følge|lyset|forhold|konsekvens|supplement)"
    r" (?:heraf|hertil|herom|dette|af dette)"
    r"|this|these|those|they|she|he|both|moreover|furthermore|in addition|however|therefore|thus"
    r"|also|here|instead|as a result|meanwhile)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"it (?:is|was|has|will|can|also|covers|includes|means|follows)\b", re.IGNORECASE)
_IT_SAYS = re.compile(r"\b(?:that|to|if|whether)\b", re.IGNORECASE)
_NOW_OR_HERE = (
    r"(?! (?:\w*år\w*|måned\w*|uger?|dage?|kvartal|periode|sommer|vinter|notat|papir|rapport"
    r"|dokument|bilag|afsnit|kapitel|plan|strategi|udgave|status)(?!\S))"
)
_ABOVE = phrase(
    r"(?:ovenstående|ovennævnte|førnævnte|førstnævnte|sidstnævnte|foregående)"
    rf"|(?:af|med|til|i|på|for|ved|om|fra|under|efter|over|mellem|uden|ud fra|mod|gennem|via)"
    rf" (?:dette|disse|denne|samme){_NOW_OR_HERE}"
    r"|(?:lyset|baggrund|forlængelse|følge|supplement|konsekvens) (?:heraf|hertil|deraf|dertil)"
)
"""Before the verb it points to what is told above: "Med afsæt i ovenstående er …"."""
_NAMED_ABOVE = phrase(
    r"(?:på baggrund af|på grundlag af|med (?:afsæt|udgangspunkt|baggrund) i|i forlængelse af"
    r"|i forbindelse med|som (?:opfølgning på|følge af|led i|resultat af)|sideløbende med"
    r"|opfølgning(?:en)? på|resultate(?:t|rne) af|ud fra)"
    r" (?:temaet|emnet|punktet|sagen|forslaget|mødet|arbejdet|processen|drøftelse(?:n|rne)"
    r"|resultate(?:t|rne)|tallene|det|dem|den|de)"
)
_ADVERBS = phrase(
    r"derfor|dermed|således|desuden|ligeledes|endvidere|derudover|hermed|herefter|derefter|dog"
    r"|imidlertid|også|altså|herudover|herved|derved|yderligere|efterfølgende"
    r"|(?:i|på) (?:den|denne|samme|dette|disse) (?:forbindelse|baggrund|sammenhæng|anledning|måde"
    r"|grund|proces)|(?:som )?(?:følge|konsekvens) heraf|i (?:forlængelse|lyset) heraf"
    r"|i stedet(?! for)"
    r"|på baggrund heraf|til gengæld"
)
_BEHIND = 6
"""How many words behind the verb an adverb that joins its sentence to another may stand."""
_WHAT = frozenset("at hvis hvordan om når hvad".split())
_LEADING = frozenset("til for med ved på i af uden efter under gennem fra mod".split())
_EMPTY = frozenset("lykkes lykkedes".split())


def leads_back(text: str) -> bool:
    """Whether the sentence's subject or connector points to what was said before.

    "Det er besluttet, at …" does not: its "det" is what follows.
    """
    said = text[:400].lstrip(" -–•*\"”»'")
    if _BACK.match(said):
        return True
    if _IT.match(said):
        return _IT_SAYS.search(said) is None
    words = tokens(said)
    if _joined(main_clause(words)):
        return True
    if len(words) < 2 or words[0] not in {"det", "den", "de"} or not _verb(words[1]):
        return False
    return words[0] != "det" or not _empty(words)


def _joined(clause: Clause) -> bool:
    """Whether what stands before the finite verb, or right behind it, is told above."""
    if clause.verb < 0:
        return False
    first = " ".join(clause.words[: clause.verb])
    named = _NAMED_ABOVE.search(first)
    if _ABOVE.search(first) or (named and named.end() == len(first)):
        return True
    behind = list(takewhile(_before_what_is_done, clause.after[:_BEHIND]))
    return _ADVERBS.search(" ".join(behind)) is not None


def _before_what_is_done(word: str) -> bool:
    """An adverb of the sentence stands before its infinitive or participle, and any comma."""
    return word != "," and not {Form.INFINITIVE, Form.PARTICIPLE} & forms(word)


def _verb(word: str) -> bool:
    """Whether what stands behind "den" is a verb rather than of its noun ("den nye plan")."""
    known = forms(word)
    past = Form.PRETERITE in known and not word.endswith(("ede", "te"))
    told = past or Form.PRESENT in known or Form.PASSIVE in known or word in _EMPTY
    return word in MODALS or word in AUXILIARIES or told


def _empty(words: list[str]) -> bool:
    """Whether "det" only opens the sentence: what it is about follows with "at", "der", "som"."""
    verb = words[1]
    if Form.PASSIVE not in forms(verb) and verb not in AUXILIARIES | MODALS | _EMPTY:
        return False
    follows = any(
        word in _WHAT and words[at - 1] not in _LEADING
        for at, word in enumerate(words[2:], start=2)
    )
    # "Det er ledelsen, der …" singles out; "Det er et værktøj, der …" describes.
    singled = words[2:3] not in [["en"], ["et"], ["også"]] and bool({"der", "som"} & set(words[2:]))
    # "Det er nødvendigt med …" is about what is necessary.
    return follows or singled or words[3:4] == ["med"]
