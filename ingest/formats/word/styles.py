"""What a style makes of a paragraph: a heading, a list, a line of contents, bold text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from ingest.formats.word.xml import Element, W, child, number, switch, value

Role = Literal[
    "",
    "title",
    "subtitle",
    "heading",
    "entry",
    "contents",
    "figures",
    "caption",
    "bullet",
    "listed",
]
_ROLES = re.compile(
    r"(?P<heading>(?:heading|overskrift)(?P<a>\d{1,2}))"
    r"|(?P<title>title|titel)"
    r"|(?P<subtitle>subtitle|undertitel)"
    r"|(?P<entry>(?:toc|contents|indholdsfortegnelse)(?P<b>\d{1,2}))"
    r"|(?P<contents>(?:toc|contents|indholdsfortegnelses?)(?:heading|overskrift))"
    r"|(?P<figures>tableoffigures|listeoverfigurer|figureindex\d|(?:figure|table)indexheading)"
    r"|(?P<caption>caption|billedtekst)"
    r"|(?P<bullet>(?:listbullet|opstillingpunkttegn)(?P<c>\d?))"
    r"|(?P<listed>(?:listnumber|opstillingtal[a-zæøå]*)(?P<d>\d?))"
)
"""Names of the styles that come with a program, in English and Danish, folded to letters."""
_BODY_TEXT = 9
"""The outline level of what is no heading."""
_LONGEST_CHAIN = 30


@dataclass(frozen=True)
class Look:
    """A style with all that it takes from the styles that it is based on.

    ``level`` counts from 1 for a heading, from 0 for a list. ``number`` and ``depth`` are the list
    that its paragraphs are numbered in and their depth there, None where the style tells none.
    """

    role: Role = ""
    level: int = 0
    number: str | None = None
    depth: int | None = None
    bold: bool = False
    italic: bool = False
    hidden: bool = False


class Styles:
    """The styles of one document; each is worked out once."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else list(root.iterchildren(f"{W}style"))
        self._styles = {value(style, "styleId"): style for style in found}
        self.usual = next(
            (value(s, "styleId") for s in found if _is_usual(s)),
            "Normal",
        )
        self._looks: dict[str, Look] = {}

    def look(self, style: str) -> Look:
        """What the style with the id ``style`` looks like; one that is not there, by its id."""
        if style not in self._looks:
            self._looks[style] = self._made(style)
        return self._looks[style]

    def _made(self, style: str) -> Look:
        chain = self._chain(style)
        role, level = _role(chain) if chain else _named(style)
        runs = [child(one, "rPr") for one in chain]
        lists = [child(child(one, "pPr"), "numPr") for one in chain]
        return Look(
            role,
            level,
            next((v for one in lists if (v := value(child(one, "numId")))), None),
            next((d for one in lists if (d := number(child(one, "ilvl"))) is not None), None),
            _switched(runs, "b"),
            _switched(runs, "i"),
            _switched(runs, "vanish"),
        )

    def _chain(self, style: str) -> list[Element]:
        """The style and those below it; a style may wrongly be based on itself."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = value(child(chain[-1], "basedOn"))
        return chain


def _is_usual(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}


def _role(chain: list[Element]) -> tuple[Role, int]:
    for style in chain:
        # A style that a user renamed has its old name behind a comma, or in its id alone.
        for name in (*value(child(style, "name")).split(","), value(style, "styleId")):
            role, level = _named(name)
            if role:
                return role, level
        outline = number(child(child(style, "pPr"), "outlineLvl"))
        if outline is not None:
            return ("heading", outline + 1) if 0 <= outline < _BODY_TEXT else ("", 0)
    return "", 0


def _named(name: str) -> tuple[Role, int]:
    match = _ROLES.fullmatch(re.sub(r"[\W_]+", "", name.casefold()))
    if match is None:
        return "", 0
    groups = match.groupdict()
    role = next(key for key, text in groups.items() if text is not None and len(key) > 1)
    level = int(next((text for key, text in groups.items() if len(key) == 1 and text), "1"))
    listed = role in {"bullet", "listed"}
    return cast("Role", role), max(0, level - 1) if listed else max(1, level)


def _switched(runs: list[Element | None], name: str) -> bool:
    return next((on for one in runs if (on := switch(child(one, name))) is not None), False)
