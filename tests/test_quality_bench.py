"""The bench that measures the product beside others: its sets, its scores, its tables."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import CORPUS, ROOT
from hashed import HashedEmbedder

from assistant.asking import Asked, Assistant
from assistant.intervals import Interval
from assistant.library import Library
from assistant.question_file import Evidence, Question
from assistant.retrieval import Found
from assistant.service import Service
from bench.quality import __main__ as command
from bench.quality import answering, ours, rivals, scoring, tables
from bench.quality.sets import Paper, QuestionSet, of_paragraphs, sets
from bench.quality.tables import Measured
from bench.quality.vectors import Kept
from ingest.index import Index
from ingest.settings import Settings
from ui.client import LocalClient

Json = dict[str, Any]
BATH = "Havnebadet i Klitby åbner den 4. juni og holder lukket om mandagen."
MILL = "Møllen i Lundsø maler mel for de tre bagerier i byen hver torsdag."
BOAT = "Postbåden sejler til Ærtholm to gange om dagen, også når der er storm."


def written(path: Path, rows: Sequence[Json]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def asked(question: str, document: str, quote: str, answer: str) -> Json:
    return {
        "id": question[:9], "kind": "fact", "question": question, "history": [],
        "evidence": [{"document": document, "quote": quote}], "answers": [[answer]],
        "answerable": True,
    }  # fmt: skip


def unanswerable(question: str, kind: str) -> Json:
    return {"id": question[:9], "kind": kind, "question": question, "answerable": False}


@pytest.fixture
def town(tmp_path: Path) -> tuple[Path, Path]:
    """Three questions and the three small papers that they are asked of."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in (("bad.txt", BATH), ("mølle.md", MILL), ("båd.txt", BOAT)):
        (folder / name).write_text(text, "utf-8")
    (folder / "README.md").write_text("Om mappen.", "utf-8")
    rows = [
        asked("Hvornår åbner havnebadet i Klitby?", "bad", BATH, "4. juni"),
        asked("Hvor mange bagerier maler møllen mel for?", "mølle", MILL, "tre"),
        unanswerable("Hvad koster en kamel i Timbuktu?", "absent"),
    ]
    return written(tmp_path / "town.jsonl", rows), folder


@pytest.fixture
def paragraphs(tmp_path: Path) -> QuestionSet:
    """Two questions asked of paragraphs, one with an answer that stands in its own."""
    corpus = [{"id": f"xq{n}", "text": text} for n, text in enumerate((BATH, MILL, BOAT))]
    queries = [
        {"id": "a", "text": "Hvornår åbner havnebadet i Klitby?", "relevant": ["xq0"],
         "answers": [{"text": "4. juni", "start": 35, "exact": True}]},
        {"id": "b", "text": "Hvor tit sejler postbåden til Ærtholm?", "relevant": ["xq2"],
         "answers": [{"text": "Dobbelt", "start": -1, "exact": False}]},
    ]  # fmt: skip
    return of_paragraphs(
        "small", written(tmp_path / "q.jsonl", queries), written(tmp_path / "c.jsonl", corpus)
    )


# -- sets ---------------------------------------------------------------------------------------


def test_a_set_that_is_not_here_is_named_and_left_out(tmp_path: Path) -> None:
    """Whoever has the checkout alone measures on what it brings."""
    found = sets(root=tmp_path / "checkout")
    assert not found.found
    assert [line.split(":")[0] for line in found.missing] == ["own", "shared", "xquad-da"]
    assert str(tmp_path / "shared" / "corpus") in found.missing[1]


def test_our_own_questions_are_asked_of_the_papers_that_come_with_the_product() -> None:
    """Every piece of evidence names a paper that is there."""
    [own] = sets(only=["own"]).found
    assert own.folder == ROOT / "corpus"
    papers = {paper.id for paper in own.papers}
    assert papers == {path.stem for path in CORPUS.glob("*.md") if path.stem != "README"}
    assert {d for q in own.questions for e in q.evidence for d, _ in e.quotes} <= papers


