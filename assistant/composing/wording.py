"""What a draft says in its own words: headings, column heads and remarks, by whom it is for."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.drafts.draft import PartName

_PLAIN: Mapping[PartName, str] = {
    "background": "Baggrund",
    "changes": "Nyt siden sidst",
    "done": "Hvad der er gjort",
    "status": "Status i forhold til planen",
    "next": "Det videre forløb",
    "open": "Åbne punkter",
}
_STAFF: Mapping[PartName, str] = {
    "background": "Hvorfor",
    "changes": "Nyt siden sidst",
    "done": "Hvad der er sket",
    "status": "Hvor langt vi er",
    "next": "Hvad der nu skal ske",
    "open": "Det mangler vi svar på",
}
_AUDIENCES = {
    "udvalg": "udvalget",
    "ledergruppe": "ledergruppen",
    "medarbejdere": "medarbejderne",
    "medarbejder": "medarbejderne",
    "udvalget": "udvalget",
    "ledergruppen": "ledergruppen",
    "medarbejderne": "medarbejderne",
}
HEADS = ("Tiltag", "Planlagt", "Ansvarlig", "Tidsplan", "Status")
RESPONSIBLE = "Ansvarlig:"
BEFORE = "Før:"
NOT_TOLD = "Ikke oplyst"
NO_BACKGROUND = "Dokumenterne siger ikke, hvad baggrunden er."
AIMS = "Det skal føre til:"
NO_CHANGES = "Dokumenterne siger ikke, hvad der er nyt om emnet siden da."
NEW, CHANGED, MOVED, FINISHED, GONE = "Nyt", "Ændret", "Flyttet", "Afsluttet", "Udgået"
NONE_DONE = "Dokumenterne siger ikke, hvad der er gjort."
DONE_ELSEWHERE = "Dokumenterne siger ikke mere om, hvad der er gjort."
"""Where the news and the table have told it all."""
NO_STATUS = "Dokumenterne siger ikke, hvor langt arbejdet er."
NO_MORE_STATUS = "Dokumenterne siger ikke mere om, hvor langt arbejdet er."
NONE_NEXT = "Dokumenterne siger ikke, hvad der skal ske nu."
ENDED = "Dette stod i planer, hvis periode er udløbet:"
PASSED = "Disse datoer er passeret:"
NOT_FOLLOWED = "Status mangler for de datoer, der er passeret."
NOBODY = "Dokumenterne nævner ingen ansvarlig for:"
NOBODY_AT_ALL = "Dokumenterne nævner ingen ansvarlige."
UNTOLD = "Dokumenterne siger ikke mere om:"
NONE_OPEN = "Dokumenterne nævner ingen åbne punkter."


def headings(audience: str) -> Mapping[PartName, str]:
    """The headings for ``audience``; those who do the work are spoken to more plainly."""
    return _STAFF if addressee(audience) == "medarbejderne" else _PLAIN


def addressee(audience: str) -> str:
    """Whom the text is for, as it is said: "udvalget"; another name as it was given."""
    given = " ".join(audience.split())
    return _AUDIENCES.get(given.lower(), given)
