"""The scores of an assistant on questions with evidence, and what is told of those it missed."""

from __future__ import annotations

import importlib
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rich.console import Console

from assistant import evaluation
from assistant.question_file import Evidence, Question, load
from ingest.errors import StrategiError
from ui import scores as shown

Json = dict[str, Any]
BATH = "Havnebadet i Klitby åbner den 4. juni og holder lukket om mandagen."
MILL = "Møllen i Lundsø maler mel for de tre bagerier i byen hver torsdag."
PAPERS = {"bad": BATH, "mølle": MILL}


def question(
    name: str, evidence: str = "", answers: Sequence[str] = (), *, answerable: bool = True
) -> Question:
    """A question whose answer stands in ``evidence``, the text of a paper."""
    papers = {text: paper for paper, text in PAPERS.items()}
    shows = (Evidence(((papers[evidence], evidence),)),) if evidence else ()
    required = tuple((words,) for words in answers)
    return Question(name, "fact" if answerable else "absent", f"Hvad med {name}?", (), shows,
                    required, answerable=answerable)  # fmt: skip


def citation(text: str) -> Json:
    paper = next(name for name, whole in PAPERS.items() if text in whole)
    start = PAPERS[paper].index(text)
    return {"number": 1, "document_id": paper, "title": "", "organisation": "", "section": [],
            "start": start, "end": start + len(text), "quote": text}  # fmt: skip


def answer(text: str, *citations: Json) -> Json:
    return {"status": "answered", "answer": text, "citations": list(citations)}


def passage(paper: str) -> Json:
    text = PAPERS[paper]
    return {"document_id": paper, "text": text, "start": 0, "end": len(text)}


REFUSED = {"status": "not_found", "answer": "Det står der ikke.", "citations": []}


@dataclass(frozen=True)
class Scripted:
    """Gives each question the answer that is set down for it, and always the same passages."""

    answers: Mapping[str, Json]
    passages: Sequence[Json] = ()

    def ask(self, question: str, history: Sequence[Json] = (), organisation: str = "") -> Json:
        del history, organisation
        if question not in self.answers:
            raise StrategiError("Spørgsmålet er for langt.")
        return self.answers[question]

    def search(self, query: str, limit: int, history: Sequence[Json] = ()) -> list[Json]:
        del query, history
        return list(self.passages[:limit])

    def text(self, document_id: str) -> str:
        return PAPERS[document_id]


ASKED = [
    question("badet", BATH, ["4. juni", "mandag"]),
    question("møllen", MILL, ["torsdag"]),
    question("båden", MILL, ["torsdag"]),
    question("kamelen", answerable=False),
    question("solen", answerable=False),
]
TOLD = Scripted(
    {
        "Hvad med badet?": answer(f"- {BATH} [1]", citation(BATH)),
        "Hvad med møllen?": answer(f"{MILL.replace('hver torsdag', 'i 2031')} [1]", citation(MILL)),
        "Hvad med båden?": REFUSED,
        "Hvad med kamelen?": answer("Kort: 4. juni [1]", {**citation("4. juni"), "start": 0}),
        "Hvad med solen?": REFUSED,
    },
    [passage("bad"), passage("mølle")],
)


def test_every_figure_of_a_run_is_what_a_hand_counts() -> None:
    """Evidence in the first passage of one question and the second of two; and so on."""
    found = evaluation.run(ASKED, TOLD)
    discounted = round((1 + 2 / math.log2(3)) / 3, 3)
    assert (found["questions"], found["failed"]) == (5, 0)
    assert found["retrieval"] == {
        "hit1": 0.333, "mrr": 0.667, "ndcg": discounted, "recall5": 1, "recall4k": 1,
    }  # fmt: skip
    lengths = sorted(len(one["answer"]) for one in list(TOLD.answers.values())[:3])
    assert found["answers"] == {
        "strings": 0.333, "complete": 0.333, "cited": 0.667,
        "chars": lengths[1], "chars_p90": lengths[2], "citations": 0.667,
    }  # fmt: skip
    assert found["trust"] == {"marked": 1, "supported": 0.5}
    assert found["citations"] == {"count": 3, "exact": 0.667, "hits": 1}
    assert found["refusals"] == {"refused": 0.5, "false_refusals": 0.333, "absent": 0.5}
    assert 0 <= found["ask_ms"]["p50"] <= found["ask_ms"]["p95"]


def test_each_share_has_an_interval_under_its_own_name() -> None:
    """Bounds hold the figure, are the same each time, and are the narrower the more is asked."""
    once, often = evaluation.run(ASKED, TOLD), evaluation.run(ASKED * 30, TOLD)
    assert evaluation.run(ASKED, TOLD)["intervals"] == once["intervals"]
    assert set(once["intervals"]) == set(once) - {"questions", "failed", "ask_ms", "intervals"}
    for group, bounds in once["intervals"].items():
        assert set(once[group]) - set(bounds) <= {"count", "chars_p90"}
        for name, (low, high) in bounds.items():
            assert low <= once[group][name] <= high
    low, high = once["intervals"]["answers"]["complete"]
    lower, higher = often["intervals"]["answers"]["complete"]
    assert 0 <= low < lower < 0.333 < higher < high <= 1


