"""A reader has a process of its own: whatever a file does to it, only that file is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import hostile
import pytest

from ingest import readers, sandbox
from ingest.errors import Refused
from ingest.raw import unheard
from ingest.sandbox import Limits, Sandbox, Sandboxes

PLAN = "# Plan\n\nTrivselsteamet besøger alle skoler i kommunen hvert forår.\n".encode()
LARGE = "Trivselsteamet besøger skolen hvert forår.\n\n".encode() * 30_000


def processes(sandbox: Sandbox) -> list[int]:
    return [sandbox._process.pid] if sandbox._process else []


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("data", [PLAN, hostile.good_word()], ids=["md", "docx"])
def test_what_comes_out_is_what_the_reader_made(data: bytes) -> None:
    """Nothing is lost or changed on the way between the processes."""
    name = "plan.md" if data == PLAN else "plan.docx"
    with Sandbox() as sandbox:
        assert sandbox.read(data, name) == readers.read(data, name)


def test_one_process_reads_many_files_and_survives_refusals() -> None:
    """It is started once, and a file that is refused costs nothing more."""
    with Sandbox() as sandbox:
        assert processes(sandbox) == []
        sandbox.read(PLAN, "a.md")
        first = processes(sandbox)
        with pytest.raises(Refused, match="tom"):
            sandbox.read(b"", "b.md")
        sandbox.read(PLAN, "c.md")
        assert processes(sandbox) == first
    assert not alive(first[0])


def test_a_reader_that_is_silent_for_too_long_is_ended() -> None:
    """The file is refused with a word on what to do, and the next one is read."""
    with Sandbox(Limits(silence=0.2, per_megabyte=0)) as sandbox:
        with pytest.raises(Refused, match="for lang tid") as refused:
            sandbox.read(LARGE, "stor.md")
        assert refused.value.name == "stor.md"
        assert processes(sandbox) == []
    with Sandbox() as sandbox:
        assert "Trivselsteamet" in sandbox.read(PLAN, "plan.md").text


def test_a_reader_that_takes_too_long_in_all_is_ended() -> None:
    with Sandbox(Limits(total=0.2)) as sandbox, pytest.raises(Refused, match="for lang tid"):
        sandbox.read(LARGE, "stor.md")


def test_a_reader_that_shows_life_but_gets_nothing_done_is_ended() -> None:
    """Signs of life alone are no progress: a page, slide or sheet is to be done in time."""
    limits = Limits(uncounted=0.3, per_megabyte=0)
    with Sandbox(limits) as sandbox, pytest.raises(Refused, match="for lang tid"):
        sandbox.read(LARGE, "stor.md")


def test_a_reader_that_takes_too_much_memory_is_refused() -> None:
    """The limit is the process's own; this one goes on."""
    with Sandbox(Limits(memory=160_000_000)) as sandbox:
        with pytest.raises(Refused, match=r"hukommelse|gik ned"):
            sandbox.read(LARGE * 8, "stor.md")
        assert "Trivselsteamet" in sandbox.read(PLAN, "plan.md").text


def test_a_reader_that_tells_too_much_is_ended() -> None:
    with Sandbox(Limits(output=10_000)) as sandbox, pytest.raises(Refused, match="for meget tekst"):
        sandbox.read(PLAN * 400, "plan.md")


def test_a_reader_that_is_killed_is_a_refusal() -> None:
    """As the system kills one when memory is short."""
    with Sandbox() as sandbox:
        sandbox.read(PLAN, "plan.md")
        (pid,) = processes(sandbox)
        killing = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
        killing.start()
        with pytest.raises(Refused, match="gik ned"):
            sandbox.read(LARGE, "stor.md")
        killing.join()
        assert "Trivselsteamet" in sandbox.read(PLAN, "plan.md").text


