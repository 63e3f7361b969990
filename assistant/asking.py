"""The assistant: a question in, a cited answer out, or a plain word that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant import (
    choosing,
    covering,
    matching,
    opening,
    phrases,
    refusal,
)
from assistant.answer import Answer, Citing, Status, joined, lines, place
from assistant.extract import Candidate, Weighing, candidates
from assistant.question import Question, Turn, understand
from assistant.register_answers import Blocks, Register
from assistant.reranking import DEPTH, Meeting
from assistant.retrieval import FUSED, Found, Retriever, Search, Weights, in_turn
from assistant.scope import Filters, in_scope
from assistant.units import units
from ingest.catalogue import Entry
from ingest.index import Index

_FOUND = 12
_READ = 8
"""Passages whose units are weighed; of 93 questions 88 had their answer in the first eight."""
_PARTS = re.compile(
    r"(?:[,;]?\s(?:og|samt|and)|(?<=\?))\s(?=(?:hv(?:ad|em|or|ilk|is)\w*|how|who|when|what|which)\b)",
    re.IGNORECASE,
)
_MOST_PARTS = 4
_SHARED = 0.45
"""The share of a question that a passage must meet to be named as near it."""
Judge = Callable[[refusal.Case], bool]


@dataclass(frozen=True)
class Asked:
    """A question as it comes in from any door."""

    question: str
    history: tuple[Turn, ...] = ()
    organisation: str = ""
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class Gathered:
    """An answer in the documents' own words, and what else there is to answer from.

    ``found`` are the passages that were read for it, best first, and ``parts`` the questions that
    stand in one; both are empty where no search was made. ``likelihood`` is how likely it is that
    the documents answer at all, 0 to 1.
    """

    answer: Answer
    question: Question
    found: tuple[Found, ...] = ()
    parts: tuple[Question, ...] = ()
    likelihood: float = 0.0


class Assistant:
    """Answers from one index. Safe to use from several threads.

    ``weights`` order what is found; ``judge`` says whether it answers. Both are for measuring.
    """

    def __init__(
        self,
        index: Index,
        organisation: str = "",
        weights: Weights = FUSED,
        judge: Judge = refusal.answers,
    ) -> None:
        self._index = index
        self._organisation = organisation
        self._retriever = Retriever(index, weights)
        self._judge = judge

    def search(self, asked: Asked, limit: int) -> list[Found]:
        """The best passages for a question, those of the organisations that it names first."""
        question = self._question(asked, self._index.catalogue.entries())
        vector = self._retriever.vector(question)
        with self._index.reading() as catalogue:
            entries = catalogue.entries()
            within = in_scope(entries, asked.filters)
            named = in_scope(entries, asked.filters, question.organisations)
            first = self._found(question, vector, limit, named).found
            if not question.organisations or len(first) == limit:
                return list(first)
            more = self._retriever.search(question, vector, limit, within).found
        known = {found.hit.rowid for found in first}
        return [*first, *(found for found in more if found.hit.rowid not in known)][:limit]

    def ask(self, asked: Asked) -> Answer:
        """The answer to a question, from one state of the index."""
        return self.gather(asked).answer

    def gather(self, asked: Asked) -> Gathered:
        """The answer to a question with what it was made of, from one state of the index."""
        known = self._index.catalogue.entries()
        whole = self._question(asked, known)
        home = asked.organisation or self._organisation
        with self._index.reading() as catalogue:
            within = in_scope(catalogue.entries(), asked.filters)
            opened = opening.reply(whole, catalogue, within, home)
        if opened:
            return Gathered(opened, whole)
        vector = self._retriever.vector(whole)
        questions = self._parts(asked, whole, known)
        topics = {
            part: self._retriever.vector(covering.topic(part))
            for part in {whole, *questions}
            if covering.asks(part)
        }
        with self._index.reading() as catalogue:
            scope = in_scope(catalogue.entries(), asked.filters, whole.organisations)
            search = self._found(whole, vector, _FOUND, scope)
            register = Register(scope, topics, self._index.dense, home)
            telling = _Telling(search, Citing(catalogue), register, home, self._judge)
            parts = [(part, _part(part, telling)) for part in questions]
            if len(parts) > 1 and not any(blocks for _, blocks in parts):
                parts = [(whole, _part(whole, telling))]
        answer, own = _told(whole, parts, telling), tuple(part for part, _ in parts)
        likely = 1.0 if answer.status != "not_found" else max(telling.likely, default=0.0)
        return Gathered(answer, whole, search.found[:_READ], own, likely)

    def _found(
        self, question: Question, vector: list[float], limit: int, scope: list[str] | None
    ) -> Search:
        if not question.across:
            return self._retriever.search(question, vector, limit, scope)
        search = self._retriever.search(question, vector, max(limit, DEPTH), scope)
        turns = in_turn(search.found, named=bool(question.organisations))
        return replace(search, found=tuple(turns[:limit]))

    def _question(self, asked: Asked, entries: Sequence[Entry]) -> Question:
        known = sorted({e.metadata.organisation for e in entries if e.metadata.organisation})
        return understand(" ".join(asked.question.split()), asked.history, known)

    def _parts(self, asked: Asked, whole: Question, entries: Sequence[Entry]) -> list[Question]:
        """The questions that stand in one; a later part is read where the whole is found."""
        pieces = [piece.strip() for piece in _PARTS.split(whole.asked) if piece.strip()]
        if not 1 < len(pieces) <= _MOST_PARTS:
            return [whole]
        said = [Turn("user", piece) for piece in pieces]
        return [
            self._question(
                replace(asked, question=piece, history=(*asked.history, *said[:place])), entries
            )
            for place, piece in enumerate(pieces)
        ]


@dataclass(frozen=True)
class _Telling:
    """What the parts of one question share: what was found, and what is cited and told so far."""

    search: Search
    citing: Citing
    register: Register
    home: str
    judge: Judge
    told: set[tuple[str, int, int]] = field(default_factory=set)
    likely: list[float] = field(default_factory=list)


def _part(question: Question, telling: _Telling) -> Blocks:
    """The lines that answer one part, in blocks; none where it has no answer.

    A block without lines stands for what an earlier part has told already.
    """
    citing = telling.citing
    search = _of_its_own(question, telling.search)
    words, ranked = _weighed(question, search, citing)
    read = search.found[:_READ]
    if refusal.of_another(question, read):
        return ()
    listed = telling.register.answer(question, words, citing)
    if listed is not None:
        return listed
    case = _case(question, words, search, ranked, citing)
    if not telling.judge(case):
        telling.likely.append(refusal.likelihood(case))
        return ()
    titled = refusal.asks_for_themes(question)
    chosen = choosing.choose(question, ranked, home=telling.home, themes=titled)
    fresh = [one for one in chosen if one.place not in telling.told]
    telling.told.update(one.place for one in fresh)
    above = [None, *(one.unit for one in fresh)]
    blocks = tuple(
        tuple(lines(one.unit, one.found.hit, citing, titled=titled, named=before))
        for one, before in zip(fresh, above, strict=False)
    )
    return blocks or ((),)


def _of_its_own(question: Question, search: Search) -> Search:
    """What was found of the municipalities that a part of a question names, if anything was."""
    own = [one for one in search.found if one.hit.metadata.organisation in question.organisations]
    return replace(search, found=tuple(own)) if own else search


def _weighed(
    question: Question, search: Search, citing: Citing
) -> tuple[list[matching.Wanted], list[Candidate]]:
    """The question's words with their weights, and the units of what was found, best first."""
    catalogue = citing.catalogue
    counts = catalogue.frequencies(list(matching.frequent_terms(question)))
    words = matching.wanted(question, counts, catalogue.passage_count())
    weighing = Weighing(question, words, Meeting(question.lexical, catalogue))
    best = max((found.score for found in search.found), default=0.0)
    ranked: list[Candidate] = []
    for rank, found in enumerate(search.found[:_READ]):
        hit = found.hit
        text = citing.text(hit.document_id)
        elements = catalogue.elements(hit.document_id, hit.start, hit.end)
        read = units(hit, elements, text)
        behind = found.score - best
        ranked += candidates(weighing, found, read, rank=rank, behind=behind, text=text)
    return words, sorted(ranked, key=lambda c: -c.score)