def test_what_nothing_is_known_of_is_not_measured() -> None:
    """Evidence and required strings may be left out: no figure then, and none that counts."""
    bare, known = question("solen"), ASKED[0]
    found = evaluation.run([bare], TOLD)
    assert found["retrieval"]["hit1"] is found["answers"]["complete"] is None
    assert found["answers"]["cited"] is found["trust"]["supported"] is None
    assert found["citations"] == {"count": 0, "exact": None, "hits": 1}
    assert set(found["intervals"]) == {"answers", "citations", "refusals"}
    both = evaluation.run([bare, known], TOLD)
    assert both["retrieval"]["hit1"] == both["answers"]["complete"] == 1
    assert both["refusals"]["false_refusals"] == 0.5


def test_a_question_that_cannot_be_asked_is_counted_and_told_of() -> None:
    """The others are scored; where none could be asked the reason is raised."""
    odd = question("månen", BATH, ["4. juni"])
    found = evaluation.evaluate([odd, ASKED[0]], TOLD)
    scores = evaluation.scores(found)
    assert (scores["questions"], scores["failed"]) == (1, 1)
    assert scores["answers"]["complete"] == 1
    assert shown.misses(found) == [
        "månen: Hvad med månen?", "  kunne ikke stilles: Spørgsmålet er for langt.",
    ]  # fmt: skip
    with pytest.raises(StrategiError, match="for langt"):
        evaluation.evaluate([odd], TOLD)


def test_what_fell_short_is_told_question_by_question() -> None:
    """Missing strings and evidence, wrong refusals, wrong answers, lines that nothing bears."""
    told = "\n".join(shown.misses(evaluation.evaluate(ASKED, TOLD)))
    mill, boat, camel = _blocks(told)
    assert mill[0] == "møllen: Hvad med møllen?"
    assert "  mangler i svaret: “torsdag”" in mill
    assert any(line.startswith("  ikke båret af sine henvisninger: “Møllen") for line in mill)
    assert boat[1:] == ["  afvist, selv om dokumenterne siger det"]
    assert camel[1].startswith("  besvaret, selv om dokumenterne ikke siger det: “Kort")
    assert camel[2] == "  1 af 1 citater er ikke dokumentets egne ord"


def _blocks(told: str) -> list[list[str]]:
    blocks: list[list[str]] = []
    for line in told.split("\n"):
        if not line.startswith(" "):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def test_evidence_that_no_passage_shows_is_named() -> None:
    asks = Scripted(TOLD.answers, [passage("bad")])
    told = shown.misses(evaluation.evaluate([ASKED[2]], asks))
    assert told[-1] == f"  ikke blandt de fem første passager: mølle: “{MILL}”"


def test_the_table_is_in_danish_and_fits_a_terminal() -> None:
    """Five groups, decimal commas, an interval and a few words for each figure."""
    paper = io.StringIO()
    Console(file=paper, width=80).print(shown.table(evaluation.run(ASKED, TOLD)))
    printed = paper.getvalue()
    rows = {cells[0]: cells[1:] for line in printed.splitlines() if "│" in line
            for cells in [[cell.strip() for cell in line.strip("│").split("│")]]}  # fmt: skip
    for title in ("Søgning", "Svar", "Tillid", "Afvisninger", "Tid"):
        assert rows[title] == ["", "", ""]
    assert rows["complete"] == ["0,333", "0,000 – 1,000", "svar med alle de ventede ord"]
    assert rows["absent"][0] == "0,500"
    assert "" not in rows, "a cell ran over its line"
    assert "5 spørgsmål." in printed


def test_the_scorer_beside_the_documents_counts_the_same(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks over HTTP and knows nothing of this package; all but the times must be equal."""
    rows = [*(_row(one) for one in ASKED), {**_row(ASKED[0]), "evidence": [
        {"any": [{"document": "bad", "quote": "Ingen by har et badeland"},
                 {"document": "mølle", "quote": MILL}]},
        {"document": "bad", "quote": "En by har ingen havn i år"}]}]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    monkeypatch.syspath_prepend(str(shared / "eval"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    theirs = importlib.import_module("run")
    monkeypatch.setattr(theirs, "call", lambda _, path, body=None: _called(path, body))
    expected = theirs.main(str(file), "http://127.0.0.1:1")
    found = evaluation.run(load(file), TOLD)
    for scores in (expected, found):
        assert len(scores.pop("ask_ms")) == 2
    assert (expected["questions"], expected["retrieval"]["recall5"]) == (6, 0.875)
    assert {name: found[name] for name in expected} == expected


def _row(asked: Question) -> Json:
    evidence = [{"document": d, "quote": q} for one in asked.evidence for d, q in one.quotes]
    return {**vars(asked), "evidence": evidence}


def _called(path: str, body: Json | None) -> Json:
    if body is None:
        return {"text": TOLD.text(unquote(path.rsplit("/", 1)[1]))}
    if path.endswith("/ask"):
        return TOLD.ask(body["question"], body["history"])
    return {"passages": TOLD.search(body["query"], body["limit"], body["history"])}
