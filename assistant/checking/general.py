"""Words that say nothing of their own of what they are put to: a closed list, of any subject.

A sentence with one of them in place of another word, or beside the others, tells the same.
"""

from __future__ import annotations

_ADVERBS = (
    "allerede dog derudover yderligere løbende fremover foreløbig foreløbigt snart dermed ialt"
    " tidligere igen hidtil efterfølgende derimod nemlig ganske rigtig meget mere øvrigt dags"
    " dato aktuelt indeværende indtil senest tidligst siden oven"
)
_RELATIONS = (
    "handle handler handlede handlet omhandle omhandler omhandlede dreje drejer drejede vedrøre"
    " vedrører vedrørte høre hører hørte tilhøre tilhører rette retter rettede rettet stå står stod"
    " ligge ligger lå befinde befinder have havde haft betyde betyder betød sørge sørger sørgede"
    " foregå foregår foregik foregået finde finder fandt fundet køre kører kørte kørt se ser sker"
    " beskrive beskriver beskrev beskrevet angive angiver angav angivet oplyse oplyste fortælle"
    " fortæller nævne nævner nævnte nævnt pege peger pegede forklare forklarer omtale omtaler"
    " omtalt fremhæve fremhæver fremhævet understrege understreger deltage deltager indgå indgår"
    " indgik indeholde indeholder indeholdt rumme rummer rummede omfatte omfatter omfattede"
)
_NOUNS = (
    "periode perioden perioder tidsrum tidsrummet tidspunkt formål formålet hensigt hensigten plan"
    " planen måde måden form formen slags række rækken grad omfang sted emne emnet tema forhold"
    " forbindelse sammenhæng tilfælde eksempel ting punkt punktet opgave opgaven tilgang"
)
_PREPOSITIONS = "gennem igennem omkring vedrørende angående inden indenfor udenfor hos blandt"
_ENGLISH = (
    "regarding concerning include includes included including contain contains describe describes"
    " described mention mentions mentioned state states stated according purpose aim period part"
    " way kind range case example focus focuses concern concerns relate relates"
)
GENERAL = frozenset(f"{_ADVERBS} {_RELATIONS} {_NOUNS} {_PREPOSITIONS} {_ENGLISH}".split())
"""Of time and degree, of relation and telling, and nouns that only hold another."""
