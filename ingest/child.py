"""The process that reads: bounded first, then told what to read. ``ingest.sandbox`` starts it.

It answers in frames: one byte for the kind, eight for the length, and the content. Kinds are
"s" for how far it is, "o" for output, "r" for a refusal and "e" for the end of an answer.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterable
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from ingest import pictures, readers
from ingest.document import Document
from ingest.errors import Refused
from ingest.raw import Step
from ingest.shown import Wanted

_OFTEN = 0.1
"""Seconds between two signs of progress."""
_PARENT = 2.0
"""Seconds between two looks at whether the parent is still there."""
_STUCK = 60
"""Seconds after which a process ends that is so stuck that it could not look for its parent."""
_CALM = 10
"""How much less a reader is worth to the system than whoever answers questions."""
_CPU = 7200
_FILES = 64
_READING = TypeAdapter(Document)
_WANTED = TypeAdapter(Wanted)


def main() -> None:
    """Serve until standard input ends."""
    bound(int(sys.argv[2]))
    sys.addaudithook(_bar)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    warnings.simplefilter("ignore")
    answers = _private_output()
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        data = sys.stdin.buffer.read(request["size"])
        _answer(answers, request, data)


def bound(memory: int) -> None:
    """Set the limits of this process: address space in bytes, no files written, few opened.

    Programs that it starts, text recognition too, have them from it, each for itself.
    """
    os.nice(_CALM)
    # macOS takes a limit of address space and keeps none; the other limits hold there too.
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CPU, _CPU),
    ):
        hard = resource.getrlimit(kind)[1]
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (lower, lower))


def _bar(event: str, _arguments: object) -> None:
    """Keep libraries off the net: nothing that a document names is ever fetched.

    A hook cannot be taken out again, but it sees Python alone: it stops a library that means to
    be helpful, and not whoever has taken the process over. What would (seccomp, namespaces) differs
    by system and wants privileges. Parsers in C are told not to fetch, each where it is called.
    """
    if event in {"socket.__new__", "socket.getaddrinfo", "socket.gethostbyname"}:
        raise PermissionError


def _leave_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        # A library that never lets another thread have its turn keeps this one from looking. Then
        # nobody winds the clock, and the system ends the process.
        signal.alarm(_STUCK)
        time.sleep(_PARENT)
    # Text recognition too: it is of the same group.
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _private_output() -> BinaryIO:
    """The pipe to the parent, out of reach of a library that prints."""
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "wb")


def _answer(out: BinaryIO, request: dict[str, Any], data: bytes) -> None:
    try:
        for content in _told(out, request, data):
            _frame(out, b"o", content)
        _frame(out, b"e", b"")
    except Refused as refusal:
        _refuse(out, refusal.reason, refusal.advice)
    except MemoryError:
        # What is left of the heap is in pieces: the next file gets a fresh process.
        reason = "Filen kræver for meget hukommelse at læse."
        _refuse(out, reason, "Del dokumentet i flere, eller gem det som PDF.", last=True)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - whatever a file does to a library refuses the file
        # The type's name alone: the message may hold words of the document.
        reason = f"Filen kan ikke læses ({type(error).__name__})."
        _refuse(out, reason, "Gem den på ny, eller tag den ud af mappen.")


def _told(out: BinaryIO, request: dict[str, Any], data: bytes) -> Iterable[bytes]:
    name, step = request["name"], _stepping(out)
    if request["do"] == "read":
        return (_READING.dump_json(readers.read(data, name, step)),)
    if request["do"] == "places":
        return pictures.places(data, name, _WANTED.validate_python(request["wanted"]))
    return pictures.pages(data, name, step)


def _refuse(out: BinaryIO, reason: str, advice: str, *, last: bool = False) -> None:
    told = {"reason": reason, "advice": advice, "last": last}
    _frame(out, b"r", json.dumps(told).encode())


def _stepping(out: BinaryIO) -> Step:
    last = 0.0

    def step(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _OFTEN or done == of:
            last = now
            _frame(out, b"s", json.dumps([done, of]).encode())

    return step


def _frame(out: BinaryIO, kind: bytes, content: bytes) -> None:
    out.write(kind + len(content).to_bytes(8, "big") + content)
    out.flush()
