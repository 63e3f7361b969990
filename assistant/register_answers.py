"""Answers from the register: lists of themes, counted and in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import covering, listing, matching
from assistant.answer import Citing
from assistant.covering import lines as covering_lines
from assistant.listing import lines as listed_lines
from assistant.question import OURS, Question, names
from ingest.catalogue import Catalogue
from ingest.records import Held
from ingest.vectors import DenseIndex

Blocks = tuple[tuple[str, ...], ...]
"""Lines of an answer; those of one block belong together."""


@dataclass(frozen=True)
class Register:
    """The register as one question sees it: ``scope`` are the documents meant, None for all.

    ``topics`` are the vectors of the topics for which themes are asked for; ``home`` is whom "us"
    means, or "".
    """

    scope: Sequence[str] | None
    topics: Mapping[Question, list[float]]
    dense: DenseIndex
    home: str = ""

    def answer(
        self, question: Question, words: Sequence[matching.Wanted], citing: Citing
    ) -> Blocks | None:
        """The themes that a question asks for, all of them; None where it asks for none.

        Empty where it asks for a theme, or of a theme what it has not: that is no answer.
        """
        if not listing.concerns(question) and question not in self.topics:
            return None
        themes = self._meant(question, citing.catalogue)
        if not themes:
            return None
        found = listing.listings(question, words, themes, citing.text)
        if found.refused:
            return ()
        if found.found:
            return listed_lines.blocks(found, question, citing)
        if question not in self.topics or listing.asked.is_negated(question):
            return None
        vector, catalogue = self.topics[question], citing.catalogue
        covered = covering.covering(question, vector, themes, catalogue, self.dense)
        covered = listing.of_asked_kind(question, covered)
        return (covering_lines.told(covered, question.language, citing),) if covered else None

    def _meant(self, question: Question, catalogue: Catalogue) -> Sequence[Held]:
        """The themes in scope; those of the own organisation where the question says "us"."""
        themes = catalogue.themes(self.scope)
        if not self.home or question.organisations or not OURS.search(question.asked):
            return themes
        return [held for held in themes if names(held.metadata.organisation, self.home)]
