"""How the check judges the gold: by kind, without an embedder and with the bundled one.

python -m bench.statements [DATA]
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.checking import check
from assistant.generation.support import Support
from ingest.embedder import LocalEmbedder
from ingest.settings import Settings

GOLD = Path("tests/gold/statements.jsonl")
Supports = Callable[[str, Sequence[str]], float | None]


def parts() -> Iterator[tuple[str, Any]]:
    """Each entry with the part of the gold that it is of."""
    seen: dict[str, int] = defaultdict(int)
    for line in GOLD.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "written" in entry:
            yield f"{entry['written']} {entry.get('round', '')}".strip(), entry
            continue
        yield ("held out" if seen[entry["kind"]] % 2 else "tuning"), entry
        seen[entry["kind"]] += 1


def judged(supports: Supports) -> dict[str, dict[str, list[bool]]]:
    """Whether each entry is judged right, by part and kind."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for part, one in parts():
        support = supports(one["statement"], one["quotes"])
        beside = one.get("beside", ())
        verdict = check(one["statement"], one["quotes"], beside=beside, support=support)
        right = verdict.carried == one["carried"]
        for kind in (one["kind"], "ALL TRUE" if one["carried"] else "ALL CORRUPTED"):
            found[part][kind].append(right)
    return found


def main(data: Path) -> None:
    """Print both tables, and what a statement takes."""
    support = Support(LocalEmbedder(Settings(data=data)))
    for name, supports in (("words alone", lambda _said, _quotes: None), ("", support.score)):
        began = time.perf_counter()
        found = judged(supports)
        took = time.perf_counter() - began
        for part, kinds in found.items():
            print(f"\n{name or 'with the embedder'}: {part}")
            for kind, right in sorted(kinds.items()):
                print(f"  {kind:<18} {sum(right)}/{len(right)} {sum(right) / len(right):.3f}")
        many = sum(1 for _ in parts())
        print(f"\n{1000 * took / many:.0f} ms a statement, nothing known before")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "data"))
