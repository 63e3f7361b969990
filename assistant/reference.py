"""Which documents somebody means by "planen", "Faxes strategi" or "the annual report of 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant import glossary
from assistant.question import names
from assistant.scope import covers
from assistant.written_dates import written
from ingest import analysis
from ingest.catalogue import Entry

_HEADS = tuple(
    (
        "strategi plan politik status beretning rapport redegør notat program evaluering undersøg "
        "analys vejledning aftal referat"
    ).split()
)
"""What kinds of paper end in, as stems."""
_ANY = "dokument papir fil tekst material kild".split()
"""What any paper may be called; after a kind ("statuspapir") they add nothing."""
_ENGLISH = {
    "strategy": "strategi", "strategies": "strategi", "policy": "politik", "policies": "politik",
    "report": "rapport", "reports": "rapport", "plans": "plan", "document": "dokument",
    "documents": "dokument", "paper": "papir", "papers": "papir", "files": "fil", "file": "fil",
    "sources": "kilde", "text": "tekst", "texts": "tekst",
}  # fmt: skip
_ALIKE = (("rapport", "beretning"), ("status", "redegør"))
"""Kinds that are asked for by each other's names."""
_STEERING = ("plan", "strategi", "politik")
"""What a municipality calls its course is its choice; people mix them up."""
_SMALL = analysis.STOP_WORDS | frozenset(
    "kommune kommunen kommunens kommunes hele nye ny nyeste seneste sidste gamle aktuelle gældende "
    "egen egne hos the this that municipality municipality's whole latest newest new current your "
    "slags typer".split()
)
_LATEST = re.compile(r"\b(?:nyeste|seneste|sidste|latest|newest)\b")
_AREA = re.compile(r"(?:s?områd(?:e|et|er|erne|ets)|afdeling(?:en|ens)?)$")
_PART = 5
"""Letters of a word's beginning that are enough to know a compound by."""


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """By publication, else by when they begin to hold; those of no date last."""
    by_title = sorted(entries, key=lambda entry: (entry.metadata.title.lower(), entry.id))
    return sorted(by_title, key=_date, reverse=True)


def _date(entry: Entry) -> str:
    known = entry.metadata
    return known.published or known.valid_from or known.period[:4]


def meant(phrase: str, entries: Sequence[Entry]) -> list[Entry]:
    """The documents that ``phrase`` means, newest first; none where it means something else.

    It must name a kind of paper, and every other word in it must be told by the document's title,
    kind, organisation, period or date: what is left over is a subject, not a document.
    """
    words = _words(phrase)
    if not any(_is_kind(word) for word in words):
        return []
    found = [entry for entry in entries if _fits(entry, words, mixed=False)]
    alone = len(entries) == 1 and all(_is_kind(word) for word in words)
    if not found and (alone or any(_owned(phrase, entry) for entry in entries)):
        found = [entry for entry in entries if _fits(entry, words, mixed=True)]
    found = newest_first(found)
    return found[:1] if _LATEST.search(phrase.lower()) else found


def kinds(entry: Entry) -> list[str]:
    """Stems of what a document calls itself: its kind and the kinds in its title."""
    known = entry.metadata
    words = [*analysis.words(known.kind), *analysis.words(known.title)]
    heads = [head for word in words for head in _HEADS if _stem(word).endswith(head)]
    return list(dict.fromkeys([*(_stem(word) for word in words if _is_kind(word)), *heads]))


def _words(phrase: str) -> list[str]:
    years = re.sub(r"\b(\d\d)(\d\d)\s*[-–/]\s*(\d\d)\b(?!\d)", r"\1\2 \1\3", phrase.lower())
    bare = re.sub(r"['’]s?\b", "", years.replace("-", " "))
    return [word for word in analysis.words(bare) if word not in _SMALL]


def _stem(word: str) -> str:
    stem = analysis.stem(_ENGLISH.get(word, word))
    bare = (stem.removesuffix(generic) for generic in _ANY if stem != generic)
    return next((kind for kind in bare if kind != stem and kind.endswith(_HEADS)), stem)


def _is_kind(word: str) -> bool:
    stem = _stem(word)
    return stem in _ANY or stem.endswith(_HEADS)


def _fits(entry: Entry, words: Sequence[str], *, mixed: bool) -> bool:
    told = _told(entry)
    return all(
        _of_kind(_stem(word), told, mixed=mixed) if _is_kind(word) else _tells(entry, told, word)
        for word in words
    )


def _told(entry: Entry) -> set[str]:
    known = entry.metadata
    dated = [written(known.published, "da"), written(known.published, "en")]
    parts = [known.title, known.kind, known.organisation, known.period, *dated]
    return {_stem(word) for part in parts for word in analysis.words(part)}


def _of_kind(kind: str, told: set[str], *, mixed: bool) -> bool:
    """Whether a document of the words ``told`` is of ``kind``: "plan" is an "udviklingsplan"."""
    if kind in _ANY:
        return True
    groups = [*_ALIKE, *([_STEERING] if mixed else [])]
    names_of_it = {kind} | {
        kind.removesuffix(head) + other
        for group in groups
        for head in group
        if kind.endswith(head)
        for other in group
    }
    return any(word.endswith(tuple(names_of_it)) for word in told)


def _tells(entry: Entry, told: set[str], word: str) -> bool:
    if re.fullmatch(r"(?:19|20)\d\d", word):
        return covers(entry.metadata, int(word)) or word in told
    if names(word, entry.metadata.organisation.split(" ")[0]):
        return True
    bare = {_AREA.sub("", one) for one in told}
    return any(
        stem in told
        or (len(stem) >= _PART and any(one.startswith(stem) for one in told if _is_kind(one)))
        or _AREA.sub("", translated) in bare
        for translated in glossary.danish([word])
        for stem in [analysis.stem(translated)]
    )


def _owned(phrase: str, entry: Entry) -> bool:
    """Whether ``phrase`` says whose the paper is: "i Faxe", "Faxes plan"."""
    base = re.sub(r"\s*kommunes?$", "", entry.metadata.organisation.strip(), flags=re.I)
    stem = re.escape(base.removesuffix("s"))
    owner = rf"\b(?:i|fra|for|hos|in|from|of|by)\s+{stem}s?\b|\b{stem}(?:s|'s|s')\s+\w"
    return bool(base) and bool(re.search(owner, phrase, re.IGNORECASE))
