"""A language model, behind LangChain: messages in, text out as it comes, within a time.

The one place that knows LangChain's chat models and who provides them.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import math
import os
import queue
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import ExitStack, aclosing
from typing import Any, cast
from urllib.parse import urlsplit

# Before LangChain is imported: an environment that asks for traces, or for a go-between, would
# have every prompt sent to a host that no setting of ours names.
for _name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
    os.environ[_name] = "false"
os.environ.pop("LANGSMITH_GATEWAY", None)

from anyio.from_thread import BlockingPortal, start_blocking_portal  # noqa: E402
from langchain.chat_models import init_chat_model  # noqa: E402
from langchain.chat_models.base import _parse_model  # noqa: E402
from langchain_core.language_models import BaseChatModel  # noqa: E402
from langchain_core.messages import (  # noqa: E402
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
)
from pydantic import ValidationError  # noqa: E402

from assistant.generation.message import Message, ModelAway  # noqa: E402
from ingest.errors import SettingsError  # noqa: E402
from ingest.settings import PREFIX, Settings  # noqa: E402

_WHOLE = 6
"""How many times as long as until its first words a model may take for all of them."""
_RETRIES = 2
_CONTEXT = 8192
"""Tokens that Ollama keeps; its own default cuts a prompt of ours short without a word."""
_STRAIGHT = frozenset({"ollama", "openai", "azure_openai"})
"""Providers whose clients can be held to the address that was named."""
_OPENAI = "https://api.openai.com/v1"
_log = logging.getLogger("strategi")


_KINDS: dict[str, type[BaseMessage]] = {
    "system": SystemMessage,
    "user": HumanMessage,
    "assistant": AIMessage,
}


class LanguageModel:
    """An open model. Safe to use from several threads.

    ``remote`` says whether what it is sent leaves this machine; ``name`` is as in the settings.
    """

    def __init__(self, chat: BaseChatModel, name: str, *, remote: bool, timeout: float) -> None:
        self.name = name
        self.remote = remote
        self._chat = chat
        self._timeout = timeout
        self._stack = ExitStack()
        self._portal: BlockingPortal = self._stack.enter_context(start_blocking_portal())

    @classmethod
    def open(cls, settings: Settings) -> LanguageModel:
        """The model that ``settings`` name; nothing is sent to it yet.

        Raises:
            SettingsError: nobody provides it, a package is missing, or it wants a key.
        """
        provider = _provider(settings)
        local = _is_local(provider, settings.llm, settings.llm_base_url)
        chat = _chat(settings, provider, local=local)
        return cls(chat, settings.llm, remote=not local, timeout=settings.llm_timeout)

    def close(self) -> None:
        """End what is under way."""
        self._portal.call(self._portal.stop, True)  # noqa: FBT003 - the library's own form
        self._stack.close()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The model's text in pieces, as they come. Closing the iterator ends the request.

        Raises:
            ModelAway: the model fails, or gives no piece within the time that it has.
        """
        came: queue.SimpleQueue[str | ModelAway | None] = queue.SimpleQueue()
        try:
            task = self._portal.start_task_soon(self._read, list(messages), came)
        except RuntimeError as error:
            raise ModelAway("closed") from error
        # One that is cancelled before it has begun says nothing itself.
        task.add_done_callback(lambda _: came.put(None))
        try:
            while (piece := came.get()) is not None:
                if isinstance(piece, ModelAway):
                    raise piece
                yield piece
        finally:
            task.cancel()

    async def _read(
        self, messages: Sequence[Message], came: queue.SimpleQueue[str | ModelAway | None]
    ) -> None:
        try:
            async with asyncio.timeout(self._timeout * _WHOLE):
                await self._pump(messages, came)
        except Exception as error:  # noqa: BLE001 - whatever a provider raises, it has no answer
            # The kind alone: a message may hold what was asked.
            _log.warning("%s from the language model", type(error).__name__)
            came.put(ModelAway(type(error).__name__))

    async def _pump(
        self, messages: Sequence[Message], came: queue.SimpleQueue[str | ModelAway | None]
    ) -> None:
        given = [_KINDS[message.role](content=message.content) for message in messages]
        loop = asyncio.get_running_loop()
        stream = cast("AsyncIterator[BaseMessage]", self._chat.astream(given))
        # Counted from words to words: what keeps a connection alive says nothing.
        async with asyncio.timeout(self._timeout) as clock, aclosing(cast("Any", stream)):
            async for chunk in stream:
                if text := str(chunk.text):
                    came.put(text)
                    clock.reschedule(loop.time() + self._timeout)


