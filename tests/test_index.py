"""The index follows its documents, survives damage, and never embeds twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hashed import HashedEmbedder

from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest import analysis, preparing, reading
from ingest import index as indexing
from ingest.catalogue import Prepared, Source
from ingest.document import Document
from ingest.errors import FolderHeld, IndexUnusable
from ingest.index import Index
from ingest.preparing import Found, Read
from ingest.reading import Reading
from ingest.settings import Settings
from ingest.vectors import DenseIndex

HERE = Path(__file__).parent


def state(index: Index) -> dict[str, tuple[str, list[str]]]:
    """What the index holds, by document: its text and its passages' words."""
    found = {}
    for entry in index.catalogue.entries():
        text = index.catalogue.text(entry.id) or ""
        hits = index.catalogue.hits(index.catalogue.passage_ids()).values()
        found[entry.id] = (text, sorted(h.text for h in hits if h.document_id == entry.id))
    return found


def agrees(index: Index) -> bool:
    """Whether Chroma finds each passage of the catalogue by its own vector, and no other."""
    ids = index.catalogue.passage_ids()
    stored = index.catalogue.vectors(ids)
    nearest = [index.dense.nearest([float(x) for x in stored[i]], 1)[0][1] for i in ids]
    return index.dense.count() == len(ids) and all(score > 0.999 for score in nearest)


def over(index: Index, papers: Path) -> Service:
    """A service that would answer."""
    return Service(Settings(), index, Assistant(index), Library(index, papers), warm=True)


def common(papers: Path) -> set[str]:
    """The terms of the documents that stay."""
    words = " ".join(path.read_text("utf-8") for path in papers.glob("*.md"))
    return {*analysis.stems(words), *analysis.grams(words)}


def test_an_unchanged_folder_costs_nothing(
    index: Index, embedder: HashedEmbedder, papers: Path
) -> None:
    """A second reading embeds nothing and says that all is as it was."""
    first = Reading(index).run([papers])
    spent, generation = embedder.embedded, index.catalogue.generation
    second = Reading(index).run([papers])
    assert len(first.added) == len(second.unchanged) == 5
    assert spent > 0
    assert (embedder.embedded, second.embedded) == (spent, 0)
    assert index.catalogue.generation == generation


def test_a_changed_document_is_replaced_and_only_its_new_words_embedded(
    index: Index, embedder: HashedEmbedder, papers: Path
) -> None:
    """Old passages go, new ones come, and what was said before keeps its vector."""
    Reading(index).run([papers])
    spent = embedder.embedded
    paper = papers / "faxe-udviklingsstrategi.md"
    paper.write_text(
        paper.read_text("utf-8") + "\n\n## Tilføjet\n\nEnhjørninger er nye her.\n", "utf-8"
    )
    report = Reading(index).run([papers])
    assert report.changed == ["faxe-udviklingsstrategi"]
    assert embedder.embedded == spent + 1
    assert "Enhjørninger" in (index.catalogue.text("faxe-udviklingsstrategi") or "")
    assert agrees(index)


def test_what_goes_from_a_folder_goes_from_the_index_and_its_files(
    tmp_path: Path, embedder: HashedEmbedder, papers: Path
) -> None:
    """A removed document leaves no word in catalogue or Chroma, not even in their files."""
    word = "Hemmelighedskræmmeriet"
    (papers / "hemmelig.md").write_text(f"# Notat\n\n{word} om sagen er her.\n", "utf-8")
    with Index(tmp_path / "data", embedder) as index:
        Reading(index).run([papers])
        (papers / "hemmelig.md").unlink()
        assert Reading(index).run([papers]).removed == ["hemmelig"]
        assert agrees(index)
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert kept
    traces = {word, word.lower(), *analysis.stems(word), *analysis.grams(word)}
    rare = [trace for trace in traces if trace not in common(papers)]
    assert len(rare) > 10
    for path in kept:
        held = path.read_bytes()
        assert not [trace for trace in rare if trace.encode() in held], path


