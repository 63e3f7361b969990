"""An answer is made of one state of the index, and says on which page each quote stands."""

from __future__ import annotations

import threading
from pathlib import Path

from hashed import HashedEmbedder

from assistant.asking import Asked, Assistant
from ingest.index import Index
from ingest.reading import Reading


def edition(number: int) -> str:
    parts = [
        f"## Hegn {n}\n\nZebraerne flytter til fold nummer {number} ved sted {n}."
        for n in range(12)
    ]
    return "# Dyrepark\n\n" + "\n\n".join(parts)


def test_a_document_that_is_replaced_meanwhile_never_mixes_into_an_answer(
    tmp_path: Path, index: Index
) -> None:
    """While editions change, each answer quotes one of them, from the text that it stands in."""
    folder = tmp_path / "folder"
    folder.mkdir()
    paper = folder / "dyr.md"
    paper.write_text(edition(1), "utf-8")
    Reading(index).run([folder])
    done = threading.Event()
    faults: list[str] = []
    answers = 0

    def replacing() -> None:
        for number in range(2, 14):
            paper.write_text(edition(number % 2 + 1) + f"\n\nUdgave {number}.", "utf-8")
            Reading(index).run([folder])
        done.set()

    writer = threading.Thread(target=replacing)
    writer.start()
    assistant = Assistant(index)
    while not done.is_set():
        answer = assistant.ask(Asked("Hvor flytter zebraerne hen, og hvad hedder hegnet?"))
        answers += 1
        found = {
            quote.quote.split("nummer ")[1][0]
            for quote in answer.citations
            if "nummer" in quote.quote
        }
        if len(found) > 1:
            faults.append(answer.text)
        for citation in answer.citations:
            if "ved sted" in citation.quote:
                place = citation.quote.rstrip(".").split("sted ")[1].split()[0].rstrip(".")
                if citation.section[-1] != f"Hegn {place}":
                    faults.append(f"{citation.section}: {citation.quote}")
    writer.join()
    assert not faults
    assert answers > 3


def test_a_citation_has_the_page_of_its_own_words(tmp_path: Path) -> None:
    """A passage may run over pages; a quote stands on one."""
    paper = tmp_path / "sider.txt"
    pages = [
        "Skolen får et nyt tag i det kommende år, siger udvalget.",
        "Biblioteket holder længere åbent fra det nye år, siger udvalget.",
        "Svømmehallen bygges ved havnen i Lemvig, siger udvalget.",
    ]
    paper.write_text("\f".join(pages), "utf-8")
    with Index(tmp_path / "data", HashedEmbedder()) as index:
        Reading(index).run([paper])
        answer = Assistant(index).ask(Asked("Hvor bygges svømmehallen ved havnen?"))
    (citation,) = [c for c in answer.citations if "Svømmehallen" in c.quote]
    assert citation.page == 3
