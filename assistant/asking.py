"""The assistant: a question in, a cited answer out, or a plain word that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant import matching, phrases, refusal
from assistant.answer import Answer, Citing, joined, lines, place
from assistant.extract import Candidate, candidates
from assistant.question import Kind, Question, Turn, understand
from assistant.retrieval import Found, Retriever
from assistant.scope import Filters, in_scope
from assistant.units import units
from ingest.catalogue import Entry
from ingest.index import Index

_READ = 6
"""Passages whose units are weighed; the answer stood among the first six in 98 % of questions."""
_CHARS = 430
_CLOSE = 0.72
"""Share of the best unit's score that a further one must have."""
_PARTS = re.compile(r"\s*[,;]?\s+(?:og|samt|and)\s+(?=(?:hv\w+|how|who|when|what|which)\b)", re.I)


@dataclass(frozen=True)
class Asked:
    """A question as it comes in from any door."""

    question: str
    history: tuple[Turn, ...] = ()
    organisation: str = ""
    filters: Filters = field(default_factory=Filters)


class Assistant:
    """Answers from one index. Safe to use from several threads."""

    def __init__(self, index: Index, organisation: str = "") -> None:
        self._index = index
        self._organisation = organisation
        self._retriever = Retriever(index)

    def search(self, asked: Asked, limit: int) -> list[Found]:
        """The best passages for a question, those of the organisations that it names first."""
        entries = self._index.catalogue.entries()
        question = self._question(asked, entries)
        within = in_scope(entries, asked.filters)
        if not question.organisations:
            return self._retriever.search(question, limit, within)
        named = in_scope(entries, asked.filters, question.organisations)
        first = self._retriever.search(question, limit, named)
        more = self._retriever.search(question, limit, within) if len(first) < limit else []
        known = {found.hit.rowid for found in first}
        return [*first, *(found for found in more if found.hit.rowid not in known)][:limit]

    def ask(self, asked: Asked) -> Answer:
        """The answer to a question."""
        entries = self._index.catalogue.entries()
        whole = self._question(asked, entries)
        parts = self._parts(asked, whole, entries)
        citing = Citing({})
        answered = [self._part(part, asked, entries, citing) for part in parts]
        found = [result for result in answered if result.blocks]
        if not found:
            nearest = answered[0].nearest
            return Answer("not_found", phrases.not_found(whole.language, bool(nearest)), (), nearest)
        text = joined([block for result in found for block in result.blocks])
        missing = [part for part, result in zip(parts, answered, strict=True) if not result.blocks]
        if missing:
            words = [phrases.missing(part.asked, whole.language) for part in missing]
            return Answer("partial", "\n\n".join([text, *words]), tuple(citing.citations))
        return Answer("answered", text, tuple(citing.citations))

    def _question(self, asked: Asked, entries: Sequence[Entry]) -> Question:
        known = sorted({e.metadata.organisation for e in entries if e.metadata.organisation})
        return understand(asked.question, asked.history, known)

    def _parts(self, asked: Asked, whole: Question, entries: Sequence[Entry]) -> list[Question]:
        pieces = [piece.strip() for piece in _PARTS.split(asked.question) if piece and piece.strip()]
        if len(pieces) < 2:
            return [whole]
        parts = [self._question(replace(asked, question=piece), entries) for piece in pieces]
        # A later part leaves unsaid what the first names: it is sought where the whole is.
        return [
            replace(part, text=whole.text, terms=whole.terms, organisations=whole.organisations)
            for part in parts
        ]

    def _part(
        self, question: Question, asked: Asked, entries: Sequence[Entry], citing: Citing
    ) -> _Result:
        scope = in_scope(entries, asked.filters, question.organisations)
        found = self._retriever.search(question, 12, scope)
        if not found:
            return _Result()
        ranked = self._weighed(question, found, citing)
        judged = refusal.judge(question, ranked.words, found, ranked.candidates)
        nearest = tuple(dict.fromkeys(place(f.hit) for f in found[:3]))
        if not judged:
            return _Result(nearest=nearest)
        chosen = _chosen(question, ranked.candidates, self._home(asked))
        titled = refusal.asks_for_themes(question)
        before = [None, *(c.unit for c in chosen)]
        blocks = [
            lines(c.unit, c.found.hit, citing, titled=titled, named=above)
            for c, above in zip(chosen, before, strict=False)
        ]
        return _Result(blocks, nearest)

    def _home(self, asked: Asked) -> str:
        return asked.organisation or self._organisation

    def _weighed(self, question: Question, found: Sequence[Found], citing: Citing) -> _Ranked:
        with self._index.reading() as catalogue:
            total = len(catalogue.passage_ids())
            counts = catalogue.frequencies(list(matching.frequent_terms(question)))
            words = matching.wanted(question, counts, total)
            ranked: list[Candidate] = []
            for rank, one in enumerate(found[:_READ]):
                hit = one.hit
                text = citing.texts.setdefault(hit.document_id, catalogue.text(hit.document_id) or "")
                elements = catalogue.elements(hit.document_id, hit.start, hit.end)
                found_units = units(hit, elements, text)
                ranked += candidates(question, words, one, found_units, rank, text)
        ranked.sort(key=lambda c: -c.score)
        return _Ranked(words, ranked)


@dataclass(frozen=True)
class _Ranked:
    words: list[matching.Wanted]
    candidates: list[Candidate]


@dataclass(frozen=True)
class _Result:
    blocks: list[list[str]] = field(default_factory=list)
    nearest: tuple = ()  # type: ignore[type-arg]


def _chosen(question: Question, ranked: Sequence[Candidate], home: str) -> list[Candidate]:
    """The units of the answer: the best, and what comes close to it and says something else."""
    best = ranked[0]
    chosen = [best]
    room = _CHARS * (3 if question.kind is Kind.LIST else 1) - len(best.unit.text)
    for candidate in ranked[1:]:
        close = candidate.score >= _CLOSE * best.score
        if not close or len(chosen) >= 5:
            break
        if len(candidate.unit.text) <= room and not _repeats(candidate, chosen):
            chosen.append(candidate)
            room -= len(candidate.unit.text)
    return _ordered(chosen)


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    own = matching.Words.of(candidate.unit.text).stems
    for other in chosen:
        same = candidate.found.hit.document_id == other.found.hit.document_id
        if same and candidate.unit.start < other.unit.end and other.unit.start < candidate.unit.end:
            return True
        theirs = matching.Words.of(other.unit.text).stems
        if own and len(own & theirs) > 0.8 * len(own):
            return True
    return False


def _ordered(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The best first; what stands in its document behind it after it, in reading order."""
    best, *others = chosen
    return [best, *sorted(others, key=lambda c: (c.found.hit.document_id != best.found.hit.document_id, c.found.hit.document_id, c.unit.start))]
