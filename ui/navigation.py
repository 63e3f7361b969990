"""The way between the pages: on each of them, in the same order."""

from __future__ import annotations

from assistant.pictures.frame import Language
from ui import texts

ASK, THEMES, TIMELINE, COMPARE = "./", "temaer", "tidsplan", "sammenlign"
DRAFTS, DOCUMENTS = "udkast", "dokumenter"
_IN_BOTH = frozenset((THEMES, TIMELINE, COMPARE, DRAFTS))
_PAGES = (ASK, THEMES, TIMELINE, COMPARE, DRAFTS, DOCUMENTS)


def bar(current: str = "", root: str = "", language: Language = "da") -> str:
    """Links to every page. ``current`` is the one that they stand on, ``root`` the way to it."""
    names = dict(zip(_PAGES, texts.PAGES[language], strict=True))
    links = "".join(
        f'<li><a href="{_address(page, root, language)}"{_here(page, current)}>{name}</a></li>'
        for page, name in names.items()
    )
    return f'<nav class="pages" aria-label="{texts.PAGES_NAMED[language]}"><ul>{links}</ul></nav>'


def beside() -> str:
    """Links to the pages beside the conversation, which stays open."""
    links = (
        f'<a href="{page}">{name}</a>'
        for page, name in zip(_PAGES[1:], texts.PAGES["da"][1:], strict=True)
    )
    return " ".join(links)


def _address(page: str, root: str, language: Language) -> str:
    if page == ASK:
        return root or page
    return f"{root}{page}{'?lang=en' if language == 'en' and page in _IN_BOTH else ''}"


def _here(page: str, current: str) -> str:
    return ' aria-current="page"' if page == current else ""
