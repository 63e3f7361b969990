"""``kill -9`` at random moments of a real ``strategi ingest``, then a start, against a control.

    python -m bench.kills FOLDER MODELS [TIMES]

FOLDER is what is read, MODELS a folder that holds the unpacked model, so that it is not unpacked
each time. The same is done with a quick embedder in the tests; here everything is the product's.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.embedder import LocalEmbedder
from ingest.index import Index
from ingest.settings import Settings

State = dict[str, tuple[str, list[str]]]


def reading(data: Path, corpus: Path) -> subprocess.Popen[bytes]:
    """A reading in a process of its own."""
    environ = {**os.environ, "STRATEGI_DATA": str(data), "STRATEGI_CORPUS": str(corpus)}
    command = [sys.executable, "-m", "ui.command", "ingest", "--json"]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def state(data: Path) -> tuple[State, bool]:
    """Each document's text and passages, and whether Chroma finds each passage by its vector."""
    with Index(data, LocalEmbedder(Settings(data=data))) as index:
        catalogue = index.catalogue
        ids = catalogue.passage_ids()
        hits = list(catalogue.hits(ids).values())
        stored = catalogue.vectors(ids)
        near = all(index.dense.nearest([float(x) for x in stored[i]], 1)[0][1] > 0.999 for i in ids)
        found = {
            entry.id: (
                catalogue.text(entry.id) or "",
                sorted(hit.text for hit in hits if hit.document_id == entry.id),
            )
            for entry in catalogue.entries()
        }
        return found, near and index.dense.count() == len(ids)


def main(corpus: Path, models: Path, times: int) -> None:
    """Print what came of each kill."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)

        def fresh(label: str) -> Path:
            data = root / label
            data.mkdir()
            (data / "models").symlink_to(models.resolve())
            return data

        control = fresh("control")
        began = time.monotonic()
        reading(control, corpus).wait()
        whole = time.monotonic() - began
        wanted, _ = state(control)
        chance = random.Random(1)
        agreed = killed = 0
        for number in range(times):
            data = fresh(str(number))
            child = reading(data, corpus)
            time.sleep(chance.uniform(0.1, whole))
            child.send_signal(signal.SIGKILL)
            killed += child.wait() == -signal.SIGKILL
            reading(data, corpus).wait()
            found, near = state(data)
            agreed += found == wanted and near
            shutil.rmtree(data)
        print(f"{times} readings, {killed} killed in mid-run, {agreed} agree with the control")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 20)