def test_a_further_set_is_a_file_of_questions_over_a_folder(town: tuple[Path, Path]) -> None:
    found = sets([town], only=["town"])
    assert not found.missing
    [one] = found.found
    assert [paper.id for paper in one.papers] == ["bad", "båd", "mølle"]
    assert [paper.file for paper in one.papers] == ["bad.txt", "båd.txt", "mølle.md"]
    assert one.papers[0].text == BATH
    assert [question.answerable for question in one.questions] == [True, True, False]


def test_a_relevant_paragraph_is_the_evidence(paragraphs: QuestionSet) -> None:
    """An answer that is not in the paragraph as it stands is asked of nobody."""
    assert paragraphs.whole
    first, second = paragraphs.questions
    assert first.evidence[0].quotes == (("xq0", BATH),)
    assert (first.answers, second.answers) == ((("4. juni",),), ())


# -- scores -------------------------------------------------------------------------------------


@dataclass
class Scripted:
    """A rival that finds what it is told to find, and keeps what it was asked."""

    found: list[rivals.Hit]
    name: str = "scripted"
    asked: tuple[str, int] = ("", 0)

    def search(self, query: str, limit: int) -> list[rivals.Hit]:
        self.asked = (query, limit)
        return self.found[:limit]


def test_a_rival_is_scored_on_the_questions_that_have_an_answer(town: tuple[Path, Path]) -> None:
    """It finds the bath first and the mill second, and is asked for no camel."""
    [one] = sets([town], only=["town"]).found
    found = scoring.scores(one, scoring.of_rival(Scripted([("bad", BATH), ("mølle", MILL)])))
    assert found["hit1"] == [1, 0]
    assert found["recall5"] == [1, 1]
    assert found["ndcg"] == pytest.approx([1, 0.631], abs=0.001)


def test_two_pieces_of_one_paragraph_are_one_hit(paragraphs: QuestionSet) -> None:
    """A piece too short to show the paragraph counts for it, and counts once."""
    rival = Scripted([("xq0", "Havnebadet"), ("xq0", "om mandagen"), ("xq2", "storm")])
    found = scoring.scores(paragraphs, scoring.of_rival(rival))
    assert found["hit1"] == [1, 0]
    assert found["ndcg"] == pytest.approx([1, 0.631], abs=0.001)
    assert rival.asked[1] > scoring.DEPTH


def test_a_rival_hears_what_the_user_said_before() -> None:
    said = ({"role": "user", "content": "Hvad er Postbåden?"},
            {"role": "assistant", "content": "En båd."})  # fmt: skip
    question = Question("a", "followup", "Hvor tit sejler den?", said,
                        (Evidence((("båd", BOAT),)),), (), answerable=True)  # fmt: skip
    rival = Scripted([])
    scoring.scores(QuestionSet("one", (question,), ()), scoring.of_rival(rival))
    assert rival.asked == ("Hvad er Postbåden? Hvor tit sejler den?", 10)


@pytest.fixture
def product(index: Index, town: tuple[Path, Path], tmp_path: Path) -> Service:
    """The product over the three papers, with a quick embedder."""
    library = Library(index, town[1])
    assert len(library.read().added) == 3
    settings = Settings(corpus=town[1], data=tmp_path / "data")
    return Service(settings, index, Assistant(index), library)


def test_the_product_is_scored_through_its_own_door(
    product: Service, town: tuple[Path, Path]
) -> None:
    """Each question shares its words with one paper."""
    client = LocalClient(product)
    [one] = sets([town], only=["town"]).found
    assert scoring.scores(one, scoring.of_ours(client))["hit1"] == [1, 1]
    found = answering.answers(one, client)
    given = [client.ask(question.question)["status"] != "not_found" for question in one.questions]
    assert found.figures["false_refusals"].value == 1 - sum(given[:2]) / 2
    assert found.refusals["absent"].value == 1 - given[2]


