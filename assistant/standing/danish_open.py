"""What a Danish statement leaves open: put off, waited for, lacking, denied."""

from __future__ import annotations

import re

from assistant.standing.danish_clause import Clause
from assistant.standing.danish_verbs import Form, forms
from assistant.standing.phrases import phrase

_OPEN = phrase(
    r"udskud\w+|udskyd\w*|forsink\w+|udestå\w*|uafklare(?:t|de)|uafgjorte?|ubesatte?|uløste?"
    r"|i bero|på pause|på standby|afvent(?:er|e|es|ede)|venter (?:på|fortsat|stadig)"
    r"|(?:endnu|stadig|stadigvæk|fortsat) (?:ikke|ingen|intet)|ikke endnu|endnu mangler"
    r"|overskred\w+|overskrides|aflyst\w*|opgivet|opgives|opgive|uvisse?|usikkert|tvivlsomt?"
    r"|(?:er|var) (?:der )?(?:en )?(?:stor |øget )?(?:risiko|fare) for|bagud|skrinlagt"
    r"|(?:er|blev|bliver) (?:\w+ )?udsat til"
    r"|sendt tilbage|trukket tilbage|(?:valgt )?at vente"
)
_DECIDED = re.compile(
    r"(?<!\w)(?:beslut\w+|vedt\w+|valgt\w*|vurderet|truffet|aftalt\w*|enig\w*|traf)\b.{0,60}?"
    r"\bat (?:\w+ ){0,3}?(?:udskyde|udsætte|vente|opgive|aflyse|stoppe"
    r"|(?:sætter?|stille) (?:\w+ ){0,4}?(?:i bero|på pause))\b"
)
_LACKS = frozenset("mangler manglede savnes savner".split())
_NOT = frozenset("ikke ingen intet hverken aldrig".split())
_NOT_ONLY = frozenset("kun blot alene bare mindst altid nødvendigvis længere".split())
_SETTLED = frozenset(
    "klar klart klare færdig færdigt færdige muligt mulig nok plads drift mål tilstrækkelig"
    " tilstrækkeligt råd enighed".split()
)
_TOLD = frozenset("blev lykkedes nåede måtte fik kunne kom holder".split())
_CHOSE = frozenset("valgte besluttede vedtog".split())
_STATES = frozenset("er har kan forventes bliver var havde".split())


def is_open(clause: Clause, whole: str) -> bool:
    """Whether the statement of the words ``whole``, with that main clause, leaves a thing open."""
    if _OPEN.search(" ".join(clause.words)) or clause.finite in _LACKS:
        return True
    return _DECIDED.search(whole) is not None or _denied(clause)


def _denied(clause: Clause) -> bool:
    """Whether the clause says that something did not come about."""
    words = clause.words
    for at, word in enumerate(words):
        if word in _NOT and not _NOT_ONLY & set(words[at + 1 : at + 2]):
            return _undone(clause, words[at + 1 :]) if clause.finite else at == 0 and _done(words)
    return False


def _done(words: tuple[str, ...]) -> bool:
    return any(Form.PARTICIPLE in forms(word) for word in words[1:3])


def _undone(clause: Clause, behind: tuple[str, ...]) -> bool:
    """Whether what is denied is a result; how a thing is, is none ("er ikke det samme")."""
    if clause.finite in _STATES:
        wanted = Form.PASSIVE if clause.finite == "kan" else Form.PARTICIPLE
        return any(wanted in forms(one) for one in behind) or bool(_SETTLED & set(behind))
    if clause.finite in _CHOSE and behind[:1] == ("at",):
        return False
    return clause.finite in _TOLD or Form.PRETERITE in forms(clause.finite)
