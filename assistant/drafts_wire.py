"""The JSON of drafts and records."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant import drafting
from assistant.drafting import Listed, ListedRecord
from assistant.drafts import editing, markdown
from assistant.drafts.asked import DraftAsked, Length
from assistant.drafts.draft import Draft, Part, PartName, Table
from assistant.drafts.editing import Edit, EditedPart
from assistant.drafts.frozen import CitationNow, Opened, PaperNow, Record
from assistant.wire import MOST_CHARS, CitationOut

Short = Annotated[str, Field(max_length=200)]
ThemeId = Annotated[str, Field(max_length=500)]
Json = dict[str, Any]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DraftIn(_Wire):
    """What a draft is to be about: a subject, themes of the register, or both."""

    subject: str = Field(default="", max_length=MOST_CHARS)
    themes: list[ThemeId] | None = Field(default=None, max_length=50)
    organisation: Short | None = None
    period: Short | None = None
    since: Short | None = None
    audience: Short | None = None
    length: Length | None = None
    mode: Literal["extractive", "llm"] | None = None

    def asked(self) -> DraftAsked:
        """The same as the assistant takes it."""
        return DraftAsked(
            subject=" ".join(self.subject.split()),
            themes=tuple(self.themes or ()),
            organisation=" ".join((self.organisation or "").split()),
            period=" ".join((self.period or "").split()),
            since=(self.since or "").strip(),
            audience=" ".join((self.audience or "").split()),
            length=self.length or "medium",
        )


class DraftOut(_Wire):
    """A draft as Markdown with its citations; ``unsupported`` is what no source carries."""

    id: str
    markdown: str
    citations: list[CitationOut]
    unsupported: list[str]

    @classmethod
    def of(cls, draft: Draft) -> DraftOut:
        """From the assistant's own form."""
        return cls(**_told(draft))


class TableOut(_Wire):
    """A part's table as it is edited."""

    heads: list[str]
    rows: list[list[str]]


class PartOut(_Wire):
    """A part as it is edited: ``text`` in plain words, and its table if it has one."""

    name: PartName
    heading: str
    text: str
    table: TableOut | None

    @classmethod
    def of(cls, part: Part) -> PartOut:
        """From the assistant's own form."""
        heads = next((one.heads for one in part.blocks if isinstance(one, Table)), None)
        rows = [list(row) for row in editing.cells(part)]
        table = TableOut(heads=list(heads), rows=rows) if heads else None
        return cls(name=part.name, heading=part.heading, text=editing.plain(part), table=table)


class WholeDraftOut(DraftOut):
    """A draft with all that is needed to show and to edit it."""

    title: str
    byline: str
    parts: list[PartOut]
    version: str
    edited: bool
    made: str
    changed: str
    mode: str

    @classmethod
    def told(cls, draft: Draft, listed: Listed) -> WholeDraftOut:
        """From the assistant's own form."""
        return cls(
            **_told(draft), title=draft.title, byline=draft.byline,
            parts=[PartOut.of(part) for part in draft.parts], version=drafting.version(draft),
            edited=listed.edited, made=draft.made, changed=listed.changed, mode=draft.mode,
        )  # fmt: skip


class EditedPartIn(_Wire):
    """What a part was changed to; what is left out stays."""

    name: PartName
    text: str | None = Field(default=None, max_length=editing.MOST_TEXT)
    rows: list[list[str]] | None = Field(default=None, max_length=editing.MOST_ROWS)

    def inside(self) -> EditedPart:
        """The same as the assistant takes it."""
        rows = None if self.rows is None else tuple(map(tuple, self.rows))
        return EditedPart(self.text, rows)


class EditIn(_Wire):
    """Changes by hand; ``version`` is of the draft that they were made in."""

    version: Short
    title: str | None = Field(default=None, max_length=2 * editing.MOST_TITLE)
    parts: list[EditedPartIn] = Field(default_factory=list, max_length=20)

    def edit(self) -> Edit:
        """The same as the assistant takes it.

        Raises:
            BadEdit: a part is named twice.
        """
        names = [part.name for part in self.parts]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise editing.BadEdit(f"Delen {twice!r} er nævnt to gange. Nævn den én gang.")
        return Edit(self.title, {part.name: part.inside() for part in self.parts})


class ListedOut(_Wire):
    """A draft in a list; ``changed`` is when somebody wrote in it, or ""."""

    id: str
    title: str
    organisation: str
    made: str
    edited: bool
    changed: str

    @classmethod
    def of(cls, listed: Listed) -> ListedOut:
        """From the assistant's own form."""
        return cls(**vars(listed))


class DraftsOut(_Wire):
    """Drafts, newest first."""

    drafts: list[ListedOut]


class ListedRecordOut(_Wire):
    """A record in a list; ``source`` is the draft that it is of, or ""."""

    id: str
    kind: Literal["draft", "answer"]
    title: str
    frozen_at: str
    source: str

    @classmethod
    def of(cls, listed: ListedRecord) -> ListedRecordOut:
        """From the assistant's own form."""
        return cls(**vars(listed))


class RecordsOut(_Wire):
    """Records, newest first."""

    records: list[ListedRecordOut]


class KeptOut(_Wire):
    """A record that was made, and the address where it stays."""

    address: str
    record: Json

    @classmethod
    def of(cls, record: Record) -> KeptOut:
        """From the assistant's own form."""
        return cls(address=f"/api/v1/records/{record.id}", record=asdict(record))


class CitationNowOut(_Wire):
    """How a source reads today; ``start`` is where its quote stands now, null where it does not."""

    number: int
    state: Literal["same", "moved", "changed", "gone"]
    start: int | None

    @classmethod
    def of(cls, now: CitationNow) -> CitationNowOut:
        """From the assistant's own form."""
        return cls(**vars(now))


class PaperNowOut(_Wire):
    """Whether a document is there, and its file and its text are what they were."""

    id: str
    there: bool
    same_file: bool
    same_text: bool

    @classmethod
    def of(cls, now: PaperNow) -> PaperNowOut:
        """From the assistant's own form."""
        return cls(**vars(now))


class NowOut(_Wire):
    """What has become of a record: whether it is as it was written, and how its sources read."""

    intact: bool
    citations: list[CitationNowOut]
    documents: list[PaperNowOut]


class OpenedOut(_Wire):
    """A record as it was frozen, and how its sources read today."""

    record: Json
    now: NowOut

    @classmethod
    def of(cls, opened: Opened) -> OpenedOut:
        """From the assistant's own form."""
        now = NowOut(
            intact=opened.intact,
            citations=[CitationNowOut.of(one) for one in opened.citations],
            documents=[PaperNowOut.of(one) for one in opened.documents],
        )
        return cls(record=opened.found, now=now)


def _told(draft: Draft) -> Json:
    used = {mark for sentence in draft.sentences() for mark in sentence.marks}
    return {
        "id": draft.id,
        "markdown": markdown.text(draft),
        "citations": [CitationOut.of(one) for one in draft.citations if one.number in used],
        "unsupported": list(draft.unsupported),
    }