def test_an_answer_is_scored_by_what_it_says_and_cites(town: tuple[Path, Path]) -> None:
    """One answer to three questions: right for the first, wrong where it should be refused."""
    [one] = sets([town], only=["town"]).found
    citation = {**cited(BATH), "document_id": "bad"}
    found = answering.answers(one, Answering(f"{BATH} [1]", (citation,)))
    assert {name: figure.value for name, figure in found.figures.items()} == {
        "complete": 0.5, "cited": 0.5, "chars": len(BATH) + 4, "marked": 1, "supported": 1,
        "false_refusals": 0,
    }  # fmt: skip
    assert found.refusals == {"absent": Interval(0, 0, 0, 1)}


@dataclass(frozen=True)
class Answering:
    """Gives one answer to every question."""

    answer: str
    citations: tuple[Json, ...]

    def ask(self, question: str, history: Sequence[Json] = (), organisation: str = "") -> Json:
        del question, history, organisation
        status = "answered" if self.citations else "not_found"
        return {"status": status, "answer": self.answer, "citations": list(self.citations),
                "took_ms": 1.0}  # fmt: skip

    def search(self, query: str, limit: int, history: Sequence[Json] = ()) -> list[Json]:
        raise NotImplementedError

    def text(self, document_id: str) -> str:
        raise NotImplementedError


def cited(quote: str, number: int = 1) -> Json:
    return {"number": number, "document_id": "xq0", "title": "Badet", "organisation": "",
            "section": ["Åbning"], "start": 0, "end": len(quote), "quote": quote}  # fmt: skip


def test_an_answer_counts_as_early_where_its_words_stand_in_what_is_seen_at_once(
    paragraphs: QuestionSet,
) -> None:
    """Only the question whose answer stands in its paragraph is asked about."""
    line = f"{BATH} [1]"
    for answer, early in ((line, 1), ("Se her: " * 50 + line, 0), (line.replace("4.", "14."), 0)):
        found = answering.answers(paragraphs, Answering(answer, (cited(BATH),))).figures["early"]
        assert (found.value, found.count) == (early, 1)


def test_refusing_everything_is_told_as_false_refusals(paragraphs: QuestionSet) -> None:
    found = answering.answers(paragraphs, Answering("Det står der ikke.", ())).figures
    assert found["false_refusals"].value == 1
    assert found["complete"].value == 0
    assert not {"marked", "supported"} & set(found)


# -- what is kept, left out and printed ---------------------------------------------------------


def test_a_text_is_embedded_once_and_kept(tmp_path: Path) -> None:
    """A second run loads no model at all."""
    embedder, file = HashedEmbedder(), tmp_path / "vectors" / "kept.npz"
    kept = Kept(lambda: embedder, file)
    first = kept.embed_documents([BATH, MILL, BATH])
    assert embedder.embedded == 2
    assert first[0] == first[2] == pytest.approx(embedder.embed_query(BATH))

    def no_model() -> HashedEmbedder:
        raise AssertionError("the model was loaded again")

    assert Kept(no_model, file).embed_documents([MILL, BATH]) == [first[1], first[0]]


