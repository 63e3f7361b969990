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
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest import frames
from ingest.document import Document
from ingest.errors import Refused
from ingest.files import printable
from ingest.frames import Patience, TooMuch
from ingest.raw import Step, unheard
from ingest.shown import Picture, Sheet, Wanted, is_sound_picture
from ingest.soundness import is_sound

_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from ingest import child; child.main()"
_PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""Of the environment a reader gets this much: no key that stands in it is its business."""
_CALM = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1",
         "MALLOC_ARENA_MAX": "2"}  # fmt: skip
_MOST_WORDS = 500
"""Characters of a reason or an advice, more than any reader says."""


@dataclass(frozen=True)
class _Refusal:
    reason: str
    advice: str
    last: bool


_READING = TypeAdapter(Document)
_REFUSAL = TypeAdapter(_Refusal)
_STEP = TypeAdapter(tuple[int, int])
_SHEET = TypeAdapter(Sheet)
Told = Mapping[str, object]


@dataclass(frozen=True)
class Limits:
    """What one reading may take.

    ``memory`` and ``output`` are bytes; ``silence`` are seconds without a sign of life,
    ``uncounted`` seconds until a first page, slide or sheet is done, or all where a format has
    none; to both ``per_megabyte`` adds for each megabyte of the file. ``total`` are seconds in all.
    """

    memory: int = 768_000_000
    silence: float = 12.0
    uncounted: float = 18.0
    per_megabyte: float = 0.15
    total: float = 1800.0
    output: int = 250_000_000


class Sandbox:
    """One reading process, started when first needed and again after it had to be killed.

    One thread at a time may use it. A context manager; leaving it ends the process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._asking = False
        # One thread reads, another may end it.
        self._turn = threading.Lock()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the process for good; whoever waits for it is told that its file is refused."""
        with self._turn:
            self._over = True
            if self._process is not None and self._asking:
                # Its end wakes whoever reads, and that one closes the pipes: one that is closed
                # under a reader wakes nobody.
                _killed(self._process)
                return
        self.close()

    def close(self) -> None:
        """End the process, at once; the next reading starts another."""
        with self._turn:
            process, self._process = self._process, None
            if process is not None:
                _ended(process)

    def read(self, data: bytes, name: str, step: Step = unheard) -> Document:
        """The document in ``data``, a file called ``name``.

        Raises:
            Refused: what the reader refuses, or a reading that took more than it may.
        """
        answer = b"".join(self._asked("read", data, name, step))
        try:
            document = _READING.validate_json(answer)
        except ValidationError as error:
            self.close()
            raise _broken(name) from error
        if not is_sound(document):
            self.close()
            raise _broken(name)
        return document

    def pictures(self, data: bytes, name: str, step: Step = unheard) -> Iterator[bytes]:
        """The pages of a PDF as PNG pictures, one by one; none for any other kind.

        Raises:
            Refused: as :meth:`read`.
        """
        yield from self._asked("pictures", data, name, step)

    def places(self, data: bytes, name: str, wanted: Wanted) -> Iterator[Picture]:
        """The pages of a PDF that ``wanted`` stands on, highlighted, one by one.

        Raises:
            Refused: as :meth:`read`.
        """
        answers = self._asked("places", data, name, unheard, {"wanted": asdict(wanted)})
        for sheet in answers:
            try:
                picture = Picture(_SHEET.validate_json(sheet), next(answers, b""))
            except ValidationError as error:
                self.close()
                raise _broken(name) from error
            if not is_sound_picture(picture, wanted):
                self.close()
                raise _broken(name)
            yield picture

    def _asked(
        self, what: str, data: bytes, name: str, step: Step, about: Told | None = None
    ) -> Iterator[bytes]:
        done = False
        limits = self._limits
        began, more = time.monotonic(), limits.per_megabyte * len(data) / 1e6
        patience = Patience(
            limits.silence + more, began + min(limits.uncounted + more, limits.total)
        )
        told = {"do": what, "name": name, "size": len(data), **(about or {})}
        head = json.dumps(told).encode() + b"\n"
        try:
            process = self._running(name)
            frames.send(process, head, patience)
            frames.send(process, data, patience)
            for kind, content in frames.received(process, limits.output, patience):
                if kind == b"s":
                    counted, of = _STEP.validate_json(content)
                    if counted:
                        patience.ends = began + limits.total
                    step(counted, of)
                elif kind == b"o":
                    yield content
                elif kind == b"r":
                    refusal = _REFUSAL.validate_json(content)
                    done = not refusal.last
                    raise _told(name, refusal.reason, refusal.advice)
                else:
                    done = True
                    return
        except TimeoutError as error:
            raise _slow(name) from error
        except TooMuch as error:
            raise _endless(name) from error
        except (OSError, EOFError, ValueError) as error:
            raise _crashed(name) from error
        finally:
            with self._turn:
                self._asking = False
                over = self._over
            if over or not done:
                self.close()

    def _running(self, name: str) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        with self._turn:
            if self._over:
                raise _crashed(name)
            self._asking = True
            if self._process is None:
                try:
                    self._process = _started(self._limits)
                except OSError as error:
                    raise Refused(
                        name, "Læseren kan ikke startes.", "Se på maskinens hukommelse og plads."
                    ) from error
            return self._process


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
            sandbox.end()

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


def _killed(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # The whole group: a reader may have started text recognition.
        os.killpg(process.pid, signal.SIGKILL)


def _ended(process: subprocess.Popen[bytes]) -> None:
    _killed(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()


def _told(name: str, reason: str, advice: str) -> Refused:
    """A refusal in the reader's words, which go to terminals and pages: a line each, no more."""
    return Refused(name, *(printable(words)[:_MOST_WORDS] for words in (reason, advice)))


def _slow(name: str) -> Refused:
    return Refused(
        name,
        "Filen tog for lang tid at læse og blev opgivet.",
        "Gem den igen i det program, den er lavet i, eller del den i flere.",
    )


def _endless(name: str) -> Refused:
    return Refused(name, "Filen giver for meget tekst.", "Del dokumentet i flere filer.")


def _crashed(name: str) -> Refused:
    return Refused(
        name,
        "Læseren gik ned under filen.",
        "Gem den igen i det program, den er lavet i, eller del den i flere.",
    )


def _broken(name: str) -> Refused:
    return Refused(name, "Filen blev læst til noget, der ikke hænger sammen.", "Gem den igen.")
