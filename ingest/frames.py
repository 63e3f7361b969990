"""What goes to a reading process and comes from it, bounded in time and amount both ways.

``ingest.child`` says how a frame is written. Nothing here trusts the other end: it may have been
taken over, and then neither reads nor ends.
"""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import Popen

_HEAD = 9
_CHUNK = 1 << 16


class TooMuch(Exception):
    """The process tells more than it may."""


@dataclass
class Patience:
    """How long is waited: ``silence`` seconds for a sign of life, and until ``ends`` in all."""

    silence: float
    ends: float

    def wait(self, selector: selectors.BaseSelector) -> None:
        """Wait until the one registered file is ready.

        Raises:
            TimeoutError: it was not in time.
        """
        left = min(self.silence, self.ends - time.monotonic())
        if left <= 0 or not selector.select(left):
            raise TimeoutError


def send(process: Popen[bytes], data: bytes, patience: Patience) -> None:
    """Write ``data`` to the process.

    Raises:
        TimeoutError: it does not take it.
        OSError: it is gone.
    """
    assert process.stdin  # noqa: S101 - it was asked for; told for the type checker
    pipe, left = process.stdin.fileno(), memoryview(data)
    os.set_blocking(pipe, False)
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_WRITE)
        while left:
            patience.wait(selector)
            left = left[os.write(pipe, left[:_CHUNK]) :]


def received(process: Popen[bytes], most: int, patience: Patience) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of the frames that the process writes, in order; ``most`` bytes in all.

    Raises:
        TimeoutError: it was silent or at work for too long.
        TooMuch: it tells more.
        EOFError: it ended.
    """
    held, told = bytearray(), 0
    for chunk in _chunks(process, patience):
        held += chunk
        told += len(chunk)
        if told > most:
            raise TooMuch
        while len(held) >= _HEAD:
            end = _HEAD + int.from_bytes(held[1:_HEAD], "big")
            if len(held) < end:
                break
            kind, content = bytes(held[:1]), bytes(memoryview(held)[_HEAD:end])
            del held[:end]
            yield kind, content
    raise EOFError


def _chunks(process: Popen[bytes], patience: Patience) -> Iterator[bytes]:
    assert process.stdout  # noqa: S101 - as above
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            patience.wait(selector)
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                return
            yield chunk
