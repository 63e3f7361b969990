"""The example chain runs, over a real index and a chat model behind HTTP."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CORPUS
from langchain_openai import ChatOpenAI
from pydantic import SecretStr, ValidationError
from scripted import Prompt, Scripted, serving

from assistant.asking import Asked
from assistant.langchain import StrategiRetriever
from assistant.question import Turn
from assistant.scope import Filters
from assistant.service import Service
from docs.examples.chain import chain, main, numbered

QUESTION = "Hvad er mellemformer?"


def answer(_: Prompt) -> str:
    """What the model says, whatever it is asked."""
    return "Undervisning for flere børn sammen [1]. Det står også her [2]."


@pytest.fixture
def model() -> Iterator[Scripted]:
    """A chat model of OpenAI's shape at an address of this machine."""
    with serving(answer) as running:
        yield running


def chat(model: Scripted) -> ChatOpenAI:
    """LangChain's way to it."""
    return ChatOpenAI(model="scripted", base_url=model.base_url, api_key=SecretStr("none"))


def test_the_chain_answers_and_keeps_its_sources(service: Service, model: Scripted) -> None:
    """The model is shown the passages in the order of the ids that come back as sources."""
    told = chain(StrategiRetriever(assistant=service.assistant, k=3), chat(model)).invoke(QUESTION)
    found = service.assistant.search(Asked(QUESTION), 3)
    assert told == {
        "answer": "Undervisning for flere børn sammen [1]. Det står også her [2].",
        "sources": [one.hit.id for one in found],
    }
    (prompt,) = model.prompts
    assert QUESTION in prompt.last
    places = [
        prompt.last.index(f"[{n}] {one.hit.metadata.title}") for n, one in enumerate(found, 1)
    ]
    assert places == sorted(places)
    assert all(one.hit.text in prompt.last for one in found)


def test_the_chain_streams_and_runs_beside_others(service: Service, model: Scripted) -> None:
    """As chains do: in pieces, and without blocking the event loop's owner."""
    built = chain(StrategiRetriever(assistant=service.assistant, k=3), chat(model))
    pieces = list(built.stream(QUESTION))
    said = [piece["answer"] for piece in pieces if "answer" in piece]
    assert len(said) > 2
    assert "".join(said) == built.invoke(QUESTION)["answer"]
    assert asyncio.run(built.ainvoke(QUESTION)) == built.invoke(QUESTION)


def test_braces_in_a_document_are_text(service: Service) -> None:
    """A passage is put into the prompt as it is, not read as a template."""
    documents = StrategiRetriever(assistant=service.assistant, k=1).invoke(QUESTION)
    documents[0].page_content = "{question} {__class__}"
    assert numbered(documents).endswith("{question} {__class__}")


def test_the_retriever_is_narrowed_once_or_by_the_call(service: Service) -> None:
    """By filters as the API has them, of its own or of one call, which comes first."""
    faxe = StrategiRetriever(
        assistant=service.assistant, k=4, filters=Filters(organisations=("Faxe",))
    )
    assert {one.metadata["organisation"] for one in faxe.invoke("samarbejde")} == {"Faxe Kommune"}
    of_call = {"k": 2, "filters": Filters(documents=("norddjurs-status-2024",))}
    found = faxe.invoke("samarbejde", **of_call)
    assert [one.metadata["document_id"] for one in found] == ["norddjurs-status-2024"] * 2
    assert asyncio.run(faxe.ainvoke("samarbejde", **of_call)) == found
    wide = {one.metadata["organisation"] for one in faxe.invoke("samarbejde", filters=Filters())}
    assert wide != {"Faxe Kommune"}


def test_the_retriever_reads_a_question_in_its_conversation(service: Service) -> None:
    """A follow-up finds what the turns before it are about."""
    retriever = StrategiRetriever(assistant=service.assistant, k=3)
    turns = (Turn("user", "Hvad er aktionsstyrken mod fravær?"),)
    follow_up = "Og hvornår evalueres det?"
    found = retriever.invoke(follow_up, history=turns)
    expected = service.assistant.search(Asked(follow_up, turns), 3)
    assert [one.id for one in found] == [one.hit.id for one in expected]
    assert found != retriever.invoke(follow_up)


@pytest.mark.parametrize("k", [0, 101])
def test_the_retriever_has_the_bounds_of_the_api(service: Service, k: int) -> None:
    """A number of passages that no search gives is refused when it is built."""
    with pytest.raises(ValidationError):
        StrategiRetriever(assistant=service.assistant, k=k)


def test_the_example_runs_as_its_text_says(
    data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the environment's settings it reads the documents, and prints answer and sources."""
    (tmp_path / "models").symlink_to(data_folder / "models")
    (tmp_path / "papers").mkdir()
    shutil.copy(CORPUS / "vesthimmerland-udviklingsplan.md", tmp_path / "papers")
    monkeypatch.chdir(tmp_path)
    with serving(answer) as model:
        given = {
            "STRATEGI_CORPUS": "papers", "STRATEGI_DATA": ".", "STRATEGI_LLM": "openai:scripted",
            "STRATEGI_LLM_BASE_URL": model.base_url, "OPENAI_API_KEY": "none",
            "NO_PROXY": "127.0.0.1",
        }  # fmt: skip
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        main(QUESTION)
    first, *sources = capsys.readouterr().out.splitlines()
    assert first.startswith("Undervisning")
    assert [source[:4] for source in sources] == [f"[{n}] " for n in range(1, 6)]
    assert all("vesthimmerland-udviklingsplan" in source for source in sources)
