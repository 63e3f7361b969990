"""An answer as chunks of OpenAI's shape, each sent as soon as there is a piece of the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.openai import messages, sources
from assistant.openai.errors import fault
from assistant.openai.wire import MODEL, ChunkOut, DeltaOut, PieceOut
from assistant.question import Language
from assistant.wire import CitationOut

_END = "[DONE]"


@dataclass(frozen=True)
class Stream:
    """One streamed answer: what all of its chunks share."""

    id: str
    created: int
    asked: Asked
    language: Language
    path: str
    counting: bool
    """Whether the words are counted in a chunk of their own at the end."""

    def events(self, pieces: Iterator[str | Answer]) -> Iterator[str]:
        """The data of each event; an error on the way is one of them, and the last."""
        try:
            yield self._event(DeltaOut(role="assistant", content="", refusal=None))
            for piece in pieces:
                if isinstance(piece, Answer):
                    yield from self._closing(piece)
                elif piece:
                    yield self._event(DeltaOut(content=piece))
        except Exception as error:  # noqa: BLE001 - the stream has begun: its error is an event
            _, told = fault(error, self.path)
            yield told.model_dump_json()

    def _closing(self, answer: Answer) -> Iterator[str]:
        """What follows the answer's text: its sources, what it is, and the end."""
        listed = sources.written(answer.citations, self.language)
        if listed:
            yield self._event(DeltaOut(content=listed))
        end = PieceOut(index=0, delta=DeltaOut(), logprobs=None, finish_reason="stop")
        yield self._chunk([end], beside(answer))
        if self.counting:
            usage = messages.usage(self.asked, answer.text + listed)
            yield self._chunk([], {**beside(answer), "usage": usage})
        yield _END

    def _event(self, delta: DeltaOut) -> str:
        return self._chunk([PieceOut(index=0, delta=delta, logprobs=None, finish_reason=None)], {})

    def _chunk(self, choices: list[PieceOut], beside: Mapping[str, Any]) -> str:
        # OpenAI's own chunks have a "usage" of null where it was asked for.
        counted = {"usage": None} if self.counting else {}
        chunk = ChunkOut(
            id=self.id, object="chat.completion.chunk", created=self.created, model=MODEL,
            choices=choices, system_fingerprint=None, **{**counted, **beside},
        )  # fmt: skip
        return chunk.model_dump_json(exclude_unset=True)


def beside(answer: Answer) -> dict[str, Any]:
    """What an answer is besides its text."""
    cited = [CitationOut.of(citation) for citation in answer.citations]
    return {"citations": cited, "status": answer.status, "mode": answer.mode}
