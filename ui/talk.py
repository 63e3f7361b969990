"""One person's conversation: what was asked, what was answered, and what is shown of it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypedDict

from assistant.answer import Answer
from assistant.answering import Answering, Mode
from assistant.asking import Asked
from assistant.pictures.frame import Language
from assistant.question import Turn
from assistant.scope import Filters
from ui import again, rendering
from ui.chat.words import WORDS, Words

MOST_CHARS = 2000
_MOST_TURNS = 10
_MOST_SHOWN = 50
"""Exchanges that are kept; the page and the server's memory stay small in a long talk."""
_log = logging.getLogger("strategi")


class Message(TypedDict):
    """A message as the chat shows it."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True)
class Exchange:
    """A question and its answer; ``failure`` stands where there came none.

    ``filters`` narrowed what it was put to, and ``scope`` says so in words.
    ``begun`` is the text of an answer that is still being written.
    ``keep`` is the address where the answer can be kept for a case, ``share`` the one where the
    question can be asked again; both are "" where it is small talk.
    """

    question: str
    filters: Filters = field(default_factory=Filters)
    scope: str = ""
    answer: Answer | None = None
    failure: str = ""
    keep: str = ""
    share: str = ""
    begun: str = ""
    name: str = field(default_factory=lambda: secrets.token_urlsafe(8), compare=False)
    """Tells this answer from every other to whoever counts opinions of it."""

    def asked(self, language: Language) -> str:
        """The question as the chat shows it."""
        narrowed = f"{WORDS[language].narrowed} {self.scope}" if self.scope else ""
        return rendering.question(self.question, narrowed)

    def html(self, language: Language) -> str:
        """What stands below the question."""
        words = WORDS[language]
        if self.answer:
            narrow = self.scope and self.answer.status == "not_found"
            more = rendering.remark(words.widen.format(scope=self.scope)) if narrow else ""
            return rendering.answer(self.answer, words=words, language=language) + more
        if self.failure:
            return rendering.remark(self.failure)
        if self.begun:
            return rendering.answer(Answer("answered", self.begun), words=words)
        return rendering.waiting(words)

    def sources(self, language: Language) -> str:
        """What the answer rests on, or where something close stands, or ""."""
        if not self.answer:
            return ""
        ways = rendering.Ways(self.keep, self.share)
        return rendering.sources(self.answer, ways, WORDS[language], language)


@dataclass(frozen=True)
class Talk:
    """A conversation, oldest exchange first, on a page in ``language``."""

    exchanges: tuple[Exchange, ...] = ()
    language: Language = "da"

    @property
    def latest(self) -> Exchange | None:
        """The last exchange, None where nothing has been asked."""
        return self.exchanges[-1] if self.exchanges else None

    def asking(self, question: str, filters: Filters | None = None, scope: str = "") -> Talk:
        """The same with a question that awaits its answer.

        ``filters`` narrow what it is put to; ``scope`` says so in words.
        """
        new = Exchange(question, filters or Filters(), scope)
        return replace(self, exchanges=(*self.exchanges, new)[-_MOST_SHOWN:])

    def followed(self, other: Talk) -> Talk:
        """The same with what was said in ``other`` below it."""
        return replace(self, exchanges=(*self.exchanges, *other.exchanges)[-_MOST_SHOWN:])

    def answered(self, answering: Answering, organisation: str, mode: Mode | None = None) -> Talk:
        """The same with its last question answered, or with a kind word on why not."""
        *_, last = self.growing(answering, organisation, mode)
        return last

    def growing(
        self, answering: Answering, organisation: str, mode: Mode | None = None
    ) -> Iterator[Talk]:
        """The same while its last question is being answered, and then answered."""
        *before, last = self.exchanges
        asked = Asked(last.question, _history(tuple(before)), organisation, last.filters)
        for exchange in _answered(last, asked, answering, WORDS[self.language], mode):
            yield replace(self, exchanges=(*before, exchange))

    def messages(self) -> list[Message]:
        """What the chat shows."""
        shown: list[Message] = []
        for exchange in self.exchanges:
            shown.append({"role": "user", "content": exchange.asked(self.language)})
            shown.append({"role": "assistant", "content": exchange.html(self.language)})
        return shown

    def sources(self) -> str:
        """The sources of the latest answer, or ""."""
        return self.latest.sources(self.language) if self.latest else ""


def _history(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer:
            turns.append(Turn("user", exchange.question))
            turns.append(Turn("assistant", exchange.answer.text))
    return tuple(turns[-_MOST_TURNS:])


def _answered(
    exchange: Exchange, asked: Asked, answering: Answering, words: Words, mode: Mode | None
) -> Iterator[Exchange]:
    if len(exchange.question) > MOST_CHARS:
        yield replace(exchange, failure=words.too_long)
        return
    try:
        for piece in answering.stream(asked, mode):
            if isinstance(piece, Answer):
                # What it leans on takes asking again: nobody waits for that to read it.
                yield replace(exchange, answer=piece)
                yield _with(exchange, piece, asked, answering)
            elif answering.model:
                # The documents' own words come all at once.
                exchange = replace(exchange, begun=exchange.begun + piece)
                yield exchange
    except Exception as error:  # noqa: BLE001 - whatever went wrong inside stays inside
        # The kind alone: a message may hold what somebody asked.
        _log.error("%s while answering on the page", type(error).__name__)
        yield replace(exchange, failure=words.failed)


def _with(exchange: Exchange, answer: Answer, asked: Asked, answering: Answering) -> Exchange:
    # Small talk has neither, and leads nowhere.
    if not answer.citations and not answer.nearest:
        return replace(exchange, answer=answer)
    if answer.mode == "llm":
        alone = again.alone(asked)
        keep = again.by_name(answering.recent.add(alone, answer))
        return replace(exchange, answer=answer, keep=keep, share=again.asking(alone))
    leaning = again.leaning(answering, asked, answer)
    keep, share = again.address(leaning), again.asking(leaning)
    return replace(exchange, answer=answer, keep=keep, share=share)
