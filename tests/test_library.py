"""Uploads: one replaces another whole or not at all, and none is left behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hashed import HashedEmbedder

from assistant.library import Library
from assistant.shapes import Shape
from ingest import preparing
from ingest.errors import Busy, IndexUnusable, Refused
from ingest.index import Index
from ingest.preparing import Read

PLAN = "# Plan\n\nAlle børn skal trives i kommunens dagtilbud.\n".encode()


@pytest.fixture
def library(index: Index, papers: Path) -> Iterator[Library]:
    """A library over a folder of papers, with one upload."""
    opened = Library(index, papers)
    opened.read()
    opened.upload("plan.md", PLAN, {})
    return opened


def uploads(index: Index) -> set[str]:
    return {path.name for path in (index.folder / "uploads").glob("[!.]*")}


@pytest.mark.parametrize("data", [b"# \n", b"", b"\n\n", b"\x00\x01\x02" * 400])
def test_what_cannot_be_read_replaces_nothing(index: Index, library: Library, data: bytes) -> None:
    """The earlier file and its document stay as they are."""
    with pytest.raises(Refused) as refused:
        library.upload("Plan.md", data, {"title": "Ny"})
    assert refused.value.name == "Plan.md"
    assert (index.folder / "uploads" / "plan.md").read_bytes() == PLAN
    library.read()
    assert library.open("plan").entry.metadata.title == "Plan"


def test_a_file_without_passages_replaces_nothing(
    index: Index, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read without fault, but with nothing to find in it: refused before anything is kept."""
    monkeypatch.setattr("ingest.passages.cut", lambda _: [])
    with pytest.raises(Refused, match="ingen tekst"):
        library.upload("plan.md", b"# Andet\n\nAndet.\n", {})
    assert (index.folder / "uploads" / "plan.md").read_bytes() == PLAN


