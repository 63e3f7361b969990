"""The switch of the model hub: nothing is looked up there unless a setting names a hub's model."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.settings import Settings


def is_local(settings: Settings) -> bool:
    """Whether the embedding model is on this machine."""
    return settings.embedding_model == "bundled" or Path(settings.embedding_model).exists()


def go_offline(settings: Settings) -> None:
    """Turn the hub off where it is not needed.

    Its library reads the switch once, when it is first imported: call this before.
    """
    if is_local(settings):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
