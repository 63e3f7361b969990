"""General English words to Danish stems, beyond the glossary that questions are read with.

Words of any municipal paper, not of one: what authorities do, who they are, how much and when.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant import glossary

_PAIRS = """
accept acceptere|access adgang|accident ulykke|account regnskab|achieve opnå nå|add tilføje
addition tillæg|administration forvaltning administration|administrative administrativ
adopt vedtage|advice råd rådgivning|advise rådgive|affect påvirke|afternoon eftermiddag
age alder år|aged alder år|agree enig aftale|allocate afsætte|allocated afsat|allow tillade
alternative alternativ|amount udgøre beløb|analysis analyse|annual årlig|annually årligt årlig
answer svar|appeal klage påklage anke|appealed påklaget anket|appeals klager|apply søge gælde
appoint udpege ansætte|appointed ansat udpeget|appointment tid aftale|approve godkende
approved godkendt|arrange arrangere|arrangement ordning|ask spørge bede|assess vurdere
assessment vurdering|assistance hjælp støtte|association forening|attend deltage
attendance fremmøde|attended deltaget|audit revision|authorise bemyndige|authorities myndigheder
authority myndighed|available ledig|average gennemsnit|aware opmærksom|bad dårlig|ban forbyde
base base|basis grundlag|become blive|begin begynde starte|begun begyndt startet
benefit ydelse gavn|better bedre|bill regning|board bestyrelse|book bog|borough bydel|borrow låne
boy dreng|break pause|bring bringe|brother bror|build bygge|bullying mobning|bus bus
business virksomhed|buy købe|calculate beregne|call ringe kalde|campaign kampagne|capital kapital
car bil|card kort|carry bære udføre|case sag sagsbehandling|caseload sagstal|central central
certificate bevis|chair formand|challenge udfordring|challenges udfordringer|chapter kapitel
charge opkræve gebyr|check kontrol kontrollere|child barn|choice valg|choose vælge
circumstance omstændighed|city by|civil civil|claim krav|class klasse|classroom klasse|clean ren
clear tydelig klar|client borger klient|clinic klinik|close lukke tæt|closed lukket|club klub
collect indsamle|combine kombinere|combined samlet|comment bemærkning|commit forpligte
commitment forpligtelse|committee udvalg|common fælles|community fællesskab samfund
companies virksomheder|company virksomhed|compare sammenligne|competent kompetent|complaint klage
complete afslutte fuldføre|completed afsluttet gennemført|concept koncept|concerned bekymret
condition vilkår betingelse|conduct gennemføre|conducted gennemført|confirm bekræfte stadfæste
confirmed bekræftet|connection forbindelse|consent samtykke|consider behandle overveje
considered behandlet overvejet|consist bestå|constant konstant|construct bygge
construction byggeri|consultation høring|contact kontakt|content indhold|continue fortsætte
contribute bidrage|contribution bidrag|conversation samtale|cooperate samarbejde
cooperates samarbejder|coordinate koordinere|coordination koordination
council byråd råd kommunalbestyrelse|counselling rådgivning|country land|court ret domstol
cover dække omfatte|covers omfatter dækker|create skabe|created oprettet skabt|crisis krise
criteria kriterier|current nuværende|daily dagligt daglig|danish dansk|day dag|days dage
decide beslutte vedtage|decided vedtog besluttede besluttet|decision afgørelse beslutning
decisions afgørelser beslutninger|decrease falde fald|deficit underskud|degree grad
delay forsinkelse|delayed forsinket|deliver levere|demand krav efterspørgsel|dental tandpleje
deny afslå|department forvaltning afdeling|depend afhænge|describe beskrive|detect opspore opdage
detected opsporet|detection opsporing|determine fastlægge|dialogue dialog|diet kost
difference forskel|difficult svær|digital digital|dinner aftensmad middag|direct direkte
director direktør|disability handicap|discharge udskrive|discuss drøfte|discussed drøftet
dismiss afskedige|distribute fordele|district distrikt|divide fordele dele|divided fordelt delt
doctor læge|document dokument|documentation dokumentation|double dobbelt|draft udkast|drug stof
duty pligt|earlier tidligere|early tidlig|economic økonomisk|effect effekt kraft|effort indsats
elderly ældre|emergency akut|emphasis vægt|employ ansætte|employed ansat|encourage opmuntre
ensure sikre|enter indgå|equal lige|equipment udstyr|essential væsentlig
establish etablere oprette|established etableret oprettet|estimate skøn|evening aften
evenings aftener|event arrangement|example eksempel|exception undtagelse|exercise motion
exist findes|expand udvide|expect forvente|expects forventer|expert ekspert|explain forklare
extend forlænge udvide|external ekstern|face møde|facility facilitet|fact faktum|fail mislykkes
fair rimelig|fall falde fald|fallen faldet|families familier|family familie|far langt
faster hurtigere|father fader fædre|fee gebyr kontingent|feedback tilbagemelding|feel føle opleve
feels føler oplever|fewer færre|field område|final endelig|find finde|finish afslutte|firm firma
fixed fast|floor etage|follow følge|follow-up opfølgning|food mad|forest skov|form form
former tidligere|forum forum|foundation fond legat|free gratis fri|frequent hyppig|friday fredag
friend ven|full fuld|fund fond midler|funding midler|funds midler|future fremtid|gap hul
garden have|gather samle|gender køn|general generel|gift gave|girl pige|give give|given givet
goal mål|government regering|grade karakter|grandparent bedsteforældre|granted bevilget
group gruppe|grow vokse|guide vejlede|guidelines retningslinjer|guiding vejledende
half halvdel halv|hall sal rådhus|handling behandling|hard svær|health sundhed helbred
held holdt afholdt|higher højere|hire ansætte|hired ansat|history historie|hold holde afholde
holiday ferie|home hjem hjemme|hope håbe|hospital sygehus|hour time|hours timer|house hus|idea idé
identify identificere|impact virkning|importance betydning|important vigtig|improvement forbedring
inadequate mangelfuld utilstrækkelig|include indeholde omfatte|included indgår omfattet
includes indeholder omfatter|increased steget øget|independent uvildig uafhængig|indicate vise
influence indflydelse|inform orientere informere|information oplysning information
inhabitant indbygger|inhabitants indbyggere|injury skade|inspect inspicere|inspection tilsyn
institution institution|instruct instruere|interest interesse|internal intern|interpreter tolk
interview interview samtale|introduce indføre|introduced indført|introduction introduktion
investigate undersøge|invite invitere|invites inviterer|involve involvere inddrage|item punkt
joint fælles|keep beholde|key nøgle|kind slags|kindergarten børnehave|kitchen køkken
know vide kende|labour arbejde|lack mangel|language sprog|large stor|largest største|last sidste
late sen|launch igangsætte|lawyer advokat|lay lægge|lead lede|leave forlade orlov|led ledet
left forladt|legal retlig juridisk|less mindre|lesson lektion|letter brev|level niveau
library bibliotek|life liv|limit grænse|list liste|listen lytte|live leve bo|living boende
loan lån|location placering|lonely ensom|long-term langsigtet|longer længere|look se|lose miste
loss tab|lower lavere|main hoved|majority flertal|manage lede styre|map kort|market marked
marriage ægteskab|may kan|mayor borgmester|meal måltid|mean betyde|media medier|medical lægelig
medicine medicin|meet mødes møde|meets mødes|member medlem|members medlemmer
membership kontingent medlemskab|mentor mentor|message besked|midwife jordemoder|minister minister
minutes referat minutter|mistake fejl|model model|money penge|monitor følge
monthly månedligt måned|more flere mere|morning morgen|mother moder mødre|move flytte
moved flyttet|municipality kommune|music musik|name navn|nation land
national national landsdækkende|negative negativ|negotiate forhandle|neighbour nabo|night nat
normal normal|note notat|notice varsel|nurse sygeplejerske|nursery vuggestue|nursing sygepleje
object formål|obligation pligt|obtain opnå|occur ske|offence lovovertrædelse
offered tilbudt tilbydes|offers tilbyder|once gang|open åben åbne|opened åbnet|opening åbning
opinion mening|opportunity mulighed|option mulighed|order orden|organise organisere arrangere
origin oprindelse|outcome resultat|overall samlet|overturn omgøre|overturned omgjort omgjorde
owner ejer|page side|pain smerte|paper papir|park park|part del|participate deltage|partly delvis
partnership partnerskab|pass pas|pay betale|payment betaling|pedagogue pædagog
pedagogues pædagoger|pension pension|people mennesker personer folk|per pr|percentage andel
perform udføre|performance præstation|permanent fast varig|permission tilladelse|permit tilladelse
person person ung|phone telefon|physical fysisk|picture billede|pilot forsøg pilot
place anbringe placere sted plads|placed anbragt|places pladser|play lege spille|point punkt
police politi|poor dårlig fattig|positive positiv|possible mulig|postpone udskyde
postponed udskudt|power magt|practical praktisk|pregnant gravid|premises lokaler
prepare forberede udarbejde|prepared udarbejdet forberedt|presence tilstedeværelse
present stede fremlægge forelægge|presented forelagt|press presse|pressure pres|prevent forebygge
previous tidligere|previously tidligere|price pris|primary primær folkeskole|principal skoleleder
principles principper|prioritise prioritere|private privat|problem problem|procedure procedure
processing behandling sagsbehandling|produce producere|profile profil|progress fremgang fremdrift
property ejendom|proposal forslag|propose foreslå|protect beskytte|provide give yde
psychologist psykolog|public offentlig|publish offentliggøre|pupil elev|pupils elever|purchase køb
purpose formål|qualify kvalificere|quarter kvartal|question spørgsmål|quick hurtig|race løb
raise hæve|range række|rate sats andel|reach nå|read læse|reading læsning|ready klar
reality virkelighed|reason årsag grund|receive modtage få|received modtaget|recent nylig
recognise anerkende|recommend anbefale indstille|recommendation anbefaling|record registrere
recover genvinde|reduce nedbringe mindske reducere|reduced nedbragt reduceret nedsat
reduction reduktion|refer henvise|referral henvisning visitation|region region|register registrere
regular løbende jævnlig|regulation regulativ forskrift|reject afvise afslå|relative pårørende
release frigive|relevant relevant|remain forblive|remove fjerne|rent husleje|repeat gentage
replace erstatte|reply svare|report indberette rapport|reported indberettet|represent repræsentere
request anmode|reserve reserve|residential døgn|resort udvej|respite aflastning
respond svare reagere|response svar|responses svar|responsibility ansvar|restrict begrænse
retire pension|retired pensioneret|return vende|review gennemgå|reviewed gennemgået
revised revideret|rise stige|risen steget|road vej|role rolle|room rum lokale|rule regel
rules regler|rural land|salary løn|sale salg|sample stikprøve|satisfaction tilfredshed
satisfied tilfreds|save spare|saving besparelse|savings besparelser|scale skala|scheme ordning
screen screene|secondary sekundær|secretariat sekretariat|section afsnit|secure sikre
security sikkerhed|seek søge|select vælge|self selv|sell sælge|send sende|senior senior
separate særskilt|series række|serious alvorlig|serve betjene|set afsætte|setting ramme
settle afgøre|severe svær|sex køn|share andel dele|shared fælles|sheet ark|shift skift vagt
short kort|shorter kortere|show vise|shows viser|sick syg sygedage|sickness sygdom|side side
sign underskrive|signed underskrevet|significant væsentlig|simple enkel|sister søster|site sted
situation situation|size størrelse|skill færdighed|small lille|smaller mindre|smoke ryge
smoking rygning|solution løsning|solve løse|source kilde|speak tale|special særlig
specialised specialiseret|specialist specialist|speech tale|spend bruge|spending udgifter forbrug
spends bruger|spent brugt|sport idræt|square torv|stage fase|standard standard
starting udgangspunkt start|statement udtalelse|statutory lovpligtig|stay blive|step trin
steps trin skridt|street gade|stress stress|strict streng|strong stærk|subject emne|substance stof
succeed lykkes|success succes|suffer lide|suggest foreslå|suitable egnet|summer sommer
supplement supplere|supplier leverandør|supply levere|surplus overskud|survey måling undersøgelse
suspend suspendere|swim svømme|table tabel|take tage|takes tager|talk tale samtale
target målrette mål|targets målrettet|tax skat|teach undervise|teaching undervisning
team team hold|teenager teenager|telephone telefon|temporary midlertidig|tenant lejer|term periode
terminate opsige|test afprøve|tested afprøvet|text tekst|theory teori|therapy terapi
threat trussel|throughout hele|time tid|title titel|today dag|together sammen|tool redskab værktøj
tour tur|town by|track spor|tracks spor|trade handel|trainee elev|transfer overføre
translate oversætte|transport transport|travel rejse|trend tendens|trial forsøg|trip tur
truancy pjæk|try prøve|turn fylde|turns fylder|type type|uncertain usikker|under under
understand forstå|union forening|university universitet|update opdatere|urgent hastende|use bruge
used bruges|usual sædvanlig|vacancy stilling|vehicle køretøj|victim offer|view syn|village landsby
visit besøge besøg|visitor gæst|voice stemme|volunteer frivillig|vote stemme|voted stemte|wage løn
wait vente|walk gå|want ønske|warn advare|water vand|week uge|weekend weekend|weekly ugentligt uge
weeks uger|weight vægt|well-being trivsel|whole hel|wide bred|win vinde|wish ønske|wishes ønsker
woman kvinde|women kvinder|word ord|worker medarbejder arbejder rådgiver
workload arbejdspres arbejdsbyrde|workshop workshop|world verden|worried bekymret|worry bekymring
worse dårligere|write skrive|written skrevet|wrong forkert|years år|younger yngre|youth unge
"""


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in _PAIRS.replace("\n", "|").split("|"):
        if entry.strip():
            word, *forms = entry.split()
            found[word] = (*found.get(word, ()), *forms)
    return found


_WORDS = _table()


@lru_cache(maxsize=20_000)
def danish(word: str) -> tuple[str, ...]:
    """What an English word in small letters may be in Danish; nothing where it is unknown."""
    for form in _forms(word):
        known = [*_WORDS.get(form, ()), *glossary.danish([form])]
        found = tuple(one for one in dict.fromkeys(known) if one != form or form in _WORDS)
        if found:
            return found
    return ()


def _forms(word: str) -> Iterable[str]:
    """The word, and what it may be an inflection of."""
    yield word
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""),
        ("ing", "e"), ("ing", ""), ("ly", ""), ("er", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            yield word.removesuffix(ending) + instead
