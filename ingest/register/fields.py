"""What themes tell of themselves under heads: columns, sub-headings and run-in labels.

"Tidsplan", "Hvornår" and "Frist" are one field; a head that is none of the known ones is called
as it is written. A cell may hold two fields, the second behind a label of its own ("Tidsplan:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest import marks
from ingest.passages import Span
from ingest.register.kinds import noun
from ingest.theme import Field

_KNOWN: dict[str, str] = {
    "forventede_resultater": "forvente* resultat* effekt effekter effekten effekterne gevinst* "
    "udbytte virkning* expected result results outcome outcomes",
    "ansvarlig": "*ansvarlig *ansvarlige ansvar ansvaret ansvars* tovholder* ejer udfører* "
    "projektleder* projektejer* hvem responsib* owner owners lead who",
    "involverede": "involver* deltager* samarbejdspart* interessent* aktører medvirkende partner "
    "partners involved participants",
    "tidsplan": "tid tidsplan* tidsramme* tidspunkt* tidshorisont* hvornår frist* tidsfrist* "
    "opstart* deadline* "
    "termin* periode milepæl* timeline when schedule due",
    "status": "status* fremdrift progress hvor_langt",
    "økonomi": "økonomi* budget* finans* udgift* pris* ressource* cost costs economy funding "
    "resources",
    "formål": "formål* purpose aim",
    "mål": "mål målet målene delmål* effektmål* resultatmål* kvalitetsmål* målsætning* "
    "succeskriteri* goal goals objective objectives",
    "baggrund": "baggrund* background",
    "målgruppe": "målgruppe*",
    "handlinger": "handling* aktivitet* tiltag* indsatser indsatsen indsatserne opgave opgaver "
    "action actions activit* measure measures hvad_gør_vi sådan_gør_vi",
}
"""The names of fields; "*" is any ending, "_" a space."""
NAMES = frozenset(_KNOWN)
"""What the usual fields are called; every other field has its head's own name."""
_FORMS = tuple(
    (
        name,
        re.compile("|".join(words.split()).replace("*", r"\w*").replace("_", " "), re.IGNORECASE),
    )
    for name, words in _KNOWN.items()
)
_STRONG = frozenset(
    "ansvarlig involverede tidsplan status handlinger forventede_resultater".split()
)
_WHO = frozenset({"ansvarlig", "involverede"})
_BOTH = re.compile(r"involver|ansvarlig", re.IGNORECASE)
_PARTS = re.compile(r"\s+(?:og|samt|and)\s+|\s*[/&,]\s*")
_TAIL = re.compile(r"\s+(?:af|for|på|i|pr\.?|ift\.?|of|for|per)\s.*", re.DOTALL)
_LABEL = re.compile(
    r"(?:(?<=\n)|(?<=[.;:!?]\s)|^)(?:[-–•*]\s*)?(?P<label>[^\W\d_][^\n:.;\d]{1,40}?)"
    r"(?:\s*:(?=\s)|\s(?=(?:19|20)\d\d\s*:))"
)
_LEAD = re.compile(r"(?:[-–•*]\s+)?(?P<label>[^\W\d_][^\n:.;]{1,40}?)\s*:\s+(?=\S)")
_NEXT = re.compile(
    r"(?:(?<=\n)(?:[-–•*]\s+)?|(?<=\s)(?=\w+\s*:))(?P<label>[^\W\d_][^\n:.;]{1,40}?)\s*:\s+(?=\S)"
)
"""A label further down, at the beginning of a line; or one word, where lines were joined."""
_SHARED = re.compile(r"ansvarlig\w*\s*/\s*involver\w*", re.IGNORECASE)
_RESPONSIBLE = re.compile(r"ansvarlig\w*\b", re.IGNORECASE)
_EXPECTED = re.compile(r"(?:forvente\w*|expected) \w+")
_TIMES = re.compile(
    r"(?:19|20)\d\d|\d[./]\d|januar|februar|marts|april|\bmaj|juni|juli|august|september|oktober"
    r"|november|december|forår|sommer|efterår|vinter|primo|medio|ultimo|kvartal|halvår"
    r"|quarter|spring|summer|autumn",
    re.IGNORECASE,
)
"""What a value of two fields must hold to tell when."""
_EDGES = " :.?"
_SIGNS = re.compile(r"[^\w]+")
_LONGEST = 60


@lru_cache(maxsize=10_000)
def known(head: str) -> str:
    """The field that ``head`` is one of the usual names of, or ""."""
    head = head.strip(_EDGES).lower()
    whole = next((name for name, form in _FORMS if form.fullmatch(head)), "")
    if whole or len(head) > _LONGEST:
        return whole
    first = _TAIL.sub("", head)
    return next((name for name, form in _FORMS if _says(form, first)), "")


@lru_cache(maxsize=10_000)
def is_head(title: str) -> bool:
    """Whether ``title`` is a field's name and no more, as sub-headings and labels are."""
    parts = _PARTS.split(title.strip(_EDGES))
    return len(title.split()) <= 4 and all(_is_name(part.lower()) for part in parts)


