"""What a form asks a draft to be, as an address or a form that was sent has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from fastapi import Request
from starlette.datastructures import FormData, ImmutableMultiDict

from assistant.drafts.asked import DraftAsked, Length

LENGTHS: tuple[Length, ...] = get_args(Length)


_MOST_FIELDS = 10_000
"""Of a form; a table that is edited has one a cell."""


@dataclass(frozen=True)
class Wanted:
    """A draft as somebody wants it.

    ``source`` is the document whose themes are shown to choose from; ``model`` is whether a
    language model is to write the text.
    """

    asked: DraftAsked
    source: str = ""
    model: bool = False

    @classmethod
    def of(cls, given: ImmutableMultiDict[str, object]) -> Wanted:
        """What ``given`` says; what is no length of ours is the usual one."""
        asked = DraftAsked(
            subject=_said(given.get("subject")),
            themes=tuple(filter(None, dict.fromkeys(map(_said, given.getlist("theme"))))),
            organisation=_said(given.get("organisation")),
            period=_said(given.get("period")),
            since=_said(given.get("since")),
            audience=_said(given.get("audience")),
            length=_length(given.get("length")),
        )
        return cls(asked, _said(given.get("document")), given.get("mode") == "llm")

    @property
    def nothing(self) -> bool:
        """Whether there is neither a subject nor a theme."""
        return not self.asked.subject and not self.asked.themes


async def sent(request: Request) -> FormData:
    """The fields of a form that was sent; a place to wait, so that the page itself need not."""
    return await request.form(max_files=0, max_fields=_MOST_FIELDS)


def pairs(form: FormData) -> list[tuple[str, str]]:
    """The fields as text; a file is none."""
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


def _length(value: object) -> Length:
    return next((one for one in LENGTHS if one == value), "medium")


def _said(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