def _case(
    question: Question,
    words: Sequence[matching.Wanted],
    search: Search,
    ranked: Sequence[Candidate],
    citing: Citing,
) -> refusal.Case:
    first = ranked[: refusal.TOLD]
    met = max((one.met for one in first), default=0.0)
    # A price of another thing is no price of this one.
    told = [_with_row(one, citing) for one in first if one.met >= refusal.OF_IT * met]
    return refusal.Case(question, words, search, ranked, told)


def _with_row(one: Candidate, citing: Citing) -> str:
    """A unit with its row's name and its column's head."""
    unit, hit = one.unit, one.found.hit
    row = citing.text(hit.document_id)[slice(*unit.row)] if unit.row else ""
    return f"{row}. {unit.head}: {unit.text}"


def _near(search: Search) -> str:
    """Where the nearest is said, or "" where nothing comes near enough to be named."""
    if not search.found or search.found[0].met.grams < _SHARED:
        return ""
    hit = search.found[0].hit
    return phrases.whereabouts(hit.path[-1] if hit.path else "", hit.metadata)


def _told(whole: Question, parts: Sequence[tuple[Question, Blocks]], telling: _Telling) -> Answer:
    search, citing = telling.search, telling.citing
    said = [block for _, blocks in parts for block in blocks if block]
    if not said:
        nearest = tuple(dict.fromkeys(place(found.hit) for found in search.found[:3]))
        words = phrases.not_found(whole.language, near=_near(search))
        return Answer("not_found", words, (), nearest)
    text = joined(list(dict.fromkeys(said)))
    missing = [question for question, blocks in parts if not blocks]
    remarks = [phrases.missing(question.asked, whole.language) for question in missing]
    cited = {citation.document_id for citation in citing.citations}
    papers = [one.hit.metadata for one in search.found if one.hit.document_id in cited]
    if choosing.of_different_dates(whole, papers):
        remarks.append(phrases.different_dates(whole.language))
    status: Status = "partial" if missing else "answered"
    return Answer(status, "\n\n".join([text, *remarks]), tuple(citing.citations))
