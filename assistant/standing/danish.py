"""Where a Danish statement stands, by its main clause: its verb's tense, negation, adverbs."""

from __future__ import annotations

from assistant.standing import danish_cues as cues
from assistant.standing import danish_notes
from assistant.standing.danish_clause import AUXILIARIES, MODALS, Clause, main_clause, tokens
from assistant.standing.danish_open import is_open
from assistant.standing.danish_verbs import Form, forms
from assistant.standing.standings import Standing
from assistant.standing.subjects import is_doer, is_thing

_PREPOSITIONS = frozenset("af med til i på for ved om fra under efter over mellem uden".split())
_BEFORE_OBJECT = _PREPOSITIONS | frozenset(
    "en et den det de vores deres sin sit sine alle disse flere mange".split()
)
_WORK = frozenset("arbejdet samarbejdet".split())
"""Nouns, unless "har" or "været" makes them participles."""


def standing(text: str) -> Standing:
    """Where one Danish statement stands."""
    words = tokens(text)
    clause = main_clause(words)
    if is_open(clause, " ".join(words)):
        return Standing.OPEN
    if clause.verb != 1 and danish_notes.infinitive(clause.words):
        return Standing.PLANNED
    return Standing.OTHER if words[:1] == ["at"] else _by_verb(clause)


def _by_verb(clause: Clause) -> Standing:
    said = " ".join(clause.words)
    if not clause.finite:
        return danish_notes.without_verb(clause, said)
    if clause.finite in {"blev", "var", "havde"}:
        happened = clause.finite == "blev" or _event(clause)
        return Standing.DONE if happened else Standing.OTHER
    if clause.finite in AUXILIARIES:
        return _auxiliary(clause, said)
    return _modal(clause) if clause.finite in MODALS else _lexical(clause, said)


def _auxiliary(clause: Clause, said: str) -> Standing:
    """By what stands behind "er", "har" or "bliver"."""
    if _tells_how(clause, said):
        return Standing.OTHER
    if clause.finite == "bliver" or cues.PLANNED.search(said):
        return Standing.UNDERWAY if cues.ON.search(said) else Standing.PLANNED
    is_now = clause.finite == "er"
    if is_now and cues.NOW.search(said):
        return Standing.UNDERWAY
    if happened := _event(clause):
        begun = is_now and cues.BEGUN.search(happened)
        return Standing.UNDERWAY if begun else Standing.DONE
    if is_now and cues.RESULT.search(said):
        return Standing.DONE
    return Standing.UNDERWAY if cues.ON.search(said) or _goes_on(clause) else Standing.OTHER


def _tells_how(clause: Clause, said: str) -> bool:
    """Whether it tells what a thing is for, or where the paper shows it."""
    if cues.PURPOSE.search(said):
        return not (cues.INTENDS.search(said) and is_doer(clause))
    return clause.finite == "er" and cues.PLACE.search(said) is not None


def _event(clause: Clause) -> str:
    """The participle behind the auxiliary, "" where it tells how a thing is."""
    words = clause.words
    passive, became = clause.finite != "har", False
    for at in range(clause.verb + 1, clause.end):
        word, before = words[at], words[at - 1]
        if before in _BEFORE_OBJECT or Form.INFINITIVE in forms(before):
            continue
        if word == "været" and words[at + 1 : at + 3] == ("med", "til"):
            return word
        if word in {"været", "blevet"}:
            passive, became = True, became or word == "blevet"
        elif passive and (
            (word in cues.STATIVE and not became) or (word in _WORK and before != "været")
        ):
            return ""
        elif Form.PARTICIPLE in forms(word):
            return "gået i gang" if word == "gået" and "gang" in words[at:] else word
    return "blevet" if "blevet" in clause.after else ""


def _goes_on(clause: Clause) -> bool:
    """Whether an adverb at the verb or behind it says so; "i løbende dialog" says nothing."""
    words = clause.words
    return any(
        words[at] in cues.ONGOING and words[at - 1] not in _PREPOSITIONS
        for at in range(max(clause.verb - 1, 0), clause.end)
    )


def _modal(clause: Clause) -> Standing:
    if clause.finite in {"skal", "vil"} and _effect(clause):
        return Standing.OTHER
    if clause.finite in {"skal", "vil"} and not cues.ALWAYS & set(clause.after[:10]):
        return Standing.PLANNED
    return Standing.DONE if clause.finite == "måtte" else Standing.OTHER


def _effect(clause: Clause) -> bool:
    """Whether a thing's purpose is told: "Indsatsen skal styrke …"; with a time it is a plan."""
    verb = next((word for word in clause.after if Form.INFINITIVE in forms(word)), "")
    dated = any(cues.DAY.fullmatch(word) for word in clause.words)
    return cues.EFFECT.fullmatch(verb) is not None and not dated and is_thing(clause)


def _lexical(clause: Clause, said: str) -> Standing:
    known = forms(clause.finite)
    if Form.PRETERITE in known and Form.PRESENT not in known:
        return Standing.DONE
    if cues.PLANNED.search(said):
        return Standing.UNDERWAY if cues.ON.search(said) else Standing.PLANNED
    if clause.finite not in cues.STARTED and _now(clause, said):
        return Standing.UNDERWAY
    return Standing.PLANNED if _to_come(clause, said) else Standing.OTHER


def _now(clause: Clause, said: str) -> bool:
    predicate = " ".join(clause.words[clause.verb :])
    return bool(
        cues.ON.search(said)
        or cues.NOW.search(said)
        or cues.WORKING.match(predicate)
        or _goes_on(clause)
    )


def _to_come(clause: Clause, said: str) -> bool:
    """Whether a present tells of what will be: a passive of doing, or a verb with its time."""
    if cues.ALWAYS & set(clause.words) or cues.HABIT.search(said):
        return False
    if cues.TIMELESS.fullmatch(clause.finite) or clause.after[:1] == ("ikke",):
        return False
    done_to = Form.PASSIVE in forms(clause.finite) and not cues.SAID.fullmatch(clause.finite)
    return done_to or any(cues.DAY.fullmatch(word) for word in clause.words)
