"""How long reading takes, against bare ``SentenceTransformer.encode`` on the same passages.

    python -m bench.ingest FOLDER

Both are timed in turn, in one process and on one model, so that a noisy machine hits both.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from ingest import passages, preparing, reading
from ingest.embedder import LocalEmbedder
from ingest.index import Index
from ingest.settings import Settings

RUNS = 3


def ours(corpus: Path, embedder: LocalEmbedder) -> float:
    """Seconds from files to a sealed index."""
    with tempfile.TemporaryDirectory() as data, Index(Path(data), embedder) as index:
        began = time.perf_counter()
        reading.Reading(index).run([corpus])
        return time.perf_counter() - began


def embedded(corpus: Path, embedder: LocalEmbedder) -> list[str]:
    """The very texts that a reading embeds."""
    with tempfile.TemporaryDirectory() as data, Index(Path(data), embedder) as index:
        reading.Reading(index).run([corpus])
        found = index.catalogue.hits(index.catalogue.passage_ids()).values()
        return [
            preparing.embedded_text(
                hit.metadata,
                hit.text,
                passages.Passage(0, len(hit.text), hit.kind, hit.path, hit.label, hit.page),
            )
            for hit in found
        ]


def bare(texts: list[str], embedder: LocalEmbedder) -> float:
    """Seconds of ``encode`` with its own defaults."""
    model = embedder.model()
    began = time.perf_counter()
    model.encode(texts, show_progress_bar=False)
    return time.perf_counter() - began


def main(corpus: Path, data: Path) -> None:
    """Print the figures."""
    embedder = LocalEmbedder(Settings(data=data))
    texts = embedded(corpus, embedder)
    chars = sum(map(len, texts))
    pairs = [(ours(corpus, embedder), bare(texts, embedder)) for _ in range(RUNS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{len(texts)} passages, {chars} characters, median of {RUNS} runs")
    print(f"reading {mine:.2f} s ({chars / mine:,.0f} characters/s)")
    print(f"bare encode {theirs:.2f} s ({chars / theirs:,.0f} characters/s)")
    print(f"ratio {statistics.median(b / a for a, b in pairs):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path("data"))
