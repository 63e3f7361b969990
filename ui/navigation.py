"""The top of every page: the product's name, the way between the pages, and the language."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from assistant.pictures.frame import Language
from ui import texts

ASK, THEMES, TIMELINE, COMPARE = "./", "temaer", "tidsplan", "sammenlign"
DRAFTS, DOCUMENTS = "udkast", "dokumenter"
_PAGES = (ASK, THEMES, TIMELINE, COMPARE, DRAFTS, DOCUMENTS)
Pairs = Sequence[tuple[str, str]]


def language_of(given: str | None) -> Language:
    """The language that an address asks for; Danish where it asks for none that there is."""
    return "en" if given == "en" else "da"


def bar(current: str = "", root: str = "", language: Language = "da", switch: str = "") -> str:
    """The header of a page.

    ``current`` is the page that they stand on, ``root`` the way to where all addresses begin, and
    ``switch`` the escaped address of the same page in the other language, as :func:`switched`
    makes it.
    """
    names = dict(zip(_PAGES, texts.PAGES[language], strict=True))
    links = "".join(
        f'<li><a href="{address(page, root, language)}"{_here(page, current)}>{name}</a></li>'
        for page, name in names.items()
    )
    return (
        '<header class="top">'
        f'<a class="brand" href="{address(ASK, root, language)}">{texts.NAME}</a>'
        f'<nav class="pages" aria-label="{texts.PAGES_NAMED[language]}"><ul>{links}</ul></nav>'
        f"{_other(language, switch)}</header>"
    )


def address(page: str, root: str = "", language: Language = "da") -> str:
    """Where one of the pages is, in this language."""
    way = (root or page) if page == ASK else root + page
    return f"{way}?lang=en" if language == "en" else way


def switched(path: str, given: Pairs, language: Language) -> str:
    """The escaped address of ``path`` with what is ``given`` in its query, in the other language.

    ``path`` is quoted already, as addresses are.
    """
    kept = [(name, value) for name, value in given if name != "lang"]
    query = urlencode([*kept, *([("lang", "en")] if language == "da" else [])])
    return escape(f"{path}?{query}" if query else path)


def _other(language: Language, switch: str) -> str:
    if not switch:
        return ""
    other = "da" if language == "en" else "en"
    name = texts.OTHER_LANGUAGE[language]
    return f'<a class="other" lang="{other}" hreflang="{other}" href="{switch}">{name}</a>'


def _here(page: str, current: str) -> str:
    return ' aria-current="page"' if page == current else ""
