"""Personal data taken out of what a language model is sent, and put back into what it answers.

Found by form, and never complete: CPR numbers, e-mail addresses and telephone numbers.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from assistant.generation import telephones
from assistant.markdown import remark
from assistant.question import Language

Kind = Literal["cpr", "e-mail", "telefon"]

_PLACEHOLDER = re.compile(r"\{\{\s?((?:cpr|e-mail|telefon|tekst)-[0-9]{1,9})\s?\}\}", re.IGNORECASE)
"""As models write it back. What looks like one in a text is taken out too, as ``tekst``."""

# The sum is no test: numbers that fail modulus 11 have been given out since 2007. A day has 60
# added to it in a replacement number.
_CPR = re.compile(
    r"(?<!\d)(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"(?:(0[1-9]|1[0-2])(\d\d)\s?[-‐‑–—−\u00ad]?\s?|([ ./-])(0[1-9]|1[0-2])\4(\d\d)\s?[-‐‑–—−]\s?)"
    r"\d{4}(?!\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_E_MAIL = re.compile(
    r"[^\W_][\w.%+'&-]{0,63}+(?:@|\s?[(\[]\s?(?:at|snabel-?a)\s?[)\]]\s?)"
    r"(?:[^\W_][\w-]{0,62}+\.){1,8}[^\W\d_]{2,24}",
    re.IGNORECASE,
)
_AT = re.compile(r"\s?[(\[]\s?(?:at|snabel-?a)\s?[)\]]\s?", re.IGNORECASE)


class Masking:
    """One request's: a value has the same placeholder wherever, and however, it is written."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._written: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    @property
    def kinds(self) -> frozenset[Kind]:
        """What has been taken out so far."""
        kinds: tuple[Kind, ...] = ("cpr", "e-mail", "telefon")
        return frozenset(kind for kind in kinds if kind in self._counts)

    def mask(self, text: str) -> str:
        """``text`` with placeholders such as ``{{cpr-1}}`` for personal data."""
        text = _PLACEHOLDER.sub(lambda match: self._name("tekst", match[0], match[0]), text)
        text = _E_MAIL.sub(lambda match: self._name("e-mail", match[0], _address(match[0])), text)
        text = _CPR.sub(self._cpr, text)
        return telephones.substituted(text, lambda number, key: self._name("telefon", number, key))

    def restore(self, text: str) -> str:
        """``text`` with what each placeholder stands for, as it was first written."""
        return _PLACEHOLDER.sub(lambda match: self._written.get(match[1].lower(), match[0]), text)

    def _cpr(self, match: re.Match[str]) -> str:
        day, month = int(match[1]), int(match[2] or match[5])
        if (day - 1) % 60 >= _days(month, int(match[3] or match[6])):
            return match[0]
        return self._name("cpr", match[0], _digits(match[0]))

    def _name(self, kind: str, written: str, key: str) -> str:
        """The placeholder of a value; the first of its kind is number 1."""
        if (kind, key) not in self._names:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            name = f"{kind}-{self._counts[kind]}"
            self._names[kind, key] = name
            self._written[name] = written
        return f"{{{{{self._names[kind, key]}}}}}"


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _days(month: int, year: int) -> int:
    return 28 if month == 2 and year % 4 else _DAYS[month - 1]


def _address(written: str) -> str:
    return _AT.sub("@", unicodedata.normalize("NFC", written)).casefold()


_NAMES: dict[Language, dict[Kind, str]] = {
    "da": {"cpr": "CPR-numre", "e-mail": "e-mailadresser", "telefon": "telefonnumre"},
    "en": {"cpr": "CPR numbers", "e-mail": "e-mail addresses", "telefon": "telephone numbers"},
}


def told(kinds: frozenset[Kind], language: Language) -> str:
    """The remark that says what was kept from the model, or "" where nothing was."""
    names = [name for kind, name in _NAMES[language].items() if kind in kinds]
    if not names:
        return ""
    both = " and " if language == "en" else " og "
    listed = both.join(filter(None, [", ".join(names[:-1]), names[-1]]))
    listed = listed[0].upper() + listed[1:]
    if language == "en":
        return remark(f"{listed} are hidden from the language model.")
    return remark(f"{listed} er skjult for sprogmodellen.")