def test_a_folder_removes_only_what_came_from_it(
    index: Index, papers: Path, tmp_path: Path
) -> None:
    """Reading another folder leaves the first one's documents alone."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "notat.txt").write_text("Et notat om trivsel i dagtilbud.\n", "utf-8")
    Reading(index).run([papers])
    report = Reading(index).run([other])
    assert (report.added, report.removed) == (["notat"], [])
    assert len(index.catalogue.entries()) == 6


def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_on(
    index: Index, papers: Path
) -> None:
    """Each refusal names its file, and a document's earlier text is kept."""
    Reading(index).run([papers])
    (papers / "faxe-udviklingsstrategi.md").write_bytes(b"\x00\x01\x02" * 400)
    (papers / "tom.txt").write_bytes(b"")
    (papers / "plan.pdf").write_bytes(b"%PDF-1.7")
    report = Reading(index).run([papers])
    assert {r.name for r in report.refused} == {"faxe-udviklingsstrategi.md", "tom.txt", "plan.pdf"}
    assert all(r.reason and r.advice for r in report.refused)
    assert len(report.unchanged) == 4
    assert index.catalogue.text("faxe-udviklingsstrategi")


def test_a_second_file_of_one_id_is_refused_naming_both(index: Index, papers: Path) -> None:
    """Two files cannot be one document."""
    (papers / "Faxe Udviklingsstrategi.txt").write_text("En anden tekst om Faxe.", "utf-8")
    report = Reading(index).run([papers])
    (refusal,) = report.refused
    assert "faxe-udviklingsstrategi" in refusal.reason
    assert refusal.reason.count("axe") >= 2


def test_corpus_toml_tells_what_the_files_do_not(index: Index, papers: Path) -> None:
    """Its metadata comes before the file's own, and a change of it is a change."""
    Reading(index).run([papers])
    note = papers / "corpus.toml"
    note.write_text(
        '[documents.faxe-udviklingsstrategi]\ntitle = "Ny titel"\nperiod = "2022-2025"\n'
    )
    assert Reading(index).run([papers]).changed == ["faxe-udviklingsstrategi"]
    entry = index.catalogue.entry("faxe-udviklingsstrategi")
    assert entry is not None
    assert (entry.metadata.title, entry.metadata.period) == ("Ny titel", "2022-2025")
    assert entry.metadata.organisation == "Faxe Kommune"


@pytest.mark.parametrize(
    "note",
    ["[documents.x]\nfoo = 1", "[documents.x]\nperiod = 'snart'", "[documents", "documents = 3"],
)
def test_a_broken_corpus_toml_changes_nothing(index: Index, papers: Path, note: str) -> None:
    """Without its notes a folder is not read: what is known would be lost."""
    Reading(index).run([papers])
    (papers / "corpus.toml").write_text(note)
    report = Reading(index).run([papers])
    assert report.refused[0].name.startswith("corpus.toml")
    assert not report.changed
    assert not report.removed


def test_any_error_of_one_file_is_a_refusal(
    index: Index, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a reader raises, the others go on, and its message is not told."""
    made = preparing.prepared

    def preparation(found: Found, source: Source, document: Document) -> Read:
        if found.id.startswith("faxe"):
            raise RecursionError("hemmelige ord")
        return made(found, source, document)

    monkeypatch.setattr(reading, "prepared", preparation)
    report = Reading(index).run([papers])
    (refusal,) = report.refused
    assert "RecursionError" in refusal.reason
    assert "hemmelige" not in f"{refusal}"
    assert len(report.added) == 4


def test_a_name_that_is_not_utf8_is_a_refusal(index: Index, papers: Path) -> None:
    """Such a name cannot be stored or shown as it is; the file is refused with marks in it."""
    raw = os.fsencode(papers / "k") + b"\xf8benhavn.md"
    try:
        Path(os.fsdecode(raw)).write_text("# Plan\n\nNoget om trivsel.\n", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    seen: list[str] = []
    report = Reading(index, lambda _done, _all, name: seen.append(name)).run([papers])
    (refusal,) = report.refused
    assert refusal.reason == "Filens navn har tegn, der ikke kan læses."
    assert b"benhavn.md" in refusal.name.encode()
    assert "".join(seen).encode()
    assert len(report.added) == 5


def test_two_folders_of_one_run_cannot_share_an_id(index: Index, tmp_path: Path) -> None:
    """The second file is refused, naming both, and the first is kept."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.md").write_text(f"# Plan\n\nTrivsel i {name}.\n", "utf-8")
    report = Reading(index).run([tmp_path / "a", tmp_path / "b", tmp_path / "a"])
    (refusal,) = report.refused
    assert str(tmp_path / "a" / "plan.md") in refusal.reason
    assert str(tmp_path / "b" / "plan.md") in refusal.reason
    assert "Trivsel i a" in (index.catalogue.text("plan") or "")