def _is_name(part: str) -> bool:
    return any(form.fullmatch(part) for _, form in _FORMS) or bool(_EXPECTED.fullmatch(part))


def _says(form: re.Pattern[str], head: str) -> bool:
    """Whether the head's first or last word is of this form: "Forventede resultater"."""
    words = head.split()
    return bool(words) and (form.fullmatch(words[0]) or form.fullmatch(words[-1])) is not None


@lru_cache(maxsize=10_000)
def strong(head: str) -> frozenset[str]:
    """The fields of a head that make a column a register's: who, when, how far, what is done."""
    return frozenset(known(part) for part in _PARTS.split(head)) & _STRONG


@lru_cache(maxsize=10_000)
def named(head: str) -> tuple[str, ...]:
    """The fields that a head names: two for "Involvering og tidsplan", none for signs alone."""
    parts = [known(part) for part in _PARTS.split(head.strip(" :"))]
    if len(parts) > 1 and all(parts):
        return tuple(dict.fromkeys(parts))
    kind = noun(head.strip(" :.")) if len(head.split()) == 1 else None
    name = known(head) or (kind.kind if kind else slug(_shortened(head)))
    return (name,) if name else ()


def slug(head: str) -> str:
    """A head as a name: lower case, "_" between words."""
    return _SIGNS.sub("_", head.strip().lower()).strip("_")


def _shortened(head: str) -> str:
    """A head without what it is of: "Iværksættelse af tiltag" is "iværksættelse"."""
    first = re.sub(r"\s+(?:af|for|of)\s+\w+$", "", head.strip(" :."))
    return first or head


def tells_who(head: str) -> bool:
    """Whether a head names those who are responsible, or who take part."""
    return not _WHO.isdisjoint(named(head))


def of_cell(text: str, span: Span, head: str, *, alone: bool = True) -> Iterator[Field]:
    """The fields of a cell: what stands before its run-in labels is of ``head``.

    ``alone``: no other column of the row tells who does it.
    """
    start, end = span
    names = named(head)
    labels = [match for match in _LABEL.finditer(text[start:end]) if is_head(match["label"])]
    first = start + labels[0].start() if labels else end
    told = {name for match in labels for name in named(match["label"])}
    before = _trimmed(text, (start, first))
    if before:
        rest = [name for name in names if name not in told] or list(names)
        if len(rest) > 1 and "tidsplan" in rest and not _TIMES.search(text, *before):
            rest.remove("tidsplan")
        both = alone and _BOTH.search(head)
        told_of = _divided(text, before, rest) if both else rest
        yield from (Field(name, head, (before,)) for name in told_of)
    ends = [*(start + match.start() for match in labels[1:]), end]
    for match, stop in zip(labels, ends, strict=False):
        value = _trimmed(text, (start + match.end(), stop))
        if value:
            label = match["label"].strip()
            yield from (Field(name, label, (value,)) for name in named(label))


def _divided(text: str, span: Span, names: Sequence[str]) -> Sequence[str]:
    """Which of responsible and involved a value tells of.

    "Involvering" alone tells of both in one column; the value says which where it knows.
    """
    value = text[slice(*span)][:_LONGEST]
    others = [name for name in names if name not in _WHO]
    if _SHARED.match(value):
        return ["ansvarlig", "involverede", *others]
    if _RESPONSIBLE.match(value):
        return ["ansvarlig", *others]
    return ["ansvarlig", *names] if "ansvarlig" not in names else names


def of_lines(text: str, span: Span) -> list[Field]:
    """The fields that a paragraph or list item is, where it and lines of it begin with labels."""
    start, end = span
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if not (found := _LEAD.match(text, start, end)) or not is_head(found["label"]):
        return []
    labels = [found, *(one for one in _NEXT.finditer(text, found.end(), end) if _labels(one))]
    stops = [*(one.start() for one in labels[1:]), end]
    told = []
    for label, stop in zip(labels, stops, strict=True):
        if value := _trimmed(text, (label.end(), stop)):
            told.append(Field(named(label["label"])[0], label["label"].strip(), (value,)))
    return told


def _labels(match: re.Match[str]) -> bool:
    """Whether a line's lead is a field's name, written as one."""
    return match["label"][0].isupper() and is_head(match["label"])


def merged(told: Iterable[Field]) -> tuple[Field, ...]:
    """Fields of one name made one, in the order of their first."""
    found: dict[str, Field] = {}
    spans: dict[str, dict[Span, None]] = {}
    for one in told:
        found.setdefault(one.name, one)
        spans.setdefault(one.name, {}).update(dict.fromkeys(one.spans))
    return tuple(replace(one, spans=tuple(spans[name])) for name, one in found.items())


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    # What was struck out is said behind what stands, and is no value.
    end = marks.standing(text, start, end)
    value = text[start:end]
    start += len(value) - len(value.lstrip())
    end -= len(value) - len(value.rstrip())
    # A bullet that stood before the label below belongs to it.
    if text[start:end].endswith(("\n-", "\n–", "\n•")):
        end = start + len(text[start:end].rstrip(" \n-–•"))
    return (start, end) if start < end and text[start:end].strip(" -–•.") else None
