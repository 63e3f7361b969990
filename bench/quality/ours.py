"""The product over a set's papers, in this process, with an index that is kept between runs.

Beside it each half of its search alone, which shows what the two are worth together.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.asking import Assistant
from assistant.retrieval import DENSE, LEXICAL, Weights
from assistant.service import Service
from bench.quality.sets import QuestionSet
from ingest import bundled
from ingest.settings import Settings
from ui import console
from ui.client import LocalClient

NAME = "Strategi"
HALVES = {f"{NAME}, dense half": DENSE, f"{NAME}, lexical half": LEXICAL}


def model(data: Path) -> Path:
    """The folder of the bundled model under ``data``, unpacked if need be."""
    return bundled.unpack(data / "models" / bundled.MODEL_NAME, console.unpacking())


@contextmanager
def opened(given: QuestionSet, data: Path) -> Iterator[Service]:
    """The product with its defaults over ``given``; files that are new or changed are read first.

    Raises:
        FolderHeld: another process has the set's folder under ``data``.
    """
    home = data / "ours" / given.name
    home.mkdir(parents=True, exist_ok=True)
    _share_model(home, model(data))
    corpus = given.folder or _written(given, data / "papers" / given.name)
    with Service.open(Settings(corpus=corpus, data=home)) as service:
        report = service.library.read(console.reading())
        for one in report.refused:
            print(f"{given.name}: {one.name} refused: {one.reason}", file=sys.stderr)
        service.warm_up()
        yield service


def half(service: Service, weights: Weights) -> LocalClient:
    """The product with a search that orders by ``weights``, and is else the same."""
    assistant = Assistant(service.index, service.settings.organisation, weights)
    return LocalClient(replace(service, assistant=assistant))


def _share_model(home: Path, folder: Path) -> None:
    link = home / "models"
    if not link.is_symlink():
        link.symlink_to(os.path.relpath(folder.parent, home))


def _written(given: QuestionSet, folder: Path) -> Path:
    """A folder with a file for each paper, of its text alone."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {f"{paper.id}.txt": paper.text for paper in given.papers}
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink()
    for name, text in names.items():
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    return folder