def test_a_file_that_moves_between_two_folders_of_a_run_stays(index: Index, tmp_path: Path) -> None:
    """The folder that it left does not take it out again."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "plan.md").write_text("# Plan\n\nTrivsel for alle.\n", "utf-8")
    Reading(index).run([tmp_path / "a"])
    (tmp_path / "a" / "plan.md").rename(tmp_path / "b" / "plan.md")
    report = Reading(index).run([tmp_path / "b", tmp_path / "a"])
    assert (report.unchanged, report.removed) == (["plan"], [])


def test_terms_are_counted_before_readers_wait(
    index: Index, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cutting words into terms takes longest of all but embedding: not while readers are out."""
    publishing = []
    put, terms = index.catalogue.put, analysis.grams
    counted: list[bool] = []

    def putting(prepared: Prepared) -> tuple[list[int], list[int]]:
        publishing.append(prepared.id)
        try:
            return put(prepared)
        finally:
            publishing.pop()

    def counting(text: str) -> list[str]:
        counted.append(bool(publishing))
        return terms(text)

    monkeypatch.setattr(index.catalogue, "put", putting)
    monkeypatch.setattr(analysis, "grams", counting)
    Reading(index).run([papers])
    assert counted
    assert not any(counted)


def damages(chroma: Path) -> list[Path]:
    return sorted(path for path in chroma.rglob("*") if path.is_file())


