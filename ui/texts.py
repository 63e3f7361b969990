"""Every word that the web page says of its own accord: Danish, short, plain, *du*."""

from __future__ import annotations

NAME = "Strategi"
TAGLINE = "Spørg kommunernes strategier og planer, og se præcis, hvor svaret står."
MACHINE = (
    "Du taler med en maskine. Den svarer kun med dokumenternes egne ord og viser kilden til "
    "hver linje."
)
MODEL = (
    "Du taler med en maskine. En sprogmodel skriver svaret ud fra dokumenterne, og hver sætning "
    "bliver holdt op mod sin kilde, før du ser den."
)
SENT_OUT = (
    "Dit spørgsmål og uddrag af dokumenterne bliver sendt til sprogmodellen uden for denne "
    "maskine. CPR-numre, e-mailadresser og telefonnumre bliver skjult, når de kan genkendes."
)
REMINDER = "Svaret er samlet af en maskine. Læs stedet i dokumentet, før du bruger det."
NO_SCRIPT = "Samtalen kræver JavaScript. Slå det til i din browser, og åbn siden igen."

QUESTION = "Dit spørgsmål"
QUESTION_HINT = "Skriv et spørgsmål"
SEND = "Spørg"
NEW = "Ny samtale"
HOME = "Jeg arbejder i"
NO_HOME = "Ingen bestemt kommune"
CONVERSATION = "Samtale"
STARTERS = "Prøv for eksempel"
SOURCES = "Kilder"
NEAREST = "Tættest på"
OPEN = "Åbn stedet"
FREEZE = "Gem til sagen"

EMPTY = (
    "Der er ingen dokumenter endnu. Tilføj dem under Dokumenter, eller læg dem i "
    "dokumentmappen, og start Strategi igen."
)
SEARCHING = "Leder i dokumenterne …"
FAILED = "Det lykkedes ikke at finde et svar lige nu. Prøv igen om lidt."
TOO_LONG = "Dit spørgsmål er for langt. Skriv det kortere, og prøv igen."

BACK = "Til Strategi"
PAGES = {
    "da": ("Spørg", "Temaer", "Tidsplan", "Sammenlign", "Udkast", "Dokumenter"),
    "en": ("Ask", "Themes", "Timetable", "Compare", "Drafts", "Documents"),
}
PAGES_NAMED = {"da": "Sider", "en": "Pages"}
CONTENTS = "Indhold"
TO_PLACE = "Gå til det citerede sted"
UNKNOWN = "Dokumentet findes ikke"
UNKNOWN_ADVICE = "Det kan være fjernet eller have fået et andet navn. Stil spørgsmålet igen."

INSPECTION = "Sådan er filen læst"
NOTHING_READ = "Intet læst her."

DOCUMENTS = "Dokumenter"
DOCUMENTS_LEAD = "Det er dem her, du kan spørge om. Hvert svar bygger på dem og på intet andet."
LISTED = "I indekset"
NO_DOCUMENTS = (
    "Her er ingen dokumenter endnu. Tilføj det første, så kan du spørge om det med det samme."
)
FROM_FOLDER = "Fra mappen"
HOW_READ = "Sådan er den læst"
REMOVE = "Fjern"
REMOVE_TITLE = "Vil du fjerne dokumentet?"
REMOVE_ADVICE = "Filen og alt, der er læst i den, slettes her. Det kan ikke fortrydes."
KEEP = "Behold det"

ADD = "Tilføj"
CHOOSE = "Vælg filer"
DROP = "eller træk dem hertil"
FORMATS = "PDF, Word, PowerPoint, Excel, OpenDocument, HTML, CSV, Markdown og tekst"
REPLACES = "En fil, der hedder det samme som en, du har tilføjet før, erstatter den."
ABOUT = "Om dokumentet (valgfrit)"
ABOUT_ADVICE = (
    "Gælder for de filer, du tilføjer herefter. Det, du ikke udfylder, læses i dokumentet selv, "
    "hvis det står der."
)
FIELDS = {
    "title": ("Titel", "Bruges kun, når du tilføjer én fil ad gangen."),
    "organisation": ("Organisation", "For eksempel Randers Kommune"),
    "kind": ("Type", "For eksempel udviklingsplan"),
    "period": ("Periode", "2022 eller 2022-2026"),
    "published": ("Udgivet", "2024, 2024-09 eller 2024-09-30"),
}
NO_SCRIPT_ADDING = (
    "Du kan se listen, men det kræver JavaScript at tilføje og fjerne dokumenter. "
    "Slå det til i din browser, og åbn siden igen."
)
ADDING = {
    "waiting": "Venter på tur",
    "sending": "Sender … {percent} %",
    "reading": "Læser …",
    "step": "Læser {unit} {done} af {of}",
    "indexing": "Lægger i indekset …",
    "one": "Læst: 1 passage",
    "many": "Læst: {count} passager",
    "open": "Åbn dokumentet",
    "refused": "Ikke læst.",
    "again": "Prøv igen",
    "again_named": "Prøv igen med {name}",
    "page": "side",
    "too_large": "Filen fylder {size} MB, og grænsen er {most}. Del dokumentet i flere filer.",
    "folder": "Det er en mappe. Åbn den, og træk filerne hertil.",
    "cut": (
        "Forbindelsen blev afbrudt, eller filen er ændret, efter du valgte den. "
        "Prøv igen, eller vælg filen på ny."
    ),
    "removed": "{title} er fjernet.",
    "not_removed": "Serveren svarer ikke. Prøv igen om lidt.",
}
"""What the script says; it fills in what stands in braces."""

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip


def machine(model: str, *, remote: bool) -> str:
    """Who answers: what people must be told before the first answer."""
    if not model:
        return MACHINE
    return f"{MODEL} {SENT_OUT}" if remote else MODEL


def starter(whose: str, topic: str) -> str:
    """A question to begin with, about something that a document has a heading for."""
    return f"Hvad siger {whose} om {topic}?"


def counted(documents: int, passages: int) -> str:
    """How much there is to ask about."""
    return f"{documents} dokument{'' if documents == 1 else 'er'}, {found(passages)}"


def found(passages: int) -> str:
    """How many places a document can be cited at."""
    return f"{passages} passage{'' if passages == 1 else 'r'}"


def read_on(iso: str) -> str:
    """The day when a document was read."""
    return f"læst {day(iso)}"


def limit(megabytes: int) -> str:
    """How large a file may be."""
    return f"Højst {megabytes} MB pr. fil."


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
