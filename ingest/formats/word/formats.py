"""How a run of characters is set, as far as that says something of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.formats.colours import hue
from ingest.formats.word.styles import Look
from ingest.formats.word.xml import Element, child, children, switch, value
from ingest.words import raised

_NO_MARKERS = frozenset({"", "none", "white", "black", "lightGray", "darkGray"})
_SYMBOLS = {
    "wingdings": {
        0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0x71: "☐",
        0xE0: "→", 0xDF: "←", 0xE8: "→", 0xA7: "▪", 0x6E: "■", 0xD8: "➢", 0x9F: "•",
    },
    "symbol": {
        0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xAE: "→", 0xAC: "←", 0xB4: "×",
        0xB0: "°", 0x61: "α", 0x62: "β", 0x6D: "µ", 0x44: "Δ", 0x53: "Σ", 0xB9: "≠", 0xBB: "≈",
    },
}  # fmt: skip
"""What the two fonts of signs that everybody has show in place of a character."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Format:
    """How one run is set; None of ``bold``, ``italic`` and ``hidden`` leaves it to the styles."""

    style: str = ""
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    struck: bool = False
    coloured: str = ""
    highlighted: bool = False
    raised: bool = False
    font: str = ""

    def on(self, name: str, paragraph: Look, characters: Look) -> bool:
        """Whether ``name`` ("bold", "italic", "hidden") holds, with both styles beneath."""
        direct: bool | None = getattr(self, name)
        if direct is not None:
            return direct
        # Bold characters within a bold paragraph stand out by not being bold.
        return bool(getattr(paragraph, name)) != bool(getattr(characters, name))

    def shown(self, text: str) -> str:
        """``text`` as the font of signs and raised letters show it."""
        if self.raised and text.strip().isdigit():
            return raised(text)
        return "".join(_sign(c, self.font) for c in text) if _is_private(text) else text


PLAIN = Format()


def format_of(run: Element) -> Format:
    """The direct format of ``run``."""
    told = children(child(run, "rPr"))
    if not told:
        return PLAIN
    return Format(
        value(told.get("rStyle")),
        switch(told.get("b")),
        switch(told.get("i")),
        switch(told.get("vanish")),
        bool(switch(told.get("strike")) or switch(told.get("dstrike"))),
        _picked(told.get("color"), told.get("u")),
        value(told.get("highlight")) not in _NO_MARKERS,
        value(told.get("vertAlign")) == "superscript",
        value(told.get("rFonts"), "ascii"),
    )


def symbol(element: Element) -> str:
    """The character of a sign that is named by its font and place there."""
    try:
        code = int(value(element, "char")[:8], 16)
    except ValueError:
        return ""
    return _sign(chr(code), value(element, "font")) if code < 0x11_0000 else ""


def _is_private(text: str) -> bool:
    return not text.isascii() and bool(_PRIVATE.search(text))


def _sign(character: str, font: str) -> str:
    signs = _SYMBOLS.get(font.casefold())
    private = "\ue000" <= character <= "\uf8ff"
    if signs is None:
        # A list's dot is a dot in whatever font; other private characters are known to theirs.
        return {"\uf0b7": "•", "\uf0a7": "▪"}.get(character, "") if private else character
    return signs.get(ord(character) & 0xFF, "") if private or ord(character) < 0x100 else character


def _picked(colour: Element | None, underline: Element | None) -> str:
    """The hue that was picked for this text, if it is neither ink nor a theme's nor a link's."""
    found = "" if colour is None or value(colour, "themeColor") else hue(value(colour))
    if not found:
        return ""
    red, _, blue = bytes.fromhex(value(colour)[-6:])
    linked = underline is not None and value(underline) != "none" and blue > 2 * red
    return "" if linked else found
