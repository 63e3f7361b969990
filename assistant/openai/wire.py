"""The JSON of the OpenAI-shaped API: what of it is read, and what it answers with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Status
from assistant.wire import CitationOut, FiltersIn

MODEL = "strategi"


class _Taken(BaseModel):
    # Clients send many a parameter that steers a model of another kind.
    model_config = ConfigDict(extra="ignore")


class PartIn(_Taken):
    """A part of a message; text is the only kind that is read."""

    type: str
    text: str | None = None


class MessageIn(_Taken):
    """A message; those of the user and the assistant are read."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[PartIn] | None = None


class StreamOptionsIn(_Taken):
    """What a stream holds besides the answer."""

    include_usage: bool | None = None


class ChatIn(_Taken):
    """A conversation, oldest message first; ``organisation``, ``filters``, ``mode`` as in ask."""

    model: str
    messages: Annotated[list[MessageIn], Field(min_length=1)]
    n: int | None = None
    stream: bool | None = None
    stream_options: StreamOptionsIn | None = None
    organisation: str | None = Field(default=None, max_length=200)
    filters: FiltersIn | None = None
    mode: Literal["extractive", "llm"] | None = None


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class UsageOut(_Given):
    """Words, as the index counts them: of the messages that were read, and of the answer."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class MessageOut(_Given):
    """The answer's text with its sources."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[dict[str, Any]] = []


class ChoiceOut(_Given):
    """The one answer that is given."""

    index: Literal[0] = 0
    message: MessageOut
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class ChatOut(_Given):
    """An answer; ``citations``, ``status`` and ``mode`` are those of ask."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[ChoiceOut]
    usage: UsageOut
    system_fingerprint: None = None
    citations: list[CitationOut]
    status: Status
    mode: str


class DeltaOut(_Given):
    """What a chunk adds."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    refusal: None = None


class PieceOut(_Given):
    """What a chunk adds to the one answer."""

    index: Literal[0] = 0
    delta: DeltaOut
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class ChunkOut(_Given):
    """A chunk of a streamed answer; ``citations``, ``status``, ``mode`` stand in the last ones.

    Fields that are not set are left out when it is written.
    """

    id: str
    object: Literal["chat.completion.chunk"]
    created: int
    model: str
    choices: list[PieceOut]
    system_fingerprint: None
    usage: UsageOut | None = None
    citations: list[CitationOut] = []
    status: Status | None = None
    mode: str | None = None


class ModelOut(_Given):
    """A model that can be asked for; ``created`` in seconds since 1970."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int
    owned_by: str = MODEL


class ModelsOut(_Given):
    """The one model that there is."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


class FaultOut(_Given):
    """What is wrong and what to do; ``param`` is the field, where it is one."""

    message: str
    type: Literal["invalid_request_error", "server_error"]
    param: str | None
    code: str | None


class ErrorOut(_Given):
    """An error in OpenAI's shape."""

    error: FaultOut
