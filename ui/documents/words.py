"""What the page of all documents says of its own accord, in Danish and in English."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.pictures.frame import Language
from ui import texts

DANISH: Mapping[str, str] = {
    "documents": "Dokumenter",
    "lead": "Dem kan du spørge om. Hvert svar bygger på dem og på intet andet.",
    "main": "Gå til indholdet",
    # What is there.
    "listed": "I indekset",
    "none": "Her er ingen dokumenter endnu. Tilføj det første, så kan du spørge om det med det "
    "samme.",
    "find": "Find et dokument",
    "find hint": "Titel, organisation, type, år eller filnavn",
    "folder": "Fra mappen",
    "gone": "Filen findes ikke længere",
    "read on": "læst {day}",
    "document": "1 dokument",
    "several documents": "{count} dokumenter",
    "passage": "1 passage",
    "passages": "{count} passager",
    "table": "1 tabel",
    "tables": "{count} tabeller",
    "page": "1 side",
    "pages": "{count} sider",
    "slide": "1 slide",
    "slides": "{count} slides",
    "sheet": "1 ark",
    "sheets": "{count} ark",
    "warning": "1 bemærkning",
    "warnings": "{count} bemærkninger",
    "correct": "Ret",
    "reread": "Læs igen",
    "remove": "Fjern",
    # Putting right.
    "correct title": "Ret oplysninger",
    "correct advice": "Rettelsen bruges i svar, filtre og kilder med det samme. Selve filen bliver "
    "ikke ændret. Tømmer du et felt, gælder igen det, der står i dokumentet eller i mappens "
    "corpus.toml.",
    "cancel": "Fortryd",
    "save": "Gem",
    # Removing.
    "remove title": "Vil du fjerne dokumentet?",
    "remove advice": "Filen og alt, der er læst i den, slettes her. Det kan ikke fortrydes.",
    "keep": "Behold det",
    # Adding.
    "add": "Tilføj",
    "choose": "Vælg filer",
    "drop": "eller træk dem hertil",
    "formats": "PDF, Word, PowerPoint, Excel, OpenDocument, HTML, CSV, Markdown og tekst",
    "limit": "Højst {count} MB pr. fil.",
    "about": "Om dokumentet (valgfrit)",
    "about advice": "Gælder for de filer, du tilføjer herefter. Det, du ikke udfylder, læses i "
    "dokumentet selv, hvis det står der. En fil, der hedder det samme som en, du har tilføjet før, "
    "erstatter den.",
    "one title": "Bruges kun, når du tilføjer én fil ad gangen.",
    "title": "Titel",
    "title hint": "",
    "organisation": "Organisation",
    "organisation hint": "For eksempel Randers Kommune",
    "kind": "Type",
    "kind hint": "For eksempel udviklingsplan",
    "period": "Periode",
    "period hint": "2022 eller 2022-2026",
    "published": "Udgivet",
    "published hint": "2024, 2024-09 eller 2024-09-30",
    "no script": "Du kan se listen, men det kræver JavaScript at tilføje, rette og fjerne "
    "dokumenter. Slå det til i din browser, og åbn siden igen.",
    # The script's own.
    "waiting": "Venter på tur",
    "sending": "Sender … {percent} %",
    "reading": "Læser …",
    "step": "Læser {unit} {done} af {of}",
    "indexing": "Lægger i indekset …",
    "added one": "Læst: 1 passage",
    "added": "Læst: {count} passager",
    "open": "Åbn dokumentet",
    "refused": "Ikke læst.",
    "again": "Prøv igen",
    "again named": "Prøv igen med {name}",
    "unit page": "side",
    "unit slide": "slide",
    "unit sheet": "ark",
    "too large": "Filen fylder {size} MB, og grænsen er {most}. Del dokumentet i flere filer.",
    "a folder": "Det er en mappe. Åbn den, og træk filerne hertil.",
    "cut": "Forbindelsen blev afbrudt, eller filen er ændret, efter du valgte den. Prøv igen, "
    "eller vælg filen på ny.",
    "removed": "{title} er fjernet.",
    "rereading": "Læser filen igen …",
    "reread done": "Læst igen. {found}.",
    "saving": "Gemmer …",
    "saved": "Rettelsen er gemt.",
    "silent": "Serveren svarer ikke. Prøv igen om lidt.",
    "matching": "{count} af {all} dokumenter",
}

ENGLISH: Mapping[str, str] = {
    "documents": "Documents",
    "lead": "These are what you can ask about. Every answer rests on them and on nothing else. "
    "Their own words are Danish.",
    "main": "Go to the content",
    "listed": "In the index",
    "none": "There are no documents yet. Add the first, and you can ask about it at once.",
    "find": "Find a document",
    "find hint": "Title, organisation, kind, year or file name",
    "folder": "From the folder",
    "gone": "The file is not here any more",
    "read on": "read {day}",
    "document": "1 document",
    "several documents": "{count} documents",
    "passage": "1 passage",
    "passages": "{count} passages",
    "table": "1 table",
    "tables": "{count} tables",
    "page": "1 page",
    "pages": "{count} pages",
    "slide": "1 slide",
    "slides": "{count} slides",
    "sheet": "1 sheet",
    "sheets": "{count} sheets",
    "warning": "1 remark",
    "warnings": "{count} remarks",
    "correct": "Correct",
    "reread": "Read again",
    "remove": "Remove",
    "correct title": "Correct the details",
    "correct advice": "Answers, filters and sources use the correction at once. The file itself "
    "is not changed. If you empty a field, what the document or the folder's corpus.toml says "
    "holds again.",
    "cancel": "Cancel",
    "save": "Save",
    "remove title": "Remove this document?",
    "remove advice": "The file and all that was read in it are deleted here. This cannot be "
    "undone.",
    "keep": "Keep it",
    "add": "Add",
    "choose": "Choose files",
    "drop": "or drop them here",
    "formats": "PDF, Word, PowerPoint, Excel, OpenDocument, HTML, CSV, Markdown and text",
    "limit": "At most {count} MB a file.",
    "about": "About the document (optional)",
    "about advice": "Applies to the files that you add from now on. What you leave empty is read "
    "in the document itself, if it stands there. A file with the name of one that you have added "
    "before replaces it.",
    "one title": "Used only when you add one file at a time.",
    "title": "Title",
    "title hint": "",
    "organisation": "Organisation",
    "organisation hint": "For example Randers Kommune",
    "kind": "Kind",
    "kind hint": "For example udviklingsplan",
    "period": "Period",
    "period hint": "2022 or 2022-2026",
    "published": "Published",
    "published hint": "2024, 2024-09 or 2024-09-30",
    "no script": "You can see the list, but adding, correcting and removing documents needs "
    "JavaScript. Turn it on in your browser and open the page again.",
    "waiting": "Waiting its turn",
    "sending": "Sending … {percent} %",
    "reading": "Reading …",
    "step": "Reading {unit} {done} of {of}",
    "indexing": "Putting it in the index …",
    "added one": "Read: 1 passage",
    "added": "Read: {count} passages",
    "open": "Open the document",
    "refused": "Not read.",
    "again": "Try again",
    "again named": "Try again with {name}",
    "unit page": "page",
    "unit slide": "slide",
    "unit sheet": "sheet",
    "too large": "The file is {size} MB, and the limit is {most}. Split the document into several "
    "files.",
    "a folder": "That is a folder. Open it and drop its files here.",
    "cut": "The connection was cut, or the file has changed since you chose it. Try again, or "
    "choose the file anew.",
    "removed": "{title} has been removed.",
    "rereading": "Reading the file again …",
    "reread done": "Read again. {found}.",
    "saving": "Saving …",
    "saved": "The correction has been saved.",
    "silent": "The server does not answer. Try again in a moment.",
    "matching": "{count} of {all} documents",
}

WORDS: Mapping[Language, Mapping[str, str]] = {"da": DANISH, "en": ENGLISH}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def counted(one: str, several: str, count: int, language: Language) -> str:
    """A number of things: ``one`` and ``several`` name the words for one and for more."""
    return WORDS[language][one if count == 1 else several].format(count=count)


def day(iso: str, language: Language) -> str:
    """An ISO date, cut where no more is known, as it is written."""
    if language == "da":
        return texts.day(iso)
    year, *rest = iso.split("-")
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= len(_MONTHS):
        return year
    number = f"{int(rest[1])} " if len(rest) > 1 and rest[1].isdigit() else ""
    return f"{number}{_MONTHS[int(rest[0]) - 1]} {year}"
