"""Status words that stand alone, as a cell or a label's answer has them: "On hold", "Udgår"."""

from __future__ import annotations

import re

from assistant.standing.standings import Standing

_LABEL = re.compile(
    r"\s*[-–•*]?\s*(?:\w+ )?(?:status|state|stage|progress|phase|fase|stade|stand|fremdrift)\b"
    r"[^:=\n]{0,40}[:=]\s*"
)
_GAP = re.compile(r"[\s-]+")
_BESIDE = (
    r"(?= *(?:(?:yet|endnu|already|allerede)\b|$|[.,;:!(/–]"
    r"|(?:until|till|since|by|in|on|for|from|as of|at|to|due|with|pending|because|til|siden|fra|i"
    r"|pr|på|ved|med|af|grundet|pga|ultimo|primo|medio|inden|forår\w*|efterår\w*|\d[\d./]*) ?\b))"
)
"""What may stand behind a status word: nothing, a mark, a time or a reason, and no noun."""
_BEFORE = r"(?:(?:has|is|was|been|er|now|nu|still|stadig|fortsat|currently) )?"
_WORDS = {
    Standing.OPEN: (
        r"(?:not|never)(?: yet)? (?:started|begun|initiated|commenced|completed|done|finished"
        r"|implemented|met|achieved|reached|planned|decided)|not yet"
        r"|no (?:progress|activity|action)"
        r"|(?:put )?on hold|delayed|cancell?ed|postponed|suspended|paused|stalled|overdue|stopped"
        r"|abandoned|dropped|discontinued|blocked|behind(?: schedule)?|at risk|pending|outstanding"
        r"|off track|incomplete|awaiting \w+"
        r"|udgår(?! fra)|udgået|annulleret|droppet|stoppet|standset|bortfaldet|bortfalder"
        r"|opgivet|aflyst"
        r"|forsinket|udskudt|(?:sat|stillet|lagt) (?:i bero|på hold|på pause|på standby)"
        r"|i bero|på hold|på pause|afventer|uafklaret|mangler$"
        r"|ingen (?:fremdrift|fremskridt|aktivitet)"
        r"|ikke (?:\w+ )?(?:start\w+|begyndt|påbegyndt|opstartet|igangsat|iværksat|gennemført"
        r"|afsluttet|nået|opfyldt|indfriet|relevant|i gang|aktuel|udført|færdig)"
    ),
    Standing.UNDERWAY: (
        r"(?:partly|partially|mostly|half|almost|nearly) (?:completed?|done|met"
        r"|implemented|finished)|started|begun|initiated|commenced"
        r"|launched|ongoing|in progress|under ?way|in train"
        r"|continu(?:ing|ous|es|ed)|active$|on track|on schedule|on going|work in progress"
        r"|i gang|i proces|i fremdrift|igangværende|igang|pågår|kører|undervejs$|løbende"
        r"|(?:op)?startet(?: op)?|påbegyndt|igangsat|delvist?(?: (?:gennemført|opfyldt|nået"
        r"|implementeret|afsluttet|indfriet|udført|færdig))?|næsten (?:færdig|afsluttet|gennemført)"
        r"|på sporet|følger planen"
    ),
    Standing.PLANNED: (
        r"planned|scheduled|upcoming|to ?do|intended|expected|forthcoming|proposed"
        r"|planlagt|påtænkt|kommende|forventet|forestår|berammet|skemalagt"
    ),
    Standing.DONE: (
        r"(?:fully )?(?:completed?|done|finished|closed|achieved|implemented|delivered|met|ended)"
        r"|(?:helt |fuldt )?(?:afsluttet|færdig|færdigt|gennemført|udført|fuldført|opfyldt|indfriet"
        r"|implementeret|nået|i mål|i drift|realiseret)"
    ),
}
_KNOWN = {where: re.compile(rf"{_BEFORE}(?:{words}){_BESIDE}") for where, words in _WORDS.items()}
_MOST = 4
"""More words than so many behind it make it a sentence, which its grammar tells."""


def alone(text: str) -> Standing | None:
    """What a status word at the head of a short note says; None where none stands there."""
    said = _GAP.sub(" ", _LABEL.sub("", text[:120].lower(), count=1)).strip(" .*")
    for where, known in _KNOWN.items():
        found = known.match(said)
        if found and _short(said[found.end() :].strip()):
            return where
    return None


def _short(behind: str) -> bool:
    return behind.startswith(("–", ":", ";", "(", ".")) or len(behind.split()) <= _MOST
