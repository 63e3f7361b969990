"""The assistant: a question in, a cited answer out, or a plain word that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant import choosing, matching, phrases, refusal
from assistant.answer import Answer, Citing, Place, joined, lines, place
from assistant.extract import Candidate, candidates
from assistant.question import Question, Turn, understand
from assistant.retrieval import Found, Retriever, Search
from assistant.scope import Filters, in_scope
from assistant.units import units
from ingest.catalogue import Entry
from ingest.index import Index

_FOUND = 12
_READ = 8
"""Passages whose units are weighed; of 93 questions 88 had their answer in the first eight."""
_PARTS = re.compile(
    r"\s*[,;]?\s+(?:og|samt|and)\s+(?=(?:hv\w+|how|who|when|what|which)\b)|(?<=\?)\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """A question as it comes in from any door."""

    question: str
    history: tuple[Turn, ...] = ()
    organisation: str = ""
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class _Part:
    """What came of one part of a question: blocks of lines, or only the nearest places."""

    blocks: tuple[tuple[str, ...], ...] = ()
    nearest: tuple[Place, ...] = ()


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
            return list(self._retriever.search(question, limit, within).found)
        named = in_scope(entries, asked.filters, question.organisations)
        first = self._retriever.search(question, limit, named).found
        more = self._retriever.search(question, limit, within).found if len(first) < limit else ()
        known = {found.hit.rowid for found in first}
        return [*first, *(found for found in more if found.hit.rowid not in known)][:limit]

    def ask(self, asked: Asked) -> Answer:
        """The answer to a question."""
        entries = self._index.catalogue.entries()
        whole = self._question(asked, entries)
        questions = self._parts(asked, whole, entries)
        citing = Citing({})
        parts = [self._part(question, asked, entries, citing) for question in questions]
        if not any(part.blocks for part in parts):
            nearest = parts[0].nearest
            words = phrases.not_found(whole.language, near=bool(nearest))
            return Answer("not_found", words, (), nearest)
        said = [block for part in parts for block in part.blocks]
        text = joined(list(dict.fromkeys(said)))
        missing = [q for q, part in zip(questions, parts, strict=True) if not part.blocks]
        if not missing:
            return Answer("answered", text, tuple(citing.citations))
        remarks = [phrases.missing(question.asked, whole.language) for question in missing]
        return Answer("partial", "\n\n".join([text, *remarks]), tuple(citing.citations))

    def _question(self, asked: Asked, entries: Sequence[Entry]) -> Question:
        known = sorted({e.metadata.organisation for e in entries if e.metadata.organisation})
        return understand(asked.question, asked.history, known)

    def _parts(self, asked: Asked, whole: Question, entries: Sequence[Entry]) -> list[Question]:
        pieces = [piece.strip() for piece in _PARTS.split(asked.question) if piece.strip()]
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
    ) -> _Part:
        scope = in_scope(entries, asked.filters, question.organisations)
        search = self._retriever.search(question, _FOUND, scope)
        words, ranked = self._weighed(question, search, citing)
        nearest = tuple(dict.fromkeys(place(found.hit) for found in search.found[:3]))
        if not refusal.answers(question, words, search, ranked):
            return _Part(nearest=nearest)
        home = asked.organisation or self._organisation
        titled = refusal.asks_for_themes(question)
        chosen = choosing.choose(question, ranked, home=home, themes=titled)
        above = [None, *(one.unit for one in chosen)]
        blocks = tuple(
            tuple(lines(one.unit, one.found.hit, citing, titled=titled, named=before))
            for one, before in zip(chosen, above, strict=False)
        )
        return _Part(blocks, nearest)

    def _weighed(
        self, question: Question, search: Search, citing: Citing
    ) -> tuple[list[matching.Wanted], list[Candidate]]:
        """The question's words with their weights, and the units of what was found, best first."""
        ranked: list[Candidate] = []
        with self._index.reading() as catalogue:
            counts = catalogue.frequencies(list(matching.frequent_terms(question)))
            words = matching.wanted(question, counts, len(catalogue.passage_ids()))
            for rank, found in enumerate(search.found[:_READ]):
                hit = found.hit
                if hit.document_id not in citing.texts:
                    citing.texts[hit.document_id] = catalogue.text(hit.document_id) or ""
                text = citing.texts[hit.document_id]
                elements = catalogue.elements(hit.document_id, hit.start, hit.end)
                read = units(hit, elements, text)
                ranked += candidates(question, words, found, read, rank=rank, text=text)
        return words, sorted(ranked, key=lambda c: -c.score)
