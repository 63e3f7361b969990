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
calls, moment = 0, int(sys.argv[4])

def count(frame, event, value):
    global calls
    calls += event == "call"
    if calls == moment and event == "call":
        print("now", flush=True)

sys.setprofile(count)
with Index(Path(sys.argv[1]), HashedEmbedder()) as index:
    reading.Reading(index).run([Path(sys.argv[2])])
sys.setprofile(None)
print("end", calls, flush=True)
"""
"""Says "now" at the call of that number, and goes on: a clock would not know how far it is."""


def start(data: Path, papers: Path, moment: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(data), str(papers), str(HERE), str(moment)],
        stdout=subprocess.PIPE, text=True, cwd=HERE.parent,
    )  # fmt: skip


def kill(data: Path, papers: Path, moment: int, delay: float) -> bool:
    """Kill a reading ``delay`` seconds after its call ``moment``; whether it was under way."""
    child = start(data, papers, moment)
    assert child.stdout is not None
    assert child.stdout.readline() == "now\n"
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    return "end" not in child.communicate()[0]


def test_twenty_kills_leave_what_a_reading_in_peace_leaves(tmp_path: Path, papers: Path) -> None:
    """Catalogue, Chroma and a control that was never killed agree after each next start."""
    with Index(tmp_path / "control", HashedEmbedder()) as control:
        Reading(control).run([papers])
        wanted = state(control)
    calls = int(start(tmp_path / "count", papers, -1).communicate()[0].split()[1])
    chance = random.Random(20261121)  # noqa: S311 - moments, not secrets
    killed = 0
    for number in range(KILLS):
        data = tmp_path / f"data{number}"
        # The delay, of less than one document, is to meet it outside Python too.
        moment = chance.randrange(1, calls * 9 // 10)
        killed += kill(data, papers, moment, chance.uniform(0, 0.01))
        embedder = HashedEmbedder()
        with Index(data, embedder) as index:
            known = sum(entry.passages for entry in index.catalogue.entries())
            Reading(index).run([papers])
            assert state(index) == wanted, number
            assert agrees(index), number
            assert embedder.embedded == len(index.catalogue.passage_ids()) - known
    assert killed >= KILLS // 2