@pytest.mark.parametrize("how", ["delete", "truncate", "empty"])
def test_damage_under_chroma_is_found_and_mended_without_embedding(
    tmp_path: Path, papers: Path, how: str
) -> None:
    """Each file in turn: deleted, cut in half or emptied; the next start has all vectors again."""
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        Reading(index).run([papers])
        passages = len(index.catalogue.passage_ids())
    whole = tmp_path / "whole"
    shutil.copytree(tmp_path / "data", whole)
    names = [path.relative_to(whole) for path in damages(whole / "chroma")]
    assert len(names) >= 5
    for name in names:
        shutil.rmtree(tmp_path / "data")
        shutil.copytree(whole, tmp_path / "data")
        hit = tmp_path / "data" / name
        if how == "delete":
            hit.unlink()
        else:
            os.truncate(hit, hit.stat().st_size // 2 if how == "truncate" else 0)
        harmless = (whole / name).stat().st_size == 0 and how != "delete"
        embedder = HashedEmbedder()
        with Index(tmp_path / "data", embedder) as index:
            assert bool(index.dense.mended) is not harmless, name
            assert len(index.catalogue.passage_ids()) == passages
            assert agrees(index), name
        assert embedder.embedded == 0


def test_an_index_that_was_closed_well_is_opened_as_it_is(tmp_path: Path, papers: Path) -> None:
    """A good seal spares the rebuild, again and again."""
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        Reading(index).run([papers])
    for _ in range(3):
        with Index(tmp_path / "data", HashedEmbedder()) as index:
            assert index.dense.mended == ""
            assert agrees(index)


def test_another_model_changes_nothing_until_a_reading(tmp_path: Path, papers: Path) -> None:
    """A slip in the model's name costs nothing: all is listed, and the first model still fits."""
    with Index(tmp_path / "data", HashedEmbedder("one")) as index:
        Reading(index).run([papers])
        wanted = state(index)
    with Index(tmp_path / "data", HashedEmbedder("slip", 32)) as index:
        assert index.model_changed
        assert state(index) == wanted
        assert index.dense.mended == ""
        for name in ("one@1", "slip@1", "strategi ingest"):
            assert name in index.unusable
        with pytest.raises(IndexUnusable, match="slip@1"):
            index.dense.nearest(index.embedder.embed_query("trivsel"), 3)
        service = over(index, papers)
        assert service.unready() == index.unusable
        with pytest.raises(IndexUnusable, match="slip@1"):
            service.warm_up()
    with Index(tmp_path / "data", first := HashedEmbedder("one")) as index:
        assert not index.model_changed
        assert agrees(index)
        assert len(Reading(index).run([papers]).unchanged) == 5
    assert first.embedded == 0


def test_a_reading_goes_over_to_another_model_with_every_document(
    tmp_path: Path, papers: Path
) -> None:
    """Those of other folders come along, even where their files are gone; no vector is old."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "notat.txt").write_text("Et notat om trivsel i dagtilbud.\n", "utf-8")
    with Index(tmp_path / "data", HashedEmbedder("one")) as index:
        Reading(index).run([papers, other])
        wanted = state(index)
    shutil.rmtree(other)
    chosen = HashedEmbedder("two", 32)
    with Index(tmp_path / "data", chosen) as index:
        report = Reading(index).run([papers])
        assert (len(report.unchanged), report.removed, report.refused) == (5, [], [])
        assert state(index) == wanted
        assert report.embedded == chosen.embedded == len(index.catalogue.passage_ids())
        assert (index.model_changed, index.unusable) == (False, "")
        assert agrees(index)
        assert len(index.catalogue.vectors(index.catalogue.passage_ids()[:1]).popitem()[1]) == 32
    with Index(tmp_path / "data", HashedEmbedder("two", 32)) as index:
        assert (index.model_changed, index.dense.mended) == (False, "")
        assert agrees(index)


class _Failing(HashedEmbedder):
    """Fails once it has embedded ``last`` texts or more."""

    def __init__(self, last: int) -> None:
        super().__init__("two")
        self.last = last

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.embedded >= self.last:
            raise IndexUnusable("Modellen kan ikke indlæses.")
        return super().embed_documents(texts)


def test_a_model_that_fails_loses_nothing_and_what_it_made_is_kept(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way over to another model is carried on where it was cut off."""
    monkeypatch.setattr(indexing, "_GROUP", 16)
    with Index(tmp_path / "data", HashedEmbedder("one")) as index:
        Reading(index).run([papers])
        wanted = state(index)
    for last in (0, 40):
        failing = _Failing(last)
        with Index(tmp_path / "data", failing) as index:
            with pytest.raises(IndexUnusable):
                Reading(index).run([papers])
            assert state(index) == wanted
            assert index.model_changed
    with Index(tmp_path / "data", HashedEmbedder("one")) as index:
        assert agrees(index)
    with Index(tmp_path / "data", rest := HashedEmbedder("two")) as index:
        Reading(index).run([papers])
        assert rest.embedded == len(index.catalogue.passage_ids()) - failing.embedded
        assert agrees(index)


@pytest.mark.parametrize("closed", [True, False])
def test_what_chroma_refuses_is_made_good_and_never_sealed(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch, *, closed: bool
) -> None:
    """With adding and rebuilding failed nothing is answered; the next run or start mends it."""
    full = {"disk": False}
    add = DenseIndex._add

    def adding(dense: DenseIndex, collection: object, rowids: Sequence[int]) -> None:
        if full["disk"]:
            raise OSError("No space left on device")
        add(dense, collection, rowids)

    monkeypatch.setattr(DenseIndex, "_add", adding)
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        Reading(index).run([papers])
        service = over(index, papers)
        assert service.unready() == ""
        full["disk"] = True
        (papers / "ny.md").write_text("# Ny\n\nNoget nyt om trivsel.\n", "utf-8")
        with pytest.raises(IndexUnusable):
            Reading(index).run([papers])
        assert index.catalogue.entry("ny")
        assert "plads" in service.unready()
        with pytest.raises(IndexUnusable):
            index.dense.nearest(index.embedder.embed_query("trivsel"), 3)
        assert not (tmp_path / "data" / "chroma" / "seal.json").exists()
        full["disk"] = False
        if not closed:
            assert "ny" in Reading(index).run([papers]).unchanged
            assert service.unready() == ""
            assert agrees(index)
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        assert bool(index.dense.mended) is closed
        assert agrees(index)


def test_a_state_with_missing_vectors_is_never_sealed(index: Index, papers: Path) -> None:
    """What Chroma has lost unseen is found by counting, and built anew."""
    Reading(index).run([papers])
    seal = index.folder / "chroma" / "seal.json"
    assert seal.exists()
    seal.unlink()
    index.dense._collection.delete(ids=[str(index.catalogue.passage_ids()[0])])
    index.dense.seal()
    assert not seal.exists()
    Reading(index).run([papers])
    assert seal.exists()
    assert agrees(index)


def test_one_process_writes_and_a_second_is_told_which(index: Index, tmp_path: Path) -> None:
    """The refusal of a second writer names the first one's process."""
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from hashed import HashedEmbedder; from ingest.index import Index\n"
        "Index(Path(sys.argv[1]), HashedEmbedder())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(index.folder), str(HERE)],
        capture_output=True, text=True, check=False, cwd=HERE.parent,
    )  # fmt: skip
    assert done.returncode != 0
    assert "FolderHeld" in done.stderr
    assert str(os.getpid()) in done.stderr
    with pytest.raises(FolderHeld):
        Index(tmp_path / "data", HashedEmbedder())


