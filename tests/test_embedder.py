"""The embedder lets questions in while it reads, and knows its model."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.embedder import LocalEmbedder
from ingest.settings import Settings


class _Model:
    """Stands in for sentence-transformers: a vector tells its text's length."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.begun = threading.Event()
        self.go = threading.Event()

    def encode_document(self, texts: list[str], **_: object) -> NDArray[np.float32]:
        self.calls.append(texts)
        self.begun.set()
        assert self.go.wait(10)
        return np.array([[1.0, len(text)] for text in texts], dtype=np.float32)

    def encode_query(self, text: str, **_: object) -> NDArray[np.float32]:
        self.calls.append([text])
        return np.array([1.0, len(text)], dtype=np.float32)


def faked(monkeypatch: pytest.MonkeyPatch) -> tuple[LocalEmbedder, _Model]:
    embedder, model = LocalEmbedder(Settings()), _Model()
    monkeypatch.setattr(embedder, "model", lambda: model)
    return embedder, model


def test_a_question_waits_for_a_slice_and_not_for_a_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A question that comes during the first slice is embedded before the second."""
    embedder, model = faked(monkeypatch)
    document = ["tekst"] * 400
    reading = threading.Thread(target=embedder.embed_documents, args=(document,))
    reading.start()
    assert model.begun.wait(10)
    asking = threading.Thread(target=embedder.embed_query, args=("spørgsmål",))
    asking.start()
    for _ in range(500):
        if embedder._queue.locked():
            break
        asking.join(0.01)
    assert embedder._queue.locked(), "the question does not stand first in the queue"
    model.go.set()
    asking.join(10)
    reading.join(10)
    assert model.calls.index(["spørgsmål"]) == 1
    assert len(model.calls) > 10
    assert sum(len(call) for call in model.calls) == 401


def test_texts_of_like_length_are_embedded_together_and_keep_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The whole call is sorted, not each slice; vectors come back as the texts stood."""
    embedder, model = faked(monkeypatch)
    model.go.set()
    texts = ["x" * (number * 37 % 101 + 1) for number in range(100)]
    vectors = embedder.embed_documents(texts)
    sent = [len(text) for call in model.calls for text in call]
    assert len(model.calls) > 2
    assert sent == sorted(sent, reverse=True)
    for text, (one, length) in zip(texts, vectors, strict=True):
        assert length / one == pytest.approx(len(text), rel=1e-5)
    assert embedder.embed_documents([]) == []


def test_the_fingerprint_of_a_folder_follows_its_files(tmp_path: Path) -> None:
    """Other weights are another model, of one size too; another place is the same."""

    def of(folder: Path) -> str:
        return LocalEmbedder(Settings(embedding_model=str(folder))).fingerprint

    folder = tmp_path / "model"
    folder.mkdir()
    weights, config = folder / "model.safetensors", folder / "config.json"
    weights.write_bytes(bytes(5_000_000))
    config.write_text("{}")
    first = of(folder)
    assert first == of(folder)
    assert first.startswith("model@")
    weights.write_bytes(b"\x01" * 5_000_000)
    second = of(folder)
    config.write_text("[]")
    third = of(folder)
    weights.write_bytes(b"\x01" * 4_000_000)
    assert len({first, second, third, of(folder)}) == 4
    (tmp_path / "moved").mkdir()
    moved = folder.rename(tmp_path / "moved" / "model")
    weights = moved / "model.safetensors"
    weights.write_bytes(bytes(5_000_000))
    (moved / "config.json").write_text("{}")
    assert of(moved) == first


def test_a_name_on_a_hub_is_its_own_fingerprint() -> None:
    """Nothing is looked up for it."""
    settings = Settings(embedding_model="intfloat/multilingual-e5-small")
    assert LocalEmbedder(settings).fingerprint == "intfloat/multilingual-e5-small"
