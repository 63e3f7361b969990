"""What the tests share: real parts, no connection beyond loopback, and no silent skip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import modelled
import pytest
import pytest_socket
from hashed import HashedEmbedder
from modelled import Stage, staged
from paper import Convert

from assistant.service import Service
from ingest import bundled
from ingest.index import Index
from ingest.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
STRICT = os.environ.get("STRATEGI_TEST_STRICT") == "1"


def pytest_runtest_setup() -> None:
    """Only this machine may be talked to."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Under STRATEGI_TEST_STRICT=1 a skip is a failure."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped under STRATEGI_TEST_STRICT=1: {item.nodeid}: {report.longrepr}"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled model, unpacked once for all tests."""
    return bundled.unpack(tmp_path_factory.mktemp("models") / bundled.MODEL_NAME)


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    """A data folder that has the model already."""
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(model_folder.parent)
    return data


@pytest.fixture(scope="session")
def service(data_folder: Path) -> Iterator[Service]:
    """The product over its own corpus, with its own model."""
    with Service.open(Settings(corpus=CORPUS, data=data_folder)) as opened:
        report = opened.library.read()
        assert not report.refused
        opened.warm_up()
        yield opened


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents and the questions to them, where they are at hand."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: the real documents cannot be tried")
    return SHARED


@pytest.fixture(scope="session")
def real(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, model_folder: Path
) -> Iterator[Service]:
    """The product over the real papers."""
    data = tmp_path_factory.mktemp("real")
    (data / "models").symlink_to(model_folder.parent)
    with Service.open(Settings(corpus=shared / "corpus", data=data)) as opened:
        assert not opened.library.read().refused
        yield opened


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Iterator[Stage]:
    """Two papers, and a model that each test scripts anew."""
    folder = tmp_path_factory.mktemp("model")
    modelled.write(folder / "corpus")
    with staged(folder, model_folder) as stage:
        assert stage.model.paths == []  # before the first question nothing is asked of it
        yield stage


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Turns files into other formats, as the people who write the documents do."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not here: no Word and PDF files can be made with it")
    return Convert(program, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture
def embedder() -> HashedEmbedder:
    """A quick embedder that counts."""
    return HashedEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: HashedEmbedder) -> Iterator[Index]:
    """An empty index in a folder of its own."""
    with Index(tmp_path / "data", embedder) as opened:
        yield opened


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A small folder of documents that a test may change."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for source in sorted(CORPUS.glob("*.md")):
        if source.stem.upper() != "README":
            shutil.copy(source, folder)
    return folder
