"""The page that a draft stands on: its size, its header and its footer."""

from __future__ import annotations

import copy

from assistant.drafts.word.package import Package, base
from assistant.drafts.word.styles import Styles
from assistant.drafts.word.xml import Element, R, W, child, field, made, number, paragraph, run

_HEADER, _FOOTER = f"{W}headerReference", f"{W}footerReference"


def emptied(package: Package) -> Element:
    """Take the text out of the file; how its last page is set.

    A section without a header or footer of its own has that of the section before it.
    """
    body = _body(package.document)
    sections = [*body.findall(f".//{W}pPr/{W}sectPr"), *body.iterchildren(f"{W}sectPr")]
    if not sections:
        sections = [*_body(base("document")).iterchildren(f"{W}sectPr")]
    last = copy.deepcopy(sections[-1])
    sides = {
        (one.tag, one.get(f"{W}type")): copy.deepcopy(one)
        for section in sections
        for one in section.iterchildren(_HEADER, _FOOTER)
    }
    for old in list(last.iterchildren(_HEADER, _FOOTER)):
        last.remove(old)
    for side in reversed(sides.values()):
        last.insert(0, side)
    for old in list(body):
        body.remove(old)
    package.keep({side.get(f"{R}id", "") for side in sides.values()})
    return last


def fill(package: Package, content: list[Element], section: Element) -> None:
    """Put the text into the file, on pages that are set so."""
    _body(package.document).extend([*content, section])


def line(section: Element) -> int:
    """How long a line is, in twentieths of a point."""
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    beside = sum(number(margins, side) for side in ("left", "right", "gutter"))
    width = number(size, "w") - beside
    return width if width >= _SHORTEST else _USUAL


_SHORTEST = 2000
_USUAL = 9298


def footed(package: Package, section: Element, styles: Styles, notice: str) -> bool:
    """Whether our footer stands below the pages: it does where the template has none."""
    if child(section, "footerReference") is not None:
        return False
    tabs = made("tabs", made("tab", val="right", pos=line(section)))
    text = paragraph(styles.footer, run(notice), made("r", made("tab")), run("Side "))
    text[0].append(tabs)
    text.extend([*field("PAGE", "1"), run(" af "), *field("NUMPAGES", "1")])
    place = package.put("footer", made("ftr", text))
    headers = list(section.iterchildren(_HEADER))
    for kind in _pages(package, section):
        reference = made("footerReference", type=kind)
        reference.set(f"{R}id", place)
        section.insert(len(headers), reference)
    return True


def _pages(package: Package, section: Element) -> list[str]:
    """The kinds of page that are set apart: the first has its own footer in many a template."""
    apart = {
        "first": child(section, "titlePg"),
        "even": child(package.root("settings"), "evenAndOddHeaders"),
    }
    return ["default", *(kind for kind, sign in apart.items() if sign is not None)]


def _body(document: Element) -> Element:
    body = child(document, "body")
    if body is None:
        raise ValueError("w:body")
    return body
