"""Text without what its setting put in: typography, marks of notes, list signs, soft hyphens."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_RAISED = re.compile(r"(?<=[^\s\d])[⁰¹²³⁴-⁹]+|[⁰¹²³⁴-⁹]+(?=\s|$)|(?<=\d)[⁰¹²³⁴-⁹]+")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-[ \t]?\n[ \t]*(?=(?!(?:og|eller|samt)\b)[a-zæøå])")
_LISTED = re.compile(r"^[ \t]*[-–—•*▪◦·][ \t]+", re.MULTILINE)
_SIGNS = str.maketrans({
    **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("’‘‚‛′´`", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("\u00a0\u2007\u202f\u2009\t", " "),
    "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
})  # fmt: skip


def plain(text: str) -> str:
    """``text`` in NFC, with one sign for each of quotation marks, dashes, spaces and line ends."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    text = _LISTED.sub("", text.translate(_SIGNS))
    return _RAISED.sub("", _HYPHENATED.sub("", text))
