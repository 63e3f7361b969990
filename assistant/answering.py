"""Answers from whichever is asked for: the documents' own words, or a language model's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from assistant.answer import Answer
from assistant.asking import Asked, Assistant
from assistant.generation.ending import own_words
from assistant.generation.generating import Generating
from assistant.generation.recent import Recent
from ingest.errors import StrategiError

Mode = Literal["extractive", "llm"]


class NoModel(StrategiError):
    """A language model was asked for where there is none."""

    def __init__(self) -> None:
        super().__init__("Her er ingen sprogmodel. Udelad 'mode', eller brug 'extractive'.")


class Answering:
    """The one way to an answer for every door. Safe to use from several threads.

    ``generating`` answers by the language model, None where there is none.
    """

    def __init__(self, assistant: Assistant, generating: Generating | None = None) -> None:
        self._assistant = assistant
        self.generating = generating
        self.recent = Recent()

    @property
    def model(self) -> str:
        """The language model's name as the settings have it, "" where there is none."""
        return self.generating.model.name if self.generating else ""

    @property
    def remote(self) -> bool:
        """Whether questions leave this machine on their way to the model."""
        return self.generating is not None and self.generating.model.remote

    def serves(self, mode: Mode | None) -> None:
        """Say so where ``mode`` cannot be had.

        Raises:
            NoModel: it is "llm", and there is none (409).
        """
        if mode == "llm" and self.generating is None:
            raise NoModel

    def ask(self, asked: Asked, mode: Mode | None = None) -> Answer:
        """The answer; ``mode`` None takes the language model where there is one.

        Raises:
            NoModel: ``mode`` is "llm", and there is none (409).
        """
        *_, last = self.stream(asked, mode)
        if not isinstance(last, Answer):
            raise TypeError("The answer must come last.")
        return last

    def stream(self, asked: Asked, mode: Mode | None = None) -> Iterator[str | Answer]:
        """Pieces of the answer's text as they are ready, then the answer.

        The pieces put together are ``Answer.text``.

        Raises:
            NoModel: ``mode`` is "llm", and there is none (409).
        """
        self.serves(mode)
        if self.generating and mode != "extractive":
            yield from self.generating.stream(asked)
        else:
            yield from own_words(self._assistant.ask(asked))
