"""Words and phrases of Danish that tell a statement's standing beside its verb's tense."""

from __future__ import annotations

import re

from assistant.standing.phrases import phrase

PLANNED = phrase(
    r"(?:er|blev|bliver) (?:(?:der|nu|også|desuden|derfor|endvidere|dog) )*"
    r"(?:planlagt|berammet|tiltænkt|skemalagt|programsat|forventet|ventet)"
    r"|(?:fastsat|berammet|sat) til|under planlægning"
    r"|(?:forventes|ventes|påtænkes|planlægges|tilstræbes|sigtes|stiles|overvejes|foreslås)"
    r"|forventer|påtænker|planlægger|agter|har til hensigt|lægge[rs] (?:der )?op til"
    r"|er (?:det )?(?:tanken|planen|hensigten)|næste (?:skridt|fase|trin) er"
    r"|(?:hensigten|planen|tanken|målsætningen) er(?: at|(?: ,)?$)|(?:deadline|fristen) er"
)
ON = phrase(
    r"i (?:fuld )?gang|i høring|pågå(?:r|ende)|foregår|er undervejs|er midtvejs"
    r"|(?:er|stadig|fortsat) igangværende|(?:er|var) (?:\w+ ){0,2}ved at \w+|i færd med"
    r"|(?:fortsætter|fortsættes|forløber|kører|skrider|løber)"
    r"|under (?:udarbejdelse|etablering|implementering|opbygning|behandling|udvikling|afklaring"
    r"|forberedelse|opstart|opførelse|udførelse|indkøring|udrulning|revision|rekruttering"
    r"|ansættelse|oprettelse|færdiggørelse)"
    r"|(?:er|har) (?:der )?(?:\w+ )?fokus på at"
)
ONGOING = frozenset(
    "løbende fortsat stadig fortløbende vedvarende aktuelt stadigvæk kontinuerligt pt dagligt"
    " vedholdende øjeblikket".split()
)
WORKING = re.compile(
    r"(?:arbejdes(?: der)?|arbejder)(?: \w+){0,3} (?:på|med|hen)\b"
    r"|kigges(?: der)?(?: \w+)? på\b|fokuseres\b|samarbejdes\b"
)
NOW = phrase(r"for tiden|i øjeblikket|for øjeblikket|netop nu|lige nu|i disse \w+")
BEGUN = phrase(
    r"(?:på|op)?(?:begyndt|startet)|igangsat|igangsatte|indledt|(?:sat|gået|kommet)(?: \w+)? i gang"
)
RESULT = phrase(r"i drift|på plads|i kraft|(?:nu|helt|alle|er) (?:færdige?|færdigt|besat)")
STATIVE = frozenset(
    "præget baseret målrettet kendetegnet defineret markeret skitseret omfattet bestemt bygget"
    " organiseret opbygget placeret forbundet tilknyttet forpligtet funderet rettet opdelt"
    " inddelt fordelt båret beskrevet delt sammensat indrettet påvirket forankret udsat kendt"
    " tilrettet illustreret anført nævnt optaget bundet konkretiseret inspireret"
    " vist angivet gengivet oplistet opstillet uddybet fremstillet opgjort vedlagt ment"
    " ventet forventet tænkt".split()
)
SAID = re.compile(
    r"\w*(?:ses|præges|opleves|vises|kendetegnes|defineres|anvendes|kaldes|benævnes|betragtes"
    r"|vurderes|afspejles|forstærkes|underbygges|skabes|bruges|henvises|peges|skønnes|menes"
    r"|består|findes|tilskrives|omfattes|fremgår|forudsættes|kræves|udgøres|understøttes|beregnes"
    r"|sikres|gives|varetages|administreres|stilles|leveres|forstås|håndteres|tillægges|træffes"
    r"|drives|finansieres|opgøres|måles|omtales|belyses)"
)
TIMELESS = re.compile(
    r"viser|peger|tyder|dokumenterer|illustrerer|indikerer|beskriver|angiver|afspejler|bekræfter"
    r"|fortæller|nævner|fremhæver|vurderer|mener|forklarer|understreger|fremgår|gælder|omfatter|indeholder|dækker|svarer|kræver|bygger"
    r"|handler|betyder|udgør|ligger|består|hedder|tilhører|rummer|hviler|vedrører|tæller"
)
"""Presents that tell how a thing is whatever time they name."""
PURPOSE = phrase(
    r"har (?:(?!haft)\w+ ){0,2}(?:til|som) (?:\w+ )?(?:hensigt|formål|sigte|mål|opgave)(?: ,)?"
    r"|er (?:\w+ ){0,2}(?:tænkt|ment|tiltænkt) som"
)
INTENDS = phrase("til hensigt")
PLACE = phrase(
    r"er (?:\w+ ){0,3}\w+(?:t|et|ne|de) (?:\w+ )?(?:i|på|af|ved|under|jf) (?:\w+ ){0,2}"
    r"(?:\w*(?:figur|tabel|diagram|graf|kurve|bilag|afsnit|kapitel|skema|oversigt|boks|kolonne)"
    r"(?:men|met|ler|len|rne|net|net|let|en|et|ne|er|n)?|side \d+|nedenstående|ovenstående)"
    r"|er (?:\w+ ){0,3}\w+(?:t|et|ne|de) (?:nedenfor|ovenfor|herunder)"
)
"""Where something stands in the paper."""
EFFECT = re.compile(
    r"sikre|bidrage|understøtte|styrke|skabe|medvirke|give|fremme|forbedre|øge|nedbringe"
    r"|reducere|forebygge|hjælpe|gøre|lette|mindske|løfte|højne|danne|bane|støtte|tjene"
    r"|kvalificere"
)
STARTED = frozenset("sættes igangsættes".split())
HABIT = phrase(r"gange om \w+")
ALWAYS = frozenset(
    "altid typisk ofte normalt generelt sædvanligvis oftest udgangspunkt aldrig".split()
)
DAY = re.compile(
    r"(?:jan|febr|april|maj|jun|jul|august|sept|okt|nov|dec|marts)\w*|(?:kvt|kvartal|halvår)\w*"
    r"|(?:19|20)\d\d\w*|forår\w*|sommer\w*|efterår\w*|vinter\w*|årsskiftet|nytår|nytåret|primo"
    r"|medio|ultimo|uge|snart|fremover|fremadrettet"
)
