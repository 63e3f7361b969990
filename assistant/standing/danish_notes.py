"""Danish notes without a finite verb, as cells and lists have them."""

from __future__ import annotations

import re

from assistant.standing import danish_cues as cues
from assistant.standing.danish_clause import Clause
from assistant.standing.danish_verbs import Form, forms
from assistant.standing.standings import Standing

_NOTE_ON = re.compile(
    r"(?:stadig |fortsat )?(?:under (?:ud|eta|impl|opb|beh|afk|forb|opst|opf|indk|rev|rek)"
    r"|i (?:fuld )?gang|pågå|igangværende$)|løbende(?: (?:fra|siden|hen|i|og)\b|$)"
)
_NOTE_NEXT = re.compile(r"(?:næste skridt|deadline|frist)\b")
_NO_INFINITIVE = frozenset(
    "fælles løbende faste større bedre flere færre nye mindre begge denne disse hele ingen alle"
    " nogle mange vores de samme hvilke øvrige første anden tredje næste mulige støtte hjælpe"
    " forebyggende ligge følge indsatse samarbejde".split()
)


def without_verb(clause: Clause, said: str) -> Standing:
    """Notes as in a cell: "Gennemført i uge 40", "Under udarbejdelse", "Udarbejde en plan"."""
    if _participle(clause.words):
        return Standing.UNDERWAY if cues.BEGUN.search(said) else Standing.DONE
    if said.startswith("under planlægning"):
        return Standing.UNDERWAY if cues.ON.search(said) else Standing.PLANNED
    if _NOTE_ON.match(said):
        return Standing.UNDERWAY
    return Standing.PLANNED if _NOTE_NEXT.match(said) else Standing.OTHER


def _participle(words: tuple[str, ...]) -> bool:
    """Whether the note is a verb without its auxiliary: "Gennemført i maj", "Der modtaget …"."""
    if words[:1] == ("der",):
        return any(Form.PARTICIPLE in forms(word) for word in words[1:2])
    if not words or words[0] == "fortsat" or Form.PARTICIPLE not in forms(words[0]):
        return False
    after = words[1] if len(words) > 1 else ""
    return not after or not after.isalpha() or after in _BESIDE


_BESIDE = frozenset(
    "i på den til af med for fra ved om under efter pr ultimo primo medio og men som planmæssigt"
    " delvist helt fuldt nu allerede sammen op ud ind samt hos jf iht ifm gang d der".split()
)


def infinitive(words: tuple[str, ...]) -> bool:
    """Whether the note is told as a thing to do: "Udarbejde …", "Efterfølgende tage …"."""
    if len(words) > 1 and words[0] in _ADVERBS:
        words = words[1:]
    first = next(iter(words), "")
    if first == "arbejde":
        return words[1:2] in [(one,) for one in ("mere", "videre", "med", "på", "hen", "målrettet")]
    return Form.INFINITIVE in forms(first) and first not in _NO_INFINITIVE


_ADVERBS = frozenset("efterfølgende herefter derefter fortsat løbende evt også gradvist".split())