def test_a_reader_leaves_with_the_process_that_started_it() -> None:
    """A killed server leaves nobody behind: each looks whether its parent is still there."""
    script = (
        "from ingest.sandbox import Sandbox; import time; s = Sandbox(); "
        "s.read(b'Trivsel for alle.', 'a.txt'); print(s._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        reader = int(parent.stdout.readline())
        assert alive(reader)
        parent.kill()
    for _ in range(100):
        if not alive(reader):
            break
        time.sleep(0.1)
    assert not alive(reader)


def test_a_reader_that_gives_no_other_thread_its_turn_leaves_too() -> None:
    """As a regular expression that never ends: the system's clock is wound by a thread alone."""
    script = (
        "import re, sys; from ingest import child; child._STUCK = 1; child._PARENT = 0.1; "
        "child.readers.read = lambda *_: re.fullmatch('(a+)+b', 'a' * 99); child.main()"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script, "", "768000000"], stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert reader.stdin
    reader.stdin.write(b'{"do": "read", "name": "a.txt", "size": 1}\nx')
    reader.stdin.close()
    assert reader.wait(timeout=20) == -signal.SIGALRM


def test_a_reader_cannot_reach_the_net() -> None:
    """Nothing that a document names is fetched by a library that means well."""
    script = (
        "import socket, sys; from ingest import child; "
        "child.readers.read = lambda *_: socket.create_connection(('127.0.0.1', 9)); child.main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, "", "768000000"], check=False, capture_output=True,
        input=b'{"do": "read", "name": "a.txt", "size": 1}\nx', start_new_session=True,
    )  # fmt: skip
    assert b"(PermissionError)" in told.stdout


def taken_over(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A reader that does what ``script`` says, and nothing that it was asked for."""

    def started(_: Limits) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", f"import json, sys, time\n{FRAME}{script}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    monkeypatch.setattr(sandbox, "_started", started)


FRAME = """
def frame(kind, content):
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    sys.stdout.buffer.write(kind + len(content).to_bytes(8, "big") + content)
    sys.stdout.buffer.flush()
def document(text="Trivsel", sections=(), elements=()):
    frame(b"o", {"text": text, "sections": sections, "elements": elements, "metadata": {}})
    frame(b"e", b"")
def element(start, end, **more):
    return {"kind": "paragraph", "start": start, "end": end, "section": -1, "page": None, **more}
"""


@pytest.mark.parametrize(
    "script",
    [
        "frame(b's', b'[' * 100_000)",
        "frame(b's', ['x', {}])",
        "frame(b'r', ['reason'])",
        "frame(b'r', {'reason': {}, 'advice': 1, 'last': 0})",
        "frame(b'o', b'[' * 100_000); frame(b'e', b'')",
        "frame(b'o', b'cos\\nsystem\\n'); frame(b'e', b'')",
        "document(elements=[element(-5, 3)])",
        "document(elements=[element(0, 10**12)])",
        "document(elements=[element(0, 7)] * 2)",
        "document(elements=[element(0, 7, page=2**70)])",
        "document(elements=[element(0, 7, section=3)])",
        "document(elements=[element(0, 7, cells=[{'head': '', 'start': 0, 'end': 99}])])",
        "document(elements=[element(0, 7, key=-9)])",
        "document(text='\\ud800', elements=[element(0, 1)])",
        "document(sections=[{'path': ['x' * 10**6], 'level': 1, 'page': 1, 'start': 0, 'end': 7}])",
        "frame(b'?', b''); frame(b'e', b'')",
        "sys.stdout.buffer.write(b'o' + b'\\xff' * 8); sys.stdout.flush()",
    ],
)
def test_a_reader_that_was_taken_over_hands_over_no_nonsense(
    monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """Whatever it sends instead of a document refuses that one file."""
    taken_over(monkeypatch, script)
    with Sandbox(Limits(silence=5)) as opened, pytest.raises(Refused) as refused:
        opened.read(PLAN, "plan.md")
    assert refused.value.name == "plan.md"
    assert refused.value.advice


def test_a_reader_that_takes_nothing_in_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is sent does not fit in the pipe: nobody waits for ever to write."""
    taken_over(monkeypatch, "time.sleep(60)")
    with Sandbox(Limits(silence=0.3)) as opened, pytest.raises(Refused, match="for lang tid"):
        opened.read(LARGE, "stor.md")


def test_the_words_of_a_refusal_are_one_line_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """They go to a terminal, which some signs would steer."""
    reason = "\\x1b[2J\\nAfvist" + "!" * 9_000
    taken_over(monkeypatch, f"frame(b'r', {{'reason': '{reason}', 'advice': '', 'last': True}})")
    with Sandbox() as opened, pytest.raises(Refused) as refused:
        opened.read(PLAN, "plan.md")
    assert refused.value.reason.startswith("?[2J?Afvist")
    assert len(refused.value.reason) <= 500


def test_who_ends_readers_does_not_wait_for_the_files_behind() -> None:
    """As Ctrl-C does in a folder: what was being read is given up, and nothing new is begun."""
    with Sandboxes(1, Limits(silence=200, uncounted=200)) as opened:
        outcomes: list[str] = []

        def read() -> None:
            try:
                opened.read(LARGE * 4, "stor.md")
            except Refused as refused:
                outcomes.append(refused.reason)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
    for thread in threads:
        thread.join(100)
    assert not any(thread.is_alive() for thread in threads)
    assert len(outcomes) == 3
    assert processes(opened._all[0]) == []


def test_a_reader_can_write_no_file_and_keeps_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a taken-over reader could do is bounded: no files written, no settings seen."""
    monkeypatch.setenv("STRATEGI_SECRET", "hemmelig")
    with Sandbox() as sandbox:
        sandbox.read(PLAN, "plan.md")
        (pid,) = processes(sandbox)
        environ = Path(f"/proc/{pid}/environ").read_text("utf-8")
        limits = Path(f"/proc/{pid}/limits").read_text("utf-8")
    assert "hemmelig" not in environ
    size = next(line for line in limits.splitlines() if line.startswith("Max file size"))
    assert size.split()[3] == "0"
    assert not list(tmp_path.iterdir())


def test_several_files_are_read_side_by_side() -> None:
    """Two long readings have two processes, one short reading after another has one."""
    with Sandboxes(3) as sandboxes:
        for _ in range(3):
            sandboxes.read(PLAN, "plan.md")
        assert sum(len(processes(one)) for one in sandboxes._all) == 1
        threads = [
            threading.Thread(target=sandboxes.read, args=(LARGE, "stor.md", unheard))
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(len(processes(one)) for one in sandboxes._all) == 2