def test_a_rival_whose_package_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("with_langchain", "with_llamaindex"):
        monkeypatch.delitem(sys.modules, f"bench.quality.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "langchain_classic.retrievers", None)
    monkeypatch.setitem(sys.modules, "langchain_classic", None)
    monkeypatch.setitem(sys.modules, "llama_index.core", None)
    monkeypatch.setitem(sys.modules, "llama_index", None)
    for name, package in (("BM25", "langchain_classic"), ("LlamaIndex", "llama_index")):
        with pytest.raises(rivals.PackageMissing, match=f"^{name}: .*{package}"):
            rivals.build(name, [Paper("bad", BATH)], HashedEmbedder())


def test_the_product_reads_paragraphs_as_files_and_keeps_its_index(
    paragraphs: QuestionSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is embedded twice; a paragraph that has gone from the set goes from the folder."""
    embedder = HashedEmbedder()
    monkeypatch.setattr(ours, "model", lambda data: data / "models" / "hashed")
    monkeypatch.setattr("assistant.service.LocalEmbedder", lambda *_: embedder)
    for given in (paragraphs, QuestionSet("small", (), paragraphs.papers[:2], whole=True)):
        with ours.opened(given, tmp_path) as service:
            folder = tmp_path / "papers" / "small"
            files = {path.stem: path.read_text("utf-8") for path in folder.iterdir()}
            assert files == {paper.id: paper.text for paper in given.papers}
            assert {one["id"] for one in LocalClient(service).status()["documents"]} == set(files)
    assert embedder.embedded == 3


def test_the_tables_pair_the_product_with_each_rival() -> None:
    figure = Interval(0.5, 0.25, 1.0, 8)
    row = dict.fromkeys(scoring.METRICS, figure)
    told = answering.Answers({"complete": figure, "chars": Interval(310, 280, 355.5, 8)},
                             {"absent": figure})  # fmt: skip
    one = Measured("town", 9, 8, 3, {ours.NAME: row, "BM25": row}, {"BM25": row}, told)
    printed = tables.markdown([one])
    assert "8 of 9 questions have an answer; 3 documents." in printed
    assert "| BM25 | .500 [.250, 1.000] |" in printed
    assert "| Strategi less BM25 | +.500 [+.250, +1.000] |" in printed
    assert "| town | .500 [.250, 1.000] | 310 [280, 356] |" in printed
    assert "| town, absent | 8 | .500 [.250, 1.000] |" in printed


def test_the_command_says_what_it_left_out_and_prints_json(
    town: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def missing(name: str, *_: object) -> rivals.Rival:
        if name != "BM25":
            raise rivals.PackageMissing(f"{name}: no package")
        return Scripted([("bad", BATH)])

    monkeypatch.setattr(rivals, "build", missing)
    command.main(["--set", *map(str, town), "--only", "town", "--no-ours", "--json",
                  "--data", str(tmp_path / "kept")])  # fmt: skip
    printed = capsys.readouterr()
    assert "left out: LlamaIndex: no package" in printed.err
    [one] = json.loads(printed.out)
    assert list(one["retrieval"]) == ["BM25"]
    assert one["retrieval"]["BM25"]["hit1"]["value"] == 0.5


def test_the_command_compares_the_product_with_a_rival_question_by_question(
    product: Service, town: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The product finds both papers first, the rival one of them."""
    monkeypatch.setattr(ours, "opened", lambda *_: contextlib.nullcontext(product))
    monkeypatch.setattr(rivals, "build", lambda *_: Scripted([("bad", BATH)]))
    command.main(["--set", *map(str, town), "--only", "town", "--data", str(tmp_path / "kept")])
    printed = capsys.readouterr().out
    assert "| Strategi | 1.000 [1.000, 1.000] |" in printed
    assert "| Strategi less BM25 | +.500 [+.000, +1.000] |" in printed
    assert "| town, absent | 1 | " in printed
    assert "| Strategi less Strategi, dense half | " in printed


def test_each_half_of_the_search_goes_by_its_own_signal_alone(product: Service) -> None:
    """What a passage scores is a straight line of that signal; of the whole it is not."""
    asked = Asked("Hvornår sejler postbåden, og hvornår åbner havnebadet?")
    halves = [ours.half(product, weights)._service for weights in ours.HALVES.values()]
    dense, lexical, whole = (one.assistant.search(asked, 3) for one in (*halves, product))
    assert follows(dense, [one.cosine for one in dense])
    assert follows(lexical, [one.bm25 for one in lexical])
    assert not follows(dense, [one.bm25 for one in dense])
    assert not follows(whole, [one.cosine for one in whole])


def follows(found: Sequence[Found], signal: Sequence[float]) -> bool:
    """Whether the scores of ``found`` rise with ``signal`` in proportion."""
    likeness = np.corrcoef([one.score for one in found], signal)[0, 1]
    return bool(likeness > 1 - 1e-9)
