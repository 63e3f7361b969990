"""Reading in a process of its own, which may take so much memory and time and no more.

Documents come from everywhere, and a small file can be made, or happen, to take a machine down.
The process that reads one is bounded and can be killed; what it tells is JSON, and never code.
``ingest.child`` is its other end.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.document import Document
from ingest.errors import Refused
from ingest.raw import Step, unheard

_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from ingest import child; child.main()"
_PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""Of the environment a reader gets this much: no key that stands in it is its business."""
_CALM = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1",
         "MALLOC_ARENA_MAX": "2"}  # fmt: skip
_HEAD = 9
_CHUNK = 1 << 16
_READING = TypeAdapter(Document)


@dataclass(frozen=True)
class Limits:
    """What one reading may take.

    ``memory`` and ``output`` are bytes; ``silence`` are seconds without a sign of progress, to
    which ``per_megabyte`` adds for each megabyte of the file, and ``total`` seconds in all.
    """

    memory: int = 768_000_000
    silence: float = 12.0
    per_megabyte: float = 0.5
    total: float = 1800.0
    output: int = 250_000_000


class Sandbox:
    """One reading process, started when first needed and again after it had to be killed.

    One thread at a time may use it. A context manager; leaving it ends the process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, at once."""
        if self._process is None:
            return
        process, self._process = self._process, None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # The whole group: a reader may have started text recognition.
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def read(self, data: bytes, name: str, step: Step = unheard) -> Document:
        """The document in ``data``, a file called ``name``.

        Raises:
            Refused: what the reader refuses, or a reading that took more than it may.
        """
        answer = b"".join(self._asked("read", data, name, step))
        try:
            return _READING.validate_json(answer)
        except ValidationError as error:
            self.close()
            raise _broken(name) from error

    def pictures(self, data: bytes, name: str, step: Step = unheard) -> Iterator[bytes]:
        """The pages of a PDF as PNG pictures, one by one; none for any other kind.

        Raises:
            Refused: as :meth:`read`.
        """
        yield from self._asked("pictures", data, name, step)

    def _asked(self, what: str, data: bytes, name: str, step: Step) -> Iterator[bytes]:
        done = False
        try:
            process = self._running(name)
            self._send(process, {"do": what, "name": name, "size": len(data)}, data)
            for kind, payload in self._frames(process, name, len(data)):
                if kind == b"s":
                    step(*json.loads(payload))
                elif kind == b"o":
                    yield payload
                elif kind == b"r":
                    refusal = json.loads(payload)
                    done = not refusal["last"]
                    raise Refused(name, str(refusal["reason"]), str(refusal["advice"]))
                else:
                    done = True
                    return
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise _crashed(name) from error
        finally:
            if not done:
                self.close()

    def _running(self, name: str) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            try:
                self._process = _started(self._limits)
            except OSError as error:
                raise Refused(
                    name, "Læseren kan ikke startes.", "Se på maskinens hukommelse og plads."
                ) from error
        return self._process

    @staticmethod
    def _send(process: subprocess.Popen[bytes], head: dict[str, object], data: bytes) -> None:
        assert process.stdin  # noqa: S101 - it was asked for; told for the type checker
        process.stdin.write(json.dumps(head).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.flush()

    def _frames(
        self, process: subprocess.Popen[bytes], name: str, size: int
    ) -> Iterator[tuple[bytes, bytes]]:
        """Kind and content of what the process tells, in order.

        Raises:
            Refused: it was silent or at work for too long, or tells too much.
            EOFError: it ended.
        """
        limits = self._limits
        silence = limits.silence + limits.per_megabyte * size / 1e6
        ends = time.monotonic() + limits.total
        held, told = bytearray(), 0
        for chunk in _chunks(process, silence, ends, name):
            held += chunk
            told += len(chunk)
            if told > limits.output:
                raise Refused(name, "Filen giver for meget tekst.", "Del dokumentet i flere filer.")
            while len(held) >= _HEAD:
                length = int.from_bytes(held[1:_HEAD], "big")
                if len(held) < _HEAD + length:
                    break
                yield bytes(held[:1]), bytes(held[_HEAD : _HEAD + length])
                del held[: _HEAD + length]
        raise EOFError


class Sandboxes:
    """So many reading processes at most, lent to whoever reads; a context manager."""

    def __init__(self, count: int, limits: Limits | None = None) -> None:
        self._all = [Sandbox(limits) for _ in range(count)]
        # Last in, first out: as long as one is enough, no second is started.
        self._free: queue.LifoQueue[Sandbox] = queue.LifoQueue()
        for sandbox in self._all:
            self._free.put(sandbox)

    def __enter__(self) -> Sandboxes:
        return self

    def __exit__(self, *_: object) -> None:
        for sandbox in self._all:
            sandbox.close()

    def read(self, data: bytes, name: str, step: Step = unheard) -> Document:
        """As :meth:`Sandbox.read`, once a process is free."""
        sandbox = self._free.get()
        try:
            return sandbox.read(data, name, step)
        finally:
            self._free.put(sandbox)


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    environ = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own program, and nothing of a document
        [sys.executable, "-I", "-c", _START, str(_ROOT), str(limits.memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # A library's warning may hold words of a document.
        env={**environ, **_CALM},
        start_new_session=True,
    )


def _chunks(
    process: subprocess.Popen[bytes], silence: float, ends: float, name: str
) -> Iterator[bytes]:
    assert process.stdout  # noqa: S101 - as above
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            wait = min(silence, ends - time.monotonic())
            if wait <= 0 or not selector.select(wait):
                raise Refused(
                    name,
                    "Filen tog for lang tid at læse og blev opgivet.",
                    "Gem den igen i det program, den er lavet i, eller del den i flere.",
                )
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                return
            yield chunk


def _crashed(name: str) -> Refused:
    return Refused(
        name,
        "Læseren gik ned under filen.",
        "Gem den igen i det program, den er lavet i, eller del den i flere.",
    )


def _broken(name: str) -> Refused:
    return Refused(name, "Filen blev læst til noget, der ikke hænger sammen.", "Gem den igen.")