def test_who_reads_sees_the_old_or_the_new_and_never_a_mix(index: Index, tmp_path: Path) -> None:
    """While a document is replaced over and over, each reading finds one edition alone."""
    folder = tmp_path / "folder"
    folder.mkdir()
    paper = folder / "plan.md"

    def edition(number: int) -> str:
        words = "\n\n".join(f"## Afsnit {n}\n\nUdgave {number} om trivsel." for n in range(30))
        return f"# Plan\n\n{words}\n"

    paper.write_text(edition(0), "utf-8")
    Reading(index).run([folder])
    done, seen, faults = threading.Event(), set(), []

    def look() -> None:
        vector = index.embedder.embed_query("trivsel")
        while not done.is_set():
            with index.reading() as catalogue:
                near = [rowid for rowid, _ in index.dense.nearest(vector, 50)]
                words = [rowid for rowid, _ in catalogue.lexical(["trivsel"], [], 50)]
                hits = catalogue.hits([*near, *words])
            editions = {hit.text.split("Udgave ")[1].split()[0] for hit in hits.values()}
            seen.update(editions)
            if len(editions) != 1 or len(hits) != 30 or set(near) != set(words):
                faults.append(editions)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 12):
        paper.write_text(edition(number), "utf-8")
        Reading(index).run([folder])
    done.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert len(seen) > 2


def test_stored_vectors_are_those_that_were_made(index: Index, papers: Path) -> None:
    """The catalogue gives back each vector bit by bit, so that Chroma can be rebuilt from it."""
    Reading(index).run([papers])
    for rowid, vector in index.catalogue.vectors(index.catalogue.passage_ids()).items():
        assert vector.dtype == np.float32
        assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5, rowid


def test_a_reading_inside_a_reading_sees_what_the_outer_sees(index: Index, papers: Path) -> None:
    """Who reads may call who reads; the state changes only for the next outermost reading."""
    Reading(index).run([papers])
    with index.reading() as outer:
        before = outer.passage_ids()
        with index.reading() as inner:
            assert inner.passage_ids() == before
        assert outer.generation == index.catalogue.generation
        assert outer.passage_ids() == before
    index.withdraw("faxe-udviklingsstrategi")
    with index.reading() as catalogue:
        assert catalogue.passage_ids() != before


def test_a_thread_takes_its_connection_with_it(index: Index) -> None:
    """A server starts threads without end; their open files must not add up."""
    fds = Path("/proc/self/fd")
    if not fds.is_dir():
        fds = Path("/dev/fd")
    before = len(list(fds.iterdir()))
    for _ in range(60):
        thread = threading.Thread(target=index.catalogue.entries)
        thread.start()
        thread.join()
    assert len(list(fds.iterdir())) < before + 10
