"""``strategi ingest``: reading from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.service import Service
from ingest.reading import Reading
from ingest.settings import Settings
from ui import console


def run(settings: Settings, paths: Sequence[Path]) -> dict[str, Any]:
    """Read ``paths``, or the corpus folder where there are none; what came of it."""
    with Service.open(settings, console.unpacking()) as service:
        if paths:
            report = Reading(service.index, console.reading()).run(paths)
        else:
            report = service.library.read(console.reading())
    return asdict(report)
