"""What else a topic is called in municipal papers: synonyms, and what is an instance of it.

General words of Danish municipal work, of every field and not of the papers at hand, after the
pattern of :mod:`assistant.glossary`. A line names one concept in one or several words, which stand
for each other, and after the colon what counts as an instance of it; an instance stands for its
concept, but the concept not for the instance. What a word has in common with its inflections and
compounds is not said here.
"""

from __future__ import annotations

from collections.abc import Mapping

_INSTANCE = 0.8
_LINES = """
barn børn:
ung unge:
mand mænd:
bog bøger:
tand tænder:
hånd hænder:
kraft kræfter:
fravær: skolevægring skulk
skolefravær skolevægring: fravær
mistrivsel: angst depression ensomhed selvskade spiseforstyrrelse psykisk
trivsel: mistrivsel livskvalitet velbefindende livsglæde livsduelighed
psykisk: psykiatri angst depression selvskade spiseforstyrrelse sindslidelse
psykiatri: psykisk sindslidelse
inddragelse medinddragelse: medbestemmelse indflydelse deltagelse samskabelse brugerinddragelse
inddragelse medinddragelse: høring involvering
borgerinddragelse brugerinddragelse medborgerskab: medbestemmelse
borgerinddragelse brugerinddragelse medborgerskab: borgermøde borgerperspektiv brugerråd
borgerinddragelse brugerinddragelse medborgerskab: forældregruppe samskabelse høring
medbestemmelse indflydelse: inddragelse
plejefamilie familiepleje: plejebarn plejeforælder netværksplejefamilie
anbringelse: anbragt døgninstitution opholdssted plejefamilie hjemgivelse døgnafdeling
økonomi: budget udgift merforbrug besparelse regnskab investering
økonomistyring: økonomi budget budgetopfølgning merforbrug udgift regnskab råderum
besparelse: merforbrug effektivisering
forebyggelse: sundhedsfremme opsporing
opsporing: screening forebyggelse bekymring
civilsamfund: frivillig frivillighed forening ngo foreningsliv
frivillig frivillighed: civilsamfund forening foreningsliv
kompetenceudvikling opkvalificering kompetenceløft: kursus efteruddannelse videreuddannelse
kompetenceudvikling opkvalificering kompetenceløft: supervision aktionslæring oplæring
kompetenceudvikling opkvalificering kompetenceløft: lederudvikling ledelsesudvikling
kompetenceudvikling opkvalificering kompetenceløft: praksisuddannelse undervisning kompetence
efteruddannelse videreuddannelse: kursus kompetenceudvikling
lederudvikling ledelsesudvikling: ledelse
supervision: sparring
rekruttering: ansættelse nyansættelse jobopslag stillingsopslag
ansættelse nyansættelse: rekruttering stilling
fastholdelse: personaleomsætning
sundhed: tandsundhed sundhedspolitik kost motion rygning livsstil sygdom læge sygeplejerske
sundhedsfremme: sundhedspolitik kost motion bevægelse rygestop
tandpleje: tandlæge tandsundhed
ledelse: ledelsesgrundlag lederudvikling ledelsesudvikling chef
arbejdsmiljø: arbejdsglæde sygefravær stress arbejdsliv arbejdskultur
sygefravær: sygemelding
kommunikation: formidling nyhedsbrev hjemmeside pressemeddelelse transparens branding
formidling: kommunikation nyhedsbrev hjemmeside artikel foredrag
branding: omdømme synlighed
åbenhed transparens gennemsigtighed:
digitalisering: digital journaliseringssystem selvbetjening velfærdsteknologi automatisering
data: nøgletal måling statistik datadrevet
it it-system: digital journaliseringssystem
evaluering: opfølgning effektmåling måling audit monitorering
effekt: effektmåling virkning udbytte effektanalyse
dokumentation: måling monitorering journalisering
forskning: forsker evidens universitet
evidens: forskning effekt
samarbejde: partnerskab samspil koordinering
tværfaglig tværgående tværsektoriel: helhedsorienteret
helhedsorienteret: tværfaglig sammenhængende
handicap funktionsnedsættelse: udviklingshæmning autisme specialpædagogisk
misbrug: rusmiddel alkohol stofmisbrug
hjemløshed hjemløs: forsorgshjem boligløs
bolig: lejlighed boligområde almenbolig
beskæftigelse: job jobcenter arbejdsløs ledighed praktik arbejdsmarked
ledighed arbejdsløshed: jobcenter kontanthjælp beskæftigelse
uddannelse: ungdomsuddannelse erhvervsuddannelse studerende
skilsmisse: samlivsbrud skilsmissefamilie samvær
vold: overgreb krisecenter voldsudsat
overgreb: vold mishandling
kriminalitet: ssp hærværk bande
integration: flygtning indvandrer sprogundervisning
ældre senior: plejehjem hjemmepleje demens pensionist
dagtilbud daginstitution: børnehave vuggestue dagpleje
skole folkeskole: skolegang skoleleder elev lærer
inklusion: inkludere mellemform børnefællesskab ekskludere
læge: praksislæge almenpraksis lægefaglig
retssikkerhed: rettighed lovkrav lovmedholdelighed klageadgang
lovgivning: lovkrav lovændring reform
sagsbehandling: sagsarbejde sagsgang journalisering myndighedssag
underretning: bekymringshenvendelse
kultur: bibliotek museum musik teater
idræt: sport motion idrætsforening
natur: biodiversitet skov vandløb
klima: co2 drivhusgas klimatilpasning vedvarende
energi: solcelle vindmølle fjernvarme
trafik: vejnet cykelsti kollektiv bus
erhverv erhvervsliv: virksomhed iværksætter
turisme: turist overnatning
bosætning: tilflytter
organisering: omorganisering organisationsændring
organisationsændring omorganisering: organisering fusion
værdi: respekt ordentlighed ansvarlighed
tillid: tillidsfuld
netværk: netværksmøde
netværksinddragelse: netværksmøde netværk
videndeling vidensdeling: erfaringsudveksling vidensopsamling
pulje fond: tilskud puljemiddel fondsmiddel fondsprojekt ansøgning
politisk: byråd kommunalbestyrelse udvalg politiker
forælder forældre: mor far forældresamarbejde
overgang: efterværn
efterværn: overgang
børnesyn: mindset
ventetid venteliste: ventende
ungdom unge: ungeindsats ungdomsskole
med med-system med-udvalg: hmu lmu trio områdeudvalg arbejdsmiljørepræsentant tillidsrepræsentant
anlæg byggeri: ombygning nybyggeri udvidelse renovering
"""


def _read() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in _LINES.strip().splitlines():
        names, _, instances = line.partition(":")
        for name in names.split():
            others = found.setdefault(name, {})
            others |= {other: 1.0 for other in names.split() if other != name}
            for instance in instances.split():
                others.setdefault(instance, _INSTANCE)
    return found


RELATED: Mapping[str, Mapping[str, float]] = _read()
"""A concept's word to the words that stand for it, each with how far it does, 0 to 1."""