def _provider(settings: Settings) -> str:
    """The provider as LangChain names it, from before the colon or by the model's own name."""
    try:
        # LangChain's own reading, so that both speak of one provider.
        return _parse_model(settings.llm, None)[1]
    except ValueError as error:
        raise _refused(settings, error) from error


def _is_local(provider: str, name: str, address: str) -> bool:
    # Others' clients may follow a proxy or a redirect; what Ollama calls "cloud" it passes on.
    if provider not in _STRAIGHT or name.endswith("cloud"):
        return False
    if not address and provider == "ollama":
        address = os.environ.get("OLLAMA_HOST", "127.0.0.1")
    if not address:
        return False
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _chat(settings: Settings, provider: str, *, local: bool) -> BaseChatModel:
    try:
        model = init_chat_model(settings.llm, **_options(settings, provider, local=local))
    except ImportError as error:
        package = f"langchain-{provider.replace('_', '-')}"
        package = "langchain-openai" if provider == "azure_openai" else package
        raise SettingsError(
            f"{PREFIX}LLM={settings.llm!r} kræver {package}, som ikke er installeret. "
            f"Kør: .venv/bin/pip install {package}"
        ) from error
    except Exception as error:
        raise _refused(settings, error) from error
    return cast("BaseChatModel", model)


def _refused(settings: Settings, error: Exception) -> SettingsError:
    said = str(error).strip().splitlines()[:1]
    if isinstance(error, ValidationError):
        said = [str(error.errors()[0]["msg"])]
    return SettingsError(
        f"{PREFIX}LLM={settings.llm!r} kan ikke bruges: {' '.join(said)} "
        "Skriv udbyder og model, for eksempel ollama:gemma3, og sæt udbyderens nøgle."
    )


def _options(settings: Settings, provider: str, *, local: bool) -> dict[str, Any]:
    """What the model is opened with; the words are those of each provider's own class."""
    address, timeout = settings.llm_base_url, settings.llm_timeout
    # Whole seconds: some take no others.
    common: dict[str, Any] = {
        "temperature": 0, "timeout": math.ceil(timeout), "max_retries": _RETRIES
    }  # fmt: skip
    if provider == "ollama":
        client = {"timeout": timeout, **_straight(local=local)}
        options = {"temperature": 0, "num_ctx": _CONTEXT, "client_kwargs": client}
        return {**options, "base_url": address} if address else options
    if provider in {"openai", "azure_openai"}:
        return {**common, **_openai(provider, address, local=local)}
    return {**common, "base_url": address} if address else common


def _openai(provider: str, address: str, *, local: bool) -> dict[str, Any]:
    """OpenAI, Azure, or a server of one's own that speaks their protocol and may want no key."""
    try:
        import openai  # noqa: PLC0415 - of the same extra as the provider
    except ImportError:
        return {}  # LangChain says what is missing

    client = openai.DefaultAsyncHttpxClient(**_straight(local=local))
    options: dict[str, Any] = {"http_async_client": client}
    if provider == "azure_openai":
        return {**options, "azure_endpoint": address} if address else options
    if address and not os.environ.get("OPENAI_API_KEY"):
        options["api_key"] = "none"
    # Said outright: the environment may name another address.
    return {**options, "base_url": address or _OPENAI}


def _straight(*, local: bool) -> dict[str, Any]:
    """A prompt goes to the address that was named, and not to where that points.

    The environment's proxies are not for a server on this machine.
    """
    return {"follow_redirects": False, "trust_env": not local}
