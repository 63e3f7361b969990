"""What a document as a whole is about: its purpose and its main parts, in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import main_parts, reference, utterance
from assistant.answer import Answer, Citing
from assistant.main_parts import Part
from assistant.markdown import escaped, remark
from assistant.opened import Opened, beginning, cite, opened, title
from assistant.question import Language
from assistant.units import Span
from ingest.catalogue import Catalogue, Entry

_LINES = 10
_MOST = 5
"""Documents that are told of at once; of more than these the newest."""
_WHAT = r"(?P<what>.+?)"
_ALL_OF = r"(?P<what>(?:(?! om ).)+)"
"""No "om" inside: "hvad siger planen om fravær" asks for a subject in it."""
_KIND_OF = (
    r"(?:overblik|oversigt|resumé|resume|resume'|referat|sammenfatning|sammendrag|opsummering"
    r"|introduktion|indføring|præsentation|beskrivelse)"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"hvad (?:handler|drejer) {_WHAT}(?: sig)? om(?P<rest> .+)?",
        rf"hvad {_WHAT} (?:handler|drejer sig) om",
        rf"hvad går {_WHAT} ud på(?P<rest> .+)?",
        (
            rf"(?:giv|skriv|lav|få|vis|give|lave|skrive)?(?: mig| os)? ?(?:et |en )?"
            rf"(?:kort |hurtigt |hurtig |samlet |lille |kortfattet )*{_KIND_OF}"
            rf" (?:over|af|på|i|om|til) {_WHAT}"
        ),
        (
            rf"(?:opsummere?r?|sammenfatte?|resumere?r?|resumér|forklare?|præsentere?r?|beskrive?)"
            rf"(?: mig| os)?(?: kort)? {_WHAT}"
        ),
        (
            rf"hvad (?:står der(?: egentlig)? i|er (?:hoved)?indholdet (?:i|af))"
            rf" {_ALL_OF}"
        ),
        rf"hvad (?:indeholder|siger|rummer|omfatter) {_ALL_OF}",
        (
            r"hvad er (?:det vigtigste|hovedpunkterne|hovedindholdet|essensen|pointen"
            rf"|hovedtrækkene) (?:i|af) {_ALL_OF}"
        ),
        rf"(?:fortæl|fortælle)(?: mig| os)?(?: kort| lidt)? om {_WHAT}",
        rf"what(?: is|'s|s) {_WHAT} about",
        rf"what does {_WHAT} (?:say|contain|cover|include)",
        rf"(?:give (?:me |us )?)?(?:an? )?(?:short |brief |quick )?(?:overview|summary) of {_WHAT}",
        rf"(?:summari[sz]e|describe|explain|tell me(?: briefly)? about) {_WHAT}",
    )
)
_KNOWN = frozenset("handler overblik oversigt opsummer sammenfat dokumentet strategien".split())


def reply(
    asked: str,
    language: Language,
    catalogue: Catalogue,
    organisations: Sequence[str] = (),
    documents: Sequence[str] | None = None,
) -> Answer | None:
    """The documents that the question is about in at most ten cited lines.

    None where it is not about documents as wholes. ``organisations`` are those that the question
    names, as the index names them; ``documents`` the ids that the caller keeps to, None for all.
    """
    meant = _meant(asked, catalogue, organisations, documents)
    if not meant:
        return None
    citing = Citing(catalogue)
    told = meant[:_MOST]
    blocks = [_told(entry, _LINES // len(told), citing, language) for entry in told]
    if len(meant) > _MOST:
        blocks.append(_others(len(meant) - _MOST, language))
    return Answer("answered", "\n\n".join(blocks), tuple(citing.citations))


def _meant(
    asked: str,
    catalogue: Catalogue,
    organisations: Sequence[str],
    documents: Sequence[str] | None,
) -> list[Entry]:
    bare = utterance.request(asked, _KNOWN)
    match = next((m for form in _FORMS if (m := form.fullmatch(bare))), None)
    if match is None:
        return []
    within = [
        entry
        for entry in catalogue.entries()
        if (documents is None or entry.id in documents)
        and (not organisations or entry.metadata.organisation in organisations)
    ]
    rest = match.groupdict().get("rest") or ""
    found = reference.meant(match["what"] + rest, within)
    return [entry for entry in found if catalogue.text(entry.id)]


def _told(entry: Entry, most: int, citing: Citing, language: Language) -> str:
    """A document in ``most`` lines: its title with its purpose, then its main parts."""
    document = opened(entry, citing.catalogue)
    elements = citing.catalogue.elements(entry.id, 0, len(document.text))
    purpose = main_parts.purpose(document, elements, reference.kinds(entry))
    parts = main_parts.parts(document, elements, purpose)
    shown = _longest(parts, most - 1)
    blocks = [_head(document, purpose, citing)]
    blocks += ["\n".join(_line(document, part, citing) for part in shown)]
    if len(parts) > len(shown):
        blocks.append(_more(len(parts) - len(shown), language))
    return "\n\n".join(block for block in blocks if block)


def _longest(parts: Sequence[Part], most: int) -> list[Part]:
    """The parts that say most, in the document's order."""
    ranked = sorted(parts, key=lambda part: (not part.told, -part.length))
    return [part for part in parts if part in ranked[:most]]


def _head(document: Opened, purpose: Span | None, citing: Citing) -> str:
    known = document.entry.metadata
    span = title(document) or (None if purpose else beginning(document))
    marks = "".join(cite(document, one, citing) for one in (span, purpose) if one)
    name = f"**{escaped(known.title)}**"
    if purpose is None:
        return f"{', '.join(filter(None, [name, escaped(known.organisation)]))} {marks}"
    return f"{name} – {escaped(document.text[slice(*purpose)])} {marks}"


def _line(document: Opened, part: Part, citing: Citing) -> str:
    spans = [*([part.name] if part.name else []), *part.told]
    marks = "".join(cite(document, span, citing) for span in spans)
    name = f"**{escaped(document.text[slice(*part.name)].rstrip(' :'))}**" if part.name else ""
    told = [escaped(document.text[slice(*span)]) for span in part.told]
    # Names are listed; a sentence alone keeps its full stop.
    said = told[0] if len(told) == 1 else "; ".join(one.rstrip(" .;") for one in told)
    return f"- {' – '.join(filter(None, [name, said]))} {marks}"


def _more(count: int, language: Language) -> str:
    if language == "en":
        return remark(f"The document has {count} more section{'s' if count > 1 else ''}.")
    return remark(f"Dokumentet har {count} afsnit mere.")


def _others(count: int, language: Language) -> str:
    if language == "en":
        return remark(f"{count} more documents fit. Name the municipality or the year.")
    return remark(f"{count} dokumenter mere passer. Nævn kommunen eller året.")
