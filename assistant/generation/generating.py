"""An answer by a language model: asked with sources, judged statement by statement, then shown."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.asking import Asked, Assistant, Gathered
from assistant.generation import ending, prompt, wording
from assistant.generation.ending import Request
from assistant.generation.evidence import sources
from assistant.generation.grounding import Grounding, Judged, Supports
from assistant.generation.masking import Masking
from assistant.generation.message import ModelAway
from assistant.generation.page import Page
from assistant.generation.statements import Said, statements
from ingest.index import Index

if TYPE_CHECKING:
    # Its libraries take a second to import, which those who have no model need not wait.
    from assistant.generation.model import LanguageModel

_AT_ONCE = 8
"""Answers that a model may be asked for at once; a thread waits for each."""
_LEAST_LIKELY = 0.2
"""Below this likelihood the documents hold no answer, and no model is asked for one. Of 247
questions that were refused, 151 lie below it, and the documents answer eight of those."""
Watch = Callable[[Judged], None]


def _unwatched(judged: Judged) -> None:
    del judged


@dataclass(frozen=True)
class Generating:
    """Answers by a language model from one index. Safe to use from several threads.

    ``supports`` scores a statement and its quotes; ``home`` is who "us" means; ``marks`` shows
    what fails, marked, instead of dropping it; ``watch`` is told what became of each statement,
    for measuring.
    """

    assistant: Assistant
    index: Index
    model: LanguageModel
    supports: Supports
    home: str = ""
    marks: bool = False
    watch: Watch = _unwatched
    _places: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_AT_ONCE)
    )

    def stream(self, asked: Asked) -> Iterator[str | Answer]:
        """Pieces of the answer's text as they pass the check, then the answer."""
        gathered = self.assistant.gather(asked)
        if not gathered.found or gathered.likelihood < _LEAST_LIKELY:
            yield from ending.own_words(gathered.answer)
        elif not self._places.acquire(blocking=False):
            yield from ending.own_words(gathered.answer, wording.away(gathered.question.language))
        else:
            try:
                yield from self._answer(self._request(asked, gathered))
            finally:
                self._places.release()

    def _request(self, asked: Asked, gathered: Gathered) -> Request:
        language, masking = gathered.question.language, Masking()
        with self.index.reading() as catalogue:
            given = sources(gathered, catalogue)
        whose = replace(asked, organisation=asked.organisation or self.home)
        masked = masking.mask if self.model.remote else str
        messages = prompt.messages(whose, given, language, masked)
        grounding = Grounding(given, prompt.rules(language), self.supports)
        page = Page(language, self.marks)
        return Request(gathered, messages, grounding, masking, page)

    def _answer(self, request: Request) -> Iterator[str | Answer]:
        said: list[Said] = []
        away = False
        try:
            with closing(self.model.stream(request.messages)) as pieces:
                for one in statements(pieces):
                    said.append(replace(one, text=request.masking.restore(one.text)))
                    judged = request.grounding.judge(said[-1])
                    self.watch(judged)
                    if piece := request.page.add(judged):
                        yield piece
        except ModelAway:
            away = True
        if request.page.kept:
            yield from ending.concluded(request, said, away=away)
        else:
            yield from ending.without(request, said, away=away)
