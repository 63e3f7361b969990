"""One person's conversation: what was asked, what was answered, and what is shown of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.asking import Asked
from assistant.question import Turn
from ui import again, rendering, texts

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

    ``begun`` is the text of an answer that is still being written.
    ``keep`` is the address where the answer can be kept for a case, "" where it is small talk.
    """

    question: str
    answer: Answer | None = None
    failure: str = ""
    keep: str = ""
    begun: str = ""

    def html(self) -> str:
        """What stands below the question."""
        if self.answer:
            return rendering.answer(self.answer)
        if self.failure:
            return rendering.remark(self.failure)
        if self.begun:
            return rendering.answer(Answer("answered", self.begun))
        return rendering.waiting()


@dataclass(frozen=True)
class Talk:
    """A conversation, oldest exchange first."""

    exchanges: tuple[Exchange, ...] = ()

    def asking(self, question: str) -> Talk:
        """The same with a question that awaits its answer."""
        return Talk((*self.exchanges, Exchange(question))[-_MOST_SHOWN:])

    def answered(self, answering: Answering, organisation: str) -> Talk:
        """The same with its last question answered, or with a kind word on why not."""
        *_, last = self.growing(answering, organisation)
        return last

    def growing(self, answering: Answering, organisation: str) -> Iterator[Talk]:
        """The same while its last question is being answered, and then answered."""
        *before, last = self.exchanges
        for exchange in _answered(last, tuple(before), answering, organisation):
            yield Talk((*before, exchange))

    def messages(self) -> list[Message]:
        """What the chat shows."""
        shown: list[Message] = []
        for exchange in self.exchanges:
            shown.append({"role": "user", "content": rendering.question(exchange.question)})
            shown.append({"role": "assistant", "content": exchange.html()})
        return shown

    def sources(self) -> str:
        """The sources of the latest answer, or ""."""
        latest = self.exchanges[-1] if self.exchanges else None
        return rendering.sources(latest.answer, latest.keep) if latest and latest.answer else ""


def _history(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer:
            turns.append(Turn("user", exchange.question))
            turns.append(Turn("assistant", exchange.answer.text))
    return tuple(turns[-_MOST_TURNS:])


def _answered(
    asked: Exchange, before: tuple[Exchange, ...], answering: Answering, organisation: str
) -> Iterator[Exchange]:
    if len(asked.question) > MOST_CHARS:
        yield replace(asked, failure=texts.TOO_LONG)
        return
    whole = Asked(asked.question, _history(before), organisation)
    try:
        for piece in answering.stream(whole):
            if isinstance(piece, Answer):
                yield replace(asked, answer=piece, keep=_keep(answering, whole, piece))
            elif answering.model:
                # The documents' own words come all at once.
                asked = replace(asked, begun=asked.begun + piece)
                yield asked
    except Exception as error:  # noqa: BLE001 - whatever went wrong inside stays inside
        # The kind alone: a message may hold what somebody asked.
        _log.error("%s while answering on the page", type(error).__name__)
        yield replace(asked, failure=texts.FAILED)


def _keep(answering: Answering, asked: Asked, answer: Answer) -> str:
    if answer.mode == "llm":
        return again.by_name(answering.recent.add(again.alone(asked), answer))
    # Small talk has neither.
    if not answer.citations and not answer.nearest:
        return ""
    return again.address(again.leaning(answering, asked, answer))
