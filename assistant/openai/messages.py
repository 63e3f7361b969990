"""The messages of a chat as a question with what was said before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from assistant.asking import Asked
from assistant.openai import sources
from assistant.openai.errors import Rejected
from assistant.openai.wire import ChatIn, MessageIn, UsageOut
from assistant.wire import AskIn
from ingest import analysis


def asked(body: ChatIn) -> Asked:
    """The last message of the user is the question, what came before it the history.

    Raises:
        Rejected: there is no question, or what is sent is no text or too long (400).
    """
    last = _last(body.messages)
    history = {place: _turn(body.messages[place], place) for place in _said(body.messages[:last])}
    history = {place: turn for place, turn in history.items() if turn["content"]}
    given = {
        "question": _text(body.messages[last], last), "history": list(history.values()),
        "organisation": body.organisation, "filters": body.filters, "mode": body.mode,
    }  # fmt: skip
    try:
        return AskIn.model_validate(given).asked()
    except ValidationError as error:
        raise _refusal(error, [*history, last]) from None


def usage(given: Asked, text: str) -> UsageOut:
    """The words of what was read and of the answer ``text``."""
    read = sum(map(_words, [*(turn.content for turn in given.history), given.question]))
    said = _words(text)
    return UsageOut(prompt_tokens=read, completion_tokens=said, total_tokens=read + said)


def _words(text: str) -> int:
    return sum(1 for _ in analysis.words(text))


def _last(messages: Sequence[MessageIn]) -> int:
    users = [place for place, message in enumerate(messages) if message.role == "user"]
    if not users:
        raise Rejected("Der er intet spørgsmål. Send en besked med rollen 'user'.", "messages")
    return users[-1]


def _said(messages: Sequence[MessageIn]) -> Iterator[int]:
    for place, message in enumerate(messages):
        if message.role in {"user", "assistant"}:
            yield place


def _turn(message: MessageIn, place: int) -> dict[str, str]:
    text = _text(message, place)
    if message.role == "assistant":
        text = sources.without(text)
    return {"role": message.role, "content": text}


def _text(message: MessageIn, place: int) -> str:
    """The text of a message, without the space around it."""
    if not isinstance(message.content, list):
        return (message.content or "").strip()
    for number, part in enumerate(message.content):
        # An assistant of another make may have said more than text; a user may not.
        if part.type != "text" and message.role == "user":
            param = f"messages[{place}].content[{number}].type"
            raise Rejected("Kun tekst kan læses. Send beskeden uden billeder og filer.", param)
    return "\n".join(part.text or "" for part in message.content).strip()


def _refusal(error: ValidationError, places: Sequence[int]) -> Rejected:
    """``places`` are those of the history's messages and of the question, in that order."""
    first = error.errors()[0]
    most = first.get("ctx", {}).get("max_length")
    if first["loc"] == ("history",):
        return Rejected(
            f"Samtalen er for lang: højst {most} beskeder. Begynd en ny.",
            "messages", "context_length_exceeded",
        )  # fmt: skip
    question = first["loc"][0] == "question"
    place = places[-1] if question else places[int(first["loc"][1])]
    param = f"messages[{place}].content"
    if first["type"] == "string_too_short":
        return Rejected("Beskeden er tom. Skriv et spørgsmål.", param)
    if most is None:
        return Rejected("Beskeden er ikke gyldig tekst. Send den som UTF-8.", param)
    what = ("Spørgsmålet er for langt", "det") if question else ("Beskeden er for lang", "den")
    return Rejected(
        f"{what[0]}: højst {most} tegn. Gør {what[1]} kortere.",
        param,
        "string_above_max_length",
    )
