"""How an answer ends once its model has: as what was shown, in the documents' words, or as none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import phrases
from assistant.answer import Answer, Status, place
from assistant.asking import Gathered
from assistant.generation import prompt, wording
from assistant.generation.grounding import Grounding
from assistant.generation.masking import Masking, told
from assistant.generation.message import Message
from assistant.generation.page import Page
from assistant.generation.statements import Said
from assistant.question import Language, Question
from ingest import analysis

MODE = "llm"
_NONE = re.compile("|".join(map(re.escape, prompt.NOTHING.values())), re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:ikke|ingen|intet|not|no|cannot|can't|don't|doesn't|unable)\b", re.IGNORECASE
)
_OF_SOURCES = re.compile(
    r"\b(?:kilde\w*|passage\w*|dokument\w*|tekst\w*|oplysning\w*|source\w*|document\w*|text\w*"
    r"|information|context|fremgår|nævn\w*|mention\w*)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(rf"(?:{'|'.join(prompt.MISSING.values())})\s*:\s*(.+)", re.IGNORECASE)
_MET = 0.5
"""The share of its words that what is said to be missing must have from that part."""


@dataclass(frozen=True)
class Request:
    """What one answer is made of."""

    gathered: Gathered
    messages: list[Message]
    grounding: Grounding
    masking: Masking
    page: Page

    @property
    def language(self) -> Language:
        """The question's."""
        return self.gathered.question.language


def own_words(answer: Answer, *remarks: str) -> Iterator[str | Answer]:
    """An answer without a model, with what is to be said of that."""
    answer = replace(answer, text="\n\n".join([answer.text, *remarks]))
    yield from answer.text.splitlines(keepends=True)
    yield answer


def concluded(request: Request, said: Sequence[Said], *, away: bool) -> Iterator[str | Answer]:
    """The remarks below what was shown, then the answer."""
    page, language = request.page, request.language
    missing = list(dict.fromkeys(_missing(said, request.gathered.parts)))
    remarks = [phrases.missing(part, language) for part in missing]
    if away:
        remarks.append(wording.broken_off(language))
    if page.left_out:
        remarks.append(wording.left_out(page.left_out, language))
    for one in [*remarks, *_masked(request)]:
        yield page.remark(one)
    status: Status = "partial" if missing else "answered"
    yield Answer(status, page.text, tuple(page.citations), mode=MODE)


def without(request: Request, said: Sequence[Said], *, away: bool) -> Iterator[str | Answer]:
    """The answer where nothing of the model's can be shown."""
    language, masked = request.language, _masked(request)
    if away or not said:
        yield from own_words(request.gathered.answer, wording.away(language), *masked)
    elif _refused(said):
        yield from _not_found(request)
    elif not any(one.named for one in said):
        yield from own_words(request.gathered.answer, wording.unusable(language), *masked)
    else:
        yield from _not_found(request, wording.nothing_held(language))


def _not_found(request: Request, *remarks: str) -> Iterator[str | Answer]:
    """What is said where the documents hold no answer, with the places that are nearest."""
    own = request.gathered.answer
    if own.status == "not_found":
        text, nearest = own.text, own.nearest
    else:
        found = request.gathered.found[:3]
        text = phrases.not_found(request.language, near="")
        nearest = tuple(dict.fromkeys(place(one.hit) for one in found))
    text = "\n\n".join([text, *remarks, *_masked(request)])
    yield from text.splitlines(keepends=True)
    yield Answer("not_found", text, (), nearest, MODE)


def _refused(said: Sequence[Said]) -> bool:
    """Whether the model says that the sources do not answer."""
    if any(one.named for one in said):
        return any(_NONE.fullmatch(one.text.strip(" .!")) for one in said)
    return any(
        _NONE.search(one.text) or (_DENIES.search(one.text) and _OF_SOURCES.search(one.text))
        for one in said
    )


def _missing(said: Sequence[Said], parts: Sequence[Question]) -> Iterator[str]:
    """The parts of the question that the model names as unanswered, as the asker put them."""
    for one in said if len(parts) > 1 else ():
        if not one.named and (match := _MISSING.match(one.text)):
            named = set(analysis.stems(match[1]))
            for part in parts:
                met = named.intersection(analysis.stems(part.asked))
                if len(met) >= _MET * max(1, len(named)):
                    yield part.asked
                    break


def _masked(request: Request) -> list[str]:
    kinds = request.masking.kinds
    return [told(kinds, request.language)] if kinds else []
