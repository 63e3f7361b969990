"""Bytes to text: UTF-8, UTF-16 and cp1252 told apart, and what is no text refused."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.errors import Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = {ord(c): " " for c in "\u00a0\u2007\u2009\u200a\u202f"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NO_TEXT = 0.002
"""Share of control characters above which bytes are no text; real exports hold none or a few."""


def decode(data: bytes, name: str) -> str:
    """The text in ``data``.

    Raises:
        Refused: empty, or bytes that are no text in any of the three encodings.
    """
    if not data.strip():
        raise Refused(name, "Filen er tom.", "Gem dokumentet igen, og prøv med den nye fil.")
    text = _decoded(data)
    # A text editor writes no NUL: where one stands, something has gone wrong.
    if text is None or "\0" in text or len(_CONTROL.findall(text)) > _NO_TEXT * len(text):
        raise Refused(
            name,
            "Indholdet er ikke tekst.",
            "Gem dokumentet som tekst (UTF-8) eller Markdown, og prøv igen.",
        )
    return text


def _decoded(data: bytes) -> str | None:
    encoding = next((e for bom, e in _BOMS if data.startswith(bom)), None) or _without_bom(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_bom(data: bytes) -> str:
    # Western text in UTF-16 has a zero in every other byte; text in the other two has none.
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def normalise(text: str) -> str:
    """NFC, one kind of line end and of space, and nothing invisible. Form feeds stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_INVISIBLE).translate(_SPACES)
    return _CONTROL.sub(" ", text.replace("\u2028", "\n").replace("\u2029", "\n\n"))
