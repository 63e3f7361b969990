"""What several pages and the commands say; each page has its other words in its own module."""

from __future__ import annotations

NAME = "Strategi"

PAGES = {
    "da": ("Spørg", "Temaer", "Tidsplan", "Sammenlign", "Udkast", "Dokumenter"),
    "en": ("Ask", "Themes", "Timetable", "Compare", "Drafts", "Documents"),
}
PAGES_NAMED = {"da": "Sider", "en": "Pages"}
OTHER_LANGUAGE = {"da": "English", "en": "Dansk"}

INSPECTION = "Sådan er filen læst"
NOTHING_READ = "Intet læst her."

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip


def page_number(number: int) -> str:
    """Where in a document with pages."""
    return f"side {number}"


def day(iso: str) -> str:
    """An ISO date, cut where no more is known, as it is written in Danish."""
    year, *rest = iso.split("-")
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= len(_MONTHS):
        return year
    month = _MONTHS[int(rest[0]) - 1]
    number = f"{int(rest[1])}. " if len(rest) > 1 and rest[1].isdigit() else ""
    return f"{number}{month} {year}"


def inspected(sections: int, tables: int, passages: int, pages: int) -> str:
    """What a reader found in a file, counted."""
    paged = f", {pages} side{'r' if pages > 1 else ''}" if pages else ""
    found = (
        f"{sections} afsnit",
        f"{tables} tabel{'ler' if tables != 1 else ''}",
        f"{passages} passage{'r' if passages != 1 else ''}",
    )
    return ", ".join(found) + paged


def passage(number: int, characters: int, path: str) -> str:
    """Where a passage begins."""
    return f"Passage {number} · {characters} tegn" + (f" · {path}" if path else "")
