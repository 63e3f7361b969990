"""Texts of two editions made comparable: what a typesetter may change is taken away.

White space, hyphenation, punctuation and case go. Figures, dates and signs stay, with the
separators inside them: 1.5 is not 15.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_RAISED = str.maketrans({raised: f"^{i}" for i, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_DASHES = re.compile(r"[‐‑‒–—−]")
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_DATE_GAP = re.compile(r"(?<=\d)([./:])\s+(?=\d)")
_TOKEN = re.compile(r"(?<!\w)-(?=\d)|\^?\d+(?:[.,:/-]\d+)*|[^\W\d_]+|[^\w\s]")
_BULLET = re.compile(r"^\s*[•▪●◦‣·○■□*–—-]\s+(?=\S)")
_ORDINAL = re.compile(
    r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|(?:[A-Za-z]|[ivx]+)\)|\d{1,3}(?:\.\d{1,3})+)\s+"
    rf"(?=[\"“”»(]?[A-ZÆØÅ])(?!(?i:{_MONTH}|kvartal|halvår|udgave|version)\b)"
)
_RUNNING = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z])[.)]?\s*")
_DATED = re.compile(
    rf"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)|\b(?:\d{{1,2}}\.\s*)?(?:{_MONTH})\b"
    r"|\b\d\.\s*(?:kvartal|halvår)|\b(?:forår|sommer|efterår|vinter)(?:en|et)?\b"
    r"|\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d))?(?!\d)",
    re.IGNORECASE,
)


def folded(text: str) -> str:
    """``text`` as it is compared; "" where it holds neither letter, figure nor sign."""
    plain = unicodedata.normalize("NFKC", text.translate(_RAISED)).casefold()
    plain = _UNSEEN.sub("", plain)
    plain = _DATE_GAP.sub(r"\1", _RANGE.sub("-", _DASHES.sub("-", plain)))
    return "".join(_apart(_tokens(plain)))


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        token = match[0]
        if len(token) > 1 or token.isalnum() or _meant(token, text, match.end()):
            yield token


def _meant(sign: str, text: str, end: int) -> bool:
    if sign == "-":
        return text[end : end + 1].isdigit()
    return sign in "%‰§#" or (unicodedata.category(sign) in {"Sc", "Sm", "So"} and sign not in "|~")


def _apart(tokens: Iterator[str]) -> Iterator[str]:
    before = ""
    for token in tokens:
        if before[-1:].isdigit() and token[:1].isdigit():
            yield " "
        yield token
        before = token


def named(text: str) -> str:
    """A heading, row's name or item folded without its bullet or number: those tell its place."""
    return folded(_ORDINAL.sub("", _BULLET.sub("", text)))


def number(text: str) -> str:
    """The number that a heading begins with, or ""."""
    match = _ORDINAL.match(text)
    return match[0].strip(" .)") if match else ""


def running(text: str) -> bool:
    """Whether ``text`` is nothing but the number of a row."""
    return _RUNNING.fullmatch(text) is not None


def undated(text: str) -> str:
    """``text`` without years, months, quarters and seasons; not folded."""
    return _DATED.sub(" ", text)


def figures(text: str) -> tuple[str, ...]:
    """The figures in a text, in their order."""
    return tuple(re.findall(r"\d+", text))
