"""Each system's scores on a set, question by question, so that two systems can be paired."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.evaluation import Asks
from assistant.measures import retrieval
from assistant.question_file import Question
from bench.quality.rivals import Hit, Rival
from bench.quality.sets import QuestionSet

METRICS = ("hit1", "ndcg", "recall5", "recall4k")
DEPTH = 10
Scores = dict[str, list[float]]
"""Of each metric a value for each question with evidence, in the order of the set."""
Searching = Callable[[Question, int], list[Hit]]


def of_rival(rival: Rival) -> Searching:
    """A rival asked. It knows no history: what the user said before goes before the question."""
    return lambda question, limit: rival.search(_spoken(question), limit)


def of_ours(client: Asks) -> Searching:
    """The product asked, through the door that the API has."""

    def search(question: Question, limit: int) -> list[Hit]:
        found = client.search(question.question, limit, question.history)
        return [(one["document_id"], one["text"]) for one in found]

    return search


def scores(given: QuestionSet, search: Searching) -> Scores:
    """The scores of ``search`` on the questions of ``given`` that have evidence."""
    rows = [
        retrieval(_ranked(given, search, question), question.evidence)
        for question in given.questions
        if question.answerable and question.evidence
    ]
    return {metric: [row[metric] for row in rows] for metric in METRICS}


def _ranked(given: QuestionSet, search: Searching, question: Question) -> list[Hit]:
    if not given.whole:
        return search(question, DEPTH)
    # Two pieces of one paper are one hit: twice as many leave enough of them.
    return _papers(given, search(question, 2 * DEPTH))[:DEPTH]


def _papers(given: QuestionSet, hits: Sequence[Hit]) -> list[Hit]:
    texts = {paper.id: paper.text for paper in given.papers}
    return [(paper, texts[paper]) for paper in dict.fromkeys(paper for paper, _ in hits)]


def _spoken(question: Question) -> str:
    said = [turn["content"] for turn in question.history if turn["role"] == "user"]
    return " ".join([*said, question.question])
