"""Which documents there are and how new: the catalogue's own lines, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import reference, utterance
from assistant.answer import Answer, Citing
from assistant.markdown import escaped, remark
from assistant.opened import beginning, cite, opened
from assistant.question import Language
from assistant.written_dates import written
from ingest.catalogue import Catalogue, Entry
from ingest.document import Metadata

_MOST = 20
_FILES = r"(?:dokumenter(?:ne)?|papirer(?:ne)?|filer(?:ne)?|kilder(?:ne)?|kildemateriale)"
_KINDS = (
    r"(?:\w*planer|\w*strategier|\w*beretninger|\w*rapporter|statusser|statuspapirer|\w*politikker)"
)
_FACTS = r"(?:oplysninger|data|informationer|materialer?|tekster|svar|viden)"
_ANY = rf"(?P<papers>{_FILES}|{_KINDS}|{_FACTS})"
_NEW = r"(?:nye|ny|aktuelle|gamle|friske|opdaterede|opdateret)"
_HAVE = r"(?:har|kender|bruger|læser|kan|ved)"
_HERE = r"(?: læst| ind| indlæst| adgang til| liggende| her| i systemet| noget om| egentlig)*"
_ALSO = rf"(?:(?: og)? hvor {_NEW} er (?:de|det|den))?"
_FROM = r"(?: (?:fra|af|for|hos|i) (?P<owner>.+?))?"
_DANISH = (
    rf"(?:hvilke|hvor mange)(?: slags| typer)? {_ANY} {_HAVE} du{_HERE}{_FROM}{_ALSO}",
    (
        rf"(?:hvilke|hvor mange)(?: slags| typer)? (?P<papers>{_FILES})"
        rf" (?:{_HAVE} i|er|findes|ligger)(?: der)?{_HERE}{_FROM}{_ALSO}"
    ),
    rf"hvor {_NEW} er (?:dine {_ANY}|(?:de |jeres )?{_FILES})",
    (
        r"(?:(?:vise?|give?)(?: mig)? )?(?:(?:en )?(?:liste|oversigt) over )?(?:alle )?"
        rf"(?:dine |de )?(?P<papers>{_FILES})(?: du har)?{_FROM}"
    ),
    r"hvad (?:ved|kender) du(?: til| noget| alt)*(?: om)?|hvad har du(?: læst| adgang til)",
    r"hvad (?:bygger|baserer) (?:du|dine svar)(?: dig| dine svar| sig)* på",
    rf"hvad er (?:dine|dit) (?:{_FILES}|vidensgrundlag|grundlag)",
    rf"hvor (?:(?:har|får|henter) du|kommer|er) (?:dine|din|dit) {_ANY}(?: hentet)?(?: fra)?",
    (
        rf"hvilke (?:kommuner|organisationer) (?:{_HAVE} du|dækker du|er med|er der)"
        rf"(?: (?:{_FILES}|{_FACTS}|noget))?{_HERE}(?: fra| om)?"
    ),
)
_PAPERS = r"(?:documents|papers|files|sources|texts|plans|strategies|reports|policies)"
_ENGLISH = (
    (
        rf"(?:which|what|how many) (?P<papers>{_PAPERS}) (?:do you (?:have|know|use|read)|are there"
        r"|have you (?:read|got))(?: (?:from|of|for|by) (?P<owner>.+?))?"
        r"(?: and how (?:new|old|recent|current) are they)?"
    ),
    rf"how (?:new|old|recent|current|up to date) are (?:your|the) (?P<papers>{_PAPERS})",
    r"what do you know(?: about)?|what are your (?:sources|documents)",
    rf"(?:show|list)(?: me)?(?: all)?(?: the| your)? (?P<papers>{_PAPERS})",
    (
        r"where (?:do you get|does|do|is|are) your (?:answers?|knowledge|information|data|sources)"
        r"(?: come)? from"
    ),
    (
        r"which municipalities (?:do you (?:have|know|cover)|are there)"
        r"(?: (?:documents|papers|anything))?(?: from| about)?"
    ),
)
_PATTERNS = tuple(re.compile(form) for form in (*_DANISH, *_ENGLISH))
_KNOWN = frozenset("dokumenter dokumenterne papirer kilder kommuner oplysninger documents".split())


def reply(
    asked: str,
    language: Language,
    catalogue: Catalogue,
    documents: Sequence[str] | None = None,
) -> Answer | None:
    """The documents that there are, a cited line each; None to any other question.

    ``documents`` are the ids that the caller keeps to, None for all.
    """
    match = _asked(asked)
    if match is None:
        return None
    entries = [e for e in catalogue.entries() if documents is None or e.id in documents]
    wanted = reference.meant(_phrase(match), entries)
    if not wanted:
        return None
    citing = Citing(catalogue)
    lines = [_counted(len(wanted), language)]
    for entry in wanted[:_MOST]:
        lines += _line(entry, citing, language)
    if len(wanted) > _MOST:
        lines.append(_more(len(wanted) - _MOST, language))
    return Answer("answered", "\n".join(lines), tuple(citing.citations))


def _asked(asked: str) -> re.Match[str] | None:
    bare = utterance.request(asked, _KNOWN)
    return next((m for pattern in _PATTERNS if (m := pattern.fullmatch(bare))), None)


def _phrase(match: re.Match[str]) -> str:
    """The documents asked for, as words: their kind where one is named, and whose they are."""
    named = match.groupdict()
    papers, owner = named.get("papers") or "", named.get("owner") or ""
    special = re.fullmatch(rf"{_KINDS}|plans|strategies|reports|policies", papers)
    return f"{papers if special else 'dokumenter'} fra {owner}".removesuffix(" fra ")


def _line(entry: Entry, citing: Citing, language: Language) -> list[str]:
    document = opened(entry, citing.catalogue)
    span = beginning(document)
    if span is None:
        return []
    names = [f"**{escaped(entry.metadata.title)}**", escaped(entry.metadata.organisation)]
    said = f"- {', '.join(name for name in names if name)} {cite(document, span, citing)}"
    # The remark continues the list item and still has a line of its own.
    return [said, remark(escaped(_known(entry, language)))]


def _known(entry: Entry, language: Language) -> str:
    """What the catalogue knows beside the text: kind, period, when published and when read."""
    known = entry.metadata
    published = written(known.published, language)
    read = written(entry.ingested_at, language)
    danish = language == "da"
    parts = [
        known.kind[:1].upper() + known.kind[1:],
        _period(known, language),
        published and (f"udgivet {published}" if danish else f"published {published}"),
        f"læst ind {read}" if danish else f"read {read}",
    ]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] + "."


def _period(known: Metadata, language: Language) -> str:
    if known.period:
        return f"for {known.period}"
    dates = [written(date, language) for date in (known.valid_from, known.valid_to)]
    to, since = ("til", "fra") if language == "da" else ("to", "from")
    if all(dates):
        return f"for {dates[0]} {to} {dates[1]}"
    return next(
        (f"{word} {date}" for word, date in zip((since, to), dates, strict=True) if date), ""
    )


def _counted(count: int, language: Language) -> str:
    if language == "en":
        many = "1 document" if count == 1 else f"{count} documents, the newest first"
        return remark(f"I have {many}.") + "\n"
    many = "1 dokument" if count == 1 else f"{count} dokumenter, de nyeste først"
    return remark(f"Jeg har {many}.") + "\n"


def _more(count: int, language: Language) -> str:
    if language == "en":
        return "\n" + remark(f"And {count} more. They all stand on the page Dokumenter.")
    return "\n" + remark(f"Og {count} mere. De står alle på siden Dokumenter.")
