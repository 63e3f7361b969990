"""What the documents say of a subject: the papers, their statements and the themes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import covering, editions
from assistant.asking import Asked, Assistant
from assistant.composing import compounds, holding
from assistant.composing.judging import Judged, Judging
from assistant.composing.statements import Paper
from assistant.composing.told import Told
from assistant.drafts.asked import DraftAsked
from assistant.library import Unknown
from assistant.matching import Wanted, frequent_terms, wanted
from assistant.opened import opened
from assistant.question import Question, names, understand
from assistant.scope import Filters
from assistant.strategy import Listed, Strategy
from ingest import analysis
from ingest.catalogue import Catalogue
from ingest.document import Metadata
from ingest.index import Index
from ingest.records import Entry, Held

_SURE = 0.5
"""Of the themes that score less about every other one is about something else."""
_SURELY = 0.85
"""From here on what shows that a theme covers the subject may say it in other words."""
_YEAR = re.compile(r"\d{4}")
_REPORT = re.compile(r"beretning|rapport|regnskab|status|redegørelse|report", re.IGNORECASE)
_PASSAGES = 30
_MOST_PAPERS = 12


@dataclass(frozen=True)
class Older:
    """An earlier edition of a paper, and what it said of the subject."""

    paper: Paper
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Evidence:
    """All that is known of a subject.

    ``told`` stand in the papers' order, newest paper first; ``themes`` are those that are told of;
    ``chief`` names those of them, by document and key, that are about the subject and nothing
    else; ``papers`` are the documents by id. Of two editions of one paper the newer speaks; the
    other stands in ``older``, by the id of the newer.
    """

    told: tuple[Told, ...]
    themes: tuple[Held, ...]
    chief: frozenset[tuple[str, str]]
    papers: dict[str, Paper]
    older: dict[str, Older]


class Gathering:
    """Gathers evidence from one index."""

    def __init__(self, index: Index, assistant: Assistant, strategy: Strategy, home: str) -> None:
        self._index = index
        self._assistant = assistant
        self._strategy = strategy
        self._home = home

    def gather(self, asked: DraftAsked) -> Evidence:
        """What the documents say.

        Raises:
            NotHeld: they do not say anything of the subject.
            Unknown: there is no such theme.
        """
        with self._index.reading() as catalogue:
            entries = catalogue.entries()
            picked = _picked(asked.themes, catalogue)
        holding.known(asked.organisation, entries)
        question = self._question(asked, picked, entries)
        covered, near = ([], []) if picked else self._found(question, asked.organisation)
        with self._index.reading() as catalogue:
            themes = picked or [one.held for one in covered]
            pairs = [] if picked else editions.editions(entries)
            after, before = dict(pairs), {new: old for old, new in pairs}
            ids = [_newest(one, after) for one in (*(held.document_id for held in themes), *near)]
            papers = _papers(ids, entries, catalogue, len(ids) if picked else _MOST_PAPERS)
            current = [held for held in themes if held.document_id not in after]
            judging = _judging(question, current, catalogue, picked=bool(picked))
            judging, judged = _judged(judging, papers, covered)
            older = {
                new: _older(before[new], entries, catalogue, judging)
                for new in papers
                if new in before
            }
        found = _evidence(papers, judged, older)
        if not picked:
            _hold(question, judging.words, covered, found)
        return found

    def _found(self, question: Question, organisation: str) -> tuple[list[Listed], list[str]]:
        """The themes that cover the subject, and the papers of the passages that come nearest."""
        own = (organisation,) if organisation else question.organisations
        filters = Filters(organisations=own)
        listed = self._strategy.themes(question.asked, filters)
        near = self._assistant.search(Asked(question.asked, filters=filters), _PASSAGES)
        covered = [one for one in listed if (one.score or 0.0) >= _SURE]
        return covered, [one.hit.document_id for one in near]

    def _question(
        self, asked: DraftAsked, picked: Sequence[Held], entries: Sequence[Entry]
    ) -> Question:
        known = sorted({entry.metadata.organisation for entry in entries} - {""})
        subject = asked.subject or ", ".join(held.theme.title for held in picked)
        question = covering.topic(understand(" ".join(subject.split()), (), known))
        named = tuple(name for name in known if names(subject, name))
        if not named and not asked.organisation and self._home in known:
            named = (self._home,)
        return replace(question, organisations=named)


def _picked(ids: Sequence[str], catalogue: Catalogue) -> list[Held]:
    """The themes of those ids with all below them."""
    if not ids:
        return []
    held = catalogue.themes(list({one.partition(":")[0] for one in ids}))
    known = {one.id for one in held}
    for name in ids:
        if name not in known:
            raise Unknown(f"Der er intet tema med id {name!r}. Se listen over temaer.")
    chosen = set(ids)
    for one in held:
        if f"{one.document_id}:{one.theme.parent}" in chosen:
            chosen.add(one.id)
    return [one for one in held if one.id in chosen]


def _newest(document_id: str, after: Mapping[str, str]) -> str:
    """The last edition of a paper; ``after`` is the next of each."""
    seen = {document_id}
    while (following := after.get(document_id)) and following not in seen:
        document_id = following
        seen.add(following)
    return document_id


def _papers(
    wanted_ids: Sequence[str], entries: Sequence[Entry], catalogue: Catalogue, most: int
) -> dict[str, Paper]:
    """The papers that hold most of what was found, newest first."""
    counts = Counter(wanted_ids)
    best = {document_id for document_id, _ in counts.most_common(most)}
    known = sorted((e for e in entries if e.id in best), key=lambda e: e.id)
    known.sort(key=dated, reverse=True)
    return {entry.id: Paper.of(opened(entry, catalogue), catalogue) for entry in known}


def _judging(
    question: Question, themes: Sequence[Held], catalogue: Catalogue, *, picked: bool
) -> Judging:
    """What judges the statements; it knows of no place yet that shows a theme."""
    counts = catalogue.frequencies(list(frequent_terms(question)))
    words = wanted(question, counts, catalogue.passage_count())
    heads = compounds.heads(words, catalogue)
    if question.language == "en":
        # A name stays what it is in any language: "Signs of Safety".
        words = [replace(one, forms=(*one.forms, one.word)) for one in words]
    proper = [analysis.content_words(name) for name in question.proper]
    return Judging(words, heads, proper, themes, set(), picked=picked)


def _judged(
    judging: Judging, papers: Mapping[str, Paper], covered: Sequence[Listed]
) -> tuple[Judging, dict[str, Judged]]:
    """What each paper says, and by whom it was judged.

    Where nothing is said by what surely covers the subject, what likely does is taken too.
    """
    for least in (_SURELY, _SURE):
        judging = replace(judging, shown=_shown(covered, least))
        judged = {name: judging.told(paper) for name, paper in papers.items()}
        if any(one.told for one in judged.values()):
            break
    return judging, judged


def _older(
    document_id: str, entries: Sequence[Entry], catalogue: Catalogue, judging: Judging
) -> Older:
    entry = next(entry for entry in entries if entry.id == document_id)
    paper = Paper.of(opened(entry, catalogue), catalogue)
    return Older(paper, judging.told(paper).told)


def _evidence(
    papers: dict[str, Paper], judged: Mapping[str, Judged], older: dict[str, Older]
) -> Evidence:
    """What was found, put together."""
    themes = [
        Held(name, paper.document.entry.metadata, theme)
        for name, paper in papers.items()
        for theme in judged[name].themes
    ]
    return Evidence(
        told=tuple(one for found in judged.values() for one in found.told),
        themes=tuple(themes),
        chief=frozenset((name, key) for name, found in judged.items() for key in found.chief),
        papers=papers,
        older=older,
    )


def _hold(
    question: Question, words: Sequence[Wanted], covered: Sequence[Listed], found: Evidence
) -> None:
    """Refuse what is not held; what an older edition said and the newer does not, is."""
    older = found.older.values()
    told = [*found.told, *(each for one in older for each in one.told)]
    papers = [*found.papers.values(), *(one.paper for one in older)]
    titles = {one.document.entry.id: one.document.entry.metadata.title for one in papers}
    holding.hold(question, words, covered, told, titles)


def years(known: Metadata) -> list[str]:
    """The years that a paper's period names."""
    return _YEAR.findall(known.period)


def dated(entry: Entry) -> str:
    """What a paper's age is told by, as an ISO date that may be cut; "" where nothing tells it."""
    known = entry.metadata
    found = years(known)
    # A report of a year is written at its end, a plan for some years at their beginning.
    of_period = (found[-1] + "-12" if _REPORT.search(known.kind) else found[0]) if found else ""
    return known.published or known.valid_from or of_period


def _shown(covered: Iterable[Listed], least: float) -> set[tuple[str, int]]:
    """Where it is said why themes that score so much cover the subject: document and start."""
    surely = (listed for listed in covered if (listed.score or 0.0) >= least)
    return {(one.document_id, one.start) for listed in surely for one in listed.evidence}
