"""Words of administration that say the same: a closed list, general to any municipal paper."""

from __future__ import annotations

from functools import lru_cache

from assistant.checking.stems import stem

_SAME = """
beslutte beslutning besluttet besluttede vedtage vedtaget vedtog vedtagelse
godkende godkendt godkendte vedtage vedtaget vedtog
afholde afholdt afholdes holde holdt holdes gennemføre gennemført gennemføres
månedlig månedligt måned|ugentlig ugentligt uge|årlig årligt år
begynde begyndte begyndt starte startede startet påbegynde indlede opstart igangsætte igangsat
afslutte afsluttet afsluttes færdig færdiggøre fuldføre
afprøve afprøves afprøvet prøve prøves prøvet teste testes forsøg
evaluere evalueres evalueret evaluering
behandle behandler behandlet drøfte drøfter drøftet drøftes
hurtig hurtigere|kort kortere
skyldes årsag årsagen grund
indeholde indeholder omfatte omfatter omfattet rumme rummer bestå
oprette oprettet etablere etableret|ansat ansatte ansætte ansættes
medarbejder medarbejderne personale|modtage modtager modtaget få
støtte støtter hjælp hjælpe|hjælp bistand
formål formålet sigte hensigt|hensigt mål
lede leder ledet ledes ledelse
ansvar ansvaret ansvarlig|mål målsætning
udarbejde udarbejdet udarbejdes lave laves lavet
ændre ændres ændret ændring|forløb forløbet
byråd byrådet kommunalbestyrelse kommunalbestyrelsen
indsats indsatser tiltag|barn børn barnet børnene|forælder forældre
ung unge|familie familier
vare varer varighed gælde gælder løbe løber|forbedre forbedret bedre|øge øges øget
øgning stigning stige stiger steg steget|falde falder faldt faldet fald
nedbringe mindske mindsker reducere reduceret sænke
måltal mål|boende bo bor|fælles fællesskab sammen samle samlet
udpege udpeget vælge valgt
udsætte udsat udsættes udsættelse udskyde udskudt udskydes rykke
afslå afslået afslag afvise afvist afvisning|fratræde fratrådt stoppe stoppede forlade
seneste nyeste|forelægge forelagt fremlægge fremlagt præsentere præsenteret
erstatte erstattet afløse afløst|forbindelse sammenhæng|kræve krav
"""


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _SAME.replace("\n", "|").split("|"):
        stems = frozenset(stem(word) for word in group.split())
        for one in stems:
            found[one] = found.get(one, frozenset()) | stems
    return found


_GROUPS = _groups()


@lru_cache(maxsize=20_000)
def kin(base: str) -> tuple[str, ...]:
    """The stems of the words that say the same as that of the stem ``base``."""
    return tuple(sorted(_GROUPS.get(base, frozenset()) - {base}))
