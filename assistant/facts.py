"""The kinds of fact in a piece of text: persons and units, dates, amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Kind, Question
from ingest import analysis

_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
DATE = re.compile(
    rf"\b(?:{_MONTHS}|forår\w*|sommer\w*|efterår\w*|vinter\w*|primo|medio|ultimo|kvartal|halvår|årligt"
    rf"|løbende|månedlig\w*|ugentlig\w*|kvartalsvis\w*|halvårlig\w*)\b"
    rf"|\b(?:hver\w*|om) (?:halve )?(?:år\w*|måned\w*|uge\w*|kvartal)"
    rf"|\b(?:19|20)\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}|\bjan-|\b\d+-års?\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?<![\w.,/§-])(?<!§ )(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)*(?![\d/-])"
    rf"(?!\.?\s*(?:{_MONTHS}|kvartal|halvår))"
    r"|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|halvdelen|ingen)\b",
    re.IGNORECASE,
)
"""A count: no year, date, paragraph of a law or number of a quarter."""
AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:mio\.?|mia\.?|million\w*|milliard\w*|kr\.?|kroner|%|procent)|\bkr\.\s*\d",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:fordi|derfor|idet|da|eftersom|skyldes|grund(?:et|en|lag)?|på grund af|årsag\w*"
    r"|formål\w*|således at|for at|så (?:der|de|vi|den|det)|med henblik på|hensigt\w*|betød"
    r"|betyder|medfører|baggrund\w*|behov\w*)\b",
    re.IGNORECASE,
)
_COPULA = re.compile(r"(?P<thing>[^.!?]{1,60}?)\s(?:er|betyder|omfatter|dækker over|står for)\b")
_NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøåé]+(?: [A-ZÆØÅ][a-zæøåé]+)+\b|\b[A-ZÆØÅ]{2,}\b")
_ROLE = re.compile(
    r"\w*(?:chef|leder|ledelsen?|gruppen?|udvalg\w*|afdeling\w*|center|centret|enhed\w*|team\w*"
    r"|rådgivning\w*|huset|plejen?|kommunen?|direktør\w*|forvaltning\w*|medarbejdere|styrelsen"
    r"|foreningen|konsulent\w*|tovholder)\b",
    re.IGNORECASE,
)
_HEADS: tuple[tuple[str, str], ...] = (
    (r"ansvar|tovholder|hvem|involver|responsib|who\b|\bstår? for\b|\bvære med\b|deltag|medvirke",
     r"ansvar|involver|hvem|tovholder|udfører"),
    ((r"hvornår|tidsplan|frist|deadline|evaluer|when\b|schedul|timeline|tidspunkt"
      r"|hvor (?:ofte|tit)|how often"),
     r"tid|hvornår|frist|dato|iværksættelse|periode|deadline"),
    (r"status|hvor langt|hvordan går|sket|progress", r"status"),
    ((r"resultat|forvent|effekt|gevinst|udbytte|result|expect|mål(?:et)?\b|håber|opnå|\bud af\b"
      r"|før\w* til|hope|achieve"),
     r"resultat|forvent|effekt|mål"),
    (r"handling|tiltag|gøres|gør |indsats|aktivitet|action|done to|hvordan vil",
     r"handling|tiltag|aktivitet|indsats"),
    (r"økonomi|koster|pris|budget|finans", r"økonomi|budget|udgift|finans"),
    (r"formål|hvorfor|purpose", r"formål|baggrund|mål"),
)  # fmt: skip


def holds(kind: Kind, question: Question, text: str) -> bool:
    """Whether ``text`` holds a fact of the kind that the question asks for.

    What the question itself says is none: "før 2000?" is not answered by the year 2000.
    """
    if kind is Kind.DATE:
        return _new(DATE, question, text)
    if kind is Kind.NUMBER:
        money = re.search(r"hvor meget|hvad koster|how much", question.asked, re.IGNORECASE)
        return _new(AMOUNT if money else NUMBER, question, text)
    if kind is Kind.PERSON:
        return _new(_NAME, question, text) or _new(_ROLE, question, text)
    if kind is Kind.CAUSE:
        return bool(_CAUSE.search(text))
    return True


def _new(form: re.Pattern[str], question: Question, text: str) -> bool:
    asked = question.asked.lower()
    return any(match[0].lower() not in asked for match in form.finditer(text))


def column_fits(question: Question, head: str) -> bool:
    """Whether a column of this head is the kind that the question asks for."""
    asked, head = question.asked.lower(), head.lower()
    return any(re.search(q, asked) and re.search(h, head) for q, h in _HEADS)


def asks_for_a_column(question: Question) -> bool:
    """Whether the question asks for something that tables have a column of."""
    return any(re.search(q, question.asked.lower()) for q, _ in _HEADS)


def defines(text: str, words: Sequence[str]) -> bool:
    """Whether ``text`` begins by saying what one of ``words`` is: "Mellemformer er …"."""
    match = _COPULA.match(text)
    opening = {analysis.stem(word) for word in analysis.words(match["thing"])} if match else set()
    return any(analysis.stem(word) in opening for word in words)
