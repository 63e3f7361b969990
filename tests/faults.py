"""The ways in which a language model's server fails, each a reply of ``scripted``."""

from __future__ import annotations

from scripted import Reply, Wire, says

PATIENCE = 0.6
"""Seconds that a model has for its next words here; the product gives it more."""
_STALL = 60.0
"""Seconds that a stall lasts where the tests do not end before."""
INSIDE = "XK-INSIDE-OF-THE-PROVIDER"
"""Stands in what the failing server says; no answer may repeat it."""


def status(code: int) -> Reply:
    """An error of HTTP's, in the form that OpenAI gives it; to be tried again at once."""

    def reply(wire: Wire) -> None:
        body = f'{{"error": {{"message": "{INSIDE}", "type": "x", "code": null}}}}'.encode()
        wire.send_response(code)
        wire.send_header("retry-after-ms", "1")
        wire.send_header("Content-Type", "application/json")
        wire.send_header("Content-Length", str(len(body)))
        wire.end_headers()
        wire.wfile.write(body)

    return reply


def body(data: bytes, kind: str) -> Reply:
    """A whole body with status 200."""
    return lambda wire: wire.whole(200, data, kind)


def stream(*events: bytes | str | None) -> Reply:
    """Server-sent events as given, and the end; None keeps quiet until the test is over."""

    def reply(wire: Wire) -> None:
        wire.head(200, "text/event-stream")
        for event in events:
            if event is None:
                wire.scripted.closing.wait(_STALL)
            else:
                wire.event(event)
        wire.chunk(b"")

    return reply


def delta(content: str) -> str:
    return f'{{"choices": [{{"index": 0, "delta": {content}, "finish_reason": null}}]}}'


def reset(wire: Wire) -> None:
    wire.reset()


def half(wire: Wire) -> None:
    """A body that ends before it should."""
    wire.head(200, "application/json", 4000)
    wire.wfile.write(b'{"id": "x", "object": "chat.completion", "choices": [{"index": 0, "mess')


def garbage(wire: Wire) -> None:
    """No HTTP at all."""
    wire.wfile.write(b"\x00\x01 not http \xff\r\n\r\n")


def stalled(wire: Wire) -> None:
    """Nothing, for as long as the test lasts."""
    wire.scripted.closing.wait(_STALL)


def alive(wire: Wire) -> None:
    """Signs of life, and never a word."""
    wire.head(200, "text/event-stream")
    while not wire.scripted.closing.wait(PATIENCE / 8):
        wire.chunk(b": ping\n\n")


def endless_roles(wire: Wire) -> None:
    """Events without words, without end."""
    wire.head(200, "text/event-stream")
    while not wire.scripted.closing.wait(PATIENCE / 8):
        wire.delta({"role": "assistant", "content": ""})


def cut(wire: Wire) -> None:
    """The end of the line before the end of the answer."""
    wire.connection.close()


def no_chunk(wire: Wire) -> None:
    """What HTTP cannot read on with."""
    wire.wfile.write(b"zz\r\nno chunk\r\n")


TOOL = (
    '{"role": "assistant", "content": null, "tool_calls": [{"index": 0, "id": "c", "type": '
    '"function", "function": {"name": "send", "arguments": "{\\"to\\": \\"x\\"}"}}]}'
)
REFUSAL = f'{{"role": "assistant", "content": null, "refusal": "I cannot. {INSIDE}"}}'
FAULTS: dict[str, Reply] = {
    "401": status(401),
    "403": status(403),
    "404": status(404),
    "413": status(413),
    "429": status(429),
    "500": status(500),
    "503": status(503),
    "a reset before a byte": reset,
    "no HTTP": garbage,
    "half JSON": half,
    "a page": body(f"<html><h1>{INSIDE}</h1></html>".encode(), "text/html"),
    "text": body(INSIDE.encode(), "text/plain"),
    "no content": lambda wire: wire.head(204, "text/plain", 0),
    "an empty body": body(b"", "text/event-stream"),
    "an empty object": body(b"{}", "application/json"),
    "a list": body(b"[1, 2]", "application/json"),
    "broken JSON in a line": stream('{"choices": [{"index": 0, "delta": {"content": "Bre'),
    "JSON of another kind": stream('"hello"', "3", "null"),
    "an error in the stream": stream(f'{{"error": {{"message": "{INSIDE}", "code": 500}}}}'),
    "no choices": stream('{"choices": []}', "[DONE]"),
    "null choices": stream('{"choices": null}', "[DONE]"),
    "null content": stream(delta('{"role": "assistant", "content": null}'), "[DONE]"),
    "only a role": stream(delta('{"role": "assistant"}'), "[DONE]"),
    "a refusal": stream(delta(REFUSAL), "[DONE]"),
    "a tool call": stream(delta(TOOL), "[DONE]"),
    "invalid UTF-8": stream(b'{"choices": [{"index": 0, "delta": {"content": "\xff\xfe"}}]}'),
    "nothing said": says(""),
    "spaces said": says("   \n \n  "),
    "no end of the stream": stream(),
    "a stall": stalled,
    "a stall behind the head": stream(None),
    "a stall behind a role": stream(delta('{"role": "assistant", "content": ""}'), None),
    "signs of life": alive,
    "roles without end": endless_roles,
}
BROKEN_OFF: dict[str, Reply] = {
    "a reset": reset,
    "a cut": cut,
    "a stall": stalled,
    "signs of life": alive,
    "roles without end": endless_roles,
    "broken JSON": lambda wire: wire.event('{"choices": [{"index": 0, "del'),
    "an error": lambda wire: wire.event(f'{{"error": {{"message": "{INSIDE}"}}}}'),
    "invalid UTF-8": lambda wire: wire.event(b'{"choices": [{"delta": {"content": "\xff"}}]}'),
    "what is no chunk": no_chunk,
}
