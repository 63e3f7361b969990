"""The styles that a draft is set in, by the names that Word knows them by in every language."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from assistant.drafts.telling import LANGUAGE
from assistant.drafts.word.package import Package, base
from assistant.drafts.word.xml import Element, W, child, made, number, value

_NAMES = {
    "title": "title",
    "byline": "subtitle",
    "heading": "heading 1",
    "text": "body text",
    "bullet": "list bullet",
    "strong": "strong",
    "remark": "emphasis",
    "note": "footnote text",
    "mark": "footnote reference",
    "footer": "footer",
    "table": "strategi table",
    "cell": "strategi table text",
    "head": "strategi table heading",
}
"""What a style is for, and its name; a Danish Word names the ids otherwise, never the names."""


@dataclass(frozen=True)
class Styles:
    """The ids of the file's styles."""

    title: str
    byline: str
    heading: str
    text: str
    bullet: str
    strong: str
    remark: str
    note: str
    mark: str
    footer: str
    table: str
    cell: str
    head: str


def completed(package: Package) -> Styles:
    """The styles that the file has, and ours for those that it lacks."""
    root = package.root("styles")
    package.root("numbering")
    ours = base("styles")
    known = _ids(root)
    wanted = {_named(one): one for one in _styles(ours)}
    for name in _NAMES.values():
        if name not in known:
            known[name] = _added(package, root, wanted[name], known)
    _link(root, ours, known)
    _danish(root)
    return Styles(**{one.name: known[_NAMES[one.name]] for one in fields(Styles)})


def _added(package: Package, root: Element, style: Element, known: Mapping[str, str]) -> str:
    """Our style in the file, under an id that is free there."""
    style = copy.deepcopy(style)
    taken = set(known.values())
    name = style.get(f"{W}styleId", "")
    while name in taken:
        name += "Strategi"
    style.set(f"{W}styleId", name)
    numbered = style.find(f".//{W}numId")
    if numbered is not None:
        numbered.set(f"{W}val", str(_numbering(package.root("numbering"))))
    root.append(style)
    return name


def _link(root: Element, ours: Element, known: Mapping[str, str]) -> None:
    """Let the styles that were added point to the file's, whatever the ids of those are."""
    names = {one.get(f"{W}styleId", ""): _named(one) for one in _styles(ours)}
    theirs = set(_ids(root).values())
    for style in _styles(root):
        for tag in ("basedOn", "next"):
            found = child(style, tag)
            if found is not None and found.get(f"{W}val") not in theirs:
                found.set(f"{W}val", known.get(names.get(value(style, tag), ""), ""))
            if found is not None and not found.get(f"{W}val"):
                style.remove(found)


def _numbering(root: Element) -> int:
    """Our bullets in the file's numbering; the number by which a style asks for them."""
    ours = base("numbering")
    kind, use = child(ours, "abstractNum"), child(ours, "num")
    if kind is None or use is None:
        raise ValueError("numbering.xml")
    kinds, uses = root.findall(f"{W}abstractNum"), root.findall(f"{W}num")
    at = 1 + max((number(one, "abstractNumId") for one in kinds), default=0)
    free = 1 + max((number(one, "numId") for one in uses), default=0)
    kind.set(f"{W}abstractNumId", str(at))
    # Word wants all kinds before all uses.
    root.insert(list(root).index(kinds[-1]) + 1 if kinds else 0, kind)
    use = made("num", made("abstractNumId", val=at), numId=free)
    root.insert(list(root).index(uses[-1]) + 1 if uses else list(root).index(kind) + 1, use)
    return free


def _danish(root: Element) -> None:
    """Danish is what the text is in unless a style says another language."""
    defaults = child(root, "docDefaults")
    if defaults is None:
        defaults = made("docDefaults")
        root.insert(0, defaults)
    properties = defaults
    for tag in ("rPrDefault", "rPr"):
        found = child(properties, tag)
        if found is None:
            found = made(tag)
            properties.insert(0, found)
        properties = found
    language = child(properties, "lang")
    if language is None:
        language = made("lang")
        properties.append(language)
    language.set(f"{W}val", LANGUAGE)


def _styles(root: Element) -> Iterator[Element]:
    return root.iterchildren(f"{W}style")


def _named(style: Element) -> str:
    return value(style, "name").lower()


def _ids(root: Element) -> dict[str, str]:
    return {_named(one): one.get(f"{W}styleId", "") for one in _styles(root)}
