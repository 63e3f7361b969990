"""A language model that does as a test scripts it, behind a real server of the OpenAI shape.

A script is a function from what was asked (``Prompt``) to what is done about it (``Reply``): a
text, said in small pieces, or one of the ways in which a server fails.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PATIENCE = 20.0
"""Seconds after which a reply that waits for its test goes on; no test that passes gets there."""
_PIECE = 7
_PASSAGE = re.compile(r'<kilde nr="P(\d+)" sted="([^"]*)">\n(.*?)\n</kilde>', re.DOTALL)
_QUESTION = re.compile(r"^(?:Spørgsmål|Question): (.*)\Z", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Prompt:
    """One request as it came in."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The turns, oldest first."""
        return list(self.body["messages"])

    @cached_property
    def sent(self) -> str:
        """Everything that the request says, as text."""
        return "\n".join(_text(message["content"]) for message in self.messages)

    def said_by(self, role: str) -> list[str]:
        """What one role says, oldest first."""
        return [_text(one["content"]) for one in self.messages if one["role"] == role]

    @property
    def rules(self) -> str:
        """What the model was told to do."""
        return "\n".join(self.said_by("system"))

    @cached_property
    def passages(self) -> dict[int, str]:
        """The numbered passages, by their numbers."""
        return {int(number): text for number, _, text in _PASSAGE.findall(self.last)}

    @property
    def last(self) -> str:
        """The last turn, which holds the passages and the question."""
        return self.said_by("user")[-1]

    @property
    def question(self) -> str:
        """What is asked; "" where that cannot be told."""
        found = _QUESTION.search(self.last)
        return found[1] if found else ""

    def token(self, words: str) -> str:
        """The token of the first passage that holds ``words``; "" where none does."""
        holding = [number for number, text in self.passages.items() if words in text]
        return f"[P{holding[0]}]" if holding else ""


Reply = Callable[["Wire"], None]
Script = Callable[[Prompt], Reply | str]


@dataclass
class Scripted:
    """A running server: what it was asked, and what it does about it."""

    script: Script
    prompts: list[Prompt] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    errors: list[Exception] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        """Where the protocol begins."""
        return f"http://127.0.0.1:{self.port}/v1"

    def wait(self, event: threading.Event) -> None:
        """Wait for a test, which is told where that was in vain."""
        if not event.wait(_PATIENCE):
            self.errors.append(TimeoutError("Nobody set what the model was waiting for."))


class Wire(BaseHTTPRequestHandler):
    """One connection, with the means of a reply."""

    protocol_version = "HTTP/1.1"
    scripted: Scripted
    prompt: Prompt

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """The list of models."""
        self.scripted.paths.append(self.path)
        model = {"id": "scripted", "object": "model", "created": 0, "owned_by": "tests"}
        self.whole(200, json.dumps({"object": "list", "data": [model]}).encode())

    def do_POST(self) -> None:
        """One question to the model."""
        self.scripted.paths.append(self.path)
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.prompt = Prompt(body, {k.lower(): v for k, v in self.headers.items()})
        self.scripted.prompts.append(self.prompt)
        self.close_connection = True
        try:
            reply = self.scripted.script(self.prompt)
            (says(reply) if isinstance(reply, str) else reply)(self)
        except OSError:
            # Whoever asked may have left meanwhile, as one does who has waited long enough.
            return
        except Exception as error:  # noqa: BLE001 - of the script: the test is told
            self.scripted.errors.append(error)
            self.reset()

    @property
    def streaming(self) -> bool:
        """Whether the answer is wanted in pieces."""
        return bool(self.prompt.body.get("stream"))

    def head(self, status: int, kind: str, length: int | None = None) -> None:
        """Begin a reply; without ``length`` it comes in chunks."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def whole(self, status: int, body: bytes, kind: str = "application/json") -> None:
        """Reply at once."""
        self.head(status, kind, len(body))
        self.wfile.write(body)

    def chunk(self, data: bytes) -> None:
        """A piece of a reply that has begun; an empty one ends it."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def event(self, data: bytes | str) -> None:
        """A server-sent event."""
        self.chunk(b"data: " + (data.encode() if isinstance(data, str) else data) + b"\n\n")

    def delta(self, delta: Mapping[str, Any], finish: str | None = None) -> None:
        """An event that carries a piece of an answer."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.event(json.dumps({**_envelope("chat.completion.chunk"), "choices": [choice]}))

    def message(self, message: Mapping[str, Any], finish: str = "stop") -> None:
        """A whole answer, in the way that it is wanted."""
        if not self.streaming:
            choice = {"index": 0, "message": message, "finish_reason": finish}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            told = {**_envelope("chat.completion"), "choices": [choice], "usage": usage}
            return self.whole(200, json.dumps(told).encode())
        self.head(200, "text/event-stream")
        self.delta(message)
        return self.end(finish)

    def end(self, finish: str = "stop") -> None:
        """The end of a streamed answer."""
        self.delta({}, finish)
        self.event("[DONE]")
        self.chunk(b"")

    def reset(self) -> None:
        """Break the connection off, so that the other side meets an error and no end."""
        self.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()


def says(*parts: str | threading.Event, finish: str = "stop", size: int = _PIECE) -> Reply:
    """A text in pieces of ``size`` characters; where an event stands it waits for it first."""

    def reply(wire: Wire) -> None:
        if not wire.streaming:
            for event in parts:
                if isinstance(event, threading.Event):
                    wire.scripted.wait(event)
            text = "".join(part for part in parts if isinstance(part, str))
            return wire.message({"role": "assistant", "content": text}, finish)
        wire.head(200, "text/event-stream")
        wire.delta({"role": "assistant", "content": ""})
        for part in parts:
            if isinstance(part, threading.Event):
                wire.scripted.wait(part)
                continue
            for at in range(0, len(part), size):
                wire.delta({"content": part[at : at + size]})
        return wire.end(finish)

    return reply


@contextlib.contextmanager
def serving(script: Script) -> Iterator[Scripted]:
    """A model that follows ``script``, at an address of this machine.

    Raises:
        Exception: what the script raised, if it did.
    """
    scripted = Scripted(script)
    handler = type("Bound", (Wire,), {"scripted": scripted})
    with _Server(("127.0.0.1", 0), handler) as server:
        scripted.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield scripted
        finally:
            scripted.closing.set()
            server.shutdown()
            thread.join()
    for error in scripted.errors:
        raise error


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing the server waits for its connections
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Nobody is told: a connection that the other side gave up is no error here."""


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 0, "model": "scripted"}


def _text(content: Any) -> str:  # noqa: ANN401 - a list of parts is as good as a text
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return str(content or "")
