"""The same paper as text, Markdown, OpenDocument, Word and PDF gives the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import paper
import pypdfium2
import pytest
from paper import Convert

from assistant.answer import Answer
from assistant.asking import Asked
from assistant.scope import Filters
from assistant.service import Service
from ingest.settings import Settings

FORMATS = ("txt", "md", "odt", "docx", "pdf")
QUESTIONS = {
    "Hvem er ansvarlig for trivselslog i alle dagtilbud?": "Dagtilbudschef Karen Holm",
    "Hvem er ansvarlig for samtaler i overgangen til skole?": "Skolechef Jens Bach",
    "Hvornår starter fraværsteam med familiebehandler?": "1. oktober 2024",
    "Hvad er tidsplanen for fælles legepladser i ferierne?": "Sommeren 2025",
    "Hvad er tidsplanen for digital dannelse for femte klasse?": "Fra januar 2026",
    "Hvor mange elever havde et fravær over ti procent?": "412",
    "Hvor noteres en bekymring?": "trivselsloggen",
    "Hvilke tre principper hviler arbejdet på?": "tæt på hverdagen",
    "Hvad ønsker lærerkredsen i indskolingen?": "to voksne",
    "Hvor mange penge går til fraværsteamet?": "1,1 millioner",
}


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, libreoffice: Convert, model_folder: Path
) -> Iterator[tuple[Service, dict[str, Path]]]:
    folder = tmp_path_factory.mktemp("paper")
    paths = paper.written(folder / "made", libreoffice)
    corpus, data = folder / "corpus", folder / "data"
    corpus.mkdir()
    data.mkdir()
    (data / "models").symlink_to(model_folder.parent)
    kept = {ending: path.rename(corpus / path.name) for ending, path in paths.items()}
    with Service.open(Settings(corpus=corpus, data=data)) as service:
        assert not service.library.read().refused
        yield service, kept


def asked(service: Service, question: str, ending: str) -> Answer:
    filters = Filters(documents=(f"plan-{ending}",))
    return service.assistant.ask(replace(Asked(question), filters=filters))


@pytest.mark.parametrize("question", QUESTIONS)
def test_ten_questions(library: tuple[Service, dict[str, Path]], question: str) -> None:
    """About rows, inherited and merged cells, footnotes, lists, columns: one answer for all."""
    service, _ = library
    answers = {ending: asked(service, question, ending) for ending in FORMATS}
    assert {answer.status for answer in answers.values()} == {"answered"}
    assert QUESTIONS[question] in answers["txt"].text
    assert {ending: answer.text for ending, answer in answers.items()} == dict.fromkeys(
        FORMATS, answers["txt"].text
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_is_the_one_on_which_the_words_stand(
    library: tuple[Service, dict[str, Path]], question: str
) -> None:
    """Of the PDF, as another library reads it; the other formats have no pages."""
    service, paths = library
    document = pypdfium2.PdfDocument(paths["pdf"])
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(pages) > 1
    for citation in asked(service, question, "pdf").citations:
        words = max(citation.quote.split("\n"), key=len).split(": ")[-1]
        assert citation.page
        assert "".join(words.split())[:15] in pages[citation.page - 1]
    for ending in set(FORMATS) - {"pdf"}:
        assert {c.page for c in asked(service, question, ending).citations} == {None}


def test_the_canonical_texts_are_one(library: tuple[Service, dict[str, Path]]) -> None:
    """Word for word, sections and table cells too."""
    service, _ = library
    read = {}
    for ending in FORMATS:
        opened = service.library.open(f"plan-{ending}")
        elements = service.index.catalogue.elements(f"plan-{ending}", 0, len(opened.text))
        cells = [
            [(cell.head, opened.text[cell.start : cell.end], cell.inherited) for cell in e.cells]
            for e in elements
        ]
        read[ending] = (opened.text, [s.path for s in opened.sections], cells)
    assert read == dict.fromkeys(FORMATS, read["txt"])
