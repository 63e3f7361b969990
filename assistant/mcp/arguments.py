"""What the tools take, told to an agent. The bounds are those of the REST API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.asking import Asked
from assistant.scope import Filters
from assistant.strategy_api import filters
from assistant.wire import MOST_CHARS, AskIn, FiltersIn, SearchIn, TurnIn, Words
from ingest.errors import StrategiError

PAGE = 20_000
LONGEST_PAGE = 100_000
"""Characters of a document at once: a page must fit beside what an agent remembers already."""
THEMES = 50
MOST_THEMES = 500

Ids = Annotated[
    list[str],
    Field(description="Only these documents, by id. Call `document` without an id to list them."),
]
Organisations = Annotated[
    list[str],
    Field(
        description='Only documents of these organisations, e.g. ["Randers"]; the word '
        '"Kommune" and the case of letters do not matter.'
    ),
]
Turns = Annotated[
    list[TurnIn],
    Field(
        max_length=200,
        description="The conversation so far, oldest turn first, so that a follow-up question "
        'such as "And who pays for it?" is understood.',
    ),
]


class BadArguments(StrategiError):
    """A tool was called with what it does not take."""


class Arguments(BaseModel):
    """What every tool's arguments have in common."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """The arguments that an agent sent; null is as good as left out.

        Raises:
            BadArguments: something is missing, unknown or out of bounds; what was sent is not
                repeated.
        """
        try:
            return cls.model_validate({k: v for k, v in given.items() if v is not None})
        except ValidationError as error:
            raise BadArguments(_told(error, cls)) from None

    @classmethod
    def schema_told(cls) -> dict[str, Any]:
        """The JSON schema, without what is of the code alone."""
        schema = cls.model_json_schema()
        return {k: v for k, v in schema.items() if k not in {"title", "description"}}


class AskArguments(Arguments):
    """Of ``ask``."""

    question: Annotated[
        Words,
        Field(description="One question, in Danish or English, as a person would write it."),
    ]
    organisation: str = Field(
        default="",
        max_length=200,
        description='Whom "we", "us" and "os" mean in the question, e.g. "Randers Kommune". It '
        "does not narrow the search: name the organisation in the question for that.",
    )
    history: Turns = []

    def asked(self) -> Asked:
        """The same as the assistant takes it."""
        return AskIn(
            question=self.question, organisation=self.organisation, history=self.history
        ).asked()  # fmt: skip


class SearchArguments(Arguments):
    """Of ``search``."""

    query: Annotated[
        Words, Field(description="A question or key words, in Danish or English.")
    ]  # fmt: skip
    limit: int = Field(default=10, ge=1, le=100, description="How many passages at most.")
    organisations: Organisations = []
    kinds: list[str] = Field(
        default=[],
        description="Only documents of these kinds, e.g. strategi, status, årsberetning, as the "
        "list that `document` gives names them.",
    )
    years: list[int] = Field(
        default=[], description="Only documents whose period or date covers one of these years."
    )
    documents: Ids = []
    history: Turns = []

    def asked(self) -> Asked:
        """The same as the assistant takes it."""
        within = FiltersIn(
            documents=self.documents, organisations=self.organisations, kinds=self.kinds,
            years=self.years,
        )  # fmt: skip
        return SearchIn(query=self.query, filters=within, history=self.history).asked()


class ThemesArguments(Arguments):
    """Of ``themes``."""

    query: str = Field(
        default="",
        max_length=MOST_CHARS,
        description="What the themes should cover, e.g. school absence. Left out: every theme.",
    )
    organisation: str = Field(
        default="", max_length=200, description="Only themes of this organisation's documents."
    )
    document: str = Field(
        default="", max_length=200, description="Only themes of the document of this id."
    )
    limit: int = Field(default=THEMES, ge=1, le=MOST_THEMES, description="How many themes at most.")
    offset: int = Field(
        default=0, ge=0, description="How many to skip: `next_offset` of the call before."
    )

    def filters(self) -> Filters:
        """The same as the assistant takes it."""
        return filters(self.organisation, self.document)


class DocumentArguments(Arguments):
    """Of ``document``."""

    id: str = Field(
        default="",
        description="The document's id, as citations, passages and themes name it in "
        "`document_id`. Left out: the list of all documents.",
    )
    offset: int = Field(
        default=0,
        ge=0,
        description="Where to begin: `next_offset` of the call before, or the `start` of a "
        "citation to read on from there. Counted in characters of the text; without an id, in "
        "documents of the list.",
    )
    length: int = Field(
        default=PAGE, ge=1, le=LONGEST_PAGE, description="How many characters of text at most."
    )


def _told(error: ValidationError, takes: type[Arguments]) -> str:
    wrong = [
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}."
        for one in error.errors(include_input=False, include_url=False)
    ]
    known = ", ".join(takes.model_fields)
    return f"Invalid arguments. {' '.join(wrong[:5])} The tool takes: {known}."
