"""The Danish municipalities by name: whom a question may be about that no document is from."""

from __future__ import annotations

import re

NAMES = tuple(
    (
        "Aabenraa Aalborg Aarhus Albertslund Allerød Assens Ballerup Billund Bornholm Brøndby "
        "Brønderslev Dragør Egedal Esbjerg Faaborg-Midtfyn Fanø Favrskov Faxe Fredensborg "
        "Fredericia Frederiksberg Frederikshavn Frederikssund Furesø Gentofte Gladsaxe Glostrup "
        "Greve Gribskov Guldborgsund Haderslev Halsnæs Hedensted Helsingør Herlev Herning "
        "Hillerød Hjørring Holbæk Holstebro Horsens Hvidovre Høje-Taastrup Hørsholm "
        "Ikast-Brande Ishøj Jammerbugt Kalundborg Kerteminde Kolding København Køge Langeland "
        "Lejre "
        "Lemvig Lolland Lyngby-Taarbæk Læsø Mariagerfjord Middelfart Morsø Norddjurs Nordfyn "
        "Nyborg Næstved Odder Odense Odsherred Randers Rebild Ringkøbing-Skjern Ringsted "
        "Roskilde Rudersdal Rødovre Samsø Silkeborg Skanderborg Skive Slagelse Solrød Sorø "
        "Stevns Struer Svendborg Syddjurs Sønderborg Thisted Tårnby Tønder Vallensbæk Varde "
        "Vejen Vejle Vesthimmerland Viborg Vordingborg Ærø "
    ).split()
)


_WORDS = frozenset({"Greve", "Odder", "Skive", "Vejen"})
"""Those that are words of the language too: named only with "Kommune"."""


def named(text: str) -> list[str]:
    """The municipalities that ``text`` names, written as names are."""
    return [name for name in NAMES if _is_named(text, name)]


def _is_named(text: str, name: str) -> bool:
    base = rf"(?<!\w){re.escape(name.removesuffix('s'))}s?"
    if re.search(rf"{base}\s+kommune", text, re.IGNORECASE):
        return True
    return name not in _WORDS and bool(re.search(rf"{base}(?!\w)", text))
