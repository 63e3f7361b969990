"""The command line, as a person or a script runs it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from conftest import CORPUS, ROOT

STRATEGI = [sys.executable, "-m", "ui.command"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    """A data folder for the commands, with the model unpacked."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "models").symlink_to(model_folder.parent)
    return folder


def run(data: Path, *words: str, code: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "STRATEGI_DATA": str(data), "STRATEGI_CORPUS": str(CORPUS), **more}
    done = subprocess.run(
        [*STRATEGI, *words], capture_output=True, text=True, check=False, cwd=ROOT, env=environ,
        timeout=240,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def read(data: Path) -> dict[str, object]:
    """What the first reading reports."""
    found: dict[str, object] = json.loads(run(data, "ingest", "--json").stdout)
    return found


def test_ingest_says_what_it_did_and_a_second_embeds_nothing(
    data: Path, read: dict[str, object]
) -> None:
    """Five documents new, then five unchanged."""
    assert len(read["added"]) == 5  # type: ignore[arg-type]
    again = json.loads(run(data, "ingest", "--json").stdout)
    assert (len(again["unchanged"]), again["embedded"], again["added"]) == (5, 0, [])


@pytest.mark.usefixtures("read")
def test_ask_and_status(data: Path) -> None:
    """An answer as text and as JSON, and the state of the index."""
    plain = run(data, "ask", "Hvad er mellemformer?").stdout
    assert "[1]" in plain
    assert "“" in plain
    answer = json.loads(run(data, "ask", "Hvad er mellemformer?", "--json").stdout)
    assert answer["status"] == "answered"
    status = json.loads(run(data, "status", "--json").stdout)
    assert (len(status["documents"]), status["health"]) == (5, "ok")
    assert status["model"].startswith("multilingual-e5-small-q4@")


@pytest.mark.usefixtures("read")
def test_themes_timeline_and_compare(data: Path, tmp_path: Path) -> None:
    """As text and as JSON, and the timetable as files; bad input says what to do."""
    assert "2.1.2" in run(data, "themes", "skolefravær").stdout
    found = json.loads(run(data, "themes", "--organisation", "faxe", "--json").stdout)
    assert len(found["themes"]) == 13
    files = [tmp_path / "plan.ics", tmp_path / "plan.csv"]
    span = ("timeline", "--organisation", "Norddjurs", "--from", "2024")
    shown = run(data, *span, "--ics", str(files[0]), "--csv", str(files[1])).stdout
    assert "2024" in shown
    assert files[0].read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert files[1].read_bytes().decode("utf-8-sig").startswith("Fra;Til;")
    assert "2024-05-31" in run(data, "timeline", "--from", "maj", code=1).stderr
    sides = json.loads(run(data, "compare", "tandpleje", "--json").stdout)["sides"]
    assert {side["status"] for side in sides} == {"mentioned", "not_mentioned"}
    assert "emne" in run(data, "compare", code=1).stderr


@pytest.mark.usefixtures("read")
def test_eval_scores_a_file_and_refuses_a_bad_one(data: Path, tmp_path: Path) -> None:
    """Anyone's own questions; a line that is none is named."""
    lines = (ROOT / "tests" / "questions.jsonl").read_text("utf-8").splitlines()[:4]
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text("\n".join(lines), "utf-8")
    bad.write_text(lines[0] + "\n{}\n", "utf-8")
    told = run(data, "eval", str(good), "--json", "--misses")
    scores = json.loads(told.stdout)
    assert scores["questions"] == 4
    assert scores["citations"]["exact"] == 1.0
    low, high = scores["intervals"]["retrieval"]["ndcg"]
    assert 0 <= low <= scores["retrieval"]["ndcg"] <= high <= 1
    assert told.stderr.strip()
    assert "bad.jsonl:2" in run(data, "eval", str(bad), code=1).stderr


def test_unknown_and_unsupported_settings_are_refused_by_name(data: Path) -> None:
    """A setting that would be ignored stops the start."""
    assert "STRATEGI_COLOUR" in run(data, "status", code=1, STRATEGI_COLOUR="blue").stderr
    assert "STRATEGI_LLM" in run(data, "status", code=1, STRATEGI_LLM="ollama:x").stderr
    assert "STRATEGI_PORT" in run(data, "status", code=1, STRATEGI_PORT="many").stderr
    opened = run(data, "serve", code=1, STRATEGI_HOST="0.0.0.0")  # noqa: S104 - must be refused
    assert "STRATEGI_HOST" in opened.stderr


def test_a_taken_port_is_told_before_anything_is_read(data: Path) -> None:
    """The start stops with a line that names the port and the setting."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = run(data, "serve", "--port", port, code=1).stderr
    assert port in told
    assert "STRATEGI_PORT" in told
    assert "Traceback" not in told


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize("question", ["", "x" * 5000])
def test_a_question_out_of_form_is_one_line(data: Path, question: str) -> None:
    """Too short or too long: what is wrong, and no trace."""
    told = run(data, "ask", question, code=1).stderr
    assert "question" in told
    assert "Traceback" not in told


def test_a_data_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    """A file in its place is named."""
    (tmp_path / "data").write_text("x")
    told = run(tmp_path / "data", "status", code=1).stderr
    assert "Traceback" not in told
    assert "data" in told


def test_what_cannot_be_read_is_named_and_the_exit_says_so(data: Path, tmp_path: Path) -> None:
    """A missing path and an unreadable file are refusals, not traces."""
    (tmp_path / "tom.txt").write_bytes(b"")
    done = run(data, "ingest", str(tmp_path), str(tmp_path / "nowhere"), code=2)
    assert "tom.txt" in done.stdout
    assert "nowhere" in done.stdout
    assert "Traceback" not in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(data: Path, read: dict[str, object]) -> Iterator[tuple[str, int]]:
    """A running ``strategi serve``: its address and process."""
    assert read
    url = f"http://127.0.0.1:{(port := free_port())}"
    environ = {**os.environ, "STRATEGI_DATA": str(data), "STRATEGI_CORPUS": str(CORPUS)}
    child = subprocess.Popen([*STRATEGI, "serve", "--port", str(port)], cwd=ROOT, env=environ)
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{url}/health/ready", trust_env=False).status_code == 200:
                    break
            except httpx.HTTPError:
                assert child.poll() is None, "the server has ended"
            time.sleep(0.2)
        else:
            pytest.fail("the server did not become ready")
        yield url, child.pid
    finally:
        child.send_signal(signal.SIGINT)
        try:
            assert child.wait(30) == 0
        finally:
            child.kill()


def test_while_a_server_holds_the_folder_commands_ask_it(
    data: Path, server: tuple[str, int]
) -> None:
    """ask, status and eval go to the server; a writer is refused with its process."""
    url, pid = server
    began = time.monotonic()
    answer = json.loads(run(data, "ask", "Hvad er mellemformer?", "--json").stdout)
    assert answer["status"] == "answered"
    assert time.monotonic() - began < 60
    assert json.loads(run(data, "status", "--json").stdout)["server"] == url
    refused = run(data, "ingest", code=1)
    assert str(pid) in refused.stderr
    assert url in refused.stderr


def test_a_second_server_is_refused_with_the_first_ones_process(
    data: Path, server: tuple[str, int]
) -> None:
    """One folder, one server."""
    refused = run(data, "serve", "--port", str(free_port()), code=1)
    assert str(server[1]) in refused.stderr


def test_the_page_and_the_api_are_served_together(server: tuple[str, int]) -> None:
    """The web page at /, the API beside it."""
    url, _ = server
    page = httpx.get(url, trust_env=False)
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]
    body = {"question": "Hvad er mellemformer?"}
    assert httpx.post(f"{url}/api/v1/ask", json=body, trust_env=False).json()["citations"]
