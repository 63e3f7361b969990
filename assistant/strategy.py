"""The strategy questions: which themes there are and what they cover, when what happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant import covering, timeline
from assistant.answer import Citation
from assistant.covering.spans import own_spans
from assistant.library import Unknown
from assistant.question import Question, understand
from assistant.quoting import Quotations
from assistant.retrieval import Retriever
from assistant.scope import Filters, in_scope
from assistant.timeline import Event
from ingest.catalogue import Catalogue
from ingest.index import Index
from ingest.passages import Span
from ingest.records import Held
from ingest.theme import Theme

_TOLD = frozenset(("paragraph", "item"))


@dataclass(frozen=True)
class Listed:
    """A theme with its fields as sources; with a query, how surely it covers that, and why.

    ``score`` is a probability, None without a query.
    """

    held: Held
    fields: dict[str, tuple[Citation, ...]]
    score: float | None = None
    evidence: tuple[Citation, ...] = field(default=())


class Strategy:
    """Answers from the register of one index. Safe to use from several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._retriever = Retriever(index)

    def themes(self, query: str, filters: Filters) -> list[Listed]:
        """The themes that cover ``query``, best first; all in the documents' order without one.

        Raises:
            Unknown: a document that ``filters`` name is not there.
        """
        query = " ".join(query.split())
        if not query:
            with self._index.reading() as catalogue:
                scope = _scope(catalogue, filters)
                held = catalogue.themes(scope)
                return _listed([(one, None, ()) for one in held], catalogue)
        question, vector = self._asked(query)
        with self._index.reading() as catalogue:
            scope = _scope(catalogue, filters, question.organisations)
            found = covering.covering(
                question, vector, catalogue.themes(scope), catalogue, self._index.dense
            )
            return _listed([(one.held, one.score, one.evidence) for one in found], catalogue)

    def covered(self, topic: str, themes: Sequence[Held], family: Sequence[Held]) -> list[Listed]:
        """Those of ``themes`` that cover ``topic``, best first, and no others are judged.

        ``family`` holds the themes above and below them.
        """
        question, vector = self._asked(topic)
        keys = {(one.document_id, one.theme.key) for one in themes}
        above = {(one.document_id, one.theme.parent) for one in themes}
        near = [
            one
            for one in family
            if (one.document_id, one.theme.key) in keys | above
            or (one.document_id, one.theme.parent) in keys
        ]
        with self._index.reading() as catalogue:
            found = covering.covering(question, vector, near, catalogue, self._index.dense)
            wanted = [one for one in found if (one.held.document_id, one.held.theme.key) in keys]
            return _listed([(one.held, one.score, one.evidence) for one in wanted], catalogue)

    def _asked(self, query: str) -> tuple[Question, list[float]]:
        """What a query says, and its vector."""
        with self._index.reading() as catalogue:
            names = {e.metadata.organisation for e in catalogue.entries()} - {""}
        question = understand(query, (), sorted(names))
        return question, self._retriever.vector(covering.topic(question))

    def register(self) -> list[Held]:
        """Every theme, in the documents' order, without what it tells."""
        with self._index.reading() as catalogue:
            return catalogue.themes()

    def told(self, held: Held, inner: Sequence[Theme]) -> list[Citation]:
        """The paragraphs of a theme, in order, without its name and the themes ``inner``."""
        theme = held.theme
        with self._index.reading() as catalogue:
            quoting = Quotations(catalogue).of(held.document_id)
            spans = [
                (max(one.start, start), min(one.end, end))
                for start, end in own_spans(theme, inner)
                for one in catalogue.elements(held.document_id, start, end)
                if one.kind in _TOLD and not theme.name[0] <= one.start < theme.name[1]
            ]
            return list(quoting.citations(spans))

    def timeline(self, query: str, filters: Filters, begins: str, ends: str) -> list[Event]:
        """The dated events in scope, by start.

        Raises:
            BadBound: ``begins`` or ``ends`` is no date.
            Unknown: a document that ``filters`` name is not there.
        """
        with self._index.reading() as catalogue:
            scope = _scope(catalogue, filters)
            return timeline.timeline(catalogue, scope, query=query, begins=begins, ends=ends)


def _scope(catalogue: Catalogue, filters: Filters, named: Sequence[str] = ()) -> list[str] | None:
    """The documents that are meant; one that is named must be there."""
    entries = catalogue.entries()
    for document_id in filters.documents:
        if all(entry.id != document_id for entry in entries):
            raise Unknown(f"Der er intet dokument med id {document_id!r}. Se listen.")
    return in_scope(entries, filters, named)


def _listed(
    found: Sequence[tuple[Held, float | None, tuple[Span, ...]]], catalogue: Catalogue
) -> list[Listed]:
    quotations = Quotations(catalogue)
    listed = []
    for held, score, spans in found:
        quoting = quotations.of(held.document_id)
        cited: dict[str, tuple[Citation, ...]] = {}
        number = 1
        for told in held.theme.fields:
            cited[told.name] = quoting.citations(told.spans, number)
            number += len(told.spans)
        listed.append(Listed(held, cited, score, quoting.citations(spans, number)))
    return listed