def test_an_error_in_a_reader_is_a_refusal(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an upload as of a file in the folder."""

    def broken(*_: object) -> Read:
        raise ValueError("indersiden")

    monkeypatch.setattr(preparing, "prepared", broken)
    with pytest.raises(Refused, match="ValueError") as refused:
        library.upload("ny.md", PLAN, {})
    assert "indersiden" not in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "readme.txt",
        "corpus.toml",
        "x" * 101 + ".md",
        "plan.m\udcf8",
        "...md",
        "\U00020000" * 80 + ".md",
        "plan." + "x" * 250,
        "😀.md",
        "..",
    ],
)
def test_a_name_that_is_none_is_refused(index: Index, library: Library, name: str) -> None:
    """Files that a reading passes by, or that no file system keeps, are not taken in."""
    with pytest.raises(Refused) as refused:
        library.upload(name, PLAN, {})
    assert refused.value.advice
    assert str(refused.value).encode()
    assert uploads(index) == {"plan.md"}


def test_an_upload_whose_file_is_gone_goes_with_the_next_reading(
    index: Index, library: Library
) -> None:
    """As after a removal that was killed between the file and the index."""
    (index.folder / "uploads" / "plan.md").unlink()
    assert library.read().removed == ["plan"]
    assert len(library.entries()) == 5


def test_the_data_folder_may_be_named_in_two_ways(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative or absolute, an upload is the same document."""
    monkeypatch.chdir(tmp_path)
    for folder in (Path("data"), tmp_path / "data", Path("papers") / ".." / "data"):
        with Index(folder, HashedEmbedder()) as index:
            library = Library(index, papers)
            assert not library.read().refused
            entry = library.upload("plan.md", PLAN, {})
            assert entry.source.path == str(tmp_path / "data" / "uploads" / "plan.md")
            assert [e.id for e in library.entries() if e.source.origin == "upload"] == ["plan"]


def test_an_upload_reads_no_other(
    index: Index, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a thousand uploads the next one costs what the first did."""
    for number in range(3):
        library.upload(f"andet-{number}.md", PLAN, {})
    opened: list[str] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: opened.append(p.name) or read(p))
    library.upload("plan.md", PLAN + b"\nMere om trivsel.\n", {})
    assert not [name for name in opened if name.endswith(".md")]
    assert "Mere" in library.open("plan").text
    assert index.dense.whole()


def test_an_upload_that_was_not_embedded_is_read_again(
    index: Index, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept before the end of power comes in at the next start."""

    def broken(_: object) -> list[list[float]]:
        raise IndexUnusable("Modellen kan ikke indlæses.")

    with monkeypatch.context() as patch:
        patch.setattr(index.embedder, "embed_documents", broken)
        with pytest.raises(IndexUnusable):
            library.upload("plan.md", PLAN + b"\nMere om trivsel.\n", {})
    library.read()
    assert "Mere" in library.open("plan").text
    assert os.listdir(index.folder / "uploads" / ".metadata") == ["plan.json"]  # noqa: PTH208


@pytest.mark.parametrize(
    "name", ["plan\nto.md", "plan\0to.md", "plan\x1b[2Jto.md", "plan\u202eto.md"]
)
def test_signs_that_steer_are_no_part_of_a_name(library: Library, name: str) -> None:
    """Neither of the file that is kept nor of what is said of it."""
    kept = Path(library.upload(name, PLAN, {}).source.path).name
    assert kept in {"plan-to.md", "plan-2jto.md"}
    with pytest.raises(Refused) as refused:
        library.upload(name, b"", {})
    assert str(refused.value).isprintable()


def test_a_file_without_ending_is_replaced_too(index: Index, library: Library) -> None:
    """Two files of one id would be refused at the next start."""
    library.upload("NOTE", PLAN, {})
    library.upload("note.md", PLAN, {})
    assert uploads(index) == {"plan.md", "note.md"}
    library.upload("note", PLAN, {})
    assert uploads(index) == {"plan.md", "note"}
    assert not library.read().refused


def test_a_new_file_that_cannot_be_written_takes_no_earlier_one_away(
    index: Index, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of another ending: as when the disk is full."""

    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            library.upload("plan.txt", PLAN, {"title": "Ny"})
    assert uploads(index) == {"plan.md"}
    assert not list((index.folder / "uploads").rglob("*.tmp"))
    assert not library.read().refused
    assert library.open("plan").entry.metadata.title == "Plan"
    library.upload("plan.txt", PLAN, {})
    assert uploads(index) == {"plan.txt"}


def test_what_is_told_of_a_document_is_a_line(library: Library) -> None:
    """It stands before each of its passages, and goes to terminals and pages."""
    told = library.upload("plan.md", PLAN, {"title": "Plan\r\n\x1b[2J \ud800 2026"}).metadata.title
    assert told == "Plan???[2J ? 2026"
    with pytest.raises(Refused, match="title har 501 tegn"):
        library.upload("plan.md", PLAN, {"title": "x" * 501})


def test_a_title_that_a_document_gives_itself_is_bounded(library: Library) -> None:
    page = (
        f"<html><title>{'Plan ' * 9_000}</title><body><p>Trivsel for alle børn.</p></body></html>"
    )
    assert len(library.upload("side.html", page.encode(), {}).metadata.title) == 500


def test_what_was_only_begun_is_removed(index: Index, library: Library) -> None:
    """A process that is killed while it writes leaves no part of a document behind."""
    for folder in (index.folder / "uploads", index.folder / "uploads" / ".metadata"):
        (folder / ".plan.md.123.tmp").write_bytes(PLAN)
    library.read()
    assert not list((index.folder / "uploads").rglob("*.tmp"))


def test_who_closes_does_not_wait_for_a_file_that_is_read(library: Library) -> None:
    """Its upload is told so, and keeps nothing; none is let in any more."""
    told: list[Exception] = []

    def upload() -> None:
        try:
            library.upload("lang.txt", b"Trivsel for alle.\n\n" * 400_000, {})
        except Busy as busy:
            told.append(busy)

    reading = threading.Thread(target=upload)
    reading.start()
    time.sleep(0.5)
    began = time.monotonic()
    library.close()
    reading.join()
    assert time.monotonic() - began < 2
    assert len(told) == 1
    with pytest.raises(Busy, match="lukke"):
        library.upload("ny.md", PLAN, {})


def test_an_upload_keeps_its_place_until_it_is_in_the_index(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for the index holds a thread: of those there must be some left."""
    monkeypatch.setattr("assistant.library._AT_ONCE", 1)
    library._places = threading.BoundedSemaphore(1)
    with library._changing:
        waiting = threading.Thread(target=library.upload, args=("a.md", PLAN, {}))
        waiting.start()
        time.sleep(0.5)
        with pytest.raises(Busy):
            library.upload("b.md", PLAN, {})
    waiting.join()
    assert library.open("a").text


def test_a_file_that_is_read_anew_takes_a_place_as_an_upload_does(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has a process of its own, and of those there are few."""
    monkeypatch.setattr(library, "_places", threading.BoundedSemaphore(1))
    with library._place():
        for ask in (library.reread, lambda name: library.correct(name, {"title": "Ny"})):
            with pytest.raises(Busy):
                ask("plan")
    assert library.correct("plan", {"title": "Ny"}).metadata.title == "Ny"


def test_who_closes_lets_nothing_be_read_anew(library: Library) -> None:
    library.close()
    with pytest.raises(Busy, match="lukke"):
        library.reread("plan")
    with pytest.raises(Busy, match="lukke"):
        library.correct("plan", {"title": "Ny"})
    assert library.open("plan").entry.metadata.title == "Plan"


def test_an_upload_that_replaces_another_brings_its_own_metadata(library: Library) -> None:
    """What was put right was of the file before."""
    library.correct("plan", {"title": "Ny", "organisation": "Læsø Kommune"})
    metadata = library.upload("plan.md", PLAN, {"organisation": "Skive Kommune"}).metadata
    assert (metadata.title, metadata.organisation) == ("Plan", "Skive Kommune")


def test_the_shape_of_a_document_follows_it(library: Library) -> None:
    """Tables are counted of what is there now."""
    rows = "| Mål | År |\n| --- | --- |\n| Trivsel | 2027 |\n"
    for text, tables in (("", 0), (rows, 1), (f"{rows}\n## Mere\n\n{rows}", 2)):
        entry = library.upload("plan.md", PLAN + f"\n{text}".encode(), {})
        for _ in range(2):
            assert library.shapes.of(entry) == Shape(tables, 0)
