"""Questions to begin with, drawn from the headings of what the index holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.asking import Asked
from assistant.library import Opened
from assistant.pictures.frame import Language
from assistant.scope import Filters
from assistant.service import Service
from ingest.catalogue import Entry
from ingest.document import Section
from ui.chat.words import WORDS

MOST = 4
_TRIED = 3
"""Headings of one document that are tried before it goes without a question."""
_SHORT = 3
_WORDS = 5
"""Words of a heading that reads well in a question, and of the longest that is used."""
_TELLING = range(2, 5)
"""Words of a theme's name that says what it is about."""
_CHARS = range(200, 4000)
"""A section with less says too little, one with more is about too much."""
_NUMBERED = re.compile(r"^(?:(?:[^\W\d_]+\s+)?[\d.]+\s*[.:)–-]?|[^\W\d_]+\s+\d+\s*[.:–-])\s+")
_COMMON = frozenset((
    "indledning", "baggrund", "ramme", "rammer", "formål", "forord", "afrunding", "afslutning",
    "opsamling", "bilag", "resumé", "sammenfatning", "indhold", "konklusion", "introduktion",
    "om", "det", "den", "de", "status", "strategien", "planen",
))  # fmt: skip
"""First words of headings that any paper may have."""


class Starters:
    """The starter questions of an index, worked out anew when the index has changed."""

    def __init__(self, service: Service, language: Language = "da") -> None:
        self._service = service
        self._words = WORDS[language]
        self._known: tuple[int, list[str]] = (-1, [])

    def questions(self) -> list[str]:
        """At most four questions that have an answer; always the same for the same documents."""
        generation = self._service.index.catalogue.generation
        known, questions = self._known
        if known != generation:
            questions = self._found()
            if self._service.warm:
                self._known = (generation, questions)
        return questions

    def _found(self) -> list[str]:
        found: list[str] = []
        for entry in _one_of_each_first(self._service.library.entries()):
            if len(found) == MOST:
                break
            tried = self._candidates(self._service.library.open(entry.id))
            good = next((question for question in tried if self._answered(question)), None)
            found += [good] if good and good not in found else []
        return found

    def _answered(self, question: str) -> bool:
        # While the model is being loaded, nobody shall wait for it just to see the page.
        if not self._service.warm:
            return True
        return self._service.assistant.ask(Asked(question)).status == "answered"

    def _candidates(self, opened: Opened) -> list[str]:
        """Questions about what a document calls its themes, then about its sections."""
        metadata = opened.entry.metadata
        topics = [*self._themes(opened), *_topics(opened)[:_TRIED]]
        whose = metadata.organisation or metadata.title
        return [self._words.starter.format(whose=whose, topic=topic) for topic in topics]

    def _themes(self, opened: Opened) -> list[str]:
        """The outermost themes whose names read well in a question, telling ones first."""
        within = Filters(documents=(opened.entry.id,))
        themes = (one.held.theme for one in self._service.strategy.themes("", within))
        named = [
            # Set in capitals it is a matter of type, and shouts within a sentence.
            f"”{words.capitalize() if words.isupper() else words}”"
            for theme in themes
            if not theme.parent and (words := _words(theme.title))
        ]
        return sorted(named, key=lambda name: len(name.split()) not in _TELLING)[:_TRIED]


def _one_of_each_first(entries: Sequence[Entry]) -> Iterable[Entry]:
    """Every organisation has a document in front before one has its second."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, Entry]] = []
    for entry in entries:
        whose = entry.metadata.organisation
        ranked.append((seen.get(whose, 0), entry))
        seen[whose] = seen.get(whose, 0) + 1
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]


@dataclass(frozen=True)
class _Topic:
    words: str
    chars: int


def _topics(opened: Opened) -> list[str]:
    """What a document's sections are about: short headings first, then what says most."""
    topics = [
        _Topic(topic, section.end - section.start)
        for index, section in enumerate(opened.sections)
        if _lowest(index, opened.sections) and (topic := _topic(section, opened.text))
    ]
    topics.sort(key=lambda topic: (len(topic.words.split()) > _SHORT, -topic.chars))
    return [topic.words for topic in topics]


def _lowest(index: int, sections: Sequence[Section]) -> bool:
    later = sections[index + 1 : index + 2]
    return not later or later[0].start >= sections[index].end


def _topic(section: Section, text: str) -> str:
    """The heading as it reads within a sentence, or "" where it names nothing of its own."""
    heading = _words(section.path[-1])
    if not heading or section.end - section.start not in _CHARS:
        return ""
    # A name keeps its capital; what the text also has with a small letter is none.
    small = heading[:1].lower() + heading[1:]
    plain = heading[1:].islower() or re.search(rf"\b{re.escape(small.split()[0])}\b", text)
    return small if plain else heading


def _words(heading: str) -> str:
    """A heading without its number, or "" where it does not read well in a question."""
    heading = _NUMBERED.sub("", heading).strip(" .:–-")
    words = heading.split()
    if not words or len(words) > _WORDS or re.search(r"[\d?!()/]", heading):
        return ""
    return "" if words[0].lower() in _COMMON else heading
