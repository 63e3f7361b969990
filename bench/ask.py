"""How long a question takes, over HTTP to a running server.

python -m bench.ask QUESTIONS.jsonl [http://127.0.0.1:8000]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import httpx

from assistant.question_file import load

ROUNDS = 3


def main(file: Path, url: str) -> None:
    """Print the median and the 95th percentile, in milliseconds, as a caller sees them."""
    questions = [question.question for question in load(file)]
    times = []
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
        for question in questions * ROUNDS:
            began = time.perf_counter()
            http.post("/api/v1/ask", json={"question": question}).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    p50, p95 = (times[int(len(times) * share)] for share in (0.5, 0.95))
    print(f"{len(times)} questions: p50 {p50:.0f} ms, p95 {p95:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8000")
