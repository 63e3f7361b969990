"""How wide text is, and how it is wrapped and cut to fit.

The widths are those of Roboto, rounded up, and a little more: who looks at an SVG has a font of
their own.
"""

from __future__ import annotations

import re
import unicodedata

_EMS = {
    0.3: " ,;¦‘’!.:I[]ijl|·ìíîïÌÍÎÏ",
    0.4: '"(-`t{}­•)/fr°²³¹“”',
    0.5: "*\\^¨ª?_vy«¯¶º»¿ýÿ",
    0.55: "<>FLaceksxz¥±×àáâãäåçèéêë",
    0.6: "$+0123456789=EJbdghnopqu¢£¬µÈÉÊËÞðñòóôõö÷øùúûüþ€",
    0.65: "#&BKPRSTVXYZ§ÝßŠš–",
    0.7: "ACDGOQU~ÀÁÂÃÄÅÇÐÒÓÔÕÖØÙÚÛÜ",
    0.8: "%HNw¤¼Ñ…©®½¾—",
    0.95: "@MWmæÆœ",
}
_EM = {letter: em for em, letters in _EMS.items() for letter in letters}
_SPARE = 1.04
_WIDE = frozenset("WF")
_DROPPED = frozenset(("Cc", "Cs", "Co", "Cn"))
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean(text: str) -> str:
    """``text`` on one line, without what no font shows and no XML may hold.

    Marks that turn the direction of writing go too: they would turn what stands behind them.
    """
    spaced = " ".join(text.split())
    kept = (c for c in spaced if unicodedata.category(c) not in _DROPPED and c not in _DIRECTIONS)
    return " ".join("".join(kept).split())


def width(text: str, size: float) -> float:
    """The width of ``text`` at a font size, in the unit of the size."""
    return size * _SPARE * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter in _EM:
        return _EM[letter]
    if unicodedata.combining(letter):
        return 0.0
    return 1.3 if unicodedata.east_asian_width(letter) in _WIDE else 0.7


def shortened(text: str, size: float, most: float) -> str:
    """``text``, cut with … where it is wider than ``most``."""
    if width(text, size) <= most:
        return text
    kept, room = 0, most - width("…", size)
    for letter in text:
        room -= width(letter, size)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ,.–-") + "…"


def wrapped(text: str, size: float, most: float, lines: int) -> list[str]:
    """``text`` in at most ``lines`` lines no wider than ``most``, the last cut where it must be."""
    found: list[str] = []
    rest = text
    while rest and len(found) < lines - 1 and width(rest, size) > most:
        line = _line(rest, size, most)
        found.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return [*found, shortened(rest, size, most)] if rest else found


def _line(text: str, size: float, most: float) -> str:
    """As many whole words of ``text`` as fit, or as many letters of its first."""
    fits, best = 0, 0
    room = most
    for letter in text:
        room -= width(letter, size)
        if room < 0:
            break
        fits += 1
    for match in re.finditer(r"(?<=\s)|(?<=[-–/])(?=\w)", text[: fits + 1]):
        best = match.start()
    if best:
        return text[:best]
    return text[: max(fits, 1)]


def longest(text: str, size: float) -> float:
    """The width of the longest word."""
    return max((width(word, size) for word in re.split(r"(?<=[-–/])|\s", text)), default=0.0)
