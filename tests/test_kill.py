"""A reading that is killed at any moment is carried on by the next start."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from hashed import HashedEmbedder
from test_index import agrees, state

from ingest.index import Index
from ingest.reading import Reading

HERE = Path(__file__).parent
KILLS = 20
_CHILD = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from hashed import HashedEmbedder
from ingest.index import Index
from ingest import reading
reading._GROUP = 1
print("begin", flush=True)
with Index(Path(sys.argv[1]), HashedEmbedder()) as index:
    reading.Reading(index).run([Path(sys.argv[2])])
print("end", flush=True)
"""


def start(data: Path, papers: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(data), str(papers), str(HERE)],
        stdout=subprocess.PIPE, text=True, cwd=HERE.parent,
    )  # fmt: skip


def test_twenty_kills_leave_what_a_reading_in_peace_leaves(tmp_path: Path, papers: Path) -> None:
    """Catalogue, Chroma and a control that was never killed agree after each next start."""
    with Index(tmp_path / "control", HashedEmbedder()) as control:
        Reading(control).run([papers])
        wanted = state(control)
    began = time.monotonic()
    child = start(tmp_path / "timing", papers)
    assert child.stdout is not None
    child.stdout.readline()
    ready = time.monotonic() - began
    child.communicate()
    whole = time.monotonic() - began - ready
    chance = random.Random(20261121)  # noqa: S311 - moments, not secrets
    killed = 0
    for number in range(KILLS):
        data = tmp_path / f"data{number}"
        child = start(data, papers)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0, whole))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        killed += child.returncode == -signal.SIGKILL
        embedder = HashedEmbedder()
        with Index(data, embedder) as index:
            known = sum(entry.passages for entry in index.catalogue.entries())
            Reading(index).run([papers])
            assert state(index) == wanted, number
            assert agrees(index), number
            assert embedder.embedded == len(index.catalogue.passage_ids()) - known
    assert killed >= KILLS // 2
