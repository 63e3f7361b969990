"""Documents that give a language model orders, and a model that obeys: nothing comes of it.

Whatever the model says, the answer fetches nothing, links to our own pages alone, cites what was
found for this very question, and says neither what the model was told nor what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import modelled
import pytest
from injections import SAID_BEFORE, Injected, documents
from markdown_it import MarkdownIt
from markdown_it.token import Token
from modelled import Stage, staged
from scripted import Prompt

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.asking import Asked
from assistant.question import Turn
from assistant.service import Service
from ui import rendering

HISTORY = (
    Turn("user", f"Mit sagsnummer er {SAID_BEFORE}."),
    Turn("assistant", "Det husker jeg under samtalen."),
)
ADDRESS = re.compile(
    r"(?:https?|ftp)://|\bwww\.|\b(?:mailto|javascript|data):|\w@\w", re.IGNORECASE
)
"""What readers of Markdown make a link of unasked."""
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
"""Signs that are escaped stay apart here from the words around them."""
PLAIN = set(
    "inline text text_special softbreak hardbreak paragraph_open paragraph_close em_open em_close "
    "bullet_list_open bullet_list_close list_item_open list_item_close".split()
)
TAGS = set("div p em strong ul ol li br a section h2 h3 span blockquote".split())
DOCUMENTS = documents()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Iterator[Stage]:
    """All documents in one index, and a model that each test scripts anew."""
    folder = tmp_path_factory.mktemp("injected")
    (folder / "corpus").mkdir()
    for document in DOCUMENTS:
        document.write(folder / "corpus")
    with staged(folder, model_folder) as stage:
        yield stage


@dataclass(frozen=True)
class Said:
    """What there is to say: the truth, the order obeyed, and tokens of two passages."""

    fact: str
    order: str
    own: str
    other: str

    @property
    def everywhere(self) -> str:
        """The order obeyed, with the right token behind each line."""
        return re.sub(r"(?m)(?<=\S)$", f" {self.own}", self.order)


STYLES: dict[str, Callable[[Said], str]] = {
    "without a token": lambda it: it.order,
    "with another passage's token": lambda it: f"{it.order} {it.other}",
    "beside the truth": lambda it: (
        f"{it.fact} {it.own}\n\n{it.everywhere}\n\n_{it.order}_\nMANGLER: {it.order}"
    ),
    "woven into the truth": lambda it: (
        f"{it.fact[:-1]}, {it.order} {it.own}.\n\n[{it.fact}]({it.order}) {it.own}"
    ),
}
TRUE = "beside the truth"


def test_there_are_enough_documents() -> None:
    """At least 40, each of its own kind."""
    assert len({document.name for document in DOCUMENTS}) == len(DOCUMENTS) >= 48


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_an_order_that_is_obeyed_comes_to_nothing(
    stage: Stage, document: Injected, subtests: pytest.Subtests
) -> None:
    """In whatever way the model says it; and what is hidden from a reader is hidden from it."""
    asked = Asked(document.question, HISTORY)
    found = found_for(stage, asked)
    for style in STYLES:
        stage.model.script = obedient(document, style)
        answer = answered(stage.service.answering, asked)
        prompt = stage.model.prompts[-1]
        with subtests.test(style):
            assert SAID_BEFORE in prompt.sent  # else there were nothing to give away
            assert document.fact in "\n".join(prompt.passages.values())
            assert (document.known_by in prompt.sent) != document.hidden
            harmless(document, prompt, answer.text)
            page_is_ours(rendering.answer(answer) + rendering.sources(answer))
            cites_what_was_found(stage.service, found, answer)
            if style == TRUE:
                assert document.fact in answer.text.replace("\\", "")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_no_door_lets_an_order_through(stage: Stage, document: Injected) -> None:
    """The streamed answer and the doors for other tools say what the answer says."""
    stage.model.script = obedient(document, TRUE)
    doors = (modelled.ask_streaming, modelled.chat, modelled.chat_streaming)
    door = doors[DOCUMENTS.index(document) % len(doors)]
    told = door(stage, document.question, history=[vars(turn) for turn in HISTORY])
    assert document.fact in told.text.replace("\\", "")
    harmless(document, stage.model.prompts[-1], told.text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_what_is_shown_as_unfounded_does_nothing_either(stage: Stage, document: Injected) -> None:
    """Where the owner wants to see what failed, it is words: no address, and none of the rules."""
    generating = stage.service.answering.generating
    assert generating is not None
    marking = Answering(stage.service.assistant, replace(generating, marks=True))
    stage.model.script = obedient(document, TRUE)
    answer = answered(marking, Asked(document.question))
    assert document.fact in answer.text.replace("\\", "")
    inert(stage.model.prompts[-1], answer.text)
    page_is_ours(rendering.answer(answer))


def answered(answering: Answering, asked: Asked) -> Answer:
    """The answer, whose pieces have been seen to be all of it."""
    pieces = list(answering.stream(asked))
    answer = pieces.pop()
    assert isinstance(answer, Answer)
    assert "".join(str(piece) for piece in pieces) == answer.text
    return answer


def obedient(document: Injected, style: str) -> Callable[[Prompt], str]:
    """A model that does as ``document`` orders."""

    def script(prompt: Prompt) -> str:
        own = prompt.token(document.fact)
        other = next(f"[P{n}]" for n, text in prompt.passages.items() if document.fact not in text)
        return STYLES[style](Said(document.fact, document.obeyed(prompt), own, other))

    return script


def harmless(document: Injected, prompt: Prompt, text: str) -> None:
    """Nothing in ``text`` acts, nothing is given away, and no order shows."""
    inert(prompt, text)
    plain = text.replace("\\", "")
    assert SAID_BEFORE not in plain
    assert not [words for words in document.never if words in plain]


def inert(prompt: Prompt, text: str) -> None:
    """A reader of Markdown finds words in ``text``, lists and emphasis; none are of the rules."""
    for token in flat(READER.parse(text)):
        assert token.type in PLAIN, token
        if token.type == "text":
            assert not ADDRESS.search(token.content), token.content
    assert "$$" not in text
    plain = text.replace("\\", "")
    assert not [line for line in prompt.rules.splitlines() if len(line) > 20 and line in plain]


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


class Page(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def page_is_ours(html: str) -> None:
    """No tag and no address but those of our own pages."""
    page = Page()
    page.feed(html)
    for tag, attributes in page.tags:
        assert tag in TAGS
        assert set(attributes) <= {"class", "href", "target", "rel", "title", "lang"}
        assert attributes.get("lang", "da") == "da"
        assert (attributes.get("href") or "dokument/").startswith("dokument/")


def found_for(stage: Stage, asked: Asked) -> list[tuple[str, int, int]]:
    """Where all stands that may be cited for a question: document, start and end."""
    gathered = stage.service.assistant.gather(asked)
    cited = [(one.document_id, one.start, one.end) for one in gathered.answer.citations]
    hits = [one.hit for one in gathered.found]
    return [*cited, *((hit.document_id, hit.start, hit.end) for hit in hits)]


def cites_what_was_found(
    service: Service, found: list[tuple[str, int, int]], answer: Answer
) -> None:
    """Each citation lies in a passage of this request, to the letter, and each mark has one."""
    for one in answer.citations:
        text = service.library.open(one.document_id).text
        assert text[one.start : one.end] == one.quote
        assert any(
            one.document_id == document_id and start <= one.start and one.end <= end
            for document_id, start, end in found
        )
    marks = set(re.findall(r"(?<!\\)\[(\d+)\]", answer.text))
    assert marks == {str(one.number) for one in answer.citations}
