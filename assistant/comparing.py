"""A topic side by side: what each organisation, or each document, says of it, or that none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant import covering, editions
from assistant.answer import Answer, Citation
from assistant.asking import Asked, Assistant
from assistant.editions import Edition
from assistant.library import Unknown
from assistant.markdown import escaped, remark
from assistant.matching import Words, wanted
from assistant.opened import opened
from assistant.question import understand
from assistant.quoting import Quoting
from assistant.said import says
from assistant.scope import Filters, bare
from assistant.strategy import Listed, Strategy
from ingest.catalogue import Catalogue, Entry
from ingest.errors import StrategiError
from ingest.index import Index

_THEMES = 3
"""Themes that a summary tells of where no passage answers by itself."""


class NoTopic(StrategiError):
    """There is neither a topic nor two documents to compare."""


@dataclass(frozen=True)
class Side:
    """What one side says; ``themes`` are ids, best first; ``summary`` is Markdown with marks."""

    organisation: str
    document_ids: tuple[str, ...]
    mentioned: bool
    themes: tuple[str, ...]
    summary: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Difference:
    """What differs between two editions: the old words, the new ones, or both."""

    kind: Literal["new", "changed", "gone"]
    old: Citation | None
    new: Citation | None


@dataclass(frozen=True)
class Comparison:
    """``changes`` are of two editions of one paper, else none."""

    sides: tuple[Side, ...]
    changes: tuple[Difference, ...] = ()


class Comparing:
    """Sets documents side by side."""

    def __init__(self, index: Index, assistant: Assistant, strategy: Strategy) -> None:
        self._index = index
        self._assistant = assistant
        self._strategy = strategy

    def compare(
        self, topic: str, organisations: Sequence[str], documents: Sequence[str]
    ) -> Comparison:
        """A side for each of ``documents``, else for each of ``organisations`` (all where none).

        Raises:
            Unknown: there is no document of such an id.
        """
        entries = self._index.catalogue.entries()
        if documents:
            chosen = [_entry(entries, one) for one in dict.fromkeys(documents)]
            own = [(e.metadata.organisation, (e.id,)) for e in chosen]
            return Comparison(self._sides(topic, own), self._changes(chosen))
        known = list(dict.fromkeys(e.metadata.organisation for e in entries))
        wanted = [_known(one, known) for one in organisations] or sorted(known)
        sides = [
            (name, tuple(e.id for e in entries if e.metadata.organisation == name))
            for name in dict.fromkeys(wanted)
        ]
        return Comparison(self._sides(topic, sides))

    def _sides(self, topic: str, sides: Sequence[tuple[str, Sequence[str]]]) -> tuple[Side, ...]:
        return tuple(self._side(topic, name, tuple(ids)) for name, ids in sides)

    def _side(self, topic: str, organisation: str, ids: tuple[str, ...]) -> Side:
        if not ids:
            said = f"Der er ingen dokumenter fra {escaped(organisation)}."
            return Side(
                organisation, (), mentioned=False, themes=(), summary=remark(said), citations=()
            )
        if not topic:
            return Side(organisation, ids, mentioned=True, themes=(), summary="", citations=())
        within = Filters(documents=ids)
        themes = self._strategy.themes(topic, within)
        answer = self._assistant.ask(Asked(_question(topic), filters=within))
        told = answer if themes or _says(topic, answer) else None
        told = told if told and told.status != "not_found" else _of_themes(themes)
        names = tuple(listed.held.id for listed in themes)
        if told is None:
            said = remark("Det nævner dokumenterne ikke.")
            return Side(organisation, ids, mentioned=False, themes=(), summary=said, citations=())
        return Side(
            organisation,
            ids,
            mentioned=True,
            themes=names,
            summary=told.text,
            citations=told.citations,
        )

    def _changes(self, chosen: Sequence[Entry]) -> tuple[Difference, ...]:
        if len(chosen) != 2:
            return ()
        pair = editions.same_paper(*chosen)
        if pair is None:
            return ()
        with self._index.reading() as catalogue:
            quoting = [Quoting(opened(entry, catalogue), catalogue) for entry in pair]
            read = [_edition(entry, catalogue) for entry in pair]
        return tuple(
            Difference(
                one.kind,
                quoting[0].citation(one.old, number) if one.old else None,
                quoting[1].citation(one.new, number) if one.new else None,
            )
            for number, one in enumerate(editions.changes(*read), 1)
        )


def _edition(entry: Entry, catalogue: Catalogue) -> Edition:
    document = catalogue.document(entry.id)
    if document is None:
        raise Unknown(f"Der er intet dokument med id {entry.id!r}. Se listen over dokumenter.")
    return Edition(document.text, document.elements, document.sections)


def _entry(entries: Sequence[Entry], document_id: str) -> Entry:
    for entry in entries:
        if entry.id == document_id:
            return entry
    raise Unknown(f"Der er intet dokument med id {document_id!r}. Se listen over dokumenter.")


def _known(name: str, known: Sequence[str]) -> str:
    """The organisation as the documents write it, with or without "Kommune"."""
    return next((one for one in known if bare(one) == bare(name)), name.strip())


def _question(topic: str) -> str:
    return topic if topic.rstrip().endswith("?") else f"Hvad står der om {topic}?"


def _says(topic: str, answer: Answer) -> bool:
    """Whether what is cited says each word of the topic.

    What comes nearest to a topic is no mention of it: a side that says nothing must not seem to.
    """
    asked = wanted(covering.topic(understand(topic)), {}, 0)
    return bool(asked) and any(
        all(says(word, Words.of(one.quote, *one.section)) for word in asked)
        for one in answer.citations
    )


def _of_themes(themes: Sequence[Listed]) -> Answer | None:
    """The best themes with what says why, where nothing else answers."""
    lines, citations = [], list[Citation]()
    for listed in themes[:_THEMES]:
        first = listed.evidence[0]
        number = len(citations) + 1
        citations.append(replace(first, number=number))
        lines.append(f"- **{escaped(listed.held.theme.title)}**: {escaped(first.quote)} [{number}]")
    return Answer("answered", "\n".join(lines), tuple(citations)) if lines else None
