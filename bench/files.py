"""What reading each file of a folder takes: seconds, memory of the process that reads, outcome.

python -m bench.files FOLDER
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from ingest import files, readers
from ingest.errors import Refused
from ingest.sandbox import Sandbox

_OFTEN = 0.01


class Peak:
    """The most memory, in MB, that a sandbox's process was seen to hold."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_OFTEN):
            process = self._sandbox._process  # noqa: SLF001 - whose memory is asked for
            if process is not None:
                self.megabytes = max(self.megabytes, _resident(process.pid))


def main(folder: Path) -> None:
    """Print a line for each file; each is read in a process of its own."""
    for path in files.find(folder):
        began = time.perf_counter()
        with Sandbox() as sandbox, Peak(sandbox) as peak:
            try:
                data = files.content(path, readers.MOST_BYTES)
                outcome = f"{len(sandbox.read(data, path.name).text)} characters"
            except Refused as refusal:
                outcome = refusal.reason
        size, took = path.stat().st_size / 1e6, time.perf_counter() - began
        print(f"| {path.name} | {size:.2f} | {took:.2f} | {peak.megabytes:.0f} | {outcome} |")


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    found = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0].split()[1]) / 1000 if found else 0.0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
