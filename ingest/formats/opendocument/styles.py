"""The styles of an OpenDocument text: how paragraphs and spans look, parents included."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.formats.colours import hue
from ingest.formats.opendocument.package import (
    Element,
    Package,
    attribute,
    children,
    number,
    within,
)

OUTLINE = "<outline>"
_MOST_PARENTS = 50


@dataclass(frozen=True)
class Look:
    """How text of a style looks; None where neither the style nor a parent says."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    hued: str | None = None
    """Whether the author gave it a colour by hand; a colour of a named style is its design."""
    raised: bool | None = None
    list_style: str = ""
    outline: int = 0
    names: tuple[str, ...] = ()
    """The style and its parents, nearest first."""

    def over(self, below: Look) -> Look:
        """This look, and ``below`` where this one is silent."""
        return replace(
            self,
            bold=_first(self.bold, below.bold),
            italic=_first(self.italic, below.italic),
            struck=_first(self.struck, below.struck),
            hidden=_first(self.hidden, below.hidden),
            hued=below.hued if self.hued is None else self.hued,
            raised=_first(self.raised, below.raised),
            list_style=self.list_style or below.list_style,
            outline=self.outline or below.outline,
            names=(*self.names, *below.names),
        )


def _first(own: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 - two values alike
    return other if own is None else own


@dataclass
class Styles:
    """All styles of one document, each resolved once."""

    _named: dict[tuple[str, str], Element]
    _by_hand: frozenset[tuple[str, str]]
    lists: dict[str, Element]
    """List styles by name; the outline's is called :data:`OUTLINE` and may be missing."""
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)

    def look(self, family: str, name: str) -> Look:
        """The look of the style ``name`` of a family ("paragraph" or "text")."""
        chain: list[tuple[str, str]] = []
        key = (family, name)
        while key in self._named and key not in self._looks and len(chain) < _MOST_PARENTS:
            chain.append(key)
            key = (family, attribute(self._named[key], "style:parent-style-name"))
        look = self._looks.get(key, Look())
        for key in reversed(chain):
            look = self._looks[key] = _own(self._named[key], key, key in self._by_hand).over(look)
        return look


def styles_of(package: Package) -> Styles:
    """The styles that the body may use: the named ones and those made by hand in it."""
    # Automatic styles of styles.xml are those of headers and footers, under the same names.
    roots = [root for root in (package.styles, package.content) if root is not None]
    common = [s for root in roots for s in within(root, "office:styles")]
    by_hand = within(package.content, "office:automatic-styles")
    lists = {
        attribute(style, "style:name"): style
        for holder in (*common, *by_hand)
        for style in children(holder, "text:list-style")
    }
    outlines = [s for holder in common for s in children(holder, "text:outline-style")]
    named = _families(common)
    own = _families(by_hand)
    if outlines:
        lists[OUTLINE] = outlines[0]
    return Styles({**named, **own}, frozenset(own), lists)


def _families(holders: list[Element]) -> dict[tuple[str, str], Element]:
    return {
        (attribute(style, "style:family"), attribute(style, "style:name")): style
        for holder in holders
        for style in children(holder, "style:style")
    }


def _own(style: Element, key: tuple[str, str], by_hand: bool) -> Look:  # noqa: FBT001
    look = Look(
        list_style=attribute(style, "style:list-style-name"),
        outline=number(style, "style:default-outline-level", 0),
        names=(key[1],),
    )
    for given in children(style, "style:text-properties"):
        look = replace(
            look,
            bold=_is_bold(attribute(given, "fo:font-weight")),
            italic=_told(attribute(given, "fo:font-style"), ("italic", "oblique")),
            struck=_unlike(attribute(given, "style:text-line-through-style"), "none"),
            hidden=_told(attribute(given, "text:display"), ("none",)),
            raised=_is_raised(attribute(given, "style:text-position")),
            hued=_hued(attribute(given, "fo:color")) if by_hand else None,
        )
    return look


def _told(value: str, yes: tuple[str, ...]) -> bool | None:
    return value in yes if value else None


def _unlike(value: str, no: str) -> bool | None:
    return value != no if value else None


def _is_bold(weight: str) -> bool | None:
    if weight.isdigit():
        return int(weight[:4]) >= 600
    return _told(weight, ("bold", "bolder"))


def _is_raised(position: str) -> bool | None:
    """Whether a position ("super 58%", "33% 58%", "sub 58%") is above the line."""
    if not position:
        return None
    first = position.split(maxsplit=1)[0]
    return first == "super" or (first[:1].isdigit() and not first.startswith("0"))


def _hued(colour: str) -> str | None:
    return hue(colour.removeprefix("#")) if colour else None
