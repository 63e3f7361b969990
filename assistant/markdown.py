"""Words of a document inside Markdown of ours: nothing in them may act as a sign."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_ADDRESS = re.compile(r"(?<=\w)(:)(?=//)|(?<=\bwww)(\.)|(?<=\w)(@)(?=\w)", re.IGNORECASE)
"""What readers of Markdown make links of unasked: a document's address is shown, never a link."""
_LEADING = re.compile(r"^(\d+)([.)])(?=\s)")
_BULLET = re.compile(r"^([-+])(?=\s)")
_SUPERSCRIPT = re.compile(r"(?:(?<=[.,;:)”\"])|(?<=[^\W\d_]{4}))[⁰¹²³⁴-⁹]+")
"""Note marks; in "m²" and "10³" a superscript is part of what is said."""


def escaped(text: str) -> str:
    """``text`` on one line with every Markdown sign escaped and footnote marks taken out."""
    flat = " ".join(_SUPERSCRIPT.sub("", text).split())
    flat = _ADDRESS.sub(r"\\\g<0>", _SIGNS.sub(r"\\\1", flat))
    return _BULLET.sub(r"\\\1", _LEADING.sub(r"\1\\\2", flat))


def remark(text: str) -> str:
    """A remark of the assistant's own: a line in italics."""
    return f"_{text}_"


def shortened(text: str, longest: int) -> str:
    """``text`` cut at a word's end where it is longer, and said to be."""
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest)].rstrip(" ,;:") + " …"
