"""Danish verbs of status papers, by how they are inflected, without their prefixes."""

from __future__ import annotations

EDE = (
    "arbejd afslutt start udvikl vikl saml behandl handl drøft styrk vid peg bygg åbn lukk"
    " flytt forbedr ændr beslutt rykk mist prøv lav løft støtt skaff dann kobl hent mønt pass"
    " dækk klar rett slutt virk still fordobl sikr bevilg bevillig anmod svar bekræft klag"
    " tegn fremm ankr forsøg nytt halver overvej fordr målrett mærk regn streg skab form"
    " forstærk lign anbefal modn vent mangl spar statt forlæng stift hæv sænk skærp spred"
    " omfatt rull spor fejr test tjekk dropp hyr oplev trapp forny bebud varsl udlign påpeg"
    " opdag bearbejd rens ansk indfas udfas fyld forsk drej"
).split()
"""Stems with -ede and -et: "arbejdede", "arbejdet"."""
TE = (
    "send før hør begynd led kald skab brug løs vis prøv del vælg mød gennemfør indfør kend"
    " søg anvend nævn betal køb opfyld bered udbred meddel læs spis tal ramm end stem ophør"
    " kræv rør fremhæv lær rejs oplys afvis lys kør tænk bestem"
).split()
"""Stems with -te and -t: "sendte", "sendt"."""
STRONG = (
    "holde holder holdt holdt|få får fik fået|give giver gav givet|komme kommer kom kommet"
    "|gå går gik gået|tage tager tog taget|lægge lægger lagde lagt|sætte sætter satte sat"
    "|træffe træffer traf truffet|falde falder faldt faldet|stige stiger steg steget"
    "|ske sker skete sket|stå står stod stået|gøre gør gjorde gjort"
    "|skrive skriver skrev skrevet|drive driver drev drevet|byde byder bød budt"
    "|finde finder fandt fundet|skyde skyder skød skudt|bringe bringer bragte bragt"
    "|slå slår slog slået|træde træder trådte trådt|sige siger sagde sagt"
    "|bryde bryder brød brudt|følge følger fulgte fulgt|drage drager drog draget"
    "|løbe løber løb løbet|vælge vælger valgte valgt|bede beder bad bedt"
    "|spørge spørger spurgte spurgt|sælge sælger solgte solgt|hjælpe hjælper hjalp hjulpet"
    "|bære bærer bar båret|vinde vinder vandt vundet|fortsætte fortsætter fortsatte fortsat"
    "|ligge ligger lå ligget|skride skrider skred skredet|lade lader lod ladet"
    "|øge øger øgede øget|lykkes lykkes lykkedes lykkedes|gælde gælder gjaldt gældt"
    "|måle måler målte målt|blive bliver blev blevet|være er var været|have har havde haft"
    "|se ser så set|betyde betyder betød betydet"
)
"""Infinitive, present, preterite, participle."""
PREFIXES = frozenset(
    (
        "af an be bi er ny om op på re ud del for fra gen god hen ind med mis mod ned sam sær til"
        " ude ved bort fast fore frem fuld hjem hånd inde klar kort lang mang over plan selv stad"
        " tyde vare efter ibrug igang imøde iværk under værdi færdig gennem sammen synlig videre"
        " ansvars vedlige tilkende tilrette kvalitets offentlig"
    ).split()
)
NOUNS = frozenset(
    (
        "afgifter afsnit aftaler ansvaret arbejde del elever forhold forløb fremmede lang led"
        " ledede leder lærer løb medarbejder mål målt planer plejer prøver regner regning rådgiver"
        " samarbejde set støtte svare svaret så tegn tilbud tilknyttet udbud udfører udgifter"
        " udløb åbne"
    ).split()
)
"""Forms of verbs that are nouns or adjectives nearly always."""
COMPARED = frozenset(
    (
        "aktører alligevel andre borgere bredere brugere dybere dyrere endvidere enklere fastere"
        " finere flere forskere forældere friere grønnere højere klarere kortere lavere ledere"
        " lettere længere lærere medarbejdere mere nemmere nyere nærmere partnere plejere rarere"
        " renere rigere rådgivere samarbejdspartnere senere sikrere skarpere stærkere sundere"
        " superbrugere svagere tidligere tungere tættere udøvere videre være ydere yderligere"
        " yngre ældre"
    ).split()
)
"""Words in -ere that are no infinitives."""
GENITIVES = frozenset(
    (
        "vores deres jeres fælles således særdeles endeles alles disses dettes dennes hendes"
        " anderledes indbyrdes andres kommunes enkeltes ansattes udsattes unges ældres yngres"
        " mindstes størstes voksnes lykkes synes mindes længes trives enes fødes herredes"
    ).split()
)
"""Words in -es that are no passives of doing."""
